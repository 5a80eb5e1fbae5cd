//! Which column is what.

use std::borrow::Cow;

use repti_genetics::pedigree::{Fault, FaultKind};

use super::csv::CsvError;

/// Columns that are read, and what they are called: the likeliest name first. Words are in lower case and parted by one blank.
const ROLES: [(&str, &[&str]); 7] = [
    (
        "id",
        &[
            "id",
            "ego",
            "ego id",
            "animal",
            "animal id",
            "ind",
            "indiv",
            "individual",
            "individual id",
            "ind id",
            "iid",
            "code",
            "label",
            "name",
            "identifier",
            "tier",
        ],
    ),
    (
        "sire",
        &[
            "sire",
            "sire id",
            "father",
            "father id",
            "dad",
            "pat",
            "pat id",
            "patid",
            "sire code",
            "sire name",
            "father name",
            "vater",
        ],
    ),
    (
        "dam",
        &[
            "dam",
            "dam id",
            "mother",
            "mother id",
            "mum",
            "mom",
            "mat",
            "mat id",
            "matid",
            "dam code",
            "dam name",
            "mother name",
            "mutter",
        ],
    ),
    ("sex", &["sex", "gender", "geschlecht"]),
    (
        "birth",
        &[
            "birth",
            "birth date",
            "date of birth",
            "dob",
            "born",
            "born on",
            "hatch date",
            "hatched",
            "hatched on",
            "hatch",
            "birth year",
            "year of birth",
            "year",
            "geburt",
        ],
    ),
    ("death", &["death", "death date", "date of death", "dod", "died", "died on", "deceased"]),
    ("departure", &["departure", "departure date", "departed", "exit", "exit date", "left"]),
];

/// Positions of the columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) id: usize,
    pub(super) sire: usize,
    pub(super) dam: usize,
    pub(super) sex: Option<usize>,
    pub(super) birth: Option<usize>,
    pub(super) death: Option<usize>,
    pub(super) departure: Option<usize>,
    /// Headings that had to be guessed.
    pub(super) guessed: Vec<Fault>,
}

/// How well a heading names a role: place in the list, and whether it had to be guessed.
fn match_of(heading: &str, names: &[&str]) -> Option<(usize, bool)> {
    let lower = heading.trim().to_lowercase();
    let is_gap = |c: char| c == '_' || c == '.' || c == '-' || c.is_whitespace();
    let words = lower.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if let Some(at) = names.iter().position(|&name| name == words) {
        return Some((at, false));
    }
    // `SireID` and `birthdate` are a matter of taste; `si.re` is a slip, and taken for what it most likely is.
    let squeezed = words.replace(' ', "");
    let at = names.iter().position(|name| name.replace(' ', "") == squeezed)?;
    Some((at, words.contains(' ')))
}

impl Columns {
    /// # Errors
    /// A column that is missing, or there twice.
    pub(super) fn of(headings: &[Cow<'_, str>]) -> Result<Self, CsvError> {
        let mut places = [None; 7];
        let mut guessed = Vec::new();
        for (place, (role, names)) in places.iter_mut().zip(ROLES) {
            let mut best: Option<(usize, (usize, bool))> = None;
            for (column, heading) in headings.iter().enumerate() {
                let Some(found) = match_of(heading, names) else { continue };
                match best {
                    Some((first, other)) if other == found => {
                        return Err(CsvError::TwoColumns { role, first: first + 1, second: column + 1 });
                    }
                    Some((_, other)) if (other.1, other.0) < (found.1, found.0) => {}
                    _ => best = Some((column, found)),
                }
            }
            if let Some((column, (_, true))) = best {
                let text = headings.get(column).map(|heading| heading.to_string()).unwrap_or_default();
                guessed.push(FaultKind::Heading { column: column + 1, text, read_as: role }.fault());
            }
            *place = best.map(|(column, _)| column);
        }
        let [id, sire, dam, sex, birth, death, departure] = places;
        let found = || headings.iter().take(20).map(|heading| format!("{heading:?}")).collect();
        let needed =
            |place: Option<usize>, missing| place.ok_or_else(|| CsvError::NoColumn { missing, found: found() });
        let (id, sire, dam) = (needed(id, "id")?, needed(sire, "sire")?, needed(dam, "dam")?);
        Ok(Self { id, sire, dam, sex, birth, death, departure, guessed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headings: &str) -> Result<Columns, CsvError> {
        Columns::of(&headings.split(',').map(Cow::Borrowed).collect::<Vec<_>>())
    }

    #[test]
    fn usual_names_in_any_order() {
        for (headings, expected) in [
            ("id,sire,dam", [0, 1, 2]),
            ("Dam,Sire,Ind", [2, 1, 0]),
            ("name,mother_id,FATHER ID,id", [3, 2, 1]),
            ("sex,SireID,Dam-ID,Ego Id", [3, 1, 2]),
        ] {
            let columns = of(headings).unwrap();
            assert_eq!([columns.id, columns.sire, columns.dam], expected, "{headings}");
            assert!(columns.guessed.is_empty());
        }
        assert_eq!(of("id,sire,dam,sex,Date of Birth").unwrap().birth, Some(4));
    }

    #[test]
    fn a_slip_is_read_and_named() {
        let columns = of("ego_id,si.re,dam_id").unwrap();
        assert_eq!((columns.sire, columns.guessed.len()), (1, 1));
        assert!(columns.guessed[0].to_string().contains("\"si.re\""));
    }

    #[test]
    fn what_is_missing_or_double_is_named() {
        assert_eq!(
            of("a,b").unwrap_err(),
            CsvError::NoColumn { missing: "id", found: vec!["\"a\"".into(), "\"b\"".into()] }
        );
        assert!(matches!(of("id,sire").unwrap_err(), CsvError::NoColumn { missing: "dam", .. }));
        assert_eq!(of("id,sire,dam,sire").unwrap_err(), CsvError::TwoColumns { role: "sire", first: 2, second: 4 });
    }
}
