//! What a person says of a photograph.

use crate::{FieldErrors, registry::check_text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Letters of a caption.
const LONGEST_CAPTION: usize = 300;
/// Before it there were no photographs.
const EARLIEST: Date = Date::constant(1826, 1, 1);

/// What is said of a photograph, all of it anew.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoForm {
    #[serde(default)]
    pub caption: String,
    /// The day it was taken; none where nobody knows.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub taken_on: Option<Date>,
    /// It shows another animal of the same kind, not this one.
    #[serde(default)]
    pub representative: bool,
}

impl PhotoForm {
    /// Checks the caption's length and the day, which has to be past at `today`. A day of difference is let through: the sender's day may have begun.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self, today: Date) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "caption", &self.caption, LONGEST_CAPTION, true);
        if let Some(day) = self.taken_on {
            if day > today.tomorrow().unwrap_or(today) {
                errors.push("taken_on", "This day is still to come.");
            } else if day < EARLIEST {
                errors.push("taken_on", "Nobody took photographs then. Check the year.");
            }
        }
        errors.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_photo_was_taken_in_the_past() {
        let today = date(2026, 11, 27);
        let on = |taken_on| PhotoForm { taken_on, ..PhotoForm::default() }.validate(today);
        assert!(on(None).is_ok() && on(Some(today)).is_ok() && on(Some(date(2026, 11, 28))).is_ok());
        assert!(on(Some(date(2026, 11, 29))).is_err() && on(Some(date(26, 1, 1))).is_err());
    }

    #[test]
    fn a_caption_fits_below_a_picture() {
        let with = |caption: String| PhotoForm { caption, ..PhotoForm::default() }.validate(date(2026, 1, 1));
        assert!(with("ü".repeat(300)).is_ok());
        assert_eq!(with("ü".repeat(301)).unwrap_err().of("caption").len(), 1);
    }
}
