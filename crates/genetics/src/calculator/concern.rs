//! What to mind: young that die or suffer, and genes of which too little is known.

use super::{
    answer::Concern,
    forecast::{Pairing, share},
};
use crate::{
    arrange::Arrange as _,
    cross::{CrossError, Target, Want},
    genotype::Number as _,
};

/// Rules of the catalogue that some of the young would meet, the gravest and likeliest first.
pub fn list(pairing: &Pairing<'_, '_>) -> Result<Vec<Concern>, CrossError> {
    let mut found = Vec::new();
    for rule in &pairing.lexicon.taxon().rules {
        let wants = rule
            .when
            .iter()
            .map(|when| Some((pairing.ids.iter().position(|own| *own == when.locus())?, Want::Meets(*when))));
        // A locus that the pairing lacks is wild in every young, which no rule is about.
        let Some(wants) = wants.collect::<Option<Vec<_>>>() else { continue };
        let p = pairing.outcome.probability(&Target { sex: None, wants })?.p_egg;
        if !p.is_zero() {
            let text = rule.text.clone();
            found.push(Concern { grade: rule.grade, text, proven: rule.certainty.is_proven(), per_egg: share(p) });
        }
    }
    found.arrange_by(|left, right| left.grade.cmp(&right.grade).then(right.per_egg.p.total_cmp(&left.per_egg.p)));
    Ok(found)
}

/// Genes that either parent may carry, and whose inheritance rests on general knowledge or on sources that conflict.
pub fn unproven(pairing: &Pairing<'_, '_>) -> Vec<String> {
    let mut names = Vec::new();
    for at in 0..pairing.ids.len() {
        let Some(locus) = pairing.outcome.locus(at) else { continue };
        for class in pairing.outcome.pairs(at) {
            for allele in [class.a(), class.b()].into_iter().filter_map(|id| locus.allele(id)) {
                if !allele.certainty.is_proven() && !names.contains(&allele.name) {
                    names.push(allele.name.clone());
                }
            }
        }
    }
    names.arrange();
    names
}
