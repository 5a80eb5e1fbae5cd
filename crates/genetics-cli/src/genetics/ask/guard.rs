//! What an entry may hold, looked at before anything is made of it.

use crate::{
    genetics::{error::CliError, json::Json},
    limits::Limits,
};

/// How many entries an input has: those of a list, of several lists, or itself.
pub fn entries(input: &Json) -> usize {
    match input {
        Json::List(entries) => entries.len(),
        Json::Map(fields) => {
            let named = |name: &str| ["proving", "pedigree", "parentage"].contains(&name);
            let lists = fields.iter().filter(|field| named(&field.0)).filter_map(|field| field.1.list());
            lists.map(<[Json]>::len).sum::<usize>().max(1)
        }
        _ => 1,
    }
}

/// # Errors
/// [`CliError::Entry`] names the field in which there is too much.
pub fn entry(json: &Json, place: usize, limits: &Limits) -> Result<(), CliError> {
    let too_much = |field: &str, what: &str, count: usize, limit: usize| {
        CliError::entry(&json.id(place), field, format_args!("{count} {what}; at most {limit} are taken"))
    };
    let fields = json.map().unwrap_or_default();
    if fields.len() > limits.items {
        return Err(too_much("entry", "fields", fields.len(), limits.items));
    }
    for (name, value) in fields {
        let most = largest(value);
        // `top` and `rows` are what the answer has, not what is asked.
        if most > limits.items && !["top", "rows"].contains(&name.as_str()) {
            return Err(too_much(name, "values", most, limits.items));
        }
    }
    let linked =
        json.get("params").and_then(|params| params.get("linked")).and_then(Json::list).map_or(0, <[Json]>::len);
    if linked > limits.links {
        return Err(too_much("params.linked", "links", linked, limits.links));
    }
    Ok(())
}

/// The length of the longest list or object in a value. It is no deeper than the reader of JSON lets it be.
fn largest(json: &Json) -> usize {
    match json {
        Json::List(list) => list.iter().map(largest).fold(list.len(), usize::max),
        Json::Map(fields) => fields.iter().map(|field| largest(&field.1)).fold(fields.len(), usize::max),
        _ => 0,
    }
}

/// What an answer writes: rows times loci.
pub fn cells(answer: &Json) -> usize {
    let long = |field: &str| answer.get(field).and_then(Json::list).map_or(0, <[Json]>::len);
    long("rows").max(long("top")).saturating_mul(long("loci").max(1))
}
