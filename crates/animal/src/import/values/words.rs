//! Cells that hold one word of a closed set.

use repti_model::animal::{Origin, Sex, SexConfidence, SexMethod, Visibility};
use serde::{Deserialize, Serialize};

use super::{Read, ValueError, is_absent, shown};
use repti_model::exchange::IssueCode;

fn unknown(cell: &str, expected: &str) -> ValueError {
    ValueError::new(IssueCode::WordUnknown, format!("{} is not known here. Write {expected}.", shown(cell)))
}

/// Lower case, blanks and dashes as one blank.
fn plain(cell: &str) -> String {
    cell.to_lowercase()
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The sex and how sure the cell is of it; nothing for an animal that isn't sexed. `numbers` reads 1 and 2, as pedigree programs write them.
pub fn sex(cell: &str, numbers: bool) -> Read<(Sex, Option<SexConfidence>)> {
    if is_absent(cell) {
        return Ok(None);
    }
    let lower = plain(cell);
    let (word, confidence) = if let Some(word) = lower.strip_suffix('?') {
        (word.trim(), Some(SexConfidence::Guess))
    } else if let Some(word) = ["probable ", "prob. ", "prob ", "likely ", "poss. ", "possible "]
        .iter()
        .find_map(|start| lower.strip_prefix(start))
    {
        (word, Some(SexConfidence::Probable))
    } else {
        (lower.as_str(), None)
    };
    let sex = match word {
        "m" | "male" | "males" | "♂" | "♂️" | "1.0" | "1.0.0" | "boy" => Sex::Male,
        "f" | "female" | "females" | "♀" | "♀️" | "0.1" | "0.1.0" | "girl" => Sex::Female,
        "u" | "unsexed" | "undetermined" | "other" | "0.0.1" | "unknown" | "not sexed" | "unidentified" | "" => {
            return Ok(None);
        }
        "1" if numbers => Sex::Male,
        "2" if numbers => Sex::Female,
        _ => return Err(unknown(cell, "male, female or unknown")),
    };
    Ok(Some((sex, confidence)))
}

/// One of the words that this program stores, by word or label.
fn stored<T: Copy>(
    cell: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
    expected: &str,
) -> Read<T> {
    if cell.is_empty() {
        return Ok(None);
    }
    let lower = plain(cell);
    let found = all.iter().copied().find(|value| plain(word(*value)) == lower || plain(label(*value)) == lower);
    found.map(Some).ok_or_else(|| unknown(cell, expected))
}

/// How sure the sex is.
pub fn sex_confidence(cell: &str) -> Read<SexConfidence> {
    stored(cell, SexConfidence::ALL, SexConfidence::as_str, SexConfidence::label, "certain, probable or guess")
}

/// How the sex was found out.
pub fn sex_method(cell: &str) -> Read<SexMethod> {
    stored(
        cell,
        SexMethod::ALL,
        SexMethod::as_str,
        SexMethod::label,
        "probed, popped, visual, pores, dna or incubation",
    )
}

/// Who may see the animal.
pub fn visibility(cell: &str) -> Read<Visibility> {
    stored(cell, Visibility::ALL, Visibility::as_str, Visibility::label, "private, lineage_only or public")
}

/// Yes or no.
pub fn boolean(cell: &str) -> Read<bool> {
    match plain(cell).as_str() {
        "yes" | "y" | "true" | "1" | "t" | "x" | "✓" | "✔" => Ok(Some(true)),
        "no" | "n" | "false" | "0" | "f" => Ok(Some(false)),
        _ if is_absent(cell) => Ok(None),
        _ => Err(unknown(cell, "yes or no")),
    }
}

/// Who bred an animal, as a file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breeder {
    /// The owner of the file.
    Own,
    /// Somebody else, by name.
    Named(String),
}

/// Where an animal comes from, and whether the words say that the owner bred it.
pub fn origin(cell: &str) -> Read<(Origin, Option<Breeder>)> {
    if is_absent(cell) {
        return Ok(None);
    }
    let origin = match plain(cell).as_str() {
        "self produced" | "self bred" | "own production" | "own breeding" | "bred by me" | "produced by me" => {
            return Ok(Some((Origin::CaptiveBred, Some(Breeder::Own))));
        }
        "captive bred"
        | "captive bred and born"
        | "captive born"
        | "cb"
        | "cbb"
        | "domestically produced"
        | "domestic"
        | "yes" => Origin::CaptiveBred,
        "captive hatched" | "ch" => Origin::CaptiveHatched,
        "wild caught" | "wild" | "wc" | "no" => Origin::WildCaught,
        "long term captive" | "ltc" => Origin::LongTermCaptive,
        "farm raised" | "farmed" | "ranched" | "farm bred" | "fr" => Origin::FarmRaised,
        _ => return Err(unknown(cell, "captive bred, captive hatched, wild caught, long-term captive or farm raised")),
    };
    Ok(Some((origin, None)))
}

