//! The plan and what it is made from.

use jiff::civil::Date;
use repti_model::{
    animal::{BirthDate, Origin, ParentSide, Sex},
    exchange::{ImportCounts, RowIssue, Severity},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ImportedAnimal;

/// An animal that is recorded already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id in the registry.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name; blank if it has none.
    pub name: String,
    /// What an earlier import recognised it by.
    pub external_id: Option<String>,
    /// Slug of its taxon.
    pub taxon: String,
    /// Its sex.
    pub sex: Sex,
    /// Its birth.
    pub born: Option<BirthDate>,
    /// When it died.
    pub died_on: Option<Date>,
    /// Where it comes from.
    pub origin: Origin,
    /// A deliberate cross of two taxa.
    pub hybrid: bool,
    /// It is in the archive.
    pub archived: bool,
    /// An earlier import named a sire that it could not link.
    pub open_sire: bool,
    /// An earlier import named a dam that it could not link.
    pub open_dam: bool,
}

/// A parent link that is recorded already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownLink {
    /// The young.
    pub child: Uuid,
    /// Its parent.
    pub parent: Uuid,
    /// Which parent.
    pub side: ParentSide,
}

/// What is recorded already in the vivarium, archived animals included.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// The animals.
    pub animals: Vec<Known>,
    /// Their parent links.
    pub links: Vec<KnownLink>,
}

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", content = "animal")]
pub enum Action {
    /// A new animal.
    Create,
    /// It is here already and stays as it is.
    Skip(Uuid),
    /// It is here already; filled cells replace what is recorded.
    Update(Uuid),
    /// The row has an error and is left out.
    Error,
}

/// Where a named parent was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "at", content = "ref")]
pub enum ParentTarget {
    /// In the row of this file that starts on this line.
    Row(u32),
    /// In the registry.
    Known(Uuid),
    /// An ancestor outside the collection, by its place in [`Plan::externals`].
    External(u32),
    /// Nowhere, or refused: only the text is kept.
    Open,
}

/// A parent that a row names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedParent {
    /// Sire or dam.
    pub side: ParentSide,
    /// As written.
    pub text: String,
    /// Where it was found.
    pub target: ParentTarget,
}

/// An ancestor that is named as a parent and is nowhere to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalAncestor {
    /// As written.
    pub name: String,
    /// Slug of its young's taxon.
    pub taxon: String,
    /// Sire or dam, and so its sex.
    pub side: ParentSide,
}

/// One row of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    /// Line of the file where the row starts.
    pub line: u32,
    /// What happens to it.
    pub action: Action,
    /// The animal that it describes, as far as it could be read.
    pub animal: ImportedAnimal,
    /// The parents that it names.
    pub parents: Vec<PlannedParent>,
    /// What is wrong, the gravest first.
    pub issues: Vec<RowIssue>,
}

impl PlannedRow {
    /// The gravest issue.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        self.issues.iter().map(|issue| issue.severity).max()
    }
}

/// Sums over the plan.
pub(super) fn count(rows: &[PlannedRow], externals: usize) -> ImportCounts {
    let mut counts = ImportCounts { rows: size(rows.len()), externals: size(externals), ..ImportCounts::default() };
    for row in rows {
        match row.action {
            Action::Create => counts.create += 1,
            Action::Skip(_) => counts.skip += 1,
            Action::Update(_) => counts.update += 1,
            Action::Error => counts.error += 1,
        }
        let has = |severity| u32::from(row.issues.iter().any(|issue| issue.severity == severity));
        counts.warnings += has(Severity::Warning);
        counts.conflicts += has(Severity::Conflict);
        for parent in &row.parents {
            match parent.target {
                ParentTarget::Open => counts.open_parents += 1,
                _ => counts.links += 1,
            }
        }
    }
    counts
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Every row, in the order of the file.
    pub rows: Vec<PlannedRow>,
    /// Ancestors outside the collection that would be created.
    pub externals: Vec<ExternalAncestor>,
    /// Sums.
    pub counts: ImportCounts,
    /// What concerns the file as a whole.
    pub notes: Vec<String>,
}
