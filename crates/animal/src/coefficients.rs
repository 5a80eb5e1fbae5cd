//! Inbreeding, stored and brought up to date by a job.
//!
//! Triggers note in the database what a change of a lineage makes stale, and call the job; it marks all descendants in every vivarium, then
//! reckons the marked animals anew, some thousands at a time, each vivarium's from what that vivarium may see and again from what the public
//! may. A batch is one transaction: what is cut off, or comes twice, or runs beside another worker, is done once.

use crate::{
    AnimalError, Animals, Result,
    ancestry::Many,
    store::{
        ancestry::list_claims,
        coefficient::{self as store, Audience},
    },
};
use repti_db::{DbError, Job, NewJob, Scope, enqueue};
use repti_model::{VivariumId, ancestry::Ancestry};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Changes that are taken, or animals whose children are marked, in one step.
const MOST_MARKED: i32 = 20_000;
/// Animals that are reckoned in one transaction.
const MOST_RECKONED: i32 = 10_000;
/// Ancestors that are read for them. Where there are more, fewer animals are taken at once.
const MOST_ANCESTORS: u32 = 100_000;
/// Steps of one job; what is left then is another's.
const MOST_STEPS: u32 = 200;

/// One batch at a time in a process: pages need the processor too.
static PLACE: Semaphore = Semaphore::const_new(1);

/// Some lineage changed. Names nothing: what changed is noted in the database. The task `animal_coefficients`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoefficientRun {}

impl Job for CoefficientRun {
    const TASK: &'static str = "animal_coefficients";
}

/// What a job did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reckoned {
    /// Marked animals that were reckoned anew.
    pub animals: u64,
    /// Stored figures that differ now, of both audiences.
    pub changed: u64,
    /// Batches that this took.
    pub batches: u32,
    /// Something is left, and another job is queued for it.
    pub more: bool,
}

/// How many changes and marks wait for the job.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoefficientBacklog {
    pub waiting: u64,
    /// How long the oldest has.
    pub oldest_seconds: f64,
}

enum Batch {
    /// Nothing is marked, or another worker holds it.
    Nothing,
    /// Too many ancestors for one reading: not done.
    TooMany(usize),
    Done {
        animals: u64,
        changed: u64,
    },
}

impl Animals {
    /// Brings stored inbreeding up to date: the worker's handler of `animal_coefficients`.
    ///
    /// # Errors
    /// When the database doesn't answer, or one vivarium's animals couldn't be reckoned (the others' are): the queue tries again.
    pub async fn reckon_coefficients(&self, _: &CoefficientRun) -> Result<Reckoned> {
        let (mut total, mut steps) = (Reckoned::default(), 0);
        loop {
            let mut failed = None;
            while self.spread_marks().await? {
                steps += 1;
                if steps >= MOST_STEPS {
                    return self.go_on(total).await;
                }
            }
            let mut tx = self.db.begin(Scope::Worker(None)).await?;
            let vivariums = store::list_vivariums(&mut tx).await?;
            drop(tx);
            let before = total.batches;
            for vivarium in vivariums {
                match self.reckon_marked(vivarium).await {
                    Ok(Batch::Done { animals, changed }) => {
                        total.animals += animals;
                        total.changed += changed;
                        total.batches += 1;
                        steps += 1;
                    }
                    Ok(_) => {}
                    Err(error) => failed = Some(error),
                }
            }
            match failed {
                Some(error) if total.batches == before => return Err(error),
                None if total.batches == before => return Ok(total),
                _ if steps >= MOST_STEPS => return self.go_on(total).await,
                _ => {}
            }
        }
    }

