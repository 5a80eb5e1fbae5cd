//! How figures and times are put into words.

use jiff::{Timestamp, Unit, civil::Date};
use repti_model::{
    animal::{BirthDate, DatePrecision},
    measure::Grams,
};

pub use repti_model::ancestry::fine_percent;

/// "4 May 2021".
#[must_use]
pub fn date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// How long ago, or how soon: "just now", "5 minutes ago", "in 3 days", "2 years ago".
#[must_use]
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    let (past, size) = (seconds >= 0, seconds.unsigned_abs());
    let (count, unit) = match size {
        0..45 => return "just now".to_owned(),
        45..3_570 => (size.div_ceil(60).max(1), "minute"),
        3_570..84_600 => ((size + 1_800) / 3_600, "hour"),
        84_600..2_592_000 => ((size + 43_200) / 86_400, "day"),
        2_592_000..31_104_000 => ((size + 1_314_900) / 2_629_800, "month"),
        _ => ((size + 15_778_800) / 31_557_600, "year"),
    };
    let text = plural(count, unit);
    if past { format!("{text} ago") } else { format!("in {text}") }
}

/// The age of an animal at `today`: "3 weeks", "5 months", "2 y 4 mo", "7 years". `None` if it is born later.
#[must_use]
pub fn age(born: Date, today: Date) -> Option<String> {
    if born > today {
        return None;
    }
    let days = born.until((Unit::Day, today)).ok()?.get_days();
    if days < 14 {
        return Some(plural(u64::try_from(days).ok()?, "day"));
    }
    if days < 61 {
        return Some(plural(u64::try_from(days / 7).ok()?, "week"));
    }
    let span = born.until((Unit::Year, today)).ok()?;
    let (years, months) = (span.get_years(), born.until((Unit::Month, today)).ok()?.get_months() % 12);
    Some(match (years, months) {
        (0, months) => plural(u64::try_from(months).ok()?, "month"),
        (years, 0) => plural(u64::try_from(years).ok()?, "year"),
        (years, _) if years >= 5 => plural(u64::try_from(years).ok()?, "year"),
        (years, months) => format!("{years} y {months} mo"),
    })
}

/// The age by a birth date of any precision: "about 3 years" where only the year is known.
#[must_use]
pub fn age_of(born: BirthDate, today: Date) -> Option<String> {
    match born.precision() {
        DatePrecision::Day => age(born.date(), today),
        DatePrecision::Month => {
            let months = u64::try_from(born.age_in_months(today)?).ok()?;
            Some(if months < 24 { plural(months, "month") } else { age(born.date(), today)? })
        }
        DatePrecision::Year => match today.year() - born.date().year() {
            ..0 => None,
            0 => Some("under a year".to_owned()),
            years => Some(format!("about {}", plural(years.unsigned_abs().into(), "year"))),
        },
    }
}

/// A birth date in words, as exactly as it is known: "17 May 2022", "May 2022", "2022".
#[must_use]
pub fn born(born: BirthDate) -> String {
    let form = match born.precision() {
        DatePrecision::Day => "%-d %B %Y",
        DatePrecision::Month => "%B %Y",
        DatePrecision::Year => "%Y",
    };
    born.date().strftime(form).to_string()
}

/// A stored weight in words.
#[must_use]
pub fn grams(weight: Grams) -> String {
    self::weight(weight.hundredths() as f64 / 100.0)
}

/// A weight in grams, kilograms from 10 kg on: "612 g", "12.4 kg". What weighs little is told as finely as it was weighed: a hatchling of "1.5 g" isn't two.
fn weight(grams: f64) -> String {
    if grams >= 10_000.0 {
        format!("{:.1} kg", grams / 1_000.0)
    } else if grams < 100.0 {
        format!("{} g", (grams * 100.0).round() / 100.0)
    } else {
        format!("{} g", thousands(grams.round().max(0.0) as u64))
    }
}

/// A length in centimetres: "120.5 cm", "92 cm".
#[must_use]
pub fn length(millimetres: i32) -> String {
    format!("{} cm", f64::from(millimetres) / 10.0)
}

/// A count with thin groups: 12,480.
#[must_use]
pub fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 animal", "12 animals".
#[must_use]
pub fn plural(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// A probability as a whole per cent that never claims certainty it hasn't: 2/3 is "66%", as the hobby writes it.
#[must_use]
pub fn percent(numerator: u32, denominator: u32) -> String {
    if denominator == 0 {
        return "?".to_owned();
    }
    format!("{}%", u64::from(numerator) * 100 / u64::from(denominator))
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date as on};

    use super::*;

    #[test]
    fn ages_are_told_in_the_unit_a_keeper_uses() {
        let today = on(2026, 11, 22);
        let age = |born| age(born, today).unwrap_or_default();
        assert_eq!(age(on(2026, 11, 22)), "0 days");
        assert_eq!(age(on(2026, 11, 21)), "1 day");
        assert_eq!(age(on(2026, 11, 1)), "3 weeks");
        assert_eq!(age(on(2026, 6, 22)), "5 months");
        assert_eq!(age(on(2024, 7, 22)), "2 y 4 mo");
        assert_eq!(age(on(2024, 11, 22)), "2 years");
        assert_eq!(age(on(2015, 2, 1)), "11 years");
        assert_eq!(super::age(on(2027, 1, 1), today), None);
    }

    #[test]
    fn ages_are_no_more_exact_than_the_birth_date() {
        let today = on(2026, 11, 22);
        let age = |text: &str| text.parse().ok().and_then(|born| age_of(born, today)).unwrap_or_default();
        assert_eq!(age("2022-05-17"), "4 y 6 mo");
        assert_eq!(age("2026-08"), "3 months");
        assert_eq!(age("2023"), "about 3 years");
        assert_eq!(age("2026"), "under a year");
        assert_eq!(age("2027"), "");
        assert_eq!("2022-05".parse().map(born), Ok("May 2022".to_owned()));
    }

    #[test]
    fn relative_times_round_to_the_nearest_unit() {
        let now = Timestamp::from_second(1_800_000_000).unwrap_or_default();
        let ago = |seconds: i64| relative(Timestamp::from_second(1_800_000_000 - seconds).unwrap_or_default(), now);
        assert_eq!(ago(3), "just now");
        assert_eq!(ago(60), "1 minute ago");
        assert_eq!(ago(3_600), "1 hour ago");
        assert_eq!(ago(-86_400 * 3), "in 3 days");
        assert_eq!(ago(86_400 * 365 * 2), "2 years ago");
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(12), "12");
        assert_eq!(weight(1_480.4), "1,480 g");
        assert_eq!(weight(12_440.0), "12.4 kg");
        assert_eq!([weight(1.5), weight(2.75), weight(48.0)], ["1.5 g", "2.75 g", "48 g"]);
        assert_eq!([length(1_205), length(920)], ["120.5 cm", "92 cm"]);
        assert_eq!(percent(2, 3), "66%");
        assert_eq!(percent(1, 0), "?");
        assert_eq!(plural(1, "animal"), "1 animal");
        let fine = [0.0, 1e-9, 1.0 / 64.0, 0.0625, 0.125, 1.0].map(fine_percent);
        assert_eq!(fine, ["0%", "under 0.01%", "1.56%", "6.25%", "12.5%", "100%"]);
    }
}
