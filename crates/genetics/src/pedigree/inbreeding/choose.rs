//! Which method is the quickest, foretold in a fraction of the time any of them takes.

use super::{Method, Task, frontier, indirect};
use crate::pedigree::tracer::Tracer;

/// Nanoseconds on the machine that the methods were compared on; only their proportions matter.
const DIRECT_VISIT: u64 = 7;
const INDIRECT_VISIT: u64 = 9;
const FRONTIER_CELL: u64 = 3;
const FRONTIER_ROW: u64 = 60;

/// Families whose ancestors are counted.
const SAMPLE: usize = 64;

/// The method and about how many nanoseconds it takes.
pub(super) fn cheapest(task: &Task) -> (Method, u64) {
    let families = task.families.parents.len() - 1;
    if families == 0 {
        return (Method::Direct, 1);
    }
    let direct = direct_cost(task).saturating_mul(DIRECT_VISIT);
    let levels = task.nodes.levels();
    let indirect =
        indirect::batches(task, &levels).map(|batch| batch.steps()).sum::<u64>().saturating_mul(INDIRECT_VISIT);
    let best = if direct <= indirect { (Method::Direct, direct) } else { (Method::Indirect, indirect) };
    // To see how wide the frontier is takes longer than most pedigrees need as a whole.
    if best.1 < 200 * task.families.of_animal.len() as u64 {
        return best;
    }
    let plan = frontier::Plan::best(task);
    let cost = plan.cells.saturating_mul(FRONTIER_CELL).saturating_add(FRONTIER_ROW * task.nodes.len() as u64);
    if plan.fits() && cost < best.1 { (Method::Frontier, cost) } else { best }
}

/// Ancestors that all walks of the direct method will visit, from a sample of families spread over the pedigree.
fn direct_cost(task: &Task) -> u64 {
    let families = &task.families.parents[1..];
    let most = (task.nodes.above.len() / 4).max(20_000);
    let mut tracer = Tracer::of(&task.nodes);
    let (mut sampled, mut of_sires, mut of_dams) = (0_u64, 0_u64, 0_u64);
    // Odd multiples of 1 / (2 · SAMPLE): the middle of each of SAMPLE equal parts. In an order that sees young and old families early.
    let picks = SAMPLE.min(families.len());
    for pick in (0..picks).map(|k| (k * 37 + picks / 2) % picks) {
        let at = (families.len() * (2 * pick + 1)) / (2 * picks);
        let [sire, dam] = families[at];
        of_sires += tracer.count(&[(sire, 1.0)]) as u64;
        of_dams += tracer.count(&[(dam, 1.0)]) as u64;
        sampled += 1;
        if (of_sires + of_dams) as usize > most {
            break;
        }
    }
    let sires = task.families.by_sire().count() as u64;
    (of_sires.saturating_mul(sires).saturating_add(of_dams.saturating_mul(families.len() as u64))) / sampled.max(1)
}
