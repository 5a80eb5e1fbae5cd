//! Up from the sire, then up from each mate: a(s, d) = Σ T_sk T_dk D_k over the ancestors k that both have.

use super::Task;
use crate::pedigree::tracer::Tracer;

/// F by family.
pub(super) fn family_inbreeding(task: &Task) -> Vec<f64> {
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
            let [_, dam] = task.families.parents[family];
            f[family] = 0.5 * tracer.relationship_to_held(&[(dam, 1.0)]);
        }
        tracer.hold_young(sire, false);
    }
    f
}
