//! A verification as its two sides, staff and the public read it.

use super::{ClaimSaid, VerificationParty, VerificationState, VerificationStep, VerifiedClaim};
use crate::{
    FieldErrors, VivariumId,
    animal::{BirthDate, ParentSide, Sex},
    evidence::EvidenceFile,
    lineage::{Relative, Shown},
    registry::{AnimalKind, check_text},
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Who could verify a claim.
    pub enum VerificationWay {
        OtherBreeder = ("other_breeder", "The other breeder confirms it"),
        SameVivarium = ("same_vivarium", "A breeding record"),
        NotOnRecord = ("not_on_record", "Nobody here"),
        Hidden = ("hidden", "Nobody as long as it is private"),
        NoWitness = ("no_witness", "Nobody here"),
    }
}

impl VerificationWay {
    /// Who could verify a claim that names this parent, as the child's vivarium sees it.
    #[must_use]
    pub const fn of(parent: &Relative) -> Self {
        match (parent.shown, parent.kind) {
            (Shown::Hidden, _) => Self::Hidden,
            (_, AnimalKind::External | AnimalKind::Placeholder) => Self::NotOnRecord,
            (Shown::Own, AnimalKind::Held) => Self::SameVivarium,
            (Shown::Public | Shown::LineageOnly, AnimalKind::Held) => Self::OtherBreeder,
        }
    }

    /// Who could verify a claim about a gene of an animal with these parents: a breeder who keeps one of them.
    #[must_use]
    pub fn of_gene<'a>(parents: impl IntoIterator<Item = &'a Relative>) -> Self {
        let asked = parents.into_iter().any(|parent| Self::of(parent) == Self::OtherBreeder);
        if asked { Self::OtherBreeder } else { Self::NoWitness }
    }

    /// Why a claim stays unverified, or what can be done.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::OtherBreeder => "The parent is another breeder's animal. Ask them to confirm it.",
            Self::SameVivarium => {
                "Both animals are of this vivarium, and nobody vouches for themselves: a breeding record (pairing, clutch and hatching) \
                 verifies such a claim. Those aren't kept here yet, so it stays as you state it."
            }
            Self::NotOnRecord => {
                "This parent is only described here. Whoever keeps it isn't on ReptiDex, so nobody can be asked."
            }
            Self::Hidden => "Its owner keeps this parent private, so nobody can be asked.",
            Self::NoWitness => {
                "No parent of this animal that another breeder keeps and shows is recorded, so nobody can be asked. A certificate of a DNA test \
                 or breeding proves a gene as well."
            }
        }
    }
}

/// A step to take. The steps of the two vivariums are `requested`, `withdrawn`, `confirmed`, `declined` and `disputed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationForm {
    pub step: VerificationStep,
    /// For the other side, and for staff once it is disputed. A no and a doubt need one.
    #[serde(default)]
    pub message: String,
}

impl VerificationForm {
    /// Checks the message.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.step.needs_message() && self.message.trim().chars().count() < 5 {
            errors.push("message", "Say why, in five characters or more. The other side reads it.");
        }
        check_text(&mut errors, "message", self.message.trim(), 1_000, true);
        errors.into_result()
    }
}

/// A line of a claim's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationEntry {
    /// What a file that came with the message refers to.
    pub id: i64,
    pub step: VerificationStep,
    pub party: VerificationParty,
    pub message: String,
    /// A person of one's own vivarium; of the other side the vivarium.
    pub by: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// A claim and how it stands with the other breeder, as one of the two sides sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationCase {
    pub claim: VerifiedClaim,
    /// The reader's side: `child` or `parent`.
    pub mine: VerificationParty,
    /// The animal that the claim is about.
    pub child: Relative,
    pub said: ClaimSaid,
    /// Of a parent claim the parent; of a gene the parent whose keeper is asked, hidden where there is none.
    pub parent: Relative,
    pub state: VerificationState,
    pub way: VerificationWay,
    /// The other vivarium, as far as it has shown itself.
    pub other: Option<String>,
    /// Of an open request.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub expires_at: Option<Timestamp>,
    /// What was done, first to last.
    pub steps: Vec<VerificationEntry>,
    /// What either side put beside it.
    pub files: Vec<EvidenceFile>,
}

impl VerificationCase {
    /// What the reader's side may do now.
    #[must_use]
    pub fn open(&self) -> Vec<VerificationStep> {
        let askable = self.way == VerificationWay::OtherBreeder;
        self.state.open_to(self.mine).filter(|step| askable || *step != VerificationStep::Requested).collect()
    }
}

/// What waits for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verifications {
    /// Requests that wait for an answer from here.
    pub asked: Vec<VerificationCase>,
    /// Own requests that wait for the other side.
    pub sent: Vec<VerificationCase>,
    /// Open disputes.
    pub disputes: Vec<VerificationCase>,
    /// What was answered and settled, the latest first.
    pub done: Vec<VerificationCase>,
}

