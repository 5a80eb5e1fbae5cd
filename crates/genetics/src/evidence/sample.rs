//! Sampling where the exact sum is too wide: blocked Gibbs sampling (Jensen, Kong & Kjærulff 1995; Heath 1997 for pedigrees).
//!
//! A few variables are held at their present state, so that the rest can be eliminated exactly and drawn together; which are held
//! changes from draw to draw. Each draw adds the exact marginals given the held ones (Rao-Blackwell), and the spread between batches of
//! draws gives the standard error.

use super::{
    Arithmetic, EvidenceError, Limits, Method,
    arithmetic::Rough,
    order::{Bounds, Plan, plan},
    solve::{Stop, Wanted},
    table::{Table, size_of, strides},
    tree::Tree,
};
use crate::random::Random;

/// Chains from different starts, so that one that is stuck shows in the standard error.
const CHAINS: usize = 4;
/// Batches of a chain whose means are compared.
const BATCHES: usize = 6;
/// The most draws of a chain.
const DRAWS: usize = 1000;
/// The fewest draws of a chain that the size of the blocks is chosen for.
const PLANNED: usize = 48;
/// Different choices of what is held.
const PLANS: usize = 8;
/// Blocks smaller than this get stuck, for a genotype then seldom moves together with its gametes: the logarithms of table sizes.
const BLOCKS: [u32; 6] = [14, 12, 10, 9, 8, 7];

/// What stands for zero in the search for a first state, round by round.
const SOFTNESS: [f64; 6] = [1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10];

/// A part of a network with a state of each variable.
struct Chain<'a> {
    sizes: &'a [u32],
    tables: Vec<Table<Rough>>,
    plans: Vec<Plan>,
    state: Vec<u32>,
    random: Random,
    work: u64,
}

/// The marginals of `wanted` in the part that the tables make up.
pub(super) fn sample<N: Arithmetic>(
    sizes: &[u32],
    tables: &[&Table<N>],
    wanted: Vec<Wanted>,
    seed: u64,
    work: u64,
    limits: &Limits,
) -> Result<Vec<(Wanted, Vec<f64>, Method)>, Stop> {
    let tables: Option<Vec<Table<Rough>>> = tables.iter().map(|table| scaled(table)).collect();
    let tables = tables.ok_or(Stop::Range)?;
    let mut chain = Chain { sizes, tables, plans: Vec::new(), state: Vec::new(), random: Random::new(seed), work };
    chain.choose_plans(limits)?;
    let mut batches = Vec::new();
    let mut draws = 0;
    let (tables, share) = (std::mem::take(&mut chain.tables), work / u64::try_from(CHAINS).unwrap_or(1));
    for _ in 0..CHAINS {
        chain.work = share;
        chain.start(&tables)?;
        draws += chain.estimate(&tables, &wanted, &mut batches)?;
    }
    let figures = wanted.into_iter().enumerate();
    Ok(figures.map(|(index, list)| summarised(index, list, &batches, draws, seed)).collect())
}

/// The mean marginals of every wanted list over some draws.
type Batch = Vec<Vec<f64>>;

/// In plain floating point, the largest value one.
fn scaled<N: Arithmetic>(table: &Table<N>) -> Option<Table<Rough>> {
    let logs = table.values.iter().map(N::logarithm).zip(&table.values);
    let (_, largest) = logs.max_by(|one, other| one.0.total_cmp(&other.0))?;
    if largest.is_zero() {
        return None;
    }
    let part = |value: &N| {
        // What is too small beside the largest to be told from zero is taken as zero.
        let rest = value.logarithm() - largest.logarithm();
        if rest < -650.0 { Some(Rough(0.0)) } else { Some(Rough(value.over(largest)?.approximate())) }
    };
    Some(Table { scope: table.scope.clone(), values: table.values.iter().map(part).collect::<Option<_>>()? })
}

