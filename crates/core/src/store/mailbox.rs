//! The mailbox of development.

use crate::mail::{DevMail, DevMailSummary};
use repti_db::Tx;
use uuid::Uuid;

pub(crate) async fn insert_mail(tx: &mut Tx, recipient: &str, mail: &crate::mail::RenderedMail) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.dev_mail (id, recipient, subject, text_body, html_body) VALUES ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        recipient,
        mail.subject,
        mail.text,
        mail.html,
    )
    .execute(&mut **tx)
    .await?;
    // Development only: a thousand are plenty.
    sqlx::query!(
        "DELETE FROM core.dev_mail WHERE id < (SELECT id FROM core.dev_mail ORDER BY id DESC OFFSET 1000 LIMIT 1)"
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn list_mails(tx: &mut Tx, recipient: Option<&str>) -> sqlx::Result<Vec<DevMailSummary>> {
    let rows = sqlx::query!(
        "SELECT id, recipient, subject, created_at FROM core.dev_mail
         WHERE $1::text IS NULL OR lower(recipient) = lower($1) ORDER BY id DESC LIMIT 200",
        recipient,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DevMailSummary {
            id: row.id,
            recipient: row.recipient,
            subject: row.subject,
            at: row.created_at.to_jiff(),
        })
        .collect())
}

pub(crate) async fn find_mail(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<DevMail>> {
    let row = sqlx::query!(
        "SELECT recipient, subject, text_body, html_body, created_at FROM core.dev_mail WHERE id = $1",
        id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| DevMail {
        id,
        recipient: row.recipient,
        subject: row.subject,
        text: row.text_body,
        html: row.html_body,
        at: row.created_at.to_jiff(),
    }))
}
