//! Sampling where the exact sum is too wide: blocked Gibbs sampling (Jensen, Kong & Kjærulff 1995; Heath 1997 for pedigrees).
//!
//! A few variables are held at their present state, so that the rest can be eliminated exactly and drawn together; which are held
//! changes from draw to draw. Each draw adds the exact marginals given the held ones (Rao-Blackwell), and the spread between batches of
//! draws gives the standard error.

use super::{
    Arithmetic, EvidenceError, Limits, Method, Wide,
    order::{Bounds, Plan, plan},
    random::Random,
    solve::{Stop, Wanted},
    table::{Table, size_of, strides},
    tree::Tree,
};

/// The most draws of one answer.
const DRAWS: usize = 4000;
/// The fewest draws that the size of the blocks is chosen for.
const PLANNED: u64 = 1000;
/// Batches whose means are compared.
const BATCHES: usize = 20;
/// Different choices of what is held.
const PLANS: usize = 8;

/// A part of a network with a state of each variable.
struct Chain<'a> {
    sizes: &'a [u32],
    tables: Vec<Table<Wide>>,
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
    let tables: Option<Vec<Table<Wide>>> = tables.iter().map(|table| scaled(table)).collect();
    let tables = tables.ok_or(Stop::Range)?;
    let mut chain =
        Chain { sizes, tables, plans: Vec::new(), state: vec![0; sizes.len()], random: Random::new(seed), work };
    chain.choose_plans(limits)?;
    chain.start()?;
    chain.estimate(wanted, seed)
}

/// In wide numbers, the largest value one.
fn scaled<N: Arithmetic>(table: &Table<N>) -> Option<Table<Wide>> {
    let values: Option<Vec<Wide>> = table.values.iter().map(|value| Wide::new(value.approximate())).collect();
    let mut values = values?;
    let largest = values.iter().copied().max_by(|one, other| one.approximate().total_cmp(&other.approximate()))?;
    for value in &mut values {
        *value = value.over(&largest)?;
    }
    Some(Table { scope: table.scope.clone(), values })
}

