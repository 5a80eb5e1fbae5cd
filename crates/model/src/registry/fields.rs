//! Everything that a keeper may write about an animal.

use super::{detail::AnimalKind, detail::CareState, text::check_text};
use crate::{
    FieldErrors, TaxonId,
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    measure::Grams,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The editable record of an animal. The same shape creates one, is shown for editing and is validated on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalFields {
    /// Unique in the vivarium without regard to case. Empty on creation: the next code of the vivarium's template.
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub name: String,
    pub taxon_id: TaxonId,
    #[serde(default)]
    pub kind: AnimalKind,
    #[serde(default)]
    pub sex: Sex,
    #[serde(default = "probable")]
    pub sex_confidence: SexConfidence,
    #[serde(default)]
    pub sex_method: Option<SexMethod>,
    #[serde(default)]
    pub born: Option<BirthDate>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub died_on: Option<Date>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub acquired_on: Option<Date>,
    #[serde(default)]
    pub origin: Origin,
    /// Who bred it, in words.
    #[serde(default)]
    pub breeder_of_record: String,
    /// The genotype as the keeper writes it; kept raw.
    #[serde(default)]
    pub genotype_text: String,
    /// Grams.
    #[serde(default)]
    pub weight_g: Option<Grams>,
    /// Millimetres.
    #[serde(default)]
    pub length_mm: Option<i32>,
    #[serde(default)]
    pub life_status: LifeStatus,
    #[serde(default)]
    pub custody: Custody,
    #[serde(default)]
    pub role: AnimalRole,
    #[serde(default)]
    pub care_state: CareState,
    #[serde(default)]
    pub visibility: Visibility,
    /// Other breeders may find it as a mate. Takes effect only while it is public, alive, held, here and not archived.
    #[serde(default)]
    pub open_to_pairings: bool,
    /// A deliberate cross of two taxa.
    #[serde(default)]
    pub hybrid: bool,
    #[serde(default)]
    pub public_notes: String,
    /// Never leaves the vivarium.
    #[serde(default)]
    pub private_notes: String,
}

/// What creates an animal.
pub type NewAnimal = AnimalFields;

const fn probable() -> SexConfidence {
    SexConfidence::Probable
}

impl AnimalFields {
    /// An otherwise empty record of a taxon.
    #[must_use]
    pub fn of(taxon_id: TaxonId) -> Self {
        Self {
            code: String::new(),
            name: String::new(),
            taxon_id,
            kind: AnimalKind::Held,
            sex: Sex::Unknown,
            sex_confidence: SexConfidence::Probable,
            sex_method: None,
            born: None,
            died_on: None,
            acquired_on: None,
            origin: Origin::Unknown,
            breeder_of_record: String::new(),
            genotype_text: String::new(),
            weight_g: None,
            length_mm: None,
            life_status: LifeStatus::Alive,
            custody: Custody::Held,
            role: AnimalRole::Undecided,
            care_state: CareState::Normal,
            visibility: Visibility::Private,
            open_to_pairings: false,
            hybrid: false,
            public_notes: String::new(),
            private_notes: String::new(),
        }
    }

    /// Takes away what nobody means to write: blanks around texts.
    pub fn trim(&mut self) {
        for text in [
            &mut self.code,
            &mut self.name,
            &mut self.breeder_of_record,
            &mut self.genotype_text,
            &mut self.public_notes,
            &mut self.private_notes,
        ] {
            let trimmed = text.trim();
            if trimmed.len() != text.len() {
                *text = trimmed.to_owned();
            }
        }
    }

    /// Why other breeders don't find it as a mate though it was opened to pairings; `None` where it wasn't, or where they do. The view of public
    /// animals has the same conditions, and those of the vivarium besides.
    #[must_use]
    pub fn closed_because(&self, archived: bool) -> Option<&'static str> {
        if !self.open_to_pairings {
            return None;
        }
        let gone = matches!(self.custody, Custody::TransferredOut | Custody::External);
        [
            (self.kind != AnimalKind::Held, "it isn’t an animal of the collection"),
            (self.life_status != LifeStatus::Alive, "it is deceased"),
            (gone, "it isn’t here any more"),
            (archived, "it is in the archive"),
            (self.visibility != Visibility::Public, "it has no public page"),
        ]
        .into_iter()
        .find_map(|(closed, why)| closed.then_some(why))
    }

    /// Checks every field against the others and the clock of this machine.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        self.validate_on(jiff::Zoned::now().date())
    }

    /// Checks every field as of `today`. One day is let pass, for it may be tomorrow where the animal is.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate_on(&self, today: Date) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if !self.code.is_empty() {
            check_code(&mut errors, &self.code);
        }
        check_text(&mut errors, "name", &self.name, 120, false);
        check_text(&mut errors, "breeder_of_record", &self.breeder_of_record, 120, false);
        check_text(&mut errors, "genotype_text", &self.genotype_text, 500, false);
        check_text(&mut errors, "public_notes", &self.public_notes, 5_000, true);
        check_text(&mut errors, "private_notes", &self.private_notes, 20_000, true);
        if self.length_mm.is_some_and(|mm| !(1..=20_000).contains(&mm)) {
            errors.push("length_mm", "Write the length in millimetres, from 1 to 20000.");
        }
        self.check_dates(today, &mut errors);
        errors.into_result()
    }

    fn check_dates(&self, today: Date, errors: &mut FieldErrors) {
        let latest = today.tomorrow().unwrap_or(today);
        if self.born.is_some_and(|born| born.earliest() > latest) {
            errors.push("born", "This lies in the future.");
        }
        for (field, date) in [("died_on", self.died_on), ("acquired_on", self.acquired_on)] {
            let Some(date) = date else { continue };
            if date > latest {
                errors.push(field, "This lies in the future.");
            }
            if !(1900..=2200).contains(&date.year()) {
                errors.push(field, "The year must lie between 1900 and 2200.");
            }
            if let Some(born) = self.born
                && date < born.earliest()
            {
                errors.push(field, format!("This is before the birth on {born}."));
            }
        }
        if let (Some(died), Some(acquired)) = (self.died_on, self.acquired_on)
            && acquired > died
        {
            errors.push("acquired_on", format!("This is after the death on {died}."));
        }
        if self.died_on.is_some() && self.life_status == LifeStatus::Alive {
            errors.push("life_status", "There is a date of death. Set the status to deceased, or clear the date.");
        }
    }
}

