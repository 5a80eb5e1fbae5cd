//! Inbreeding of an animal, with how much of its pedigree is known.

mod graph;
mod many;
mod numbered;
mod relatives;

use crate::{
    AnimalError, Animals, Result,
    store::{
        ancestry::list_claims,
        coefficient::{find_own, find_public},
    },
};
pub(crate) use graph::Graph;
use jiff::Timestamp;
pub(crate) use many::Many;
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

    /// What an animal's page shows: the stored figures of an own animal with since when they are these; where none hold, or the animal is
    /// another's, those of this moment.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn shown_ancestry(&self, actor: &Actor, id: AnimalId) -> Result<(Ancestry, Option<Timestamp>)> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        crate::kin::with_page(&mut tx, id).await?;
        if let Some((ancestry, at)) = find_own(&mut tx, id).await? {
            return Ok((ancestry, Some(at)));
        }
        Ok((read_ancestry(&mut tx, id).await?, None))
    }

    /// The inbreeding of a public animal, from the ancestors that the public may see: as it is stored, so that a page costs one row however
    /// deep the pedigree is; reckoned where nothing stored holds.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_ancestry(&self, id: AnimalId) -> Result<Ancestry> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        if let Some(stored) = find_public(&mut connection, id).await? {
            return Ok(stored);
        }
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