impl Chain<'_> {
    /// Blocks as large as the work allows: the fewer variables are held, the less one draw depends on the one before.
    fn choose_plans(&mut self, limits: &Limits) -> Result<(), Stop> {
        let mut variables: Vec<u32> = self.tables.iter().flat_map(|table| table.scope.iter().copied()).collect();
        variables.sort_unstable();
        variables.dedup();
        let planned = u64::try_from(PLANNED * CHAINS).unwrap_or(u64::MAX);
        // Where the slices alone cost too much, no size of blocks helps.
        let hopeless = cost(0, &self.tables).saturating_mul(planned) > self.work;
        for bits in BLOCKS.into_iter().filter(|_| !hopeless) {
            let table = (1usize << bits)
                .min(limits.table)
                .max(variables.iter().map(|&one| size_of(self.sizes, one)).max().unwrap_or(1));
            self.plans.clear();
            for _ in 0..PLANS {
                let bounds = Bounds { table, tables: limits.tables, cut: Some(&mut self.random) };
                let plan = plan(self.sizes, &self.tables, &variables, bounds);
                if !plan.wide.is_empty() || cost(plan.volume, &self.tables).saturating_mul(planned) > self.work {
                    break;
                }
                self.plans.push(plan);
            }
            let largest = self.plans.iter().map(|plan| plan.volume).max().unwrap_or(0);
            if self.plans.len() == PLANS && cost(largest, &self.tables).saturating_mul(planned) <= self.work {
                return Ok(());
            }
        }
        let size = variables.len();
        let limit = usize::try_from(self.work / planned).unwrap_or(usize::MAX);
        Err(EvidenceError::TooLarge { what: "entangled genotypes and gametes, for sampling too", size, limit }.into())
    }

    /// Draws the variables that a plan doesn't hold, given the held ones, and gives the tree of their marginals.
    fn draw(&mut self, plan: usize, tables: &[Table<Rough>]) -> Option<(Tree<Rough>, Vec<bool>)> {
        let plan = self.plans.get(plan)?;
        self.work = self.work.saturating_sub(cost(plan.volume, tables));
        let mut held = vec![false; self.sizes.len()];
        for &variable in &plan.held {
            *held.get_mut(variable as usize)? = true;
        }
        let state = &self.state;
        let at = |variable: u32| {
            held.get(variable as usize).filter(|held| **held).and(state.get(variable as usize)).copied()
        };
        let sliced: Vec<Table<Rough>> = tables.iter().map(|table| table.hold(self.sizes, at)).collect();
        let mut tree = Tree::up(self.sizes, sliced.iter(), &plan.order, true)?;
        if tree.total.is_zero() {
            return None;
        }
        tree.down(self.sizes)?;
        for (variable, table) in tree.roots_first() {
            let steps = strides(self.sizes, &table.scope);
            let (mut base, mut own) = (0, 1);
            for (&other, &step) in table.scope.iter().zip(&steps) {
                if other == variable {
                    own = step;
                } else {
                    base += *self.state.get(other as usize)? as usize * step;
                }
            }
            let values: Option<Vec<Rough>> =
                (0..size_of(self.sizes, variable)).map(|state| table.values.get(base + own * state).copied()).collect();
            *self.state.get_mut(variable as usize)? = pick(&values?, &mut self.random)?;
        }
        Some((tree, held))
    }

    /// Finds states that fit all tables, from random ones: first with every zero replaced by something small, then ever smaller, over
    /// again.
    fn start(&mut self, strict: &[Table<Rough>]) -> Result<(), Stop> {
        let enough = self.work / 2;
        self.state = self
            .sizes
            .iter()
            .map(|&size| self.random.below(size as usize))
            .map(|at| u32::try_from(at).unwrap_or(0))
            .collect();
        for small in SOFTNESS.iter().cycle() {
            let soft = |value: &Rough| Rough(if value.0 == 0.0 { *small } else { value.0 });
            let relaxed = strict
                .iter()
                .map(|table| Table { scope: table.scope.clone(), values: table.values.iter().map(soft).collect() });
            let relaxed: Vec<Table<Rough>> = relaxed.collect();
            for plan in 0..self.plans.len() {
                self.draw(plan, &relaxed).ok_or(Stop::Range)?;
                if strict.iter().all(|table| self.fits(table)) {
                    return Ok(());
                }
                if self.work <= enough {
                    return Err(EvidenceError::NothingFits.into());
                }
            }
        }
        Err(EvidenceError::NothingFits.into())
    }

    fn fits(&self, table: &Table<Rough>) -> bool {
        let steps = strides(self.sizes, &table.scope);
        let states =
            table.scope.iter().map(|&variable| self.state.get(variable as usize).map_or(0, |&state| state as usize));
        let at: usize = states.zip(steps).map(|(state, step)| state * step).sum();
        table.values.get(at).is_some_and(|value| !value.is_zero())
    }

    /// Adds the batches of one chain; answers how many draws they are of.
    fn estimate(
        &mut self,
        tables: &[Table<Rough>],
        wanted: &[Wanted],
        batches: &mut Vec<Batch>,
    ) -> Result<usize, Stop> {
        let each = cost(self.plans.iter().map(|plan| plan.volume).max().unwrap_or(0), tables);
        let draws = usize::try_from(self.work / each.max(1)).unwrap_or(DRAWS).min(DRAWS);
        // At least one draw a batch, even where finding a start has used most of the work up.
        let length = ((draws - draws / 8) / BATCHES).max(1);
        for round in 0..draws / 8 {
            self.draw(round % PLANS, tables).ok_or(Stop::Range)?;
        }
        for batch in 0..BATCHES {
            let mut sums: Batch = Vec::new();
            for round in 0..length {
                let (tree, held) = self.draw((batch * length + round) % PLANS, tables).ok_or(Stop::Range)?;
                for (index, list) in wanted.iter().enumerate() {
                    let values = self.marginal(&tree, &held, list).ok_or(Stop::Range)?;
                    match sums.get_mut(index) {
                        Some(sums) => sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value),
                        None => sums.push(values),
                    }
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "a few thousand draws")]
            sums.iter_mut().flatten().for_each(|sum| *sum /= length as f64);
            batches.push(sums);
        }
        Ok(BATCHES * length)
    }

    /// Of held variables the present state, of the others the exact marginal given the held.
    fn marginal(&self, tree: &Tree<Rough>, held: &[bool], list: &Wanted) -> Option<Vec<f64>> {
        let is_held = |variable: &u32| held.get(*variable as usize) == Some(&true);
        let free: Vec<u32> = list.iter().copied().filter(|variable| !is_held(variable)).collect();
        let together = if free.len() > 1 { tree.marginal(self.sizes, &free) } else { None };
        if let Some(values) = together {
            return Some(values.iter().map(Arithmetic::approximate).collect());
        }
        // Two free variables in no common table are independent, given those held.
        let mut all = vec![1.0];
        for variable in list {
            let one: Vec<f64> = if is_held(variable) {
                let state = *self.state.get(*variable as usize)?;
                (0..size_of(self.sizes, *variable)).map(|at| f64::from(u8::from(at == state as usize))).collect()
            } else {
                tree.marginal(self.sizes, &[*variable])?.iter().map(Arithmetic::approximate).collect()
            };
            all = all.iter().flat_map(|left| one.iter().map(move |right| left * right)).collect();
        }
        Some(all)
    }
}

