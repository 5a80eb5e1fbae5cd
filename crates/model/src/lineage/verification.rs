//! Verification of a claim, about a parent or about a gene: who may do what when, and what it leads to (`product.md`, rule 3).
//!
//! `unverified → requested → verified | declined`, `verified → disputed → upheld | overturned`. A request that is withdrawn, or that nobody
//! answers in time, leaves the claim unverified. The database holds the same table (`animal.verification_rules`), and lets nothing else in.

mod case;
mod subject;

pub use case::{
    DisputeCase, DisputeSide, OverturnedClaim, VerificationCase, VerificationEntry, VerificationForm, VerificationWay,
    Verifications,
};
pub use subject::{ClaimSaid, VerifiedClaim};

use crate::text_enum::text_enum;

text_enum! {
    /// How a claim stands with the other breeder.
    pub enum VerificationState {
        Unverified = ("unverified", "Not verified"),
        Requested = ("requested", "Asked"),
        Verified = ("verified", "Confirmed"),
        Declined = ("declined", "Declined"),
        Disputed = ("disputed", "Disputed"),
        Upheld = ("upheld", "Upheld"),
        Overturned = ("overturned", "Overturned"),
    }
}

text_enum! {
    /// A step of a verification.
    pub enum VerificationStep {
        Requested = ("requested", "Asked"),
        Withdrawn = ("withdrawn", "Withdrawn"),
        Expired = ("expired", "Expired"),
        Confirmed = ("confirmed", "Confirmed"),
        Declined = ("declined", "Declined"),
        Disputed = ("disputed", "Disputed"),
        Upheld = ("upheld", "Upheld"),
        Overturned = ("overturned", "Overturned"),
    }
}

text_enum! {
    /// Who takes a step.
    pub enum VerificationParty {
        Child = ("child", "The child's vivarium"),
        Parent = ("parent", "The parent's vivarium"),
        Staff = ("staff", "ReptiDex"),
        System = ("system", "The clock"),
    }
}

/// Days for which a request stands.
pub const REQUEST_DAYS: i32 = 30;

use VerificationParty as Party;
use VerificationState as State;
use VerificationStep as Step;

/// Everything that may happen: from a state, by a step of a party, to a state.
pub const VERIFICATION_RULES: [(State, Step, Party, State); 9] = [
    (State::Unverified, Step::Requested, Party::Child, State::Requested),
    (State::Requested, Step::Withdrawn, Party::Child, State::Unverified),
    (State::Requested, Step::Expired, Party::System, State::Unverified),
    (State::Requested, Step::Confirmed, Party::Parent, State::Verified),
    (State::Requested, Step::Declined, Party::Parent, State::Declined),
    (State::Verified, Step::Disputed, Party::Child, State::Disputed),
    (State::Verified, Step::Disputed, Party::Parent, State::Disputed),
    (State::Disputed, Step::Upheld, Party::Staff, State::Upheld),
    (State::Disputed, Step::Overturned, Party::Staff, State::Overturned),
];

/// Why a step isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// Somebody else's step, whatever the state.
    #[error("{}", .0.whose())]
    NotYours(VerificationStep),
    /// Theirs, but not from where the claim stands.
    #[error("This claim is {} now, so it can't be {} any more. Load the page again.", .0.phrase(), .1.as_str())]
    NotNow(VerificationState, VerificationStep),
}

impl VerificationState {
    /// The state that a step leads to.
    ///
    /// # Errors
    /// When the step is somebody else's, or doesn't follow on this state.
    pub fn after(self, step: VerificationStep, party: VerificationParty) -> Result<Self, StepRefused> {
        let theirs = VERIFICATION_RULES.iter().filter(|(_, taken, by, _)| (*taken, *by) == (step, party));
        match theirs.clone().find(|(from, ..)| *from == self) {
            Some((.., to)) => Ok(*to),
            None if theirs.count() == 0 => Err(StepRefused::NotYours(step)),
            None => Err(StepRefused::NotNow(self, step)),
        }
    }

    /// What a party may do now.
    pub fn open_to(self, party: VerificationParty) -> impl Iterator<Item = VerificationStep> {
        VERIFICATION_RULES
            .iter()
            .filter(move |(from, _, by, _)| (*from, *by) == (self, party))
            .map(|(_, step, ..)| *step)
    }

    /// What a pedigree tells of it: that somebody was asked is between the two sides.
    #[must_use]
    pub const fn told(self) -> Self {
        match self {
            Self::Requested => Self::Unverified,
            other => other,
        }
    }

    /// Whether the other breeder was asked about the claim as it stands, or has confirmed it so: its basis and its chance stay.
    #[must_use]
    pub const fn holds_the_claim(self) -> bool {
        matches!(self, Self::Requested | Self::Verified | Self::Disputed | Self::Upheld)
    }

    /// As it stands in a sentence: "This claim is …".
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Unverified => "not verified",
            Self::Requested => "waiting for an answer",
            Self::Verified => "confirmed",
            Self::Declined => "declined",
            Self::Disputed => "disputed",
            Self::Upheld => "upheld after a dispute",
            Self::Overturned => "overturned",
        }
    }
}

impl VerificationStep {
    /// Whether the step needs words: a no, a doubt and a verdict are never left unexplained.
    #[must_use]
    pub const fn needs_message(self) -> bool {
        matches!(self, Self::Declined | Self::Disputed | Self::Upheld | Self::Overturned)
    }

