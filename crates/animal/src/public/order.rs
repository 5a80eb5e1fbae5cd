//! The order by age: what is looked for among all that fits, a page of it at a time.

use super::columns::Columns;
use repti_db::{Cursor, keyset_page};
use repti_model::{page::Page, public::PublicSort};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, cmp::Reverse, collections::BinaryHeap};
use uuid::Uuid;

/// Where an animal stands: by its birth, unknown ones last, the newer record first among those of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place(i32, pub(super) Uuid);

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn place(columns: &Columns, row: u32, sort: PublicSort) -> Place {
    let days = columns.born(row).map_or(i32::MAX, |days| if sort == PublicSort::Youngest { -days } else { days });
    Place(days, columns.id(row))
}

/// One page of the rows that fit, in order. Reads all of them, keeps no more than the page.
pub(super) fn page_by_age(
    columns: &Columns,
    fitting: impl Iterator<Item = u32>,
    sort: PublicSort,
    cursor: Option<&str>,
    limit: usize,
) -> Page<Place> {
    let cursor = cursor.and_then(Cursor::<Place>::decode);
    let places = fitting.map(|row| place(columns, row, sort));
    let found: Vec<Place> = match &cursor {
        Some(Cursor::Before(at)) => {
            let near = places.filter(|place| place < at).map(Reverse);
            first(near, limit + 1).into_iter().map(|Reverse(place)| place).collect()
        }
        Some(Cursor::After(at)) => first(places.filter(|place| place > at), limit + 1),
        None => first(places, limit + 1),
    };
    keyset_page(found, limit, cursor.as_ref(), |place| *place)
}

/// The first `most` of them, in order.
fn first<T: Ord>(all: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut kept = BinaryHeap::with_capacity(most + 1);
    for one in all {
        if kept.len() < most {
            kept.push(one);
        } else if let Some(mut last) = kept.peek_mut()
            && one < *last
        {
            *last = one;
        }
    }
    kept.into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_few_are_those_of_a_whole_sort() {
        assert_eq!(first([5, 1, 4, 1, 3].into_iter(), 3), [1, 1, 3]);
        assert_eq!(first([2].into_iter(), 3), [2]);
    }
}
