//! Tokens that work once.

use crate::tokens::TokenHash;
use jiff::SignedDuration;
use repti_db::Tx;
use repti_model::PersonId;
use serde_json::Value;
use uuid::Uuid;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    SignUp,
    ResetPassword,
    ConfirmEmail,
    SecondFactor,
    EnrolFactor,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::ResetPassword => "reset_password",
            Self::ConfirmEmail => "confirm_email",
            Self::SecondFactor => "second_factor",
            Self::EnrolFactor => "enrol_factor",
        }
    }

    /// How long it lasts.
    pub(crate) const fn life(self) -> SignedDuration {
        match self {
            Self::SignUp | Self::ConfirmEmail => SignedDuration::from_hours(24),
            Self::ResetPassword => SignedDuration::from_hours(1),
            Self::SecondFactor => SignedDuration::from_mins(10),
            Self::EnrolFactor => SignedDuration::from_mins(30),
        }
    }
}

/// A token that is still good.
pub(crate) struct OneTime {
    pub(crate) id: Uuid,
    pub(crate) person: Option<PersonId>,
    pub(crate) email: Option<String>,
    pub(crate) payload: Value,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    purpose: Purpose,
    hash: &TokenHash,
    person: Option<PersonId>,
    email: Option<&str>,
    payload: Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO core.one_time_token (id, purpose, token_hash, person_id, email, payload, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))",
        Uuid::now_v7(),
        purpose.as_str(),
        hash.as_slice(),
        person.map(|id| id.0),
        email,
        payload,
        purpose.life().as_secs_f64(),
    )
    .execute(&mut **tx)
    .await?;
    // What expired a while ago has no use left; the index makes this cheap.
    sqlx::query!("DELETE FROM core.one_time_token WHERE expires_at < now() - interval '7 days'")
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Looks at a good token, and holds its row so that it can't be used twice at the same moment.
pub(crate) async fn find(tx: &mut Tx, purpose: Purpose, hash: &TokenHash) -> sqlx::Result<Option<OneTime>> {
    let row = sqlx::query!(
        "SELECT id, person_id, email, payload FROM core.one_time_token
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now() FOR UPDATE",
        hash.as_slice(),
        purpose.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| OneTime {
        id: row.id,
        person: row.person_id.map(Into::into),
        email: row.email,
        payload: row.payload,
    }))
}

/// Uses a token up, with what secret its payload held.
pub(crate) async fn spend(tx: &mut Tx, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.one_time_token SET used_at = now(), payload = '{}' WHERE id = $1", id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Uses up every open token of a person: after a new password, older links and half-finished sign-ins are void.
pub(crate) async fn spend_all(tx: &mut Tx, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE core.one_time_token SET used_at = now(), payload = '{}' WHERE person_id = $1 AND used_at IS NULL",
        person.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