    /// Whose step it is, to whoever tried it without being that.
    #[must_use]
    pub const fn whose(self) -> &'static str {
        match self {
            Self::Requested => "Only the vivarium of the animal itself asks for a confirmation.",
            Self::Withdrawn => "Only the vivarium that asked can withdraw the request.",
            Self::Expired => "A request ends by itself when its time is over.",
            Self::Confirmed | Self::Declined => "Only the vivarium that is asked can answer.",
            Self::Disputed => "Only the two vivariums of the claim can dispute it.",
            Self::Upheld | Self::Overturned => "Only ReptiDex settles a dispute.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all() -> impl Iterator<Item = (State, Step, Party)> {
        State::ALL.iter().flat_map(|state| {
            Step::ALL.iter().flat_map(move |step| Party::ALL.iter().map(move |party| (*state, *step, *party)))
        })
    }

    #[test]
    fn of_all_steps_of_all_parties_in_all_states_only_the_rules_are_taken() {
        let (mut taken, mut not_yours, mut not_now) = (0, 0, 0);
        for (state, step, party) in all() {
            let rule =
                VERIFICATION_RULES.iter().find(|(from, what, by, _)| (*from, *what, *by) == (state, step, party));
            match (state.after(step, party), rule) {
                (Ok(to), Some((.., wanted))) => {
                    assert_eq!(to, *wanted);
                    taken += 1;
                }
                (Err(StepRefused::NotYours(_)), None) => {
                    assert!(State::ALL.iter().all(|from| from.after(step, party).is_err()), "{step} by {party}");
                    not_yours += 1;
                }
                (Err(StepRefused::NotNow(..)), None) => {
                    assert!(State::ALL.iter().any(|from| from.after(step, party).is_ok()), "{step} by {party}");
                    not_now += 1;
                }
                (answer, rule) => panic!("{state} {step} {party}: {answer:?} beside {rule:?}"),
            }
        }
        assert_eq!((taken, not_yours + not_now), (9, 7 * 8 * 4 - 9));
    }

    #[test]
    fn the_arrows_are_those_of_the_product() {
        let arrows = |from: State| -> Vec<State> {
            let to: std::collections::BTreeSet<State> =
                VERIFICATION_RULES.iter().filter(|(state, ..)| *state == from).map(|(.., to)| *to).collect();
            to.into_iter().collect()
        };
        assert_eq!(arrows(State::Unverified), [State::Requested]);
        // Withdrawn and expired requests leave the claim as it was.
        assert_eq!(arrows(State::Requested), [State::Unverified, State::Verified, State::Declined]);
        assert_eq!(arrows(State::Verified), [State::Disputed]);
        assert_eq!(arrows(State::Disputed), [State::Upheld, State::Overturned]);
        for last in [State::Declined, State::Upheld, State::Overturned] {
            assert!(arrows(last).is_empty(), "{last} is the end");
        }
    }

    #[test]
    fn nobody_answers_themselves_and_nobody_judges_their_own_case() {
        for (state, step, party) in all().filter(|(state, step, party)| state.after(*step, *party).is_ok()) {
            match step {
                Step::Confirmed | Step::Declined => assert_eq!(party, Party::Parent, "{state}"),
                Step::Upheld | Step::Overturned => assert_eq!(party, Party::Staff, "{state}"),
                Step::Expired => assert_eq!(party, Party::System, "{state}"),
                Step::Requested | Step::Withdrawn => assert_eq!(party, Party::Child, "{state}"),
                Step::Disputed => assert!(matches!(party, Party::Child | Party::Parent), "{state}"),
            }
        }
    }

    #[test]
    fn a_pedigree_tells_no_request() {
        assert_eq!(State::Requested.told(), State::Unverified);
        for state in State::ALL.iter().filter(|state| **state != State::Requested) {
            assert_eq!(state.told(), *state);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_tried_a_claim_is_confirmed_only_by_the_other_side_and_judged_only_after_a_dispute(
            tries in proptest::collection::vec((0..Step::ALL.len(), 0..Party::ALL.len()), 0..60)
        ) {
            let mut state = State::Unverified;
            let mut taken: Vec<(Step, Party)> = Vec::new();
            for (step, party) in tries.into_iter().map(|(step, party)| (Step::ALL[step], Party::ALL[party])) {
                prop_assert_eq!(state.open_to(party).any(|open| open == step), state.after(step, party).is_ok());
                if let Ok(next) = state.after(step, party) {
                    taken.push((step, party));
                    state = next;
                }
            }
            let at = |wanted: Step| taken.iter().position(|(step, _)| *step == wanted);
            if matches!(state, State::Verified | State::Disputed | State::Upheld | State::Overturned) {
                prop_assert!(taken.contains(&(Step::Confirmed, Party::Parent)));
                prop_assert!(at(Step::Requested) < at(Step::Confirmed));
            }
            if matches!(state, State::Upheld | State::Overturned) {
                prop_assert!(at(Step::Confirmed) < at(Step::Disputed));
                prop_assert_eq!(taken.last().map(|(_, party)| *party), Some(Party::Staff));
            }
            // Asked once more than it was withdrawn or ran out, as long as nobody has answered.
            let count = |wanted: Step| taken.iter().filter(|(step, _)| *step == wanted).count();
            let open = usize::from(state == State::Requested);
            let answered = count(Step::Confirmed) + count(Step::Declined);
            prop_assert_eq!(count(Step::Requested), count(Step::Withdrawn) + count(Step::Expired) + answered + open);
            prop_assert!(answered <= 1 && count(Step::Disputed) <= 1);
        }
    }
}
