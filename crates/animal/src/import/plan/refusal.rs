//! What speaks against a parent: the checks of the lineage crate, and that an animal is not sire here and dam there.

use std::collections::HashMap;

use repti_genetics::lineage::{Finding, FindingCode, Subject, check_parent};
use repti_model::{
    animal::{ParentSide, Sex},
    exchange::IssueCode,
};

use super::lookup::{Node, People};

/// On which side animals of unknown sex have served, and on which line; no line means in the registry.
#[derive(Default)]
pub(super) struct Served(HashMap<Node, (ParentSide, Option<u32>)>);

impl Served {
    pub(super) fn note(&mut self, parent: Node, side: ParentSide, line: Option<u32>) {
        self.0.entry(parent).or_insert((side, line));
    }
}

/// What the checks say about a parent.
#[derive(Default)]
pub(super) struct Verdict {
    /// Why it can't be one.
    pub refusal: Option<(IssueCode, String)>,
    /// What is possible but suspicious.
    pub doubts: Vec<(IssueCode, String)>,
}

/// Judges `parent` as the sire or dam of `child`.
pub(super) fn judge(people: &People<'_>, served: &Served, side: ParentSide, child: Node, parent: Node) -> Verdict {
    let word = side.as_str();
    if parent == child {
        let message = format!("{} can't be its own {word}.", people.label(child));
        return Verdict { refusal: Some((IssueCode::ParentIsSelf, message)), doubts: Vec::new() };
    }
    let (Some(young), Some(old)) = (people.subject(child), people.subject(parent)) else { return Verdict::default() };
    let mut verdict = Verdict::default();
    for finding in check_parent(&young, &old, side) {
        let refused = finding.is_refusal();
        let said = (code_of(&finding), finding.message);
        if refused {
            verdict.refusal.get_or_insert(said);
        } else {
            verdict.doubts.push(said);
        }
    }
    if verdict.refusal.is_none() && old.sex == Sex::Unknown {
        verdict.refusal = other_side(served, side, parent, &young, &old);
    }
    verdict
}

fn other_side(
    served: &Served,
    side: ParentSide,
    parent: Node,
    young: &Subject,
    old: &Subject,
) -> Option<(IssueCode, String)> {
    let (other, line) = served.0.get(&parent).filter(|(other, _)| *other != side)?;
    let at = line.map_or_else(|| "in the collection".to_owned(), |line| format!("on line {line}"));
    let message = format!("{} is a {other} {at} and can't be the {side} of {} as well.", old.label, young.label);
    Some((IssueCode::ParentBothSides, message))
}

fn code_of(finding: &Finding) -> IssueCode {
    match finding.code {
        FindingCode::Cycle => IssueCode::ParentLoop,
        FindingCode::WrongSex => IssueCode::ParentWrongSex,
        FindingCode::OtherTaxon => IssueCode::ParentOtherTaxon,
        FindingCode::TooYoung => IssueCode::ParentTooYoung,
        FindingCode::BothSides => IssueCode::ParentBothSides,
        FindingCode::SexUnknown
        | FindingCode::PerhapsTooYoung
        | FindingCode::DiedBefore
        | FindingCode::VeryOld
        | FindingCode::WildCaught => IssueCode::ParentDoubtful,
    }
}
