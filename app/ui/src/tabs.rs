use leptos::prelude::*;

/// One tab: a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabItem {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// How many things it holds.
    pub count: Option<u64>,
}

impl TabItem {
    /// A tab without a count.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), count: None }
    }

    /// The same with one.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// The parts of one record as links; `current` is the address of the one shown.
#[component]
pub fn Tabs(
    /// What the tabs are parts of.
    #[prop(into)]
    label: String,
    tabs: Vec<TabItem>,
    #[prop(into)] current: Signal<String>,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|tab| {
            let href = tab.href.clone();
            view! {
                <a class="tab-link" href=tab.href aria-current=move || (current.get() == href).then_some("page")>
                    {tab.label}
                    {tab.count.map(|count| view! { <span class="tab-count num">{count}</span> })}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="tab-row" aria-label=label>{items}</nav> }
}
