//! Asking people in.

use super::{hint_of, title_of};
use crate::api::members::{InviteMember, RevokeInvitation};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Button, Card, Choice, FormActions, Glyph, HiddenInput, Look, RadioGroup, RelativeTime, Size, Table, TextInput, Th,
};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{Role, vivarium::InvitationRow};

/// The form.
#[component]
pub(super) fn InviteForm(role: Role) -> impl IntoView {
    let form = use_onward::<InviteMember>();
    let choices = Role::ALL
        .into_iter()
        .filter(|other| role.manages(*other))
        .map(|other| Choice::new(other.as_str(), title_of(other)).hint(hint_of(other)))
        .collect();
    view! {
        <Card title="Invite somebody" hint="They get a mail with a link, good for two weeks.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <TextInput name="email" label="E-mail" kind="email" value=form.value("email", "") required=true autocomplete="off" error=form.field("email")/>
                <RadioGroup name="role" legend="Role" choices value=form.value("role", Role::Keeper.as_str()) error=form.field("role")/>
                <FormActions>
                    <Button look=Look::Primary icon=Glyph::Send busy=form.pending>"Send invitation"</Button>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

/// Who hasn't answered yet.
#[component]
pub(super) fn OpenInvitations(invitations: Vec<InvitationRow>, role: Role, now: Timestamp) -> impl IntoView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let form = use_onward::<RevokeInvitation>();
    let rows = invitations.into_iter().map(|invitation| view! { <Open invitation mine=role now form/> }).collect_view();
    view! {
        <Card title="Open invitations" flush=true>
            <FormProblem state=form/>
            <Table
                caption="Open invitations"
                stack=true
                head=|| {
                    view! {
                        <Th label="E-mail"/>
                        <Th label="Role"/>
                        <Th label="Invited by"/>
                        <Th label="Expires"/>
                        <Th label="Actions" hide_label=true/>
                    }
                }
            >
                {rows}
            </Table>
        </Card>
    }
    .into_any()
}

#[component]
fn Open(invitation: InvitationRow, mine: Role, now: Timestamp, form: FormState) -> impl IntoView {
    view! {
        <tr>
            <td data-label="E-mail">{invitation.email}</td>
            <td data-label="Role">{title_of(invitation.role)}</td>
            <td data-label="Invited by">{invitation.invited_by}</td>
            <td data-label="Expires"><RelativeTime at=invitation.expires_at now/></td>
            <td>
                {mine
                    .manages(invitation.role)
                    .then(|| {
                        view! {
                            <PostForm form>
                                <HiddenInput name="id" value=invitation.id.to_string()/>
                                <Button size=Size::Small busy=form.pending>"Take back"</Button>
                            </PostForm>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}
