//! Parents given as texts alone.

use super::{
    super::entry::{Entry, Side},
    Prior,
};
use crate::genetics::error::CliError;
use repti_genetics::catalogue::Taxon;

/// The genotypes that a text means. Until the parser is wired in, only "normal".
pub fn prior(_taxon: &Taxon, entry: &Entry<'_>, side: &Side, text: &str) -> Result<Prior, CliError> {
    if text.trim().eq_ignore_ascii_case("normal") {
        return Ok(Vec::new());
    }
    Err(entry.error(&side.prior_field(), "it is missing"))
}
