//! Inbreeding of an animal, with how much of its pedigree is known.

mod graph;
mod numbered;
mod relatives;

use crate::{AnimalError, Animals, Result, store::ancestry::list_claims};
pub(crate) use graph::Graph;
pub(crate) use relatives::Relatives;
use repti_db::DbError;
use repti_model::{Action, Actor, AnimalId, ancestry::Ancestry};
use sqlx::PgConnection;

impl Animals {
    /// The inbreeding of an own or a public animal, from the ancestors that the actor may see.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn ancestry(&self, actor: &Actor, id: AnimalId) -> Result<Ancestry> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        crate::kin::with_page(&mut tx, id).await?;
        read_ancestry(&mut tx, id).await
    }

    /// The inbreeding of a public animal, from the ancestors that the public may see.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_ancestry(&self, id: AnimalId) -> Result<Ancestry> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        crate::kin::with_page(&mut connection, id).await?;
        read_ancestry(&mut connection, id).await
    }
}

async fn read_ancestry(tx: &mut PgConnection, id: AnimalId) -> Result<Ancestry> {
    let claims = list_claims(tx, &[id.0], Ancestry::MOST).await?;
    // Some milliseconds at most for a pedigree of this size, but not on a thread that others wait for.
    let ancestry = tokio::task::spawn_blocking(move || Graph::of(&claims, id.0).and_then(|mut graph| graph.ancestry()));
    ancestry.await.ok().flatten().ok_or(AnimalError::Busy)
}
