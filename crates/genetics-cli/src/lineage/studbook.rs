//! A pedigree file as a studbook.

use std::{io::Read, path::Path};

use repti_genetics::pedigree::{Fault, Pedigree, Row, Studbook};

use super::{
    csv::{CsvError, Rows},
    error::CliError,
    heading::Columns,
    source::Source,
};
use crate::limits::PedigreeLimits;

/// What is read beside the parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Parents alone, and an error at the first bad row.
    Parents,
    /// All there is; bad rows are left out and told of.
    Everything,
}

/// A studbook and what was wrong with its file.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) file: String,
    pub(super) studbook: Studbook,
    pub(super) headings: Vec<Fault>,
    pub(super) bad_rows: Vec<CsvError>,
    pub(super) has_births: bool,
}

pub(super) fn load(path: &Path, input: &mut dyn Read, what: Scope) -> Result<Loaded, CliError> {
    let source = Source::read(path, input)?;
    read(source.text()?, &source.name, what, &PedigreeLimits::NONE)
}

/// The studbook that a text holds; `file` names it in errors.
pub(super) fn read(text: &str, file: &str, what: Scope, limits: &PedigreeLimits) -> Result<Loaded, CliError> {
    let csv = |error| CliError::Csv { file: file.to_owned(), error };
    let mut rows = Rows::of(text);
    let Some(line) = rows.next().map_err(csv)? else { return Err(csv(CsvError::Empty)) };
    let expected = rows.fields.len();
    if expected > limits.columns {
        return Err(CliError::TooMany { what: "columns", count: expected, limit: limits.columns });
    }
    rows.short(line, limits.field).map_err(csv)?;
    let mut columns = Columns::of(&rows.fields).map_err(csv)?;
    // About so many rows: a guess that spares the tables their growth.
    let mut studbook = Studbook::with_capacity(text.len() / 24);
    let mut bad_rows = Vec::new();
    let mut count = 0_usize;
    loop {
        let line = match rows.next() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) if what == Scope::Everything => {
                bad_rows.push(error);
                break;
            }
            Err(error) => return Err(csv(error)),
        };
        count += 1;
        if count > limits.animals {
            return Err(CliError::TooMany { what: "rows", count, limit: limits.animals });
        }
        rows.short(line, limits.field).map_err(csv)?;
        if rows.fields.len() != expected {
            let error = CsvError::Ragged { line, found: rows.fields.len(), expected };
            if what == Scope::Parents {
                return Err(csv(error));
            }
            bad_rows.push(error);
            continue;
        }
        let field = |column: usize| rows.fields.get(column).map_or("", |field| field.as_ref());
        let other = |column: Option<usize>| if what == Scope::Everything { column.map_or("", field) } else { "" };
        studbook.add(&Row {
            line,
            id: field(columns.id),
            sire: field(columns.sire),
            dam: field(columns.dam),
            sex: other(columns.sex),
            born: other(columns.birth),
            died: other(columns.death),
            left: other(columns.departure),
        })?;
    }
    if studbook.len() > limits.animals {
        return Err(CliError::TooMany { what: "animals", count: studbook.len(), limit: limits.animals });
    }
    let headings = std::mem::take(&mut columns.guessed);
    Ok(Loaded { file: file.to_owned(), studbook, headings, bad_rows, has_births: columns.birth.is_some() })
}

impl Loaded {
    /// The graph, or the faults for which there is none.
    pub(super) fn pedigree(&self) -> Result<Pedigree, CliError> {
        self.studbook.pedigree().map_err(|faults| CliError::Faults { file: self.file.clone(), faults })
    }

    pub(super) fn find(&self, id: &str) -> Result<u32, CliError> {
        self.studbook.find(id).ok_or_else(|| CliError::NoAnimal { id: id.to_owned() })
    }
}
