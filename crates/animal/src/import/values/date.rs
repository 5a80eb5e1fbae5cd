//! Dates as programs and people write them. Nothing is guessed that the file or the person can decide.

use jiff::civil::Date;
use repti_model::animal::{BirthDate, BirthDateError};

use super::{Read, ValueError, is_absent, shown};
use repti_model::exchange::{DateOrder, IssueCode};

/// How the dates of one file are read.
#[derive(Debug, Clone, Copy)]
pub struct DateRules {
    /// Order of day and month in `3/4/2021`; [`DateOrder::Auto`] falls back to the month for slashes, the day for dots.
    pub order: DateOrder,
    /// No birth lies behind this day.
    pub today: Date,
}

/// Reads a date, a month or a year.
pub fn birth_date(cell: &str, rules: DateRules) -> Read<BirthDate> {
    let Some(parts) = parts(cell, rules)? else { return Ok(None) };
    let (year, month, day) = parts;
    let date = BirthDate::from_parts(year, month, day).map_err(|error| match error {
        BirthDateError::NoSuchDay => ValueError::new(
            IssueCode::DateImpossible,
            format!("{} is not a day in the calendar. Correct it, or leave the cell blank.", shown(cell)),
        ),
        BirthDateError::Year => ValueError::new(
            IssueCode::DateUnreadable,
            format!("{} has a year before 1900 or after 2200. Write the year with four digits.", shown(cell)),
        ),
        BirthDateError::Form => unreadable(cell),
    })?;
    if date.earliest() > rules.today {
        return Err(ValueError::new(
            IssueCode::DateInFuture,
            format!("{} lies in the future (read as {date}). Correct it, or leave the cell blank.", shown(cell)),
        ));
    }
    Ok(Some(date))
}

/// Reads a whole date; a bare month or year is taken as its first day.
pub fn date(cell: &str, rules: DateRules) -> Read<Date> {
    Ok(birth_date(cell, rules)?.map(BirthDate::earliest))
}

fn unreadable(cell: &str) -> ValueError {
    ValueError::new(
        IssueCode::DateUnreadable,
        format!(
            "{} is not a date we can read. Write 2024-05-17, 5/17/2024, 17 May 2024, 2024-05 or 2024.",
            shown(cell)
        ),
    )
}

type Parts = (i16, Option<i8>, Option<i8>);

fn parts(cell: &str, rules: DateRules) -> Read<Parts> {
    let cell = cell.trim();
    if is_absent(cell) {
        return Ok(None);
    }
    let text = without_time(cell);
    let pieces: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|piece| !piece.is_empty()).collect();
    if text.len() > 40 || pieces.len() > 3 {
        return Err(unreadable(cell));
    }
    let read = match pieces[..] {
        [year] if is_year(year) => Some((number(year), None, None)),
        [first, second] if is_year(first) => month(second).map(|m| (number(first), Some(m), None)),
        [first, second] if is_year(second) => month(first).map(|m| (number(second), Some(m), None)),
        [y, m, d] if is_year(y) => month(m).zip(small(d)).map(|(m, d)| (number(y), Some(m), Some(d))),
        [a, b, y] => {
            day_and_month(a, b, order(text, rules.order)).map(|(d, m)| (year(y, rules.today), Some(m), Some(d)))
        }
        _ => None,
    };
    match read {
        Some((Some(year), month, day)) => Ok(Some((year, month, day))),
        _ => Err(unreadable(cell)),
    }
}

/// `2024-05-17T00:00:00Z` and `5/17/2024 12:00 AM` without the time.
fn without_time(text: &str) -> &str {
    let bytes = text.as_bytes();
    if bytes.len() > 10 && bytes[10] == b'T' && bytes[..4].iter().all(u8::is_ascii_digit) {
        return &text[..10];
    }
    match text.find(':').and_then(|colon| text[..colon].rfind([' ', ','])) {
        Some(blank) => text[..blank].trim_end_matches([' ', ',']),
        None => text,
    }
}

fn is_year(piece: &str) -> bool {
    piece.len() == 4 && piece.bytes().all(|b| b.is_ascii_digit())
}

fn number(piece: &str) -> Option<i16> {
    piece.parse().ok()
}

/// Four digits, or two that can't lie in the future.
fn year(piece: &str, today: Date) -> Option<i16> {
    if is_year(piece) {
        return number(piece);
    }
    if piece.len() != 2 {
        return None;
    }
    let short = small(piece)?;
    let year = 2000 + i16::from(short);
    (year <= today.year()).then_some(year)
}

