//! Retention by simulation: genes are dropped down the pedigree again and again (MacCluer et al. 1986).

use super::{RetentionOptions, Source};
use crate::{
    pedigree::{Pedigree, UNKNOWN},
    random::Random,
};

const FEWEST: u64 = 50;
const MOST: u64 = 20_000;

/// r of each source as a mean over drops, and how many there were.
pub(super) fn retained(
    pedigree: &Pedigree,
    sources: &[Source],
    wanted: &[bool],
    genes: &[f64],
    options: RetentionOptions,
) -> (Vec<f64>, u32) {
    let drops = (options.steps / pedigree.len().max(1) as u64).clamp(FEWEST, MOST);
    let mut random = Bits { random: Random::new(options.seed), bits: 0, left: 0 };
    // Genes are numbered by source: two of a founder, one of a phantom (its other one went nowhere).
    let mut first_gene = vec![UNKNOWN; pedigree.len()];
    let mut gene_count = 0_u32;
    for source in sources {
        first_gene[source.animal as usize] = gene_count;
        gene_count += if source.is_phantom { 1 } else { 2 };
    }
    let mut of_animal = vec![[UNKNOWN; 2]; pedigree.len()];
    let mut last_seen = vec![0_u64; gene_count as usize];
    let mut seen = vec![0_u32; gene_count as usize];
    for round in 1..=drops {
        pedigree.downwards(|animal| {
            if genes[animal] == 0.0 {
                return;
            }
            let pair = pedigree.all_parents()[animal];
            let own = first_gene[animal];
            let mut genes = [UNKNOWN; 2];
            for (at, parent) in pair.into_iter().enumerate() {
                genes[at] = match of_animal.get(parent as usize) {
                    Some(above) => above[random.bit()],
                    None if pair == [UNKNOWN; 2] => own + at as u32,
                    None => own,
                };
            }
            of_animal[animal] = genes;
            if wanted[animal] {
                for gene in genes {
                    if std::mem::replace(&mut last_seen[gene as usize], round) != round {
                        seen[gene as usize] += 1;
                    }
                }
            }
        });
    }
    let mut gene = 0;
    let means = sources.iter().map(|source| {
        let own = if source.is_phantom { 1 } else { 2 };
        let count: u32 = seen[gene..gene + own].iter().sum();
        gene += own;
        // A founder of whom nothing survived in any drop survives a little all the same: as if it had half a time.
        f64::from(count).max(0.5) / (2 * drops) as f64
    });
    (means.collect(), drops as u32)
}

/// Random bits, one at a time.
struct Bits {
    random: Random,
    bits: u64,
    left: u32,
}

impl Bits {
    fn bit(&mut self) -> usize {
        if self.left == 0 {
            (self.bits, self.left) = (self.random.next(), 64);
        }
        self.left -= 1;
        let bit = self.bits & 1;
        self.bits >>= 1;
        bit as usize
    }
}
