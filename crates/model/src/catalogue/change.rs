//! Differences between two contents of the catalogue, and why an edit can't be made.

use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a row of the catalogue is.
    pub enum RowKind {
        Gene = ("gene", "Gene"),
        Combo = ("combo", "Combo"),
        Rule = ("rule", "Rule"),
        Note = ("note", "Note"),
    }
}

text_enum! {
    /// What became of a row.
    pub enum ChangeKind {
        Changed = ("changed", "Changed"),
        Added = ("added", "Added"),
        Removed = ("removed", "Removed"),
    }
}

/// A field with both values; an empty one stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// As forms call it: "Other names".
    pub field: String,
    pub before: String,
    pub after: String,
}

/// A row that isn't the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChange {
    pub species: String,
    pub row: RowKind,
    pub name: String,
    pub how: ChangeKind,
    pub fields: Vec<FieldChange>,
}

/// Why an edit can't be made: which one, of what, in which field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditFault {
    /// Its place in the proposal, from 0.
    pub edit: usize,
    /// "ball python: Clown".
    pub row: String,
    /// As the form of the edit calls it.
    pub field: String,
    pub message: String,
}

/// Somebody published another change of the same row since the proposal was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditConflict {
    pub edit: usize,
    pub row: String,
    /// `before` is what the proposal began from, `after` what stands there now.
    pub fields: Vec<FieldChange>,
}
