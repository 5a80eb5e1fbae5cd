//! A vivarium's own logo.

use crate::{LogoId, VivariumId};
use serde::{Deserialize, Serialize};

/// Bytes that a logo may have as it is sent.
pub const MAX_LOGO_BYTES: usize = 5 << 20;

/// A logo to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogoFile {
    /// Where it is, a PNG. Another logo has another address; a vivarium's own is signed, and holds a day at least.
    pub url: String,
    /// In pixels, 600 at most.
    pub width: u32,
    /// In pixels, 600 at most.
    pub height: u32,
}

impl LogoFile {
    /// How large it is shown in a box: in its own shape, no larger than it is, and never nothing.
    #[must_use]
    pub fn fitting(&self, width: u32, height: u32) -> (u32, u32) {
        let (across, down) = (u64::from(self.width.max(1)), u64::from(self.height.max(1)));
        let (most_across, most_down) = (u64::from(width).min(across), u64::from(height).min(down));
        let pixels = |length: u64| u32::try_from(length.max(1)).unwrap_or(u32::MAX);
        if down * most_across <= most_down * across {
            (pixels(most_across), pixels(down * most_across / across))
        } else {
            (pixels(across * most_down / down), pixels(most_down))
        }
    }
}

/// The logo of a vivarium, and whether its plan has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnLogo {
    /// Whose it is.
    pub vivarium_id: VivariumId,
    /// Which was sent last, also where it was taken down: another has another. None where nobody has sent one, or it was removed.
    pub id: Option<LogoId>,
    /// What was sent last; none where nobody has sent one, or it was removed or taken down.
    pub logo: Option<LogoFile>,
    /// ReptiDex has taken down what was sent last, in these words. Another may be sent.
    pub taken_down: Option<String>,
    /// The plan has an own logo. Where it has none any more, the logo stays and is shown to nobody but members.
    pub allowed: bool,
    /// What the vivarium's plan is called.
    pub plan_name: String,
    /// What the plans are called that have an own logo.
    pub plans: Vec<String>,
}

/// What somebody saw of a logo before they changed it. A form carries it, so that it changes that logo of that vivarium and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogoSeen {
    pub vivarium: VivariumId,
    /// Which was sent last; none where there was none.
    pub logo: Option<LogoId>,
    /// It had been taken down by then.
    pub taken_down: bool,
}

impl OwnLogo {
    /// What a form that is shown with it carries.
    #[must_use]
    pub const fn seen(&self) -> LogoSeen {
        LogoSeen { vivarium: self.vivarium_id, logo: self.id, taken_down: self.taken_down.is_some() }
    }

    /// Why none can be sent, and what to do; nothing where one can.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        if self.allowed {
            return None;
        }
        let has = match self.plans.as_slice() {
            [] => "No plan has one at the moment.".to_owned(),
            [one] => format!("The plan {one} has one: ask support for it."),
            [first @ .., last] => {
                format!("The plans {} and {last} have one: ask support for one of them.", first.join(", "))
            }
        };
        Some(format!("An own logo isn’t part of the plan {}. {has}", self.plan_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(allowed: bool, plans: &[&str]) -> OwnLogo {
        let plans = plans.iter().map(|plan| (*plan).to_owned()).collect();
        let vivarium_id = VivariumId::new();
        OwnLogo { vivarium_id, id: None, logo: None, taken_down: None, allowed, plan_name: "Keeper".into(), plans }
    }

    #[test]
    fn a_logo_fits_its_box_in_its_own_shape() {
        let of = |width, height| LogoFile { url: String::new(), width, height }.fitting(240, 64);
        assert_eq!([of(600, 300), of(600, 60), of(40, 20)], [(128, 64), (240, 24), (40, 20)]);
        assert_eq!([of(600, 1), of(1, 600), of(0, 0)], [(240, 1), (1, 64), (1, 1)]);
    }

    #[test]
    fn who_has_no_logo_is_told_which_plan_has_one() {
        assert_eq!(of(true, &["Collector"]).refusal(), None);
        let told = |plans: &[&str]| of(false, plans).refusal().expect("told");
        assert_eq!(
            told(&["Collector"]),
            "An own logo isn’t part of the plan Keeper. The plan Collector has one: ask support for it."
        );
        assert!(told(&["A", "B", "C"]).ends_with("The plans A, B and C have one: ask support for one of them."));
        assert!(told(&[]).contains("No plan has one"));
    }
}
