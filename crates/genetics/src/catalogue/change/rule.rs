//! Rules: added, changed, taken back. One that is read out of a gene's remarks has no line of its own, so taking it back is a line.

use super::{Wrong, unchanged};
use crate::catalogue::{
    rule::{normal, read},
    source::Source,
    taxon::{Condition, Taxon},
};
use repti_model::{
    catalogue::{RuleFields, RuleKey},
    genes::GeneRisk,
};

pub fn add(source: &mut Source, species: &str, fields: &RuleFields) -> Result<(), Wrong> {
    let taxon = taxon(source, species)?;
    let when = conditions(&taxon, fields.grade, &fields.when)?;
    if find(source, &taxon, fields.grade, &when).is_some() {
        return Err(("when", "There is a rule of this grade for these animals already: change it.".to_owned()));
    }
    source.notes.push(line(species, fields));
    Ok(())
}

pub fn change(source: &mut Source, species: &str, key: &RuleKey, fields: &RuleFields) -> Result<(), Wrong> {
    let taxon = taxon(source, species)?;
    let when = conditions(&taxon, fields.grade, &fields.when)?;
    let before = known(&taxon, key)?;
    let (place, standing) = find(source, &taxon, key.grade, &before).ok_or_else(|| missing(key))?;
    if standing == *fields {
        return Err(unchanged("text"));
    }
    let moved = (fields.grade, &when) != (key.grade, &before);
    if moved && find(source, &taxon, fields.grade, &when).is_some() {
        return Err(("when", "There is a rule of this grade for these animals already: change that one.".to_owned()));
    }
    if let Some(own) = place.and_then(|at| source.notes.get_mut(at)) {
        *own = line(species, fields);
        return Ok(());
    }
    source.notes.push(back(species, &standing));
    source.notes.push(line(species, fields));
    Ok(())
}

pub fn remove(source: &mut Source, species: &str, key: &RuleKey) -> Result<(), Wrong> {
    let taxon = taxon(source, species)?;
    let before = known(&taxon, key)?;
    let (place, standing) = find(source, &taxon, key.grade, &before).ok_or_else(|| missing(key))?;
    match place.filter(|&at| at < source.notes.len()) {
        Some(at) => {
            source.notes.remove(at);
        }
        None => source.notes.push(back(species, &standing)),
    }
    Ok(())
}

fn taxon(source: &Source, species: &str) -> Result<Taxon, Wrong> {
    let read = source.taxon(species).map_err(|error| ("species", error.to_string()))?;
    read.ok_or_else(|| ("species", format!("“{species}” is no species of the catalogue.")))
}

fn conditions(taxon: &Taxon, grade: GeneRisk, text: &str) -> Result<Vec<Condition>, Wrong> {
    let when = normal(&read(taxon, text).map_err(|error| ("when", error))?);
    // What a locus knows as deadly are its pairs.
    if let (GeneRisk::Lethal, [Condition::Copies(..) | Condition::Visual(_)]) = (grade, when.as_slice()) {
        let message = format!("Of one locus, what doesn’t live is a pair: {text}/{text} for two copies.");
        return Err(("when", message));
    }
    Ok(when)
}

fn known(taxon: &Taxon, key: &RuleKey) -> Result<Vec<Condition>, Wrong> {
    read(taxon, &key.when).map(|when| normal(&when)).map_err(|error| ("rule", error))
}

/// A rule of a grade for the same animals, and its line if it has one.
fn find(source: &Source, taxon: &Taxon, grade: GeneRisk, when: &[Condition]) -> Option<(Option<usize>, RuleFields)> {
    source
        .all_rules(taxon)
        .into_iter()
        .find(|(_, rule)| rule.grade == grade && read(taxon, &rule.when).is_ok_and(|own| normal(&own) == when))
}

fn missing(key: &RuleKey) -> Wrong {
    ("rule", format!("There is no such rule: {}, {}.", key.grade.label().to_lowercase(), key.when))
}

fn line(species: &str, rule: &RuleFields) -> String {
    format!("rule|{species}|{}|{}|{}|{}", rule.grade, rule.when, rule.text, rule.certainty)
}

fn back(species: &str, rule: &RuleFields) -> String {
    format!("unrule|{species}|{}|{}", rule.grade, rule.when)
}
