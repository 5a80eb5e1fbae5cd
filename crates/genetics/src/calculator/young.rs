//! The kinds of young, named.

use super::{
    MOST_LISTED,
    answer::Young,
    chips,
    forecast::{Pairing, share},
};
use crate::{
    arrange::Arrange as _,
    cross::{CrossError, Target, VisualRow, Want, hobby_percent},
    genotype::{Chance, Dist, Genotype, LocusId, Number as _, Pair},
    text::{Lexicon, Percent},
};

/// Up to here all rows are made and those merged that look alike; above, the likeliest are searched for.
const MOST_MADE: u128 = 2_000;

/// The likeliest [`MOST_LISTED`], and how many kinds there are.
pub fn list(pairing: &Pairing<'_, '_>) -> Result<(Vec<Young>, u128), CrossError> {
    let outcome = pairing.outcome;
    let (rows, kinds) = if outcome.combinations() <= MOST_MADE {
        let (rows, kinds) = outcome.first_visual_rows(MOST_LISTED)?;
        (rows, kinds as u128)
    } else {
        (outcome.best_visual(MOST_LISTED), outcome.combinations())
    };
    Ok((rows.iter().take(MOST_LISTED).map(|row| young(pairing, row)).collect(), kinds))
}

fn young(pairing: &Pairing<'_, '_>, row: &VisualRow<Chance>) -> Young {
    let Pairing { lexicon, outcome, ids, .. } = pairing;
    let mut genotype = Genotype::default();
    for (&id, given) in ids.iter().zip(&row.given) {
        if let Ok(dist) = Dist::new(given.iter().copied()) {
            genotype.loci.insert(id, dist);
        }
    }
    let name = lexicon.name(&genotype, Percent::Hobby);
    let (mut text, mut details, mut chips) = (name.text.clone(), Vec::new(), chips::of(&name));
    for id in &name.unsaid {
        let Some(at) = ids.iter().position(|own| own == id) else { continue };
        let shows = row.classes.get(at).copied().flatten().map(|class| outcome.label(at, class));
        let given = row.given.get(at).map_or(&[][..], Vec::as_slice);
        if let Some(shown) = shows.filter(|label| *label != "normal" && *label != "non-visual") {
            let shown = title(lexicon, *id, shown);
            text = if text == "Normal" { shown.clone() } else { format!("{shown} {text}") };
            chips.insert(0, chips::Chip { look: chips::Look::Shows, text: shown });
        }
        details.push(one_by_one(lexicon, *id, given));
    }
    let wants = row.classes.iter().enumerate().filter_map(|(at, class)| Some((at, Want::Number((*class)?))));
    let target = Target { sex: row.sex, wants: wants.collect() };
    let clutch = if row.lethal { None } else { pairing.clutch(&target) };
    Young {
        sex: row.sex,
        name: text,
        chips,
        details,
        lethal: row.lethal,
        per_egg: share(row.p_egg),
        per_survivor: row.p_survivor.map(share),
        clutch,
    }
}

/// The class of a locus as the catalogue writes its gene: `super banana` → "Super Banana".
fn title(lexicon: &Lexicon<'_>, id: LocusId, class: &str) -> String {
    let (before, slug) = class.strip_prefix("super ").map_or(("", class), |slug| ("Super ", slug));
    let locus = lexicon.taxon().locus(id);
    let name = |slug: &str| {
        let found = locus.and_then(|locus| locus.find(slug)).map(|allele| lexicon.taxon().allele_name(id, allele));
        found.unwrap_or(slug).to_owned()
    };
    format!("{before}{}", slug.split('/').map(name).collect::<Vec<_>>().join("/"))
}

/// "97% Banana FM, 3% Banana MM".
fn one_by_one(lexicon: &Lexicon<'_>, id: LocusId, given: &[(Pair, Chance)]) -> String {
    let mut given: Vec<_> = given.to_vec();
    given.arrange_by(|left, right| right.1.order(left.1));
    let words =
        given.into_iter().map(|(pair, p)| format!("{}% {}", hobby_percent(p.to_f64()), alone(lexicon, id, pair)));
    words.collect::<Vec<_>>().join(", ")
}

/// The name of an animal that has this pair, and is normal otherwise.
pub fn alone(lexicon: &Lexicon<'_>, id: LocusId, pair: Pair) -> String {
    if pair.is_wild() {
        return "not carrying".to_owned();
    }
    let mut genotype = Genotype::default();
    genotype.loci.insert(id, Dist::certain(pair));
    lexicon.name(&genotype, Percent::Hobby).text
}
