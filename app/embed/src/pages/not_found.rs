//! What stands where no widget is.

use crate::frame::{Look, gone};
use leptos::prelude::*;
use repti_model::{ErrorCode, Problem};

/// The page for an address that leads nowhere; sets the status to 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    gone(&Problem::of(ErrorCode::NotFound).into(), Look::default())
}
