//! Sorting by one routine for all types.
//!
//! The standard library's sorts are compiled anew for every type and every order, five kilobytes of WASM each, and came to a ninth of the
//! calculator page's functions before they are shrunk. Lists here are short: they lose little by two indirect calls a comparison. Of thousands of rows
//! the places are sorted, and not the rows.

use core::{cmp::Ordering, mem};

/// Up to so many are sorted by insertion, which needs no memory.
const FEW: usize = 16;

/// Stable sorting.
pub trait Arrange<T> {
    fn arrange_by(&mut self, order: impl FnMut(&T, &T) -> Ordering);

    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|left, right| key(left).cmp(&key(right)));
    }

    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, order: impl FnMut(&T, &T) -> Ordering) {
        arrange(&mut Ordered { list: self, order });
    }
}

/// What is sorted, by places alone.
trait Places {
    fn len(&self) -> usize;
    fn compare(&mut self, left: usize, right: usize) -> Ordering;
    fn swap(&mut self, left: usize, right: usize);
}

struct Ordered<'a, T, F> {
    list: &'a mut [T],
    order: F,
}

impl<T, F: FnMut(&T, &T) -> Ordering> Places for Ordered<'_, T, F> {
    fn len(&self) -> usize {
        self.list.len()
    }

    fn compare(&mut self, left: usize, right: usize) -> Ordering {
        let both = self.list.get(left).zip(self.list.get(right));
        both.map_or(Ordering::Equal, |(left, right)| (self.order)(left, right))
    }

    fn swap(&mut self, left: usize, right: usize) {
        self.list.swap(left, right);
    }
}

/// For each place the one of `len` entries that belongs there. For entries that are large, or of which only the first are wanted. Merges runs of 1, 2, 4 …:
/// a tenth of the standard library's routine in code, and the comparisons are what it spends its time on.
pub fn order(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut list: Vec<usize> = (0..len).collect();
    let mut merged = vec![0; len];
    let mut width = 1;
    while width < len {
        for start in (0..len).step_by(2 * width) {
            let (half, end) = ((start + width).min(len), (start + 2 * width).min(len));
            let (mut left, mut right) = (start, half);
            // Two runs that are in order already stay as they are.
            let sorted = half == end || compare(list[half - 1], list[half]).is_le();
            for slot in &mut merged[start..end] {
                if left < half && (sorted || right == end || compare(list[left], list[right]).is_le()) {
                    *slot = list[left];
                    left += 1;
                } else {
                    *slot = list[right];
                    right += 1;
                }
            }
        }
        mem::swap(&mut list, &mut merged);
        width *= 2;
    }
    list
}

/// Entries of one key become one, by `add`, in the order in which they come; the keys in their order. A map in a list: of few entries, and of large ones,
/// it is quicker than the standard library's, which are compiled anew for every type.
pub fn gathered<K: Ord, V>(entries: impl Iterator<Item = (K, V)>, add: fn(&mut V, V)) -> Vec<(K, V)>
where
    V: Copy,
{
    let mut found: Vec<(K, V)> = Vec::new();
    let mut room = 64;
    let join = |found: &mut Vec<(K, V)>| {
        found.arrange_by(|left, right| left.0.cmp(&right.0));
        found.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                add(&mut kept.1, next.1);
            }
            same
        });
    };
    for entry in entries {
        found.push(entry);
        if found.len() >= room {
            join(&mut found);
            room = room.max(found.len() * 2);
        }
    }
    join(&mut found);
    found
}

fn arrange(places: &mut dyn Places) {
    let len = places.len();
    if len <= FEW {
        for end in 1..len {
            let mut at = end;
            while at > 0 && places.compare(at - 1, at).is_gt() {
                places.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    // Every cycle of places is turned by one.
    let mut sources = order(len, &mut |left, right| places.compare(left, right));
    for start in 0..len {
        let mut at = start;
        while let Some(source) = sources.get_mut(at).map(|slot| mem::replace(slot, at)) {
            if source == start {
                break;
            }
            places.swap(at, source);
            at = source;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrange as _, gathered};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_come_out_as_the_standard_library_sorts_them(list in prop::collection::vec((0_u8..20, any::<u16>()), 0..80)) {
            let (mut own, mut other) = (list.clone(), list);
            own.arrange_by_key(|entry| entry.0);
            other.sort_by_key(|entry| entry.0);
            prop_assert_eq!(&own, &other);
            own.arrange();
            other.sort();
            prop_assert_eq!(&own, &other);
            own.arrange_by(|left, right| right.1.cmp(&left.1));
            other.sort_by_key(|entry| core::cmp::Reverse(entry.1));
            prop_assert_eq!(own, other);
        }

        #[test]
        fn what_is_gathered_is_what_a_map_gathers(list in prop::collection::vec((0_u8..40, 0_u32..1000), 0..300)) {
            let mut map = std::collections::BTreeMap::new();
            list.iter().for_each(|&(key, value)| *map.entry(key).or_insert(0) += value);
            let own = gathered(list.into_iter(), |sum, value| *sum += value);
            prop_assert_eq!(own, map.into_iter().collect::<Vec<_>>());
        }
    }
}
