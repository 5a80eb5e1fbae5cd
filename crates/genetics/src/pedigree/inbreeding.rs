//! Inbreeding of every animal.
//!
//! F of an animal is half the numerator relationship a(s, d) of its parents, and A = T D T' (Henderson 1976): T holds what fraction of
//! an animal's genes comes from each ancestor, D the Mendelian sampling variances. Full sibs share one F, so it is computed once a pair
//! of parents; and only parents can be ancestors. Four ways, of which [`inbreeding`] takes the cheapest for the pedigree at hand:
//!
//! * [`Method::Direct`]: up from the sire, then up from each of his mates (Meuwissen & Luo 1992, with the longest-path order of Sargolzaei &
//!   Iwaisaki 2005). Best on wide, shallow pedigrees, where an animal has few ancestors.
//! * [`Method::Indirect`]: one pass up and one down a sire gives his relationship to all his mates (Colleau 2002; Sargolzaei, Iwaisaki &
//!   Colleau 2005), several sires at a time. Best on deep pedigrees.
//! * [`Method::Frontier`]: the tabular method (Emik & Terrill 1949), keeping rows only of animals that have young to come. Best on long, narrow
//!   pedigrees: a line bred brother to sister for 500 000 generations takes a moment.
//! * [`Method::Tabular`]: the whole matrix, the textbook's way, for comparison.

mod choose;
mod direct;
mod frontier;
mod indirect;
mod tabular;
#[cfg(test)]
pub(super) mod tests;

use serde::{Deserialize, Serialize};

use super::{
    Pedigree, PedigreeError,
    nodes::{Families, Nodes},
};

/// How inbreeding is computed. All give the same figures, to rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    Direct,
    Indirect,
    Frontier,
    Tabular,
}

/// Inbreeding coefficients by animal, and the way they were computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbreeding {
    pub coefficients: Vec<f64>,
    pub method: Method,
}

/// What the methods share.
struct Task {
    nodes: Nodes,
    families: Families,
    /// By node, its family.
    family_of_node: Vec<u32>,
    /// Whether animals are recorded parents first.
    sorted: bool,
}

impl Task {
    fn of(pedigree: &Pedigree) -> Self {
        let nodes = Nodes::of(pedigree);
        let families = Families::of(&nodes);
        let family_of_node = families.of_nodes(&nodes);
        Self { nodes, families, family_of_node, sorted: pedigree.is_sorted() }
    }

    /// Mendelian variance of a node, when the F of its parents' families are known.
    #[inline]
    fn mendelian(&self, node: usize, family_f: &[f64]) -> f64 {
        let f = |parent: u32| if parent == 0 { -1.0 } else { family_f[self.family_of_node[parent as usize] as usize] };
        super::nodes::mendelian(self.nodes.parents[node], f)
    }
}

/// F of every animal, by the method that is expected to be the quickest.
///
/// # Errors
/// None without a limit; see [`inbreeding_within`].
pub fn inbreeding(pedigree: &Pedigree) -> Result<Inbreeding, PedigreeError> {
    inbreeding_within(pedigree, u64::MAX, &mut || true)
}

/// As [`inbreeding`], unless the quickest method is expected to take more than `limit` steps of a few nanoseconds. `goes_on` is asked some hundred
/// times a second, whether the answer is still wanted.
///
/// # Errors
/// [`PedigreeError::TooMuchWork`], [`PedigreeError::Stopped`].
pub fn inbreeding_within(
    pedigree: &Pedigree,
    limit: u64,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Inbreeding, PedigreeError> {
    Ok(with_nodes(pedigree, limit, goes_on)?.0)
}

/// As [`inbreeding_within`], with the numbering of parents that was made for it.
pub(super) fn with_nodes(
    pedigree: &Pedigree,
    limit: u64,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<(Inbreeding, Nodes), PedigreeError> {
    let task = Task::of(pedigree);
    let (method, steps) = choose::cheapest(&task);
    if steps > limit {
        return Err(PedigreeError::TooMuchWork { steps, limit });
    }
    let inbreeding = run(pedigree, &task, method, goes_on)?;
    Ok((inbreeding, task.nodes))
}

/// F of every animal by a method of the caller's choice.
///
/// # Errors
/// [`PedigreeError::TooLarge`] when the matrix of [`Method::Tabular`] or [`Method::Frontier`] would have too many rows.
pub fn inbreeding_by(pedigree: &Pedigree, method: Method) -> Result<Inbreeding, PedigreeError> {
    run(pedigree, &Task::of(pedigree), method, &mut || true)
}

fn run(
    pedigree: &Pedigree,
    task: &Task,
    method: Method,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Inbreeding, PedigreeError> {
    let family_f = match method {
        Method::Direct => direct::family_inbreeding(task, goes_on)?,
        Method::Indirect => indirect::family_inbreeding(task, goes_on)?,
        Method::Frontier => frontier::family_inbreeding(task, goes_on)?,
        Method::Tabular => return Ok(Inbreeding { coefficients: tabular::inbreeding(pedigree)?, method }),
    };
    let coefficients = task.families.of_animal.iter().map(|&family| family_f[family as usize]).collect();
    Ok(Inbreeding { coefficients, method })
}

/// Asks once in so many parts, for asking takes as long as a small part does.
///
/// # Errors
/// [`PedigreeError::Stopped`].
#[inline]
fn ask(part: usize, every: usize, goes_on: &mut dyn FnMut() -> bool) -> Result<(), PedigreeError> {
    if part.is_multiple_of(every) && !goes_on() { Err(PedigreeError::Stopped) } else { Ok(()) }
}
