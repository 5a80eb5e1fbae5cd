//! An animal among its relatives, with what is claimed of each.

use super::combine::by_locus;
use crate::{catalogue::Taxon, cross::Sex, evidence, genotype::LocusId};
use repti_model::genotype::{ClaimBasis, ClaimedGene};
use std::collections::BTreeSet;

/// An animal of a family, named by its place in the list. The first is the one that is asked about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Member {
    /// `None` where it isn't known.
    pub sex: Option<Sex>,
    /// Candidates with their chances; what is missing to 1 is an animal that isn't here.
    pub sires: Vec<(usize, f64)>,
    pub dams: Vec<(usize, f64)>,
    pub claims: Vec<(ClaimedGene, ClaimBasis)>,
}

impl Member {
    /// Its possible parents.
    pub(super) fn parents(&self) -> impl Iterator<Item = usize> {
        self.sires.iter().chain(&self.dams).map(|candidate| candidate.0)
    }

    pub(super) fn genes(&self) -> impl Iterator<Item = &ClaimedGene> + Clone {
        self.claims.iter().map(|claim| &claim.0)
    }

    pub(super) fn evidence_sex(&self) -> Option<evidence::Sex> {
        self.sex.map(|sex| if sex == Sex::Male { evidence::Sex::Male } else { evidence::Sex::Female })
    }
}

/// The loci of which somebody has a claim; none of an animal without relatives.
pub(super) fn loci(taxon: &Taxon, members: &[Member]) -> BTreeSet<LocusId> {
    let family = if members.len() > 1 { members } else { &[] };
    family.iter().flat_map(|member| by_locus(taxon, member.genes()).into_keys()).collect()
}

/// Whether anybody above an animal is told of; for every animal.
pub(super) fn informed(members: &[Member], told: &[bool]) -> Vec<bool> {
    let mut informed = vec![false; members.len()];
    // Told animals pass it down to their young until nobody new is reached: each animal is passed once.
    let mut young: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for (child, member) in members.iter().enumerate() {
        for parent in member.parents() {
            if let Some(list) = young.get_mut(parent) {
                list.push(child);
            }
        }
    }
    let mut open: Vec<usize> = (0..members.len()).filter(|&at| told.get(at) == Some(&true)).collect();
    while let Some(parent) = open.pop() {
        for &child in young.get(parent).into_iter().flatten() {
            if let Some(known) = informed.get_mut(child).filter(|known| !**known) {
                *known = true;
                open.push(child);
            }
        }
    }
    informed
}
