//! One locus of a family, as the evidence takes it.
//!
//! - What an animal shows is evidence, whoever says so: everybody can look at it. One of which anything is recorded, but nothing at this locus,
//!   is taken not to show it, unless another gene hides it.
//! - A test (breeding, DNA) is evidence of what stands in the genes.
//! - A word or odds about what doesn't show are what a founder is taken to be. Of an animal whose parents are told of they say nothing that the
//!   parents don't say better, and would be counted twice; where nothing is told above it, it is taken as a founder at this locus.

use super::{
    combine::{combine, genotype},
    family::{Member, informed},
    gene::{Entry, find},
    said::locus_name,
};
use crate::{
    catalogue::{Linkage, Locus, Taxon},
    cross::Sex,
    evidence::{self, Animal, Evidence, Paternity, Pedigree},
    genotype::{AlleleId, Chance, Dist, LocusId, Number as _, Pair},
};
use repti_model::genotype::{ClaimBasis, ClaimedGene};
use std::collections::BTreeSet;

/// The frequency of each gene in question among animals of which nothing is recorded, where only that explains what is seen. No count: rare
/// enough not to move other figures, and above nothing.
const UNRECORDED: f64 = 0.005;
/// More alleles of one locus in one family than that are refused: tables grow with the fourth power.
const MOST_ALLELES: usize = 12;

pub(super) struct Located<'a> {
    pub(super) id: LocusId,
    pub(super) locus: &'a Locus,
    /// The mutant alleles that somebody claims; the evidence numbers them from 1.
    used: Vec<AlleleId>,
    members: &'a [Member],
    /// What is claimed of each at this locus.
    pub(super) claims: Vec<Vec<(AlleleId, &'a ClaimedGene, ClaimBasis)>>,
    dists: Vec<Option<Dist<Chance>>>,
    /// What each may carry by its look and its tests; `None` where nothing is known.
    pub(super) seen: Vec<Option<Vec<Pair>>>,
    informed: Vec<bool>,
}

impl<'a> Located<'a> {
    /// `None` where too many alleles meet.
    pub(super) fn new(taxon: &'a Taxon, id: LocusId, members: &'a [Member]) -> Option<Self> {
        let locus = taxon.locus(id)?;
        let mut claims = Vec::with_capacity(members.len());
        let mut used = BTreeSet::new();
        for member in members {
            let mut own = Vec::new();
            for (gene, basis) in &member.claims {
                // By any of its names: a claim keeps the slug of a gene that was merged into another since.
                if let Some(Entry::Allele(at, allele, _)) = find(taxon, &gene.gene)
                    && at == id
                    && gene.copies.is_some()
                {
                    used.insert(allele);
                    own.push((allele, gene, *basis));
                }
            }
            claims.push(own);
        }
        if used.len() > MOST_ALLELES {
            return None;
        }
        let told: Vec<bool> = claims.iter().map(|own| !own.is_empty()).collect();
        let dist = |(member, own): (&Member, &Vec<(AlleleId, &ClaimedGene, ClaimBasis)>)| {
            let plain: Vec<_> = own.iter().map(|&(allele, gene, _)| (allele, gene)).collect();
            (!own.is_empty()).then(|| combine(locus, &plain, member.sex).ok()).flatten()
        };
        let dists = members.iter().zip(&claims).map(dist).collect();
        let mut located = Self {
            id,
            locus,
            used: used.into_iter().collect(),
            members,
            claims,
            dists,
            seen: Vec::new(),
            informed: informed(members, &told),
        };
        let every: Vec<Pair> =
            located.locus_of_evidence().genotypes(None).into_iter().map(|p| located.big(p)).collect();
        located.seen = (0..members.len()).map(|at| located.see(taxon, at, &every)).collect();
        Some(located)
    }

    /// The one gene that the family has of this locus, or the complex.
    pub(super) fn name(&self) -> String {
        match self.used.as_slice() {
            [only] => self.locus.allele(*only).map(|allele| allele.name.clone()).unwrap_or_default(),
            _ => locus_name(self.locus),
        }
    }

