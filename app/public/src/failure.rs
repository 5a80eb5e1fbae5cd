//! What stands in a page's place when it can't be shown, with the right status.

use app_shared::AppError;
use app_ui::{ErrorState, NotFoundState};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use repti_model::ErrorCode;

/// The page for an error: 404 with a way on, or what went wrong with the request's id.
pub fn failure(error: &AppError, thing: &'static str) -> AnyView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::answer_with(&error.0);
    #[cfg(feature = "ssr")]
    let request = app_shared::ssr::request_info().map(|info| info.request_id);
    #[cfg(not(feature = "ssr"))]
    let request = None::<String>;
    if error.code() == ErrorCode::NotFound {
        return view! {
            <Title text=format!("No such {thing} · ReptiDex") />
            <Meta name="robots" content="noindex" />
            <div class="wrap">
                <NotFoundState thing back="/search" back_label="Search all animals" />
            </div>
        }
        .into_any();
    }
    let detail = error.0.detail.clone();
    view! {
        <Title text="Something went wrong · ReptiDex" />
        <Meta name="robots" content="noindex" />
        <div class="wrap">
            <h1 class="visually-hidden">"Something went wrong"</h1>
            <ErrorState what="This page could not be put together" why=detail retry="" request />
        </div>
    }
    .into_any()
}
