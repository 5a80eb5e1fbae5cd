//! The second pass: who the named parents are, and which links can't be true.

use std::collections::HashMap;

use repti_model::{
    animal::{ParentSide, Sex},
    exchange::{IssueCode, RowIssue, TargetField as F, UnknownParentPolicy},
};

use super::{
    Action, ExternalAncestor, ParentTarget, PlanInput, PlannedParent, cycles,
    draft::Draft,
    lookup::{Found, Node, People},
    refusal::{Served, judge},
};
use crate::import::{
    limits::MAX_PARENT_CANDIDATES,
    values::{code::key, shown},
};

/// A link that the file proposes and that no rule about the two animals refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposed {
    pub row: usize,
    /// Place among the row's parents.
    pub place: usize,
    pub child: Node,
    pub parent: Node,
}

/// A named parent while the plan is made: its node, where it is an animal of this file or the registry.
struct Candidate {
    side: ParentSide,
    text: String,
    target: ParentTarget,
    node: Option<Node>,
    /// What is suspicious about the link. Told only if the link is made: of a refused one the conflict says enough.
    doubts: Vec<(IssueCode, String)>,
}

impl Candidate {
    fn refuse(&mut self) {
        self.target = ParentTarget::Open;
        self.node = None;
        self.doubts.clear();
    }
}

/// What one row gains.
#[derive(Default)]
struct Gain {
    parents: Vec<Candidate>,
    issues: Vec<RowIssue>,
}

/// Resolves the parents of all rows, in time proportional to the file and the registry. Returns the ancestors to be created.
pub(super) fn link(drafts: &mut [Draft], input: &PlanInput<'_>) -> Vec<ExternalAncestor> {
    let people = People::new(drafts, input);
    let mut served = served_so_far(&people, input);
    let mut externals = Externals::default();
    let mut gains: Vec<Gain> = Vec::with_capacity(drafts.len());
    let mut proposed = Vec::new();
    for (row, draft) in drafts.iter().enumerate() {
        let mut gain = Gain::default();
        if let Some(child) = people.row_node(row) {
            RowPass {
                people: &people,
                input,
                served: &served,
                externals: &mut externals,
                draft,
                child,
                gain: &mut gain,
            }
            .run();
            for (place, candidate) in gain.parents.iter().enumerate() {
                let Some(parent) = candidate.node else { continue };
                proposed.push(Proposed { row, place, child, parent });
                if people.facts(parent).sex == Sex::Unknown {
                    served.note(parent, candidate.side, Some(draft.line));
                }
            }
        }
        gains.push(gain);
    }
    for broken in cycles::find(&people, input, &proposed) {
        let gain = &mut gains[broken.row];
        let candidate = &mut gain.parents[broken.place];
        candidate.refuse();
        let field = field(candidate.side);
        gain.issues.push(RowIssue::conflict(
            field,
            IssueCode::ParentLoop,
            format!("{}: {}", field.label(), broken.message),
        ));
    }
    for (draft, gain) in drafts.iter_mut().zip(gains) {
        for candidate in &gain.parents {
            let field = field(candidate.side);
            let doubts = candidate.doubts.iter();
            draft.issues.extend(
                doubts.map(|(code, text)| RowIssue::warning(field, *code, format!("{}: {text}", field.label()))),
            );
        }
        let planned = |candidate: Candidate| PlannedParent {
            side: candidate.side,
            text: candidate.text,
            target: candidate.target,
        };
        draft.parents = gain.parents.into_iter().map(planned).collect();
        draft.issues.extend(gain.issues);
    }
    externals.list
}

fn field(side: ParentSide) -> F {
    match side {
        ParentSide::Sire => F::Sire,
        ParentSide::Dam => F::Dam,
    }
}

fn served_so_far(people: &People<'_>, input: &PlanInput<'_>) -> Served {
    let mut served = Served::default();
    for link in &input.registry.links {
        if let Some(parent) = people.known_node(link.parent).filter(|parent| people.facts(*parent).sex == Sex::Unknown)
        {
            served.note(parent, link.side, None);
        }
    }
    served
}

/// Ancestors outside the collection, each once a taxon and side.
#[derive(Default)]
struct Externals {
    list: Vec<ExternalAncestor>,
    places: HashMap<(String, String, ParentSide), u32>,
}

impl Externals {
    fn place(&mut self, name: &str, taxon: &str, side: ParentSide) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        *self.places.entry((key(name), taxon.to_owned(), side)).or_insert_with(|| {
            self.list.push(ExternalAncestor { name: name.to_owned(), taxon: taxon.to_owned(), side });
            next
        })
    }

    /// Whether the name stands on the other side already.
    fn is_on_other_side(&self, name: &str, taxon: &str, side: ParentSide) -> bool {
        let other = if side == ParentSide::Sire { ParentSide::Dam } else { ParentSide::Sire };
        self.places.contains_key(&(key(name), taxon.to_owned(), other))
    }
}