    /// The pedigree with the evidence. `unrecorded`: animals without a claim may carry the genes in question.
    pub(super) fn pedigree(&self, unrecorded: bool) -> Pedigree<f64> {
        let mut pedigree = Pedigree::new(self.locus_of_evidence());
        let each = if unrecorded { UNRECORDED } else { 0.0 };
        let mut frequency = vec![each; self.used.len() + 1];
        if let Some(wild) = frequency.first_mut() {
            *wild = 1.0 - each * self.used.len() as f64;
        }
        pedigree.frequency = Some(frequency);
        for at in 0..self.members.len() {
            let animal = self.animal(at, &mut pedigree.paternities);
            pedigree.push(animal);
        }
        pedigree
    }

    /// Whether what is seen or tested leaves no doubt that an animal carries a gene of this locus.
    pub(super) fn is_shown(&self, at: usize) -> bool {
        let seen = self.seen.get(at).and_then(Option::as_ref);
        self.is_told(at) && seen.is_some_and(|seen| !seen.is_empty() && seen.iter().all(|pair| !pair.is_wild()))
    }

    /// Whether anything at this locus is claimed of an animal.
    pub(super) fn is_told(&self, at: usize) -> bool {
        self.claims.get(at).is_some_and(|own| !own.is_empty())
    }

    /// A pair of the evidence in the ids of the catalogue.
    pub(super) fn big(&self, pair: Pair) -> Pair {
        let id = |small: AlleleId| match small {
            AlleleId::WILD | AlleleId::NONE => small,
            AlleleId(n) => self.used.get(usize::from(n).saturating_sub(1)).copied().unwrap_or(AlleleId::WILD),
        };
        if pair.is_phased() { Pair::phased(id(pair.a()), id(pair.b())) } else { Pair::new(id(pair.a()), id(pair.b())) }
    }

    fn small(&self, pair: Pair) -> Option<Pair> {
        let id = |big: AlleleId| match big {
            AlleleId::WILD | AlleleId::NONE => Some(big),
            _ => Some(AlleleId(u8::try_from(self.used.iter().position(|own| *own == big)? + 1).ok()?)),
        };
        let (a, b) = (id(pair.a())?, id(pair.b())?);
        Some(if pair.is_phased() { Pair::phased(a, b) } else { Pair::new(a, b) })
    }

    fn locus_of_evidence(&self) -> evidence::Locus<f64> {
        use evidence::{Linkage as Of, Sex};
        let linkage = match self.locus.linkage {
            Linkage::Autosomal => Of::Autosomal,
            Linkage::XyRecombining { r, .. } => {
                Of::BothChromosomes { unlike: Sex::Male, recombination: r.clamp(0.0, 0.5) }
            }
            Linkage::XLinked => Of::OneCopy { unlike: Sex::Male },
            Linkage::ZLinked => Of::OneCopy { unlike: Sex::Female },
        };
        let lethal = self.locus.lethal.iter().filter_map(|&pair| self.small(pair)).collect();
        evidence::Locus::new(u8::try_from(self.used.len() + 1).unwrap_or(u8::MAX), linkage).with_lethal(lethal)
    }

    /// What an animal may carry by its look and its tests.
    fn see(&self, taxon: &Taxon, at: usize, every: &[Pair]) -> Option<Vec<Pair>> {
        let member = self.members.get(at)?;
        let own = self.claims.get(at)?;
        let looks: Option<BTreeSet<String>> = match self.dists.get(at)? {
            Some(dist) => Some(dist.entries().iter().map(|entry| self.locus.class(entry.0)).collect()),
            // What contradicts itself says nothing; the record refuses it.
            None if !own.is_empty() => None,
            None if member.claims.is_empty() || self.is_hidden(taxon, member) => None,
            None => Some(BTreeSet::from([self.locus.class(Pair::WILD)])),
        };
        let tests = || own.iter().filter(|(_, gene, basis)| basis.is_test() && gene.chance.is_certain());
        if looks.is_none() && tests().next().is_none() {
            return None;
        }
        let fits = |pair: &&Pair| {
            looks.as_ref().is_none_or(|looks| looks.contains(&self.locus.class(**pair)))
                && tests().all(|&(allele, gene, _)| {
                    let copies = pair.copies(allele);
                    match gene.copies {
                        Some(2) => copies == 2 || (copies == 1 && pair.is_hemizygous()),
                        Some(wanted) => copies == wanted,
                        None => true,
                    }
                })
        };
        Some(every.iter().filter(fits).copied().collect())
    }

