//! Parentage: `candidates`, the `dam` and the `clutch`; or `loci` of young, dam and alleged sire.

use super::{
    entry::{Entry, exact, figure, float, rough},
    locus::Names,
};
use crate::{
    genetics::{error::CliError, json::Json},
    limits::Limits,
};
use repti_genetics::{
    evidence::{
        Arithmetic, Clutch, EvidenceError, Limits as Bounds, Pedigree, Query, Sires, parentage, parentage_in,
        paternity_index, posterior,
    },
    genotype::{AlleleId, Chance, Number as _, Pair},
};

/// # Errors
/// [`CliError::Entry`] names the field.
pub fn answer(entry: &Entry<'_>, limits: &Limits) -> Result<Json, CliError> {
    if entry.json.get("loci").is_some() { index(entry) } else { clutch(entry, &limits.evidence()) }
}

fn clutch(entry: &Entry<'_>, bounds: &Bounds) -> Result<Json, CliError> {
    let (candidates, young) = (entry.map("candidates")?, entry.list("clutch")?);
    let of_candidate = |candidate: &'_ (String, Json)| match candidate.1.list() {
        Some([weight, genotypes]) => Ok((weight.clone(), genotypes.clone())),
        _ => Err(entry.error(&format!("candidates.{}", candidate.0), "[weight, {genotype: chance}] is expected")),
    };
    let read = candidates.iter().map(of_candidate).collect::<Result<Vec<_>, _>>()?;
    let dam = Json::Map(entry.map("dam")?.to_vec());
    let keys = read.iter().map(|candidate| &candidate.1).chain([&dam]).filter_map(Json::map).flatten();
    let texts = keys.map(|key| key.0.as_str()).chain(young.iter().filter_map(Json::text));
    let names = Names::read(entry, texts)?;
    let mut clutch = Clutch {
        locus: names.locus.clone(),
        candidates: Vec::new(),
        dam: names.chances(entry, "dam", &dam)?,
        young: Vec::new(),
    };
    for ((name, _), (weight, genotypes)) in candidates.iter().zip(&read) {
        let place = format!("candidates.{name}");
        let weight = entry.chance(&place, weight)?;
        clutch.candidates.push((weight, names.chances(entry, &place, genotypes)?));
    }
    for (place, seen) in young.iter().enumerate() {
        let place = format!("clutch[{place}]");
        let text =
            seen.text().ok_or_else(|| entry.error(&place, format_args!("a text is expected, not {}", seen.kind())))?;
        clutch.young.push(names.seen(entry, &place, text)?);
    }
    let sires = match entry.json.get("sires").map(Json::text) {
        None | Some(Some("one")) => Sires::One,
        Some(Some("each its own")) => Sires::EachItsOwn,
        Some(_) => return Err(entry.error("sires", "one or each its own is expected")),
    };
    let name = |animal: usize| match (candidates.get(animal), animal.checked_sub(candidates.len())) {
        (Some(candidate), _) => format!("candidate {}", candidate.0),
        (None, Some(0)) => "the dam".to_owned(),
        (None, at) => format!("clutch[{}]", at.unwrap_or(1) - 1),
    };
    let pedigree = clutch.pedigree(sires);
    let found = match sires {
        Sires::One => one(&pedigree, bounds).map(|chances| vec![chances]),
        Sires::EachItsOwn => each(&pedigree, bounds),
    };
    let field = |error: &EvidenceError| match error {
        EvidenceError::Impossible { .. } => "clutch",
        _ => "candidates",
    };
    let found = found.map_err(|error| entry.fault(field(&error), &error, name))?;
    let row = |chances: &Vec<Chance>| {
        Json::Map(
            candidates.iter().zip(chances).map(|(candidate, chance)| (candidate.0.clone(), figure(*chance))).collect(),
        )
    };
    let posterior = match (sires, found.first()) {
        (Sires::One, Some(chances)) => row(chances),
        _ => Json::List(found.iter().map(row).collect()),
    };
    Ok(entry.with(vec![("posterior", posterior)]))
}

fn one(pedigree: &Pedigree<Chance>, bounds: &Bounds) -> Result<Vec<Chance>, EvidenceError> {
    match pedigree.convert(exact).map(|pedigree| parentage_in(&pedigree, 0, bounds)) {
        Some(Ok(found)) => return Ok(found.chances.into_iter().map(Chance::Exact).collect()),
        Some(Err(EvidenceError::OutOfRange)) | None => {}
        Some(Err(error)) => return Err(error),
    }
    let pedigree = pedigree.convert(rough).ok_or(EvidenceError::OutOfRange)?;
    Ok(parentage(&pedigree, 0, bounds)?.chances.into_iter().map(float).collect())
}

