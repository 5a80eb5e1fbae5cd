//! One row of cells into an animal, with everything that is wrong about it.

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use repti_model::{
    animal::{AnimalRole, LifeStatus, Origin, ParentSide},
    exchange::{
        BadValuePolicy, ImportFormat as Format, IssueCode, RowIssue, Severity, ShortRowPolicy, TargetField as F,
    },
};

use super::{Action, ImportedAnimal, PlanInput, PlannedParent, PlannedRow};
use crate::import::{
    limits::{MAX_DESCRIPTION_CHARS, MAX_EXTERNAL_CHARS, MAX_NAME_CHARS, MAX_NOTES_CHARS, MAX_TRAITS_CHARS},
    table::{RowFault, TableRow, clip},
    values::{
        ValueError, code, date,
        date::DateRules,
        is_absent, is_absent_text, measure, number, shown, status,
        status::Axes,
        traits,
        words::{self, Breeder, Maturity},
    },
};

/// A row while the plan is made.
#[derive(Debug)]
pub(super) struct Draft {
    pub line: u32,
    pub action: Action,
    pub animal: ImportedAnimal,
    /// The id as written, before it is judged as a code.
    pub id: Option<String>,
    /// Position of its taxon.
    pub taxon: Option<usize>,
    pub sire: Option<String>,
    pub dam: Option<String>,
    pub parents: Vec<PlannedParent>,
    pub issues: Vec<RowIssue>,
}

impl Draft {
    pub(super) fn has_error(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// What a person calls it: name and id.
    pub(super) fn label(&self) -> String {
        match (&self.id, self.animal.name.as_str()) {
            (Some(id), "") => id.clone(),
            (Some(id), name) if name != id => format!("{} ({id})", clip(name, 60)),
            (Some(id), _) => id.clone(),
            (None, name) => clip(name, 60).to_owned(),
        }
    }

    pub(super) fn text_of(&self, side: ParentSide) -> Option<&str> {
        match side {
            ParentSide::Sire => self.sire.as_deref(),
            ParentSide::Dam => self.dam.as_deref(),
        }
    }

    pub(super) fn finish(mut self) -> PlannedRow {
        self.issues.sort_by_key(|issue| std::cmp::Reverse(issue.severity));
        if self.has_error() {
            self.action = Action::Error;
        }
        PlannedRow {
            line: self.line,
            action: self.action,
            animal: self.animal,
            parents: self.parents,
            issues: self.issues,
        }
    }
}

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

    /// Sex, dates, measures.
    fn facts(&mut self, animal: &mut ImportedAnimal) {
        let numbers = self.reader.input.format == Format::Pedigree;
        if let Some((sex, confidence)) = self.strict(F::Sex, words::sex(self.cell(F::Sex), numbers)) {
            animal.sex = Some(sex);
            animal.sex_confidence = confidence;
        }
        animal.sex_confidence = self
            .lenient(F::SexConfidence, words::sex_confidence(self.cell(F::SexConfidence)))
            .or(animal.sex_confidence);
        animal.sex_method = self.lenient(F::SexMethod, words::sex_method(self.cell(F::SexMethod)));
        let dates = self.reader.dates;
        animal.born = self.strict(F::Born, date::birth_date(self.cell(F::Born), dates));
        animal.acquired_on = self.strict(F::AcquiredOn, date::date(self.cell(F::AcquiredOn), dates));
        animal.died_on = self.strict(F::DiedOn, date::date(self.cell(F::DiedOn), dates));
        self.compare_dates(animal);
        animal.weight = self.strict(F::Weight, measure::weight(self.cell(F::Weight), self.reader.weight_unit));
        let length = measure::length(self.cell(F::Length), self.cell(F::LengthUnit), self.heading(F::Length));
        if let Some((mm, method)) = self.lenient(F::Length, length) {
            animal.length_mm = Some(mm);
            animal.length_method = method;
        }
    }

