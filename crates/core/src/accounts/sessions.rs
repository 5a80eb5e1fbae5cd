//! Sessions: who a request is, and signing out here or everywhere.

use super::{ActorIn, ClientInfo, Portal};
use crate::{AuditEntry, Core, CoreError, Result, audit, store};
use repti_db::Scope;
use repti_model::{Actor, PersonId, SessionId, VivariumId, account::SessionRow};

impl Core {
    /// Opens a session without asking for a password, for somebody who has just been proven otherwise (seeding, tests, an
    /// invitation's link). A second factor is not taken as given: at the admin portal such a session can do nothing.
    ///
    /// # Errors
    /// When there is no such person.
    pub async fn start_session(&self, person: PersonId, portal: Portal, client: &ClientInfo) -> Result<SessionId> {
        let mut tx = self.db().begin(Scope::Person(person)).await?;
        let person = store::people::find(&mut tx, person).await?.ok_or_else(|| CoreError::not_found("person"))?;
        if store::factors::get(&mut tx, person.id).await?.any() || person.suspended_reason.is_some() {
            return Err(CoreError::BadCredentials);
        }
        let session = self.open_session(&mut tx, &person, portal, client, false).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Who a session is at this moment: nobody once it is revoked or past its time, its person is suspended or, at the admin
    /// portal, without a second factor. One round trip; asked for every request.
    ///
    /// # Errors
    /// When the database doesn't answer: never an open door.
    pub async fn load_actor(&self, session: SessionId) -> Result<Option<Actor>> {
        let found = store::sessions::load_actor(self.db().public(), session, None).await?;
        Ok(found.map(|found| found.actor))
    }

    /// The same in the vivarium that the request names, whichever the session has chosen: the actor has none where they aren't a member of it any
    /// more, or where it is suspended.
    ///
    /// # Errors
    /// When the database doesn't answer: never an open door.
    pub async fn load_actor_in(&self, session: SessionId, vivarium: VivariumId) -> Result<Option<ActorIn>> {
        Ok(store::sessions::load_actor(self.db().public(), session, Some(vivarium)).await?)
    }

    /// The actor's open sessions, the latest first.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn list_sessions(&self, actor: &Actor) -> Result<Vec<SessionRow>> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        Ok(store::sessions::list(&mut tx, actor.person_id, actor.session_id).await?)
    }

    /// Ends one of the actor's sessions; their own is signing out.
    ///
    /// # Errors
    /// `NotFound` for a session that isn't theirs.
    pub async fn revoke_session(&self, actor: &Actor, session: SessionId) -> Result<()> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        if !store::sessions::revoke(&mut tx, actor.person_id, session).await? {
            return Err(CoreError::not_found("session"));
        }
        if actor.session_id != Some(session) {
            audit::record(&mut tx, AuditEntry::by(actor, "session.revoked").about("session", session.0)).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Signs out here.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sign_out(&self, actor: &Actor) -> Result<()> {
        if let Some(session) = actor.session_id {
            let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
            store::sessions::revoke(&mut tx, actor.person_id, session).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Signs out everywhere but here, programs included; says how many sessions ended.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn revoke_other_sessions(&self, actor: &Actor) -> Result<usize> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let ended = store::sessions::revoke_all(&mut tx, actor.person_id, actor.session_id).await?;
        store::refresh::revoke_all(&mut tx, actor.person_id).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "session.all_others_revoked").about("person", actor.person_id.0))
            .await?;
        tx.commit().await?;
        Ok(ended)
    }
}
