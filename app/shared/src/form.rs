//! What every form shows: what was refused, where, and that it is on its way.

use crate::{AppError, error::error_from_url};
use app_ui::{Alert, ErrorSummary, Tone};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::hooks::use_query_map;
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
}

impl FormState {
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
    let first = error_in_url(S::PATH);
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
    FormState { error, pending: action.pending().into(), done }
}

/// The error of a plain form that was sent to `path`, as the address of this page carries it.
#[must_use]
pub fn error_in_url(path: &str) -> Option<AppError> {
    // The host has checked the document's own URL. Addresses that the router goes to later are anybody's.
    let checked =
        cfg!(feature = "ssr") || Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    if !checked {
        return None;
    }
    use_query_map().with_untracked(|query| {
        (query.get_str("__path") == Some(path)).then(|| query.get_str("__err").map(error_from_url)).flatten()
    })
}

fn focus_first_refused() {
    let refused = "input[aria-invalid='true'], select[aria-invalid='true'], textarea[aria-invalid='true'], \
                   fieldset[aria-invalid='true'] input, [data-form-problem]";
    let first = document().query_selector(refused).ok().flatten();
    if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// What was refused about the whole form, above its fields: the sentence, or the list of fields with links.
#[component]
pub fn FormProblem(
    state: FormState,
    /// What the ids of the form's fields begin with, where two forms of a page have fields of one name.
    #[prop(default = "f")]
    ids: &'static str,
) -> impl IntoView {
    move || {
        state.error.get().map(|AppError(problem)| {
            let whole = problem.fields.is_empty();
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
                        view! { <Alert tone=Tone::Error>{problem.detail}{request}</Alert> }.into_any()
                    } else {
                        view! { <ErrorSummary errors=fields ids/> }.into_any()
                    }}
                </div>
            }
        })
    }
}
