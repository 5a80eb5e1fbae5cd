//! The room for photographs: what they take, and what the vivarium's plan has.

use crate::{Media, Result, store};
use repti_core::plans::plan_of;
use repti_db::{Scope, Tx};
use repti_model::{Action, Actor, StaffRole, VivariumId, media::PhotoRoom};

impl Media {
    /// The room of the actor's vivarium.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn photo_room(&self, actor: &Actor) -> Result<PhotoRoom> {
        let vivarium = actor.require(Action::Read)?.id;
        let mut tx = self.db.begin(actor).await?;
        room_of(&mut tx, vivarium).await
    }

    /// The room of any vivarium.
    ///
    /// # Errors
    /// Unless the actor is staff; `NotFound` where there is no such vivarium.
    pub async fn staff_room(&self, actor: &Actor, vivarium: VivariumId) -> Result<PhotoRoom> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        room_of(&mut tx, vivarium).await
    }
}

/// The room of a vivarium that the transaction may see.
pub(crate) async fn room_of(tx: &mut Tx, vivarium: VivariumId) -> Result<PhotoRoom> {
    let plan = plan_of(tx, vivarium).await?;
    let used = store::photo::sum_sizes(tx, vivarium).await?;
    Ok(PhotoRoom { used, quota: plan.storage, plan: plan.code, plan_name: plan.name })
}
