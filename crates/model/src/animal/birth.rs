//! A birth date that may be known to the day, the month or only the year.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::DatePrecision;

/// A date of birth or hatching with its precision. A month stands on its first day, a year on 1 January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BirthDate {
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    date: Date,
    precision: DatePrecision,
}

/// What a client may send: put into canonical form on the way in.
#[derive(Deserialize)]
struct Parts {
    date: Date,
    precision: DatePrecision,
}

impl TryFrom<Parts> for BirthDate {
    type Error = BirthDateError;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Self::new(parts.date, parts.precision)
    }
}

/// Why a birth date can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthDateError {
    /// Not written as `2024-05-17`, `2024-05` or `2024`.
    #[error("write the date as 2024-05-17, 2024-05 or 2024")]
    Form,
    /// A day or month that no calendar has.
    #[error("this day does not exist in the calendar")]
    NoSuchDay,
    /// Outside the years that a keeper's record can span.
    #[error("the year must lie between 1900 and 2200")]
    Year,
}

impl BirthDate {
    /// A date known to `precision`; the unknown part is set to the first.
    pub fn new(date: Date, precision: DatePrecision) -> Result<Self, BirthDateError> {
        if !(1900..=2200).contains(&date.year()) {
            return Err(BirthDateError::Year);
        }
        let date = match precision {
            DatePrecision::Day => date,
            DatePrecision::Month => date.first_of_month(),
            DatePrecision::Year => date.first_of_year(),
        };
        Ok(Self { date, precision })
    }

    /// From numbers: without a month a year, without a day a month.
    pub fn from_parts(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, BirthDateError> {
        let precision = match (month, day) {
            (None, _) => DatePrecision::Year,
            (Some(_), None) => DatePrecision::Month,
            (Some(_), Some(_)) => DatePrecision::Day,
        };
        let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| BirthDateError::NoSuchDay)?;
        Self::new(date, precision)
    }

    /// The first day that it can have been.
    #[must_use]
    pub const fn earliest(self) -> Date {
        self.date
    }

    /// The last day that it can have been.
    #[must_use]
    pub fn latest(self) -> Date {
        match self.precision {
            DatePrecision::Day => self.date,
            DatePrecision::Month => self.date.last_of_month(),
            DatePrecision::Year => self.date.last_of_year(),
        }
    }

    /// The stored date: the first day that it can have been.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// How exactly it is known.
    #[must_use]
    pub const fn precision(self) -> DatePrecision {
        self.precision
    }

    /// Whole months from this birth to `today`, at most; `None` while it still lies ahead.
    #[must_use]
    pub fn age_in_months(self, today: Date) -> Option<i32> {
        if self.date > today {
            return None;
        }
        let months = i32::from(today.year() - self.date.year()) * 12 + i32::from(today.month() - self.date.month());
        Some(if self.date.saturating_add(months.months()) > today { months - 1 } else { months })
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, precision } = self;
        match precision {
            DatePrecision::Day => write!(f, "{date}"),
            DatePrecision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            DatePrecision::Year => write!(f, "{:04}", date.year()),
        }
    }
}

impl FromStr for BirthDate {
    type Err = BirthDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn digits<T: FromStr>(part: &str, length: usize) -> Result<T, BirthDateError> {
            if part.len() != length || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(BirthDateError::Form);
            }
            part.parse().map_err(|_| BirthDateError::Form)
        }
        let mut parts = text.trim().split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| digits(part, 2)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(BirthDateError::Form);
        }
        Self::from_parts(year, month, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_precision_reads_back_as_written() {
        for text in ["2024", "2024-05", "2024-05-17"] {
            assert_eq!(text.parse::<BirthDate>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert_eq!("2023-02-30".parse::<BirthDate>(), Err(BirthDateError::NoSuchDay));
        assert_eq!("2023-2-3".parse::<BirthDate>(), Err(BirthDateError::Form));
        assert_eq!("0205-06-19".parse::<BirthDate>(), Err(BirthDateError::Year));
    }

    #[test]
    fn a_year_spans_all_its_days() {
        let year: BirthDate = "2024".parse().unwrap();
        assert_eq!(year.latest().to_string(), "2024-12-31");
    }

    #[test]
    fn age_counts_whole_months() {
        let born: BirthDate = "2024-01-31".parse().unwrap();
        assert_eq!(born.age_in_months(Date::constant(2024, 2, 28)), Some(0));
        assert_eq!(born.age_in_months(Date::constant(2024, 3, 31)), Some(2));
        assert_eq!(born.age_in_months(Date::constant(2023, 3, 31)), None);
    }
}
