use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// Keyset paging: links to the neighbours, where there are any.
#[component]
pub fn Pager(
    #[prop(optional, into)] prev: Text,
    #[prop(optional, into)] next: Text,
    /// What is shown: "1–48 of 312", "10,000+ animals".
    #[prop(optional, into)]
    summary: Text,
) -> impl IntoView {
    if !prev.is_some() && !next.is_some() && !summary.is_some() {
        return ().into_any();
    }
    view! {
        <nav class="pager" aria-label="Pages">
            <p class="hint num">{summary.get()}</p>
            <div class="row">
                {prev.get().map(|href| view! { <a class="btn btn-sm" rel="prev" href=href><Icon glyph=Glyph::ChevronLeft/>"Previous"</a> })}
                {next.get().map(|href| view! { <a class="btn btn-sm" rel="next" href=href>"Next"<Icon glyph=Glyph::ChevronRight/></a> })}
            </div>
        </nav>
    }
    .into_any()
}
