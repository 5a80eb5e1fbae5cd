//! What the claims about one locus come to.

use super::{
    claim::{Body, Claim},
    finding::Problem,
    part::hides,
    reading::Span,
};
use crate::{
    catalogue::{Allele, Linkage, Locus},
    cross::Sex,
    genotype::{AlleleId, Chance, Dist, Number as _, Pair},
};

/// Where findings go.
pub type Report<'r> = &'r mut dyn FnMut(Span, Problem);

/// The distribution that the claims leave; `None` where they can't all hold, or say nothing.
pub fn merge(locus: &Locus, claims: &[&Claim], sex: Option<Sex>, report: Report<'_>) -> Option<Dist<Chance>> {
    let mut sure = Sure::default();
    for claim in claims {
        sure.take(locus, claim, report);
    }
    let room = if has_one_copy(locus, sex) { 1 } else { 2 };
    if sure.slots().len() > room {
        let last = claims.iter().rev().find(|claim| !matches!(claim.body, Body::Het(..) | Body::Complex));
        let choices = sure.slots().iter().map(|&id| gene(locus, id)).collect();
        let problem = Problem::ThreeAllelesOneLocus { locus: locus.name.clone(), choices };
        last.iter().for_each(|claim| report(claim.span, problem.clone()));
        return None;
    }
    let pair = sure.pair(locus, room, report);
    let perhaps = claims.iter().find_map(|claim| match claim.body {
        Body::Perhaps(id, p) if pair == Some(Pair::het(id)) => Some((id, p)),
        _ => None,
    });
    if let Some((id, p)) = perhaps {
        let _ = hets(locus, &[], claims, Some(Pair::hom(id)), false, report);
        return Dist::new([(Pair::hom(id), p), (Pair::het(id), p.complement())]).ok();
    }
    let bare = sure.fixed.is_empty() && sure.dominant.is_empty();
    // Where one chromosome has the locus, a recessive copy shows: there are no hets.
    let full = if room == 1 && pair.is_none() && locus.is_recessive() {
        Some(Pair::new(AlleleId::NONE, AlleleId::NONE))
    } else {
        pair
    };
    let mut out = hets(locus, &sure.slots(), claims, full, bare && room == 2, report);
    if room == 1 {
        // With one chromosome that has the locus a single copy is all there is.
        let one = |pair: Pair| {
            if pair.is_wild() { Pair::new(AlleleId::WILD, AlleleId::NONE) } else { Pair::hemizygous(pair.b()) }
        };
        out.iter_mut().for_each(|entry| entry.0 = one(entry.0));
    }
    Dist::new(out).ok()
}

fn gene(locus: &Locus, id: AlleleId) -> String {
    locus.allele(id).map_or_else(String::new, |allele: &Allele| allele.name.clone())
}

fn has_one_copy(locus: &Locus, sex: Option<Sex>) -> bool {
    match locus.linkage {
        Linkage::ZLinked => sex == Some(Sex::Female),
        Linkage::XLinked => sex == Some(Sex::Male),
        Linkage::Autosomal | Linkage::XyRecombining { .. } => false,
    }
}

/// The copies that are certain, in the order of their claims.
#[derive(Debug, Default)]
struct Sure {
    /// Counted copies.
    fixed: Vec<(AlleleId, bool)>,
    /// Recessives that show.
    visual: Vec<(AlleleId, bool)>,
    /// Dominants, and whether their zygosity was left open.
    dominant: Vec<(AlleleId, bool, Span, bool)>,
}

impl Sure {
    fn take(&mut self, locus: &Locus, claim: &Claim, report: Report<'_>) {
        let through = claim.combo;
        let mut repeated = |id: AlleleId, other: bool| {
            let gene = gene(locus, id);
            let problem = if through || other {
                Problem::GeneRepeatedThroughCombo { gene }
            } else {
                Problem::GeneRepeated { gene }
            };
            report(claim.span, problem);
        };
        let known = |list: &[(AlleleId, bool)], id: AlleleId| list.iter().find(|own| own.0 == id).map(|own| own.1);
        match claim.body {
            Body::One(id) | Body::Perhaps(id, _) => {
                let least = self.dominant.iter().position(|own| own.0 == id).map(|at| self.dominant.remove(at).3);
                if let Some(other) = known(&self.fixed, id).or(least) {
                    repeated(id, other);
                }
                self.fixed.push((id, through));
            }
            Body::Two(id) => self.both(id, id, through, &mut repeated),
            Body::Both(a, b) => self.both(a, b, through, &mut repeated),
            Body::Visual(id) => match known(&self.visual, id).or_else(|| known(&self.fixed, id)) {
                Some(other) => repeated(id, other),
                None => self.visual.push((id, through)),
            },
            Body::AtLeast(id, bare) => {
                let own = self.dominant.iter().find(|own| own.0 == id).map(|own| own.3);
                match own.or_else(|| known(&self.fixed, id)) {
                    Some(other) => repeated(id, other),
                    None => self.dominant.push((id, bare, claim.span, through)),
                }
            }
            Body::Het(..) | Body::Complex => {}
        }
    }

