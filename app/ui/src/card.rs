use leptos::prelude::*;

use crate::Text;

/// A framed piece of a page with an optional heading and actions beside it.
#[component]
pub fn Card(
    #[prop(optional, into)] title: Text,
    #[prop(optional, into)] hint: Text,
    /// Buttons or links at the heading's right.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// No inner margin: for tables and lists that reach the edge.
    #[prop(optional)]
    flush: bool,
    #[prop(optional, into)] class: Text,
    #[prop(optional, into)] id: Text,
    children: Children,
) -> impl IntoView {
    let heading = title.get().map(|title| {
        view! {
            <header class="card-head">
                <div class="card-title">
                    <h2>{title}</h2>
                    {hint.get().map(|hint| view! { <p class="hint">{hint}</p> })}
                </div>
                <div class="row">{actions.run()}</div>
            </header>
        }
    });
    view! {
        <section class=format!("card-box {}", class.or("")) id=id.get()>
            {heading}
            <div class=if flush { "card-flush" } else { "card-content" }>{children()}</div>
        </section>
    }
}

/// A part of a page without a frame: heading, hint, content.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: Text,
    #[prop(optional, into)] actions: ViewFnOnce,
    #[prop(optional, into)] id: Text,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="page-section" id=id.get()>
            <header class="card-head">
                <div class="card-title">
                    <h2>{title}</h2>
                    {hint.get().map(|hint| view! { <p class="hint">{hint}</p> })}
                </div>
                <div class="row">{actions.run()}</div>
            </header>
            {children()}
        </section>
    }
}
