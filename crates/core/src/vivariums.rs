//! Vivariums: founding one, what it says about itself, who belongs to it.

mod invitations;
mod members;
mod notices;
mod profile;

use crate::{AuditEntry, Core, CoreError, Result, audit, store};
use repti_db::{Scope, figures::happened};
use repti_model::{
    Actor, ErrorCode, MembershipId, Role, VivariumId,
    text::one_line,
    vivarium::{NewVivarium, VivariumSummary},
};

impl Core {
    /// Founds a vivarium with the actor as its herpetologist, and switches the session to it.
    ///
    /// # Errors
    /// Field errors; a taken address is one of `slug`.
    pub async fn create_vivarium(&self, actor: &Actor, form: &NewVivarium) -> Result<VivariumSummary> {
        if actor.scopes.is_some() {
            return Err(CoreError::problem(
                ErrorCode::Forbidden,
                "A token belongs to one vivarium and can't found another.",
            ));
        }
        form.validate()?;
        let zone = if form.time_zone.is_empty() { "UTC" } else { &form.time_zone };
        self.check_time_zone(zone).await?;
        let (id, slug, name) = (VivariumId::new(), form.effective_slug(), one_line(&form.name));
        let mut tx = self.db().begin(Scope::Vivarium(id, Some(actor.person_id))).await?;
        if !store::vivariums::insert(&mut tx, id, &slug, &name, zone).await? {
            return Err(slug_taken());
        }
        store::members::insert(&mut tx, MembershipId::new(), id, actor.person_id, Role::Herpetologist).await?;
        if let Some(session) = actor.session_id {
            store::sessions::update_vivarium(&mut tx, session, actor.person_id, Some(id)).await?;
        }
        audit::record(&mut tx, AuditEntry::by(actor, "vivarium.founded").inside(id).about("vivarium", id.0)).await?;
        tx.commit().await?;
        happened("vivarium_founded", 1);
        Ok(VivariumSummary { id, slug, name, role: Role::Herpetologist, members: 1, suspended: false })
    }

    /// The vivariums that the actor belongs to, by name.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn my_vivariums(&self, actor: &Actor) -> Result<Vec<VivariumSummary>> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        Ok(store::vivariums::list_mine(&mut tx, actor.person_id).await?)
    }

    /// Works in another vivarium from now on, in this session.
    ///
    /// # Errors
    /// `NotFound` unless the actor belongs to it.
    pub async fn switch_vivarium(&self, actor: &Actor, vivarium: VivariumId) -> Result<VivariumSummary> {
        let session = actor
            .session_id
            .ok_or_else(|| CoreError::problem(ErrorCode::Forbidden, "A token belongs to one vivarium."))?;
        let mine = self.my_vivariums(actor).await?;
        let target =
            mine.into_iter().find(|mine| mine.id == vivarium).ok_or_else(|| CoreError::not_found("vivarium"))?;
        if target.suspended {
            return Err(CoreError::problem(
                ErrorCode::Forbidden,
                "This vivarium is suspended. Write to support to have it looked at.",
            ));
        }
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        store::sessions::update_vivarium(&mut tx, session, actor.person_id, Some(vivarium)).await?;
        tx.commit().await?;
        Ok(target)
    }

    /// Whether PostgreSQL knows the time zone.
    pub(crate) async fn check_time_zone(&self, zone: &str) -> Result<()> {
        if store::vivariums::knows_time_zone(self.db().public(), zone).await? {
            Ok(())
        } else {
            Err(CoreError::field("time_zone", "This time zone is not known. Expected something like Europe/Berlin."))
        }
    }
}

pub(crate) fn slug_taken() -> CoreError {
    CoreError::field("slug", "This address is taken. Choose another.")
}
