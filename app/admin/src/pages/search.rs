//! What the lists of people and of vivariums have in common: a search, chips, and what to drop where nothing matches.

use super::words::address;
use app_ui::{Chip, ChipRow, NoMatches, SearchBox};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address of a list asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    path: &'static str,
    /// A part of a name or address.
    pub text: String,
    /// The chip that is pressed.
    pub show: String,
    /// The code of the plan that is pressed; only vivariums have one.
    pub plan: String,
    /// Where the page begins.
    pub cursor: Option<String>,
}

/// What the list at `path` is asked for now.
#[must_use]
pub fn use_asked(path: &'static str) -> Memo<Asked> {
    let query = use_query_map();
    let part = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    Memo::new(move |_| Asked {
        path,
        text: part("q"),
        show: part("show"),
        plan: part("plan"),
        cursor: Some(part("cursor")).filter(|cursor| !cursor.is_empty()),
    })
}

impl Asked {
    /// The page of the same list that begins at a cursor.
    #[must_use]
    pub fn at(&self, cursor: Option<&str>) -> Option<String> {
        cursor.map(|cursor| self.with(cursor))
    }

    /// The page as it is asked for.
    #[must_use]
    pub fn here(&self) -> String {
        self.with(self.cursor.as_deref().unwrap_or_default())
    }

    /// The beginning of the same list with another plan, or with any.
    #[must_use]
    pub fn of_plan(&self, plan: &str) -> String {
        address(self.path, &[("q", &self.text), ("show", &self.show), ("plan", plan)])
    }

    fn with(&self, cursor: &str) -> String {
        address(self.path, &[("q", &self.text), ("show", &self.show), ("plan", &self.plan), ("cursor", cursor)])
    }

    /// Whether it is the whole list from its beginning.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.text.is_empty() && self.show.is_empty() && self.plan.is_empty() && self.cursor.is_none()
    }
}

/// The search and its chips: (word, label), the first without a word.
#[component]
pub fn Find(
    asked: Asked,
    label: &'static str,
    placeholder: &'static str,
    chips: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let Asked { path, text, show, plan, .. } = asked;
    let chips = chips
        .iter()
        .map(|(word, label)| {
            let href = address(path, &[("q", &text), ("show", word), ("plan", &plan)]);
            view! { <Chip label=*label href current=show == *word/> }
        })
        .collect_view();
    let keep = [("show", show), ("plan", plan)].into_iter().filter(|(_, value)| !value.is_empty());
    let keep: Vec<_> = keep.map(|(name, value)| (name.to_owned(), value)).collect();
    view! {
        <div class="filter-row mb-4">
            <SearchBox label placeholder value=text action=path keep/>
            <ChipRow label="Show">{chips}</ChipRow>
        </div>
    }
}

/// Said where nothing matches: each thing asked for, with the address without it.
#[component]
pub fn Nothing(asked: Asked, things: &'static str) -> impl IntoView {
    let Asked { path, text, show, plan, .. } = asked;
    let mut filters = Vec::new();
    if !text.is_empty() {
        filters.push((format!("“{text}”"), address(path, &[("show", &show), ("plan", &plan)])));
    }
    if !show.is_empty() {
        filters.push((show.clone(), address(path, &[("q", &text), ("plan", &plan)])));
    }
    if !plan.is_empty() {
        filters.push((format!("plan {plan}"), address(path, &[("q", &text), ("show", &show)])));
    }
    view! { <NoMatches things filters reset=path/> }
}
