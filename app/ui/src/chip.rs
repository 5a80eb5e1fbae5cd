use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// A chosen filter or a tag. With `remove` its cross is a link to the same page without it.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    /// Makes the chip a link.
    #[prop(optional, into)]
    href: Text,
    /// The address without this filter.
    #[prop(optional, into)]
    remove: Text,
    /// The choice in force among its neighbours.
    #[prop(optional)]
    current: bool,
    /// How many there are of it.
    #[prop(optional, into)]
    count: Text,
) -> impl IntoView {
    let remove = remove.get().map(|href| {
        let name = format!("Remove filter {label}");
        view! {
            <a class="chip-remove" href=href aria-label=name.clone() title=name>
                <Icon glyph=Glyph::X/>
            </a>
        }
    });
    let inner = view! {
        <span>{label}</span>
        {count.get().map(|count| view! { <span class="chip-count num">{count}</span> })}
    };
    match href.get() {
        Some(href) => view! { <a class="chip" href=href aria-current=current.then_some("true")>{inner}</a> }.into_any(),
        None => view! { <span class="chip" class:chip-current=current>{inner}{remove}</span> }.into_any(),
    }
}

/// A row of chips that wraps.
#[component]
pub fn ChipRow(
    /// Said before the list.
    #[prop(optional, into)]
    label: Text,
    children: Children,
) -> impl IntoView {
    view! { <div class="chip-row" role="group" aria-label=label.get()>{children()}</div> }
}
