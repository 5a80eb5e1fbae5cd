//! The day or month for which a pairing is planned.

use crate::animal::{BirthDate, BirthDateError, DatePrecision};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A day or a month, written `2027-03-14` or `2027-03`; in JSON the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
pub struct PlannedFor(BirthDate);

/// Why a day or month can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlannedForError {
    /// A year alone: that is the season.
    #[error("write the month as 2027-03 or the day as 2027-03-14")]
    Form,
    /// No day of the calendar.
    #[error("this day does not exist in the calendar")]
    NoSuchDay,
}

impl PlannedFor {
    /// A date as exact as `precision` says; a year alone is refused.
    ///
    /// # Errors
    /// Precision of a year, or a year that no record has.
    pub fn new(date: Date, precision: DatePrecision) -> Result<Self, PlannedForError> {
        match precision {
            DatePrecision::Year => Err(PlannedForError::Form),
            _ => BirthDate::new(date, precision).map(Self).map_err(|_| PlannedForError::Form),
        }
    }

    /// The stored date: the day, or the first of the month.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0.date()
    }

    /// Day or month.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        self.0.precision()
    }

    /// "March 2027" or "14 March 2027".
    #[must_use]
    pub fn words(self) -> String {
        let format = if self.precision() == DatePrecision::Month { "%B %Y" } else { "%-d %B %Y" };
        self.date().strftime(format).to_string()
    }
}

impl fmt::Display for PlannedFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PlannedFor {
    type Err = PlannedForError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let date: BirthDate = text.parse().map_err(|error| match error {
            BirthDateError::NoSuchDay => PlannedForError::NoSuchDay,
            BirthDateError::Form | BirthDateError::Year => PlannedForError::Form,
        })?;
        Self::new(date.date(), date.precision())
    }
}

impl TryFrom<String> for PlannedFor {
    type Error = PlannedForError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PlannedFor> for String {
    fn from(planned: PlannedFor) -> Self {
        planned.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_month_read_back_as_written_and_a_year_is_none() {
        for (text, words) in [("2027-03", "March 2027"), ("2027-03-04", "4 March 2027")] {
            let planned: PlannedFor = text.parse().unwrap();
            assert_eq!((planned.to_string(), planned.words()), (text.to_owned(), words.to_owned()));
            let json = serde_json::to_string(&planned).unwrap();
            assert_eq!((json.as_str(), serde_json::from_str(&json).ok()), (&*format!("\"{text}\""), Some(planned)));
        }
        assert_eq!("2027".parse::<PlannedFor>(), Err(PlannedForError::Form));
        assert_eq!("2027-02-30".parse::<PlannedFor>(), Err(PlannedForError::NoSuchDay));
        assert_eq!("soon".parse::<PlannedFor>(), Err(PlannedForError::Form));
    }
}
