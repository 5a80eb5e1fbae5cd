//! A planned animal as the registry stores it.

use repti_model::{
    animal::{Custody, DatePrecision, LifeStatus, SexConfidence, Visibility},
    measure::Grams,
    registry::{AnimalFields, AnimalKind},
};
use serde::Serialize;

use super::{limits::MAX_NAME_CHARS, plan::ImportedAnimal, table::clip, values::words::Breeder};

/// The columns of a new animal, in the words of the database.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewRecord {
    name: String,
    taxon: String,
    kind: &'static str,
    sex: &'static str,
    sex_confidence: &'static str,
    sex_method: Option<&'static str>,
    born_on: Option<jiff::civil::Date>,
    born_precision: &'static str,
    died_on: Option<jiff::civil::Date>,
    acquired_on: Option<jiff::civil::Date>,
    origin: &'static str,
    breeder_of_record: String,
    genotype_text: String,
    weight_g: Option<Grams>,
    length_mm: Option<i32>,
    life_status: &'static str,
    custody: &'static str,
    role: &'static str,
    visibility: &'static str,
    public_notes: String,
    private_notes: String,
}

impl NewRecord {
    /// The columns for a row. `own_name` stands for the owner of the file where they bred the animal.
    pub(crate) fn of(animal: &ImportedAnimal, own_name: &str) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let custody = animal.custody.unwrap_or_default();
        Self {
            name: animal.name.clone(),
            taxon: animal.taxon.clone(),
            kind: kind_of(custody).as_str(),
            sex: animal.sex.unwrap_or_default().as_str(),
            sex_confidence: animal.sex_confidence.unwrap_or(SexConfidence::Probable).as_str(),
            sex_method: animal.sex_method.map(|method| method.as_str()),
            born_on: animal.born.map(|born| born.date()),
            born_precision: animal.born.map_or(DatePrecision::Day, |born| born.precision()).as_str(),
            died_on: animal.died_on,
            acquired_on: animal.acquired_on,
            origin: animal.origin.unwrap_or_default().as_str(),
            breeder_of_record: breeder_text(animal.breeder.as_ref(), own_name),
            genotype_text: text(&animal.traits),
            weight_g: animal.weight,
            length_mm: animal.length_mm,
            life_status: animal.life.unwrap_or_default().as_str(),
            custody: custody.as_str(),
            role: animal.role.unwrap_or_default().as_str(),
            visibility: animal.visibility.unwrap_or(Visibility::Private).as_str(),
            public_notes: text(&animal.description),
            private_notes: text(&animal.notes),
        }
    }

    /// An ancestor that the file only names.
    pub(crate) fn ancestor(name: &str, taxon: &str, side: repti_model::animal::ParentSide) -> Self {
        let animal = ImportedAnimal {
            name: clip(name, MAX_NAME_CHARS).to_owned(),
            taxon: taxon.to_owned(),
            sex: Some(side.sex()),
            custody: Some(Custody::External),
            ..ImportedAnimal::default()
        };
        Self::of(&animal, "")
    }

    pub(crate) const fn kind(&self) -> &'static str {
        self.kind
    }
}

fn kind_of(custody: Custody) -> AnimalKind {
    if custody == Custody::External { AnimalKind::External } else { AnimalKind::Held }
}

fn breeder_text(breeder: Option<&Breeder>, own_name: &str) -> String {
    match breeder {
        None => String::new(),
        Some(Breeder::Own) => clip(own_name, MAX_NAME_CHARS).to_owned(),
        Some(Breeder::Named(name)) => name.clone(),
    }
}

/// What an update would make of an animal: filled cells of the row replace what is recorded, everything else stays.
pub(crate) fn updated(before: &AnimalFields, row: &ImportedAnimal, own_name: &str) -> AnimalFields {
    let mut after = before.clone();
    if !row.name.is_empty() {
        after.name.clone_from(&row.name);
    }
    if let Some(sex) = row.sex {
        after.sex = sex;
    }
    after.sex_confidence = row.sex_confidence.unwrap_or(after.sex_confidence);
    after.sex_method = row.sex_method.or(after.sex_method);
    after.born = row.born.or(after.born);
    after.died_on = row.died_on.or(after.died_on);
    after.acquired_on = row.acquired_on.or(after.acquired_on);
    after.origin = row.origin.unwrap_or(after.origin);
    if row.breeder.is_some() {
        after.breeder_of_record = breeder_text(row.breeder.as_ref(), own_name);
    }
    after.weight_g = row.weight.or(after.weight_g);
    after.length_mm = row.length_mm.or(after.length_mm);
    after.life_status = row.life.unwrap_or(after.life_status);
    if let Some(custody) = row.custody {
        after.custody = custody;
    }
    after.role = row.role.unwrap_or(after.role);
    after.visibility = row.visibility.unwrap_or(after.visibility);
    for (text, to) in [
        (&row.traits, &mut after.genotype_text),
        (&row.description, &mut after.public_notes),
        (&row.notes, &mut after.private_notes),
    ] {
        if let Some(text) = text {
            to.clone_from(text);
        }
    }
    if after.died_on.is_some() {
        after.life_status = LifeStatus::Deceased;
    }
    after
}

/// What was read, in one line for the screen.
pub(crate) fn reading(animal: &ImportedAnimal) -> String {
    let parts = [
        animal.sex.map(|sex| sex.label().to_owned()),
        animal.born.map(|born| format!("born {born}")),
        animal.traits.clone(),
        animal.weight.map(|weight| format!("{weight} g")),
        animal.origin.map(|origin| origin.label().to_owned()),
        animal.life.filter(|life| *life == LifeStatus::Deceased).map(|life| life.label().to_owned()),
        animal.custody.filter(|custody| *custody != Custody::Held).map(|custody| custody.label().to_owned()),
        animal.role.map(|role| role.label().to_owned()),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    clip(&line, 300).to_owned()
}
