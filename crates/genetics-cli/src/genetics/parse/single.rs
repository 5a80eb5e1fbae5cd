//! One text, for people or as JSON.

use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    catalogue::Taxon,
    text::{Lexicon, Percent, Reading, Severity},
};
use serde::Serialize;
use std::io::Write;

/// Reads one text; true where it has no error.
pub fn run(taxon: &Taxon, text: &str, json: bool, out: &mut dyn Write) -> Result<bool, CliError> {
    let lexicon = Lexicon::new(taxon);
    let reading = lexicon.parse(text);
    if json {
        let answer = answer(&lexicon, text, &reading);
        serde_json::to_writer_pretty(&mut *out, &answer).map_err(|error| CliError::Output(error.into()))?;
        writeln!(out)?;
        return Ok(reading.is_sound());
    }
    table(taxon, text, &reading, out)?;
    if reading.is_sound() {
        let name = lexicon.name(&reading.genotype, Percent::Hobby);
        writeln!(out, "  = {}", name.text)?;
    }
    Ok(reading.is_sound())
}

/// The text, what is at each locus, and every finding under its place.
pub fn table(taxon: &Taxon, text: &str, reading: &Reading, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "{}: {}", taxon.name, shown(text))?;
    for (locus, pairs) in reading.written(taxon) {
        let pairs: Vec<String> = pairs.iter().map(|(pair, p)| format!("{pair} ({p})")).collect();
        writeln!(out, "  {locus:<20} {}", pairs.join(", "))?;
    }
    for finding in &reading.findings {
        let severity = match finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(out, "  {severity} at {}: {}", place(text, finding.span.start), shown(&finding.problem.to_string()))?;
        match finding.problem.choices() {
            [] => writeln!(out)?,
            choices => writeln!(out, " ({}?)", choices.join(", "))?,
        }
    }
    Ok(())
}

/// The letter, counted from 1, that a byte belongs to.
fn place(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count()) + 1
}

/// Without signs that would move the cursor of a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[derive(Serialize)]
struct Answer<'a> {
    species: &'a str,
    text: &'a str,
    sound: bool,
    sex: Option<repti_genetics::cross::Sex>,
    genotype: Vec<LocusAnswer>,
    tags: &'a [String],
    words: &'a [repti_genetics::text::Word],
    findings: &'a [repti_genetics::text::Finding],
    name: repti_genetics::text::Name,
}

#[derive(Serialize)]
struct LocusAnswer {
    locus: String,
    pairs: Vec<(String, repti_genetics::genotype::Chance)>,
}

fn answer<'a>(lexicon: &'a Lexicon<'_>, text: &'a str, reading: &'a Reading) -> Answer<'a> {
    let loci = reading.written(lexicon.taxon()).into_iter();
    Answer {
        species: &lexicon.taxon().name,
        text,
        sound: reading.is_sound(),
        sex: reading.sex,
        genotype: loci.map(|(locus, pairs)| LocusAnswer { locus, pairs }).collect(),
        tags: &reading.tags,
        words: &reading.words,
        findings: &reading.findings,
        name: lexicon.name(&reading.genotype, Percent::Hobby),
    }
}

/// The reading with everything that was found, in the order of [`Answer`].
///
/// # Errors
/// None to be expected: what is written is read again.
pub fn json(lexicon: &Lexicon<'_>, text: &str, reading: &Reading) -> Result<Json, CliError> {
    let written = serde_json::to_string(&answer(lexicon, text, reading));
    Json::read(&written.map_err(|error| CliError::Output(error.into()))?)
}
