//! Rows: a class of each locus, of one sex where sexes differ, alive or deadly.

use super::{
    Sex,
    error::CrossError,
    factor::{FactorClass, Stratum},
    outcome::{MOST_ROWS, Outcome},
};
use crate::{
    arrange::order,
    genotype::{Number, Pair},
};
use core::cmp::Ordering;

/// A row of the table of a pairing.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<N> {
    pub sex: Option<Sex>,
    /// Number of the class of each locus ([`Outcome::label`]).
    pub classes: Vec<u16>,
    pub lethal: bool,
    /// Probability of an egg.
    pub p_egg: N,
    /// Probability of a young that lives; `None` of what doesn't.
    pub p_survivor: Option<N>,
    /// Place of the sex, then the class of each factor.
    pub(super) stratum: usize,
    pub(super) picks: Vec<u32>,
}

/// What decides a row's place. The strata are those of females, then of males: their order is that of the sexes, and both have as many factors.
#[derive(Debug, Clone, Copy)]
struct Entry<N> {
    p_egg: N,
    lethal: bool,
    stratum: usize,
}

/// Rows before they are sorted, their classes and picks end to end.
#[derive(Debug)]
struct List<N> {
    entries: Vec<Entry<N>>,
    /// How many classes a row has.
    width: usize,
    classes: Vec<u16>,
    picks: Vec<u32>,
}

impl<N> Default for List<N> {
    fn default() -> Self {
        Self { entries: Vec::new(), width: 0, classes: Vec::new(), picks: Vec::new() }
    }
}

impl<N: Number> List<N> {
    fn classes(&self, at: usize) -> &[u16] {
        self.classes.get(at * self.width..).and_then(|rest| rest.get(..self.width)).unwrap_or(&[])
    }

    /// Those that live first, then by falling probability, then by the classes' names in the order of the loci, females before males.
    fn order(&self, left: usize, right: usize) -> Ordering {
        let Some((one, other)) = self.entries.get(left).zip(self.entries.get(right)) else { return Ordering::Equal };
        let by_rank = one.lethal.cmp(&other.lethal).then_with(|| other.p_egg.order(one.p_egg));
        by_rank.then_with(|| self.classes(left).cmp(self.classes(right))).then_with(|| one.stratum.cmp(&other.stratum))
    }

    /// Every combination of the factors' classes. Products of what hasn't changed since the last one are kept.
    fn add(&mut self, place: usize, stratum: &Stratum<N>) {
        let factors = &stratum.factors;
        let deadly_at_all = factors.iter().any(|factor| factor.classes.iter().any(|class| !class.dead.is_zero()));
        let mut picks = vec![0_u32; factors.len()];
        let mut classes = vec![0_u16; self.width];
        // The product of everything before each factor.
        let mut before = vec![stratum.weight; factors.len() + 1];
        let mut changed = Some(0);
        while let Some(from) = changed {
            for (at, factor) in factors.iter().enumerate().skip(from) {
                let Some(class) = picks.get(at).and_then(|&pick| factor.classes.get(pick as usize)) else { return };
                for (&locus, &number) in factor.loci.iter().zip(&class.classes) {
                    if let Some(slot) = classes.get_mut(locus) {
                        *slot = number;
                    }
                }
                let product = before.get(at).map_or(N::ZERO, |before| *before * class.alive);
                if let Some(slot) = before.get_mut(at + 1) {
                    *slot = product;
                }
            }
            let alive = before.last().copied().unwrap_or(N::ZERO);
            let dead = if deadly_at_all { stratum.weight * deadly(&picked(stratum, &picks)) } else { N::ZERO };
            for (p_egg, lethal) in [(alive, false), (dead, true)] {
                if !p_egg.is_zero() {
                    self.entries.push(Entry { p_egg, lethal, stratum: place });
                    self.classes.extend_from_slice(&classes);
                    self.picks.extend_from_slice(&picks);
                }
            }
            changed = advance(&mut picks, stratum);
        }
    }
}