fn each(pedigree: &Pedigree<Chance>, bounds: &Bounds) -> Result<Vec<Vec<Chance>>, EvidenceError> {
    let query = Query { paternities: (0..pedigree.paternities.len()).collect(), ..Query::default() };
    let pedigree = pedigree.convert(rough).ok_or(EvidenceError::OutOfRange)?;
    let found = posterior(&pedigree, &query, bounds)?.paternities;
    Ok(found.into_iter().map(|paternity| paternity.chances.into_iter().map(float).collect()).collect())
}

/// `loci`: each `[young, dam, alleged sire, {allele: frequency}]`, genotypes as lists of two alleles; the dam may be null. Frequencies
/// that sum to less than one leave the rest to alleles that nobody here has.
fn index(entry: &Entry<'_>) -> Result<Json, CliError> {
    let (mut all, mut product) = (Vec::new(), Chance::ONE);
    for (place, locus) in entry.list("loci")?.iter().enumerate() {
        let place = format!("loci[{place}]");
        let Some([young, dam, sire, Json::Map(frequency)]) = locus.list() else {
            return Err(entry.error(&place, "[young, dam, sire, {allele: frequency}] is expected"));
        };
        let mut names: Vec<String> = Vec::new();
        let mut chances: Vec<Chance> = Vec::new();
        for (name, chance) in entry.once(&place, frequency)? {
            names.push(name.clone());
            chances.push(entry.chance(&place, chance)?);
        }
        let rest = chances.iter().fold(Chance::ONE, |rest, chance| match (rest.ratio(), chance.ratio()) {
            (Some(rest), Some(chance)) => rest.sub(chance).map_or(Chance::ZERO, Chance::Exact),
            _ => float((rest.to_f64() - chance.to_f64()).max(0.0)),
        });
        if rest.to_f64() > 1e-9 {
            names.push(String::new());
            chances.push(rest);
        }
        let names = Names::new(entry, names)?;
        let genotype = |who: &str, json: &Json| genotype(entry, &names, &format!("{place}, {who}"), json);
        let (young, sire) = (genotype("young", young)?, genotype("sire", sire)?);
        let dam = if *dam == Json::Null { None } else { Some(genotype("dam", dam)?) };
        let found = of_locus(&names, young, dam, sire, &chances).map_err(|error| {
            entry.fault(&place, &error, |who| {
                ["the young", "the dam", "the sire"].get(who).map_or_else(String::new, |who| (*who).to_owned())
            })
        })?;
        product = product * found;
        all.push(figure(found));
    }
    Ok(entry.with(vec![("LR_per_locus", Json::List(all)), ("LR", figure(product))]))
}

fn genotype(entry: &Entry<'_>, names: &Names, place: &str, json: &Json) -> Result<Pair, CliError> {
    let id = |name: &str| -> Result<AlleleId, CliError> {
        names.allele(name).ok_or_else(|| entry.error(place, format_args!("“{name}” has no frequency")))
    };
    match json {
        Json::Text(text) => names.genotype(entry, place, text),
        Json::List(list) => match list.as_slice() {
            [Json::Text(one), Json::Text(other)] => Ok(Pair::new(id(one)?, id(other)?)),
            _ => Err(entry.error(place, "two alleles are expected")),
        },
        other => Err(entry.error(place, format_args!("two alleles are expected, not {}", other.kind()))),
    }
}

fn of_locus(
    names: &Names,
    young: Pair,
    dam: Option<Pair>,
    sire: Pair,
    frequency: &[Chance],
) -> Result<Chance, EvidenceError> {
    fn index<N: Arithmetic>(
        names: &Names,
        who: (Pair, Option<Pair>, Pair),
        frequency: &[Chance],
        into: fn(&Chance) -> Option<N>,
    ) -> Result<N, EvidenceError> {
        let frequency = frequency.iter().map(into).collect::<Option<Vec<N>>>().ok_or(EvidenceError::OutOfRange)?;
        let locus = repti_genetics::evidence::Locus::autosomal(names.locus.alleles);
        paternity_index(&locus, (who.0, None), who.1, who.2, &frequency)
    }
    match index(names, (young, dam, sire), frequency, exact) {
        Err(EvidenceError::OutOfRange) => index(names, (young, dam, sire), frequency, rough).map(float),
        found => found.map(Chance::Exact),
    }
}
