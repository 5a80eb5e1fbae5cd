//! The way from a pedigree to an answer: check, prune, build, reduce, plan, eliminate, and sample what is too wide.

use super::{
    Answer, Arithmetic, EvidenceError, Limits, Method, Pair, PairPosterior, PaternityPosterior, Pedigree, Posterior,
    Query, Source, Wide,
    check::{check, sexes},
    conflict,
    leaf::split,
    network::{Network, build},
    order::{Bounds, Plan, plan},
    reduce::{Reduced, reduce},
    sample::sample,
    table::{Table, size_of},
    tree::Tree,
};
use std::collections::BTreeMap;

/// What is computed of a network: the marginal of each list of variables (one or two of a part), over the states left.
pub(super) type Wanted = Vec<u32>;

/// The figures of one wanted list.
pub(super) type Figures<N> = (Vec<N>, Method);

/// Why a computation in one arithmetic stopped.
pub(super) enum Stop {
    /// A number left the range of the type: another may do.
    Range,
    /// The evidence is impossible.
    Zero,
    Error(EvidenceError),
}

impl From<EvidenceError> for Stop {
    fn from(error: EvidenceError) -> Self {
        if error == EvidenceError::OutOfRange { Self::Range } else { Self::Error(error) }
    }
}

/// Posteriors in floating point: exact sums where the pedigree allows (to rounding), a sampled and flagged answer where it doesn't.
///
/// # Errors
///
/// Names what is wrong with the pedigree, or the animals whose evidence contradicts each other.
pub fn posterior(pedigree: &Pedigree<f64>, query: &Query, limits: &Limits) -> Result<Answer<f64>, EvidenceError> {
    check(pedigree, query)?;
    match solve(pedigree, query, limits, &|_| true, Sum::Whole, true) {
        Ok(answer) => Ok(answer),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Zero) => Err(conflict::find(pedigree, limits)),
        Err(Stop::Range) => {
            let wide = pedigree.convert(|number| Wide::new(*number)).ok_or(EvidenceError::OutOfRange)?;
            match solve(&wide, query, limits, &|_| true, Sum::Whole, true) {
                Ok(answer) => answer.convert(|number| Some(number.approximate())).ok_or(EvidenceError::OutOfRange),
                Err(Stop::Error(error)) => Err(error),
                Err(Stop::Zero) => Err(conflict::find(pedigree, limits)),
                Err(Stop::Range) => Err(EvidenceError::OutOfRange),
            }
        }
    }
}

/// Posteriors in any arithmetic, exact fractions among them; never sampled.
///
/// # Errors
///
/// As [`posterior`], and [`EvidenceError::OutOfRange`] when a fraction outgrows its type, and [`EvidenceError::TooLarge`] when what is
/// asked for is too wide to be summed.
pub fn posterior_in<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    query: &Query,
    limits: &Limits,
) -> Result<Answer<N>, EvidenceError> {
    check(pedigree, query)?;
    solve(pedigree, query, limits, &|_| true, Sum::Whole, false).map_err(|stop| match stop {
        Stop::Range => EvidenceError::OutOfRange,
        Stop::Zero => conflict::find(pedigree, limits),
        Stop::Error(error) => error,
    })
}

/// What of the evidence is summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// All of it, which tells its likelihood, and whether it is possible.
    Whole,
    /// What can tell of what is asked. Right only where the whole is known to be possible.
    Touching,
}

/// `sampling` only where floating point can stand for `N`.
pub(super) fn solve<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    query: &Query,
    limits: &Limits,
    uses: &dyn Fn(Source) -> bool,
    sum: Sum,
    sampling: bool,
) -> Result<Answer<N>, Stop> {
    let split = split(pedigree, query);
    let answer = with_network(pedigree, &split.query, limits, uses, sum, sampling)?;
    split.join(pedigree, query, &sexes(pedigree)?, uses, answer).ok_or(Stop::Range)
}

