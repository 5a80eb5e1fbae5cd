//! What the eye can tell apart: rows that differ only at loci that another hides become one; the genotype stays, as possible.

use super::{Sex, error::CrossError, outcome::Outcome, row::Row};
use crate::{
    arrange::Arrange as _,
    genotype::{Number, Pair},
};
use std::collections::BTreeMap;

/// A row as it is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct VisualRow<N> {
    pub sex: Option<Sex>,
    /// Number of the class of each locus; `None` where it can't be seen.
    pub classes: Vec<Option<u16>>,
    pub lethal: bool,
    pub p_egg: N,
    pub p_survivor: Option<N>,
    /// For each locus what a young of this row may have, hidden loci included.
    pub given: Vec<Vec<(Pair, N)>>,
}

impl<N: Number> Outcome<'_, N> {
    /// The rows with hidden loci merged, by falling probability, what lives first. Their probabilities sum to 1 as those of the rows do.
    ///
    /// # Errors
    /// As [`Outcome::rows`].
    pub fn visual_rows(&self) -> Result<Vec<VisualRow<N>>, CrossError> {
        Ok(self.seen_alike(self.rows()?))
    }

    /// The same of some rows.
    pub(crate) fn seen_alike(&self, rows: Vec<Row<N>>) -> Vec<VisualRow<N>> {
        let mut places: BTreeMap<(bool, Option<Sex>, Vec<Option<u16>>), usize> = BTreeMap::new();
        let mut seen: Vec<VisualRow<N>> = Vec::new();
        for row in rows {
            let classes = self.seen(&row);
            let place = *places.entry((row.lethal, row.sex, classes.clone())).or_insert(seen.len());
            if place == seen.len() {
                let (sex, lethal, p_survivor) = (row.sex, row.lethal, row.p_survivor.map(|_| N::ZERO));
                let given = vec![Vec::new(); classes.len()];
                seen.push(VisualRow { sex, classes, lethal, p_egg: N::ZERO, p_survivor, given });
            }
            let Some(into) = seen.get_mut(place) else { continue };
            into.p_egg = into.p_egg + row.p_egg;
            into.p_survivor = into.p_survivor.zip(row.p_survivor).map(|(sum, p)| sum + p);
            for (at, given) in into.given.iter_mut().enumerate() {
                for (pair, p) in self.given(&row, at) {
                    match given.iter_mut().find(|known: &&mut (Pair, N)| known.0 == pair) {
                        Some(known) => known.1 = known.1 + p * row.p_egg,
                        None => given.push((pair, p * row.p_egg)),
                    }
                }
            }
        }
        for row in &mut seen {
            let whole = row.p_egg;
            for given in &mut row.given {
                given.iter_mut().for_each(|entry| entry.1 = entry.1 / whole);
                given.arrange_by_key(|entry| entry.0);
            }
        }
        seen.arrange_by(|left, right| {
            let rank = left.lethal.cmp(&right.lethal).then_with(|| right.p_egg.order(left.p_egg));
            rank.then_with(|| left.classes.cmp(&right.classes)).then_with(|| left.sex.cmp(&right.sex))
        });
        seen
    }

    /// The classes of a row without those that another locus hides.
    fn seen(&self, row: &Row<N>) -> Vec<Option<u16>> {
        let mut classes: Vec<Option<u16>> = row.classes.iter().copied().map(Some).collect();
        for hiding in &self.cross.hidings {
            let (at, when) = hiding.when;
            let shown = row.classes.get(at).and_then(|&class| self.tables.get(at)?.example(class));
            if shown.is_some_and(|pair| when.holds(pair)) {
                for &hidden in &hiding.hides {
                    if let Some(slot) = classes.get_mut(hidden) {
                        *slot = None;
                    }
                }
            }
        }
        classes
    }
}
