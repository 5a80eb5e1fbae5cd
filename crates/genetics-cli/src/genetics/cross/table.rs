//! A table for people.

use super::{entry::Entry, render::hides};
use crate::genetics::error::CliError;
use repti_genetics::{
    catalogue::Locus,
    cross::{Outcome, Row, Sex, hobby_percent},
    genotype::{Chance, Number as _},
};
use std::io::Write;

/// One line a row: percent of eggs and of survivors, sex, what shows, what may be carried.
pub fn write(entry: &Entry<'_>, outcome: &Outcome<'_, Chance>, out: &mut dyn Write) -> Result<(), CliError> {
    let rows = outcome.rows().map_err(|error| entry.error("rows", error))?;
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    writeln!(out, "{}  {}: {} × {}", entry.id, entry.species, text(&entry.sire.text), text(&entry.dam.text))?;
    writeln!(out, "{:>8} {:>8}  ", "egg %", "alive %")?;
    for row in &rows {
        let alive = row.p_survivor.map_or_else(|| "-".to_owned(), |p| format!("{:.2}", p.to_f64() * 100.0));
        let sex = match row.sex {
            Some(Sex::Female) => "F ",
            Some(Sex::Male) => "M ",
            None => "",
        };
        let (shows, carries) = words(outcome, row);
        let lethal = if row.lethal { " (lethal)" } else { "" };
        writeln!(out, "{:>8.2} {alive:>8}  {sex}{shows}{lethal}{carries}", row.p_egg.to_f64() * 100.0)?;
    }
    writeln!(out)?;
    Ok(())
}

fn words(outcome: &Outcome<'_, Chance>, row: &Row<Chance>) -> (String, String) {
    let (mut shows, mut carries) = (Vec::new(), String::new());
    for (at, &class) in row.classes.iter().enumerate() {
        let label = outcome.label(at, class);
        if label != "non-visual" && label != "normal" {
            shows.push(label);
        }
        let Some(locus) = outcome.locus(at) else { continue };
        let given = outcome.given(row, at);
        if given.len() > 1 || (hides(locus) && (label == "non-visual" || label == "normal")) {
            for (pair, p) in given.iter().filter(|entry| !entry.0.is_wild()) {
                carries.push_str(&format!(" {}% {}", hobby_percent(p.to_f64()), carried(locus, *pair)));
            }
        }
    }
    (if shows.is_empty() { "normal".to_owned() } else { shows.join(" ") }, carries)
}

/// "het clown", "super leopard", or the pair itself.
fn carried(locus: &Locus, pair: repti_genetics::genotype::Pair) -> String {
    let (a, b) = (pair.unphased().a(), pair.unphased().b());
    match (locus.allele(a), locus.allele(b)) {
        _ if pair.is_phased() => locus.notation(pair),
        (None, Some(allele)) => format!("het {}", allele.slug),
        (Some(allele), Some(_)) if a == b => format!("super {}", allele.slug),
        _ => locus.notation(pair),
    }
}
