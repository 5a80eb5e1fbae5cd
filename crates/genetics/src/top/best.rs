//! The likeliest young of a pairing.

use super::search::{Part, Ranked, Space, best};
use crate::{
    cross::{Outcome, Sex, VisualRow},
    genotype::Number,
};

/// A likely row: what lives only.
#[derive(Debug, Clone, PartialEq)]
pub struct Best<N> {
    pub sex: Option<Sex>,
    /// Number of the class of each locus ([`Outcome::label`]).
    pub classes: Vec<u16>,
    pub p_egg: N,
    pub p_survivor: N,
}

/// The likeliest rows and what they come to.
#[derive(Debug, Clone, PartialEq)]
pub struct TopReport<N> {
    pub rows: Vec<Best<N>>,
    /// Probability of an egg of any of them.
    pub cumulative: N,
    /// How many combinations of classes there are.
    pub combinations: u128,
}

impl<N: Number> Outcome<'_, N> {
    /// The `k` likeliest rows as they are seen: those of them that look alike are one, so that there may be fewer.
    #[must_use]
    pub fn best_visual(&self, k: usize) -> Vec<VisualRow<N>> {
        let best = self.best(k).rows;
        let rows: Vec<_> = best.iter().filter_map(|row| self.living_row(row.sex, &row.classes)).collect();
        self.seen_alike(&rows, k).0
    }

    /// The `k` likeliest rows that live, in the order of [`Outcome::rows`], whatever the number of loci.
    #[must_use]
    pub fn best(&self, k: usize) -> TopReport<N> {
        let spaces: Vec<Space<N>> = self
            .strata()
            .iter()
            .map(|stratum| Space {
                tag: u8::from(stratum.sex == Some(Sex::Male)),
                weight: stratum.weight,
                parts: stratum
                    .factors
                    .iter()
                    .map(|factor| Part {
                        places: factor.loci.clone(),
                        classes: factor.classes.iter().map(|class| (class.classes.clone(), class.alive)).collect(),
                    })
                    .collect(),
            })
            .collect();
        let (viable, by_sex) = (self.p_viable(), spaces.len() > 1);
        let row = |Ranked { p, classes, tag }: Ranked<N>| {
            let sex = by_sex.then_some(if tag == 1 { Sex::Male } else { Sex::Female });
            Best { sex, classes, p_egg: p, p_survivor: p / viable }
        };
        let rows: Vec<Best<N>> = best(&spaces, self.keys().count(), k).into_iter().map(row).collect();
        let cumulative = rows.iter().fold(N::ZERO, |sum, row| sum + row.p_egg);
        TopReport { rows, cumulative, combinations: self.combinations() }
    }
}
