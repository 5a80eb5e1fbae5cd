//! The own account: where one is signed in.

use super::{
    note::Note,
    words::{role_hint, role_title},
};
use crate::api::account::{RevokeOtherSessions, RevokeSession, SignOutEverywhere, load_account};
use app_shared::{
    FormProblem, FormState, PostForm, device_of,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{
    Badge, Button, Glyph, HiddenInput, Look, PageHeader, RelativeTime, Section, Size, Table, Term, Terms, Th, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::account::{Account, SessionRow};

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_account());
    view! {
        <Title text="Your account"/>
        <PageHeader title="Your account"/>
        <Note/>
        <Loaded
            data
            what="Your account"
            view=|stamped| {
                let (now, (account, sessions)) = (stamped.now, stamped.value);
                view! {
                    <div class="console-detail">
                        <div class="stack">
                            <Sessions sessions now/>
                            <Everywhere/>
                        </div>
                        <Facts account/>
                    </div>
                }
            }
        />
    }
    .into_any()
}

#[component]
fn Facts(account: Account) -> impl IntoView {
    let info = use_session_info();
    let role = info.actor.and_then(|actor| actor.staff);
    let factors = match (account.totp, account.passkeys.len()) {
        (true, 0) => "Authenticator app".to_owned(),
        (false, count) => format!("Passkeys: {count}"),
        (true, count) => format!("App, passkeys: {count}"),
    };
    view! {
        <aside class="facts" aria-label="Properties">
            <Terms>
                <Term name="Name">{account.display_name}</Term>
                <Term name="E-mail"><span class="break">{account.email}</span></Term>
                <Term name="Staff role">{role.map_or("None", role_title)}</Term>
                <Term name="Second factor">{factors}</Term>
                <Term name="Recovery codes left"><span class="num">{account.recovery_codes_left}</span></Term>
            </Terms>
            <p class="hint facts-note">{role.map(role_hint)}</p>
            <p class="facts-note">
                <a class="link" href=format!("{}/account/security", info.breeder_url) rel="external">"Password and second factors"</a>
            </p>
        </aside>
    }
    .into_any()
}

#[component]
fn Sessions(sessions: Vec<SessionRow>, now: Timestamp) -> impl IntoView {
    let form = use_onward::<RevokeSession>();
    let rows = sessions.into_iter().map(|session| view! { <Line session now form/> }).collect_view();
    view! {
        <Section title="Where you are signed in" hint="A session of this portal ends after half an hour without use, and after twelve hours in any case.">
            <FormProblem state=form/>
            <Table
                caption="Sessions"
                stack=true
                head=|| {
                    view! {
                        <Th label="Device"/>
                        <Th label="Portal"/>
                        <Th label="Address"/>
                        <Th label="Last seen"/>
                        <Th label="Actions" hide_label=true/>
                    }
                }
            >
                {rows}
            </Table>
        </Section>
    }
    .into_any()
}

#[component]
fn Line(session: SessionRow, now: Timestamp, form: FormState) -> impl IntoView {
    let device = device_of(&session.user_agent);
    view! {
        <tr>
            <td>
                <span class="row">
                    <span class="cell-strong" title=session.user_agent>{device}</span>
                    {session.current.then(|| view! { <Badge tone=Tone::Info>"This one"</Badge> })}
                </span>
            </td>
            <td data-label="Portal">{session.portal}</td>
            <td class="cell-muted" data-label="Address"><span class="code">{session.address}</span></td>
            <td class="cell-muted" data-label="Last seen"><RelativeTime at=session.last_seen_at now/></td>
            <td class="cell-end">
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
        <Section title="Lost a device?" hint="Signing out ends sessions at once, those of the breeder portal and of programs too.">
            <FormProblem state=ending_others/>
            <FormProblem state=ending_all/>
            <div class="row">
                <PostForm form=ending_others>
                    <Button busy=ending_others.pending>"Sign out everywhere else"</Button>
                </PostForm>
                <PostForm form=ending_all>
                    <Button look=Look::DangerQuiet icon=Glyph::LogOut busy=ending_all.pending>"Sign out everywhere"</Button>
                </PostForm>
            </div>
        </Section>
    }
    .into_any()
}
