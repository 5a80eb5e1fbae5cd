//! The audit log: searched, and checked from its first line to its last.

use app_shared::{AppError, Stamped};
use leptos::prelude::*;
use repti_model::{
    audit::{AuditForm, AuditRow, AuditVerification},
    page::Page,
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::core;
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_model::Problem;

/// Lines that match, the latest first.
///
/// # Errors
/// A time that can't be read, by its field; unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "audit_log", input = Json)]
pub async fn load_audit(form: AuditForm) -> Result<Stamped<Page<AuditRow>>, AppError> {
    let query = form.query().map_err(Problem::from)?;
    let value = core()?.search_audit(&require_actor()?, &query).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Checks every line of the log.
///
/// # Errors
/// Unless the actor is administrator. A broken chain is an answer.
#[server(prefix = "/sfn/admin", endpoint = "audit_verify")]
pub async fn verify_audit() -> Result<Stamped<AuditVerification>, AppError> {
    let value = core()?.verify_audit(&require_actor()?).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}
