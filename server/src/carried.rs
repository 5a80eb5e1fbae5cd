//! A problem on its way out: whoever refuses a request doesn't know the request's id, nor whether a person or a program reads the answer.

use repti_model::Problem;

/// The problem in a response's extensions. `api::problem::write`, and around portals `layers::apology::dress`, make the body of it.
#[derive(Debug, Clone)]
pub(crate) struct Carried(pub Problem);
