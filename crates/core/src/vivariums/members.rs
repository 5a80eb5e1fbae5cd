//! Who belongs to a vivarium. Every change goes one after the other, so that one herpetologist always stays.

use crate::{AuditEntry, Core, CoreError, Result, audit, policy, store};
use repti_db::Tx;
use repti_model::{Action, Actor, ErrorCode, MembershipId, Role, VivariumId, vivarium::MemberRow};
use store::members::Member;

impl Core {
    /// The members of the active vivarium. E-mail addresses are for those who manage members.
    ///
    /// # Errors
    /// When there is no active vivarium.
    pub async fn list_members(&self, actor: &Actor) -> Result<Vec<MemberRow>> {
        actor.require(Action::Read)?;
        let mut tx = self.db().begin(actor).await?;
        let mut members = store::members::list(&mut tx, actor.person_id).await?;
        if !actor.may(Action::ManageMembers) {
            members.iter_mut().filter(|member| !member.me).for_each(|member| member.email.clear());
        }
        Ok(members)
    }

    /// Gives a member another role.
    ///
    /// # Errors
    /// When the actor's role manages neither the old nor the new one, or no herpetologist would be left.
    pub async fn change_role(&self, actor: &Actor, member: MembershipId, role: Role) -> Result<()> {
        let vivarium = actor.require(Action::ManageMembers)?.id;
        let mut tx = self.db().begin(actor).await?;
        let team = Team::lock(&mut tx, vivarium, actor).await?;
        let target = team.find(member)?;
        policy::may_manage(team.me.role, target.role)?;
        policy::may_manage(team.me.role, role)?;
        if target.role == role {
            return Ok(());
        }
        if role != Role::Herpetologist {
            team.refuse_last(target)?;
        }
        store::members::update_role(&mut tx, member, role).await?;
        let entry = AuditEntry::by(actor, "member.role_changed").about("person", target.person.0);
        audit::record(&mut tx, entry.with("from", target.role.as_str()).with("to", role.as_str())).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a member out of the vivarium.
    ///
    /// # Errors
    /// When the actor's role doesn't manage theirs, or no herpetologist would be left.
    pub async fn remove_member(&self, actor: &Actor, member: MembershipId) -> Result<()> {
        let vivarium = actor.require(Action::ManageMembers)?.id;
        let mut tx = self.db().begin(actor).await?;
        let team = Team::lock(&mut tx, vivarium, actor).await?;
        let target = team.find(member)?;
        policy::may_manage(team.me.role, target.role)?;
        team.refuse_last(target)?;
        store::members::remove(&mut tx, member).await?;
        let entry =
            AuditEntry::by(actor, "member.removed").about("person", target.person.0).with("role", target.role.as_str());
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Leaves the active vivarium.
    ///
    /// # Errors
    /// The last herpetologist hands over first.
    pub async fn leave_vivarium(&self, actor: &Actor) -> Result<()> {
        let vivarium = actor.require(Action::Read)?.id;
        if actor.scopes.is_some() {
            return Err(CoreError::problem(
                ErrorCode::Forbidden,
                "A token can't leave the vivarium that it belongs to. Revoke it instead.",
            ));
        }
        let mut tx = self.db().begin(actor).await?;
        let team = Team::lock(&mut tx, vivarium, actor).await?;
        team.refuse_last(&team.me)?;
        store::members::remove(&mut tx, team.me.id).await?;
        if let Some(session) = actor.session_id {
            store::sessions::update_vivarium(&mut tx, session, actor.person_id, None).await?;
        }
        let entry =
            AuditEntry::by(actor, "member.left").about("person", actor.person_id.0).with("role", team.me.role.as_str());
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Makes another member herpetologist in the actor's place, who stays as curator.
    ///
    /// # Errors
    /// Unless the actor is herpetologist and the other a member.
    pub async fn hand_over_vivarium(&self, actor: &Actor, to: MembershipId) -> Result<()> {
        let vivarium = actor.require(Action::TransferOrDelete)?.id;
        let mut tx = self.db().begin(actor).await?;
        let team = Team::lock(&mut tx, vivarium, actor).await?;
        let target = team.find(to)?;
        policy::may_manage(team.me.role, Role::Herpetologist)?;
        if target.id == team.me.id {
            return Err(CoreError::problem(ErrorCode::Invalid, "Choose another member to hand the vivarium to."));
        }
        store::members::update_role(&mut tx, target.id, Role::Herpetologist).await?;
        store::members::update_role(&mut tx, team.me.id, Role::Curator).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "vivarium.handed_over").about("person", target.person.0)).await?;
        Ok(tx.commit().await?)
    }
}

/// The members of a vivarium while nobody else can change them.
pub(crate) struct Team {
    members: Vec<Member>,
    /// The actor as a member at this moment; the role in a request's actor may be a moment old.
    pub(crate) me: Member,
}

impl Team {
    pub(crate) async fn lock(tx: &mut Tx, vivarium: VivariumId, actor: &Actor) -> Result<Self> {
        store::vivariums::lock(tx, vivarium).await?;
        let members = store::members::list_active(tx).await?;
        let me = members.iter().find(|member| member.person == actor.person_id).cloned();
        let me = me.ok_or_else(|| CoreError::not_found("vivarium"))?;
        Ok(Self { members, me })
    }

    fn find(&self, id: MembershipId) -> Result<&Member> {
        self.members.iter().find(|member| member.id == id).ok_or_else(|| CoreError::not_found("member"))
    }

    fn refuse_last(&self, leaving: &Member) -> Result<()> {
        let herpetologists = self.members.iter().filter(|member| member.role == Role::Herpetologist).count();
        if leaving.role == Role::Herpetologist && herpetologists == 1 {
            return Err(CoreError::problem(
                ErrorCode::Conflict,
                "A vivarium always has a herpetologist, and this is the last one. Hand the vivarium over first.",
            ));
        }
        Ok(())
    }
}
