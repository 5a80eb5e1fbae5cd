use leptos::prelude::*;

use crate::{Button, Glyph, HiddenInput, Icon, Look, Size, Text};

/// A search as a plain GET form: `<SearchBox name="q" label="Search animals" value=query/>`.
#[component]
pub fn SearchBox(
    #[prop(default = "q".to_owned(), into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Text,
    #[prop(optional, into)] placeholder: Text,
    /// Where it leads; this page unless given.
    #[prop(optional, into)]
    action: Text,
    /// Other parameters to keep.
    #[prop(optional)]
    keep: Vec<(String, String)>,
    /// The large one on a front page, with a button of its own.
    #[prop(optional)]
    hero: bool,
    /// The id of a `<datalist>` with suggestions.
    #[prop(optional, into)]
    list: Text,
) -> impl IntoView {
    let kept = keep.into_iter().map(|(name, value)| view! { <HiddenInput name value/> }).collect_view();
    view! {
        <form class=if hero { "search search-hero" } else { "search" } role="search" method="get" action=action.get()>
            {kept}
            <Icon glyph=Glyph::Search/>
            <input
                class="search-input"
                type="search"
                name=name
                aria-label=label.clone()
                placeholder=placeholder.or(&label)
                value=value.get()
                list=list.get()
                maxlength="200"
                autocomplete="off"
                enterkeyhint="search"
            />
            {hero.then(|| view! { <Button look=Look::Primary>"Search"</Button> })}
        </form>
    }
}

/// The row above a list: search, filters, and the button that applies them without JavaScript. One GET form to this page.
///
/// `chosen` are the filters in force as (label, address without it).
#[component]
pub fn FilterBar(
    #[prop(into)] label: String,
    #[prop(optional, into)] action: Text,
    #[prop(optional, into)] query: Text,
    /// The placeholder of the search field; without it there is none.
    #[prop(optional, into)]
    search: Text,
    #[prop(optional)] chosen: Vec<(String, String)>,
    /// The address with no filter at all.
    #[prop(optional, into)]
    reset: Text,
    /// Parameters to keep: the sorting.
    #[prop(optional)]
    keep: Vec<(String, String)>,
    /// The selects.
    children: Children,
) -> impl IntoView {
    let chips = chosen.into_iter().map(|(label, remove)| view! { <crate::Chip label remove/> }).collect::<Vec<_>>();
    let any = !chips.is_empty();
    let kept = keep.into_iter().map(|(name, value)| view! { <HiddenInput name value/> }).collect_view();
    view! {
        <div class="filters">
            <form class="filter-row" role="search" aria-label=label method="get" action=action.get()>
                {kept}
                {search
                    .get()
                    .map(|text| {
                        view! {
                            <div class="search">
                                <Icon glyph=Glyph::Search/>
                                <input class="search-input" type="search" name="q" aria-label=text.clone() placeholder=text value=query.get() maxlength="200" autocomplete="off"/>
                            </div>
                        }
                    })}
                <div class="filter-fields">{children()}</div>
                <Button size=Size::Small icon=Glyph::Filter>"Apply"</Button>
            </form>
            {any
                .then(|| {
                    view! {
                        <div class="chip-row">
                            {chips}
                            {reset.get().map(|href| view! { <a class="link hint" href=href>"Clear all"</a> })}
                        </div>
                    }
                })}
        </div>
    }
}