    /// Whether another gene that shows hides this locus: pattern under a white animal.
    fn is_hidden(&self, taxon: &Taxon, member: &Member) -> bool {
        let hiding = taxon.masks.iter().filter(|mask| mask.hides.contains(&self.id));
        let mut hiding = hiding.peekable();
        if hiding.peek().is_none() {
            return false;
        }
        let (known, _) = genotype(taxon, member.genes(), member.sex);
        hiding.any(|mask| {
            let dist = known.loci.get(&mask.when.locus());
            dist.is_some_and(|dist| dist.entries().iter().any(|entry| mask.when.holds(entry.0)))
        })
    }

    fn animal(&self, at: usize, paternities: &mut Vec<Paternity<f64>>) -> Animal<f64> {
        let Some(member) = self.members.get(at) else { return Animal::default() };
        let mut animal = Animal { sex: member.evidence_sex(), ..Animal::default() };
        // Odds without anything above them: the parents can't say better.
        let founder = self.is_told(at) && !self.is_shown(at) && self.informed.get(at) != Some(&true);
        if !founder {
            animal.sire = self.parent(&member.sires, paternities);
            animal.dam = self.parent(&member.dams, paternities);
        }
        if animal.sire == evidence::Parent::Unknown && animal.dam == evidence::Parent::Unknown {
            animal.prior = self.dists.get(at).and_then(Option::as_ref).and_then(|dist| self.prior(dist, member.sex));
        }
        if let Some(seen) = self.seen.get(at).and_then(Option::as_ref) {
            animal.evidence.push(Evidence::OneOf(seen.iter().filter_map(|&pair| self.small(pair)).collect()));
        }
        animal
    }

    fn parent(&self, candidates: &[(usize, f64)], paternities: &mut Vec<Paternity<f64>>) -> evidence::Parent {
        use evidence::Parent;
        match candidates {
            [] => Parent::Unknown,
            [(only, chance)] if *chance >= 1.0 => Parent::Animal(*only),
            several => {
                let mut list: Vec<(Parent, f64)> = several.iter().map(|&(at, p)| (Parent::Animal(at), p)).collect();
                let rest = 1.0 - list.iter().map(|candidate| candidate.1).sum::<f64>();
                if rest > 1e-9 {
                    list.push((Parent::Unknown, rest));
                }
                paternities.push(Paternity { candidates: list });
                Parent::OneOf(paternities.len() - 1)
            }
        }
    }

    /// What a founder is taken to be, in the genotypes that its sex can have; `None` where they depend on a sex that isn't known.
    fn prior(&self, dist: &Dist<Chance>, sex: Option<Sex>) -> Option<Vec<(Pair, f64)>> {
        let mut prior = Vec::new();
        for &(pair, p) in dist.entries() {
            let (pair, p) = (self.small(pair)?, p.to_f64());
            match (&self.locus.linkage, sex) {
                (Linkage::Autosomal, _) => prior.push((pair, p)),
                (_, None) => return None,
                // Which of his chromosomes has it isn't known: either, as likely.
                (Linkage::XyRecombining { .. }, Some(Sex::Male)) if !pair.is_phased() => {
                    let ways = [Pair::phased(pair.a(), pair.b()), Pair::phased(pair.b(), pair.a())];
                    let ways = if ways[0] == ways[1] { &ways[..1] } else { &ways[..] };
                    prior.extend(ways.iter().map(|&way| (way, p / ways.len() as f64)));
                }
                (_, Some(_)) => prior.push((pair, p)),
            }
        }
        Some(prior)
    }
}
