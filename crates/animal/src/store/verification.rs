//! Verifications of parent claims. What may be written is decided by functions of the database's owner.

use super::{birth, node, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, ParentLinkId, VivariumId,
    animal::ParentSide,
    lineage::{
        Chance, OverturnedClaim, Relative, Shown, VerificationCase, VerificationEntry, VerificationParty,
        VerificationState, VerificationStep, VerificationWay,
    },
    registry::AnimalKind,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How a claim stands for whoever asks, with the claim taken for the rest of the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) party: VerificationParty,
    pub(crate) state: VerificationState,
    /// The request's time is over, and nobody has written that down yet.
    pub(crate) expired: bool,
    pub(crate) side: ParentSide,
    pub(crate) child_vivarium: VivariumId,
    pub(crate) parent_vivarium: VivariumId,
    /// Another vivarium keeps the parent, and shows it.
    pub(crate) askable: bool,
    /// Whoever asks belongs to one of the two vivariums.
    pub(crate) involved: bool,
    /// The same claim, recorded before, was declined in the last 30 days.
    pub(crate) declined_lately: bool,
    /// Requests of the child's vivarium in the last day.
    pub(crate) asked_today: i64,
}

/// `None` when no such claim stands, or whoever asks has no side in it.
pub(crate) async fn lock_claim(tx: &mut PgConnection, id: ParentLinkId) -> Result<Option<Standing>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT party AS "party!", state AS "state!", expired AS "expired!", side AS "side!",
                  child_vivarium AS "child_vivarium!", parent_vivarium AS "parent_vivarium!", askable AS "askable!",
                  involved AS "involved!", declined_lately AS "declined_lately!", asked_today AS "asked_today!"
           FROM animal.verification_lock($1)"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(Standing {
            party: word(&row.party)?,
            state: word(&row.state)?,
            expired: row.expired,
            side: word(&row.side)?,
            child_vivarium: row.child_vivarium.into(),
            parent_vivarium: row.parent_vivarium.into(),
            askable: row.askable,
            involved: row.involved,
            declined_lately: row.declined_lately,
            asked_today: row.asked_today,
        })
    })
    .transpose()
}

/// Takes a step on behalf of whoever the transaction names. `None` for a stranger.
pub(crate) async fn take_step(
    tx: &mut PgConnection,
    id: ParentLinkId,
    step: VerificationStep,
    message: &str,
) -> Result<Option<VerificationState>, AnimalError> {
    let state = sqlx::query_scalar!("SELECT animal.verification_take($1, $2, $3)", id.0, step.as_str(), message)
        .fetch_one(tx)
        .await?;
    state.map(|state| word(&state)).transpose()
}

/// Writes down that a request's time is over; `false` when it isn't, or the request was answered.
pub(crate) async fn expire(tx: &mut PgConnection, id: ParentLinkId) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.verification_expire($1) AS "expired!""#, id.0).fetch_one(tx).await?)
}

/// The state of a claim as the transaction's vivarium is told it.
pub(crate) async fn find_state(tx: &mut PgConnection, id: ParentLinkId) -> Result<VerificationState, AnimalError> {
    let state =
        sqlx::query_scalar!(r#"SELECT state AS "state!" FROM animal.link_verification WHERE link_id = $1"#, id.0)
            .fetch_optional(tx)
            .await?;
    state.map_or(Ok(VerificationState::Unverified), |state| word(&state))
}

/// Requests that wait for the transaction's vivarium.
pub(crate) async fn count_waiting(tx: &mut PgConnection) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.verifications_waiting() AS "count!""#).fetch_one(tx).await?)
}

