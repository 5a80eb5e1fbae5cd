//! A page with one narrow card: signing in and everything like it.

use app_ui::Text;
use leptos::prelude::*;
use leptos_meta::Title;

/// The card with its heading; also the document's title.
#[component]
pub fn Narrow(#[prop(into)] title: String, #[prop(optional, into)] hint: Text, children: Children) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <section class="card-box mx-auto w-full max-w-md">
            <div class="card-content stack">
                <header>
                    <h1>{title}</h1>
                    {hint.get().map(|hint| view! { <p class="hint mt-1">{hint}</p> })}
                </header>
                {children()}
            </div>
        </section>
    }
    .into_any()
}