fn with_network<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    query: &Query,
    limits: &Limits,
    uses: &dyn Fn(Source) -> bool,
    sum: Sum,
    sampling: bool,
) -> Result<Answer<N>, Stop> {
    let mut network = build(pedigree, query, limits, uses)?;
    // Two animals that are asked for together must stand together in some table.
    for (one, other) in &query.pairs {
        if let (Some(&one), Some(&other)) = (network.genotype.get(one), network.genotype.get(other))
            && one != other
        {
            let scope = vec![one.min(other), one.max(other)];
            network.tables.push(Table::ones(&network.sizes, scope));
        }
    }
    let mut reduced = reduce(&network).ok_or(Stop::Zero)?;
    let variables = match sum {
        Sum::Whole => reduced.variables(),
        Sum::Touching => reduced.keep_touching(&asked(query, &network)),
    };
    let bounds = Bounds { table: limits.table, tables: limits.tables, cut: None };
    let plan = plan(&reduced.sizes, &reduced.tables, &variables, bounds);
    let wide = |scope: &[u32]| {
        scope.first().and_then(|&one| plan.part.get(one as usize)).is_some_and(|part| plan.wide.contains(part))
    };
    let narrow = reduced.tables.iter().filter(|table| !wide(&table.scope));
    let mut tree = Tree::up(&reduced.sizes, narrow, &plan.order, false).ok_or(Stop::Range)?;
    if tree.total.is_zero() {
        return Err(Stop::Zero);
    }
    tree.down(&reduced.sizes).ok_or(Stop::Range)?;
    let mut figures: BTreeMap<Wanted, Figures<N>> = BTreeMap::new();
    let mut sampled: BTreeMap<u32, Vec<Wanted>> = BTreeMap::new();
    for wanted in wanted(query, &network, &reduced, &plan) {
        if wide(&wanted) {
            let part = wanted.first().and_then(|&one| plan.part.get(one as usize)).copied().unwrap_or(0);
            sampled.entry(part).or_default().push(wanted);
        } else {
            let values = tree.marginal(&reduced.sizes, &wanted).ok_or(Stop::Range)?;
            figures.insert(wanted, (values, Method::Exact));
        }
    }
    if let Some(part) = sampled.keys().next()
        && !sampling
    {
        let size = plan.part.iter().filter(|&of| of == part).count();
        return Err(
            EvidenceError::TooLarge { what: "entangled genotypes and gametes", size, limit: limits.table }.into()
        );
    }
    let share = limits.sampling / u64::try_from(sampled.len().max(1)).unwrap_or(1);
    for (part, wanted) in sampled {
        let tables: Vec<&Table<N>> = reduced
            .tables
            .iter()
            .filter(|table| table.scope.first().and_then(|&one| plan.part.get(one as usize)) == Some(&part))
            .collect();
        for (wanted, values, method) in sample(&reduced.sizes, &tables, wanted, limits.seed, share, limits)? {
            let values: Option<Vec<N>> = values.into_iter().map(N::estimate).collect();
            figures.insert(wanted, (values.ok_or(Stop::Range)?, method));
        }
    }
    let likelihood = (sum == Sum::Whole && plan.wide.is_empty()).then(|| tree.total.clone());
    let reader = Reader { network: &network, reduced: &reduced, plan: &plan, figures };
    reader.answer(query, likelihood).ok_or(Stop::Range)
}

/// The variables that a query is about.
fn asked<N>(query: &Query, network: &Network<N>) -> Vec<u32> {
    let animals = query.animals.iter().chain(query.pairs.iter().flat_map(|(one, other)| [one, other]));
    let genotypes = animals.filter_map(|animal| network.genotype.get(animal));
    genotypes.chain(query.paternities.iter().filter_map(|index| network.paternity.get(index))).copied().collect()
}

/// The lists of variables whose marginals the query needs. Known variables and pairs of separate parts need none of their own.
fn wanted<N>(query: &Query, network: &Network<N>, reduced: &Reduced<N>, plan: &Plan) -> Vec<Wanted> {
    let of = |animal: &usize| network.genotype.get(animal).copied();
    let mut wanted: Vec<Wanted> = query.animals.iter().filter_map(of).map(|variable| vec![variable]).collect();
    wanted.extend(query.paternities.iter().filter_map(|index| network.paternity.get(index)).map(|&one| vec![one]));
    for (one, other) in &query.pairs {
        let (Some(one), Some(other)) = (of(one), of(other)) else { continue };
        if together(&reduced.sizes, plan, one, other) {
            wanted.push(vec![one, other]);
        } else {
            wanted.extend([vec![one], vec![other]]);
        }
    }
    wanted.retain(|list| list.iter().all(|&variable| size_of(&reduced.sizes, variable) > 1));
    wanted.sort();
    wanted.dedup();
    wanted
}