/// The claims that the transaction's vivarium has a side in, the open ones first: of one animal, one of them, or all.
pub(crate) async fn list_cases(
    tx: &mut PgConnection,
    child: Option<AnimalId>,
    link: Option<ParentLinkId>,
) -> Result<Vec<VerificationCase>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT link_id AS "link!", mine AS "mine!", state AS "state!", expires_at AS "expires_at: Timestamp", side AS "side!",
                  basis AS "basis!", chance_numerator AS "numerator!", chance_denominator AS "denominator!",
                  child_id AS "child!", parent_id AS "parent!", child_code AS "code!", child_name AS "name!",
                  child_taxon AS "taxon!", child_sex AS "sex!", child_genotype_text AS "genotype_text!",
                  child_born_on AS "born_on: Date", child_born_precision AS "born_precision!", other
           FROM animal.verification_cases($1, $2)"#,
        child.map(|id| id.0),
        link.map(|id| id.0)
    )
    .fetch_all(&mut *tx)
    .await?;
    let links: Vec<Uuid> = rows.iter().map(|row| row.link).collect();
    let animals: Vec<Uuid> = rows.iter().flat_map(|row| [row.child, row.parent]).collect();
    let nodes = if animals.is_empty() { HashMap::new() } else { node::find_nodes(tx, &animals).await? };
    let mut steps = list_steps(tx, &links).await?;
    let relative = |id: Uuid| nodes.get(&id).map_or_else(Relative::hidden, |node| node.relative.clone());
    rows.into_iter()
        .map(|row| {
            let mine: VerificationParty = word(&row.mine)?;
            let parent = relative(row.parent);
            let mut child = relative(row.child);
            if matches!(child.shown, Shown::Hidden | Shown::LineageOnly) {
                // Its owner shows it to the one who is asked, as the form of the request said.
                child = Relative {
                    shown: Shown::LineageOnly,
                    id: None,
                    code: row.code,
                    name: row.name,
                    kind: AnimalKind::Held,
                    taxon: Some(row.taxon),
                    sex: word(&row.sex)?,
                    genotype_text: row.genotype_text,
                    born: birth(row.born_on, &row.born_precision)?,
                    archived: false,
                    breeder: None,
                };
            }
            Ok(VerificationCase {
                link_id: row.link.into(),
                mine,
                child,
                side: word(&row.side)?,
                way: if mine == VerificationParty::Parent {
                    VerificationWay::OtherBreeder
                } else {
                    VerificationWay::of(&parent)
                },
                parent,
                basis: word(&row.basis)?,
                chance: Chance::new(row.numerator, row.denominator).unwrap_or_default(),
                state: word(&row.state)?,
                other: row.other,
                expires_at: row.expires_at.map(Timestamp::to_jiff),
                steps: steps.remove(&row.link).unwrap_or_default(),
            })
        })
        .collect()
}

/// What was done on each of these claims, first to last.
pub(crate) async fn list_steps(
    tx: &mut PgConnection,
    links: &[Uuid],
) -> Result<HashMap<Uuid, Vec<VerificationEntry>>, AnimalError> {
    let mut steps: HashMap<Uuid, Vec<VerificationEntry>> = HashMap::new();
    if links.is_empty() {
        return Ok(steps);
    }
    let rows = sqlx::query!(
        r#"SELECT link_id AS "link!", step AS "step!", party AS "party!", message AS "message!", at AS "at!: Timestamp", done_by
           FROM animal.verification_steps($1)"#,
        links
    )
    .fetch_all(tx)
    .await?;
    for row in rows {
        let entry = VerificationEntry {
            step: word(&row.step)?,
            party: word(&row.party)?,
            message: row.message,
            by: row.done_by,
            at: row.at.to_jiff(),
        };
        steps.entry(row.link).or_default().push(entry);
    }
    Ok(steps)
}

/// The claims on an own or a public animal that staff have overturned, the latest first.
pub(crate) async fn list_overturned(
    tx: &mut PgConnection,
    child: AnimalId,
) -> Result<Vec<OverturnedClaim>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT parent_id AS "parent!", side AS "side!", at AS "at!: Timestamp" FROM animal.overturned_claims($1)"#,
        child.0
    )
    .fetch_all(&mut *tx)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.parent).collect();
    let nodes = node::find_nodes(tx, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let parent = nodes.get(&row.parent).map_or_else(Relative::hidden, |node| node.relative.clone());
            Ok(OverturnedClaim { side: word(&row.side)?, parent, at: row.at.to_jiff() })
        })
        .collect()
}
