//! What the engine is timed with: synthetic pedigrees, the same on every machine, and questions of the sizes that the goals name. Natively by
//! criterion (`crates/genetics/benches`), natively and in WebAssembly side by side by `script/bench engine`.

mod cases;
pub mod genped;

pub use cases::{CASES, Case, TEN_GENES, Work, calculator, family, sixty_words};