impl Chain<'_> {
    /// Blocks as large as the work allows: the fewer variables are held, the less one draw depends on the one before.
    fn choose_plans(&mut self, limits: &Limits) -> Result<(), Stop> {
        let mut variables: Vec<u32> = self.tables.iter().flat_map(|table| table.scope.iter().copied()).collect();
        variables.sort_unstable();
        variables.dedup();
        for bits in [14u32, 12, 10, 8, 6, 0] {
            let table = (1usize << bits)
                .min(limits.table)
                .max(variables.iter().map(|&one| size_of(self.sizes, one)).max().unwrap_or(1));
            self.plans.clear();
            for _ in 0..PLANS {
                let bounds = Bounds { table, tables: limits.tables, cut: Some(&mut self.random) };
                let plan = plan(self.sizes, &self.tables, &variables, bounds);
                if !plan.wide.is_empty() {
                    break;
                }
                self.plans.push(plan);
            }
            let volume: u64 = self.plans.iter().map(|plan| u64::try_from(plan.volume).unwrap_or(u64::MAX)).sum();
            let plans = u64::try_from(PLANS).unwrap_or(1);
            if self.plans.len() == PLANS && (volume / plans).saturating_mul(PLANNED) <= self.work {
                return Ok(());
            }
        }
        let size = variables.len();
        let limit = usize::try_from(self.work / PLANNED).unwrap_or(usize::MAX);
        Err(EvidenceError::TooLarge { what: "entangled genotypes and gametes, for sampling too", size, limit }.into())
    }

    /// Draws the variables that a plan doesn't hold, given the held ones, and gives the tree of their marginals.
    fn draw(&mut self, plan: usize, tables: &[Table<Wide>]) -> Option<(Tree<Wide>, Vec<bool>)> {
        let plan = self.plans.get(plan)?;
        self.work = self.work.saturating_sub(u64::try_from(plan.volume).unwrap_or(u64::MAX));
        let mut held = vec![false; self.sizes.len()];
        for &variable in &plan.held {
            *held.get_mut(variable as usize)? = true;
        }
        let state = &self.state;
        let at = |variable: u32| {
            held.get(variable as usize).filter(|held| **held).and(state.get(variable as usize)).copied()
        };
        let sliced: Vec<Table<Wide>> = tables.iter().map(|table| table.hold(self.sizes, at)).collect();
        let mut tree = Tree::up(self.sizes, sliced.iter(), &plan.order)?;
        if tree.total.is_zero() {
            return None;
        }
        tree.down(self.sizes)?;
        for (variable, table) in tree.from_the_roots() {
            let steps = strides(self.sizes, &table.scope);
            let (mut base, mut own) = (0, 1);
            for (&other, &step) in table.scope.iter().zip(&steps) {
                if other == variable {
                    own = step;
                } else {
                    base += *self.state.get(other as usize)? as usize * step;
                }
            }
            let values: Option<Vec<Wide>> =
                (0..size_of(self.sizes, variable)).map(|state| table.values.get(base + own * state).copied()).collect();
            *self.state.get_mut(variable as usize)? = pick(&values?, &mut self.random)?;
        }
        Some((tree, held))
    }

    /// Finds states that fit all tables: first with every zero replaced by something small, then ever smaller.
    fn start(&mut self) -> Result<(), Stop> {
        let enough = self.work / 2;
        let strict = std::mem::take(&mut self.tables);
        let mut softness = 0.25;
        let mut found = false;
        while !found && self.work > enough {
            let soft = |value: &Wide| value.plus(&Wide::new(softness)?);
            let relaxed = strict.iter().map(|table| {
                let values = table.values.iter().map(soft).collect::<Option<_>>()?;
                Some(Table { scope: table.scope.clone(), values })
            });
            let relaxed: Vec<Table<Wide>> = relaxed.collect::<Option<_>>().ok_or(Stop::Range)?;
            for plan in 0..self.plans.len() {
                self.draw(plan, &relaxed).ok_or(Stop::Range)?;
                if strict.iter().all(|table| self.fits(table)) {
                    found = true;
                    break;
                }
            }
            softness = if softness < 1e-12 { 0.1 } else { softness / 8.0 };
        }
        self.tables = strict;
        if found { Ok(()) } else { Err(EvidenceError::NothingFits.into()) }
    }

    fn fits(&self, table: &Table<Wide>) -> bool {
        let steps = strides(self.sizes, &table.scope);
        let states =
            table.scope.iter().map(|&variable| self.state.get(variable as usize).map_or(0, |&state| state as usize));
        let at: usize = states.zip(steps).map(|(state, step)| state * step).sum();
        table.values.get(at).is_some_and(|value| !value.is_zero())
    }

    fn estimate(&mut self, wanted: Vec<Wanted>, seed: u64) -> Result<Vec<(Wanted, Vec<f64>, Method)>, Stop> {
        let tables = std::mem::take(&mut self.tables);
        let each: u64 = self.plans.iter().map(|plan| u64::try_from(plan.volume).unwrap_or(u64::MAX)).max().unwrap_or(1);
        let draws = usize::try_from(self.work / each.max(1)).unwrap_or(DRAWS).min(DRAWS);
        let (warm, length) = (draws / 10, (draws - draws / 10) / BATCHES);
        for round in 0..warm {
            self.draw(round % PLANS, &tables).ok_or(Stop::Range)?;
        }
        let volume = |list: &Wanted| list.iter().map(|&one| size_of(self.sizes, one)).product::<usize>();
        let mut batches: Vec<Vec<Vec<f64>>> =
            wanted.iter().map(|list| vec![vec![0.0; volume(list)]; BATCHES]).collect();
        for round in 0..BATCHES * length {
            let (tree, held) = self.draw(round % PLANS, &tables).ok_or(Stop::Range)?;
            for (list, sums) in wanted.iter().zip(&mut batches) {
                let values = self.marginal(&tree, &held, list).ok_or(Stop::Range)?;
                for (sum, value) in sums.get_mut(round / length.max(1)).into_iter().flatten().zip(values) {
                    *sum += value;
                }
            }
        }
        let all = wanted.into_iter().zip(batches);
        Ok(all.map(|(list, sums)| summarised(list, &sums, length, seed)).collect())
    }

    /// Of held variables the present state, of the others the exact marginal given the held.
    fn marginal(&self, tree: &Tree<Wide>, held: &[bool], list: &Wanted) -> Option<Vec<f64>> {
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

fn pick(weights: &[Wide], random: &mut Random) -> Option<u32> {
    let total = weights.iter().try_fold(Wide::zero(), |sum, weight| sum.plus(weight))?;
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

#[expect(clippy::cast_precision_loss, reason = "a few thousand draws")]
fn summarised(list: Wanted, sums: &[Vec<f64>], length: usize, seed: u64) -> (Wanted, Vec<f64>, Method) {
    let (batches, length) = (BATCHES as f64, length.max(1) as f64);
    let mut means = Vec::new();
    let mut worst: f64 = 0.0;
    for at in 0..sums.first().map_or(0, Vec::len) {
        let batch = || sums.iter().filter_map(|batch| batch.get(at)).map(|sum| sum / length);
        let mean = batch().sum::<f64>() / batches;
        let spread = batch().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (batches - 1.0);
        worst = worst.max((spread / batches).sqrt());
        means.push(mean);
    }
    let draws = u64::try_from(BATCHES).unwrap_or(0).saturating_mul(length as u64);
    (list, means, Method::Sampled { seed, draws, standard_error: worst })
}
