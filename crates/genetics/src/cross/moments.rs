//! "At least one in n eggs" where the parents may be of very many kinds: by the moments of an egg's chance, which multiply over loci.
//!
//! For parents of one kind an egg's chance is v, and 1 − (1 − v)ⁿ = Σ (−1)ᵏ⁺¹ C(n, k) vᵏ (binomial theorem), k from 1 to n. The average over kinds needs
//! only E\[vᵏ\], and as factors are independent, E\[vᵏ\] is the product of each factor's own. Where the sexes differ v is a sum of two products, one a
//! sex, whose powers are binomials again. So n or n² / 2 products stand in the place of all combinations of the parents' kinds.

use super::odds::States;

/// Longer clutches are answered by listing.
pub const MOST_EGGS: u32 = 100;
/// Terms alternate, so what they lose is their sum without signs times a float's rounding: 10⁴ leaves ten digits, of which two are shown.
const MOST_CANCELLED: f64 = 1e4;

/// E\[aⁱ·bʲ\] of one factor over the parents' kinds there, a and b the odds of what is wanted among the first sex (or all) and among the second.
pub struct Moments(Vec<f64>);

/// The powers 0 to n of a number.
fn powers(base: f64, n: u32) -> Vec<f64> {
    core::iter::successors(Some(1.0), |power| Some(power * base)).take(n as usize + 1).collect()
}

/// The exponents (i, j) in the order of the tables: by their sum, from 0 to n.
fn exponents(n: u32, two_sexes: bool) -> impl Iterator<Item = (usize, usize)> {
    (0..=n as usize).flat_map(move |k| (0..=if two_sexes { k } else { 0 }).map(move |j| (k - j, j)))
}

impl Moments {
    pub fn of(states: &States<f64>, eggs: u32, two_sexes: bool) -> Self {
        let mut sums: Vec<f64> = exponents(eggs, two_sexes).map(|_| 0.0).collect();
        for (hits, p) in states {
            let (first, second) = (powers(hits[0][0], eggs), powers(hits[1][0], eggs));
            for (sum, (i, j)) in sums.iter_mut().zip(exponents(eggs, two_sexes)) {
                *sum += p * first.get(i).unwrap_or(&0.0) * second.get(j).unwrap_or(&0.0);
            }
        }
        Self(sums)
    }
}

/// At least one in `eggs`. `sexes` are the shares of the sexes that are wanted, the second where they differ; `factors` were made for as many eggs and
/// sexes. `None` where rounding could be seen.
pub fn at_least_one(sexes: (f64, Option<f64>), factors: &[&Moments], eggs: u32) -> Option<f64> {
    let (first, second) = (powers(sexes.0, eggs), powers(sexes.1.unwrap_or(0.0), eggs));
    let (mut odds, mut unsigned) = (0.0, 0.0);
    let (mut of_eggs, mut of_sexes) = (1.0, 1.0);
    for (at, (i, j)) in exponents(eggs, sexes.1.is_some()).enumerate().skip(1) {
        let k = i + j;
        // C(n, k) and C(k, j), each from the one before it.
        if j == 0 {
            of_eggs = of_eggs * (f64::from(eggs) + 1.0 - k as f64) / k as f64;
            of_sexes = 1.0;
        } else {
            of_sexes = of_sexes * (i as f64 + 1.0) / j as f64;
        }
        let own = first.get(i)? * second.get(j)?;
        let term =
            factors.iter().try_fold(of_eggs * of_sexes * own, |product, factor| Some(product * factor.0.get(at)?))?;
        odds += if k % 2 == 1 { term } else { -term };
        unsigned += term;
    }
    (unsigned <= MOST_CANCELLED).then(|| odds.clamp(0.0, 1.0))
}
