//! One row of cells into an animal, with everything that is wrong about it.

mod facts;
mod texts;

use std::{cell::RefCell, collections::HashMap};

use repti_model::exchange::{
    BadValuePolicy, ImportFormat as Format, IssueCode, RowIssue, Severity, ShortRowPolicy, TargetField as F,
};

use super::{Action, ImportedAnimal, PlanInput, draft::Draft};
use crate::import::{
    limits::{MAX_EXTERNAL_CHARS, MAX_NAME_CHARS},
    table::{RowFault, TableRow, clip},
    values::{ValueError, code, date::DateRules, is_absent_text, measure, shown},
};

/// Reads rows by one mapping.
pub(super) struct RowReader<'a> {
    input: &'a PlanInput<'a>,
    dates: DateRules,
    /// Column of each field, by the field's number.
    columns: Vec<Option<usize>>,
    default_taxon: Option<usize>,
    /// Taxa by the text of the cell: a file names few.
    taxa: RefCell<HashMap<String, Result<Option<usize>, ValueError>>>,
    weight_unit: Option<&'static str>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(input: &'a PlanInput<'a>, dates: DateRules) -> Self {
        let columns: Vec<Option<usize>> = F::ALL.iter().map(|field| input.mapping.column_of(*field)).collect();
        let default_taxon = input.options.default_taxon.as_deref().and_then(|slug| input.taxa.position_of(slug));
        let weight_heading = columns[F::Weight as usize].and_then(|column| input.table.headers.get(column));
        let weight_unit = weight_heading.and_then(|heading| measure::unit_in(heading));
        Self { input, dates, columns, default_taxon, taxa: RefCell::default(), weight_unit }
    }

    /// Reads one row.
    pub(super) fn read(&self, row: &TableRow) -> Draft {
        let mut one = OneRow { reader: self, row, issues: Vec::new() };
        let torn = one.shape();
        let mut animal = ImportedAnimal::default();
        let id = one.identity(&mut animal);
        let (mut taxon, mut sire, mut dam) = (None, None, None);
        if !torn {
            taxon = one.taxon();
            animal.taxon = taxon.map(|position| self.input.taxa.taxa()[position].slug.clone()).unwrap_or_default();
            one.facts(&mut animal);
            one.standing(&mut animal);
            one.texts(&mut animal);
            one.hints(&mut animal);
            sire = one.parent(F::Sire);
            dam = one.parent(F::Dam);
        }
        let issues = one.issues;
        Draft { line: row.line, action: Action::Create, animal, id, taxon, sire, dam, parents: Vec::new(), issues }
    }
}

/// One row being read.
struct OneRow<'r, 'a> {
    reader: &'r RowReader<'a>,
    row: &'r TableRow,
    issues: Vec<RowIssue>,
}

