//! The texts of many animals as claims.

use super::ClaimBasis;
use crate::{AnimalId, registry::BulkSelection};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Animals whose texts are to be claimed, and how what they say is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimMany {
    pub selection: BulkSelection,
    /// A DNA test is no basis here: each needs its own evidence.
    #[serde(default)]
    pub basis: ClaimBasis,
}

impl ClaimMany {
    /// So many animals at once.
    pub const MOST: usize = 2_000;
}

/// What claiming the texts of some animals would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManyPreview {
    /// Animals that would get claims.
    pub animals: u32,
    /// Claims that they would get, together.
    pub genes: u32,
    /// The first of them, with what would be claimed.
    pub will: Vec<PreviewedClaims>,
    /// Animals whose text can't be claimed.
    pub unreadable: u32,
    /// The first of them, with why.
    pub wont: Vec<Unclaimable>,
    /// Animals that have claims already: they stay as they are.
    pub claimed: u32,
    /// Animals whose text names no gene.
    pub empty: u32,
}

impl ManyPreview {
    /// So many animals of each kind are named.
    pub const MOST_NAMED: usize = 100;
}

/// An animal that would get claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewedClaims {
    pub id: AnimalId,
    pub label: String,
    /// Each claim as the hobby writes it: `66% het Clown`.
    pub words: Vec<String>,
}

/// An animal whose text can't be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unclaimable {
    pub id: AnimalId,
    pub label: String,
    pub text: String,
    pub why: String,
}

/// What claiming the texts of some animals did, or taking it back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManyClaimed {
    pub animals: u32,
    pub genes: u32,
    /// Takes all of them back; absent when nothing was claimed, or it was just taken back.
    pub undo: Option<Uuid>,
}