/// The values that one draw computes: slices of the tables, and products and sums in both directions.
fn cost(volume: usize, tables: &[Table<Rough>]) -> u64 {
    let slices: usize = tables.iter().map(|table| table.values.len()).sum();
    u64::try_from(volume.saturating_mul(8).saturating_add(slices)).unwrap_or(u64::MAX)
}

fn pick(weights: &[Rough], random: &mut Random) -> Option<u32> {
    let total = weights.iter().try_fold(Rough::zero(), |sum, weight| sum.plus(weight))?;
    let mut left = random.unit();
    let mut last = None;
    for (state, weight) in (0u32..).zip(weights) {
        if !weight.is_zero() {
            left -= weight.over(&total)?.approximate();
            last = Some(state);
            if left < 0.0 {
                break;
            }
        }
    }
    last
}

/// Means over the batches of all chains, and the largest standard error of a mean. A state that was never met may still have a
/// probability of about one in as many as were drawn.
#[expect(clippy::cast_precision_loss, reason = "a few thousand draws")]
fn summarised(index: usize, list: Wanted, batches: &[Batch], draws: usize, seed: u64) -> (Wanted, Vec<f64>, Method) {
    let mut means = Vec::new();
    let mut worst: f64 = 0.0;
    let count = batches.len() as f64;
    for at in 0..batches.first().and_then(|batch| batch.get(index)).map_or(0, Vec::len) {
        let values = || batches.iter().filter_map(|batch| batch.get(index)?.get(at));
        let mean = values().sum::<f64>() / count;
        let spread = values().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (count - 1.0).max(1.0);
        // Batches of one chain follow on each other; the means of the chains don't.
        let chains = batches
            .chunks(BATCHES)
            .map(|chain| chain.iter().filter_map(|batch| batch.get(index)?.get(at)).sum::<f64>() / BATCHES as f64);
        let apart = chains.map(|one| (one - mean) * (one - mean)).sum::<f64>() / (CHAINS as f64 - 1.0);
        let floor = if mean == 0.0 { 1.0 / draws.max(1) as f64 } else { 0.0 };
        worst = worst.max((spread / count).max(apart / CHAINS as f64).sqrt()).max(floor);
        means.push(mean);
    }
    (list, means, Method::Sampled { seed, draws: u64::try_from(draws).unwrap_or(u64::MAX), standard_error: worst })
}
