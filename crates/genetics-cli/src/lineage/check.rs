//! `lineage check`

use std::{
    io::{Read, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use repti_genetics::pedigree::{CheckOptions, Fault, FaultSummary, Severity};
use serde_json::{Value, json};

use super::{
    CheckArgs, Format,
    csv::CsvError,
    error::CliError,
    report::{Cell, Report, write_json},
    studbook::{Loaded, Scope, load},
};

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking | Severity::Fault => "fault",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Everything that is wrong with a studbook, but for the rows that couldn't be read; and how many of each, those rows included.
pub(super) fn found(loaded: &Loaded) -> (Vec<Fault>, FaultSummary) {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let today = i32::try_from(seconds / 86_400).ok().filter(|&today| today > 0);
    let mut faults = loaded.headings.clone();
    faults.extend(loaded.studbook.check(&CheckOptions { today, has_births: loaded.has_births }));
    let mut summary = FaultSummary::of(loaded.studbook.len(), &faults);
    summary.blocking += loaded.bad_rows.len();
    (faults, summary)
}

/// Whether the pedigree is sound.
pub(super) fn run(args: &CheckArgs, input: &mut dyn Read, out: &mut dyn Write) -> Result<bool, CliError> {
    let loaded = load(&args.file, input, Scope::Everything)?;
    let (faults, summary) = found(&loaded);
    match args.format {
        Format::Json => {
            let list = listed(&loaded.bad_rows, &faults, usize::MAX)?;
            write_json(&json!({"file": loaded.file, "summary": summary, "faults": list}), out)?;
        }
        format => {
            let bad_rows = loaded.bad_rows.iter().map(|error| {
                let (line, message) = error.parts();
                ["fault".to_owned(), line.map(|line| line.to_string()).unwrap_or_default(), message]
            });
            let others = faults.iter().map(|fault| {
                let line = fault.kind.line().map(|line| line.to_string()).unwrap_or_default();
                [word(fault.severity).to_owned(), line, fault.to_string()]
            });
            let rows: Vec<Vec<Cell>> = bad_rows.chain(others).map(|row| row.map(Cell::Text).into()).collect();
            if format == Format::Csv || !rows.is_empty() {
                Report { headings: ["severity", "line", "message"].map(String::from).into(), rows }
                    .write(format, out)?;
            }
            if format == Format::Table {
                let FaultSummary { animals, warnings, notes, .. } = summary;
                let faults = summary.blocking + summary.faults;
                writeln!(out, "{animals} animals: {faults} faults, {warnings} warnings, {notes} notes")?;
            }
        }
    }
    Ok(!summary.is_faulty() && !(args.strict && summary.warnings > 0))
}

/// The first faults as JSON, rows that couldn't be read before the others.
pub(super) fn listed(bad_rows: &[CsvError], faults: &[Fault], most: usize) -> Result<Vec<Value>, CliError> {
    let mut list: Vec<Value> = bad_rows
        .iter()
        .take(most)
        .map(|error| json!({"severity": "blocking", "code": "bad_row", "message": error.to_string()}))
        .collect();
    for fault in faults.iter().take(most.saturating_sub(list.len())) {
        let mut value = serde_json::to_value(fault)?;
        if let Value::Object(fields) = &mut value {
            fields.insert("message".into(), fault.to_string().into());
        }
        list.push(value);
    }
    Ok(list)
}
