use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// The way to this page: `(label, href)` from the top; the page itself is not in it.
#[component]
pub fn Breadcrumb(trail: Vec<(String, String)>) -> impl IntoView {
    let steps = trail
        .into_iter()
        .map(|(label, href)| {
            view! {
                <li>
                    <a class="quiet-link" href=href>{label}</a>
                    <Icon glyph=Glyph::ChevronRight/>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="crumbs" aria-label="Breadcrumb"><ol>{steps}</ol></nav> }
}

/// The head of a page: `<PageHeader title="Animals" hint="312 in the collection" actions=|| view! { … }/>`. It holds the only `<h1>`.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: Text,
    /// A code or a state beside the title.
    #[prop(optional, into)]
    beside: ViewFnOnce,
    /// Buttons at the right; below the title on a phone.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    #[prop(optional)] trail: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            {(!trail.is_empty()).then(|| view! { <Breadcrumb trail/> })}
            <div class="page-head-row">
                <div class="page-head-title">
                    <div class="row">
                        <h1>{title}</h1>
                        {beside.run()}
                    </div>
                    {hint.get().map(|hint| view! { <p class="hint">{hint}</p> })}
                </div>
                <div class="page-head-actions">{actions.run()}</div>
            </div>
        </header>
    }
}