    /// Two copies; said a second time they are the same two.
    fn both(&mut self, a: AlleleId, b: AlleleId, through: bool, repeated: &mut dyn FnMut(AlleleId, bool)) {
        let same = matches!(self.fixed.as_slice(), [x, y] if Pair::new(x.0, y.0) == Pair::new(a, b));
        if let Some(&(id, other)) = self.fixed.iter().chain(&self.visual).find(|own| own.0 == a || own.0 == b) {
            repeated(id, other);
        } else if let Some(own) = self.dominant.iter().find(|own| own.0 == a || own.0 == b) {
            repeated(own.0, own.3);
        }
        self.visual.retain(|own| own.0 != a && own.0 != b);
        self.dominant.retain(|own| own.0 != a && own.0 != b);
        if !same {
            self.fixed.extend([(a, through), (b, through)]);
        }
    }

    /// One entry a copy; a lone recessive counts once here.
    fn slots(&self) -> Vec<AlleleId> {
        let others = self.visual.iter().map(|own| own.0).chain(self.dominant.iter().map(|own| own.0));
        self.fixed.iter().map(|own| own.0).chain(others).collect()
    }

    fn pair(&self, locus: &Locus, room: usize, report: Report<'_>) -> Option<Pair> {
        match (self.slots().as_slice(), self.visual.as_slice()) {
            ([], _) => None,
            ([id], [_]) if room == 2 => Some(Pair::hom(*id)),
            ([id], _) => {
                for &(_, bare, span, _) in self.dominant.iter().filter(|own| own.1 && room == 2) {
                    if bare && !locus.is_lethal(Pair::hom(*id)) {
                        report(span, Problem::DominantZygosityUnknown { gene: gene(locus, *id) });
                    }
                }
                Some(Pair::het(*id))
            }
            ([a, b, ..], _) => Some(Pair::new(*a, *b)),
        }
    }
}

/// Lays the possible copies over the certain ones. Hets of one locus exclude each other: an animal that shows nothing has one of them at most.
fn hets(
    locus: &Locus,
    slots: &[AlleleId],
    claims: &[&Claim],
    pair: Option<Pair>,
    bare: bool,
    report: Report<'_>,
) -> Vec<(Pair, Chance)> {
    let base = pair.unwrap_or(Pair::WILD);
    let mut out: Vec<(Pair, Chance)> = Vec::new();
    let mut left = Chance::ONE;
    for claim in claims {
        let Body::Het(id, p) = claim.body else { continue };
        if p.is_zero() {
            continue;
        }
        let gene = gene(locus, id);
        let name = locus.name.clone();
        let with = match pair {
            None => Pair::het(id),
            Some(pair) if pair.a() == AlleleId::WILD && pair.b() != id => Pair::new(pair.b(), id),
            Some(pair) if pair.a() == AlleleId::WILD => {
                report(claim.span, Problem::GeneRepeated { gene });
                continue;
            }
            // "Motley het Stripe": one that shows alone over the other may stand for the pair.
            Some(_) if bare && slots.len() == 1 && slots.first().is_some_and(|&over| hides(locus, over, id)) => {
                Pair::new(slots.first().copied().unwrap_or(id), id)
            }
            Some(_) => {
                report(claim.span, Problem::HetImpossibleBothSlotsUsed { gene, locus: name });
                continue;
            }
        };
        if out.iter().any(|entry| entry.0 == with) {
            report(claim.span, Problem::GeneRepeated { gene });
        } else if p.to_f64() > left.to_f64() + 1e-12 {
            report(claim.span, Problem::InconsistentAllelicPrior { gene, locus: name });
        } else {
            out.push((with, p));
            left = left - p;
        }
    }
    if out.is_empty() || left.to_f64() > 0.0 {
        out.push((base, left));
    }
    out
}
