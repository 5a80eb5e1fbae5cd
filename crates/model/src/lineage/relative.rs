//! A relative as far as its owner shows it to whoever looks.

use crate::{
    AnimalId,
    animal::{BirthDate, Sex},
    registry::AnimalKind,
    text_enum::text_enum,
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How much of a relative shows.
    pub enum Shown {
        Hidden = ("hidden", "Hidden by its owner"),
        LineageOnly = ("lineage_only", "Shown in pedigrees only"),
        Public = ("public", "Public"),
        Own = ("own", "Yours"),
    }
}

/// The vivarium behind a public animal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreederRef {
    pub slug: String,
    pub name: String,
}

/// An animal in somebody's tree or family. Of a hidden one nothing is set but `shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Relative {
    pub shown: Shown,
    /// Set when there is a page to link to.
    pub id: Option<AnimalId>,
    pub code: String,
    pub name: String,
    pub kind: AnimalKind,
    /// The taxon's common name.
    pub taxon: Option<String>,
    pub sex: Sex,
    pub genotype_text: String,
    pub born: Option<BirthDate>,
    pub archived: bool,
    /// Of a public animal of another vivarium.
    pub breeder: Option<BreederRef>,
}

impl Relative {
    /// What is known of an animal that its owner keeps private.
    #[must_use]
    pub const fn hidden() -> Self {
        Self {
            shown: Shown::Hidden,
            id: None,
            code: String::new(),
            name: String::new(),
            kind: AnimalKind::Held,
            taxon: None,
            sex: Sex::Unknown,
            genotype_text: String::new(),
            born: None,
            archived: false,
            breeder: None,
        }
    }

    /// What to call it on the screen.
    #[must_use]
    pub fn label(&self) -> &str {
        match (self.shown, self.kind) {
            _ if !self.name.is_empty() => &self.name,
            _ if !self.code.is_empty() => &self.code,
            (Shown::Hidden, _) => "Private animal",
            (_, AnimalKind::Placeholder) => "Unknown",
            _ => "Unnamed",
        }
    }
}

/// An animal further down the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Descendant {
    pub animal: Relative,
    /// 1 for children, 2 for grandchildren; the shortest way where there are several.
    pub generation: i32,
}

text_enum! {
    /// What two animals share.
    pub enum SiblingKind {
        ClutchMate = ("clutch_mate", "Clutch mate"),
        Full = ("full", "Full sibling"),
        HalfBySire = ("half_by_sire", "Half sibling by the sire"),
        HalfByDam = ("half_by_dam", "Half sibling by the dam"),
    }
}

/// An animal that shares a parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sibling {
    pub animal: Relative,
    pub kind: SiblingKind,
    /// Every claim behind it is certain. Otherwise it is a possible sibling.
    pub certain: bool,
}
