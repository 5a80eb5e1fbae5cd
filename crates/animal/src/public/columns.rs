//! Public animals as columns: what is filtered and counted by, a few bytes a row.

use super::{genes::GeneRows, vocabulary::Vocabulary};
use crate::{store::public::IndexRow, words::words};
use repti_model::{
    TaxonId,
    animal::{Origin, Sex},
    genotype::GeneFilter,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Facet values of a row, each an index into its list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) taxon: u16,
    pub(super) sex: u8,
    pub(super) origin: u8,
}

/// The columns. A row is never changed: an animal that changed gets a new one, and its old one is dead.
#[derive(Debug, Default)]
pub(super) struct Columns {
    ids: Vec<Uuid>,
    values: Vec<Values>,
    /// Days since 2000; none where nobody knows.
    born: Vec<Option<i32>>,
    breeder_of: Vec<u32>,
    living: Bits,
    /// Living rows in the order of their ids, oldest first.
    by_id: Vec<u32>,
    row_of: HashMap<Uuid, u32>,
    taxa: Vec<TaxonId>,
    breeders: HashMap<Uuid, u32>,
    /// How many animals of a taxon each breeder shows.
    kept: HashMap<(u32, u16), u32>,
    vocabulary: Vocabulary,
    genes: GeneRows,
    /// Living rows by their values, so that counting everything reads no rows.
    counts: HashMap<(u16, u8, u8), u32>,
}

impl Columns {
    /// How many animals there are.
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether dead rows outweigh the living, so that building anew pays.
    pub(super) fn is_wasteful(&self) -> bool {
        self.ids.len() > 2 * self.by_id.len() + 10_000
    }

    /// Puts an animal in, in the place of what was known of it.
    pub(super) fn put(&mut self, animal: &IndexRow) {
        self.remove(animal.id);
        let Ok(row) = u32::try_from(self.ids.len()) else { return };
        let values = Values {
            taxon: self.taxon_number(TaxonId(animal.taxon_id)),
            sex: place(Sex::ALL, animal.sex.parse().unwrap_or_default()),
            origin: place(Origin::ALL, animal.origin.parse().unwrap_or_default()),
        };
        self.ids.push(animal.id);
        self.values.push(values);
        self.born.push(animal.born);
        let fresh = u32::try_from(self.breeders.len()).unwrap_or(u32::MAX);
        let breeder = *self.breeders.entry(animal.breeder).or_insert(fresh);
        self.breeder_of.push(breeder);
        *self.kept.entry((breeder, values.taxon)).or_default() += 1;
        self.living.put(row);
        *self.counts.entry((values.taxon, values.sex, values.origin)).or_default() += 1;
        let at = self.by_id.partition_point(|&other| self.id(other) < animal.id);
        self.by_id.insert(at, row);
        self.row_of.insert(animal.id, row);
        for word in words(&animal.text) {
            self.vocabulary.add(&word, row);
        }
        for filter in &animal.genes {
            self.genes.add(row, filter.gene(), filter.kind.unwrap_or_default());
        }
    }

    /// Takes an animal out.
    pub(super) fn remove(&mut self, id: Uuid) {
        let Some(row) = self.row_of.remove(&id) else { return };
        let at = self.by_id.partition_point(|&other| self.id(other) < id);
        if self.by_id.get(at) == Some(&row) {
            self.by_id.remove(at);
        }
        self.living.clear(row);
        let Values { taxon, sex, origin } = self.values(row);
        let breeder = self.breeder_of.get(row as usize).copied().unwrap_or(u32::MAX);
        let counts = [self.counts.get_mut(&(taxon, sex, origin)), self.kept.get_mut(&(breeder, taxon))];
        for count in counts.into_iter().flatten() {
            *count = count.saturating_sub(1);
        }
    }

    /// The living rows, oldest first.
    pub(super) fn rows(&self) -> &[u32] {
        &self.by_id
    }

