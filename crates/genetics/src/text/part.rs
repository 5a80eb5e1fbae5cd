//! What a belief about one locus looks like in words: what shows, and what is possible behind it.

use super::certain::Sure;
use crate::{
    catalogue::{Inheritance, Locus},
    genotype::{AlleleId, Chance, Dist, Number as _, Pair},
};
use serde::Serialize;

/// Where a part stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Two copies of a gene that shows in one.
    Super,
    /// Incomplete dominant, one copy.
    Shows,
    Combo,
    Dominant,
    Visual,
    /// Two copies possible.
    Perhaps,
    Het,
}

/// A part of a name: a chip.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    pub group: Group,
    /// Without modifiers that the group shares: `Clown` of "66% het Clown".
    pub text: String,
    /// Of a het or a possible super.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<Chance>,
    /// One copy shows: behind "het" it stands by itself.
    #[serde(skip)]
    pub(super) shows: bool,
    #[serde(skip)]
    pub(super) sure: Sure,
}

/// One locus in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// The pair that shows, without phase; `+/a` where one copy does.
    pub shows: Option<Pair>,
    /// The one copy that shows is on X (true) or on Y.
    pub on_x: Option<bool>,
    /// One copy possible, or certain where it doesn't show.
    pub hets: Vec<(AlleleId, Chance)>,
    pub perhaps: Option<(AlleleId, Chance)>,
}

impl Shape {
    /// There is one thing to say, of one allele.
    pub fn is_single(&self) -> bool {
        let one = |pair: Pair| pair.a() == AlleleId::WILD || pair.a() == pair.b();
        let said = usize::from(self.shows.is_some()) + usize::from(self.perhaps.is_some()) + self.hets.len();
        said <= 1 && self.shows.is_none_or(one)
    }
}

/// The shape of a belief; `None` where the trade has no words for it.
pub fn shape(locus: &Locus, dist: &Dist<Chance>) -> Option<Shape> {
    let recessive = |id: AlleleId| locus.inheritance(id) == Some(Inheritance::Recessive);
    if let Some(pair) = dist.sure() {
        return Some(sure(locus, pair));
    }
    let pairs: Vec<(Pair, Chance)> = dist.entries().to_vec();
    if pairs.iter().any(|(pair, _)| pair.is_phased() || pair.is_hemizygous()) {
        return None;
    }
    let one = |pair: &Pair| pair.a() == AlleleId::WILD;
    if pairs.iter().all(|(pair, _)| one(pair)) {
        let mutant = pairs.iter().filter(|(pair, _)| !pair.is_wild());
        let hets: Vec<_> = mutant.map(|(pair, p)| (pair.b(), *p)).collect();
        return pairs.iter().any(|(pair, _)| pair.is_wild()).then(|| Shape { hets, ..Shape::default() });
    }
    if let [(het, _), (two, p)] = pairs.as_slice()
        && one(het)
        && *two == Pair::hom(het.b())
        && !recessive(het.b())
    {
        return Some(Shape { perhaps: Some((het.b(), *p)), ..Shape::default() });
    }
    // A pair that is there in any case, with something more beside it: Phantom 66% het OGS, Motley 66% het Stripe.
    let (base, shown) = pairs.iter().find_map(|(pair, _)| match pair.a() {
        AlleleId::WILD if !recessive(pair.b()) => Some((*pair, pair.b())),
        a if a == pair.b() && recessive(a) => Some((*pair, a)),
        _ => None,
    })?;
    let mut hets = Vec::new();
    for (pair, p) in pairs.iter().filter(|(pair, _)| *pair != base) {
        let other = if pair.a() == shown { pair.b() } else { pair.a() };
        let fits = pair.copies(shown) == 1
            && other.is_mutant()
            && if one(&base) { recessive(other) } else { hides(locus, shown, other) };
        if !fits {
            return None;
        }
        hets.push((other, *p));
    }
    Some(Shape { shows: Some(base), hets, ..Shape::default() })
}

fn sure(locus: &Locus, pair: Pair) -> Shape {
    let recessive = |id: AlleleId| locus.inheritance(id) == Some(Inheritance::Recessive);
    let plain = pair.unphased();
    let (a, b) = (plain.a(), plain.b());
    let one = Chance::ONE;
    if plain.is_wild() {
        return Shape::default();
    }
    if plain.is_hemizygous() {
        let shows = if recessive(a) { Pair::hom(a) } else { Pair::het(a) };
        return Shape { shows: Some(shows), ..Shape::default() };
    }
    if a == AlleleId::WILD && recessive(b) {
        return Shape { hets: vec![(b, one)], ..Shape::default() };
    }
    for (over, under) in [(a, b), (b, a)] {
        if a != b && recessive(over) && hides(locus, over, under) {
            return Shape { shows: Some(Pair::hom(over)), hets: vec![(under, one)], ..Shape::default() };
        }
    }
    let on_x = (pair.is_phased() && a == AlleleId::WILD).then(|| pair.a() != AlleleId::WILD);
    Shape { shows: Some(plain), on_x, ..Shape::default() }
}

/// Whether one allele of a dominance series shows alone over another.
pub fn hides(locus: &Locus, over: AlleleId, under: AlleleId) -> bool {
    let place = |id| locus.allele(id).and_then(|allele| allele.series);
    place(over).zip(place(under)).is_some_and(|(over, under)| over < under)
}
