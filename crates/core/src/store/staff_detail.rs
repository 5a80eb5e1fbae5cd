//! One person or one vivarium, as staff see it.

use repti_db::Tx;
use repti_model::{
    PersonId, VivariumId,
    staff::{PersonMembership, VivariumMember},
};

/// What stands beside a person's row.
pub(crate) struct About {
    pub(crate) email_verified: bool,
    pub(crate) sessions: i64,
}

pub(crate) async fn about(tx: &mut Tx, person: PersonId) -> sqlx::Result<About> {
    sqlx::query_as!(
        About,
        r#"SELECT email_verified_at IS NOT NULL AS "email_verified!",
                  (SELECT count(*) FROM core.session s
                   WHERE s.person_id = p.id AND s.revoked_at IS NULL AND s.expires_at > now()
                     AND s.last_seen_at > now() - make_interval(secs => s.idle_seconds)) AS "sessions!"
           FROM core.person p WHERE p.id = $1"#,
        person.0,
    )
    .fetch_one(&mut **tx)
    .await
}

pub(crate) async fn memberships(tx: &mut Tx, person: PersonId) -> sqlx::Result<Vec<PersonMembership>> {
    let rows = sqlx::query!(
        r#"SELECT v.id, v.name, v.slug, m.role, m.created_at, v.suspended_at IS NOT NULL AS "suspended!"
           FROM core.membership m JOIN core.vivarium v ON v.id = m.vivarium_id
           WHERE m.person_id = $1 AND m.status = 'active' ORDER BY lower(v.name), v.id LIMIT 200"#,
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(PersonMembership {
                vivarium_id: row.id.into(),
                name: row.name,
                slug: row.slug,
                role: row.role.parse().ok()?,
                since: row.created_at.to_jiff(),
                suspended: row.suspended,
            })
        })
        .collect())
}

/// Location, website and time zone.
pub(crate) async fn profile(tx: &mut Tx, id: VivariumId) -> sqlx::Result<(String, String, String)> {
    let row = sqlx::query!("SELECT location, website, time_zone FROM core.vivarium WHERE id = $1", id.0)
        .fetch_one(&mut **tx)
        .await?;
    Ok((row.location, row.website, row.time_zone))
}

pub(crate) async fn members(tx: &mut Tx, id: VivariumId) -> sqlx::Result<Vec<VivariumMember>> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.display_name, p.email, m.role, m.created_at, p.suspended_at IS NOT NULL AS "suspended!"
           FROM core.membership m JOIN core.person p ON p.id = m.person_id
           WHERE m.vivarium_id = $1 AND m.status = 'active' ORDER BY lower(p.display_name), p.id LIMIT 500"#,
        id.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(VivariumMember {
                person_id: row.id.into(),
                display_name: row.display_name,
                email: row.email,
                role: row.role.parse().ok()?,
                since: row.created_at.to_jiff(),
                suspended: row.suspended,
            })
        })
        .collect())
}