fn together(sizes: &[u32], plan: &Plan, one: u32, other: u32) -> bool {
    one != other
        && size_of(sizes, one) > 1
        && size_of(sizes, other) > 1
        && plan.part.get(one as usize) == plan.part.get(other as usize)
}

struct Reader<'a, N> {
    network: &'a Network<N>,
    reduced: &'a Reduced<N>,
    plan: &'a Plan,
    figures: BTreeMap<Wanted, Figures<N>>,
}

impl<N: Arithmetic> Reader<'_, N> {
    fn answer(&self, query: &Query, likelihood: Option<N>) -> Option<Answer<N>> {
        let animals = query.animals.iter().map(|&animal| {
            let variable = *self.network.genotype.get(&animal)?;
            let (values, method) = self.full(variable)?;
            Some(Posterior { animal, chances: self.space(animal).copied().zip(values).collect(), method })
        });
        let paternities = query.paternities.iter().map(|&paternity| {
            let (chances, method) = self.full(*self.network.paternity.get(&paternity)?)?;
            Some(PaternityPosterior { paternity, chances, method })
        });
        Some(Answer {
            animals: animals.collect::<Option<_>>()?,
            pairs: query.pairs.iter().map(|&pair| self.pair(pair)).collect::<Option<_>>()?,
            paternities: paternities.collect::<Option<_>>()?,
            log_likelihood: likelihood.as_ref().map(Arithmetic::logarithm),
            likelihood,
        })
    }

    fn space(&self, animal: usize) -> impl Iterator<Item = &Pair> {
        self.network.space(animal).iter()
    }

    /// Over all states of the variable, those that were ruled out with zero.
    fn full(&self, variable: u32) -> Option<Figures<N>> {
        let (values, method) = self.few(variable)?;
        let states = self.reduced.states.get(variable as usize)?;
        let mut all = vec![N::zero(); size_of(&self.network.sizes, variable)];
        for (&state, value) in states.iter().zip(values) {
            *all.get_mut(state as usize)? = value;
        }
        Some((all, method))
    }

    /// Over the states that are left.
    fn few(&self, variable: u32) -> Option<Figures<N>> {
        if size_of(&self.reduced.sizes, variable) == 1 {
            return Some((vec![N::one()], Method::Exact));
        }
        self.figures.get(&vec![variable]).cloned()
    }

    fn pair(&self, animals: (usize, usize)) -> Option<PairPosterior<N>> {
        let (one, other) = (*self.network.genotype.get(&animals.0)?, *self.network.genotype.get(&animals.1)?);
        let columns = size_of(&self.reduced.sizes, other);
        let (values, method) = if one == other {
            let (values, method) = self.few(one)?;
            let cell =
                |row: usize, column: usize| if row == column { values.get(row).cloned() } else { Some(N::zero()) };
            let all = (0..columns).flat_map(|row| (0..columns).map(move |column| (row, column)));
            (all.map(|(row, column)| cell(row, column)).collect::<Option<Vec<N>>>()?, method)
        } else if together(&self.reduced.sizes, self.plan, one, other) {
            self.figures.get(&vec![one, other]).cloned()?
        } else {
            let ((rows, first), (columns, second)) = (self.few(one)?, self.few(other)?);
            let cells = rows.iter().flat_map(|row| columns.iter().map(move |column| row.times(column)));
            (cells.collect::<Option<Vec<N>>>()?, worse(first, second))
        };
        let states = |variable: u32, animal: usize| -> Option<Vec<Pair>> {
            let states = self.reduced.states.get(variable as usize)?;
            states.iter().map(|&state| self.network.space(animal).get(state as usize).copied()).collect()
        };
        let (rows, columns) = (states(one, animals.0)?, states(other, animals.1)?);
        let genotypes = rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column)));
        Some(PairPosterior { animals, chances: genotypes.zip(values).collect(), method })
    }
}

/// The method of a product of figures.
fn worse(one: Method, other: Method) -> Method {
    match (one, other) {
        (Method::Exact, Method::Exact) => Method::Exact,
        (Method::Sampled { seed, draws, standard_error: a }, Method::Sampled { standard_error: b, .. }) => {
            Method::Sampled { seed, draws, standard_error: a + b }
        }
        (sampled @ Method::Sampled { .. }, _) | (_, sampled) => sampled,
    }
}
