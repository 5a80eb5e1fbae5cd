//! A page's data in its states: on its way, there, or an error that says what to do.

pub use crate::data::{Data, data, page_data};
use crate::{AppError, address};
use app_ui::{Alert, ErrorState, NotFoundState, Skeleton, Text, Tone};
use leptos::prelude::*;
use repti_model::ErrorCode;
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// Shows `data` by `view` once it is there. Errors stand in its place.
#[component]
pub fn Loaded<T, F, V>(
    data: Data<T>,
    /// What is loaded, for the error: "Your account".
    what: &'static str,
    view: F,
) -> impl IntoView
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    awaited(Box::new(move || {
        let view = view.clone();
        Box::pin(async move {
            match data.await {
                Ok(value) => view(value).into_any(),
                Err(error) => Failed(FailedProps { what, error }).into_any(),
            }
        })
    }))
}

/// The states of all data alike: a page of its own for each type would weigh more than what it shows.
fn awaited(view: Box<dyn Fn() -> Pin<Box<dyn Future<Output = AnyView> + Send>> + Send + Sync>) -> AnyView {
    view! {
        <Suspense fallback=|| {
            view! { <Skeleton count=4/> }
        }>{move || Suspend::new(view())}</Suspense>
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
