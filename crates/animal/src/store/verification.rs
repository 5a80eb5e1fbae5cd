//! Verifications of claims. What may be written is decided by functions of the database's owner.

use super::{birth, claim::claimed, evidence, node, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, GenotypeClaimId, ParentLinkId, VivariumId,
    animal::ParentSide,
    genotype::{ClaimLook, GeneVerification},
    lineage::{
        Chance, ClaimSaid, OverturnedClaim, Relative, Shown, VerificationCase, VerificationEntry, VerificationParty,
        VerificationState, VerificationStep, VerificationWay, VerifiedClaim,
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
    /// Of a parent claim.
    pub(crate) side: Option<ParentSide>,
    pub(crate) child_vivarium: VivariumId,
    /// Who is asked, or would be; nobody for a gene of an animal without a parent of another vivarium.
    pub(crate) parent_vivarium: Option<VivariumId>,
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
pub(crate) async fn lock_claim(tx: &mut PgConnection, id: VerifiedClaim) -> Result<Option<Standing>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT party AS "party!", state AS "state!", expired AS "expired!", side,
                  child_vivarium AS "child_vivarium!", parent_vivarium, askable AS "askable!",
                  involved AS "involved!", declined_lately AS "declined_lately!", asked_today AS "asked_today!"
           FROM animal.verification_lock($1)"#,
        id.uuid()
    )
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(Standing {
            party: word(&row.party)?,
            state: word(&row.state)?,
            expired: row.expired,
            side: row.side.as_deref().map(word).transpose()?,
            child_vivarium: row.child_vivarium.into(),
            parent_vivarium: row.parent_vivarium.map(VivariumId),
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
    id: VerifiedClaim,
    step: VerificationStep,
    message: &str,
) -> Result<Option<VerificationState>, AnimalError> {
    let state = sqlx::query_scalar!("SELECT animal.verification_take($1, $2, $3)", id.uuid(), step.as_str(), message)
        .fetch_one(tx)
        .await?;
    state.map(|state| word(&state)).transpose()
}

/// Writes down that a request's time is over; `false` when it isn't, or the request was answered.
pub(crate) async fn expire(tx: &mut PgConnection, subject: Uuid) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.verification_expire($1) AS "expired!""#, subject).fetch_one(tx).await?)
}

/// The state of a parent claim as the transaction's vivarium is told it.
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
    claim: Option<VerifiedClaim>,
) -> Result<Vec<VerificationCase>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT link_id AS link, claim_id AS gene_claim, mine AS "mine!", state AS "state!", expires_at AS "expires_at: Timestamp", side,
                  basis AS "basis!", chance_numerator AS "numerator!", chance_denominator AS "denominator!", gene, copies, carried_on,
                  child_id AS "child!", parent_id AS "parent!", child_code AS "code!", child_name AS "name!",
                  child_taxon AS "taxon!", child_sex AS "sex!", child_genotype_text AS "genotype_text!",
                  child_born_on AS "born_on: Date", child_born_precision AS "born_precision!", other
           FROM animal.verification_cases($1, $2)"#,
        child.map(|id| id.0),
        claim.map(VerifiedClaim::uuid)
    )
    .fetch_all(&mut *tx)
    .await?;
    let subjects: Vec<Uuid> = rows.iter().filter_map(|row| row.link.or(row.gene_claim)).collect();
    let animals: Vec<Uuid> = rows.iter().flat_map(|row| [row.child, row.parent]).collect();
    let nodes = if animals.is_empty() { HashMap::new() } else { node::find_nodes(tx, &animals).await? };
    let mut steps = list_steps(tx, &subjects).await?;
    let mut files = evidence::list_files(tx, &subjects).await?;
    let relative = |id: Uuid| nodes.get(&id).map_or_else(Relative::hidden, |node| node.relative.clone());
    rows.into_iter()
        .filter_map(|row| Some((subject_of(row.link, row.gene_claim)?, row)))
        .map(|(claim, row)| {
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
            let way = match (mine, claim) {
                (VerificationParty::Parent, _) => VerificationWay::OtherBreeder,
                (_, VerifiedClaim::Parent(_)) => VerificationWay::of(&parent),
                (_, VerifiedClaim::Gene(_)) => VerificationWay::of_gene([&parent]),
            };
            Ok(VerificationCase {
                claim,
                mine,
                child,
                said: said(Said {
                    side: row.side,
                    basis: row.basis,
                    chance: (row.numerator, row.denominator),
                    gene: row.gene,
                    copies: row.copies,
                    carried_on: row.carried_on,
                })?,
                parent,
                state: word(&row.state)?,
                way,
                other: row.other,
                expires_at: row.expires_at.map(Timestamp::to_jiff),
                steps: steps.remove(&claim.uuid()).unwrap_or_default(),
                files: files.remove(&claim.uuid()).unwrap_or_default(),
            })
        })
        .collect()
}

