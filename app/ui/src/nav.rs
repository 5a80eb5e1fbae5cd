use leptos::prelude::*;

use crate::{Glyph, Icon};

/// A place in a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its icon.
    pub icon: Glyph,
    /// How many things wait there.
    pub count: Option<u64>,
    /// The same where it comes after the page; 0 is not shown.
    pub waiting: Option<Signal<Option<u64>>>,
}

impl NavItem {
    /// A place without a count.
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: Glyph) -> Self {
        Self { label: label.into(), href: href.into(), icon, count: None, waiting: None }
    }

    /// The same with one; 0 is not shown.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }

    /// The same with a count that comes after the page, such as out of a resource.
    #[must_use]
    pub fn waiting(mut self, count: impl Into<Signal<Option<u64>>>) -> Self {
        self.waiting = Some(count.into());
        self
    }
}

/// Places under one heading; an empty heading is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    /// The heading.
    pub label: String,
    /// The places.
    pub items: Vec<NavItem>,
}

impl NavGroup {
    /// A group.
    pub fn new(label: impl Into<String>, items: Vec<NavItem>) -> Self {
        Self { label: label.into(), items }
    }
}

/// Whether `path` lies at or below `href`. The root is only itself.
#[must_use]
pub fn is_current(path: &str, href: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    if href == "/" || path == href {
        return path == href;
    }
    path.strip_prefix(href.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'))
}

/// The places of a portal at its left edge; `path` is the router's path.
#[component]
pub fn SideNav(
    #[prop(into)] label: String,
    groups: Vec<NavGroup>,
    #[prop(into)] path: Signal<String>,
) -> impl IntoView {
    let groups = groups
        .into_iter()
        .map(|group| {
            let heading = (!group.label.is_empty()).then(|| view! { <p class="side-heading">{group.label}</p> });
            let items = group
                .items
                .into_iter()
                .map(|item| view! { <li><NavLink item path class="side-link"/></li> })
                .collect_view();
            view! { <div class="side-group">{heading}<ul>{items}</ul></div> }
        })
        .collect_view();
    view! { <nav class="side-nav" aria-label=label>{groups}</nav> }
}

/// Up to five places in thumb's reach, on phones only.
#[component]
pub fn BottomBar(
    #[prop(into)] label: String,
    items: Vec<NavItem>,
    #[prop(into)] path: Signal<String>,
) -> impl IntoView {
    let items = items.into_iter().take(5).map(|item| view! { <NavLink item path class="bottom-link"/> }).collect_view();
    view! { <nav class="bottom-bar" aria-label=label>{items}</nav> }
}

#[component]
fn NavLink(item: NavItem, path: Signal<String>, class: &'static str) -> impl IntoView {
    let NavItem { label, href, icon, count, waiting } = item;
    let here = href.clone();
    let waiting = waiting.map(|waiting| {
        view! {
            <Transition fallback=|| ()>
                {move || waiting.get().filter(|count| *count > 0).map(|count| view! { <Count count/> })}
            </Transition>
        }
    });
    view! {
        <a class=class href=href aria-current=move || is_current(&path.get(), &here).then_some("page")>
            <Icon glyph=icon/>
            <span class="nav-label">{label}</span>
            {count.map(|count| view! { <Count count/> })}
            {waiting}
        </a>
    }
}

/// The figure beside a place, with the word that it needs where it is only heard.
#[component]
fn Count(count: u64) -> impl IntoView {
    view! {
        <span class="nav-count num">
            {count}
            <span class="visually-hidden">" waiting"</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn a_place_is_current_with_everything_below_it() {
        assert!(is_current("/animals", "/animals"));
        assert!(is_current("/animals/42?tab=care", "/animals"));
        assert!(!is_current("/animals-old", "/animals"));
        assert!(!is_current("/animals", "/"));
        assert!(is_current("/?q=1", "/"));
    }
}
