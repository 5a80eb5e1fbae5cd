//! A pairing: its loci with what each parent may carry, and what couples them.

use super::{
    chain::{self, Link},
    error::CrossError,
    gamete,
    outcome::Outcome,
};
use crate::{
    arrange::Arrange as _,
    catalogue::{Condition, Grade, Linkage, Locus, Taxon},
    genotype::{Dist, Genotype, LocusId, Number},
};

/// More loci than any animal has known genes.
const MOST_LOCI: usize = 512;

/// One locus of a pairing.
#[derive(Debug, Clone)]
pub struct CrossLocus<'a, N> {
    pub locus: &'a Locus,
    pub sire: Dist<N>,
    pub dam: Dist<N>,
    /// Recombination between X and Y in the sire, 0 to 1/2; the catalogue's where it is `None`.
    pub r: Option<N>,
}

/// Young that meet every condition die. Places are those in [`Cross::loci`].
pub type Death = Vec<(usize, Condition)>;

/// Where the condition holds, the loci `hides` can't be seen (epistasis).
#[derive(Debug, Clone)]
pub struct Hiding {
    pub when: (usize, Condition),
    pub hides: Vec<usize>,
}

/// A pairing that is well formed.
#[derive(Debug, Clone)]
pub struct Cross<'a, N> {
    pub(super) loci: Vec<CrossLocus<'a, N>>,
    pub(super) links: Vec<Link<N>>,
    pub(super) deaths: Vec<Death>,
    pub(super) hidings: Vec<Hiding>,
}

impl<'a, N: Number> Cross<'a, N> {
    /// From loci in the order in which rows shall name them. Deadly pairs of single loci are the loci's own ([`Locus::lethal`]).
    ///
    /// # Errors
    /// [`CrossError`] where a parent can't have what it is given, a locus stands twice, or a number is out of range.
    pub fn new(loci: Vec<CrossLocus<'a, N>>) -> Result<Self, CrossError> {
        if loci.len() > MOST_LOCI {
            return Err(CrossError::TooManyLoci { count: loci.len(), limit: MOST_LOCI });
        }
        let loci = loci.into_iter().map(gamete::well_formed).collect::<Result<Vec<_>, _>>()?;
        let mut keys: Vec<&str> = loci.iter().map(|entry| entry.locus.slug.as_str()).collect();
        keys.arrange();
        if let Some([locus, _]) = keys.array_windows().find(|[left, right]| left == right) {
            return Err(CrossError::DoubledLocus { locus: (*locus).to_owned() });
        }
        Ok(Self { loci, links: Vec::new(), deaths: Vec::new(), hidings: Vec::new() })
    }

    /// Two animals of one taxon: every locus at which either may carry something, in the order of their slugs, with the taxon's rules over
    /// several loci and its epistasis. Linked pairs of unknown distance are taken as independent ([`Self::link`] them where r is known).
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of(taxon: &'a Taxon, sire: &Genotype<N>, dam: &Genotype<N>) -> Result<Self, CrossError> {
        let mut ids: Vec<(&str, LocusId)> = Vec::new();
        for &id in sire.loci.keys().chain(dam.loci.keys()) {
            let locus = taxon.locus(id).ok_or_else(|| CrossError::UnknownLocus { locus: format!("locus {}", id.0) })?;
            if !ids.iter().any(|known| known.1 == id) {
                ids.push((&locus.slug, id));
            }
        }
        ids.arrange();
        let loci = ids.iter().filter_map(|&(_, id)| {
            Some(CrossLocus { locus: taxon.locus(id)?, sire: sire.at(id), dam: dam.at(id), r: None })
        });
        let mut cross = Self::new(loci.collect())?;
        cross.lay(taxon, |when| Some((ids.iter().position(|known| known.1 == when.locus())?, when)));
        Ok(cross)
    }

    /// The taxon's rules and masks. `place` gives the locus of a condition its place in the pairing, and the condition in that locus' ids.
    pub fn lay(&mut self, taxon: &Taxon, place: impl Fn(Condition) -> Option<(usize, Condition)>) {
        for rule in taxon.rules.iter().filter(|rule| rule.grade == Grade::Lethal) {
            // Deadly pairs of one locus are kept by the locus.
            if let [Condition::Pair(..)] = rule.when.as_slice() {
                continue;
            }
            let when = rule.when.iter().map(|&when| place(when));
            self.deaths.extend(when.collect::<Option<Vec<_>>>());
        }
        for mask in &taxon.masks {
            if let Some(when) = place(mask.when) {
                let hides = mask.hides.iter().filter_map(|&id| place(Condition::Visual(id)));
                self.hidings.push(Hiding { when, hides: hides.map(|found| found.0).collect() });
            }
        }
    }

    /// A further deadly combination. Places beyond the pairing's loci make it void.
    pub fn kill(&mut self, death: Death) {
        if !death.is_empty() && death.iter().all(|when| when.0 < self.loci.len()) {
            self.deaths.push(death);
        }
    }

    /// A further epistasis.
    pub fn hide(&mut self, hiding: Hiding) {
        self.hidings.push(hiding);
    }

    /// Puts two autosomal loci on one chromosome.
    ///
    /// # Errors
    /// [`CrossError::BadLink`] and [`CrossError::Recombination`].
    pub fn link(&mut self, link: Link<N>) -> Result<(), CrossError> {
        chain::check(self, &link)?;
        self.links.push(link);
        Ok(())
    }

    /// The loci, in the order of the rows' classes.
    #[must_use]
    pub fn loci(&self) -> &[CrossLocus<'a, N>] {
        &self.loci
    }

    /// Whether young of the two sexes differ, so that rows name the sex.
    #[must_use]
    pub fn by_sex(&self) -> bool {
        self.loci.iter().any(|entry| entry.locus.linkage != Linkage::Autosomal)
    }

    /// Everything that can hatch.
    ///
    /// # Errors
    /// [`CrossError::TooManyTogether`] where rules or links couple too many loci.
    pub fn outcome(&self) -> Result<Outcome<'_, N>, CrossError> {
        Outcome::new(self)
    }
}
