//! A row while the plan is made: the animal that it describes, who its parents are called, and what is wrong with it.

use repti_model::{
    animal::ParentSide,
    exchange::{RowIssue, Severity},
};

use super::{Action, ImportedAnimal, PlannedParent, PlannedRow};
use crate::import::table::clip;

/// A row while the plan is made.
#[derive(Debug)]
pub(super) struct Draft {
    pub line: u32,
    pub action: Action,
    pub animal: ImportedAnimal,
    /// The id as written, before it is judged as a code.
    pub id: Option<String>,
    /// Position of its taxon.
    pub taxon: Option<usize>,
    pub sire: Option<String>,
    pub dam: Option<String>,
    pub parents: Vec<PlannedParent>,
    pub issues: Vec<RowIssue>,
}

impl Draft {
    pub(super) fn has_error(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// What a person calls it: name and id.
    pub(super) fn label(&self) -> String {
        match (&self.id, self.animal.name.as_str()) {
            (Some(id), "") => id.clone(),
            (Some(id), name) if name != id => format!("{} ({id})", clip(name, 60)),
            (Some(id), _) => id.clone(),
            (None, name) => clip(name, 60).to_owned(),
        }
    }

    pub(super) fn text_of(&self, side: ParentSide) -> Option<&str> {
        match side {
            ParentSide::Sire => self.sire.as_deref(),
            ParentSide::Dam => self.dam.as_deref(),
        }
    }

    pub(super) fn finish(mut self) -> PlannedRow {
        self.issues.sort_by_key(|issue| std::cmp::Reverse(issue.severity));
        if self.has_error() {
            self.action = Action::Error;
        }
        PlannedRow {
            line: self.line,
            action: self.action,
            animal: self.animal,
            parents: self.parents,
            issues: self.issues,
        }
    }
}
