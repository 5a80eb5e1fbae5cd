//! The frame of every public page.

use app_shared::{address, use_session_info};
use app_ui::{
    ButtonLink, FooterColumn, Glyph, Look, PublicFooter, PublicHeader, SearchBox, SiteShell, Size, Theme, ThemeSwitch,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Head, content, foot. `search` shows the small search of the head; pages with a large one leave it out.
#[component]
pub fn SitePage(#[prop(default = true)] search: bool, children: Children) -> impl IntoView {
    let info = use_session_info();
    let location = use_location();
    let path = location.pathname;
    let here = address(&path.get_untracked(), &location.search.get_untracked());
    let links = [
        ("Animals", "/search"),
        ("Breeders", "/breeders"),
        ("Genes", "/genes"),
        ("Calculator", "/calculator"),
        ("About", "/about"),
    ]
    .map(|(label, href)| (label.to_owned(), href.to_owned()))
    .to_vec();
    let theme = Theme::parse(&info.theme);
    let breeder_url = info.breeder_url.clone();
    let columns = vec![
        column(
            "Look around",
            &[
                ("Animals", "/search"),
                ("Breeders", "/breeders"),
                ("Calculator", "/calculator"),
                ("Genes", "/genes"),
                ("New animals (feed)", "/feed.xml"),
            ],
        ),
        column(
            "ReptiDex",
            &[
                ("About", "/about"),
                ("Status", "/status"),
                ("Breeder portal", &info.breeder_url),
                ("API", &format!("{}/docs", info.api_url)),
            ],
        ),
    ];
    view! {
        <SiteShell
            head=move || {
                view! {
                    <PublicHeader
                        links
                        path
                        search=move || {
                            search.then(|| view! { <SearchBox label="Search animals and breeders" action="/search" /> })
                        }
                        tools=move || {
                            view! {
                                <ButtonLink href=breeder_url look=Look::Ghost size=Size::Small icon=Glyph::LogIn external=true>
                                    "Sign in"
                                </ButtonLink>
                            }
                        }
                    />
                }
            }
            foot=move || {
                view! {
                    <PublicFooter columns>
                        <span>"Lineage first. Free to read, free to record."</span>
                        <ThemeSwitch current=theme next=here />
                    </PublicFooter>
                }
            }
        >
            {children()}
        </SiteShell>
    }
}

fn column(title: &str, links: &[(&str, &str)]) -> FooterColumn {
    FooterColumn {
        title: title.to_owned(),
        links: links.iter().map(|(label, href)| ((*label).to_owned(), (*href).to_owned())).collect(),
    }
}
