//! The likeliest rows of a product of factors, without listing the product.
//!
//! Best-first search (Lawler 1972, Management Science 18:401; Eppstein 1998, SIAM J. Comput. 28:652): the classes of each factor are sorted
//! by falling probability, a heap holds vectors of places in those lists, and each that is taken out puts in at most one successor a factor
//! (the last place that isn't 0, or one after it, moved on by one), so that every combination has one way to be reached. K rows of L factors
//! cost O(K L log(K L)).

mod best;
mod search;

#[cfg(test)]
mod tests;

pub use best::{Best, TopReport};
pub use search::{MOST_BEST, Part, Ranked, Space, best};