    /// How many living rows have which values.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Values, u32)> {
        self.counts.iter().map(|(&(taxon, sex, origin), &count)| (Values { taxon, sex, origin }, count))
    }

    /// A row's animal.
    pub(super) fn id(&self, row: u32) -> Uuid {
        self.ids.get(row as usize).copied().unwrap_or_default()
    }

    /// A row's values.
    pub(super) fn values(&self, row: u32) -> Values {
        self.values.get(row as usize).copied().unwrap_or(Values { taxon: u16::MAX, sex: 0, origin: 0 })
    }

    /// When a row's animal was born: days since 2000.
    pub(super) fn born(&self, row: u32) -> Option<i32> {
        self.born.get(row as usize).copied().flatten()
    }

    /// How many animals of each taxon a breeder shows.
    pub(super) fn kept_by(&self, breeder: Uuid) -> Vec<(TaxonId, u32)> {
        let Some(&number) = self.breeders.get(&breeder) else { return Vec::new() };
        let kept = |(at, &id): (usize, &TaxonId)| {
            let count = *self.kept.get(&(number, u16::try_from(at).ok()?))?;
            (count > 0).then_some((id, count))
        };
        self.taxa.iter().enumerate().filter_map(kept).collect()
    }

    /// The taxa in the order of their numbers.
    pub(super) fn taxa(&self) -> &[TaxonId] {
        &self.taxa
    }

    /// The living rows in which every word begins some word.
    pub(super) fn begin(&self, words: &[String]) -> Bits {
        let mut all: Option<Bits> = None;
        for word in words {
            let mut hits = Bits::new(self.ids.len());
            for rows in self.vocabulary.begin(word) {
                for &row in rows {
                    hits.set(row);
                }
            }
            match &mut all {
                None => all = Some(hits),
                Some(all) => all.intersect(&hits),
            }
        }
        let mut all = all.unwrap_or_default();
        all.intersect(&self.living);
        all
    }

    /// The rows that hold the words and have every gene; `None`: all that live.
    pub(super) fn narrowed<'f>(
        &self,
        words: Option<&Bits>,
        genes: impl Iterator<Item = &'f GeneFilter>,
    ) -> Option<Bits> {
        let mut all = words.cloned();
        for filter in genes {
            let mut hits = Bits::new(self.ids.len());
            for row in self.genes.rows(filter) {
                hits.set(row);
            }
            let mut found = all.take().unwrap_or_else(|| self.living.clone());
            found.intersect(&hits);
            all = Some(found);
        }
        all
    }

    /// Which rows have which gene, the dead among them.
    pub(super) const fn genes(&self) -> &GeneRows {
        &self.genes
    }

    /// Whether a row's animal is still what the row says.
    pub(super) fn is_living(&self, row: u32) -> bool {
        self.living.has(row)
    }

    /// The words with those that begin none replaced by what looks alike. `None`: nothing does, or nothing needs to.
    pub(super) fn corrected(&self, words: &[String]) -> Option<Vec<String>> {
        let mut corrected = Vec::with_capacity(words.len());
        for word in words {
            let known = self.vocabulary.begin(word).flatten().any(|&row| self.living.has(row));
            corrected.push(if known { word.clone() } else { self.vocabulary.alike(word)?.to_owned() });
        }
        (corrected != words).then_some(corrected)
    }

    fn taxon_number(&mut self, taxon: TaxonId) -> u16 {
        let at = self.taxa.iter().position(|&known| known == taxon).unwrap_or_else(|| {
            self.taxa.push(taxon);
            self.taxa.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }
}

fn place<T: PartialEq>(all: &[T], value: T) -> u8 {
    all.iter().position(|known| *known == value).and_then(|at| u8::try_from(at).ok()).unwrap_or_default()
}

/// A set of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn new(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    fn set(&mut self, row: u32) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// Like `set`, and grows where it must.
    fn put(&mut self, row: u32) {
        let at = row as usize / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.set(row);
    }

    fn clear(&mut self, row: u32) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    /// The rows in it, in ascending order.
    pub(super) fn ones(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().zip(0_u32..).flat_map(|(&word, at)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }

    pub(super) fn has(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    fn intersect(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }
}
