//! The portal's places. Staff of every role see all of them; what a role may not do isn't offered on the pages.

use app_ui::{Glyph, NavGroup, NavItem};
use leptos::prelude::Signal;

/// The places at the side. `likenesses` is how many of them wait.
pub(super) fn side(likenesses: Signal<Option<u64>>) -> Vec<NavGroup> {
    vec![
        NavGroup::new("", vec![NavItem::new("Overview", "/", Glyph::Gauge)]),
        NavGroup::new(
            "Accounts",
            vec![
                NavItem::new("People", "/people", Glyph::Users),
                NavItem::new("Vivariums", "/vivariums", Glyph::Store),
            ],
        ),
        NavGroup::new(
            "House",
            vec![
                NavItem::new("Disputes", "/disputes", Glyph::Scale),
                NavItem::new("Likenesses", "/likenesses", Glyph::Copy).waiting(likenesses),
                NavItem::new("Photos", "/photos", Glyph::Image),
                NavItem::new("Taxa", "/taxa", Glyph::Egg),
                NavItem::new("Catalogue", "/catalogue", Glyph::Dna),
                NavItem::new("Audit log", "/audit", Glyph::Scroll),
                NavItem::new("Health", "/system", Glyph::Activity),
            ],
        ),
    ]
}

/// The places in thumb's reach.
pub(super) fn bottom() -> Vec<NavItem> {
    vec![
        NavItem::new("Overview", "/", Glyph::Gauge),
        NavItem::new("People", "/people", Glyph::Users),
        NavItem::new("Vivariums", "/vivariums", Glyph::Store),
        NavItem::new("Audit", "/audit", Glyph::Scroll),
        NavItem::new("Health", "/system", Glyph::Activity),
    ]
}
