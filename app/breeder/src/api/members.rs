//! Who belongs to the active vivarium.

use super::account::Stamped;
use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    InvitationId, MembershipId, Role,
    vivarium::{InvitationRow, MemberRow},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::core;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::Action;

/// The members, and to those who manage them the open invitations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Who belongs to it.
    pub members: Vec<MemberRow>,
    /// Who is asked in and hasn't answered.
    pub invitations: Vec<InvitationRow>,
}

/// The team of the active vivarium.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "team")]
pub async fn load_team() -> Result<Stamped<Team>, AppError> {
    let (core, actor) = (core()?, require_actor()?);
    let members = core.list_members(&actor).await?;
    let invitations = if actor.may(Action::ManageMembers) { core.list_invitations(&actor).await? } else { Vec::new() };
    Ok(Stamped { now: jiff::Timestamp::now(), value: Team { members, invitations } })
}

/// Asks somebody in by e-mail.
///
/// # Errors
/// Field errors; a role that the actor's doesn't manage; too many mails.
#[server(prefix = "/sfn/breeder", endpoint = "invite_member")]
pub async fn invite_member(email: String, role: Role) -> Result<Onward, AppError> {
    core()?.invite_member(&require_actor()?, &repti_model::vivarium::Invite { email, role }).await?;
    Ok(onward("/members?note=invited"))
}

/// Takes an invitation back.
///
/// # Errors
/// For one that is answered, or another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "revoke_invitation")]
pub async fn revoke_invitation(id: InvitationId) -> Result<Onward, AppError> {
    core()?.revoke_invitation(&require_actor()?, id).await?;
    Ok(onward("/members?note=invitation-revoked"))
}

/// Gives a member another role.
///
/// # Errors
/// A role that the actor's doesn't manage; the last herpetologist.
#[server(prefix = "/sfn/breeder", endpoint = "change_role")]
pub async fn change_role(id: MembershipId, role: Role) -> Result<Onward, AppError> {
    core()?.change_role(&require_actor()?, id, role).await?;
    Ok(onward("/members?note=saved"))
}

/// Takes a member out of the vivarium.
///
/// # Errors
/// A role that the actor's doesn't manage; the last herpetologist.
#[server(prefix = "/sfn/breeder", endpoint = "remove_member")]
pub async fn remove_member(id: MembershipId) -> Result<Onward, AppError> {
    core()?.remove_member(&require_actor()?, id).await?;
    Ok(onward("/members?note=member-removed"))
}

/// Leaves the active vivarium.
///
/// # Errors
/// The last herpetologist hands over first.
#[server(prefix = "/sfn/breeder", endpoint = "leave_vivarium")]
pub async fn leave_vivarium() -> Result<Onward, AppError> {
    core()?.leave_vivarium(&require_actor()?).await?;
    Ok(onward("/welcome?note=left"))
}

/// Makes another member herpetologist in the actor's place.
///
/// # Errors
/// Unless the actor is herpetologist and the other a member.
#[server(prefix = "/sfn/breeder", endpoint = "hand_over_vivarium")]
pub async fn hand_over_vivarium(to: MembershipId) -> Result<Onward, AppError> {
    core()?.hand_over_vivarium(&require_actor()?, to).await?;
    Ok(onward("/members?note=handed-over"))
}
