//! Inbreeding of an animal, with how much of its pedigree is known.

mod graph;
mod many;
mod numbered;
mod relatives;

use crate::{
    Animals, Result,
    reckon::{Asked, Asker},
    store::{
        ancestry::{Claim, list_claims},
        coefficient::{find_own, find_public},
    },
};
pub(crate) use graph::Graph;
use jiff::Timestamp;
pub(crate) use many::Many;
pub(crate) use relatives::Relatives;
use repti_db::DbError;
use repti_model::{Action, Actor, AnimalId, ancestry::Ancestry};

impl Animals {
    /// The inbreeding of an own or a public animal, from the ancestors that the actor may see.
    ///
    /// # Errors
    /// When the animal has no page for the actor, or it isn't the actor's turn.
    pub async fn ancestry(&self, actor: &Actor, id: AnimalId) -> Result<Ancestry> {
        actor.require(Action::Read)?;
        let asked = Asker::Person(actor.person_id).enter()?;
        let mut tx = self.db.begin(actor).await?;
        crate::kin::with_page(&mut tx, id).await?;
        let claims = list_claims(&mut tx, &[id.0], Ancestry::MOST).await?;
        drop(tx);
        reckoned(asked, claims, id).await
    }

    /// What an animal's page shows: the stored figures of an own animal with since when they are these; where none hold, or the animal is
    /// another's, those of this moment.
    ///
    /// # Errors
    /// When the animal has no page for the actor; where nothing is stored, also when it isn't the actor's turn.
    pub async fn shown_ancestry(&self, actor: &Actor, id: AnimalId) -> Result<(Ancestry, Option<Timestamp>)> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        crate::kin::with_page(&mut tx, id).await?;
        if let Some((ancestry, at)) = find_own(&mut tx, id).await? {
            return Ok((ancestry, Some(at)));
        }
        let asked = Asker::Person(actor.person_id).enter()?;
        let claims = list_claims(&mut tx, &[id.0], Ancestry::MOST).await?;
        drop(tx);
        Ok((reckoned(asked, claims, id).await?, None))
    }

    /// The inbreeding of a public animal, from the ancestors that the public may see: as it is stored, so that a page costs one row however
    /// deep the pedigree is; reckoned where nothing stored holds.
    ///
    /// # Errors
    /// When the animal isn't public; where nothing is stored, also while others' are reckoned.
    pub async fn public_ancestry(&self, id: AnimalId) -> Result<Ancestry> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        if let Some(stored) = find_public(&mut connection, id).await? {
            return Ok(stored);
        }
        crate::kin::with_page(&mut connection, id).await?;
        let asked = Asker::Public.enter()?;
        let claims = list_claims(&mut connection, &[id.0], Ancestry::MOST).await?;
        drop(connection);
        reckoned(asked, claims, id).await
    }
}

/// Some milliseconds at most for a pedigree of this size.
async fn reckoned(asked: Asked, claims: Vec<Claim>, id: AnimalId) -> Result<Ancestry> {
    asked.reckon(move || Graph::of(&claims, id.0)?.ancestry()).await
}
