//! `reptidex genetics top`: the likeliest rows, of files in the form of `topk10.json` or of entries in that of `crosses.json`.

mod count;
mod pairing;
mod read;
mod target;

use super::{args::FileArgs, check::Check, cross::Readers, error::CliError, json::Json};
use crate::limits::Limits;
use clap::Args;
use read::Loci;
use repti_genetics::{
    catalogue::Catalogue,
    genotype::{Chance, Number as _},
    top::{MOST_BEST, best},
};
use std::io::Write;

/// What ties are broken by.
const ORDER: &str = "probability descending, then lexicographic by the tuple of class names in locus order";

/// A file, and how many rows.
#[derive(Debug, Args)]
pub struct TopArgs {
    #[command(flatten)]
    pub file: FileArgs,
    /// How many rows; as many as the file's `top` has where it is left out, else 100.
    #[arg(long, short)]
    pub k: Option<usize>,
}

/// As [`super::cross::run`].
///
/// # Errors
/// [`CliError`]; entries that are wrong are all named, after the others have been answered.
pub fn run(args: &TopArgs, out: &mut dyn Write) -> Result<bool, CliError> {
    if args.k.is_some_and(|k| k > MOST_BEST) {
        return Err(CliError::Argument(format!("-k: at most {MOST_BEST} rows are given")));
    }
    let (input, catalogue) = (args.file.json()?, Catalogue::current());
    let readers = Readers::new(catalogue);
    let single = [input.clone()];
    let entries = input.list().unwrap_or(&single);
    let (mut check, mut errors, mut answers) = (Check::default(), Vec::new(), Vec::new());
    for (place, json) in entries.iter().enumerate() {
        let id = json.id(place);
        match answer(&readers, json, place, args.k, &Limits::NONE) {
            Ok(answer) if args.file.check => {
                check.entry();
                match compare(&id, &answer, json, args.k, &mut check) {
                    Ok(()) => {}
                    Err(error) => errors.push(error.to_string()),
                }
            }
            Ok(answer) if args.file.table => table(&answer, out)?,
            Ok(answer) => answers.push(answer),
            Err(error) => errors.push(error.to_string()),
        }
    }
    let same = if args.file.check {
        check.report(out)?
    } else if !args.file.table {
        let answer = if input.list().is_some() { Json::List(answers) } else { answers.pop().unwrap_or(Json::Null) };
        if answer != Json::Null {
            answer.write(out)?;
        }
        true
    } else {
        true
    };
    if errors.is_empty() { Ok(same) } else { Err(CliError::Entries { count: errors.len(), errors }) }
}

/// The `k` likeliest rows of one entry; as many as its `top` has where `k` is `None`, else 100.
///
/// # Errors
/// [`CliError::Entry`] with the field that is wrong, or passes a limit.
pub fn answer(
    readers: &Readers<'_>,
    json: &Json,
    place: usize,
    k: Option<usize>,
    limits: &Limits,
) -> Result<Json, CliError> {
    let given = json.get("top").and_then(Json::list).map(<[Json]>::len);
    let k = k.or(given).unwrap_or(100);
    if json.get("species").is_some() {
        pairing::answer(readers, json, place, k, limits)
    } else {
        of_loci(json, &json.id(place), k, limits)
    }
}

/// Rows of so many loci that together are more than is written.
fn too_long(id: &str, k: usize, loci: usize, limits: &Limits) -> Result<(), CliError> {
    let most = limits.cells / loci.max(1);
    if k <= most {
        return Ok(());
    }
    Err(CliError::entry(id, "k", format_args!("{k} rows of {loci} loci; at most {most} of so many are given")))
}

