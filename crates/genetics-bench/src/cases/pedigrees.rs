//! Whole populations and pairs.

use super::Work;
use crate::genped::{PRESETS, Preset, generate};
use repti_genetics::pedigree::{Kinship, Pedigree, inbreeding};

fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.0 == name)
}

fn kinship(name: &str) -> Option<Kinship> {
    Kinship::of(Pedigree::from_parents(generate(preset(name)?).parents()).ok()?).ok()
}

/// The arrays are checked and ordered every time, as for a file that was just read.
fn every(name: &str) -> Option<Work> {
    let parents = generate(preset(name)?).parents();
    Some(Box::new(move || {
        let found = Pedigree::from_parents(parents.clone()).and_then(|pedigree| inbreeding(&pedigree));
        found.map_or(f64::NAN, |found| found.coefficients.iter().sum())
    }))
}

pub fn shallow_1e5() -> Option<Work> {
    every("shallow_1e5")
}

pub fn deep_1e5() -> Option<Work> {
    every("deep_1e5")
}

pub fn shallow_1e6() -> Option<Work> {
    every("shallow_1e6")
}

pub fn deep_1e6() -> Option<Work> {
    every("deep_1e6")
}

/// The youngest with each of the hundred before it in turn: they have the most ancestors.
fn pairing(name: &str) -> Option<Work> {
    let mut kinship = kinship(name)?;
    let last = u32::try_from(kinship.pedigree().len()).ok()?.checked_sub(1)?;
    let mut other = 0;
    Some(Box::new(move || {
        other = other % 100 + 1;
        kinship.kinship(last, last.saturating_sub(other)).unwrap_or(f64::NAN)
    }))
}

pub fn pairing_1e5() -> Option<Work> {
    pairing("deep_1e5")
}

pub fn pairing_1e6() -> Option<Work> {
    pairing("deep_1e6")
}

fn mean(name: &str) -> Option<Work> {
    let kinship = kinship(name)?;
    let animals: Vec<u32> = (0..u32::try_from(kinship.pedigree().len()).ok()?).collect();
    Some(Box::new(move || kinship.mean_kinship(&animals).unwrap_or(f64::NAN)))
}

pub fn mean_shallow() -> Option<Work> {
    mean("shallow_1e6")
}

pub fn mean_deep() -> Option<Work> {
    mean("deep_1e6")
}
