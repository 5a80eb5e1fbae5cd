//! `lineage metrics`

mod animals;
mod summary;

use std::io::{Read, Write};

use repti_genetics::pedigree::{
    Kinship, Pedigree, PedigreeError,
    metrics::{descendants, without_young},
};
use serde_json::{Value, json};

use super::{
    Format, MetricsArgs, Reference,
    error::CliError,
    pairs::read_ids,
    report::{Cell, Report, write_json},
    studbook::{Loaded, Scope, load},
};
use crate::limits::PedigreeLimits;

const ALL: [Reference; 3] = [Reference::All, Reference::Descendants, Reference::Youngest];

pub(super) fn run(args: &MetricsArgs, input: &mut dyn Read, out: &mut dyn Write) -> Result<(), CliError> {
    let loaded = load(&args.file, input, Scope::Parents)?;
    let kinship = Kinship::of(loaded.pedigree()?)?;
    if let Some(id) = &args.animal {
        let animal = loaded.find(id)?;
        return animals::one(&loaded, &kinship, animal, args, out);
    }
    let mut groups: Vec<(&str, Vec<u32>)> = Vec::new();
    if let Some(path) = &args.reference_ids {
        groups.push(("listed", read_ids(path, input, &loaded)?));
    }
    let chosen = match &args.reference[..] {
        [] if args.reference_ids.is_some() => &[],
        [] if args.each => &[Reference::All][..],
        [] => &ALL,
        chosen => chosen,
    };
    groups.extend(chosen.iter().map(|&reference| named(kinship.pedigree(), reference)));
    // A pedigree of founders alone has no descendants, and nothing to say about them.
    groups.retain(|(name, animals)| *name == "listed" || *name == "all" || !animals.is_empty());
    if args.each {
        return animals::each(&loaded, &kinship, &groups, args, out);
    }
    let measures = Measures { generations: args.generations, top: args.top };
    let mut work = Work { measures, limits: &PedigreeLimits::NONE, goes_on: &mut || true };
    let summaries = summaries(&loaded, &kinship, &groups, &mut work)?;
    write(&summary::population(kinship.pedigree()), &summaries, args.format, out)
}

/// How much is said of a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// Generations for which completeness is given.
    pub generations: u32,
    /// How many of the most influential ancestors are listed.
    pub top: usize,
}

/// What is measured, and with how much work.
pub(super) struct Work<'a> {
    pub(super) measures: Measures,
    pub(super) limits: &'a PedigreeLimits,
    /// Asked before each measure.
    pub(super) goes_on: &'a mut dyn FnMut() -> bool,
}

impl Work<'_> {
    fn ask(&mut self) -> Result<(), CliError> {
        if (self.goes_on)() { Ok(()) } else { Err(PedigreeError::Stopped.into()) }
    }
}

fn summaries(
    loaded: &Loaded,
    kinship: &Kinship,
    groups: &[(&str, Vec<u32>)],
    work: &mut Work<'_>,
) -> Result<Vec<Value>, CliError> {
    groups.iter().map(|(name, animals)| summary::of(loaded, kinship, name, animals, work)).collect()
}

/// The measures of a pedigree, of its named groups, all three where none is named.
pub(super) fn of(
    loaded: &Loaded,
    kinship: &Kinship,
    chosen: &[Reference],
    mut work: Work<'_>,
) -> Result<Value, CliError> {
    let chosen = if chosen.is_empty() { &ALL } else { chosen };
    let mut groups: Vec<_> = chosen.iter().map(|&reference| named(kinship.pedigree(), reference)).collect();
    groups.retain(|(name, animals)| *name == "all" || !animals.is_empty());
    let references = summaries(loaded, kinship, &groups, &mut work)?;
    Ok(json!({"population": summary::population(kinship.pedigree()), "references": references}))
}

fn named(pedigree: &Pedigree, reference: Reference) -> (&'static str, Vec<u32>) {
    match reference {
        Reference::All => ("all", (0..u32::try_from(pedigree.len()).unwrap_or(0)).collect()),
        Reference::Descendants => ("descendants", descendants(pedigree)),
        Reference::Youngest => ("youngest", without_young(pedigree)),
    }
}

fn write(population: &Value, summaries: &[Value], format: Format, out: &mut dyn Write) -> Result<(), CliError> {
    if format == Format::Json {
        return write_json(&json!({"population": population, "references": summaries}), out);
    }
    let mut rows = Vec::new();
    flatten("population", "", population, &mut rows);
    for summary in summaries {
        let name = summary.get("reference").and_then(Value::as_str).unwrap_or_default();
        flatten(name, "", summary, &mut rows);
    }
    Report { headings: ["reference", "measure", "value"].map(String::from).into(), rows }.write(format, out)
}

/// Measures by name; those inside others with both names.
fn flatten(reference: &str, path: &str, value: &Value, rows: &mut Vec<Vec<Cell>>) {
    let inner = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| flatten(reference, &inner(name), value, rows)),
        Value::Array(values) => {
            for (at, value) in (1_usize..).zip(values) {
                flatten(reference, &inner(&at.to_string()), value, rows);
            }
        }
        value => {
            let cell = match (value.as_u64(), value.as_f64(), value.as_str()) {
                (Some(count), ..) => Cell::Count(count),
                (_, Some(figure), _) => Cell::Figure(figure),
                (.., Some(text)) => Cell::Text(text.to_owned()),
                _ => Cell::Text(value.to_string()),
            };
            if path != "reference" {
                rows.push(vec![Cell::Text(reference.to_owned()), Cell::Text(path.to_owned()), cell]);
            }
        }
    }
}
