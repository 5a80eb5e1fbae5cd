//! The pairing itself: its kinds of young, its loci, and what to mind.

use super::{
    MOST_LISTED,
    answer::{Forecast, Share},
    concern, gene, young,
};
use crate::{
    cross::{Clutches, Cross, CrossError, Link, Outcome, Phase, Target},
    genotype::{Chance, Genotype, LocusId, Number as _, scientific, whole},
    text::Lexicon,
};
use std::cell::RefCell;

/// So much is done for the odds of clutches, some milliseconds; where the parents may be of too many kinds, the rest of the young go without.
const MOST_STEPS: usize = 100_000;

/// A pairing with the catalogue's ids of its loci, in the order of the pairing.
pub struct Pairing<'c, 'a> {
    pub lexicon: &'c Lexicon<'a>,
    pub outcome: &'c Outcome<'c, Chance>,
    pub ids: Vec<LocusId>,
    /// Questions about the clutch; `None` where its size isn't given.
    pub clutches: Option<RefCell<Clutches<'c, 'c, Chance, f64>>>,
}

impl Pairing<'_, '_> {
    /// At least one such in the clutch.
    pub fn clutch(&self, target: &Target) -> Option<f64> {
        self.clutches.as_ref()?.borrow_mut().at_least_one_egg(target).ok()
    }
}

/// # Errors
/// [`CrossError`] where a parent can't have what it is given, or too much depends on each other.
pub fn forecast(lexicon: &Lexicon<'_>, sire: &Genotype, dam: &Genotype, eggs: u32) -> Result<Forecast, CrossError> {
    let taxon = lexicon.taxon();
    let mut cross = Cross::of(taxon, sire, dam)?;
    let place = |id: LocusId| {
        let slug = &taxon.locus(id)?.slug;
        cross.loci().iter().position(|entry| entry.locus.slug == *slug)
    };
    let ids: Vec<LocusId> = cross
        .loci()
        .iter()
        .filter_map(|entry| taxon.loci().find(|(_, locus)| locus.slug == entry.locus.slug).map(|(id, _)| id))
        .collect();
    let (mut links, mut remarks) = (Vec::new(), Vec::new());
    for linked in &taxon.linked {
        let (Some(first), Some(second)) = (place(linked.first), place(linked.second)) else { continue };
        match linked.r.map(Chance::of_decimal) {
            Some(r) => links.push(Link { first, second, r, sire: Phase::Unknown, dam: Phase::Unknown }),
            None => remarks.push(format!(
                "{} How far they are apart isn't known, so they are reckoned as independent.",
                linked.text
            )),
        }
    }
    for link in links {
        cross.link(link)?;
    }
    let outcome = cross.outcome()?;
    // What a clutch promises is shown as a percentage: floats will do, and are several times quicker.
    let clutches = match eggs {
        0 => None,
        eggs => Some(RefCell::new(outcome.clutches(eggs, MOST_STEPS, Chance::to_f64)?)),
    };
    let pairing = Pairing { lexicon, outcome: &outcome, ids, clutches };
    let (young, kinds) = young::list(&pairing)?;
    let listed = young.iter().fold(0.0, |sum, young| sum + young.per_egg.p);
    let unlisted = if kinds > MOST_LISTED as u128 { (1.0 - listed).max(0.0) } else { 0.0 };
    Ok(Forecast {
        eggs,
        young,
        kinds: whole(kinds),
        unlisted,
        by_sex: cross.by_sex(),
        viable: share(outcome.p_viable()),
        genes: gene::list(&pairing),
        concerns: concern::list(&pairing)?,
        unproven: concern::unproven(&pairing),
        remarks,
    })
}

/// A probability in writing. Fractions with long denominators say less than a decimal.
pub fn share(p: Chance) -> Share {
    let float = p.to_f64();
    let text =
        p.ratio().filter(|ratio| ratio.den() <= 1 << 20).map_or_else(|| scientific(float), |ratio| ratio.to_string());
    Share { p: float, text }
}