impl<'r> OneRow<'r, '_> {
    fn cell(&self, field: F) -> &'r str {
        self.reader.columns[field as usize].map_or("", |column| self.row.cell(column))
    }

    fn heading(&self, field: F) -> &str {
        let column = self.reader.columns[field as usize];
        column.and_then(|column| self.reader.input.table.headers.get(column)).map_or(field.label(), String::as_str)
    }

    /// Free text; in other programs' files `null` and `0` are blank.
    fn text(&self, field: F) -> Option<&'r str> {
        let cell = self.cell(field);
        let ours = self.reader.input.format == Format::Reptidex;
        let absent = if ours { cell.is_empty() } else { is_absent_text(cell) };
        (!absent).then_some(cell)
    }

    /// A value, or an issue that refuses the row unless the person chose otherwise.
    fn strict<T>(&mut self, field: F, read: Result<Option<T>, ValueError>) -> Option<T> {
        read.unwrap_or_else(|error| {
            let refuse = self.reader.input.options.bad_values == BadValuePolicy::RefuseRow;
            self.report(if refuse { Severity::Error } else { Severity::Warning }, field, &error);
            None
        })
    }

    /// A value, or a warning: the text stays in the raw row.
    fn lenient<T>(&mut self, field: F, read: Result<Option<T>, ValueError>) -> Option<T> {
        read.unwrap_or_else(|error| {
            self.report(Severity::Warning, field, &error);
            None
        })
    }

    fn report(&mut self, severity: Severity, field: F, error: &ValueError) {
        let tail = if severity == Severity::Warning { " It was left out." } else { "" };
        let message = format!("{}: {}{tail}", self.heading(field), error.message);
        self.issues.push(RowIssue { severity, field: Some(field), code: error.code, message });
    }

    /// Whether the row's cells can't be trusted to stand under their headings.
    fn shape(&mut self) -> bool {
        let width = self.reader.input.table.headers.len();
        let (code, message) = match &self.row.fault {
            None => return false,
            Some(RowFault::Short { cells }) => {
                let what = format!("This row has {cells} of {width} cells.");
                if self.reader.input.options.short_rows == ShortRowPolicy::ReadAsBlank {
                    self.issues.push(RowIssue::warning(
                        None,
                        IssueCode::RowTooShort,
                        format!("{what} The missing ones were read as blank."),
                    ));
                    return false;
                }
                (
                    IssueCode::RowTooShort,
                    format!("{what} Check its quotes and line breaks, or choose to read missing cells as blank."),
                )
            }
            Some(RowFault::Long { cells }) => (
                IssueCode::RowTooLong,
                format!(
                    "This row has {cells} cells, the header has {width}. Put quotes around text that holds the separator."
                ),
            ),
            Some(RowFault::CellTooLong { column }) => {
                let fallback = format!("column {}", column + 1);
                let heading = self.reader.input.table.headers.get(*column).unwrap_or(&fallback);
                let limit = crate::import::limits::MAX_CELL_CHARS;
                (
                    IssueCode::TooLong,
                    format!(
                        "{heading}: The text is longer than {limit} characters. Shorten it; a missing closing quote can be the cause."
                    ),
                )
            }
        };
        self.issues.push(RowIssue::error(None, code, message));
        true
    }

    /// Id and name. Returns the id as written.
    fn identity(&mut self, animal: &mut ImportedAnimal) -> Option<String> {
        let id = self.text(F::Code).map(|id| clip(id, MAX_EXTERNAL_CHARS).to_owned());
        let elsewhere = self.text(F::ExternalId).map(|id| clip(id, MAX_EXTERNAL_CHARS).to_owned());
        animal.name = self.line(F::Name, MAX_NAME_CHARS).unwrap_or_default();
        if let Some(id) = &id {
            if code::is_code(id) {
                animal.code = Some(id.clone());
            } else {
                let message = format!(
                    "{}: {} can't be an id here (letters, digits and - / . _ only). The animal gets a new one; this one is kept and still found.",
                    self.heading(F::Code),
                    shown(id)
                );
                self.issues.push(RowIssue::warning(F::Code, IssueCode::CodeReplaced, message));
                if animal.name.is_empty() {
                    animal.name = clip(id, MAX_NAME_CHARS).to_owned();
                }
            }
        }
        animal.external_id = elsewhere.or_else(|| id.clone()).unwrap_or_default();
        if animal.name.is_empty() && id.is_none() {
            let message = "The row has neither a name nor an id. Fill in one of them.";
            self.issues.push(RowIssue::error(F::Name, IssueCode::NameMissing, message));
        }
        id.or_else(|| (!animal.external_id.is_empty()).then(|| animal.external_id.clone()))
    }

    fn taxon(&mut self) -> Option<usize> {
        let cell = self.cell(F::Taxon);
        let cached = self.reader.taxa.borrow().get(cell).cloned();
        let found = cached.unwrap_or_else(|| {
            let found = self.reader.input.taxa.find(cell);
            self.reader.taxa.borrow_mut().insert(cell.to_owned(), found.clone());
            found
        });
        match found {
            Ok(Some(taxon)) => Some(taxon),
            Ok(None) => self.reader.default_taxon.or_else(|| {
                let message = format!(
                    "{}: The species is blank. Fill it in, or choose one species for rows without one.",
                    self.heading(F::Taxon)
                );
                self.issues.push(RowIssue::error(F::Taxon, IssueCode::TaxonMissing, message));
                None
            }),
            Err(error) => {
                self.report(Severity::Error, F::Taxon, &error);
                None
            }
        }
    }
}
