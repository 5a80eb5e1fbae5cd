//! Demo people and vivariums, written in bulk by the owner of the tables.

use jiff::Timestamp;
use repti_db::DbError;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A person with a verified address.
#[derive(Debug, Clone, Serialize)]
pub struct SeedPerson {
    pub id: Uuid,
    pub email: String,
    pub display_name: String,
    pub staff_role: Option<String>,
    pub created_at: Timestamp,
}

/// A listed vivarium.
#[derive(Debug, Clone, Serialize)]
pub struct SeedVivarium {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub about: String,
    pub location: String,
    pub website: String,
    pub time_zone: String,
    /// The code of its plan.
    pub plan: String,
    pub created_at: Timestamp,
}

/// Who belongs where.
#[derive(Debug, Clone, Serialize)]
pub struct SeedMembership {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub person_id: Uuid,
    pub role: String,
    pub created_at: Timestamp,
}

/// Everything of this context.
#[derive(Debug, Clone, Default)]
pub struct SeedCore {
    /// One hash for everybody's password.
    pub password_hash: String,
    /// Base32 secret of the staff's second factor.
    pub totp_secret: &'static str,
    pub people: Vec<SeedPerson>,
    pub vivariums: Vec<SeedVivarium>,
    pub memberships: Vec<SeedMembership>,
}

impl SeedCore {
    /// The herpetologist of a vivarium.
    #[must_use]
    pub fn owner_of(&self, vivarium: Uuid) -> Option<Uuid> {
        self.memberships.iter().find(|m| m.vivarium_id == vivarium && m.role == "herpetologist").map(|m| m.person_id)
    }
}

/// Whether there is nobody and no vivarium.
///
/// # Errors
/// When the database doesn't answer or isn't migrated.
pub async fn is_empty(connection: &mut PgConnection) -> Result<bool, DbError> {
    let filled = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM core.person) OR EXISTS (SELECT FROM core.vivarium) AS "filled!""#
    )
    .fetch_one(connection)
    .await?;
    Ok(!filled)
}

/// Writes it all.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &mut PgConnection, seed: &SeedCore) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO core.person (id, email, email_verified_at, password_hash, display_name, staff_role, created_at, updated_at)
         SELECT r.id, r.email, r.created_at, $2, r.display_name, r.staff_role, r.created_at, r.created_at
         FROM jsonb_to_recordset($1) AS r (id uuid, email text, display_name text, staff_role text, created_at timestamptz)",
        json(&seed.people),
        seed.password_hash,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO core.vivarium (id, slug, name, about, location, website, time_zone, created_at, updated_at)
         SELECT r.id, r.slug, r.name, r.about, r.location, r.website, r.time_zone, r.created_at, r.created_at
         FROM jsonb_to_recordset($1) AS r (id uuid, slug text, name text, about text, location text, website text,
                                           time_zone text, created_at timestamptz)",
        json(&seed.vivariums),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO core.vivarium_plan (vivarium_id, plan, since)
         SELECT r.id, r.plan, r.created_at FROM jsonb_to_recordset($1) AS r (id uuid, plan text, created_at timestamptz)",
        json(&seed.vivariums),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO core.membership (id, vivarium_id, person_id, role, created_at, updated_at)
         SELECT r.id, r.vivarium_id, r.person_id, r.role, r.created_at, r.created_at
         FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, person_id uuid, role text, created_at timestamptz)",
        json(&seed.memberships),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO core.totp (person_id, secret, confirmed_at)
         SELECT p.id, $1, p.created_at FROM core.person p WHERE p.staff_role IS NOT NULL",
        base32(seed.totp_secret),
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn json<T: Serialize>(rows: &[T]) -> serde_json::Value {
    serde_json::to_value(rows).unwrap_or_default()
}

/// The bytes of an authenticator's secret.
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.bytes().filter_map(|c| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == c)) {
        buffer = (buffer << 5) | u32::try_from(value).unwrap_or_default();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn base32_reads_the_secret_that_authenticators_take() {
        assert_eq!(super::base32("JBSWY3DPEHPK3PXP"), b"Hello!\xde\xad\xbe\xef");
    }
}
