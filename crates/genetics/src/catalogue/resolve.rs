//! Names of genes, as people and files write them, to alleles of a taxon.

use super::{
    locus::Super,
    taxon::Taxon,
    words::{lower, squash},
};
use crate::genotype::{AlleleId, LocusId};
use serde::Serialize;

/// Why a name gives no allele.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ResolveError {
    #[error("no gene “{name}” is known of {taxon}")]
    Unknown { taxon: String, name: String },
    #[error("“{name}” of {taxon} could be {}", choices.join(", "))]
    Ambiguous { taxon: String, name: String, choices: Vec<String> },
}

impl Taxon {
    /// Alleles whose slug, name or alias is exactly this, squashed ([`squash`]). Several where the catalogue has a name twice.
    #[must_use]
    pub fn exact(&self, squashed: &str) -> Vec<(LocusId, AlleleId)> {
        self.matching(|name| squash(name) == squashed)
    }

    /// The allele that a key means: exactly, else as the beginning of one name ("leather"), else word by word ("ax_vpi" is Axanthic (VPI),
    /// "hog_alb" the Albino of a hognose), else as one whole word of a single name ("smoothie").
    ///
    /// # Errors
    /// [`ResolveError`] where there is none, or more than one.
    pub fn resolve(&self, key: &str) -> Result<(LocusId, AlleleId), ResolveError> {
        let squashed = squash(key);
        let short = words(key);
        let own: Vec<String> = self.name_words();
        let tail = short.split_first().filter(|(first, rest)| {
            !rest.is_empty() && first.len() >= 2 && own.iter().any(|word| word.starts_with(first.as_str()))
        });
        let attempts: [&dyn Fn(&str) -> bool; 5] = [
            &|name| squash(name) == squashed,
            &|name| squashed.len() >= 3 && squash(name).starts_with(&squashed),
            &|name| abbreviates(&short, name),
            &|name| tail.is_some_and(|(_, rest)| abbreviates(rest, name)),
            &|name| squashed.len() >= 3 && short.len() == 1 && words(name).contains(&squashed),
        ];
        if squashed.is_empty() {
            return Err(self.unknown(key));
        }
        for attempt in attempts {
            match self.matching(attempt).as_slice() {
                [] => {}
                [one] => return Ok(*one),
                more => return Err(self.ambiguous(key, more)),
            }
        }
        Err(self.unknown(key))
    }

    /// The locus that a key means: its slug, name or other keys, else the locus of the allele the key resolves to.
    ///
    /// # Errors
    /// [`ResolveError`] where there is none, or more than one.
    pub fn resolve_locus(&self, key: &str) -> Result<LocusId, ResolveError> {
        let squashed = squash(key);
        let names = |id: LocusId| {
            let locus = self.locus(id);
            locus.into_iter().flat_map(|locus| [&locus.slug, &locus.name].into_iter().chain(&locus.aliases))
        };
        let found = self.loci().map(|(id, _)| id).find(|&id| names(id).any(|name| squash(name) == squashed));
        found.map_or_else(|| self.resolve(key).map(|(locus, _)| locus), Ok)
    }

    /// The name of an allele, as the catalogue writes it.
    #[must_use]
    pub fn allele_name(&self, locus: LocusId, allele: AlleleId) -> &str {
        self.locus(locus).and_then(|locus| locus.allele(allele)).map_or("normal", |allele| &allele.name)
    }

    fn matching(&self, wanted: impl Fn(&str) -> bool) -> Vec<(LocusId, AlleleId)> {
        let mut found = Vec::new();
        for (at, locus) in self.loci() {
            for id in locus.ids() {
                let Some(allele) = locus.allele(id) else { continue };
                if [&allele.slug, &allele.name].into_iter().chain(&allele.aliases).any(|name| wanted(name)) {
                    found.push((at, id));
                }
            }
        }
        found
    }

    fn name_words(&self) -> Vec<String> {
        core::iter::once(&self.name).chain(&self.aliases).flat_map(|name| words(name)).collect()
    }

    fn unknown(&self, key: &str) -> ResolveError {
        ResolveError::Unknown { taxon: self.name.clone(), name: key.chars().take(60).collect() }
    }

    fn ambiguous(&self, key: &str, found: &[(LocusId, AlleleId)]) -> ResolveError {
        let choices = found.iter().map(|&(locus, id)| self.allele_name(locus, id).to_owned()).collect();
        ResolveError::Ambiguous { taxon: self.name.clone(), name: key.chars().take(60).collect(), choices }
    }

    /// The trade's name of two copies, if it has one of its own.
    #[must_use]
    pub fn super_name(&self, locus: LocusId, allele: AlleleId) -> Option<&str> {
        match &self.locus(locus)?.allele(allele)?.super_form {
            Super::Distinct { name } => name.as_deref(),
            Super::LikeOne | Super::Visual => None,
        }
    }
}

fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(lower).collect()
}

/// Every word begins a word of its own of the name, in any order; a single word must begin the first.
fn abbreviates(short: &[String], name: &str) -> bool {
    let mut long = words(name);
    if let ([only], Some(first)) = (short, long.first()) {
        return only.len() >= 2 && first.starts_with(only.as_str());
    }
    !short.is_empty()
        && short.iter().all(|word| {
            let at = long.iter().position(|full| full.starts_with(word.as_str()));
            at.map(|at| long.swap_remove(at)).is_some()
        })
}