impl<N: Number> Outcome<'_, N> {
    /// Every row, in order (see [`Row`]). Probabilities of an egg sum to 1; those of a survivor too, unless nothing lives.
    ///
    /// # Errors
    /// [`CrossError::TooManyRows`] above [`MOST_ROWS`]: [`Self::best`] and [`Self::shares`] answer any size.
    pub fn rows(&self) -> Result<Vec<Row<N>>, CrossError> {
        Ok(self.first_rows(usize::MAX)?.0)
    }

    /// The first `most` of them, and how many there are. What is sorted are places: a row is made once it is known to be wanted.
    pub(super) fn first_rows(&self, most: usize) -> Result<(Vec<Row<N>>, usize), CrossError> {
        let count = self.combinations();
        if count > MOST_ROWS as u128 {
            return Err(CrossError::TooManyRows { rows: count, limit: MOST_ROWS });
        }
        let mut list = List { width: self.tables.len(), ..List::default() };
        for (place, stratum) in self.strata.iter().enumerate() {
            list.add(place, stratum);
        }
        let viable = self.p_viable();
        let survivor = |p: N| if viable.is_zero() { N::ZERO } else { p / viable };
        let row = |at: usize| {
            let &Entry { p_egg, lethal, stratum } = list.entries.get(at)?;
            let of = self.strata.get(stratum)?;
            let (sex, classes) = (of.sex, list.classes(at).to_vec());
            let picks = list.picks.get(at * of.factors.len()..)?.get(..of.factors.len())?.to_vec();
            let p_survivor = (!lethal).then(|| survivor(p_egg));
            Some(Row { sex, classes, lethal, p_egg, p_survivor, stratum, picks })
        };
        let order = order(list.entries.len(), &mut |left, right| list.order(left, right));
        Ok((order.iter().take(most).filter_map(|&at| row(at)).collect(), list.entries.len()))
    }

    /// The row of what lives, of these classes and this sex; `None` where there is none.
    pub(crate) fn living_row(&self, sex: Option<Sex>, classes: &[u16]) -> Option<Row<N>> {
        let stratum = self.strata.iter().position(|stratum| stratum.sex == sex)?;
        let (own, mut picks) = (self.strata.get(stratum)?, Vec::new());
        let mut p_egg = own.weight;
        for factor in &own.factors {
            let wanted = || factor.loci.iter().map(|&at| classes.get(at));
            let pick = factor.classes.iter().position(|class| class.classes.iter().map(Some).eq(wanted()))?;
            p_egg = p_egg * factor.classes.get(pick)?.alive;
            picks.push(u32::try_from(pick).ok()?);
        }
        let p_survivor = Some(p_egg / self.p_viable());
        Some(Row { sex, classes: classes.to_vec(), lethal: false, p_egg, p_survivor, stratum, picks })
    }

    /// What a young of this row has at a locus, and with which probability: the conditional hets ("66% het").
    #[must_use]
    pub fn given(&self, row: &Row<N>, locus: usize) -> Vec<(Pair, N)> {
        let Some(stratum) = self.strata.get(row.stratum) else { return Vec::new() };
        let mut factors = stratum.factors.iter().zip(&row.picks).enumerate();
        let found = factors.find_map(|(at, (factor, &pick))| {
            let within = factor.loci.iter().position(|&own| own == locus)?;
            let class = factor.classes.get(pick as usize)?;
            Some((at, class, class.pairs.get(within)?))
        });
        let Some((at, class, pairs)) = found else { return Vec::new() };
        let given: Vec<(Pair, N)> = if row.lethal {
            let picked = picked(stratum, &row.picks);
            // Dead by these loci whatever the others do, or alive by these and dead by others.
            let others: Vec<&FactorClass<N>> =
                picked.iter().enumerate().filter(|other| other.0 != at).map(|other| *other.1).collect();
            let any = others.iter().fold(N::ONE, |product, class| product * class.total());
            let (dead, all) = (deadly(&others), deadly(&picked));
            pairs.iter().map(|&(pair, alive, own)| (pair, (own * any + alive * dead) / all)).collect()
        } else {
            pairs.iter().map(|&(pair, alive, _)| (pair, alive / class.alive)).collect()
        };
        given.into_iter().filter(|entry| !entry.1.is_zero()).collect()
    }
}

/// Probability that a young of these classes dies, without subtracting: Σ over the first factor that kills, those before it alive, those after
/// it whatever they be.
fn deadly<N: Number>(picked: &[&FactorClass<N>]) -> N {
    let (mut alive, mut sum) = (N::ONE, N::ZERO);
    // Suffix products of what may be after each factor.
    let mut suffix = vec![N::ONE; picked.len() + 1];
    for (at, class) in picked.iter().enumerate().rev() {
        let product = suffix.get(at + 1).copied().unwrap_or(N::ONE) * class.total();
        if let Some(slot) = suffix.get_mut(at) {
            *slot = product;
        }
    }
    for (at, class) in picked.iter().enumerate() {
        if !class.dead.is_zero() {
            sum = sum + alive * class.dead * suffix.get(at + 1).copied().unwrap_or(N::ONE);
        }
        alive = alive * class.alive;
    }
    sum
}

fn picked<'f, N: Number>(stratum: &'f Stratum<N>, picks: &[u32]) -> Vec<&'f FactorClass<N>> {
    let pick = |(factor, &at): (&'f super::Factor<N>, &u32)| factor.classes.get(at as usize);
    stratum.factors.iter().zip(picks).filter_map(pick).collect()
}

/// The next combination, the last factor turning quickest: the first factor that changed, or `None` after the last.
fn advance<N>(picks: &mut [u32], stratum: &Stratum<N>) -> Option<usize> {
    for (at, (pick, factor)) in picks.iter_mut().zip(&stratum.factors).enumerate().rev() {
        *pick += 1;
        if (*pick as usize) < factor.classes.len() {
            return Some(at);
        }
        *pick = 0;
    }
    None
}
