use leptos::prelude::*;

/// The mark: a coiled snake whose tongue forks like a line of descent.
#[component]
pub fn Mark() -> impl IntoView {
    view! { <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" inner_html=MARK></svg> }
}

/// Mark and name, as a link home.
#[component]
pub fn Logo(
    #[prop(default = "/".to_owned(), into)] href: String,
    /// A word behind the name: the portal.
    #[prop(optional)]
    portal: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a class="logo" href=href>
            <Mark/>
            <span class="wordmark">"ReptiDex"</span>
            {portal.map(|portal| view! { <span class="logo-portal">{portal}</span> })}
        </a>
    }
}

/// The inside of the mark, 32 × 32.
pub const MARK: &str = r#"<path d="M13 18.5a2.5 2.5 0 0 1 5 0 4.75 4.75 0 0 1-9.5 0 7.25 7.25 0 0 1 14.5 0 9.5 9.5 0 0 1-19 0c0-6.4 4.4-12 12-12h3.5" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/><path d="M19.5 6.5h3.2l4.3-3m-4.3 3 4.3 3" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"/><circle cx="28" cy="3" r="1.5" fill="currentColor"/><circle cx="28" cy="10" r="1.5" fill="currentColor"/>"#;
