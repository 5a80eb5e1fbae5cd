//! Plans: what a vivarium pays for. Their names, prices and limits are rows of the database; nothing here knows one by name.

use crate::{FieldErrors, PersonId, media::room_words, text::check_line};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A plan with its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// `hobbyist`: what programs know it by.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// A month, in hundredths of the currency.
    pub price_cents: u32,
    /// `USD`.
    pub currency: String,
    /// Active listings; without a number as many as there are. Refuses nothing yet.
    pub listings: Option<u32>,
    /// Likewise.
    pub members: Option<u32>,
    /// Bytes of all photographs.
    pub storage: u64,
    /// API tokens and webhooks. Refuses nothing yet.
    pub api: bool,
    /// The own logo on papers and on the public page.
    pub white_label: bool,
}

impl Plan {
    /// "Free", "3.40 USD a month".
    #[must_use]
    pub fn price_words(&self) -> String {
        if self.price_cents == 0 {
            return "Free".to_owned();
        }
        format!("{}.{:02} {} a month", self.price_cents / 100, self.price_cents % 100, self.currency)
    }

    /// What is another with this plan than it was with the one before: the room for photographs, where it differs.
    #[must_use]
    pub fn room_since(&self, before: &Self) -> Option<String> {
        let (then, now) = (room_words(before.storage), room_words(self.storage));
        match self.storage.cmp(&before.storage) {
            Ordering::Equal => None,
            Ordering::Greater => Some(format!("There is room for {now} of photos and videos; it was {then}.")),
            Ordering::Less => Some(format!(
                "There is room for {now} of photos and videos; it was {then}. If more are there already, none is deleted, and new ones are refused until they fit."
            )),
        }
    }

    /// The same of the own logo, where one of the two has it and the other doesn't.
    #[must_use]
    pub fn logo_since(&self, before: &Self) -> Option<&'static str> {
        match (before.white_label, self.white_label) {
            (false, true) => Some(
                "An own logo is part of it: it stands on pedigrees, certificates and the public page once it is sent.",
            ),
            (true, false) => Some(
                "An own logo isn’t part of it: pedigrees, certificates and the public page do without. One that was sent is kept.",
            ),
            _ => None,
        }
    }
}

/// A time that staff gave a vivarium another plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChange {
    pub at: Timestamp,
    /// The name of the plan before.
    pub before: String,
    pub after: String,
    pub reason: String,
    pub staff_id: PersonId,
    pub staff_name: String,
}

/// Which plan staff give, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanForm {
    /// Its code.
    pub plan: String,
    pub reason: String,
}

impl PlanForm {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.plan.is_empty() {
            errors.push("plan", "Choose a plan.");
        }
        check_line(&mut errors, "reason", "a reason", &self.reason, 5, 500);
        errors.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(price_cents: u32, storage: u64, white_label: bool) -> Plan {
        Plan {
            code: "x".into(),
            name: "X".into(),
            price_cents,
            currency: "USD".into(),
            listings: None,
            members: Some(1),
            storage,
            api: false,
            white_label,
        }
    }

    #[test]
    fn what_changes_with_a_plan_is_said_and_nothing_else() {
        let (small, large) = (plan(0, 1 << 30, false), plan(3_000, 500 << 30, true));
        let gains = large.room_since(&small).expect("more room");
        assert!(gains.contains("500 GB") && gains.contains("it was 1 GB") && !gains.contains("deleted"), "{gains}");
        let loses = small.room_since(&large).expect("less room");
        assert!(loses.contains("room for 1 GB") && loses.contains("none is deleted"), "{loses}");
        assert!(large.logo_since(&small).is_some_and(|words| words.contains("is part of it")));
        assert!(small.logo_since(&large).is_some_and(|words| words.contains("is kept")));
        assert_eq!((small.room_since(&small), large.logo_since(&large)), (None, None));
    }

    #[test]
    fn a_price_is_told_with_its_currency_or_as_none() {
        let words = [0, 5, 340, 3_000].map(|cents| plan(cents, 1, false).price_words());
        assert_eq!(words, ["Free", "0.05 USD a month", "3.40 USD a month", "30.00 USD a month"]);
    }

    #[test]
    fn a_plan_is_given_with_a_reason() {
        let form = |plan: &str, reason: &str| PlanForm { plan: plan.into(), reason: reason.into() }.validate();
        assert!(form("keeper", "Asked for it").is_ok());
        assert_eq!(form("", "no").unwrap_err().0.len(), 2);
    }
}
