//! What makes a parent impossible, told with the names of both animals. A lineage can't be wrong quietly.

use std::collections::HashMap;

use jiff::ToSpan;
use repti_model::animal::{ParentSide, Sex};

use super::lookup::{Node, People};
use repti_model::exchange::IssueCode;

/// On which side animals of unknown sex have served, and on which line; no line means in the registry.
#[derive(Default)]
pub(super) struct Served(HashMap<Node, (ParentSide, Option<u32>)>);

impl Served {
    pub(super) fn note(&mut self, parent: Node, side: ParentSide, line: Option<u32>) {
        self.0.entry(parent).or_insert((side, line));
    }
}

/// Why `parent` can't be the sire or dam of `child`, if it can't.
pub(super) fn refusal(
    people: &People<'_>,
    served: &Served,
    side: ParentSide,
    child: Node,
    parent: Node,
) -> Option<(IssueCode, String)> {
    let (name, of) = (people.label(parent), people.label(child));
    let word = side.as_str();
    if parent == child {
        return Some((IssueCode::ParentIsSelf, format!("{of} can't be its own {word}.")));
    }
    let (young, old) = (people.facts(child), people.facts(parent));
    if young.taxon != old.taxon {
        let (theirs, ours) = (people.taxon_name(old.taxon), people.taxon_name(young.taxon));
        let message =
            format!("{name} is a {theirs}, {of} a {ours}. If this is a hybrid, link the parent on the animal's page.");
        return Some((IssueCode::ParentOtherTaxon, message));
    }
    if old.sex != Sex::Unknown && old.sex != side.sex() {
        let message = format!(
            "{name} is recorded as {} and can't be the {word} of {of}. Correct the sex or the parent.",
            old.sex
        );
        return Some((IssueCode::ParentWrongSex, message));
    }
    if old.sex == Sex::Unknown
        && let Some((other, line)) = served.0.get(&parent).filter(|(other, _)| *other != side)
    {
        let at = line.map_or_else(|| "in the collection".to_owned(), |line| format!("on line {line}"));
        let message = format!("{name} is a {other} {at} and can't be the {word} of {of} as well.");
        return Some((IssueCode::ParentBothSides, message));
    }
    if let (Some(born), Some(parent_born)) = (young.born, old.born) {
        let days = people.min_breeding_days(old.taxon, side);
        let able = parent_born.earliest().saturating_add(days.days());
        if able > born.latest() || parent_born.earliest() >= born.latest() {
            let message = format!(
                "{name}, born {parent_born}, was too young to be the {word} of {of}, born {born}. Check both dates."
            );
            return Some((IssueCode::ParentTooYoung, message));
        }
    }
    None
}
