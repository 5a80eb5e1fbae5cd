//! Where one is signed in.

use super::AccountFrame;
use crate::{
    api::account::{RevokeOtherSessions, RevokeSession, SignOutEverywhere, load_sessions},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, FormState, PostForm, device_of, use_onward};
use app_ui::{Badge, Button, Card, HiddenInput, Look, RelativeTime, Size, Table, Th, Tone};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::account::SessionRow;

/// The third tab.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_sessions());
    view! {
        <AccountFrame title="Sessions" current="/account/sessions">
            <Loaded
                data
                what="Your sessions"
                view=|stamped| {
                    view! {
                        <SessionTable sessions=stamped.value now=stamped.now/>
                        <Everywhere/>
                    }
                }
            />
        </AccountFrame>
    }
    .into_any()
}

#[component]
fn SessionTable(sessions: Vec<SessionRow>, now: Timestamp) -> impl IntoView {
    let form = use_onward::<RevokeSession>();
    let rows = sessions.into_iter().map(|session| view! { <SessionLine session now form/> }).collect_view();
    view! {
        <Card title="Where you are signed in" flush=true>
            <FormProblem state=form/>
            <Table
                caption="Sessions"
                stack=true
                head=|| {
                    view! {
                        <Th label="Device"/>
                        <Th label="Address"/>
                        <Th label="Last seen"/>
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
fn SessionLine(session: SessionRow, now: Timestamp, form: FormState) -> impl IntoView {
    let device = device_of(&session.user_agent);
    view! {
        <tr>
            <td data-label="Device">
                <span title=session.user_agent>{device}</span>
                {session.current.then(|| view! { " " <Badge tone=Tone::Info>"This one"</Badge> })}
                {(session.portal == "admin").then(|| view! { " " <Badge>"Admin"</Badge> })}
            </td>
            <td data-label="Address">{session.address}</td>
            <td data-label="Last seen"><RelativeTime at=session.last_seen_at now/></td>
            <td>
                <PostForm form>
                    <HiddenInput name="id" value=session.id.to_string()/>
                    <Button size=Size::Small busy=form.pending>"Sign out"</Button>
                </PostForm>
            </td>
        </tr>
    }
    .into_any()
}

#[component]
fn Everywhere() -> impl IntoView {
    let (ending_others, ending_all) = (use_onward::<RevokeOtherSessions>(), use_onward::<SignOutEverywhere>());
    view! {
        <Card title="Lost a device?" hint="Signing out ends the session at once. Programs with a token of yours have to sign in again too.">
            <FormProblem state=ending_others/>
            <FormProblem state=ending_all/>
            <div class="row">
                <PostForm form=ending_others>
                    <Button busy=ending_others.pending>"Sign out everywhere else"</Button>
                </PostForm>
                <PostForm form=ending_all>
                    <Button look=Look::DangerQuiet busy=ending_all.pending>"Sign out everywhere"</Button>
                </PostForm>
            </div>
        </Card>
    }
    .into_any()
}
