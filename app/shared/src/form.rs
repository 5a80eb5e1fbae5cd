//! What every form shows: what was refused, where, and that it is on its way.

use crate::{AppError, Onward, error::error_from_url, use_session_info};
use app_ui::{Alert, ErrorSummary, Tone};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr, *},
    wasm_bindgen::JsCast,
    web_sys::HtmlElement,
};
use leptos_router::hooks::use_query_map;
use repti_model::ErrorCode;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use std::sync::Arc;

/// What is done with the bytes of an answer; an error where they can't be read.
type Reader = Arc<dyn Fn(&[u8]) -> Result<(), AppError> + Send + Sync>;

/// The state of one form, for [`PostForm`](crate::PostForm), its fields and its button.
#[derive(Debug, Clone, Copy)]
pub struct FormState {
    /// Where the form goes: the address of its server function.
    pub path: &'static str,
    /// What the server said no to, last.
    pub error: Signal<Option<AppError>>,
    /// Whether an answer is due.
    pub pending: Signal<bool>,
    /// Whether the last answer was a yes.
    pub done: Signal<bool>,
    /// What was typed into a form that was sent before the page woke and then refused: names and values.
    kept: StoredValue<Option<Vec<(String, String)>>>,
    way: Way,
}

/// The signals behind a form's state.
#[derive(Debug, Clone, Copy)]
struct Way {
    error: RwSignal<Option<AppError>>,
    done: RwSignal<bool>,
    /// How many answers are due: the forms of several rows share a state.
    due: RwSignal<usize>,
    /// What was sent last, as it was sent.
    sent: RwSignal<String>,
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "nothing is answered on the server"))]
    read: StoredValue<Reader>,
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

    /// What was sent last under `name`.
    #[must_use]
    pub fn sent(self, name: &str) -> Option<String> {
        self.way.sent.with(|sent| pairs(sent).into_iter().find(|(known, _)| known == name).map(|(_, value)| value))
    }

    /// The form is on its way with `body`. Gives the reader of its answer, unless its page has gone in the meantime.
    #[cfg(feature = "hydrate")]
    pub(crate) fn leaves(self, body: &str) -> Option<Reader> {
        let read = self.way.read.try_get_value()?;
        self.way.sent.set(body.to_owned());
        self.way.due.update(|due| *due += 1);
        Some(read)
    }

    /// Its answer is there. Nothing happens where the page has gone in the meantime.
    #[cfg(feature = "hydrate")]
    pub(crate) fn comes_back(self, answer: Result<(), AppError>) {
        self.way.due.try_update(|due| *due -= 1);
        self.way.done.try_set(answer.is_ok());
        self.way.error.try_set(answer.err());
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

/// The state of a form whose answer says nothing but yes.
#[must_use]
pub fn use_form<S: ServerFn<Error = AppError>>() -> FormState {
    state(S::PATH, |_| Ok(()))
}

/// The state of a form and what it was answered last, beside which a later refusal stands in the state.
#[must_use]
pub fn use_form_answer<S>() -> (FormState, Signal<Option<S::Output>>)
where
    S: ServerFn<Error = AppError>,
    S::Output: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let answer = RwSignal::new(None);
    let form = state(S::PATH, move |bytes| {
        answer.try_set(Some(read::<S::Output>(bytes)?));
        Ok(())
    });
    (form, answer.into())
}

/// The state of a form whose answer is the page to go on to, by a whole new document, because the old one was rendered for somebody else.
#[must_use]
pub fn use_onward<S: ServerFn<Output = Onward, Error = AppError>>() -> FormState {
    state(S::PATH, |bytes| {
        let Onward(path) = read(bytes)?;
        // Fails only where a browser forbids leaving; the person still sees the page they were on.
        let _ = window().location().assign(&path);
        Ok(())
    })
}

/// An answer as server functions read it.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes)
        .map_err(|error| AppError::from_server_fn_error(ServerFnErrorErr::Deserialization(error.to_string())))
}

/// The state of the form that goes to `path`. Moves the focus to the first refused field after each refusal.
///
/// A form that was sent before the page woke has its error in the URL; server and browser read it from there alike.
fn state(path: &'static str, read: impl Fn(&[u8]) -> Result<(), AppError> + Send + Sync + 'static) -> FormState {
    let (first, kept) = refused_in_url(path).unzip();
    let read: Reader = Arc::new(read);
    let way = Way {
        error: RwSignal::new(first),
        done: RwSignal::new(false),
        due: RwSignal::new(0),
        sent: RwSignal::new(String::new()),
        read: StoredValue::new(read),
    };
    Effect::new(move || {
        if way.error.with(Option::is_some) {
            // The fields get their aria-invalid in this turn; after it they can be found.
            request_animation_frame(focus_first_refused);
        }
    });
    FormState {
        path,
        error: way.error.into(),
        pending: Signal::derive(move || way.due.get() > 0),
        done: way.done.into(),
        kept: StoredValue::new(kept),
        way,
    }
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
