//! Public animals as columns: what is filtered and counted by, a few bytes a row.

use super::vocabulary::Vocabulary;
use crate::{store::public::IndexRow, words::words};
use repti_model::{
    TaxonId,
    animal::{Origin, Sex},
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
    /// Living rows in the order of their ids, oldest first.
    by_id: Vec<u32>,
    row_of: HashMap<Uuid, u32>,
    taxa: Vec<TaxonId>,
    vocabulary: Vocabulary,
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
        *self.counts.entry((values.taxon, values.sex, values.origin)).or_default() += 1;
        let at = self.by_id.partition_point(|&other| self.id(other) < animal.id);
        self.by_id.insert(at, row);
        self.row_of.insert(animal.id, row);
        for word in words(&animal.text) {
            self.vocabulary.add(&word, row);
        }
    }

    /// Takes an animal out.
    pub(super) fn remove(&mut self, id: Uuid) {
        let Some(row) = self.row_of.remove(&id) else { return };
        let at = self.by_id.partition_point(|&other| self.id(other) < id);
        if self.by_id.get(at) == Some(&row) {
            self.by_id.remove(at);
        }
        let Values { taxon, sex, origin } = self.values(row);
        if let Some(count) = self.counts.get_mut(&(taxon, sex, origin)) {
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

    /// The taxa in the order of their numbers.
    pub(super) fn taxa(&self) -> &[TaxonId] {
        &self.taxa
    }

    /// The rows in which every word begins some word; dead ones among them.
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
        all.unwrap_or_default()
    }

    /// The words with those that begin none replaced by what looks alike. `None`: nothing does, or nothing needs to.
    pub(super) fn corrected(&self, words: &[String]) -> Option<Vec<String>> {
        let mut corrected = Vec::with_capacity(words.len());
        for word in words {
            let known = self.vocabulary.begin(word).flatten().any(|&row| self.lives(row));
            corrected.push(if known { word.clone() } else { self.vocabulary.alike(word)?.to_owned() });
        }
        (corrected != words).then_some(corrected)
    }

    fn lives(&self, row: u32) -> bool {
        self.row_of.get(&self.id(row)) == Some(&row)
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
#[derive(Debug, Default)]
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

    pub(super) fn has(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    fn intersect(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }
}
