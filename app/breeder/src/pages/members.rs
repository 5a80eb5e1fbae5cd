//! Who belongs to the vivarium: members, invitations, leaving, handing over.

mod invitations;
mod leaving;
mod rows;

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::members::load_team;
use app_shared::use_session_info;
use app_ui::{Card, PageHeader, words};
use invitations::{InviteForm, OpenInvitations};
use leaving::{HandOver, Leave};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{Action, Role};
use rows::MemberTable;

/// The page.
#[component]
pub fn MembersPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_team());
    let actor = use_session_info().actor;
    let name = actor
        .as_ref()
        .and_then(|actor| actor.vivarium.as_ref())
        .map(|vivarium| vivarium.name.clone())
        .unwrap_or_default();
    let manages = actor.as_ref().is_some_and(|actor| actor.may(Action::ManageMembers));
    let owns = actor.as_ref().is_some_and(|actor| actor.may(Action::TransferOrDelete));
    let role = actor.as_ref().and_then(|actor| actor.vivarium.as_ref()).map_or(Role::Keeper, |vivarium| vivarium.role);
    view! {
        <Title text="Members"/>
        <PageHeader title="Members" hint=name/>
        <Note/>
        <Loaded
            data
            what="The members"
            view=move |stamped| {
                let (now, team) = (stamped.now, stamped.value);
                let count = words::plural(u64::try_from(team.members.len()).unwrap_or_default(), "member");
                let others: Vec<_> = team.members.iter().filter(|member| !member.me).cloned().collect();
                view! {
                    <div class="stack">
                        <Card title=count flush=true>
                            <MemberTable members=team.members role now/>
                        </Card>
                        {manages
                            .then(|| {
                                view! {
                                    <InviteForm role/>
                                    <OpenInvitations invitations=team.invitations role now/>
                                }
                            })}
                        {(owns && !others.is_empty()).then(|| view! { <HandOver others/> })}
                        <Leave/>
                    </div>
                }
            }
        />
    }
    .into_any()
}

/// What a role may do, in one line.
pub(super) const fn hint_of(role: Role) -> &'static str {
    match role {
        Role::Keeper => "Reads everything, changes nothing.",
        Role::Handler => "Logs care, adds and edits animals.",
        Role::Curator => "Also parents, imports and exports, archive, and the team up to handler.",
        Role::Herpetologist => "Owns the vivarium: everything, also profile, widgets and tokens.",
    }
}

/// The word as it begins a line.
pub(super) fn title_of(role: Role) -> String {
    let mut word = role.as_str().to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}