/// Refuses a code that a label, a URL or a spreadsheet would mangle.
pub fn check_code(errors: &mut FieldErrors, code: &str) {
    let fits = code.starts_with(|c: char| c.is_ascii_alphanumeric())
        && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '/'));
    if !fits {
        errors.push("code", "Use letters, digits and - . _ / only, starting with a letter or digit.");
    }
    if code.len() > 40 {
        errors.push("code", format!("At most 40 characters; this has {}.", code.chars().count()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn animal() -> AnimalFields {
        AnimalFields::of(TaxonId::new())
    }

    fn today() -> Date {
        Date::constant(2026, 11, 22)
    }

    fn fields_of(animal: &AnimalFields) -> Vec<String> {
        animal.validate_on(today()).err().map(|e| e.0.into_keys().collect()).unwrap_or_default()
    }

    #[test]
    fn an_empty_record_of_a_taxon_is_enough() {
        assert_eq!(animal().validate_on(today()), Ok(()));
    }

    #[test]
    fn wrong_values_are_named_by_field() {
        let long = "🦎".repeat(501);
        let wrong = AnimalFields {
            code: "CR 62".into(),
            name: "a\u{0}b".into(),
            genotype_text: long,
            length_mm: Some(0),
            born: "2027".parse().ok(),
            died_on: Some(Date::constant(1999, 1, 1)),
            ..animal()
        };
        assert_eq!(fields_of(&wrong), ["born", "code", "died_on", "genotype_text", "length_mm", "life_status", "name"]);
    }

    #[test]
    fn a_death_in_the_year_of_birth_is_no_contradiction() {
        let fine = AnimalFields {
            born: "2024".parse().ok(),
            died_on: Some(Date::constant(2024, 3, 1)),
            life_status: LifeStatus::Deceased,
            ..animal()
        };
        assert_eq!(fields_of(&fine), Vec::<String>::new());
    }

    #[test]
    fn an_opened_animal_says_what_keeps_it_from_being_found() {
        let open = AnimalFields { open_to_pairings: true, visibility: Visibility::Public, ..animal() };
        assert_eq!((open.closed_because(false), animal().closed_because(true)), (None, None));
        assert_eq!(open.closed_because(true), Some("it is in the archive"));
        let not = |change: fn(&mut AnimalFields)| {
            let mut fields = open.clone();
            change(&mut fields);
            assert_eq!(fields.validate_on(today()), Ok(()), "what was chosen may wait until it takes effect");
            fields.closed_because(false).unwrap_or_default()
        };
        assert_eq!(not(|one| one.visibility = Visibility::LineageOnly), "it has no public page");
        assert_eq!(not(|one| one.life_status = LifeStatus::Deceased), "it is deceased");
        assert_eq!(not(|one| one.custody = Custody::TransferredOut), "it isn’t here any more");
        assert_eq!(not(|one| one.kind = AnimalKind::External), "it isn’t an animal of the collection");
        assert_eq!(not(|one| one.custody = Custody::LoanedIn), "");
    }

    #[test]
    fn unknown_fields_are_refused() {
        let json = serde_json::json!({ "taxon_id": TaxonId::new(), "vivarium_id": TaxonId::new() });
        assert!(serde_json::from_value::<AnimalFields>(json).is_err());
    }

    #[test]
    fn emoji_count_as_characters() {
        let fine = AnimalFields { name: "🐍".repeat(120), ..animal() };
        assert_eq!(fields_of(&fine), Vec::<String>::new());
    }
}
