//! A vivarium's own logo.

use leptos::prelude::*;
use repti_model::media::LogoFile;

/// A logo as large as it fits, on paper in light and dark alike: most are drawn for white. Its place is kept before it has come.
#[component]
pub fn OwnLogoPicture(
    file: LogoFile,
    /// What it shows; empty beside a text that says the same.
    #[prop(into)]
    alt: String,
    /// The widest and the tallest it may stand, in pixels of the page.
    most: (u32, u32),
) -> impl IntoView {
    let (width, height) = file.fitting(most.0, most.1);
    view! { <img class="own-logo" src=file.url alt=alt width=width height=height decoding="async"/> }
}
