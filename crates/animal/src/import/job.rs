//! The work behind an import, done by the worker in batches. Each batch is one transaction that begins by locking the import, so
//! a second worker waits, and a worker that died is taken up where it stood.

mod create;
mod links;
mod revert;
mod update;

use repti_db::{Job, Scope, Tx};
use repti_model::{ImportJobId, PersonId, VivariumId, exchange::ImportState};
use serde::{Deserialize, Serialize};

use crate::{AnimalError, Animals, Result, store};

/// Starts of one import before it is given up.
const MOST_ATTEMPTS: i32 = 8;

/// Which way an import goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportTask {
    /// Into the registry.
    Commit,
    /// Out of it again.
    Revert,
}

/// An import to be committed or reverted. The task `animal_import`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportRun {
    pub vivarium: VivariumId,
    /// Who asked for it.
    pub person: PersonId,
    pub job: ImportJobId,
    pub task: ImportTask,
}

impl Job for ImportRun {
    const TASK: &'static str = "animal_import";
}

impl Animals {
    /// Does what a person asked for. Run again after a failure, it goes on where it stopped.
    ///
    /// # Errors
    /// When the database fails: the queue will try again. An import that fails again and again is marked as failed.
    pub async fn run_import(&self, run: &ImportRun) -> Result<()> {
        let mut tx = self.begin_import(run).await?;
        let Some(standing) = store::import::lock_import(&mut tx, run.job).await? else { return Ok(()) };
        if !is_due(run.task, standing.state, standing.reverting) {
            return Ok(());
        }
        let attempts = store::import::add_attempt(&mut tx, run.job).await?;
        tx.commit().await?;
        let done = match run.task {
            ImportTask::Commit => self.commit_rows(run).await,
            ImportTask::Revert => self.revert_rows(run).await,
        };
        match done {
            Err(error) if attempts >= MOST_ATTEMPTS => {
                tracing::error!(import.id = %run.job, error = %error, "import given up");
                let mut tx = self.begin_import(run).await?;
                let why =
                    "It could not be finished. What was written stays; start it again, and it goes on from there.";
                store::import::set_failed(&mut tx, run.job, why).await?;
                tx.commit().await?;
                Ok(())
            }
            other => other,
        }
    }

    async fn commit_rows(&self, run: &ImportRun) -> Result<()> {
        self.create_rows(run).await?;
        self.update_rows(run).await?;
        self.link_rows(run).await?;
        if let Some(mut tx) = self.batch(run).await? {
            store::import::set_committed(&mut tx, run.job).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn begin_import(&self, run: &ImportRun) -> Result<Tx> {
        Ok(self.db.begin(Scope::Vivarium(run.vivarium, Some(run.person))).await?)
    }

    /// A transaction for the next batch with the import locked; `None` when the work is no longer due.
    async fn batch(&self, run: &ImportRun) -> Result<Option<Tx>> {
        let mut tx = self.begin_import(run).await?;
        let standing = store::import::lock_import(&mut tx, run.job).await?.ok_or(AnimalError::NotFound("import"))?;
        Ok(is_due(run.task, standing.state, standing.reverting).then_some(tx))
    }
}

fn is_due(task: ImportTask, state: ImportState, reverting: bool) -> bool {
    match task {
        ImportTask::Commit => state == ImportState::Committing,
        ImportTask::Revert => state == ImportState::Committed && reverting,
    }
}