    /// Nobody dies or arrives before the birth; a date that says so is left out.
    fn compare_dates(&mut self, animal: &mut ImportedAnimal) {
        let Some(born) = animal.born else { return };
        for (field, date) in [(F::AcquiredOn, &mut animal.acquired_on), (F::DiedOn, &mut animal.died_on)] {
            if date.is_some_and(|date| date < born.earliest()) {
                *date = None;
                let cell = shown(self.cell(field));
                let message = format!("{}: {cell} is before the birth ({born}). It was left out.", self.heading(field));
                self.issues.push(RowIssue::warning(field, IssueCode::ColumnsDisagree, message));
            }
        }
        if let (Some(acquired), Some(died)) = (animal.acquired_on, animal.died_on)
            && acquired > died
        {
            animal.acquired_on = None;
            let message =
                format!("{}: {acquired} is after the death ({died}). It was left out.", self.heading(F::AcquiredOn));
            self.issues.push(RowIssue::warning(F::AcquiredOn, IssueCode::ColumnsDisagree, message));
        }
    }

    /// Status axes, origin, breeder.
    fn standing(&mut self, animal: &mut ImportedAnimal) {
        let mut axes = Axes::default();
        for field in [F::LifeStatus, F::Custody, F::Role, F::Status, F::State] {
            if let Some(said) = self.lenient(field, status::status(self.cell(field))) {
                axes.or(only_axis(field, said));
            }
        }
        if animal.died_on.is_some() {
            axes.life = Some(LifeStatus::Deceased);
        }
        if self.lenient(F::IsBreeder, words::boolean(self.cell(F::IsBreeder))) == Some(true) {
            axes.role = axes.role.or(Some(AnimalRole::Breeder));
        }
        animal.life = axes.life;
        animal.custody = axes.custody;
        animal.role = axes.role;
        let origin = if self.reader.input.format == Format::Reptidex {
            self.lenient(F::Origin, own_origin(self.cell(F::Origin)))
        } else {
            self.lenient(F::Origin, words::origin(self.cell(F::Origin)))
        };
        animal.origin = origin.as_ref().map(|(origin, _)| *origin);
        animal.breeder =
            words::breeder(self.cell(F::Breeder)).map(clip_breeder).or(origin.and_then(|(_, breeder)| breeder));
        if self.reader.input.format == Format::Reptidex {
            animal.visibility = self.lenient(F::Visibility, words::visibility(self.cell(F::Visibility)));
        }
    }

    fn texts(&mut self, animal: &mut ImportedAnimal) {
        animal.description = self.limited(F::Description, MAX_DESCRIPTION_CHARS);
        animal.notes = self.limited(F::Notes, MAX_NOTES_CHARS);
        animal.group = self.line(F::Group, MAX_NAME_CHARS);
        animal.photo_urls = words::photo_urls(self.cell(F::PhotoUrls));
        let traits = self.line(F::Traits, MAX_TRAITS_CHARS);
        let visual = self.line(F::VisualTraits, MAX_TRAITS_CHARS);
        let hets = self.line(F::HetTraits, MAX_TRAITS_CHARS);
        let (text, disagreement) = traits::combine(traits, visual, hets);
        animal.traits = text.map(|text| clip(&text, MAX_TRAITS_CHARS).to_owned());
        if let Some(message) = disagreement {
            self.issues.push(RowIssue::warning(F::HetTraits, IssueCode::ColumnsDisagree, message));
        }
    }