/// Who bred it; `self` and the like mean the owner of the file.
#[must_use]
pub fn breeder(cell: &str) -> Option<Breeder> {
    if is_absent(cell) {
        return None;
    }
    match plain(cell).as_str() {
        "self" | "me" | "myself" | "us" | "own" | "own production" | "self produced" | "in house" | "own breeding" => {
            Some(Breeder::Own)
        }
        _ => Some(Breeder::Named(cell.to_owned())),
    }
}

/// Age class as sale sites use it, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Maturity {
    /// Baby.
    Baby,
    /// Juvenile.
    Juvenile,
    /// Subadult.
    Subadult,
    /// Adult.
    Adult,
}

/// Age class.
pub fn maturity(cell: &str) -> Read<Maturity> {
    match plain(cell).as_str() {
        "baby" | "hatchling" | "neonate" | "newborn" => Ok(Some(Maturity::Baby)),
        "juvenile" | "juvi" | "yearling" => Ok(Some(Maturity::Juvenile)),
        "subadult" | "sub adult" => Ok(Some(Maturity::Subadult)),
        "adult" => Ok(Some(Maturity::Adult)),
        _ if is_absent(cell) => Ok(None),
        _ => Err(unknown(cell, "baby, juvenile, subadult or adult")),
    }
}

/// Addresses, parted by blanks, pipes or commas before the next `http`.
#[must_use]
pub fn photo_urls(cell: &str) -> Vec<String> {
    let mut starts: Vec<usize> = cell
        .match_indices("http")
        .map(|(at, _)| at)
        .filter(|at| cell[*at..].starts_with("http://") || cell[*at..].starts_with("https://"))
        .filter(|at| cell[..*at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '|' | ',' | ';')))
        .collect();
    starts.push(cell.len());
    starts
        .windows(2)
        .map(|ends| {
            cell[ends[0]..ends[1]]
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | ';'))
                .to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sexes_are_read_in_all_the_ways_people_write_them() {
        for (cell, expected) in [("Male", Sex::Male), ("f", Sex::Female), ("♀", Sex::Female), ("1.0", Sex::Male)] {
            assert_eq!(sex(cell, false), Ok(Some((expected, None))), "{cell}");
        }
        assert_eq!(sex("female?", false), Ok(Some((Sex::Female, Some(SexConfidence::Guess)))));
        assert_eq!(sex("Probable male", false), Ok(Some((Sex::Male, Some(SexConfidence::Probable)))));
        for cell in ["", "other", "Unsexed", "unknown", "0.0.1", "?"] {
            assert_eq!(sex(cell, false), Ok(None), "{cell}");
        }
        assert_eq!(sex("2", true), Ok(Some((Sex::Female, None))));
        assert!(sex("2", false).is_err());
        assert!(sex("hen", false).unwrap_err().message.contains("male, female or unknown"));
    }

    #[test]
    fn origins_are_those_of_the_hobby() {
        assert_eq!(origin("Self Produced"), Ok(Some((Origin::CaptiveBred, Some(Breeder::Own)))));
        assert_eq!(origin("Domestically Produced"), Ok(Some((Origin::CaptiveBred, None))));
        assert_eq!(origin("Long-term captive"), Ok(Some((Origin::LongTermCaptive, None))));
        assert!(origin("Craigslist").is_err());
    }

    #[test]
    fn photo_addresses_part_only_before_http() {
        assert_eq!(photo_urls("https://a/1.jpg https://a/2.jpg"), ["https://a/1.jpg", "https://a/2.jpg"]);
        assert_eq!(photo_urls("https://a/1.jpg|https://a/2.jpg"), ["https://a/1.jpg", "https://a/2.jpg"]);
        assert_eq!(photo_urls("https://a/x,y.jpg,http://a/2.jpg"), ["https://a/x,y.jpg", "http://a/2.jpg"]);
        assert_eq!(photo_urls("no picture"), Vec::<String>::new());
    }

    #[test]
    fn yes_and_no_have_many_faces() {
        assert_eq!(boolean("TRUE"), Ok(Some(true)));
        assert_eq!(boolean("No"), Ok(Some(false)));
        assert_eq!(boolean(""), Ok(None));
        assert!(boolean("maybe").is_err());
    }
}
