//! Evidence across a pedigree: `animals` as `[id, sire, dam, what is known]`.

use super::{
    entry::{Entry, exact, figure, float, rough},
    locus::{Names, sex},
};
use crate::{
    genetics::{error::CliError, json::Json},
    limits::Limits,
};
use repti_genetics::{
    evidence::{
        Animal, Answer, Evidence, EvidenceError, Limits as Bounds, Litter, Method, Parent, Paternity, Pedigree, Query,
        posterior, posterior_in,
    },
    genotype::{Chance, Number as _},
};
use std::collections::BTreeMap;

/// What exact fractions may cost; larger pedigrees are answered in floating point.
const EXACT: usize = 1 << 16;

/// # Errors
/// [`CliError::Entry`] names the field, and the animals whose evidence can't be true together.
pub fn answer(entry: &Entry<'_>, limits: &Limits) -> Result<Json, CliError> {
    let bounds = limits.evidence();
    let reader = Reader::new(entry)?;
    let pedigree = reader.pedigree()?;
    // Which animals are asked for is part of the question; where nobody is named, all are.
    let targets: Vec<&str> = match entry.json.get("posterior") {
        Some(_) => entry.map("posterior")?.iter().map(|target| target.0.as_str()).collect(),
        None => reader.ids.clone(),
    };
    let animals = targets.iter().map(|id| reader.animal("posterior", id)).collect::<Result<Vec<_>, _>>()?;
    let query = Query { animals, ..Query::default() };
    let answer = match solve(&pedigree, &query, &bounds) {
        Ok(answer) => answer,
        Err(error @ EvidenceError::Impossible { .. }) if expects_nothing(entry) => {
            let reason = error.describe(|animal| reader.name(animal));
            let empty = ("posterior", Json::Map(Vec::new()));
            return Ok(entry.with(vec![
                ("likelihood", figure(Chance::ZERO)),
                empty,
                ("impossible", Json::Text(reason)),
            ]));
        }
        Err(error) => return Err(entry.fault("animals", &error, |animal| reader.name(animal))),
    };
    let mut sampled = Vec::new();
    let mut posteriors = Vec::new();
    for (target, found) in targets.iter().zip(&answer.animals) {
        let likely = found.chances.iter().filter(|(_, chance)| !chance.is_zero());
        let chances = likely.map(|(pair, chance)| (reader.names.text(*pair), figure(*chance)));
        posteriors.push(((*target).to_owned(), Json::Map(chances.collect())));
        if let Method::Sampled { standard_error, .. } = found.method {
            sampled.push(((*target).to_owned(), figure(float(standard_error))));
        }
    }
    let mut figures = Vec::new();
    if let Some(likelihood) = answer.likelihood {
        figures.push(("likelihood", figure(likelihood)));
    }
    figures.push(("posterior", Json::Map(posteriors)));
    if !sampled.is_empty() {
        figures.push(("sampled_with_standard_error", Json::Map(sampled)));
    }
    Ok(entry.with(figures))
}

/// Whether the file itself says that the evidence is impossible.
fn expects_nothing(entry: &Entry<'_>) -> bool {
    entry.json.get("likelihood").is_some_and(|likelihood| likelihood.number().is_ok_and(|number| number.is_zero()))
}

/// In fractions where that is possible, else in floating point.
fn solve(pedigree: &Pedigree<Chance>, query: &Query, bounds: &Bounds) -> Result<Answer<Chance>, EvidenceError> {
    let limits = Bounds { tables: EXACT, ..bounds.clone() };
    match pedigree.convert(exact).map(|pedigree| posterior_in(&pedigree, query, &limits)) {
        Some(Ok(answer)) => {
            return answer.convert(|ratio| Some(Chance::Exact(*ratio))).ok_or(EvidenceError::OutOfRange);
        }
        Some(Err(EvidenceError::OutOfRange | EvidenceError::TooLarge { .. })) | None => {}
        Some(Err(error)) => return Err(error),
    }
    let rough = pedigree.convert(rough).ok_or(EvidenceError::OutOfRange)?;
    let answer = posterior(&rough, query, bounds)?;
    answer.convert(|value| Some(float(*value))).ok_or(EvidenceError::OutOfRange)
}

