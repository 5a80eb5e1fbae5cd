//! The photographs that are shown, in their order.

use super::{state::Photos, tile::tile};
use app_ui::{EmptyState, Glyph};
use leptos::prelude::*;
use repti_model::animal::BirthDate;

/// The grid, or an invitation where it would be empty.
#[component]
pub fn Grid(page: Photos, label: String, born: Option<BirthDate>) -> impl IntoView {
    let empty = Memo::new(move |_| page.ready().is_empty());
    let shown = move || {
        if empty.get() {
            let hint = if page.edits {
                "The first one becomes its cover, on its public page and wherever it stands among others."
            } else {
                "Whoever keeps the register can add some."
            };
            return view! { <EmptyState title="No photo yet" hint icon=Glyph::Camera/> }.into_any();
        }
        let label = label.clone();
        view! {
            <ul class="photo-grid" aria-label="Photos">
                <For each=move || page.ready() key=|photo| photo.id children=move |photo| tile(page, photo.id, &label, born)/>
            </ul>
        }
        .into_any()
    };
    shown.into_any()
}
