//! All SQL of the animal context. Row structs stay in here; what goes out are the shapes of `repti-model`.

pub(crate) mod ancestry;
pub(crate) mod animal;
pub(crate) mod bulk;
pub(crate) mod catalogue;
pub(crate) mod certificate;
pub(crate) mod change;
pub(crate) mod claim;
pub(crate) mod code;
pub(crate) mod coefficient;
pub(crate) mod dispute;
pub(crate) mod draft;
pub(crate) mod evidence;
pub(crate) mod evidence_body;
pub(crate) mod export;
pub(crate) mod gene;
pub(crate) mod import;
pub(crate) mod import_revert;
pub(crate) mod import_row;
pub(crate) mod import_snapshot;
pub(crate) mod import_write;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod mate;
pub(crate) mod node;
pub(crate) mod pairing;
pub(crate) mod public;
pub(crate) mod seed;
pub(crate) mod seed_gene;
pub(crate) mod tally;
pub(crate) mod taxon;
pub(crate) mod text_claim;
pub(crate) mod verification;
pub(crate) mod view;
pub(crate) mod warning;

use crate::AnimalError;
use repti_model::{
    animal::{BirthDate, DatePrecision},
    text_enum::UnknownWord,
};
use std::str::FromStr;

/// A stored word as its enum.
pub(crate) fn word<T: FromStr<Err = UnknownWord>>(word: &str) -> Result<T, AnimalError> {
    Ok(word.parse()?)
}

/// A birth from its two columns.
pub(crate) fn birth(date: Option<jiff_sqlx::Date>, precision: &str) -> Result<Option<BirthDate>, AnimalError> {
    let Some(date) = date else { return Ok(None) };
    let precision: DatePrecision = word(precision)?;
    // A date outside the years of a record can't have come in through us; it shows as not recorded.
    Ok(BirthDate::new(date.to_jiff(), precision).ok())
}

/// A birth as its two columns.
pub(crate) fn birth_columns(birth: Option<BirthDate>) -> (Option<jiff_sqlx::Date>, &'static str) {
    let precision = birth.map_or(DatePrecision::Day, BirthDate::precision);
    (birth.map(|birth| birth.date().into()), precision.as_str())
}
