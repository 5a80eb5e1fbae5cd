//! How much room a vivarium's photographs take, and how much its plan has.

use crate::evidence::size_words;
use serde::{Deserialize, Serialize};

/// What photographs take of a vivarium's room, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoRoom {
    /// Originals, those on their way as they were announced, and what was made of them. Removed photos count until they are gone for good.
    pub used: u64,
    /// What the plan has. It may be less than what is used, where the plan was changed: nothing is deleted then, and nothing more is taken.
    pub quota: u64,
    /// The plan, for programs: `hobbyist`.
    pub plan: String,
    /// What people call it.
    pub plan_name: String,
}

impl PhotoRoom {
    /// Why a photo of this size isn't taken, and what to do; nothing where it is.
    #[must_use]
    pub fn refusal(&self, size: u64) -> Option<String> {
        if size <= self.quota.saturating_sub(self.used) {
            return None;
        }
        Some(format!("There is no room for this photo of {}: {} {WHAT_TO_DO}", size_words(size), self.taken()))
    }

    /// What to say before anybody tries, once nine tenths are taken: whether nothing fits any more, and the words.
    #[must_use]
    pub fn warning(&self) -> Option<(bool, String)> {
        let full = self.used >= self.quota;
        if full {
            return Some((true, format!("{} New photos are refused, and none is deleted. {WHAT_TO_DO}", self.taken())));
        }
        let nearly = u128::from(self.used) * 10 >= u128::from(self.quota) * 9;
        nearly.then(|| (false, format!("{} {WHAT_TO_DO}", self.taken())))
    }

    fn taken(&self) -> String {
        let Self { used, quota, plan_name, .. } = self;
        format!("{} of {} are taken, which is what the plan {plan_name} has.", room_words(*used), room_words(*quota))
    }
}

/// What makes room: there is no button for it, because nobody can pay yet.
const WHAT_TO_DO: &str = "Remove photos that nobody needs: their room is free 30 days later, when they are gone for good. Or ask support for a larger plan.";

/// Room in words, in the units in which it is given: "850 MB", "1.2 GB", "10 GB".
#[must_use]
pub fn room_words(bytes: u64) -> String {
    let tenths = (u128::from(bytes) * 10) >> 30;
    match (tenths / 10, tenths % 10) {
        (0, _) => format!("{} MB", bytes >> 20),
        (whole, 0) => format!("{whole} GB"),
        (whole, tenth) => format!("{whole}.{tenth} GB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::KEPT_DAYS;

    fn room(used: u64, quota: u64) -> PhotoRoom {
        PhotoRoom { used, quota, plan: "hobbyist".into(), plan_name: "Hobbyist".into() }
    }

    #[test]
    fn room_is_told_in_the_units_in_which_it_is_given() {
        let words = [0, 850 << 20, (12 << 30) / 10 + 1, 10 << 30].map(room_words);
        assert_eq!(words, ["0 MB", "850 MB", "1.2 GB", "10 GB"]);
        assert_eq!(room_words(u64::MAX), "17179869183.9 GB");
    }

    #[test]
    fn a_photo_fits_to_the_last_byte_and_is_refused_with_the_numbers() {
        assert_eq!(room(1_000, 1_010).refusal(10), None);
        let said = room((1 << 30) - 1, 1 << 30).refusal(2_500_000).expect("refused");
        for part in ["of 2.5 MB", "1023 MB of 1 GB", "Hobbyist", "support"] {
            assert!(said.contains(part), "{said}");
        }
        // A plan that was lowered below what is there.
        assert!(room(12 << 30, 1 << 30).refusal(1).expect("refused").contains("12 GB of 1 GB"));
        assert!(room(1, u64::MAX).refusal(u64::MAX).is_some(), "nothing overflows");
    }

    #[test]
    fn who_is_near_the_end_is_told_before() {
        assert_eq!(room(899, 1_000).warning(), None);
        assert!(matches!(room(900, 1_000).warning(), Some((false, _))));
        for used in [1_000, 5_000] {
            let (full, words) = room(used, 1_000).warning().expect("said");
            assert!(full && words.contains("none is deleted"), "{words}");
        }
        assert!(room(0, u64::MAX).warning().is_none());
    }

    #[test]
    fn the_words_know_how_long_a_removed_photo_is_kept() {
        assert!(WHAT_TO_DO.contains(&format!("{KEPT_DAYS} days")));
    }
}