/// Which claim a row is about: one of its two ids is set.
pub(super) fn subject_of(link: Option<Uuid>, claim: Option<Uuid>) -> Option<VerifiedClaim> {
    link.map(|id| ParentLinkId(id).into()).or_else(|| claim.map(|id| GenotypeClaimId(id).into()))
}

/// The columns of a claim, of either kind.
pub(super) struct Said {
    pub(super) side: Option<String>,
    pub(super) basis: String,
    pub(super) chance: (i32, i32),
    pub(super) gene: Option<String>,
    pub(super) copies: Option<i32>,
    pub(super) carried_on: Option<String>,
}

/// What a claim says. The words of a gene come from the catalogue, which the store doesn't know.
pub(super) fn said(row: Said) -> Result<ClaimSaid, AnimalError> {
    Ok(match row.side {
        Some(side) => ClaimSaid::Parent {
            side: word(&side)?,
            basis: word(&row.basis)?,
            chance: Chance::new(row.chance.0, row.chance.1).unwrap_or_default(),
        },
        None => {
            let gene = row.gene.unwrap_or_default();
            ClaimSaid::Gene {
                words: gene.clone(),
                claimed: claimed(gene, row.copies, row.chance, row.carried_on.as_deref())?,
                look: ClaimLook::Unknown,
                basis: word(&row.basis)?,
            }
        }
    })
}

/// What was done on each of these claims, first to last.
pub(crate) async fn list_steps(
    tx: &mut PgConnection,
    subjects: &[Uuid],
) -> Result<HashMap<Uuid, Vec<VerificationEntry>>, AnimalError> {
    let mut steps: HashMap<Uuid, Vec<VerificationEntry>> = HashMap::new();
    if subjects.is_empty() {
        return Ok(steps);
    }
    let rows = sqlx::query!(
        r#"SELECT subject_id AS "subject!", id AS "id!", step AS "step!", party AS "party!", message AS "message!",
                  at AS "at!: Timestamp", done_by
           FROM animal.verification_steps($1)"#,
        subjects
    )
    .fetch_all(tx)
    .await?;
    for row in rows {
        let entry = VerificationEntry {
            id: row.id,
            step: word(&row.step)?,
            party: word(&row.party)?,
            message: row.message,
            by: row.done_by,
            at: row.at.to_jiff(),
        };
        steps.entry(row.subject).or_default().push(entry);
    }
    Ok(steps)
}

/// How the claims about an own or a public animal's genes stand with whoever was asked, the latest first; the words still without the catalogue.
pub(crate) async fn list_gene_verifications(
    tx: &mut PgConnection,
    animal: AnimalId,
) -> Result<Vec<GeneVerification>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT claim_id AS "claim!", state AS "state!", witness, at AS "at!: Timestamp", gene AS "gene!", copies,
                  chance_numerator AS "numerator!", chance_denominator AS "denominator!", carried_on
           FROM animal.gene_verifications($1)"#,
        animal.0
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(GeneVerification {
                claim_id: row.claim.into(),
                words: row.gene.clone(),
                claimed: claimed(row.gene, row.copies, (row.numerator, row.denominator), row.carried_on.as_deref())?,
                look: ClaimLook::Unknown,
                state: word(&row.state)?,
                by: row.witness,
                at: row.at.to_jiff(),
            })
        })
        .collect()
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
