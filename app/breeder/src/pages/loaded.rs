//! A page's data in its states: on its way, there, or an error that says what to do.

use app_shared::AppError;
use app_ui::{Alert, ErrorState, NotFoundState, Skeleton, Tone};
use leptos::prelude::*;
use repti_model::ErrorCode;

/// Shows `data` by `view` once it is there. Errors stand in its place.
#[component]
pub fn Loaded<T, F, V>(
    data: Resource<Result<T, AppError>>,
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
        _ => view! { <ErrorState what=format!("{what} could not be loaded") why=error.0.detail retry=""/> }.into_any(),
    }
}