impl Verifications {
    /// Sorts cases, keeping their order, into what waits for whom; at most so many that are done.
    #[must_use]
    pub fn of(cases: Vec<VerificationCase>, most_done: usize) -> Self {
        let mut all = Self::default();
        for case in cases {
            match (case.state, case.mine) {
                (VerificationState::Unverified, _) => {}
                (VerificationState::Requested, VerificationParty::Parent) => all.asked.push(case),
                (VerificationState::Requested, _) => all.sent.push(case),
                (VerificationState::Disputed, _) => all.disputes.push(case),
                _ if all.done.len() < most_done => all.done.push(case),
                _ => {}
            }
        }
        all
    }
}

/// A claim that staff have overturned: the animal is no parent any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OverturnedClaim {
    pub side: ParentSide,
    pub parent: Relative,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// One of the two animals of a dispute with its vivarium, as staff see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeSide {
    pub vivarium_id: VivariumId,
    pub vivarium: String,
    pub code: String,
    pub name: String,
    /// The taxon's common name.
    pub taxon: String,
    pub sex: Sex,
    pub genotype_text: String,
    pub born: Option<BirthDate>,
}

impl DisputeSide {
    /// The name with the code, or the code alone.
    #[must_use]
    pub fn label(&self) -> String {
        if self.name.is_empty() { self.code.clone() } else { format!("{} ({})", self.name, self.code) }
    }
}

/// An open dispute, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeCase {
    pub claim: VerifiedClaim,
    pub said: ClaimSaid,
    pub child: DisputeSide,
    pub parent: DisputeSide,
    /// When it was disputed.
    pub since: Timestamp,
    /// What both sides said, first to last.
    pub steps: Vec<VerificationEntry>,
    /// What both sides put beside it.
    pub files: Vec<EvidenceFile>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ParentLinkId, animal::ParentBasis, lineage::Chance};

    fn case(state: VerificationState, mine: VerificationParty) -> VerificationCase {
        VerificationCase {
            claim: ParentLinkId::new().into(),
            mine,
            child: Relative::hidden(),
            said: ClaimSaid::Parent { side: ParentSide::Sire, basis: ParentBasis::Declared, chance: Chance::CERTAIN },
            parent: Relative::hidden(),
            state,
            way: VerificationWay::OtherBreeder,
            other: None,
            expires_at: None,
            steps: Vec::new(),
            files: Vec::new(),
        }
    }

    #[test]
    fn a_no_and_a_doubt_need_words() {
        for step in VerificationStep::ALL {
            let form = |message: &str| VerificationForm { step: *step, message: message.to_owned() }.validate();
            assert_eq!(form("  no ").is_ok(), !step.needs_message(), "{step}");
            assert!(form("Never bred here.").is_ok());
            assert!(form(&"x".repeat(1_001)).is_err());
        }
    }

    #[test]
    fn what_waits_is_sorted_by_who_has_to_act() {
        use VerificationParty::{Child, Parent};
        use VerificationState::{Declined, Disputed, Requested, Unverified, Verified};
        let all = [
            (Requested, Parent),
            (Requested, Child),
            (Disputed, Child),
            (Verified, Child),
            (Declined, Parent),
            (Unverified, Child),
        ];
        let sorted = Verifications::of(all.into_iter().map(|(state, mine)| case(state, mine)).collect(), 1);
        assert_eq!((sorted.asked.len(), sorted.sent.len(), sorted.disputes.len(), sorted.done.len()), (1, 1, 1, 1));
        assert_eq!(sorted.done[0].state, Verified);
    }

    #[test]
    fn nobody_is_asked_about_an_animal_that_no_other_vivarium_keeps() {
        let parent = |shown, kind| VerificationWay::of(&Relative { shown, kind, ..Relative::hidden() });
        assert_eq!(parent(Shown::Public, AnimalKind::Held), VerificationWay::OtherBreeder);
        assert_eq!(parent(Shown::LineageOnly, AnimalKind::Held), VerificationWay::OtherBreeder);
        assert_eq!(parent(Shown::Own, AnimalKind::Held), VerificationWay::SameVivarium);
        assert_eq!(parent(Shown::Own, AnimalKind::External), VerificationWay::NotOnRecord);
        assert_eq!(parent(Shown::Public, AnimalKind::External), VerificationWay::NotOnRecord);
        assert_eq!(parent(Shown::Hidden, AnimalKind::Held), VerificationWay::Hidden);
        let relative = |shown, kind| Relative { shown, kind, ..Relative::hidden() };
        let theirs = [relative(Shown::Own, AnimalKind::Held), relative(Shown::Public, AnimalKind::Held)];
        assert_eq!(VerificationWay::of_gene(&theirs), VerificationWay::OtherBreeder);
        assert_eq!(VerificationWay::of_gene(&theirs[..1]), VerificationWay::NoWitness);
        assert_eq!(VerificationWay::of_gene([]), VerificationWay::NoWitness);
        let own = VerificationCase {
            way: VerificationWay::SameVivarium,
            ..case(VerificationState::Unverified, VerificationParty::Child)
        };
        assert!(own.open().is_empty());
        assert_eq!(case(VerificationState::Unverified, VerificationParty::Child).open(), [VerificationStep::Requested]);
    }
}
