//! Weights in grams and lengths with the way they were taken.

use serde::{Deserialize, Serialize};

use super::{Read, ValueError, number::quantity, shown};
use crate::import::header;
use repti_model::{exchange::IssueCode, measure::Grams};

/// How a length was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthMethod {
    /// Snout to tail tip.
    Total,
    /// Snout to vent.
    SnoutVent,
}

impl LengthMethod {
    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::SnoutVent => "snout_vent",
        }
    }
}

/// 500 kg: more than the heaviest reptile.
const MAX_WEIGHT_CG: i64 = 50_000_000;
/// 10 m: longer than the longest snake.
const MAX_LENGTH_MM: i64 = 10_000;

/// A weight. Without a unit in the cell it is in `unit`, else in grams.
pub fn weight(cell: &str, unit: Option<&str>) -> Read<Grams> {
    let Some(amount) = quantity(cell)? else { return Ok(None) };
    let unit = if amount.unit.is_empty() { unit.unwrap_or("g") } else { &amount.unit };
    let nanograms_a_unit: i128 = match unit {
        "g" | "gr" | "gram" | "grams" | "gm" | "gms" | "grms" => 1_000_000_000,
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" => 1_000_000_000_000,
        "mg" => 1_000_000,
        "oz" | "ounce" | "ounces" => 28_349_523_125,
        "lb" | "lbs" | "pound" | "pounds" => 453_592_370_000,
        _ => {
            return Err(ValueError::new(
                IssueCode::NumberUnreadable,
                format!(
                    "{} has a unit that is not known. Write grams, such as 85 or 85 g; kg, oz and lb are read too.",
                    shown(cell)
                ),
            ));
        }
    };
    // micros × nanograms a unit, rounded to 10⁻² g.
    let centigrams = (i128::from(amount.micros) * nanograms_a_unit + 5_000_000_000_000) / 10_000_000_000_000;
    match i64::try_from(centigrams) {
        Ok(cg) if cg <= MAX_WEIGHT_CG => Ok(Grams::from_hundredths(cg)),
        _ => Err(ValueError::new(
            IssueCode::NumberImplausible,
            format!("{} is heavier than any reptile. Check the number and its unit.", shown(cell)),
        )),
    }
}

/// A length in millimetres and how it was taken. The unit stands in the cell, in a column such as `total_length_m`, or in the heading.
pub fn length(cell: &str, kind: &str, heading: &str) -> Read<(i32, Option<LengthMethod>)> {
    let Some(amount) = quantity(cell)? else { return Ok(None) };
    let unit = if amount.unit.is_empty() {
        unit_in(kind).or_else(|| unit_in(heading)).unwrap_or_default()
    } else {
        amount.unit.as_str()
    };
    let micrometres: i128 = match unit {
        "mm" => 1_000,
        "cm" => 10_000,
        "m" | "meter" | "meters" | "metre" | "metres" => 1_000_000,
        "in" | "inch" | "inches" | "\"" | "″" | "”" | "''" => 25_400,
        "ft" | "foot" | "feet" | "'" | "′" | "’" => 304_800,
        "" => {
            return Err(ValueError::new(
                IssueCode::LengthUnit,
                format!(
                    "{} has no unit. Write it with the number, such as 120 cm, or in the heading, such as Length (cm).",
                    shown(cell)
                ),
            ));
        }
        _ => {
            return Err(ValueError::new(
                IssueCode::LengthUnit,
                format!("{} has a unit that is not known. Write mm, cm, m, in or ft.", shown(cell)),
            ));
        }
    };
    let mm = (i128::from(amount.micros) * micrometres + 500_000_000) / 1_000_000_000;
    match i32::try_from(mm) {
        Ok(mm) if i64::from(mm) <= MAX_LENGTH_MM => {
            Ok((mm > 0).then(|| (mm, method_in(kind).or_else(|| method_in(heading)))))
        }
        _ => Err(ValueError::new(
            IssueCode::NumberImplausible,
            format!("{} {unit} is longer than any reptile. Check the number and its unit.", shown(cell)),
        )),
    }
}

/// The unit at the end of a heading or length type: `total_length_m`, `Length (cm)`, `Weight in kg`.
#[must_use]
pub fn unit_in(text: &str) -> Option<&'static str> {
    const UNITS: &[(&str, &[&str])] = &[
        ("mm", &["mm"]),
        ("cm", &["cm"]),
        ("m", &["m", "meters", "metres"]),
        ("in", &["in", "inch", "inches"]),
        ("ft", &["ft", "feet"]),
        ("kg", &["kg", "kilograms"]),
        ("g", &["g", "gr", "gram", "grams"]),
        ("oz", &["oz", "ounces"]),
        ("lb", &["lb", "lbs", "pounds"]),
    ];
    let lower = text.to_lowercase();
    let last = lower.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty())?;
    UNITS.iter().find(|(_, words)| words.contains(&last)).map(|(unit, _)| *unit)
}

fn method_in(text: &str) -> Option<LengthMethod> {
    let key = header::key(text);
    if key.starts_with("svl") || key.contains("snout") {
        Some(LengthMethod::SnoutVent)
    } else if key.contains("total") {
        Some(LengthMethod::Total)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_grams_unless_they_say_otherwise() {
        let grams = |cell, unit| weight(cell, unit).map(|weight| weight.map(|weight| weight.to_string()));
        for (cell, unit, expected) in [
            ("410.5", None, "410.5"),
            ("85 g", None, "85"),
            ("1.2 kg", None, "1200"),
            ("1,250", None, "1250"),
            ("1.2", Some("kg"), "1200"),
            ("1 lb", None, "453.59"),
        ] {
            assert_eq!(grams(cell, unit), Ok(Some(expected.to_owned())), "{cell}");
        }
        assert_eq!(weight("0", None), Ok(None));
        assert_eq!(weight("600 kg", None).unwrap_err().code, IssueCode::NumberImplausible);
        assert_eq!(weight("5 stone", None).unwrap_err().code, IssueCode::NumberUnreadable);
    }

    #[test]
    fn a_length_needs_a_unit_from_somewhere() {
        assert_eq!(length("1.2", "total_length_m", "Length"), Ok(Some((1200, Some(LengthMethod::Total)))));
        assert_eq!(length("48", "", "Length (in)"), Ok(Some((1219, None))));
        assert_eq!(length("4 ft", "", "Length"), Ok(Some((1219, None))));
        assert_eq!(length("30 cm", "svl", "Length"), Ok(Some((300, Some(LengthMethod::SnoutVent)))));
        assert_eq!(length("48", "", "Length").unwrap_err().code, IssueCode::LengthUnit);
        assert_eq!(length("48", "total_length_m", "Length").unwrap_err().code, IssueCode::NumberImplausible);
    }
}
