//! What the eye can tell apart: rows that differ only at loci that another hides become one; the genotype stays, as possible.

use super::{Sex, error::CrossError, outcome::Outcome, row::Row};
use crate::{
    arrange::Arrange as _,
    genotype::{Number, Pair},
};

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
        Ok(self.first_visual_rows(usize::MAX)?.0)
    }

    /// The first `most` of them, and how many there are.
    ///
    /// # Errors
    /// As [`Outcome::rows`].
    pub fn first_visual_rows(&self, most: usize) -> Result<(Vec<VisualRow<N>>, usize), CrossError> {
        // Where nothing is hidden each row is a kind of its own, and they are in order.
        if self.cross.hidings.iter().all(|hiding| hiding.hides.is_empty()) {
            let (rows, kinds) = self.first_rows(most)?;
            let alone = |row: Row<N>| {
                let given = self.given_alike(&[&row], row.p_egg);
                let classes = row.classes.into_iter().map(Some).collect();
                let Row { sex, lethal, p_egg, p_survivor, .. } = row;
                VisualRow { sex, classes, lethal, p_egg, p_survivor, given }
            };
            return Ok((rows.into_iter().map(alone).collect(), kinds));
        }
        Ok(self.seen_alike(&self.rows()?, most))
    }

    /// The first `most` kinds of some rows, and how many kinds they are. What a young may have is reckoned for those alone: it costs more than all else.
    pub(crate) fn seen_alike(&self, rows: &[Row<N>], most: usize) -> (Vec<VisualRow<N>>, usize) {
        let key = |(at, row): (usize, &Row<N>)| ((row.lethal, row.sex, self.seen(row)), at);
        let mut places: Vec<_> = rows.iter().enumerate().map(key).collect();
        places.arrange();
        let mut seen: Vec<(VisualRow<N>, Vec<&Row<N>>)> = Vec::new();
        for ((lethal, sex, classes), at) in places {
            let Some(row) = rows.get(at) else { continue };
            let same =
                |(kind, _): &(VisualRow<N>, _)| (kind.lethal, kind.sex) == (lethal, sex) && kind.classes == classes;
            if !seen.last().is_some_and(same) {
                let p_survivor = row.p_survivor.map(|_| N::ZERO);
                let kind = VisualRow { sex, classes, lethal, p_egg: N::ZERO, p_survivor, given: Vec::new() };
                seen.push((kind, Vec::new()));
            }
            let Some((into, alike)) = seen.last_mut() else { continue };
            into.p_egg = into.p_egg + row.p_egg;
            into.p_survivor = into.p_survivor.zip(row.p_survivor).map(|(sum, p)| sum + p);
            alike.push(row);
        }
        seen.arrange_by(|(left, _), (right, _)| {
            let rank = left.lethal.cmp(&right.lethal).then_with(|| right.p_egg.order(left.p_egg));
            rank.then_with(|| left.classes.cmp(&right.classes)).then_with(|| left.sex.cmp(&right.sex))
        });
        let kinds = seen.len();
        let first = seen.into_iter().take(most);
        (first.map(|(kind, alike)| VisualRow { given: self.given_alike(&alike, kind.p_egg), ..kind }).collect(), kinds)
    }

    /// For each locus what a young of any of these rows may have; together they have the probability `whole`.
    fn given_alike(&self, rows: &[&Row<N>], whole: N) -> Vec<Vec<(Pair, N)>> {
        let at_locus = |at: usize| {
            if let [alone] = rows {
                return self.given(alone, at);
            }
            let mut given: Vec<(Pair, N)> = Vec::new();
            for row in rows {
                for (pair, p) in self.given(row, at) {
                    let share = p * row.p_egg / whole;
                    match given.iter_mut().find(|known| known.0 == pair) {
                        Some(known) => known.1 = known.1 + share,
                        None => given.push((pair, share)),
                    }
                }
            }
            given.arrange_by_key(|entry| entry.0);
            given
        };
        (0..rows.first().map_or(0, |row| row.classes.len())).map(at_locus).collect()
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
