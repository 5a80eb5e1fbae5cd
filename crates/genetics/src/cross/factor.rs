//! Loci that depend on each other, taken together; most factors are a single locus.

use super::{
    Sex,
    chain::{self, Link, Strands},
    error::CrossError,
    gamete,
    outcome::Table,
    plan::Cross,
};
use crate::{
    arrange::{Arrange as _, gathered},
    genotype::{AlleleId, Dist, Number, Pair},
};

/// More genotypes of coupled loci than these are refused.
const MOST_TOGETHER: usize = 100_000;

/// A class of each locus of a factor, and how likely it is alive and dead.
#[derive(Debug, Clone)]
pub struct FactorClass<N> {
    /// Numbers of the classes in the loci's alphabetical lists.
    pub classes: Vec<u16>,
    /// Probability of the class and of living, a young of this sex.
    pub alive: N,
    /// Probability of the class and of dying by these loci.
    pub dead: N,
    /// For each locus its pairs with both probabilities, in the order of the pairs.
    pub pairs: Vec<Vec<(Pair, N, N)>>,
}

/// Loci (by their places in the pairing, ascending) with their joint classes in order.
#[derive(Debug, Clone)]
pub struct Factor<N> {
    pub loci: Vec<usize>,
    pub classes: Vec<FactorClass<N>>,
    /// Probability of living as far as these loci go.
    pub alive: N,
    /// Every joint genotype that is possible, its probability, and whether it dies by these loci.
    pub children: Vec<(Vec<Pair>, N, bool)>,
}

/// Young of one sex, or of both where they don't differ. Given the sex, the factors are independent.
#[derive(Debug, Clone)]
pub struct Stratum<N> {
    pub sex: Option<Sex>,
    /// 1/2 of a sex, else 1.
    pub weight: N,
    pub factors: Vec<Factor<N>>,
}

/// What each parent carries, and how linked loci lie: the pairing's own, or one of its possible states.
#[derive(Debug, Clone)]
pub struct Parents<'a, N> {
    pub sire: Vec<&'a Dist<N>>,
    pub dam: Vec<&'a Dist<N>>,
    pub links: Vec<Link<N>>,
}

impl<'a, N: Number> Parents<'a, N> {
    pub fn of(cross: &'a Cross<'_, N>) -> Self {
        Self {
            sire: cross.loci.iter().map(|entry| &entry.sire).collect(),
            dam: cross.loci.iter().map(|entry| &entry.dam).collect(),
            links: cross.links.clone(),
        }
    }
}

/// Which loci are coupled, by deadly combinations and by links: groups of ascending places, in the order of their first.
pub fn groups<N: Number>(cross: &Cross<'_, N>) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..cross.loci.len()).collect();
    let deaths = cross.deaths.iter().map(|death| death.iter().map(|when| when.0).collect::<Vec<_>>());
    let links = cross.links.iter().map(|link| vec![link.first, link.second]);
    for together in deaths.chain(links) {
        let of = |at: usize| group.get(at).copied().unwrap_or(at);
        let all: Vec<usize> = together.iter().map(|&at| of(at)).collect();
        let least = all.iter().copied().min().unwrap_or(0);
        group.iter_mut().filter(|own| all.contains(own)).for_each(|own| *own = least);
    }
    // A group's number is its least place, so groups come in the order of their numbers.
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, own) in group.into_iter().enumerate() {
        match found.iter_mut().find(|known| known.first() == Some(&own)) {
            Some(known) => known.push(at),
            None => found.push(vec![at]),
        }
    }
    found
}

/// Gametes over the loci of a factor.
type Joint<K, N> = Vec<(Vec<K>, N)>;

/// The factor of a group for young of one sex.
pub fn build<N: Number>(
    cross: &Cross<'_, N>,
    tables: &[Table],
    loci: &[usize],
    sex: Option<Sex>,
    parents: &Parents<'_, N>,
) -> Result<Factor<N>, CrossError> {
    let children = children(cross, loci, sex, parents)?;
    let mut factor = Factor { loci: loci.to_vec(), classes: Vec::new(), alive: N::ZERO, children: Vec::new() };
    let mut places = Vec::with_capacity(children.len());
    for (at, (pairs, p)) in children.into_iter().enumerate() {
        let dies = dies(cross, loci, &pairs);
        let classes: Vec<u16> =
            loci.iter().zip(&pairs).map(|(&at, &pair)| tables.get(at).map_or(0, |table| table.class(pair))).collect();
        places.push((classes, at));
        factor.alive = if dies { factor.alive } else { factor.alive + p };
        factor.children.push((pairs, p, dies));
    }
    places.arrange();
    for (classes, at) in places {
        let Some((pairs, p, dies)) = factor.children.get(at) else { continue };
        if factor.classes.last().is_none_or(|last| last.classes != classes) {
            let pairs = vec![Vec::new(); loci.len()];
            factor.classes.push(FactorClass { classes, alive: N::ZERO, dead: N::ZERO, pairs });
        }
        let (alive, dead) = if *dies { (N::ZERO, *p) } else { (*p, N::ZERO) };
        if let Some(class) = factor.classes.last_mut() {
            class.add(pairs, alive, dead);
        }
    }
    for class in &mut factor.classes {
        class.pairs.iter_mut().for_each(|pairs| pairs.arrange_by_key(|entry| entry.0));
    }
    Ok(factor)
}

impl<N: Number> FactorClass<N> {
    fn add(&mut self, pairs: &[Pair], alive: N, dead: N) {
        (self.alive, self.dead) = (self.alive + alive, self.dead + dead);
        for (list, &pair) in self.pairs.iter_mut().zip(pairs) {
            match list.iter_mut().find(|known| known.0 == pair) {
                Some(known) => (known.1, known.2) = (known.1 + alive, known.2 + dead),
                None => list.push((pair, alive, dead)),
            }
        }
    }

