//! Every component on one page with believable content. The breeder portal's server shows it at `/gallery` in development.

use leptos::prelude::*;

mod animals;
#[cfg(test)]
mod complete;
mod forms;
mod frames;
mod photos;
mod pieces;
mod sample;

use crate::{AppShell, Density, DensitySwitch, Glyph, NavGroup, NavItem, PageHeader, Theme, ThemeSwitch};

pub use sample::pedigree as sample_pedigree;

/// The gallery without a frame, for a portal that brings its own.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <PageHeader title="Gallery" hint="Every component of the design system with realistic content."/>
        <div class="stack" style="--stack:2.5rem">
            <animals::Animals/>
            <photos::Photos/>
            <pieces::Pieces/>
            <forms::Forms/>
            <frames::Frames/>
        </div>
    }
    .into_any()
}

/// The gallery in the frame of a portal, for the example that renders it to a file.
#[component]
pub fn GalleryPage(#[prop(optional)] theme: Theme, #[prop(optional)] density: Density) -> impl IntoView {
    let groups = vec![
        NavGroup::new(
            "",
            vec![
                NavItem::new("Today", "/", Glyph::Home),
                NavItem::new("Animals", "/animals", Glyph::List).count(312),
                NavItem::new("Gallery", "/gallery", Glyph::Grid),
            ],
        ),
        NavGroup::new(
            "Collection",
            vec![
                NavItem::new("Import", "/import", Glyph::Upload),
                NavItem::new("Export", "/export", Glyph::Download),
                NavItem::new("Embeds", "/embeds", Glyph::Code),
            ],
        ),
        NavGroup::new(
            "Vivarium",
            vec![
                NavItem::new("Members", "/members", Glyph::Users),
                NavItem::new("Settings", "/settings", Glyph::Settings),
            ],
        ),
    ];
    let bottom = vec![
        NavItem::new("Today", "/", Glyph::Home).count(3),
        NavItem::new("Animals", "/animals", Glyph::List),
        NavItem::new("Gallery", "/gallery", Glyph::Grid),
        NavItem::new("More", "/settings", Glyph::Ellipsis),
    ];
    view! {
        <AppShell
            portal="Breeder"
            groups
            bottom
            path="/gallery".to_owned()
            switcher=|| view! { <pieces::Switcher/> }
            tools=move || view! { <DensitySwitch current=density next="/gallery"/><ThemeSwitch current=theme next="/gallery"/> }
        >
            <Gallery/>
        </AppShell>
    }
}
