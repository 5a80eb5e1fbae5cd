use leptos::prelude::*;

use crate::{Glyph, Icon, Logo, Mark, SkipLink, nav::is_current};

/// The head of the public portal: logo, places, and `tools` (sign in, theme). `links` are (label, href).
#[component]
pub fn PublicHeader(
    links: Vec<(String, String)>,
    #[prop(into)] path: Signal<String>,
    /// The search in the middle; left out on pages that have a large one.
    #[prop(optional, into)]
    search: ViewFnOnce,
    #[prop(optional, into)] tools: ViewFnOnce,
) -> impl IntoView {
    let item = move |(label, href): (String, String)| {
        let here = href.clone();
        view! { <a class="site-link" href=href aria-current=move || is_current(&path.get(), &here).then_some("page")>{label}</a> }
    };
    let small = links.clone().into_iter().map(item).collect_view();
    let wide = links.into_iter().map(item).collect_view();
    view! {
        <header class="site-head">
            <div class="wrap site-head-row">
                <Logo/>
                <nav class="site-nav" aria-label="Main">{wide}</nav>
                <div class="site-search">{search.run()}</div>
                <div class="site-tools">{tools.run()}</div>
                <details class="site-menu">
                    <summary class="btn btn-ghost btn-square" aria-label="Menu" title="Menu"><Icon glyph=Glyph::Menu/></summary>
                    <nav class="site-menu-list" aria-label="Main, small screen">{small}</nav>
                </details>
            </div>
        </header>
    }
}

/// A heading and its links at the foot of the public portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterColumn {
    /// The heading.
    pub title: String,
    /// The links: label, href.
    pub links: Vec<(String, String)>,
}

/// The foot of the public portal. The children stand at its end: theme switch, language.
#[component]
pub fn PublicFooter(columns: Vec<FooterColumn>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let columns = columns
        .into_iter()
        .map(|column| {
            let links = column
                .links
                .into_iter()
                .map(|(label, href)| view! { <li><a class="quiet-link" href=href>{label}</a></li> })
                .collect_view();
            view! { <div><p class="eyebrow">{column.title}</p><ul>{links}</ul></div> }
        })
        .collect_view();
    view! {
        <footer class="site-foot">
            <div class="wrap site-foot-grid">
                <div class="site-foot-about">
                    <Mark/>
                    <p class="serif">"The record of where a reptile comes from."</p>
                </div>
                {columns}
            </div>
            <div class="wrap site-foot-end">{children.map(|children| children())}</div>
        </footer>
    }
}

/// A whole public page: skip link, head, `<main>`, foot.
#[component]
pub fn SiteShell(#[prop(into)] head: ViewFnOnce, #[prop(into)] foot: ViewFnOnce, children: Children) -> impl IntoView {
    view! {
        <SkipLink/>
        <div class="site">
            {head.run()}
            <main id="main" tabindex="-1">{children()}</main>
            {foot.run()}
        </div>
    }
}
