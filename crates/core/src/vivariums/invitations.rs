//! Invitations by e-mail. Only who proves to hold the invited address can accept.

use super::members::Team;
use crate::{
    AuditEntry, Core, CoreError, Result, audit, limits,
    mail::{MailTemplate, post},
    policy, store,
    tokens::{NewToken, hash_of},
};
use repti_db::{Scope, Tx, figures::happened};
use repti_model::{
    Action, Actor, ErrorCode, InvitationId, MembershipId, VivariumId,
    text::{normal_email, one_line},
    vivarium::{InvitationOffer, InvitationRow, Invite},
};

impl Core {
    /// Invites somebody; an open invitation to the same address is replaced.
    ///
    /// # Errors
    /// When the actor's role doesn't manage that role, the person is a member already, or too many mails went out.
    pub async fn invite_member(&self, actor: &Actor, form: &Invite) -> Result<InvitationId> {
        let vivarium = actor.require(Action::ManageMembers)?;
        form.validate()?;
        policy::may_manage(vivarium.role, form.role)?;
        let email = form.email.trim();
        self.limits().take(&limits::INVITATIONS, &vivarium.id.to_string()).await?;
        self.limits().take(&limits::MAIL_RECIPIENT, &normal_email(email)).await?;
        let mut tx = self.db().begin(actor).await?;
        let team = Team::lock(&mut tx, vivarium.id, actor).await?;
        policy::may_manage(team.me.role, form.role)?;
        if store::members::list(&mut tx, actor.person_id)
            .await?
            .iter()
            .any(|member| normal_email(&member.email) == normal_email(email))
        {
            return Err(CoreError::field("email", "This person is a member already."));
        }
        let (id, token) = (InvitationId::new(), NewToken::new(""));
        store::invitations::revoke_open(&mut tx, email).await?;
        store::invitations::insert(&mut tx, id, vivarium.id, email, form.role, &token.hash, actor.person_id).await?;
        let (name, inviter) = (one_line(&vivarium.name), one_line(&actor.display_name));
        let link = self.links().invitation(&token.plain);
        let values =
            [("link", link.as_str()), ("vivarium", &name), ("inviter", &inviter), ("role", form.role.as_str())];
        post(&mut tx, MailTemplate::Invitation, email, "", &values).await?;
        let entry = AuditEntry::by(actor, "member.invited").about("invitation", id.0).with("role", form.role.as_str());
        audit::record(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The open invitations of the active vivarium.
    ///
    /// # Errors
    /// When the actor doesn't manage members.
    pub async fn list_invitations(&self, actor: &Actor) -> Result<Vec<InvitationRow>> {
        actor.require(Action::ManageMembers)?;
        let mut tx = self.db().begin(actor).await?;
        Ok(store::invitations::list_open(&mut tx).await?)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// `NotFound` for one that is answered, or another vivarium's.
    pub async fn revoke_invitation(&self, actor: &Actor, id: InvitationId) -> Result<()> {
        let vivarium = actor.require(Action::ManageMembers)?;
        let mut tx = self.db().begin(actor).await?;
        let role =
            store::invitations::find_open(&mut tx, id).await?.ok_or_else(|| CoreError::not_found("invitation"))?;
        policy::may_manage(vivarium.role, role)?;
        if !store::invitations::revoke(&mut tx, id).await? {
            return Err(CoreError::not_found("invitation"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "member.invitation_revoked").about("invitation", id.0)).await?;
        Ok(tx.commit().await?)
    }

    /// What an invitation's link offers, before anybody signs in.
    ///
    /// # Errors
    /// When it was answered, taken back, or has expired.
    pub async fn invitation_offer(&self, token: &str) -> Result<InvitationOffer> {
        let mut tx = self.db().begin(Scope::Nobody).await?;
        let offer = store::invitations::find_offer(&mut tx, &hash_of(token)).await?;
        offer.map(|(_, offer)| offer).ok_or(CoreError::LinkExpired)
    }

    /// The open invitations to the actor's own address.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn my_invitations(&self, actor: &Actor) -> Result<Vec<InvitationOffer>> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let offers = store::invitations::list_to(&mut tx, actor.person_id).await?;
        Ok(offers.into_iter().map(|(_, offer)| offer).collect())
    }

    /// Joins by an invitation's link, and switches the session to the vivarium.
    ///
    /// # Errors
    /// When the invitation went to another address than the actor's.
    pub async fn accept_invitation(&self, actor: &Actor, token: &str) -> Result<VivariumId> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let (_, offer) =
            store::invitations::find_offer(&mut tx, &hash_of(token)).await?.ok_or(CoreError::LinkExpired)?;
        drop(tx);
        self.accept_invitation_by_id(actor, offer.id).await.map_err(|error| match error {
            CoreError::Problem(problem) if problem.code == ErrorCode::NotFound => CoreError::problem(
                ErrorCode::Forbidden,
                "This invitation went to another e-mail address. Sign in with the account of that address.",
            ),
            other => other,
        })
    }

    /// The same from the list of the actor's own invitations.
    ///
    /// # Errors
    /// `NotFound` for what isn't addressed to the actor.
    pub async fn accept_invitation_by_id(&self, actor: &Actor, id: InvitationId) -> Result<VivariumId> {
        if actor.scopes.is_some() {
            return Err(CoreError::problem(ErrorCode::Forbidden, "Sign in on the site to accept an invitation."));
        }
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let offers = store::invitations::list_to(&mut tx, actor.person_id).await?;
        let (vivarium, offer) =
            offers.into_iter().find(|(_, offer)| offer.id == id).ok_or_else(|| CoreError::not_found("invitation"))?;
        drop(tx);
        let mut tx = self.db().begin(Scope::Vivarium(vivarium, Some(actor.person_id))).await?;
        store::vivariums::lock(&mut tx, vivarium).await?;
        if !store::invitations::accept(&mut tx, id, actor.person_id).await? {
            return Err(CoreError::LinkExpired);
        }
        self.join(&mut tx, actor, vivarium, &offer).await?;
        tx.commit().await?;
        happened("member_joined", 1);
        Ok(vivarium)
    }

    async fn join(&self, tx: &mut Tx, actor: &Actor, vivarium: VivariumId, offer: &InvitationOffer) -> Result<()> {
        store::members::insert(tx, MembershipId::new(), vivarium, actor.person_id, offer.role).await?;
        if let Some(session) = actor.session_id {
            store::sessions::update_vivarium(tx, session, actor.person_id, Some(vivarium)).await?;
        }
        let entry = AuditEntry::by(actor, "member.joined").inside(vivarium).about("person", actor.person_id.0);
        audit::record(tx, entry.with("role", offer.role.as_str())).await
    }

    /// Turns down an invitation to the actor's own address.
    ///
    /// # Errors
    /// `NotFound` for what isn't addressed to the actor.
    pub async fn decline_invitation(&self, actor: &Actor, id: InvitationId) -> Result<()> {
        let mut tx = self.db().begin(Scope::Person(actor.person_id)).await?;
        let offers = store::invitations::list_to(&mut tx, actor.person_id).await?;
        let (vivarium, _) =
            offers.into_iter().find(|(_, offer)| offer.id == id).ok_or_else(|| CoreError::not_found("invitation"))?;
        drop(tx);
        let mut tx = self.db().begin(Scope::Vivarium(vivarium, Some(actor.person_id))).await?;
        store::invitations::revoke(&mut tx, id).await?;
        audit::record(
            &mut tx,
            AuditEntry::by(actor, "member.invitation_declined").inside(vivarium).about("invitation", id.0),
        )
        .await?;
        Ok(tx.commit().await?)
    }
}
