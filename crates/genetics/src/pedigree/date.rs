//! Dates as they stand in studbooks: to the day, the month or the year, in several spellings.

use serde::Serialize;

/// First and last day a date may mean, in days since 1970-01-01. A year is all of its days; `3/4/2019` is the third of April or the fourth of March
/// and all between, for nothing is refused that one reading allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DateRange {
    pub first: i32,
    pub last: i32,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFault {
    /// No spelling that is known.
    Unreadable,
    /// A month 16, a 30 February, a year 205.
    Impossible,
}

/// Printing and herd books begin here; an earlier year is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2999;

impl DateRange {
    /// Reads `2015-02-04`, `2015/02/04`, `20150204`, `4.2.2015`, `4/2/2015`, `2015-02`, `02/2015` and `2015`, each with or without a time after it.
    pub(super) fn read(text: &str) -> Result<Self, DateFault> {
        // A time may follow what is a whole date.
        let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| if day.len() >= 8 { day } else { text });
        if day.is_empty() || !day.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.')) {
            return Err(DateFault::Unreadable);
        }
        let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
        let number = |part: &str| part.parse::<i32>().map_err(|_| DateFault::Unreadable);
        match parts.as_slice() {
            [all] if all.len() == 8 => Self::day(number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?),
            [year] if year.len() <= 4 => Self::year(number(year)?),
            [year, month] if year.len() >= 3 => Self::month(number(year)?, number(month)?),
            [month, year] if year.len() >= 3 => Self::month(number(year)?, number(month)?),
            [year, month, day] if year.len() >= 3 => Self::day(number(year)?, number(month)?, number(day)?),
            [first, second, year] if year.len() >= 3 => {
                let (first, second, year) = (number(first)?, number(second)?, number(year)?);
                match (Self::day(year, second, first), Self::day(year, first, second)) {
                    (Ok(european), _) if day.contains('.') => Ok(european),
                    (Ok(a), Ok(b)) => Ok(Self { first: a.first.min(b.first), last: a.last.max(b.last) }),
                    (one, other) => one.or(other),
                }
            }
            _ => Err(DateFault::Unreadable),
        }
    }

    fn day(year: i32, month: i32, day: i32) -> Result<Self, DateFault> {
        let month_days = Self::month(year, month)?;
        let at = month_days.first + day - 1;
        if day < 1 || at > month_days.last { Err(DateFault::Impossible) } else { Ok(Self { first: at, last: at }) }
    }

    fn month(year: i32, month: i32) -> Result<Self, DateFault> {
        if !YEARS.contains(&year) || !(1..=12).contains(&month) {
            return Err(DateFault::Impossible);
        }
        let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Ok(Self { first: first_of(year, month), last: first_of(next_year, next) - 1 })
    }

    fn year(year: i32) -> Result<Self, DateFault> {
        Ok(Self { first: Self::month(year, 1)?.first, last: Self::month(year, 12)?.last })
    }

    /// Before the other under every reading.
    pub(super) fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }
}

/// Days from 1970-01-01 to the first of a month of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn first_of(year: i32, month: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_day() {
        let day = DateRange { first: 16_470, last: 16_470 };
        for text in ["2015-02-04", "2015/2/4", "20150204", "04.02.2015", "2015-02-04T08:00:00Z", "2015-02-04 08:00"] {
            assert_eq!(DateRange::read(text), Ok(day), "{text}");
        }
        assert_eq!(DateRange::read("2/28/2015"), DateRange::read("2015-02-28"));
        assert_eq!(DateRange::read("1970"), Ok(DateRange { first: 0, last: 364 }));
        assert_eq!(DateRange::read("02/2000"), Ok(DateRange { first: 10_988, last: 11_016 }));
        let both = DateRange::read("3/4/2019").unwrap();
        assert_eq!(
            (both.first, both.last),
            (DateRange::read("2019-03-04").unwrap().first, DateRange::read("2019-04-03").unwrap().first)
        );
    }

    #[test]
    fn what_cannot_be_is_told_from_what_cannot_be_read() {
        for text in ["205-06-19", "2002-16-22", "2001-02-29", "2015-00-01", "31.11.2000", "13/13/2000", "99"] {
            assert_eq!(DateRange::read(text), Err(DateFault::Impossible), "{text}");
        }
        for text in ["", "soon", "4 Feb 2015", "1-2-3", "0-1-1", "-", "1/2/3/2000", "99999999999-1-1", "２０１５"] {
            assert_eq!(DateRange::read(text), Err(DateFault::Unreadable), "{text}");
        }
    }
}
