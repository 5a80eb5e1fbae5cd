//! What was computed beside what the file expects, and for people.

use super::entry::Entry;
use crate::genetics::{
    check::{Check, unordered},
    error::CliError,
    json::Json,
};
use repti_genetics::genotype::Number as _;

/// The figures that an answer may have.
const FIGURES: [&str; 6] =
    ["posterior", "likelihood", "p_next_egg_visual", "p_at_least_one_visual_in_n_prior", "LR_per_locus", "LR"];

/// Fields that are the question, or say something about it.
const GIVEN: [&str; 19] = [
    "id",
    "desc",
    "note",
    "source",
    "states",
    "eggs",
    "visuals",
    "alleles",
    "freq",
    "animals",
    "hatched",
    "linkage",
    "candidates",
    "dam",
    "clutch",
    "sires",
    "loci",
    "impossible",
    "sampled_with_standard_error",
];

/// Compares every figure of the file, and names fields that aren't understood.
///
/// # Errors
/// [`CliError::Entry`] where an expected figure is no number.
pub fn entry(entry: &Entry<'_>, answer: &Json, check: &mut Check) -> Result<(), CliError> {
    let fields = entry.json.map().unwrap_or_default();
    for (name, expected) in fields {
        if FIGURES.contains(&name.as_str()) {
            figures(entry, name, answer.get(name), Some(expected), check)?;
        } else if !GIVEN.contains(&name.as_str()) {
            check.differs(format_args!("{}, {name}", entry.id), "a field that isn't known");
        }
    }
    if !FIGURES.iter().any(|name| entry.json.get(name).is_some()) {
        check.differs(&entry.id, "the file expects nothing of it");
    }
    Ok(())
}

/// Numbers, lists of such, and objects; a genotype that isn't named has the probability zero.
fn figures(
    entry: &Entry<'_>,
    place: &str,
    computed: Option<&Json>,
    expected: Option<&Json>,
    check: &mut Check,
) -> Result<(), CliError> {
    let at = || format!("{}, {place}", entry.id);
    match (computed, expected) {
        (None | Some(Json::Null), None | Some(Json::Null)) => {}
        (Some(Json::Map(_)) | None, Some(Json::Map(_))) | (Some(Json::Map(_)), None) => {
            let keyed = |json: Option<&Json>| -> Vec<(String, Json)> {
                json.and_then(Json::map)
                    .unwrap_or_default()
                    .iter()
                    .map(|(key, value)| (unordered(key), value.clone()))
                    .collect()
            };
            let (computed, expected) = (keyed(computed), keyed(expected));
            let of = |list: &[(String, Json)], key: &str| list.iter().find(|own| own.0 == key).map(|own| own.1.clone());
            for (key, value) in &computed {
                figures(entry, &format!("{place}.{key}"), Some(value), of(&expected, key).as_ref(), check)?;
            }
            for (key, value) in expected.iter().filter(|own| of(&computed, &own.0).is_none()) {
                figures(entry, &format!("{place}.{key}"), None, Some(value), check)?;
            }
        }
        (Some(Json::List(computed)), Some(Json::List(expected))) => {
            check.same(format_args!("{}, length", at()), &computed.len(), &expected.len());
            for (index, (computed, expected)) in computed.iter().zip(expected).enumerate() {
                figures(entry, &format!("{place}[{index}]"), Some(computed), Some(expected), check)?;
            }
        }
        (computed, expected) => {
            let number = |json: Option<&Json>| match json {
                None => Ok(0.0),
                Some(json) => json.number().map(|chance| chance.to_f64()).map_err(|reason| entry.error(place, reason)),
            };
            check.number(at(), number(computed)?, number(expected)?);
        }
    }
    Ok(())
}

/// A line for each figure.
pub fn lines(entry: &Entry<'_>, answer: &Json) -> Vec<String> {
    let mut lines = Vec::new();
    for name in FIGURES {
        if let Some(json) = answer.get(name) {
            below(&format!("{}  {name}", entry.id), json, &mut lines);
        }
    }
    lines
}

fn below(path: &str, json: &Json, lines: &mut Vec<String>) {
    match json {
        Json::Map(entries) => entries.iter().for_each(|(key, value)| below(&format!("{path}  {key}"), value, lines)),
        Json::List(list) => {
            list.iter().enumerate().for_each(|(at, value)| below(&format!("{path}  {}", at + 1), value, lines));
        }
        json => {
            let percent =
                json.number().map_or_else(|_| String::new(), |chance| format!("{:.4} %", chance.to_f64() * 100.0));
            lines.push(format!("{path}  {}  {percent}", json.text().unwrap_or_default()));
        }
    }
}
