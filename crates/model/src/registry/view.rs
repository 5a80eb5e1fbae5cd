//! A filter and an order kept under a name, each person's own.

use super::{AnimalFilter, AnimalSort, text::check_text};
use crate::{FieldErrors, SavedViewId};
use serde::{Deserialize, Serialize};

/// A filter kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    pub filter: AnimalFilter,
    pub sort: AnimalSort,
}

/// A view to keep. The same name again replaces what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSavedView {
    pub name: String,
    #[serde(default)]
    pub filter: AnimalFilter,
    #[serde(default)]
    pub sort: AnimalSort,
}

impl NewSavedView {
    /// Checks the name and the filter.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = self.filter.validate().err().unwrap_or_default();
        if self.name.trim().is_empty() {
            errors.push("name", "Give the view a name.");
        }
        check_text(&mut errors, "name", self.name.trim(), 60, false);
        errors.into_result()
    }
}
