//! The portal's places. What a role can't use isn't shown; the domain refuses it all the same.

use app_ui::{Glyph, NavGroup, NavItem};
use leptos::prelude::Signal;
use repti_model::{Action, Actor};

/// The places at the side. `waiting` is how many verifications wait for an answer of this vivarium.
pub(super) fn side(actor: &Actor, waiting: Signal<Option<u64>>) -> Vec<NavGroup> {
    if actor.vivarium.is_none() {
        return vec![NavGroup::new(
            "",
            vec![NavItem::new("Begin", "/welcome", Glyph::Home), NavItem::new("Your account", "/account", Glyph::User)],
        )];
    }
    let mut groups = vec![NavGroup::new(
        "",
        vec![
            NavItem::new("Home", "/", Glyph::Home),
            NavItem::new("Animals", "/animals", Glyph::List),
            NavItem::new("Verifications", "/verifications", Glyph::Badge).waiting(waiting),
            NavItem::new("Calculator", "/calculator", Glyph::Dna),
            NavItem::new("Plans", "/plans", Glyph::Flag),
            NavItem::new("Pairings", "/pairings", Glyph::Calendar),
            NavItem::new("Relatedness", "/relatedness", Glyph::Network),
        ],
    )];
    let mut vivarium = vec![NavItem::new("Members", "/members", Glyph::Users)];
    if actor.may(Action::ArchiveImportExport) {
        vivarium.push(NavItem::new("Import", "/import", Glyph::Upload));
        vivarium.push(NavItem::new("Export", "/export", Glyph::Download));
    }
    if actor.may(Action::Administer) {
        vivarium.push(NavItem::new("Profile", "/vivarium", Glyph::Store));
        vivarium.push(NavItem::new("Widgets", "/embeds", Glyph::Code));
        vivarium.push(NavItem::new("Webhooks", "/webhooks", Glyph::Send));
    }
    groups.push(NavGroup::new("Vivarium", vivarium));
    groups
}

/// The places in thumb's reach.
pub(super) fn bottom(actor: &Actor) -> Vec<NavItem> {
    if actor.vivarium.is_none() {
        return vec![NavItem::new("Begin", "/welcome", Glyph::Home), NavItem::new("Account", "/account", Glyph::User)];
    }
    let mut items = vec![NavItem::new("Home", "/", Glyph::Home), NavItem::new("Animals", "/animals", Glyph::List)];
    if actor.may(Action::EditAnimals) {
        items.push(NavItem::new("Add", "/animals/new", Glyph::Plus));
    }
    items.push(NavItem::new("Members", "/members", Glyph::Users));
    items.push(NavItem::new("Account", "/account", Glyph::User));
    items
}
