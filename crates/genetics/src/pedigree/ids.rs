//! Ids of any text, each with a number.

use std::hash::{BuildHasher as _, RandomState};

/// Texts numbered from 0 in the order they were first seen. One buffer holds them all, so that a million ids are a few allocations; the hash is
/// keyed at random (SipHash), so that no file can be made in which they collide.
#[derive(Debug, Clone, Default)]
pub struct IdTable {
    text: String,
    /// Where each id ends in `text`.
    ends: Vec<u32>,
    /// Open addressing: upper half of the hash and number + 1, or 0.
    slots: Vec<u64>,
    hasher: RandomState,
}

impl IdTable {
    #[must_use]
    pub fn with_capacity(ids: usize) -> Self {
        let mut table = Self { ends: Vec::with_capacity(ids), ..Self::default() };
        table.grow(ids);
        table
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number; empty when there is no such number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        let end = |at: u32| self.ends.get(at as usize).map(|&end| end as usize);
        let start = number.checked_sub(1).map_or(Some(0), end);
        start.zip(end(number)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    /// The number of a text that was seen.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        if self.slots.is_empty() { None } else { self.probe(id).1 }
    }

    /// The number of a text, which is a new one if it wasn't seen before. `None` when the table is full: 4 GiB of text or 2³² − 2 ids.
    pub fn number(&mut self, id: &str) -> Option<u32> {
        if self.slots.len() < 2 * (self.ends.len() + 1) {
            self.grow(2 * self.ends.len());
        }
        let (slot, found) = self.probe(id);
        if found.is_some() {
            return found;
        }
        let number = u32::try_from(self.ends.len()).ok().filter(|&number| number < u32::MAX - 2)?;
        let end = u32::try_from(self.text.len().checked_add(id.len())?).ok()?;
        self.text.push_str(id);
        self.ends.push(end);
        self.slots[slot] = self.tag(id).1 | u64::from(number + 1);
        Some(number)
    }

    fn tag(&self, id: &str) -> (usize, u64) {
        let hash = self.hasher.hash_one(id);
        (hash as usize & (self.slots.len() - 1), hash & !0xFFFF_FFFF)
    }

    /// The slot where an id is or would be, and its number.
    fn probe(&self, id: &str) -> (usize, Option<u32>) {
        let (mut slot, tag) = self.tag(id);
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                return (slot, None);
            }
            let number = entry as u32 - 1;
            if entry & !0xFFFF_FFFF == tag && self.text(number) == id {
                return (slot, Some(number));
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self, ids: usize) {
        self.slots = vec![0; (2 * ids.max(16)).next_power_of_two()];
        for number in 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX) {
            let (mut slot, tag) = self.tag(self.text(number));
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = tag | u64::from(number + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_number() {
        let mut table = IdTable::default();
        assert_eq!(table.find("a"), None);
        let texts: Vec<String> =
            (0..5000).map(|i| format!("Snake {i}")).chain(["".into(), "🐍".into(), "\u{0}".into()]).collect();
        for (number, text) in (0_u32..).zip(&texts) {
            assert_eq!(table.number(text), Some(number));
        }
        for (number, text) in (0_u32..).zip(&texts) {
            assert_eq!(
                (table.number(text), table.find(text), table.text(number)),
                (Some(number), Some(number), text.as_str())
            );
        }
        assert_eq!((table.len(), table.find("snake 1"), table.text(9999)), (5003, None, ""));
    }
}
