//! What the person decides for a whole file.

use serde::{Deserialize, Serialize};

/// The order of day and month in dates such as 3/4/2021.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Found out from the dates that can only be read in one way.
    #[default]
    Auto,
    /// 3/4/2021 is 4 March.
    MonthFirst,
    /// 3/4/2021 is 3 April.
    DayFirst,
}

/// What happens to a row whose animal is already here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExistingPolicy {
    /// Left as it is.
    #[default]
    Skip,
    /// Filled cells of the row replace what is recorded.
    Update,
}

/// What happens to a row with a value that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadValuePolicy {
    /// The row isn't imported.
    #[default]
    RefuseRow,
    /// The row is imported without that value, with a warning. The raw text stays.
    LeaveBlank,
}

/// What happens to a row with fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortRowPolicy {
    /// The row isn't imported: a line break or quote may have torn it.
    #[default]
    RefuseRow,
    /// Missing cells are blank: some programs leave out blank cells at the end.
    ReadAsBlank,
}

/// What happens to a parent who is neither in the file nor here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownParentPolicy {
    /// The text is kept with the animal; no link is made.
    #[default]
    KeepText,
    /// An ancestor outside the collection is created, with nothing known but what the file says.
    CreateExternal,
}

/// The decisions for one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportOptions {
    /// Order of day and month.
    pub date_order: DateOrder,
    /// Animals that are already here.
    pub existing: ExistingPolicy,
    /// Values that can't be read.
    pub bad_values: BadValuePolicy,
    /// Rows with fewer cells than the header.
    pub short_rows: ShortRowPolicy,
    /// Parents who are nowhere to be found.
    pub unknown_parents: UnknownParentPolicy,
    /// The taxon (slug) of rows without one.
    pub default_taxon: Option<String>,
}
