//! How many rows are likelier than one, and as likely, without listing them: distinct products are counted locus by locus.

use super::read::Loci;
use repti_genetics::genotype::{Chance, Number as _};
use std::collections::BTreeMap;

/// More distinct probabilities than these aren't counted.
const MOST_VALUES: usize = 200_000;

/// Rows strictly above `p`, and rows equal to it; `None` where too many probabilities differ, or more than `products` would be multiplied.
pub fn around(loci: &Loci, p: Chance, products: usize) -> Option<(u128, u128)> {
    let key = |value: Chance| value.rounded().to_f64().to_bits();
    let mut counts: BTreeMap<u64, (Chance, u128)> = BTreeMap::from([(key(Chance::ONE), (Chance::ONE, 1))]);
    let mut left = products;
    for locus in &loci.0 {
        left = left.checked_sub(counts.len().saturating_mul(locus.classes.len()))?;
        let mut next: BTreeMap<u64, (Chance, u128)> = BTreeMap::new();
        for (value, count) in counts.values() {
            for (_, own) in locus.classes.iter().filter(|class| !class.1.is_zero()) {
                let product = *value * *own;
                let slot = next.entry(key(product)).or_insert((product, 0));
                slot.1 = slot.1.saturating_add(*count);
            }
            // It only grows, so there is no need to see how far.
            if next.len() > MOST_VALUES {
                return None;
            }
        }
        counts = next;
    }
    let (mut above, mut tied) = (0_u128, 0_u128);
    for (value, count) in counts.into_values() {
        match value.rounded().order(p.rounded()) {
            core::cmp::Ordering::Greater => above = above.saturating_add(count),
            core::cmp::Ordering::Equal => tied = tied.saturating_add(count),
            core::cmp::Ordering::Less => {}
        }
    }
    Some((above, tied))
}
