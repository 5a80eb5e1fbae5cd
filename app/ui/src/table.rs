use leptos::prelude::*;

use crate::{Glyph, Icon, Text};

/// The direction a column is sorted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// A column's sorting: where its header leads, and the order in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The page sorted by this column (the other way round if it already is).
    pub href: String,
    /// The order now, if this column rules.
    pub now: Option<Order>,
}

/// The frame of a table: `head` holds `<Th>`s, the children are `<tr>`s. It scrolls sideways inside its frame where it must.
///
/// In cells: `class="num"` right-aligned figures, `class="row-link"` on the link that stands for the row,
/// `data-label="Sex"` on each `<td>` so that `stack` can turn rows into cards on a phone.
#[component]
pub fn Table(
    /// What the table lists; read to screen readers.
    #[prop(into)]
    caption: String,
    #[prop(into)] head: ViewFnOnce,
    /// Rows become cards below 40rem.
    #[prop(optional)]
    stack: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=caption tabindex="0">
            <table class="data-table" class:data-table-stack=stack>
                <caption class="visually-hidden">{caption.clone()}</caption>
                <thead>
                    <tr>{head.run()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A column's heading, a link where the column sorts.
#[component]
pub fn Th(
    #[prop(into)] label: String,
    #[prop(optional)] sort: Option<Sort>,
    /// Figures: aligned to the right.
    #[prop(optional)]
    num: bool,
    /// For a column of boxes or buttons.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let order = sort
        .as_ref()
        .and_then(|sort| sort.now)
        .map(|order| if order == Order::Up { "ascending" } else { "descending" });
    let content = match sort {
        Some(Sort { href, now }) => {
            let glyph = match now {
                None => Glyph::Sort,
                Some(Order::Up) => Glyph::ArrowUp,
                Some(Order::Down) => Glyph::ArrowDown,
            };
            view! { <a class="th-sort" class:th-sorted=now.is_some() href=href>{label}<Icon glyph/></a> }.into_any()
        }
        None => view! { <span class=if hide_label { "visually-hidden" } else { "" }>{label}</span> }.into_any(),
    };
    view! { <th scope="col" class:num=num aria-sort=order>{content}</th> }
}

/// The box that picks a row for a bulk action: the form is the one that `BulkBar` names.
#[component]
pub fn RowCheck(
    /// The id of the bulk form.
    #[prop(into)]
    form: String,
    #[prop(into)] value: String,
    /// Which row: "CR-062 Juno".
    #[prop(into)]
    label: String,
    #[prop(default = "ids".to_owned(), into)] name: String,
    #[prop(optional, into)] text: Text,
) -> impl IntoView {
    view! {
        <label class="row-check">
            <input class="checkbox" type="checkbox" form=form name=name value=value aria-label=format!("Select {label}")/>
            {text.get()}
        </label>
    }
}
