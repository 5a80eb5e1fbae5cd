use leptos::prelude::*;

/// What to do with the chosen rows. A form of its own below the table; `RowCheck`s name it by `form=id`.
///
/// It appears with the first tick (by CSS `:has`, no script); the children are the fields and buttons.
#[component]
pub fn BulkBar(
    #[prop(into)] id: String,
    #[prop(into)] action: String,
    /// Shown before the actions: "With the selected animals".
    #[prop(default = "With the selected".to_owned(), into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="bulk-bar" id=id method="post" action=action aria-label=label>
            <span class="bulk-label">{label.clone()}</span>
            <div class="row">{children()}</div>
        </form>
    }
}
