//! One entry, and the errors of its fields.

use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    evidence::EvidenceError,
    genotype::{Chance, Number as _},
};

/// An entry of `bayes.json`.
#[derive(Debug)]
pub struct Entry<'a> {
    pub id: String,
    pub json: &'a Json,
}

impl<'a> Entry<'a> {
    /// # Errors
    /// [`CliError::Entry`] where it is no object.
    pub fn read(json: &'a Json, place: usize) -> Result<Self, CliError> {
        let id = json.id(place);
        let entry = Self { id, json };
        match json.map() {
            Some(_) => Ok(entry),
            None => Err(entry.error("entry", format_args!("an object is expected, not {}", json.kind()))),
        }
    }

    pub fn error(&self, field: &str, reason: impl ToString) -> CliError {
        CliError::entry(&self.id, field, reason)
    }

    /// A fault that the engine found, with the animals by their names.
    pub fn fault(&self, field: &str, error: &EvidenceError, name: impl Fn(usize) -> String) -> CliError {
        self.error(field, error.describe(name))
    }

    pub fn map(&self, field: &str) -> Result<&'a [(String, Json)], CliError> {
        let json = self.json.get(field).ok_or_else(|| self.error(field, "it is missing"))?;
        let map =
            json.map().ok_or_else(|| self.error(field, format_args!("an object is expected, not {}", json.kind())))?;
        self.once(field, map)
    }

    /// Refuses keys that stand there twice.
    pub fn once(&self, field: &str, map: &'a [(String, Json)]) -> Result<&'a [(String, Json)], CliError> {
        let mut keys: Vec<&str> = map.iter().map(|entry| entry.0.as_str()).collect();
        keys.sort_unstable();
        match keys.windows(2).find(|pair| pair.first() == pair.last()).and_then(<[&str]>::first) {
            Some(key) => Err(self.error(field, format_args!("{key} stands there twice"))),
            None => Ok(map),
        }
    }

    pub fn list(&self, field: &str) -> Result<&'a [Json], CliError> {
        let json = self.json.get(field).ok_or_else(|| self.error(field, "it is missing"))?;
        json.list().ok_or_else(|| self.error(field, format_args!("a list is expected, not {}", json.kind())))
    }

    /// A probability from 0 to 1.
    pub fn chance(&self, field: &str, json: &Json) -> Result<Chance, CliError> {
        json.probability().map_err(|reason| self.error(field, reason))
    }

    /// How many, as a whole number.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within 2^53")]
    pub fn count(&self, field: &str, json: Option<&Json>) -> Result<u64, CliError> {
        let json = json.ok_or_else(|| self.error(field, "it is missing"))?;
        let value = json.number().map_err(|reason| self.error(field, reason))?.to_f64();
        if value.fract() == 0.0 && value < 9e15 {
            Ok(value as u64)
        } else {
            Err(self.error(field, format_args!("{value} is no whole number")))
        }
    }

    /// The entry with these figures in the place of its own, or after its fields.
    pub fn with(&self, figures: Vec<(&str, Json)>) -> Json {
        let mut fields: Vec<(String, Json)> = self.json.map().unwrap_or_default().to_vec();
        for (name, value) in figures {
            match fields.iter_mut().find(|field| field.0 == name) {
                Some(field) => field.1 = value,
                None => fields.push((name.to_owned(), value)),
            }
        }
        Json::Map(fields)
    }
}

/// A figure as the file writes it.
pub fn figure(chance: Chance) -> Json {
    Json::Text(chance.to_string())
}

/// A figure that isn't exact.
pub fn float(value: f64) -> Chance {
    Chance::Float(value)
}

/// The exact fraction, for the engine.
pub fn exact(chance: &Chance) -> Option<repti_genetics::genotype::Ratio> {
    chance.ratio()
}

/// The number in floating point, for the engine.
pub fn rough(chance: &Chance) -> Option<f64> {
    Some(chance.to_f64())
}
