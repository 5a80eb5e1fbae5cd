//! The members as a table, each with what the reader may change.

use super::title_of;
use crate::api::members::{ChangeRole, RemoveMember};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Avatar, Badge, Button, Choice, Dialog, Glyph, HiddenInput, Look, RelativeTime, Select, Size, Table, Th, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{Role, vivarium::MemberRow};

/// The table.
#[component]
pub(super) fn MemberTable(members: Vec<MemberRow>, role: Role, now: Timestamp) -> impl IntoView {
    // One state for all rows: an error stands above the table, once.
    let (changing, removing) = (use_onward::<ChangeRole>(), use_onward::<RemoveMember>());
    let rows = members.into_iter().map(|member| view! { <Member member role now changing removing/> }).collect_view();
    view! {
        <FormProblem state=changing/>
        <FormProblem state=removing/>
        <Table
            caption="Members"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
                    <Th label="Role"/>
                    <Th label="Since"/>
                    <Th label="Actions" hide_label=true/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Member(member: MemberRow, role: Role, now: Timestamp, changing: FormState, removing: FormState) -> impl IntoView {
    // Nobody changes their own row here: leaving and handing over stand below, with their own warnings.
    let changes = !member.me && role.manages(member.role);
    let dialog = format!("remove-{}", member.id);
    view! {
        <tr>
            <td data-label="Name">
                <span class="row">
                    <Avatar name=member.display_name.clone()/>
                    <span>
                        {member.display_name.clone()}
                        {member.me.then(|| view! { " " <Badge tone=Tone::Info>"You"</Badge> })}
                        {(!member.email.is_empty()).then(|| view! { <br/><span class="hint">{member.email.clone()}</span> })}
                    </span>
                </span>
            </td>
            <td data-label="Role">
                {if changes {
                    view! { <RoleForm id=member.id.to_string() name=member.display_name.clone() now=member.role mine=role form=changing/> }.into_any()
                } else {
                    title_of(member.role).into_any()
                }}
            </td>
            <td data-label="Since"><RelativeTime at=member.since now/></td>
            <td>
                {changes
                    .then(|| {
                        let label = format!("Remove {}", member.display_name);
                        view! {
                            <Button look=Look::Ghost size=Size::Small icon=Glyph::Trash label opens=dialog.clone()>"Remove"</Button>
                            <RemoveDialog dialog=dialog id=member.id.to_string() name=member.display_name form=removing/>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn RoleForm(id: String, name: String, now: Role, mine: Role, form: FormState) -> impl IntoView {
    let choices = Role::ALL
        .into_iter()
        .filter(|role| mine.manages(*role))
        .map(|role| Choice::new(role.as_str(), title_of(role)))
        .collect();
    let field = format!("role-{id}");
    view! {
        <PostForm form>
            <div class="row">
                <HiddenInput name="id" value=id/>
                <Select name="role" id=field label=format!("Role of {name}") hide_label=true choices value=now.as_str()/>
                <Button size=Size::Small busy=form.pending label=format!("Save the role of {name}")>"Save"</Button>
            </div>
        </PostForm>
    }
}

#[component]
fn RemoveDialog(dialog: String, id: String, name: String, form: FormState) -> impl IntoView {
    view! {
        <Dialog id=dialog title=format!("Remove {name}?")>
            <PostForm form class="stack">
                <HiddenInput name="id" value=id/>
                <p>"They lose access at once. What they recorded stays."</p>
                <Button look=Look::Danger busy=form.pending>"Remove member"</Button>
            </PostForm>
        </Dialog>
    }
}
