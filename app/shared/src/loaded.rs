//! A page's data in its states: on its way, there, or an error that says what to do.

use crate::{AppError, address};
use app_ui::{Alert, ErrorState, NotFoundState, Skeleton, Text, Tone};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use repti_model::ErrorCode;
use serde::{Serialize, de::DeserializeOwned};

/// A page's data, as the server gave it or an error.
pub type Data<T> = Resource<Result<T, AppError>, OneReader>;

/// JSON, read from bytes as server functions read it. leptos's own codec reads it from text: every type's reader would be in the bundle twice.
#[derive(Debug, Clone, Copy)]
pub struct OneReader;

impl<T: Serialize> Encoder<T> for OneReader {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for OneReader {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// Loads a page's data whenever its source changes; the server waits for it before it answers.
pub fn page_data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> F + Send + Sync + 'static,
) -> Data<T>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    Resource::new_with_options(source, fetcher, true)
}

/// Shows `data` by `view` once it is there. Errors stand in its place.
#[component]
pub fn Loaded<T, F, V>(
    data: Data<T>,
    /// What is loaded, for the error: "Your account".
    what: &'static str,
    view: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton count=4/> }
        }>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(value) => view(value).into_any(),
                        Err(error) => Failed(FailedProps { what, error }).into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// What stands in the place of data that could not be had.
#[component]
pub fn Failed(what: &'static str, error: AppError) -> impl IntoView {
    match error.code() {
        ErrorCode::NotFound => view! { <NotFoundState thing="page" back="/" back_label="Go home"/> }.into_any(),
        ErrorCode::Forbidden => {
            view! { <ErrorState what="Your role doesn't allow this" why=error.0.detail/> }.into_any()
        }
        ErrorCode::Unauthenticated => view! {
            <ErrorState what="Sign in again" why=error.0.detail>
                <a class="link" href="/sign-in" rel="external">"Sign in"</a>
            </ErrorState>
        }
        .into_any(),
        // Trying again brings nothing back: the page that knows the way on says it.
        ErrorCode::Expired => view! { <Alert tone=Tone::Warning>{error.0.detail}</Alert> }.into_any(),
        _ => {
            let request = Text::from(error.0.request);
            let here = leptos_router::hooks::use_location();
            let here = address(&here.pathname.get_untracked(), &here.search.get_untracked());
            view! {
                <ErrorState what=format!("{what} could not be loaded") why=error.0.detail request>
                    <a class="btn btn-primary" href=here rel="external">
                        "Try again"
                    </a>
                </ErrorState>
            }
            .into_any()
        }
    }
}