    /// What is compared or kept, and never imported as such.
    fn hints(&mut self, animal: &mut ImportedAnimal) {
        animal.price_minor = self.lenient(F::Price, number::price_minor(self.cell(F::Price)));
        if let Some(maturity) = self.lenient(F::Maturity, words::maturity(self.cell(F::Maturity)))
            && let Some(months) = animal.born.and_then(|born| born.age_in_months(self.reader.input.today))
        {
            let unlikely = match maturity {
                Maturity::Baby => months > 24,
                Maturity::Juvenile => months > 60,
                Maturity::Subadult => months > 120,
                Maturity::Adult => months < 6,
            };
            if unlikely {
                let cell = self.cell(F::Maturity);
                let message = format!(
                    "{}: {} does not fit an age of {}. The birth date was kept.",
                    self.heading(F::Maturity),
                    shown(cell),
                    age(months)
                );
                self.issues.push(RowIssue::warning(F::Maturity, IssueCode::ColumnsDisagree, message));
            }
        }
        let count = self.lenient(F::Quantity, number::count(self.cell(F::Quantity))).unwrap_or(1);
        let group = self.lenient(F::IsGroup, words::boolean(self.cell(F::IsGroup))) == Some(true);
        if count > 1 || group {
            let of = if count > 1 { format!(" of {count}") } else { String::new() };
            let message = format!(
                "The row stands for a group{of}. It is imported as one record; divide it afterwards if the animals are to be told apart."
            );
            self.issues.push(RowIssue::warning(F::Quantity, IssueCode::GroupLot, message));
        }
    }

    fn parent(&self, field: F) -> Option<String> {
        let cell = self.cell(field);
        if is_absent(cell) {
            return None;
        }
        Some(clip(cell, MAX_NAME_CHARS * 5).to_owned())
    }

    /// Text of bounded length. Longer text refuses the row, or is cut where the person chose so.
    fn limited(&mut self, field: F, chars: usize) -> Option<String> {
        let text = self.text(field)?;
        // Line breaks and tabs may stay in long texts; nothing else that can't be seen.
        let clean = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        let text = if clean {
            Cow::Owned(text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'), " "))
        } else {
            Cow::Borrowed(text)
        };
        self.bounded(field, &text, chars)
    }

    /// Text of one line: breaks and runs of blanks become one blank.
    fn line(&mut self, field: F, chars: usize) -> Option<String> {
        let text = self.text(field)?;
        if text.chars().any(char::is_control) {
            let flat = text
                .split(|c: char| c.is_control())
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            return self.bounded(field, &flat, chars);
        }
        self.bounded(field, text, chars)
    }

    fn bounded(&mut self, field: F, text: &str, chars: usize) -> Option<String> {
        let kept = clip(text, chars);
        if kept.len() < text.len() {
            let refuse = self.reader.input.options.bad_values == BadValuePolicy::RefuseRow;
            let advice = if refuse { "Shorten it." } else { "The rest was cut off; the raw row keeps it." };
            let message = format!("{}: The text is longer than {chars} characters. {advice}", self.heading(field));
            let severity = if refuse { Severity::Error } else { Severity::Warning };
            self.issues.push(RowIssue { severity, field: Some(field), code: IssueCode::TooLong, message });
        }
        Some(kept.to_owned())
    }
}

/// A column for one axis says nothing about the others.
fn only_axis(field: F, said: Axes) -> Axes {
    match field {
        F::LifeStatus => Axes { life: said.life, ..Axes::default() },
        F::Custody => Axes { custody: said.custody, ..Axes::default() },
        F::Role => Axes { role: said.role, ..Axes::default() },
        _ => said,
    }
}

/// Our own export writes our own words, `unknown` among them.
fn own_origin(cell: &str) -> Result<Option<(Origin, Option<Breeder>)>, ValueError> {
    match cell.parse::<Origin>() {
        Ok(origin) => Ok(Some((origin, None))),
        Err(_) => words::origin(cell),
    }
}

fn clip_breeder(breeder: Breeder) -> Breeder {
    match breeder {
        Breeder::Named(name) => Breeder::Named(clip(&name, MAX_NAME_CHARS).to_owned()),
        Breeder::Own => Breeder::Own,
    }
}

fn age(months: i32) -> String {
    match (months / 12, months % 12) {
        (0, 1) => "1 month".to_owned(),
        (0, months) => format!("{months} months"),
        (1, _) => "1 year".to_owned(),
        (years, _) => format!("{years} years"),
    }
}