fn small(piece: &str) -> Option<i8> {
    let digits = piece
        .strip_suffix("st")
        .or(piece.strip_suffix("nd"))
        .or(piece.strip_suffix("rd"))
        .or(piece.strip_suffix("th"))
        .unwrap_or(piece);
    (digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

fn month_name(piece: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = piece.to_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let index =
        if lower == "sept" { Some(8) } else { NAMES.iter().position(|name| *name == lower || name[..3] == lower) };
    index.and_then(|index| i8::try_from(index + 1).ok())
}

fn month(piece: &str) -> Option<i8> {
    month_name(piece).or_else(|| small(piece))
}

fn order(text: &str, chosen: DateOrder) -> DateOrder {
    match chosen {
        DateOrder::Auto if text.contains('.') => DateOrder::DayFirst,
        DateOrder::Auto => DateOrder::MonthFirst,
        chosen => chosen,
    }
}

/// Day and month from the two pieces before a year. A month that can't be one swaps them, whatever the order says.
fn day_and_month(a: &str, b: &str, order: DateOrder) -> Option<(i8, i8)> {
    if let Some(month) = month_name(a) {
        return small(b).map(|day| (day, month));
    }
    if let Some(month) = month_name(b) {
        return small(a).map(|day| (day, month));
    }
    let (a, b) = (small(a)?, small(b)?);
    Some(match order {
        _ if a > 12 && b <= 12 => (a, b),
        _ if b > 12 && a <= 12 => (b, a),
        DateOrder::DayFirst => (a, b),
        _ => (b, a),
    })
}

/// What the dates of a file tell about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderEvidence {
    /// No date could be read in two ways.
    NotNeeded,
    /// The dates that can only be read in one way agree.
    Clear(DateOrder),
    /// Nothing decides, or they contradict each other.
    Unclear,
}

/// Looks through a column for dates that can only be read in one way.
pub fn order_evidence<'a>(cells: impl Iterator<Item = &'a str>) -> OrderEvidence {
    let (mut month_first, mut day_first, mut open) = (false, false, false);
    for cell in cells {
        let text = without_time(cell.trim());
        let mut pieces = text.split(['/', '-', '.']);
        let (Some(a), Some(b), Some(_), None) = (pieces.next(), pieces.next(), pieces.next(), pieces.next()) else {
            continue;
        };
        let (Some(a), Some(b)) = (small(a), small(b)) else { continue };
        match (a > 12, b > 12) {
            (true, false) => day_first = true,
            (false, true) => month_first = true,
            (false, false) if a != b => open = true,
            _ => {}
        }
    }
    match (open, month_first, day_first) {
        (false, ..) => OrderEvidence::NotNeeded,
        (true, true, false) => OrderEvidence::Clear(DateOrder::MonthFirst),
        (true, false, true) => OrderEvidence::Clear(DateOrder::DayFirst),
        (true, ..) => OrderEvidence::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn read(cell: &str, order: DateOrder) -> Result<Option<String>, IssueCode> {
        birth_date(cell, DateRules { order, today: TODAY })
            .map(|date| date.map(|d| d.to_string()))
            .map_err(|error| error.code)
    }

    #[test]
    fn dates_of_all_sources_are_read() {
        for (cell, expected) in [
            ("9/4/2018", "2018-09-04"),
            ("06-27-2018", "2018-06-27"),
            ("2018-04-20", "2018-04-20"),
            ("2018/4/20", "2018-04-20"),
            ("2018-04-20T00:00:00", "2018-04-20"),
            ("4/20/2018 12:00 AM", "2018-04-20"),
            ("20.4.2018", "2018-04-20"),
            ("3.4.2018", "2018-04-03"),
            ("25/12/2019", "2019-12-25"),
            ("4/20/18", "2018-04-20"),
            ("17 May 2024", "2024-05-17"),
            ("May 17th, 2024", "2024-05-17"),
            ("17-Sep-24", "2024-09-17"),
            ("May 2024", "2024-05"),
            ("5/2024", "2024-05"),
            ("2024-05", "2024-05"),
            ("2024", "2024"),
        ] {
            assert_eq!(read(cell, DateOrder::Auto), Ok(Some(expected.to_owned())), "{cell}");
        }
    }

    #[test]
    fn the_chosen_order_decides_what_can_be_read_in_two_ways() {
        assert_eq!(read("3/4/2021", DateOrder::MonthFirst), Ok(Some("2021-03-04".to_owned())));
        assert_eq!(read("3/4/2021", DateOrder::DayFirst), Ok(Some("2021-04-03".to_owned())));
        assert_eq!(read("3.4.2021", DateOrder::MonthFirst), Ok(Some("2021-03-04".to_owned())));
    }

    #[test]
    fn impossible_and_future_days_are_refused() {
        assert_eq!(read("2/30/2021", DateOrder::Auto), Err(IssueCode::DateImpossible));
        assert_eq!(read("2002-16-22", DateOrder::Auto), Err(IssueCode::DateImpossible));
        assert_eq!(read("12/28/2026", DateOrder::Auto), Err(IssueCode::DateInFuture));
        for cell in ["205-06-19", "soon", "45123", "1/2/3/4", "13/14", "May", "1/2/99", "ca. 2019"] {
            assert_eq!(read(cell, DateOrder::Auto), Err(IssueCode::DateUnreadable), "{cell}");
        }
        assert_eq!(read("null", DateOrder::Auto), Ok(None));
        assert_eq!(read("0", DateOrder::Auto), Ok(None));
    }

    #[test]
    fn a_file_tells_its_own_order_when_it_can() {
        assert_eq!(order_evidence(["3/4/2021", "25/4/2021"].into_iter()), OrderEvidence::Clear(DateOrder::DayFirst));
        assert_eq!(order_evidence(["3/4/2021", "4/25/2021"].into_iter()), OrderEvidence::Clear(DateOrder::MonthFirst));
        assert_eq!(order_evidence(["3/4/2021", "4/5/2021"].into_iter()), OrderEvidence::Unclear);
        assert_eq!(order_evidence(["2021-04-03", "4/4/2021", ""].into_iter()), OrderEvidence::NotNeeded);
    }

    proptest! {
        #[test]
        fn every_day_is_read_back_from_every_form(year in 1950i16..2026, month in 1i8..=12, day in 1i8..=28) {
            let iso = format!("{year:04}-{month:02}-{day:02}");
            for cell in [iso.clone(), format!("{month}/{day}/{year}"), format!("{month:02}-{day:02}-{year}")] {
                prop_assert_eq!(read(&cell, DateOrder::MonthFirst), Ok(Some(iso.clone())));
            }
            for cell in [format!("{day}.{month}.{year}"), format!("{day}/{month}/{year}")] {
                prop_assert_eq!(read(&cell, DateOrder::DayFirst), Ok(Some(iso.clone())));
            }
        }

        #[test]
        fn no_text_panics(cell in ".{0,40}") {
            let _ = read(&cell, DateOrder::Auto);
        }
    }
}
