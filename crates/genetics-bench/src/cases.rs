//! The questions, each with the time that it may take.

mod genes;
mod pedigrees;

pub use genes::{TEN_GENES, calculator, family, sixty_words};

/// A question, ready to be asked again and again. What it answers is a sum over the answer, so that nothing of it can be left out, and so that two
/// machines can be compared.
pub type Work = Box<dyn FnMut() -> f64>;

/// A question with its goal.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    /// Milliseconds natively and in WebAssembly, on one thread; `None` where no goal was set.
    pub goal: Option<[f64; 2]>,
    /// Makes ready what isn't part of the question; `None` only where the catalogue lacks a species or a gene.
    pub make: fn() -> Option<Work>,
}

/// In WebAssembly twice the time is allowed.
const fn native(ms: f64) -> Option<[f64; 2]> {
    Some([ms, 2.0 * ms])
}

/// A keystroke is answered before the next picture is drawn.
const KEYSTROKE: Option<[f64; 2]> = Some([16.0, 16.0]);

/// All of them, the quick ones first.
pub const CASES: [Case; 17] = [
    Case { name: "a keystroke: two genes a parent", goal: KEYSTROKE, make: genes::two },
    Case { name: "a keystroke: ten genes a parent", goal: KEYSTROKE, make: genes::ten },
    Case { name: "a keystroke: ten possible hets a parent", goal: KEYSTROKE, make: genes::ten_possible },
    Case { name: "a keystroke: sixty possible hets a parent", goal: None, make: genes::sixty_possible },
    Case { name: "two genotypes of ten genes: the 100 likeliest young", goal: native(1.0), make: genes::likeliest },
    Case { name: "two genotypes of ten genes: every row in order", goal: None, make: genes::rows },
    Case { name: "a text of sixty words read", goal: None, make: genes::text },
    Case { name: "a genotype of ten genes named", goal: None, make: genes::name },
    Case { name: "the odds of 80 relatives after one visual", goal: None, make: genes::relatives },
    Case { name: "one planned pairing, deep 1e5", goal: native(1.0), make: pedigrees::pairing_1e5 },
    Case { name: "one planned pairing, deep 1e6", goal: None, make: pedigrees::pairing_1e6 },
    Case { name: "mean kinship, shallow 1e6", goal: native(20.0), make: pedigrees::mean_shallow },
    Case { name: "mean kinship, deep 1e6", goal: native(20.0), make: pedigrees::mean_deep },
    Case { name: "inbreeding of every animal, shallow 1e5", goal: native(50.0), make: pedigrees::shallow_1e5 },
    Case { name: "inbreeding of every animal, deep 1e5", goal: native(100.0), make: pedigrees::deep_1e5 },
    Case { name: "inbreeding of every animal, shallow 1e6", goal: native(1000.0), make: pedigrees::shallow_1e6 },
    Case { name: "inbreeding of every animal, deep 1e6", goal: native(2500.0), make: pedigrees::deep_1e6 },
];