    /// Alive or dead.
    pub fn total(&self) -> N {
        self.alive + self.dead
    }
}

fn dies<N: Number>(cross: &Cross<'_, N>, loci: &[usize], pairs: &[Pair]) -> bool {
    let at = |place: usize| loci.iter().position(|&own| own == place).and_then(|own| pairs.get(own));
    let of_one =
        loci.iter().zip(pairs).any(|(&at, &pair)| cross.loci.get(at).is_some_and(|entry| entry.locus.is_lethal(pair)));
    let of_all = |death: &super::Death| death.iter().all(|when| at(when.0).is_some_and(|&pair| when.1.holds(pair)));
    of_one || cross.deaths.iter().any(of_all)
}

/// Genotypes of the young over the loci of a factor, none of them impossible.
fn children<N: Number>(
    cross: &Cross<'_, N>,
    loci: &[usize],
    sex: Option<Sex>,
    parents: &Parents<'_, N>,
) -> Result<Joint<Pair, N>, CrossError> {
    let too_many = || CrossError::TooManyTogether {
        loci: loci
            .iter()
            .filter_map(|&at| Some(cross.loci.get(at)?.locus.slug.as_str()))
            .collect::<Vec<_>>()
            .join(", "),
        limit: MOST_TOGETHER,
    };
    let sire = gametes(cross, loci, sex, parents, true).ok_or_else(too_many)?;
    let dam = gametes(cross, loci, sex, parents, false).ok_or_else(too_many)?;
    if sire.len().saturating_mul(dam.len()) > MOST_TOGETHER * 10 {
        return Err(too_many());
    }
    let pair = |((&at, &a), &b): ((&usize, &AlleleId), &AlleleId)| {
        cross.loci.get(at).map_or(Pair::WILD, |entry| gamete::child(entry.locus.linkage, sex, a, b))
    };
    let young = sire.iter().flat_map(|(left, p)| {
        dam.iter().map(move |(right, q)| (loci.iter().zip(left).zip(right).map(pair).collect(), *p * *q))
    });
    let sum = summed(young);
    if sum.len() > MOST_TOGETHER { Err(too_many()) } else { Ok(sum) }
}

/// Gametes of one parent in the order of `loci`; `None` where there are too many.
fn gametes<N: Number>(
    cross: &Cross<'_, N>,
    loci: &[usize],
    sex: Option<Sex>,
    parents: &Parents<'_, N>,
    sire: bool,
) -> Option<Joint<AlleleId, N>> {
    let dists = if sire { &parents.sire } else { &parents.dam };
    let of_one = |at: usize| {
        let entry = cross.loci.get(at)?;
        let pass = if sire { gamete::of_sire } else { gamete::of_dam };
        let entries = dists.get(at)?.entries().iter();
        Some(summed(
            entries.flat_map(|&(pair, p)| pass(entry, pair, sex).into_iter().map(move |(a, q)| (vec![a], p * q))),
        ))
    };
    if let &[alone] = loci {
        return of_one(alone);
    }
    // Alleles in the order in which the chromosomes name the loci; put in order at the end.
    let (mut order, mut joint): (Vec<usize>, Joint<AlleleId, N>) = (Vec::new(), vec![(Vec::new(), N::ONE)]);
    for chain in chain::chromosomes(&parents.links, loci) {
        let of_chain: Joint<AlleleId, N> =
            if let [(at, _)] = chain.as_slice() { of_one(*at)? } else { linked(&chain, dists, sire)? };
        if joint.len().saturating_mul(of_chain.len()) > MOST_TOGETHER {
            return None;
        }
        let product = joint.iter().flat_map(|(left, p)| {
            of_chain.iter().map(move |(right, q)| (left.iter().chain(right).copied().collect(), *p * *q))
        });
        joint = product.collect();
        order.extend(chain.iter().map(|place| place.0));
    }
    for (alleles, _) in &mut joint {
        let mut sorted: Vec<(usize, AlleleId)> = order.iter().copied().zip(alleles.iter().copied()).collect();
        sorted.arrange();
        *alleles = sorted.into_iter().map(|entry| entry.1).collect();
    }
    Some(joint)
}

/// Over every state of the parent at the loci of a chromosome.
fn linked<N: Number>(chain: &[(usize, Option<Link<N>>)], dists: &[&Dist<N>], sire: bool) -> Option<Joint<AlleleId, N>> {
    let mut states: Vec<(Strands<N>, N)> = vec![(Vec::new(), N::ONE)];
    for (at, link) in chain {
        let entries = dists.get(*at)?.entries();
        if states.len().saturating_mul(entries.len()) > 10_000 || chain.len() > 10 {
            return None;
        }
        let (r, phase) =
            link.map_or((N::ZERO, chain::Phase::Coupling), |link| (link.r, if sire { link.sire } else { link.dam }));
        let next = states.iter().flat_map(|(strands, p)| {
            entries.iter().map(move |&(pair, q)| (strands.iter().copied().chain([(pair, r, phase)]).collect(), *p * q))
        });
        states = next.collect();
    }
    Some(summed(
        states
            .iter()
            .flat_map(|(strands, p)| chain::gametes(strands).into_iter().map(|(alleles, q)| (alleles, *p * q))),
    ))
}

fn summed<K: Ord, N: Number>(all: impl Iterator<Item = (Vec<K>, N)>) -> Joint<K, N> {
    gathered(all, |sum, p| *sum = *sum + p)
}