fn of_loci(json: &Json, id: &str, k: usize, limits: &Limits) -> Result<Json, CliError> {
    let loci = Loci::read(json, id)?;
    if loci.len() > limits.loci {
        let reason = format_args!("{} loci; at most {} are taken", loci.len(), limits.loci);
        return Err(CliError::entry(id, "loci", reason));
    }
    too_long(id, k, loci.len(), limits)?;
    let rows = best(&[loci.space()], loci.len(), k);
    let text = |value: Chance| Json::Text(value.to_string());
    let row = |found: &repti_genetics::top::Ranked<Chance>| {
        let names = found.classes.iter().enumerate().map(|(at, &class)| Json::Text(loci.name(at, class).to_owned()));
        Json::List(vec![text(found.p), Json::List(names.collect())])
    };
    #[allow(clippy::cast_precision_loss)]
    let count = |number: u128| Json::Number(number as f64);
    let mut fields = Vec::new();
    fields.extend(json.get("id").map(|id| ("id".to_owned(), id.clone())));
    let mut put = |name: &str, value: Json| fields.push((name.to_owned(), value));
    put("loci", json.get("loci").cloned().unwrap_or(Json::Null));
    put("n_rows", count(loci.combinations()));
    put("top", Json::List(rows.iter().map(row).collect()));
    if let Some(last) = rows.last() {
        put("kth_probability", text(last.p));
        if let Some((above, tied)) = count::around(&loci, last.p, limits.products) {
            put("n_rows_strictly_above_kth", count(above));
            put("n_rows_tied_with_kth", count(tied));
        }
    }
    put("cumulative_top", text(rows.iter().fold(Chance::ZERO, |sum, row| sum + row.p)));
    put("order", Json::Text(ORDER.to_owned()));
    if let Some(wish) = json.get("target_example").and_then(|example| example.get("target")).and_then(Json::text) {
        let p = target::probability(&loci, wish).map_err(|reason| CliError::entry(id, "target_example", reason))?;
        put(
            "target_example",
            Json::Map(vec![("target".to_owned(), Json::Text(wish.to_owned())), ("p".to_owned(), text(p))]),
        );
    }
    Ok(Json::Map(fields))
}

/// Every number and every row of the file, in its order.
fn compare(id: &str, answer: &Json, expected: &Json, k: Option<usize>, check: &mut Check) -> Result<(), CliError> {
    let number = |place: &str, json: &Json| {
        json.number().map(Chance::to_f64).map_err(|reason| CliError::entry(id, place, reason))
    };
    for field in ["n_rows", "kth_probability", "n_rows_strictly_above_kth", "n_rows_tied_with_kth", "cumulative_top"] {
        // Other numbers of rows have another last one.
        if k.is_some() && field != "n_rows" {
            continue;
        }
        if let (Some(computed), Some(expected)) = (answer.get(field), expected.get(field)) {
            check.number(format_args!("{id}, {field}"), number(field, computed)?, number(field, expected)?);
        }
    }
    let wish = |json: &Json| json.get("target_example").and_then(|example| example.get("p").cloned());
    if let (Some(computed), Some(expected)) = (wish(answer), wish(expected)) {
        check.number(
            format_args!("{id}, target_example"),
            number("target_example", &computed)?,
            number("target_example", &expected)?,
        );
    }
    let rows = |json: &Json| json.get("top").and_then(Json::list).map(<[Json]>::to_vec);
    let computed = rows(answer).unwrap_or_default();
    let wanted = rows(expected).ok_or_else(|| CliError::entry(id, "top", "a list of rows is expected"))?;
    if k.is_none() {
        check.same(format_args!("{id}, top, number of rows"), &computed.len(), &wanted.len());
    }
    for (at, (computed, expected)) in computed.iter().zip(&wanted).enumerate() {
        let place = format!("top[{at}]");
        let (Some([p, classes, ..]), Some([wanted_p, wanted_classes, ..])) = (computed.list(), expected.list()) else {
            return Err(CliError::entry(id, &place, "[probability, classes] is expected"));
        };
        check.number(format_args!("{id}, {place}, probability"), number(&place, p)?, number(&place, wanted_p)?);
        check.same(format_args!("{id}, {place}, classes"), classes, wanted_classes);
    }
    Ok(())
}

fn table(answer: &Json, out: &mut dyn Write) -> Result<(), CliError> {
    for row in answer.get("top").and_then(Json::list).into_iter().flatten() {
        let Some([p, classes, more @ ..]) = row.list() else { continue };
        let shows: Vec<&str> = classes.list().into_iter().flatten().chain(more).filter_map(Json::text).collect();
        let shows: Vec<&str> = shows.into_iter().filter(|class| !["normal", "non-visual"].contains(class)).collect();
        writeln!(out, "{:>10.4} %  {}", p.number().map_or(0.0, |p| p.to_f64() * 100.0), shows.join(" "))?;
    }
    Ok(())
}
