//! Everything that can come of a pairing, in the form of factors.

use super::{
    Sex,
    error::CrossError,
    factor::{self, Factor, Parents, Stratum},
    gamete,
    plan::{Cross, CrossLocus},
};
use crate::{
    arrange::Arrange as _,
    catalogue::Locus,
    genotype::{Number, Pair},
};

/// The longest list of rows.
pub const MOST_ROWS: usize = 50_000;

/// The classes of one locus, and the pairs that fall into each.
#[derive(Debug, Clone)]
pub struct Table {
    /// In alphabetical order: the number of a class is its rank.
    pub labels: Vec<String>,
    pairs: Vec<(Pair, u16)>,
}

impl Table {
    fn new<N: Number>(entry: &CrossLocus<'_, N>, sexes: &[Option<Sex>]) -> Self {
        let mut pairs: Vec<Pair> = Vec::new();
        for &sex in sexes {
            let sire = entry.sire.entries().iter().flat_map(|&(pair, _)| gamete::of_sire(entry, pair, sex));
            for (a, _) in sire {
                let dam = entry.dam.entries().iter().flat_map(|&(pair, _)| gamete::of_dam(entry, pair, sex));
                pairs.extend(dam.map(|(b, _)| gamete::child(entry.locus.linkage, sex, a, b)));
            }
        }
        pairs.arrange();
        pairs.dedup();
        let named: Vec<(Pair, String)> = pairs.into_iter().map(|pair| (pair, entry.locus.class(pair))).collect();
        let mut labels: Vec<String> = named.iter().map(|entry| entry.1.clone()).collect();
        labels.arrange();
        labels.dedup();
        let rank = |label: &String| labels.binary_search(label).ok().and_then(|at| u16::try_from(at).ok()).unwrap_or(0);
        let pairs = named.iter().map(|(pair, label)| (*pair, rank(label))).collect();
        Self { labels, pairs }
    }

    /// The class of a pair; 0 for one that can't arise.
    pub fn class(&self, pair: Pair) -> u16 {
        self.pairs
            .binary_search_by_key(&pair, |entry| entry.0)
            .ok()
            .and_then(|at| self.pairs.get(at))
            .map_or(0, |entry| entry.1)
    }

    /// A pair of a class.
    pub fn example(&self, class: u16) -> Option<Pair> {
        self.pairs.iter().find(|entry| entry.1 == class).map(|entry| entry.0)
    }
}

/// What can come of a pairing: a product of factors for each sex.
#[derive(Debug, Clone)]
pub struct Outcome<'a, N> {
    pub(super) cross: &'a Cross<'a, N>,
    pub(super) tables: Vec<Table>,
    pub(super) strata: Vec<Stratum<N>>,
}

impl<'a, N: Number> Outcome<'a, N> {
    pub(super) fn new(cross: &'a Cross<'a, N>) -> Result<Self, CrossError> {
        let sexes = sexes(cross);
        let tables: Vec<Table> = cross.loci.iter().map(|entry| Table::new(entry, &sexes)).collect();
        let strata = strata(cross, &tables, &Parents::of(cross), None)?;
        Ok(Self { cross, tables, strata })
    }

    /// The loci's keys, in the order of the rows' classes.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.cross.loci.iter().map(|entry| entry.locus.slug.as_str())
    }

    /// The locus at a place.
    #[must_use]
    pub fn locus(&self, at: usize) -> Option<&Locus> {
        self.cross.loci.get(at).map(|entry| entry.locus)
    }

    /// The place of a locus by its key.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<usize> {
        self.keys().position(|own| own == key)
    }

    /// What a class of a locus is called.
    #[must_use]
    pub fn label(&self, locus: usize, class: u16) -> &str {
        self.tables.get(locus).and_then(|table| table.labels.get(usize::from(class))).map_or("", String::as_str)
    }

    /// The pairs that young can have at a locus.
    pub fn pairs(&self, locus: usize) -> impl Iterator<Item = Pair> {
        self.tables.get(locus).into_iter().flat_map(|table| &table.pairs).map(|entry| entry.0)
    }

    /// The classes of a locus, in alphabetical order.
    #[must_use]
    pub fn labels(&self, locus: usize) -> &[String] {
        self.tables.get(locus).map_or(&[], |table| &table.labels)
    }

    /// Young by sex where that matters, each as independent factors.
    #[must_use]
    pub fn strata(&self) -> &[Stratum<N>] {
        &self.strata
    }

    /// Probability that an egg's genotype is one that lives.
    #[must_use]
    pub fn p_viable(&self) -> N {
        self.strata.iter().fold(N::ZERO, |sum, stratum| sum + viable(stratum))
    }

    /// How many joint genotypes are possible (of each sex where they differ); the greatest number there is where it doesn't fit.
    #[must_use]
    pub fn joint_genotypes(&self) -> u128 {
        let of = |stratum: &Stratum<N>| product(stratum, |factor| factor.children.len());
        self.strata.iter().fold(0, |sum: u128, stratum| sum.saturating_add(of(stratum)))
    }

    /// How many combinations of classes there are: the rows, where none is doubled for being both deadly and not.
    #[must_use]
    pub fn combinations(&self) -> u128 {
        let of = |stratum: &Stratum<N>| product(stratum, |factor| factor.classes.len());
        self.strata.iter().fold(0, |sum: u128, stratum| sum.saturating_add(of(stratum)))
    }
}

fn product<N>(stratum: &Stratum<N>, count: impl Fn(&Factor<N>) -> usize) -> u128 {
    stratum.factors.iter().fold(1, |product: u128, factor| product.saturating_mul(count(factor) as u128))
}

/// Probability of this stratum and of living.
pub fn viable<N: Number>(stratum: &Stratum<N>) -> N {
    stratum.factors.iter().fold(stratum.weight, |product, factor| product * factor.alive)
}

fn sexes<N: Number>(cross: &Cross<'_, N>) -> Vec<Option<Sex>> {
    if cross.by_sex() { vec![Some(Sex::Female), Some(Sex::Male)] } else { vec![None] }
}

/// The factors for given parents, or the one factor of `only` these loci.
pub fn strata<N: Number>(
    cross: &Cross<'_, N>,
    tables: &[Table],
    parents: &Parents<'_, N>,
    only: Option<&Vec<usize>>,
) -> Result<Vec<Stratum<N>>, CrossError> {
    let sexes = sexes(cross);
    let groups = only.map_or_else(|| factor::groups(cross), |loci| vec![loci.clone()]);
    let weight = if sexes.len() == 1 { N::ONE } else { N::fraction(1, 2) };
    let stratum = |sex: Option<Sex>| {
        let factors = groups.iter().map(|loci| factor::build(cross, tables, loci, sex, parents));
        Ok(Stratum { sex, weight, factors: factors.collect::<Result<_, CrossError>>()? })
    };
    sexes.into_iter().map(stratum).collect()
}