/// The parents of one row.
struct RowPass<'p, 'a> {
    people: &'p People<'a>,
    input: &'p PlanInput<'a>,
    served: &'p Served,
    externals: &'p mut Externals,
    draft: &'p Draft,
    child: Node,
    gain: &'p mut Gain,
}

impl RowPass<'_, '_> {
    fn run(mut self) {
        for side in [ParentSide::Sire, ParentSide::Dam] {
            let Some(text) = self.draft.text_of(side) else { continue };
            // A skipped animal takes no links but those that an earlier import had to leave open.
            let skipped = matches!(self.draft.action, Action::Skip(_));
            if !skipped || self.people.is_open(self.child, side) {
                self.side(side, text);
            }
        }
        self.both_sides();
    }

    fn side(&mut self, side: ParentSide, text: &str) {
        let whole = self.people.find(text, side, self.child);
        let parts: Vec<&str> =
            text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if whole != Found::Nobody || parts.len() < 2 {
            self.candidate(text, side, whole);
            return;
        }
        for part in parts.into_iter().take(MAX_PARENT_CANDIDATES) {
            let found = self.people.find(part, side, self.child);
            self.candidate(part, side, found);
        }
        let several = self
            .gain
            .parents
            .iter()
            .filter(|parent| parent.side == side && parent.target != ParentTarget::Open)
            .count()
            > 1;
        if side == ParentSide::Dam && several {
            self.gain.parents.iter_mut().filter(|parent| parent.side == side).for_each(Candidate::refuse);
            let message =
                format!("{} names several dams; an animal has one. Link the right one on its page.", shown(text));
            self.conflict(side, IssueCode::ParentSeveralDams, &message);
        }
    }

    /// Judges one named parent.
    fn candidate(&mut self, text: &str, side: ParentSide, found: Found) {
        let mut doubts = Vec::new();
        let (target, node) = match found {
            Found::One(parent) => {
                let verdict = judge(self.people, self.served, side, self.child, parent);
                if let Some((code, message)) = verdict.refusal {
                    self.conflict(side, code, &message);
                    (ParentTarget::Open, None)
                } else {
                    doubts = verdict.doubts;
                    (self.people.target(parent), Some(parent))
                }
            }
            Found::Several(count) => {
                let message = format!(
                    "{count} animals are called {}. Write the id instead, or link the right one afterwards.",
                    shown(text)
                );
                self.warn(side, IssueCode::ParentAmbiguous, &message);
                (ParentTarget::Open, None)
            }
            Found::Broken(line) => {
                let message = format!(
                    "{} stands on line {line}, which has an error. Correct that line and import the file again: the link will be made then.",
                    shown(text)
                );
                self.warn(side, IssueCode::ParentNotImported, &message);
                (ParentTarget::Open, None)
            }
            Found::Nobody => (self.nobody(text, side), None),
        };
        self.gain.parents.push(Candidate { side, text: text.to_owned(), target, node, doubts });
    }

    /// A parent who is nowhere: text, or an ancestor outside the collection.
    fn nobody(&mut self, text: &str, side: ParentSide) -> ParentTarget {
        let taxon = self.draft.animal.taxon.as_str();
        if self.input.options.unknown_parents == UnknownParentPolicy::KeepText || taxon.is_empty() {
            let message = format!(
                "{} is neither in this file nor in the collection. The text is kept with the animal.",
                shown(text)
            );
            self.warn(side, IssueCode::ParentUnknown, &message);
            return ParentTarget::Open;
        }
        if self.externals.is_on_other_side(text, taxon, side) {
            let message = format!(
                "{} is named as sire of one animal and as dam of another. The text is kept; no link was made.",
                shown(text)
            );
            self.conflict(side, IssueCode::ParentBothSides, &message);
            return ParentTarget::Open;
        }
        ParentTarget::External(self.externals.place(text, taxon, side))
    }

    /// One animal as sire and as dam of the same young.
    fn both_sides(&mut self) {
        let sires: Vec<Node> = self
            .gain
            .parents
            .iter()
            .filter(|parent| parent.side == ParentSide::Sire)
            .filter_map(|parent| parent.node)
            .collect();
        let mut dams =
            self.gain.parents.iter().filter(|parent| parent.side == ParentSide::Dam).filter_map(|parent| parent.node);
        let Some(both) = dams.find(|dam| sires.contains(dam)) else { return };
        self.gain.parents.iter_mut().filter(|parent| parent.node == Some(both)).for_each(Candidate::refuse);
        let message = format!(
            "{} is named as sire and as dam of {}. Neither link was made.",
            self.people.label(both),
            self.people.label(self.child)
        );
        self.conflict(ParentSide::Dam, IssueCode::ParentBothSides, &message);
    }

    fn warn(&mut self, side: ParentSide, code: IssueCode, message: &str) {
        let field = field(side);
        self.gain.issues.push(RowIssue::warning(field, code, format!("{}: {message}", field.label())));
    }

    fn conflict(&mut self, side: ParentSide, code: IssueCode, message: &str) {
        let field = field(side);
        self.gain.issues.push(RowIssue::conflict(field, code, format!("{}: {message}", field.label())));
    }
}
