//! A parent's age at the birth of a child, as far as two dates of limited precision tell it.

use jiff::{Unit, civil::Date};
use repti_model::animal::BirthDate;

/// The least and the greatest age in days that the dates allow. Negative: born after the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeAtBirth {
    pub least_days: i32,
    pub most_days: i32,
}

/// The age of a parent at the birth of its child, or `None` where a date is missing.
#[must_use]
pub fn age_at_birth(parent: Option<BirthDate>, child: Option<BirthDate>) -> Option<AgeAtBirth> {
    let (parent, child) = (parent?, child?);
    Some(AgeAtBirth {
        least_days: days(parent.latest(), child.earliest())?,
        most_days: days(parent.earliest(), child.latest())?,
    })
}

/// Whole days from one date to another; negative backwards.
pub(super) fn days(from: Date, to: Date) -> Option<i32> {
    Some(from.until((Unit::Day, to)).ok()?.get_days())
}

/// An age in words: days up to two months, then months, then years and months.
pub(super) fn in_words(days: i32) -> String {
    let plural = |count: i32, unit: &str| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
    let months = days * 12 / 365;
    match (days, months / 12, months % 12) {
        (..60, ..) => plural(days, "day"),
        (_, 0, months) => plural(months, "month"),
        (_, years, 0) => plural(years, "year"),
        (_, years, months) => format!("{} and {}", plural(years, "year"), plural(months, "month")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(parent: &str, child: &str) -> Option<(i32, i32)> {
        age_at_birth(parent.parse().ok(), child.parse().ok()).map(|age| (age.least_days, age.most_days))
    }

    #[test]
    fn exact_dates_leave_one_age() {
        assert_eq!(age("2020-01-01", "2021-01-01"), Some((366, 366)));
        assert_eq!(age("2021-01-02", "2021-01-01"), Some((-1, -1)));
    }

    #[test]
    fn a_year_leaves_a_range() {
        assert_eq!(age("2020", "2021"), Some((1, 731 - 1)));
        assert_eq!(age("2020-06", "2020-06"), Some((-29, 29)));
        assert_eq!(age("", "2020"), None);
    }

    #[test]
    fn ages_are_said_as_people_say_them() {
        let said: Vec<String> = [1, 59, 100, 365, 500, 800].into_iter().map(in_words).collect();
        assert_eq!(said, ["1 day", "59 days", "3 months", "1 year", "1 year and 4 months", "2 years and 2 months"]);
    }
}