struct Reader<'a> {
    entry: &'a Entry<'a>,
    names: Names,
    rows: Vec<&'a [Json]>,
    ids: Vec<&'a str>,
    index: BTreeMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn new(entry: &'a Entry<'a>) -> Result<Self, CliError> {
        let names = Names::read(entry, std::iter::empty())?;
        let (mut rows, mut ids, mut index) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (place, row) in entry.list("animals")?.iter().enumerate() {
            let row = row.list().unwrap_or_default();
            let (Some(Json::Text(id)), 1..=5) = (row.first(), row.len()) else {
                return Err(entry.error(&format!("animals[{place}]"), "[id, sire, dam, what is known] is expected"));
            };
            if index.insert(id.as_str(), place).is_some() {
                return Err(entry.error("animals", format_args!("the id {id} stands there twice")));
            }
            rows.push(row);
            ids.push(id.as_str());
        }
        Ok(Self { entry, names, rows, ids, index })
    }

    fn name(&self, animal: usize) -> String {
        self.ids.get(animal).map_or_else(|| format!("animal {animal}"), |id| (*id).to_owned())
    }

    fn animal(&self, field: &str, id: &str) -> Result<usize, CliError> {
        let missing = || self.entry.error(field, format_args!("there is no animal {id}"));
        self.index.get(id).copied().ok_or_else(missing)
    }

    fn pedigree(&self) -> Result<Pedigree<Chance>, CliError> {
        let entry = self.entry;
        let mut pedigree = Pedigree::new(self.names.locus.clone());
        if entry.json.get("freq").is_some() {
            let mut frequency = vec![Chance::ZERO; usize::from(self.names.locus.alleles)];
            for (name, chance) in entry.map("freq")? {
                let place = format!("freq.{name}");
                let id = self.names.allele(name).ok_or_else(|| entry.error(&place, "it is none of the alleles"))?;
                if let Some(own) = frequency.get_mut(usize::from(id.0)) {
                    *own = entry.chance(&place, chance)?;
                }
            }
            pedigree.frequency = Some(frequency);
        }
        for (id, row) in self.ids.iter().zip(&self.rows) {
            let sire = self.parent(&mut pedigree, id, "sire", row.get(1))?;
            let dam = self.parent(&mut pedigree, id, "dam", row.get(2))?;
            let mut animal =
                Animal { sire, dam, sex: sex(entry, &format!("{id}, sex"), row.get(4))?, ..Animal::default() };
            self.known(&mut animal, id, row.get(3))?;
            pedigree.push(animal);
        }
        if entry.json.get("hatched").is_some() {
            for (place, litter) in entry.list("hatched")?.iter().enumerate() {
                pedigree.litters.push(self.litter(&format!("hatched[{place}]"), litter)?);
            }
        }
        Ok(pedigree)
    }

    /// An id, nothing, or several candidates as `{"A": "1/2", "B": "1/2"}`.
    fn parent(
        &self,
        pedigree: &mut Pedigree<Chance>,
        id: &str,
        side: &str,
        json: Option<&'a Json>,
    ) -> Result<Parent, CliError> {
        let place = format!("{id}, {side}");
        match json {
            None | Some(Json::Null) => Ok(Parent::Unknown),
            Some(Json::Text(parent)) => Ok(Parent::Animal(self.animal(&place, parent)?)),
            Some(Json::Map(list)) => {
                let mut candidates = Vec::new();
                for (parent, weight) in self.entry.once(&place, list)? {
                    let weight = self.entry.chance(&place, weight)?;
                    candidates.push((Parent::Animal(self.animal(&place, parent)?), weight));
                }
                pedigree.paternities.push(Paternity { candidates });
                Ok(Parent::OneOf(pedigree.paternities.len() - 1))
            }
            Some(other) => Err(self.entry.error(&place, format_args!("an id is expected, not {}", other.kind()))),
        }
    }

    /// What was seen as a text; or an object with `prior`, `seen`, `genotype`, `claim` (likelihoods), `sex`.
    fn known(&self, animal: &mut Animal<Chance>, id: &str, json: Option<&'a Json>) -> Result<(), CliError> {
        match json {
            None | Some(Json::Null) => {}
            Some(Json::Text(text)) => animal.evidence.push(self.names.seen(self.entry, id, text)?),
            Some(Json::Map(fields)) => {
                for (field, value) in self.entry.once(id, fields)? {
                    let place = format!("{id}, {field}");
                    match (field.as_str(), value) {
                        ("prior", value) => animal.prior = Some(self.names.chances(self.entry, &place, value)?),
                        ("claim", value) => {
                            let claim = self.names.chances(self.entry, &place, value)?;
                            animal.evidence.push(Evidence::Likelihood(claim));
                        }
                        ("seen" | "genotype", Json::Text(text)) => {
                            animal.evidence.push(self.names.seen(self.entry, &place, text)?);
                        }
                        ("sex", value) => animal.sex = sex(self.entry, &place, Some(value))?,
                        _ => {
                            let reason = "prior, claim, seen, genotype or sex is expected";
                            return Err(self.entry.error(&place, reason));
                        }
                    }
                }
            }
            Some(other) => {
                let reason = format_args!("what was seen is expected, not {}", other.kind());
                return Err(self.entry.error(id, reason));
            }
        }
        Ok(())
    }

    /// `[sire, dam, {"visual": 1, "normal-looking": 5}]`.
    fn litter(&self, place: &str, json: &Json) -> Result<Litter<Chance>, CliError> {
        let Some([Json::Text(sire), Json::Text(dam), Json::Map(seen)]) = json.list() else {
            return Err(self.entry.error(place, "[sire, dam, {what was seen: how many}] is expected"));
        };
        let mut counts = Vec::new();
        for (text, count) in seen {
            counts.push((self.names.seen(self.entry, place, text)?, None, self.entry.count(place, Some(count))?));
        }
        Ok(Litter { sire: self.animal(place, sire)?, dam: self.animal(place, dam)?, counts })
    }
}
