//! All fingerprints in memory. A comparison is an exclusive or and a count, so a million of them are looked through in some milliseconds; no tree beats
//! that at ten bits of sixty-four, where its branches are nearly all visited.

use repti_model::{PhotoId, VivariumId};
use repti_picture::{Fingerprint, Fingerprints};

/// So many places before the last are asked for again: transactions don't end in the order in which they took their numbers.
const OVERLAP: i64 = 1_000;

/// Fingerprints in the order of their numbers.
#[derive(Debug, Default)]
pub struct Index {
    /// Apart from what they belong to, so that a search reads these bytes alone.
    bits: Vec<u64>,
    owners: Vec<Owner>,
}

/// Whose a fingerprint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// In the order in which photographs became ready.
    pub number: i64,
    pub photo: PhotoId,
    pub vivarium: VivariumId,
}

impl Index {
    /// Forgets the last of it, and says after which number to go on reading.
    pub fn rewind(&mut self) -> i64 {
        let after = self.owners.last().map_or(0, |last| last.number - OVERLAP).max(0);
        let keep = self.owners.partition_point(|owner| owner.number <= after);
        self.bits.truncate(keep);
        self.owners.truncate(keep);
        after
    }

    /// Puts the next one behind the others; numbers only rise.
    pub fn push(&mut self, owner: Owner, plain: Fingerprint) {
        self.bits.push(plain.to_bits());
        self.owners.push(owner);
    }

    /// The photographs of other vivariums that look like this one, straight or mirrored, the likest first: at most `most`, with how many bits differ.
    #[must_use]
    pub fn alike(&self, mine: Fingerprints, vivarium: VivariumId, most: usize) -> Vec<(PhotoId, u32)> {
        let (plain, mirrored) = (mine.plain.to_bits(), mine.mirrored.to_bits());
        let distance = |bits: u64| (plain ^ bits).count_ones().min((mirrored ^ bits).count_ones());
        let near = self.bits.iter().zip(&self.owners).filter(|(bits, _)| distance(**bits) <= Fingerprint::SAME);
        let mut alike: Vec<_> = near
            .filter(|(_, owner)| owner.vivarium != vivarium)
            .map(|(bits, owner)| (owner.photo, distance(*bits)))
            .collect();
        alike.sort_by_key(|(_, distance)| *distance);
        alike.truncate(most);
        alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(plain: u64, mirrored: u64) -> Fingerprints {
        Fingerprints { plain: Fingerprint::from_bits(plain), mirrored: Fingerprint::from_bits(mirrored) }
    }

    fn owner(number: i64, vivarium: VivariumId) -> Owner {
        Owner { number, photo: PhotoId::new(), vivarium }
    }

    #[test]
    fn others_copies_are_found_the_likest_first_and_ones_own_never() {
        let (me, other) = (VivariumId::new(), VivariumId::new());
        let mut index = Index::default();
        let kept = [owner(1, other), owner(2, me), owner(3, other), owner(4, other)];
        for (owner, bits) in kept.iter().zip([0b1111, 0, 0xffff_ffff, 0b1]) {
            index.push(*owner, Fingerprint::from_bits(bits));
        }
        let found = index.alike(prints(0, !0), me, 10);
        assert_eq!(found, [(kept[3].photo, 1), (kept[0].photo, 4)]);
        assert_eq!(index.alike(prints(0, !0), me, 1).len(), 1);
        assert_eq!(index.alike(prints(u64::MAX << 32, 0b1), me, 1), [(kept[3].photo, 0)], "mirrored");
    }

    #[test]
    fn the_last_are_read_again_and_the_first_stay() {
        let mut index = Index::default();
        assert_eq!(index.rewind(), 0);
        for number in [1, 500, 2_000, 2_500] {
            index.push(owner(number, VivariumId::new()), Fingerprint::from_bits(0));
        }
        assert_eq!(index.rewind(), 1_500);
        assert_eq!(index.owners.len(), 2);
    }
}
