//! The search for the likeliest rows (`repti_genetics::top`), on products of numbered classes: as many rows as there are or as were asked for, no row
//! twice, each with its own probability, the likeliest first, all together no more than 1; and, where they can all be listed, what sorting gives.
//!
//! An input is a number of rows and then weights, a byte each: `d3112/11/1?|21` asks for twice as many rows as `d` is a byte, of two products, the
//! first with three factors. Such inputs are written easily, and any other bytes are one, too.

use repti_genetics::{
    genotype::{Chance, Number},
    top::{Part, Ranked, Space, best},
};
use std::{cmp::Ordering, collections::BTreeSet};

/// As many as one run has time for: rows of many factors are multiplied anew for each.
const MOST_SPACES: usize = 3;
const MOST_PARTS: usize = 12;
const MOST_CLASSES: usize = 16;
/// Where there are no more rows, they are all listed. Their fractions fit.
const FEW: u128 = 2_000;
/// Of floats, and of fractions that have become such.
const NEAR: f64 = 1e-9;

/// The weights of the classes, by factor, by product.
type Weights = Vec<Vec<Vec<u8>>>;

/// The rows of any bytes.
pub fn rows(bytes: &[u8]) {
    let Some((&k, bytes)) = bytes.split_first() else { return };
    let (k, weights) = (2 * usize::from(k), read(bytes));
    let width = weights.iter().map(Vec::len).max().unwrap_or(0);
    let exact = spaces::<Chance>(&weights);
    let possible: u128 = exact.iter().map(possible).sum();
    let found = best(&exact, width, k);
    are_ranked(&found, &exact, k, possible);
    let floats = best(&spaces::<f64>(&weights), width, k);
    assert_eq!(floats.len(), found.len(), "{weights:?}");
    if possible > FEW {
        return;
    }
    let all: Vec<Ranked<Chance>> = listed(&exact, width).into_iter().take(k).collect();
    assert_eq!(found, all, "{k} of {weights:?}");
    // Floats may break a tie otherwise: two that are equal can be rounded apart.
    let near = |(float, exact): (&Ranked<f64>, &Ranked<Chance>)| (float.p / exact.p.to_f64() - 1.0).abs() < NEAR;
    assert!(floats.iter().zip(&all).all(near), "{k} of {weights:?}: {floats:?}");
}

fn read(bytes: &[u8]) -> Weights {
    let mut spaces = vec![vec![Vec::new()]];
    for &byte in bytes {
        let count = spaces.len();
        let Some(parts) = spaces.last_mut() else { continue };
        match byte {
            b'|' if count < MOST_SPACES => spaces.push(vec![Vec::new()]),
            b'/' if parts.len() < MOST_PARTS => parts.push(Vec::new()),
            _ => {
                if let Some(classes) = parts.last_mut().filter(|classes| classes.len() < MOST_CLASSES) {
                    classes.push(byte % 16);
                }
            }
        }
    }
    spaces
}

/// The products in equal parts of the whole, each with its number for a tag.
fn spaces<N: Number>(weights: &[Vec<Vec<u8>>]) -> Vec<Space<N>> {
    let part = |(at, weights): (usize, &Vec<u8>)| {
        let sum = weights.iter().map(|&weight| u32::from(weight)).sum::<u32>().max(1);
        let classes = (0_u16..).zip(weights).map(|(number, &weight)| (vec![number], N::fraction(weight.into(), sum)));
        Part { places: vec![at], classes: classes.collect() }
    };
    let count = u32::try_from(weights.len()).unwrap_or(1);
    let space = |(tag, parts): (u8, &Vec<Vec<u8>>)| Space {
        tag,
        weight: N::fraction(1, count),
        parts: parts.iter().enumerate().map(part).collect(),
    };
    (0_u8..).zip(weights).map(space).collect()
}

/// How many rows of a product can arise.
fn possible<N: Number>(space: &Space<N>) -> u128 {
    let classes = |part: &Part<N>| part.classes.iter().filter(|class| !class.1.is_zero()).count() as u128;
    space.parts.iter().map(classes).fold(1, u128::saturating_mul)
}

fn are_ranked(found: &[Ranked<Chance>], spaces: &[Space<Chance>], k: usize, possible: u128) {
    assert_eq!(found.len() as u128, possible.min(k as u128), "{spaces:?}");
    let named: BTreeSet<(u8, &[u16])> = found.iter().map(|row| (row.tag, row.classes.as_slice())).collect();
    assert_eq!(named.len(), found.len(), "a row stands there twice: {found:?}");
    let sum: f64 = found.iter().map(|row| row.p.to_f64()).sum();
    assert!(sum <= 1.0 + NEAR, "{sum}: {spaces:?}");
    for [row, next] in found.array_windows() {
        let falls = match (row.p.ratio(), next.p.ratio()) {
            (Some(_), Some(_)) => in_order(row, next).is_lt(),
            _ => next.p.to_f64() <= row.p.to_f64() * (1.0 + NEAR),
        };
        assert!(falls, "{next:?} comes after {row:?}");
    }
    for row in found {
        let space = spaces.get(usize::from(row.tag)).expect("a product of ours");
        let of = |(part, &class): (&Part<Chance>, &u16)| {
            part.classes.get(usize::from(class)).map_or(0.0, |own| own.1.to_f64())
        };
        let p = space.weight.to_f64() * space.parts.iter().zip(&row.classes).map(of).product::<f64>();
        assert!(p > 0.0 && (row.p.to_f64() / p - 1.0).abs() < NEAR, "{row:?} is {p}");
    }
}

/// Likelier before less likely; of equal ones the smaller classes, then the smaller tag.
fn in_order(left: &Ranked<Chance>, right: &Ranked<Chance>) -> Ordering {
    right.p.order(left.p).then_with(|| left.classes.cmp(&right.classes)).then_with(|| left.tag.cmp(&right.tag))
}

/// All rows, sorted.
fn listed(spaces: &[Space<Chance>], width: usize) -> Vec<Ranked<Chance>> {
    let mut all = Vec::new();
    for space in spaces {
        let mut rows = vec![Ranked { p: space.weight, classes: Vec::new(), tag: space.tag }];
        for part in &space.parts {
            let longer = |row: &Ranked<Chance>| {
                let of = |(own, p): &(Vec<u16>, Chance)| {
                    (!p.is_zero()).then(|| Ranked {
                        p: row.p * *p,
                        classes: [row.classes.as_slice(), own].concat(),
                        tag: row.tag,
                    })
                };
                part.classes.iter().filter_map(of).collect::<Vec<_>>()
            };
            rows = rows.iter().flat_map(longer).collect();
        }
        all.extend(rows);
    }
    // A product with fewer factors than another has nought in the places that it doesn't fill.
    all.iter_mut().for_each(|row| row.classes.resize(width, 0));
    all.sort_by(in_order);
    all
}