    /// How much waits for the job.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn coefficient_backlog(&self) -> Result<CoefficientBacklog> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        let (waiting, oldest_seconds) = store::find_backlog(&mut connection).await?;
        Ok(CoefficientBacklog { waiting: u64::try_from(waiting).unwrap_or_default(), oldest_seconds })
    }

    /// Has every animal of every vivarium reckoned again, for operators: from the command line, where nobody is signed in. Gives how many
    /// there are.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn reckon_all_again(&self) -> Result<u64> {
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let noted = store::mark_all(&mut tx).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(u64::try_from(noted).unwrap_or_default())
    }

    /// One step of marking; whether there was anything to be marked.
    async fn spread_marks(&self) -> Result<bool> {
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let handled = store::spread(&mut tx, MOST_MARKED).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(handled > 0)
    }

    /// Leaves the rest to another job, so that none runs for ever.
    async fn go_on(&self, mut total: Reckoned) -> Result<Reckoned> {
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        let key = Some(format!("{}:next", CoefficientRun::TASK));
        enqueue(&mut tx, &CoefficientRun::default(), NewJob { key, run_at: None }).await?;
        tx.commit().await.map_err(DbError::from)?;
        total.more = true;
        Ok(total)
    }

    /// Reckons marked animals of a vivarium, as many as can be read at once.
    async fn reckon_marked(&self, vivarium: VivariumId) -> Result<Batch> {
        let mut most = MOST_RECKONED;
        loop {
            match self.reckon_batch(vivarium, most).await? {
                Batch::TooMany(taken) => most = i32::try_from(taken / 2).unwrap_or(1).max(1),
                done => return Ok(done),
            }
        }
    }

    async fn reckon_batch(&self, vivarium: VivariumId, most: i32) -> Result<Batch> {
        let _place = PLACE.acquire().await.map_err(|_| AnimalError::Busy)?;
        let mut tx = self.db.begin(Scope::Worker(Some(vivarium))).await?;
        let taken = store::take(&mut tx, most).await?;
        let own: Vec<Uuid> = taken.iter().map(|&(id, _)| id).collect();
        if own.is_empty() {
            // Marks of animals that are gone went with this.
            tx.commit().await.map_err(DbError::from)?;
            return Ok(Batch::Nothing);
        }
        let of = |wanted: bool| taken.iter().filter(move |(_, seen)| *seen == wanted).map(|&(id, _)| id);
        let (public, unseen): (Vec<Uuid>, Vec<Uuid>) = (of(true).collect(), of(false).collect());
        let Some(figures) = figures_of(&mut tx, &own).await? else { return Ok(Batch::TooMany(own.len())) };
        let mut changed = store::write(&mut tx, vivarium, Audience::Own, &figures).await?;
        // The public has no vivarium, so it is asked outside the transaction: what changes in between is marked again.
        let mut outside = self.db.public().acquire().await.map_err(DbError::from)?;
        let Some(figures) = figures_of(&mut outside, &public).await? else { return Ok(Batch::TooMany(own.len())) };
        drop(outside);
        changed += store::write(&mut tx, vivarium, Audience::Public, &figures).await?;
        store::delete_public(&mut tx, &unseen).await?;
        store::settle(&mut tx, &own).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(Batch::Done { animals: u64::try_from(own.len()).unwrap_or_default(), changed })
    }
}

/// The ancestries of some animals as the connection may see them; `None` when they have too many ancestors to be read at once. One animal
/// alone is always reckoned, and says itself that its ancestors were cut.
async fn figures_of(connection: &mut PgConnection, ids: &[Uuid]) -> Result<Option<Vec<(Uuid, Ancestry)>>> {
    if ids.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let claims = list_claims(connection, ids, MOST_ANCESTORS).await?;
    let roots = ids.to_vec();
    let many = tokio::task::spawn_blocking(move || Many::of(&claims, &roots, MOST_ANCESTORS));
    let many = many.await.ok().flatten().ok_or(AnimalError::Busy)?;
    if many.full && ids.len() > 1 {
        return Ok(None);
    }
    Ok(Some(ids.iter().copied().zip(many.ancestries).collect()))
}
