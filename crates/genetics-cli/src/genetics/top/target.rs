//! A wish in words: `pastel any, bel lesser/mojave, clown, pied`.

use super::read::{Loci, Locus};
use repti_genetics::genotype::{Chance, Number as _};

/// The probability that every part of the wish holds: `KEY any` is any class of that locus but the normal one, `KEY CLASS` that class, a bare
/// class that class at the one locus that has it.
///
/// # Errors
/// The part that names no locus or class, or more than one.
pub fn probability(loci: &Loci, wish: &str) -> Result<Chance, String> {
    let (mut p, mut used) = (Chance::ONE, Vec::new());
    for part in wish.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (at, share) = one(loci, part)?;
        if used.contains(&at) {
            return Err(format!("“{part}” asks a second thing of one locus"));
        }
        used.push(at);
        p = p * share;
    }
    Ok(p)
}

fn one(loci: &Loci, part: &str) -> Result<(usize, Chance), String> {
    if let Some((key, class)) = part.split_once(' ')
        && let Some((at, locus)) = loci.0.iter().enumerate().find(|(_, locus)| locus.key() == key)
    {
        let wild = |name: &str| name == "normal" || name == "non-visual";
        if class.trim() == "any" {
            let any = locus.classes.iter().filter(|class| !wild(&class.0));
            return Ok((at, any.fold(Chance::ZERO, |sum, class| sum + class.1)));
        }
        if let Some(found) = of(locus, class.trim()) {
            return Ok((at, found));
        }
    }
    let found: Vec<(usize, Chance)> =
        loci.0.iter().enumerate().filter_map(|(at, locus)| Some((at, of(locus, part)?))).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("“{part}” is no class of any locus")),
        _ => Err(format!("“{part}” is a class of several loci")),
    }
}

fn of(locus: &Locus, class: &str) -> Option<Chance> {
    locus.classes.iter().find(|own| own.0 == class).map(|own| own.1)
}
