//! Up from the sire, then up from each mate: a(s, d) = Σ T_sk T_dk D_k over the ancestors k that both have.

use super::{Task, ask};
use crate::pedigree::{PedigreeError, tracer::Tracer};

/// Families between two questions: of each at most every ancestor of the dam is visited.
const EVERY: usize = 64;

/// F by family.
///
/// # Errors
/// [`PedigreeError::Stopped`].
pub(super) fn family_inbreeding(task: &Task, goes_on: &mut dyn FnMut() -> bool) -> Result<Vec<f64>, PedigreeError> {
    let mut tracer = Tracer::of(&task.nodes);
    let mut f = vec![0.0; task.families.parents.len()];
    let mut ready = 1;
    let mut held = [0; 2];
    for (sire, families) in task.families.by_sire() {
        // All his ancestors have lower nodes, and the families that gave their parents have sires with lower nodes still.
        for node in ready..=sire as usize {
            tracer.set_mendelian(node, task.mendelian(node, &f));
        }
        ready = ready.max(sire as usize + 1);
        let parents = task.nodes.parents[sire as usize];
        if parents != held {
            tracer.hold(&parents.map(|parent| (parent, 0.5)));
            held = parents;
        }
        tracer.hold_young(sire, true);
        for family in families {
            ask(family, EVERY, goes_on)?;
            let [_, dam] = task.families.parents[family];
            f[family] = 0.5 * tracer.relationship_to_held(&[(dam, 1.0)]);
        }
        tracer.hold_young(sire, false);
    }
    Ok(f)
}
