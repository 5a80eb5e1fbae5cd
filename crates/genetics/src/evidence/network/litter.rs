//! Young that count only for what was seen of them: those that were counted, and recorded ones without young that nobody asks for.
//! Alike ones of a pair become one table over the two parents, a power, so that a thousand sibs cost what one does.

use super::{Builder, likelihood};
use crate::evidence::{
    Arithmetic, Evidence, EvidenceError, Parent, Query, Sex, Source, check::candidates, table::size_of,
};
use std::collections::{BTreeMap, BTreeSet};

/// Young of a pair of whom the same was seen, and how many.
struct Alike<'a, N> {
    seen: &'a [Evidence<N>],
    sex: Option<Sex>,
    count: u64,
}

/// How many kinds of young of a pair are told apart before every further one is a kind of its own.
const KINDS: usize = 16;

impl<N: Arithmetic> Builder<'_, N> {
    /// The recorded young that can be counted, of the animals that matter.
    pub(super) fn leaves(&self, animals: &[usize], query: &Query) -> BTreeSet<usize> {
        let pedigree = self.pedigree;
        let mut needed: BTreeSet<usize> = query.animals.iter().copied().collect();
        needed.extend(query.pairs.iter().flat_map(|&(one, other)| [one, other]));
        needed.extend(query.paternities.iter().flat_map(|&index| candidates(pedigree, Parent::OneOf(index))));
        needed.extend(pedigree.litters.iter().flat_map(|litter| [litter.sire, litter.dam]));
        for own in animals.iter().filter_map(|&animal| pedigree.animals.get(animal)) {
            needed.extend(candidates(pedigree, own.sire).chain(candidates(pedigree, own.dam)));
        }
        let both = |animal: &usize| {
            let own = pedigree.animals.get(*animal);
            own.is_some_and(|own| matches!((own.sire, own.dam), (Parent::Animal(_), Parent::Animal(_))))
        };
        animals.iter().copied().filter(|animal| !needed.contains(animal) && both(animal)).collect()
    }

    /// The tables of counted young and of those leaves.
    pub(super) fn litters(&mut self, leaves: &BTreeSet<usize>) -> Result<(), EvidenceError> {
        let pedigree = self.pedigree;
        let mut pairs: BTreeMap<(usize, usize), Vec<Alike<'_, N>>> = BTreeMap::new();
        for (index, litter) in pedigree.litters.iter().enumerate() {
            if (self.uses)(Source::Litter(index)) {
                let counts = litter.counts.iter().map(|(seen, sex, count)| Alike {
                    seen: std::slice::from_ref(seen),
                    sex: *sex,
                    count: *count,
                });
                pairs.entry((litter.sire, litter.dam)).or_default().extend(counts);
            }
        }
        for &leaf in leaves {
            let Some(own) = pedigree.animals.get(leaf).filter(|_| (self.uses)(Source::Animal(leaf))) else { continue };
            let (Parent::Animal(sire), Parent::Animal(dam)) = (own.sire, own.dam) else { continue };
            // Sex makes kinds only where it matters.
            let sex = self.network.sex(leaf).filter(|_| pedigree.locus.is_sex_linked());
            let kinds = pairs.entry((sire, dam)).or_default();
            let same = |kind: &&mut Alike<'_, N>| kind.sex == sex && kind.seen == own.evidence;
            match kinds.iter_mut().take(KINDS).find(same).map(|kind| (kind.count.checked_add(1), kind)) {
                Some((Some(count), kind)) => kind.count = count,
                _ => kinds.push(Alike { seen: &own.evidence, sex, count: 1 }),
            }
        }
        pairs.into_iter().try_for_each(|((sire, dam), kinds)| self.litter(sire, dam, &kinds))
    }

    /// The product over kinds of P(what was seen | parents) to the power of how many, a table over the two parents.
    fn litter(&mut self, sire: usize, dam: usize, kinds: &[Alike<'_, N>]) -> Result<(), EvidenceError> {
        let parent =
            |animal: usize| self.network.genotype.get(&animal).copied().ok_or(EvidenceError::NoSuchAnimal { animal });
        let scope = vec![parent(sire)?, parent(dam)?];
        self.room(&scope)?;
        let pedigree = self.pedigree;
        let mut product: Vec<N> = Vec::new();
        for kind in kinds {
            let mut one = self.per_egg(kind.seen, kind.sex, [true; 2])?;
            if !pedigree.locus.lethal.is_empty() {
                let living = self.per_egg(&[], kind.sex, [true; 2])?;
                let among = one.iter().zip(&living).map(|(one, living)| one.times(&inverse(living)?));
                one = among.collect::<Option<_>>().ok_or(EvidenceError::OutOfRange)?;
            }
            let one = one.into_iter().map(|chance| chance.power(kind.count));
            let one = one.collect::<Option<Vec<N>>>().ok_or(EvidenceError::OutOfRange)?;
            product = if product.is_empty() {
                one
            } else {
                let both = product.iter().zip(&one).map(|(one, other)| one.times(other)).collect::<Option<_>>();
                both.ok_or(EvidenceError::OutOfRange)?
            };
        }
        if product.is_empty() {
            return Ok(());
        }
        let (scope, product) = self.ascending(scope, product);
        self.table(scope, product)
    }

    /// A table over one variable or two (the first one slowest), turned so that its scope ascends.
    pub(super) fn ascending(&self, mut scope: Vec<u32>, values: Vec<N>) -> (Vec<u32>, Vec<N>) {
        let [first, second] = scope.as_slice() else { return (scope, values) };
        if first <= second {
            return (scope, values);
        }
        let (rows, columns) = (size_of(&self.network.sizes, *first), size_of(&self.network.sizes, *second));
        let turned = (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
        let values = turned.filter_map(|at| values.get(at).cloned()).collect();
        scope.reverse();
        (scope, values)
    }

    /// P(living, and what was seen of one young | sire, dam), the sire slowest; a parent that isn't `known` is a random one. In two steps, so
    /// that long allele series stay affordable.
    pub(super) fn per_egg(
        &mut self,
        seen: &[Evidence<N>],
        sex: Option<Sex>,
        known: [bool; 2],
    ) -> Result<Vec<N>, EvidenceError> {
        let pedigree = self.pedigree;
        let locus = &pedigree.locus;
        let (from_sire, from_dam) = (locus.gametes(Sex::Male, sex), locus.gametes(Sex::Female, sex));
        let by_sire = self.given(known[0], Sex::Male, sex)?;
        let by_dam = self.given(known[1], Sex::Female, sex)?;
        let fits = |one, other| match locus.join(one, other) {
            Some(young) if !locus.lives(young) => Some(N::zero()),
            Some(young) => seen.iter().try_fold(N::one(), |all, seen| all.times(&likelihood(seen, young)?)),
            None => Some(N::zero()),
        };
        let sum = || {
            let mut half: Vec<Vec<N>> = Vec::new();
            for &one in &from_sire {
                let fits = from_dam.iter().map(|&other| fits(one, other)).collect::<Option<Vec<N>>>()?;
                half.push(by_dam.chunks(from_dam.len().max(1)).map(|dam| dot(dam, &fits)).collect::<Option<_>>()?);
            }
            let mut all = Vec::new();
            for sire in by_sire.chunks(from_sire.len().max(1)) {
                for dam in 0..by_dam.len() / from_dam.len().max(1) {
                    let column: Option<Vec<N>> = half.iter().map(|row| row.get(dam).cloned()).collect();
                    all.push(dot(sire, &column?)?);
                }
            }
            Some(all)
        };
        sum().ok_or(EvidenceError::OutOfRange)
    }

    /// P(gamete | parent), the parent's genotype slowest; of a random parent one row.
    fn given(&mut self, known: bool, side: Sex, young: Option<Sex>) -> Result<Vec<N>, EvidenceError> {
        if known {
            return self.transmission(side, young);
        }
        let locus = &self.pedigree.locus;
        let frequency = self.pedigree.frequency.as_deref().unwrap_or_default();
        let all = locus.gametes(side, young).into_iter().map(|gamete| locus.random(frequency, gamete, young));
        all.collect::<Option<_>>().ok_or(EvidenceError::OutOfRange)
    }
}

/// One over a chance, and nothing of what can't be.
pub(super) fn inverse<N: Arithmetic>(chance: &N) -> Option<N> {
    if chance.is_zero() { Some(N::zero()) } else { N::one().over(chance) }
}

/// The sum of products.
fn dot<N: Arithmetic>(left: &[N], right: &[N]) -> Option<N> {
    left.iter().zip(right).try_fold(N::zero(), |sum, (one, other)| sum.plus(&one.times(other)?))
}
