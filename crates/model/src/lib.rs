//! Words of ReptiDex shared by server and browser: ids, errors, permissions and the shapes that cross between them.
//!
//! Pure: no I/O, no framework. Compiles natively and for wasm32.

pub mod account;
pub mod actor;
pub mod ancestry;
pub mod animal;
pub mod audit;
pub mod catalogue;
pub mod embed;
pub mod error;
pub mod evidence;
pub mod exchange;
pub mod genes;
pub mod genotype;
pub mod ids;
pub mod kinship;
pub mod lineage;
pub mod mates;
pub mod measure;
pub mod media;
pub mod page;
pub mod pairing;
pub mod papers;
pub mod pedigree;
pub mod permission;
pub mod plans;
pub mod public;
pub mod registry;
pub mod staff;
pub mod status;
pub mod text;
pub mod text_enum;
pub mod vivarium;
pub mod webhook;
mod within;

pub use actor::{ActiveVivarium, Actor};
pub use error::{ErrorCode, FieldErrors, Problem};
pub use ids::*;
pub use permission::{Action, Role, StaffRole};
