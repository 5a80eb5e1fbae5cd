//! Numbers of a text: percentages, fractions, sex ratios, years.

use super::scan::Raw;
use crate::{
    cross::Sex,
    genotype::{Chance, Number as _, Ratio},
};

/// A percentage as a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub p: Chance,
    pub out_of_range: bool,
}

/// `66`, `67`, `66.6`, `66.67` are two thirds, `33`, `33.3` one third (the trade's way of writing them); all else is taken as written.
pub fn percent(text: &str) -> Share {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let all = |digit: char, part: &str| part.chars().all(|own| own == digit);
    let p = match whole {
        "66" if all('6', part) || part.strip_suffix('7').is_some_and(|part| all('6', part)) => Chance::fraction(2, 3),
        "67" if part.is_empty() => Chance::fraction(2, 3),
        "33" if all('3', part) => Chance::fraction(1, 3),
        // Beyond a dozen decimals nobody means anything.
        _ if whole.len() <= 3 => {
            let decimals: String = part.chars().take(12).collect();
            let ratio: Option<Ratio> = format!("0{whole}.{decimals}").parse().ok();
            let hundred = Ratio::new(100, 1);
            ratio.zip(hundred).and_then(|(ratio, hundred)| ratio.div(hundred)).map_or(Chance::ONE, Chance::Exact)
        }
        _ => return Share { p: Chance::ONE, out_of_range: true },
    };
    let out_of_range = p.to_f64() > 1.0;
    Share { p: if out_of_range { Chance::ONE } else { p }, out_of_range }
}

/// `0.66`, `0.125` as a probability. `0.1` and `0.5` are females.
pub fn share(text: &str) -> Option<Share> {
    let decimals = text.strip_prefix("0.").filter(|decimals| !decimals.contains('.'))?;
    let (percents, rest) = decimals.split_at_checked(2)?;
    Some(percent(&format!("{percents}.{rest}")))
}

/// `2/3` as a probability; `None` where it isn't one. `50/50` are the odds for and against, as all that sums to a hundred.
pub fn fraction(num: &str, den: &str) -> Option<Chance> {
    let whole = num.parse::<u8>().ok()?.checked_add(den.parse().ok()?)?;
    let den = if whole == 100 { "100" } else { den };
    let ratio: Ratio = format!("{num}/{den}").parse().ok()?;
    (ratio <= Ratio::ONE).then_some(Chance::Exact(ratio))
}

/// What a number between the words says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// Males, females, unknown: `1.0`, `0.0.1`; the sex where all are of one.
    Ratio(Option<Sex>),
    Year,
    Date,
    Other,
}

/// By its form alone.
pub fn plain(text: &str) -> Plain {
    let parts: Vec<&str> = text.split('.').collect();
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let none = |part: &&str| part.chars().all(|digit| digit == '0');
    match parts.as_slice() {
        [only] if year(only) => Plain::Year,
        [_, _, last] if year(last) => Plain::Date,
        [first, _, _] if year(first) => Plain::Date,
        [males, females] | [males, females, _] if parts.iter().all(|part| part.len() <= 3) => {
            let unknown = parts.get(2).is_none_or(none);
            Plain::Ratio(match (none(males), none(females)) {
                (false, true) if unknown => Some(Sex::Male),
                (true, false) if unknown => Some(Sex::Female),
                _ => None,
            })
        }
        _ => Plain::Other,
    }
}

/// `cb21`, `cbb2021`, `f2`, `2021cb`, `350g`: origin with year, generation, weight or length.
pub fn is_remark(word: &str) -> bool {
    let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let (front, letters) =
        (word.len() - letters.len(), letters.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    let back = word.len() - front - letters.len();
    let origin = matches!(letters, "cb" | "cbb" | "ch" | "ltc" | "wc" | "fh" | "cbred" | "nz" | "dnz" | "enz");
    (origin && [0, 2, 4].contains(&front) && [0, 2, 4].contains(&back))
        || (letters == "f" && front == 0 && (1..=2).contains(&back))
        || (is_unit(letters) && (1..=5).contains(&front) && back == 0)
}

/// What weights and lengths are given in.
pub fn is_unit(word: &str) -> bool {
    matches!(word, "g" | "gr" | "gramm" | "gram" | "grams" | "grammes" | "kg" | "cm" | "lbs")
}

/// The month of `07/2021`, which no fraction is.
pub fn is_month(month: &str, year: &str) -> bool {
    month.parse().is_ok_and(|month: u8| (1..=12).contains(&month)) && plain(year) == Plain::Year
}

/// The number before the x of `2x`.
pub fn times(word: &str) -> Option<u8> {
    word.strip_suffix('x')?.parse().ok().filter(|times| (1..=9).contains(times))
}

/// Whether a number without a sign may be a percentage: "66 het clown".
pub fn may_be_percent(raw: &Raw) -> bool {
    raw.key
        .split('.')
        .next()
        .and_then(|whole| whole.parse::<u32>().ok())
        .is_some_and(|whole| (10..=100).contains(&whole))
}

#[cfg(test)]
#[test]
fn percentages_are_read_as_the_trade_writes_them() {
    for (text, p) in [
        ("66", "2/3"),
        ("67", "2/3"),
        ("66.6", "2/3"),
        ("66.67", "2/3"),
        ("66.66666667", "2/3"),
        ("33", "1/3"),
        ("33.333", "1/3"),
        ("66.5", "133/200"),
        ("50", "1/2"),
        ("25.0", "1/4"),
        ("12.5", "1/8"),
        ("0", "0"),
        ("100", "1"),
        ("40", "2/5"),
    ] {
        assert_eq!(percent(text).p.to_string(), p, "{text}");
        assert!(!percent(text).out_of_range, "{text}");
    }
    for text in ["120", "100.1", "99999999999999999999999999999999999999999999"] {
        assert_eq!(percent(text), Share { p: Chance::ONE, out_of_range: true }, "{text}");
    }
}
