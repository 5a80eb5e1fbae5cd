//! Loci of one chromosome.

use super::{error::CrossError, plan::Cross};
use crate::{
    arrange::Arrange as _,
    genotype::{AlleleId, Number, Pair},
};
use serde::Serialize;

/// How the mutant alleles of two linked loci lie in a double het.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Both on one chromosome (out of one parent).
    Coupling,
    /// One on each.
    Repulsion,
    /// Either, with probability 1/2.
    #[default]
    Unknown,
}

/// Two neighbours on a chromosome, by their places in the pairing.
#[derive(Debug, Clone, Copy)]
pub struct Link<N> {
    pub first: usize,
    pub second: usize,
    /// Recombination between them, 0 to 1/2, in either parent.
    pub r: N,
    pub sire: Phase,
    pub dam: Phase,
}

/// Loci of one parent in the order of the chromosome, each with recombination and phase towards the one before it.
pub type Strands<N> = Vec<(Pair, N, Phase)>;

/// A link is between two autosomal loci, and makes neither a ring nor a branch.
pub fn check<N: Number>(cross: &Cross<'_, N>, link: &Link<N>) -> Result<(), CrossError> {
    let key = |at: usize| cross.loci.get(at).map_or("?", |entry| entry.locus.slug.as_str());
    let loci = || format!("{}, {}", key(link.first), key(link.second));
    let ends = |at: usize| cross.links.iter().filter(|other| other.first == at || other.second == at).count();
    let autosomal = |at: usize| cross.loci.get(at).is_some_and(|entry| !entry.locus.linkage.is_sex_linked());
    if !(0.0..=0.5).contains(&link.r.to_f64()) {
        return Err(CrossError::Recombination { locus: loci(), r: link.r.to_f64() });
    }
    let fits = |at: usize| autosomal(at) && ends(at) < 2;
    if link.first == link.second || !fits(link.first) || !fits(link.second) || joined(cross, link) {
        return Err(CrossError::BadLink { loci: loci() });
    }
    Ok(())
}

fn joined<N>(cross: &Cross<'_, N>, link: &Link<N>) -> bool {
    let mut reached = vec![link.first];
    let mut at = 0;
    while let Some(&here) = reached.get(at) {
        for other in &cross.links {
            for (from, to) in [(other.first, other.second), (other.second, other.first)] {
                if from == here && !reached.contains(&to) {
                    reached.push(to);
                }
            }
        }
        at += 1;
    }
    reached.contains(&link.second)
}

/// The chromosomes among some loci: each a list of places from one end to the other, with the link towards the place before.
pub fn chromosomes<N: Number>(links: &[Link<N>], loci: &[usize]) -> Vec<Vec<(usize, Option<Link<N>>)>> {
    let mut done: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    let ends = |at: usize| links.iter().filter(|link| link.first == at || link.second == at).count();
    // Ends first, so that a walk begins at one.
    let mut starts: Vec<usize> = loci.to_vec();
    starts.arrange_by_key(|&at| (ends(at), at));
    for start in starts {
        if done.contains(&start) {
            continue;
        }
        done.push(start);
        let (mut chain, mut here) = (vec![(start, None)], start);
        while let Some((link, next)) = links.iter().find_map(|link| {
            let next = if link.first == here {
                link.second
            } else if link.second == here {
                link.first
            } else {
                return None;
            };
            (!done.contains(&next)).then_some((*link, next))
        }) {
            done.push(next);
            chain.push((next, Some(link)));
            here = next;
        }
        found.push(chain);
    }
    found
}

/// Gametes of one chromosome: alleles in the chain's order with their probabilities (Haldane: crossings-over are independent). Unknown phases
/// of double hets are averaged over.
pub fn gametes<N: Number>(strands: &Strands<N>) -> Vec<(Vec<AlleleId>, N)> {
    // A path is a strand (0 or 1) of each phasing; both are followed together, from locus to locus.
    let mut paths: Vec<(Vec<AlleleId>, bool, bool, N)> = vec![(Vec::new(), false, false, N::ONE)];
    for (place, &(pair, r, phase)) in strands.iter().enumerate() {
        let mut next: Vec<(Vec<AlleleId>, bool, bool, N)> = Vec::with_capacity(paths.len() * 4);
        for (alleles, strand, flipped, p) in &paths {
            let steps = if place == 0 {
                vec![(false, N::fraction(1, 2)), (true, N::fraction(1, 2))]
            } else {
                vec![(*strand, r.complement()), (!*strand, r)]
            };
            let turns = match phase {
                _ if place == 0 => vec![(false, N::ONE)],
                Phase::Coupling => vec![(*flipped, N::ONE)],
                Phase::Repulsion => vec![(!*flipped, N::ONE)],
                Phase::Unknown => vec![(*flipped, N::fraction(1, 2)), (!*flipped, N::fraction(1, 2))],
            };
            for (strand, step) in steps {
                for &(flipped, turn) in &turns {
                    let allele = if strand == flipped { pair.a() } else { pair.b() };
                    let p = *p * step * turn;
                    if !p.is_zero() {
                        let alleles = alleles.iter().copied().chain([allele]).collect();
                        add(&mut next, (alleles, strand, flipped, p));
                    }
                }
            }
        }
        paths = next;
    }
    let mut gametes: Vec<(Vec<AlleleId>, N)> = Vec::new();
    for (alleles, _, _, p) in paths {
        match gametes.iter_mut().find(|known| known.0 == alleles) {
            Some(known) => known.1 = known.1 + p,
            None => gametes.push((alleles, p)),
        }
    }
    gametes
}

fn add<N: Number>(paths: &mut Vec<(Vec<AlleleId>, bool, bool, N)>, path: (Vec<AlleleId>, bool, bool, N)) {
    match paths.iter_mut().find(|known| known.0 == path.0 && known.1 == path.1 && known.2 == path.2) {
        Some(known) => known.3 = known.3 + path.3,
        None => paths.push(path),
    }
}
