//! Warnings about claims.

use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_genetics::lineage::Finding;
use repti_model::{
    AnimalId, ParentLinkId, PersonId,
    lineage::{LineageWarning, WarningAnswer},
};
use sqlx::PgConnection;
use uuid::Uuid;

/// The warnings on an animal's standing claims, the open ones first.
pub(crate) async fn list_warnings(tx: &mut PgConnection, child: AnimalId) -> Result<Vec<LineageWarning>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT w.id, w.link_id, w.code, w.message, w.raised_at, w.answered_at, w.answer, p.display_name AS "by?"
           FROM animal.lineage_warning w
           JOIN animal.parent_link l ON l.id = w.link_id AND l.retracted_at IS NULL
           LEFT JOIN core.person p ON p.id = w.answered_by
           WHERE w.child_id = $1
           ORDER BY w.answered_at IS NOT NULL, w.raised_at, w.id"#,
        child.0
    )
    .fetch_all(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (note, by) = (row.answer, row.by);
            LineageWarning {
                id: row.id,
                child_id: child,
                link_id: row.link_id.into(),
                code: row.code,
                message: row.message,
                raised_at: row.raised_at.to_jiff(),
                answer: row.answered_at.map(|at: Timestamp| WarningAnswer { note, by, at: at.to_jiff() }),
            }
        })
        .collect())
}

/// Raises the warnings among `findings`, and takes back open ones that no longer hold.
pub(crate) async fn set_warnings(
    tx: &mut PgConnection,
    link: ParentLinkId,
    findings: &[Finding],
) -> Result<(), AnimalError> {
    let codes: Vec<String> = findings.iter().map(|finding| finding.code.as_str().to_owned()).collect();
    sqlx::query!(
        "DELETE FROM animal.lineage_warning WHERE link_id = $1 AND answered_at IS NULL AND code <> ALL ($2)",
        link.0,
        &codes
    )
    .execute(&mut *tx)
    .await?;
    for finding in findings {
        raise_warning(tx, link, finding.code.as_str(), &finding.message).await?;
    }
    Ok(())
}

/// Raises one warning, also on another vivarium's claim that names an animal of this one.
pub(crate) async fn raise_warning(
    tx: &mut PgConnection,
    link: ParentLinkId,
    code: &str,
    message: &str,
) -> Result<(), AnimalError> {
    sqlx::query!("SELECT animal.raise_warning($1, $2, $3)", link.0, code, message).execute(tx).await?;
    Ok(())
}

/// Writes an answer to a warning. `None`: there is no such warning here.
pub(crate) async fn answer_warning(
    tx: &mut PgConnection,
    id: Uuid,
    person: PersonId,
    note: &str,
) -> Result<Option<AnimalId>, AnimalError> {
    let child = sqlx::query_scalar!(
        "UPDATE animal.lineage_warning SET answered_at = now(), answered_by = $2, answer = $3 WHERE id = $1 RETURNING child_id",
        id,
        person.0,
        note
    )
    .fetch_optional(tx)
    .await?;
    Ok(child.map(AnimalId))
}
