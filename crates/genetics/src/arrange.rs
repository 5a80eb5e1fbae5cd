//! Sorting by one routine for all types.
//!
//! The standard library's sorts are compiled anew for every type and every order, five kilobytes of WASM each, and came to a ninth of the
//! calculator page's functions before they are shrunk. Lists here are short: they lose little by two indirect calls a comparison. Where thousands of rows
//! are sorted the standard library does it.

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
    // Where the entry stands that belongs at each place; then every cycle of places is turned by one.
    let mut sources: Vec<usize> = (0..len).collect();
    sources.sort_by(|&left, &right| places.compare(left, right));
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
    use super::Arrange as _;
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
    }
}
