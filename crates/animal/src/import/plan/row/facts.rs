//! Sex, dates, measures, status and hints: the cells with values, not texts.

use repti_model::{
    animal::{AnimalRole, LifeStatus, Origin},
    exchange::{ImportFormat as Format, IssueCode, RowIssue, TargetField as F},
};

use super::OneRow;
use crate::import::{
    limits::MAX_NAME_CHARS,
    plan::ImportedAnimal,
    table::clip,
    values::{
        ValueError, date, measure, number, shown, status,
        status::Axes,
        words::{self, Breeder, Maturity},
    },
};

impl OneRow<'_, '_> {
    /// Sex, dates, measures.
    pub(super) fn facts(&mut self, animal: &mut ImportedAnimal) {
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
    pub(super) fn standing(&mut self, animal: &mut ImportedAnimal) {
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

    /// What is compared or kept, and never imported as such.
    pub(super) fn hints(&mut self, animal: &mut ImportedAnimal) {
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
