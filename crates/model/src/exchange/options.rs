//! What the person decides for a whole file.

use serde::{Deserialize, Serialize};

use crate::text_enum::text_enum;

text_enum! {
    /// The order of day and month in dates such as 3/4/2021.
    pub enum DateOrder {
        Auto = ("auto", "Find out from the file"),
        MonthFirst = ("month_first", "Month first: 3/4/2021 is March 4"),
        DayFirst = ("day_first", "Day first: 3/4/2021 is 3 April"),
    }
}

text_enum! {
    /// What happens to a row whose animal is already here.
    pub enum ExistingPolicy {
        Skip = ("skip", "Leave the animal as it is"),
        Update = ("update", "Replace what the row says"),
    }
}

text_enum! {
    /// What happens to a row with a value that can't be read.
    pub enum BadValuePolicy {
        RefuseRow = ("refuse_row", "Leave the row out"),
        LeaveBlank = ("leave_blank", "Import the row without that value"),
    }
}

text_enum! {
    /// What happens to a row with fewer cells than the header: some programs leave out blank cells at the end, but a line break
    /// may also have torn it.
    pub enum ShortRowPolicy {
        RefuseRow = ("refuse_row", "Leave the row out"),
        ReadAsBlank = ("read_as_blank", "Read missing cells as blank"),
    }
}

text_enum! {
    /// What happens to a parent who is neither in the file nor here.
    pub enum UnknownParentPolicy {
        KeepText = ("keep_text", "Keep the text, make no link"),
        CreateExternal = ("create_external", "Create an ancestor outside the collection"),
    }
}

/// The decisions for one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportOptions {
    pub date_order: DateOrder,
    pub existing: ExistingPolicy,
    pub bad_values: BadValuePolicy,
    pub short_rows: ShortRowPolicy,
    pub unknown_parents: UnknownParentPolicy,
    /// The taxon (slug) of rows without one.
    pub default_taxon: Option<String>,
}
