use leptos::prelude::*;

/// The layout a skeleton stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonKind {
    /// Lines of text.
    #[default]
    Lines,
    /// Rows of a table.
    Rows,
    /// Animal cards.
    Cards,
}

/// What stands in a list's place while it loads; invisible for the first 300 ms. Use it as a `<Suspense>` fallback.
#[component]
pub fn Skeleton(#[prop(optional)] kind: SkeletonKind, #[prop(default = 3)] count: usize) -> impl IntoView {
    let (frame, piece) = match kind {
        SkeletonKind::Lines => ("skeleton-lines", "skeleton-line"),
        SkeletonKind::Rows => ("skeleton-rows", "skeleton-row"),
        SkeletonKind::Cards => ("grid-cards", "skeleton-card"),
    };
    let pieces = (0..count).map(|_| view! { <div class=format!("bone {piece}")></div> }).collect_view();
    view! {
        <div class="skeleton-wait" role="status">
            <span class="visually-hidden">"Loading"</span>
            <div class=frame aria-hidden="true">{pieces}</div>
        </div>
    }
}
