use leptos::prelude::*;

/// Facts as term and value, in one column on a phone. The children are `Term`s.
#[component]
pub fn Terms(
    /// Two pairs in a row where there is room.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! { <dl class=if wide { "terms terms-wide" } else { "terms" }>{children()}</dl> }
}

/// One fact: `<Term name="Born">"May 2021"</Term>`. "Not recorded" is an answer too: give it as the value.
#[component]
pub fn Term(#[prop(into)] name: String, children: Children) -> impl IntoView {
    view! {
        <div class="term">
            <dt>{name}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
