//! What every form shows: what was refused, where, and that it is on its way.

use crate::{AppError, error::error_from_url, use_session_info};
use app_ui::{Alert, ErrorSummary, Tone};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::hooks::use_query_map;
use repti_model::ErrorCode;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;

/// The state of one form, for its fields and its button.
#[derive(Debug, Clone, Copy)]
pub struct FormState {
    /// What the server said no to, last.
    pub error: Signal<Option<AppError>>,
    /// Whether an answer is due.
    pub pending: Signal<bool>,
    /// Whether the last answer was a yes.
    pub done: Signal<bool>,
    /// What was typed into a form that was sent before the page woke and then refused: names and values.
    kept: StoredValue<Option<Vec<(String, String)>>>,
}

impl FormState {
    /// What a field begins with: what was typed into it before the page came back, else `otherwise`.
    #[must_use]
    pub fn value(self, name: &str, otherwise: impl Into<String>) -> String {
        let typed = self.kept.with_value(|kept| {
            let pairs = kept.as_ref()?;
            Some(pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
        });
        typed.flatten().unwrap_or_else(|| otherwise.into())
    }

    /// The same for a box to tick, which isn't sent at all when it isn't ticked.
    #[must_use]
    pub fn ticked(self, name: &str, otherwise: bool) -> bool {
        self.kept
            .with_value(|kept| kept.as_ref().map_or(otherwise, |pairs| pairs.iter().any(|(known, _)| known == name)))
    }

    /// What a save met when somebody else had saved in between, in the shape that its verb gives it.
    #[must_use]
    pub fn met<T: DeserializeOwned>(self) -> Option<T> {
        self.error.with(|error| {
            let error = error.as_ref().filter(|error| error.code() == ErrorCode::Conflict)?;
            serde_json::from_value(error.0.current.clone()?).ok()
        })
    }

    /// The message of one field, for the `error` of an input.
    #[must_use]
    pub fn field(self, name: impl Into<String>) -> MaybeProp<String> {
        let (error, name) = (self.error, name.into());
        Signal::derive(move || {
            error.with(|error| error.as_ref().and_then(|error| error.fields().of(&name).first().cloned()))
        })
        .into()
    }
}

/// Watches an action. Moves the focus to the first refused field after each refusal.
///
/// A form that was sent before the page woke has its error in the URL; server and browser read it from there alike.
pub fn use_form<S>(action: ServerAction<S>) -> FormState
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let (first, kept) = refused_in_url(S::PATH).unzip();
    let (version, value) = (action.version(), action.value());
    let error = Signal::derive(move || {
        if version.get() == 0 {
            return first.clone();
        }
        value.with(|value| value.as_ref().and_then(|result| result.as_ref().err().cloned()))
    });
    let done = Signal::derive(move || version.get() > 0 && value.with(|value| matches!(value, Some(Ok(_)))));
    Effect::new(move || {
        if error.with(Option::is_some) {
            // The fields get their aria-invalid in this turn; after it they can be found.
            request_animation_frame(focus_first_refused);
        }
    });
    FormState { error, pending: action.pending().into(), done, kept: StoredValue::new(kept) }
}

/// The error of a plain form that was sent to `path`, as the address of this page carries it.
#[must_use]
pub fn error_in_url(path: &str) -> Option<AppError> {
    refused_in_url(path).map(|(error, _)| error)
}

/// The same with what had been typed: names and values.
fn refused_in_url(path: &str) -> Option<(AppError, Vec<(String, String)>)> {
    // The host has checked the document's own URL. Addresses that the router goes to later are anybody's.
    let checked =
        cfg!(feature = "ssr") || Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    if !checked {
        return None;
    }
    use_query_map().with_untracked(|query| {
        let error = query.get_str("__err").filter(|_| query.get_str("__path") == Some(path))?;
        Some((error_from_url(error), query.get_str("__kept").map(pairs).unwrap_or_default()))
    })
}

/// The pairs of a query in a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let text = |part: &str| leptos_router::location::Url::unescape(&part.replace('+', " "));
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (text(name), text(value))).collect()
}

/// The first refused field; the sentence about the whole form where no field was refused.
fn focus_first_refused() {
    let fields = "input[aria-invalid='true'], select[aria-invalid='true'], textarea[aria-invalid='true'], \
                  fieldset[aria-invalid='true'] input";
    let find = |selector| document().query_selector(selector).ok().flatten();
    let first = find(fields).or_else(|| find("[data-form-problem]"));
    if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the page is awake: true from the moment on at which presses are answered here.
#[must_use]
pub fn use_awake() -> Signal<bool> {
    let (awake, set_awake) = signal(false);
    Effect::new(move || set_awake.set(true));
    awake.into()
}

/// Said where something can't be done without scripts, to a browser that runs none.
#[component]
pub fn NeedsScript() -> impl IntoView {
    // As text for the parser: where scripts run, it makes no elements of it, and there would be nothing to hydrate.
    let words = "<p class=\"hint\">This step needs JavaScript, which is switched off in your browser.</p>";
    view! { <noscript inner_html=words></noscript> }
}

/// What was refused about the whole form, above its fields: the sentence, or the list of fields with links.
#[component]
pub fn FormProblem(
    state: FormState,
    /// What the ids of the form's fields begin with, where two forms of a page have fields of one name.
    #[prop(default = "f")]
    ids: &'static str,
) -> impl IntoView {
    let signed_in = use_session_info().actor.is_some();
    move || {
        state.error.get().map(|AppError(problem)| {
            let whole = problem.fields.is_empty();
            // The page was made for somebody signed in, who no longer is. In another tab, so that nothing typed here is lost.
            let ended = signed_in && problem.code == ErrorCode::Unauthenticated;
            let fields = problem
                .fields
                .0
                .into_iter()
                .flat_map(|(name, messages)| messages.into_iter().map(move |message| (name.clone(), message)))
                .collect::<Vec<_>>();
            view! {
                <div data-form-problem="" tabindex="-1">
                    {if whole {
                        let request = problem.request.map(|id| format!(" If you write to us, name request {id}."));
                        view! {
                            <Alert tone=Tone::Error>
                                {problem.detail} {request}
                                {ended.then(|| view! { " " <a class="link" href="/sign-in" target="_blank" rel="external">"Sign in in a new tab"</a> })}
                            </Alert>
                        }
                        .into_any()
                    } else {
                        view! { <ErrorSummary errors=fields ids/> }.into_any()
                    }}
                </div>
            }
        })
    }
}
