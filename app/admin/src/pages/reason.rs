//! Suspending and reinstating: what will happen, why, and what was done before.

use super::words::exact;
use app_shared::{AppError, FormProblem, Onward, follow, use_form};
use app_ui::{Badge, Button, Dialog, FormActions, HiddenInput, Look, RelativeTime, TextInput, Tone};
use jiff::Timestamp;
use leptos::{prelude::*, web_sys::FormData};
use repti_model::staff::SuspensionRow;
use serde::de::DeserializeOwned;
use server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq};

/// One of the two, as its dialog tells it.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The dialog's id, which its button opens.
    id: &'static str,
    verb: &'static str,
    look: Look,
    /// What will happen.
    effects: &'static [&'static str],
    /// Who reads the reason.
    hint: &'static str,
}

impl Act {
    /// Suspending.
    #[must_use]
    pub const fn suspend(effects: &'static [&'static str], hint: &'static str) -> Self {
        Self { id: "suspend", verb: "Suspend", look: Look::Danger, effects, hint }
    }

    /// Taking it back.
    #[must_use]
    pub const fn reinstate(effects: &'static [&'static str], hint: &'static str) -> Self {
        Self { id: "reinstate", verb: "Reinstate", look: Look::Primary, effects, hint }
    }
}

/// The dialog: the effects first, then the reason that may not be missing, then the button that says what it does. `action` takes the id
/// and the reason.
#[component]
pub fn ReasonDialog<S, P>(action: ServerAction<S>, act: Act, id: String, name: String) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, P>, Output = Onward, Error = AppError>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<AppError>,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    P: 'static,
{
    let form = use_form(action);
    follow(action);
    let effects = act.effects.iter().map(|effect| view! { <li>{*effect}</li> }).collect_view();
    view! {
        <Dialog id=act.id title=format!("{} {name}?", act.verb)>
            <ActionForm action attr:class="stack">
                <FormProblem state=form/>
                <HiddenInput name="id" value=id/>
                <ul class="bullets effects">{effects}</ul>
                <TextInput name="reason" label="Reason" hint=act.hint required=true maxlength=500 autocomplete="off" error=form.field("reason")/>
                <FormActions>
                    <Button look=act.look busy=form.pending>{act.verb}</Button>
                    <button type="button" class="btn" popovertarget=act.id popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}

/// What staff did before, with their reasons.
#[component]
pub fn History(rows: Vec<SuspensionRow>, now: Timestamp) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="hint quiet-box">"Never suspended."</p> }.into_any();
    }
    let items = rows
        .into_iter()
        .map(|row| {
            let (tone, word) = if row.suspended { (Tone::Error, "Suspended") } else { (Tone::Success, "Reinstated") };
            view! {
                <li class="history-line">
                    <Badge tone>{word}</Badge>
                    <span class="history-reason">{row.reason}</span>
                    <span class="hint" title=exact(row.at)>
                        <a class="quiet-link" href=format!("/people/{}", row.staff_id)>{row.staff_name}</a> ", " <RelativeTime at=row.at now/>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history">{items}</ol> }.into_any()
}
