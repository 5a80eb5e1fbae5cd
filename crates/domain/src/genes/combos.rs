//! Combos and tags.

use super::{
    names::{certainty, combo_link, part, sources, tag_link},
    risks,
    species::{self, Found, Species},
};
use repti_genetics::{
    catalogue::{Combo, Need},
    genotype::Pair,
};
use repti_model::genes::{ComboCard, ComboPage, ComboPart, GeneLink, GeneTag};

/// The page of a combo.
#[must_use]
pub fn combo(taxon: &str, slug: &str) -> Option<ComboPage> {
    let species = species::find(taxon)?;
    let combo = species.taxon.combos.iter().find(|combo| combo_link(combo).slug == slug)?;
    let others = combo.readings.iter().skip(1).map(|needs| parts(species, needs)).collect();
    // Only a whole genotype meets rules: half of one may leave out what makes the difference.
    let rules = combo.needs().map_or_else(Vec::new, |needs| {
        let at = |locus| needs.iter().find(|need| need.locus == locus).map_or(Pair::WILD, |need| need.pair);
        risks::told(species.taxon, &species.taxon.rules_met(at).collect::<Vec<_>>())
    });
    Some(ComboPage {
        taxon: species.summary(),
        card: card(species, combo),
        text: combo.text.clone(),
        others,
        rules,
        sources: sources(&combo.source),
    })
}

/// All combos of a species by name.
pub(super) fn cards(species: &Species) -> Vec<ComboCard> {
    sorted(species.taxon.combos.iter().map(|combo| card(species, combo)).collect())
}

/// The combos that a gene is part of.
pub(super) fn of_gene(found: &Found) -> Vec<ComboCard> {
    let has = |need: &Need| need.locus == found.at && need.pair.copies(found.id) > 0;
    let combos = found.species.taxon.combos.iter();
    let used = combos.filter(|combo| combo.readings.iter().flatten().any(has));
    sorted(used.map(|combo| card(found.species, combo)).collect())
}

/// The combo that is this pair and nothing else.
pub(super) fn of_pair(found: &Found, pair: Pair) -> Option<GeneLink> {
    let wanted = Need { locus: found.at, pair };
    found.species.taxon.combos.iter().find(|combo| combo.needs() == Some(&[wanted])).map(combo_link)
}

/// Polygenic and other names without a probability.
pub(super) fn tags(species: &Species) -> Vec<GeneTag> {
    let tag = |tag: &repti_genetics::catalogue::Tag| GeneTag {
        link: tag_link(tag),
        aliases: tag.aliases.clone(),
        kind: tag.kind.clone(),
        // Every one of them says that it isn't calculable, and so does the page.
        remarks: if tag.issues == "not calculable" { String::new() } else { tag.issues.clone() },
        source: tag.source.clone(),
        certainty: certainty(tag.certainty),
    };
    species.taxon.tags.iter().map(tag).collect()
}

fn sorted(mut cards: Vec<ComboCard>) -> Vec<ComboCard> {
    cards.sort_by(|left, right| left.link.name.cmp(&right.link.name));
    cards
}

fn card(species: &Species, combo: &Combo) -> ComboCard {
    let mut all = parts(species, combo.readings.first().map_or(&[], Vec::as_slice));
    // What no single gene answers to stays in the source's words.
    all.extend(combo.unread.iter().map(|words| ComboPart { words: words.clone(), genes: Vec::new() }));
    let tags = species.taxon.tags.iter().filter(|tag| combo.tags.contains(&tag.slug)).map(tag_link).collect();
    ComboCard { link: combo_link(combo), parts: all, tags, certainty: certainty(combo.certainty) }
}

fn parts(species: &Species, needs: &[Need]) -> Vec<ComboPart> {
    needs.iter().map(|need| part(species.taxon, need)).collect()
}
