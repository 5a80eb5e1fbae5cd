//! The catalogue of genes: published versions, proposals, and what is said of them. Of no vivarium; staff write it.

use super::word;
use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_genetics::catalogue::Texts;
use repti_model::{
    CatalogueProposalId, PersonId, TaxonId,
    catalogue::{
        CatalogueEdit, CatalogueVersion, NewProposal, Proposal, ProposalComment, ProposalState, ProposalSummary,
    },
};
use sqlx::PgConnection;
use uuid::Uuid;

/// A published version.
pub(crate) struct Stored {
    pub(crate) number: i32,
    pub(crate) published_at: jiff::Timestamp,
    pub(crate) texts: Texts,
}

/// The newest version's number; 0 before there is one.
pub(crate) async fn newest_number(connection: &mut PgConnection) -> Result<i32, AnimalError> {
    let number = sqlx::query_scalar!(r#"SELECT coalesce(max(number), 0) AS "number!" FROM animal.catalogue_version"#)
        .fetch_one(connection)
        .await?;
    Ok(number)
}

pub(crate) async fn get_version(connection: &mut PgConnection, number: i32) -> Result<Option<Stored>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT number, published_at AS "published_at: Timestamp", genes, combos, supplement
           FROM animal.catalogue_version WHERE number = $1"#,
        number
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Stored {
        number: row.number,
        published_at: row.published_at.to_jiff(),
        texts: Texts { genes: row.genes, combos: row.combos, supplement: row.supplement },
    }))
}

/// The versions from the newest down, with who published them.
pub(crate) async fn list_versions(connection: &mut PgConnection) -> Result<Vec<CatalogueVersion>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT v.number, v.summary, v.published_at AS "published_at: Timestamp", v.proposal_id,
                  p.display_name AS "published_by?"
           FROM animal.catalogue_version v LEFT JOIN core.person p ON p.id = v.published_by
           ORDER BY v.number DESC LIMIT 1000"#
    )
    .fetch_all(connection)
    .await?;
    let version = rows.into_iter().map(|row| CatalogueVersion {
        number: row.number,
        summary: row.summary,
        published_at: row.published_at.to_jiff(),
        published_by: row.published_by,
        proposal: row.proposal_id.map(CatalogueProposalId),
    });
    Ok(version.collect())
}

/// Writes what came with the program as the first version, unless there is one.
pub(crate) async fn insert_first(connection: &mut PgConnection, texts: &Texts) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.catalogue_version (number, summary, genes, combos, supplement)
         VALUES (1, 'What came with the program', $1, $2, $3) ON CONFLICT (number) DO NOTHING",
        texts.genes,
        texts.combos,
        texts.supplement
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes a published version. Two at once: the second breaks the key, and is told to try again.
pub(crate) async fn insert_version(
    connection: &mut PgConnection,
    number: i32,
    proposal: &Proposal,
    by: PersonId,
    texts: &Texts,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.catalogue_version (number, summary, genes, combos, supplement, proposal_id, published_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        number,
        proposal.said.title,
        texts.genes,
        texts.combos,
        texts.supplement,
        proposal.id.0,
        by.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn insert_proposal(
    connection: &mut PgConnection,
    by: PersonId,
    base: i32,
    said: &NewProposal,
) -> Result<CatalogueProposalId, AnimalError> {
    let id = CatalogueProposalId::new();
    sqlx::query!(
        "INSERT INTO animal.catalogue_proposal (id, title, reason, sources, base, created_by) VALUES ($1, $2, $3, $4, $5, $6)",
        id.0,
        said.title,
        said.reason,
        said.sources,
        base,
        by.0
    )
    .execute(connection)
    .await?;
    Ok(id)
}

/// A proposal, locked to the end of the transaction where it shall be changed.
pub(crate) async fn get_proposal(
    connection: &mut PgConnection,
    id: CatalogueProposalId,
) -> Result<Option<Proposal>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT c.id, c.title, c.reason, c.sources, c.state, c.base, c.edits, c.version, c.created_by, c.decision, c.published,
                  c.created_at AS "created_at: Timestamp", c.updated_at AS "updated_at: Timestamp",
                  a.display_name AS author, d.display_name AS "decided_by?"
           FROM animal.catalogue_proposal c
           JOIN core.person a ON a.id = c.created_by
           LEFT JOIN core.person d ON d.id = c.decided_by
           WHERE c.id = $1 FOR UPDATE OF c"#,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Proposal {
        id: CatalogueProposalId(row.id),
        said: NewProposal { title: row.title, reason: row.reason, sources: row.sources },
        state: word(&row.state)?,
        base: row.base,
        edits: serde_json::from_value(row.edits)?,
        version: row.version,
        author: PersonId(row.created_by),
        author_name: row.author,
        created_at: row.created_at.to_jiff(),
        updated_at: row.updated_at.to_jiff(),
        decided_by: row.decided_by,
        decision: row.decision,
        published: row.published,
    }))
}

/// Proposals of a state, or of any; of one author, or of anybody. The last changed first.
pub(crate) async fn list_proposals(
    connection: &mut PgConnection,
    state: Option<ProposalState>,
    author: Option<PersonId>,
) -> Result<Vec<ProposalSummary>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.title, c.state, c.published, c.updated_at AS "updated_at: Timestamp", a.display_name AS author,
                  jsonb_array_length(c.edits) AS "edits!",
                  (SELECT count(*) FROM animal.catalogue_comment m WHERE m.proposal_id = c.id) AS "comments!"
           FROM animal.catalogue_proposal c JOIN core.person a ON a.id = c.created_by
           WHERE ($1 = '' OR c.state = $1) AND ($2::uuid IS NULL OR c.created_by = $2)
           ORDER BY c.updated_at DESC LIMIT 200"#,
        state.map_or("", ProposalState::as_str),
        author.map(|author| author.0)
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ProposalSummary {
                id: CatalogueProposalId(row.id),
                title: row.title,
                state: word(&row.state)?,
                author_name: row.author,
                edits: row.edits,
                comments: row.comments,
                updated_at: row.updated_at.to_jiff(),
                published: row.published,
            })
        })
        .collect()
}

pub(crate) async fn count_open(connection: &mut PgConnection) -> Result<i64, AnimalError> {
    let count =
        sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM animal.catalogue_proposal WHERE state = 'open'"#)
            .fetch_one(connection)
            .await?;
    Ok(count)
}

/// Writes what its author may change.
pub(crate) async fn update_proposal(
    connection: &mut PgConnection,
    id: CatalogueProposalId,
    said: &NewProposal,
    base: i32,
    edits: &[CatalogueEdit],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.catalogue_proposal SET title = $2, reason = $3, sources = $4, base = $5, edits = $6 WHERE id = $1",
        id.0,
        said.title,
        said.reason,
        said.sources,
        base,
        serde_json::to_value(edits)?
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts it into another state; who decided stands there for the final ones.
pub(crate) async fn move_proposal(
    connection: &mut PgConnection,
    id: CatalogueProposalId,
    state: ProposalState,
    by: PersonId,
    decision: &str,
    published: Option<i32>,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.catalogue_proposal SET state = $2, decided_by = $3, decision = $4, published = $5 WHERE id = $1",
        id.0,
        state.as_str(),
        Some(by.0).filter(|_| !state.is_pending()),
        decision,
        published
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn insert_comment(
    connection: &mut PgConnection,
    id: CatalogueProposalId,
    by: PersonId,
    text: &str,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.catalogue_comment (proposal_id, person_id, text) VALUES ($1, $2, $3)",
        id.0,
        by.0,
        text
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What was said, in order.
pub(crate) async fn list_comments(
    connection: &mut PgConnection,
    id: CatalogueProposalId,
) -> Result<Vec<ProposalComment>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT p.display_name AS by, c.at AS "at: Timestamp", c.text
           FROM animal.catalogue_comment c JOIN core.person p ON p.id = c.person_id
           WHERE c.proposal_id = $1 ORDER BY c.id LIMIT 500"#,
        id.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| ProposalComment { by: row.by, at: row.at.to_jiff(), text: row.text }).collect())
}

/// What so many animals have on record alike.
pub(crate) struct Recorded {
    pub(crate) text: String,
    /// `slug copies`.
    pub(crate) claims: Vec<String>,
    pub(crate) animals: u64,
}

/// A page of what a species' animals have on record, and where the next begins; staff's alone.
pub(crate) async fn list_recorded(
    connection: &mut PgConnection,
    taxon: TaxonId,
    after: Option<Uuid>,
    most: i32,
) -> Result<(Vec<Recorded>, Option<Uuid>), AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT last_id AS "last!", genotype_text AS "text!", claims AS "claims!", animals AS "animals!"
           FROM animal.genotypes_recorded($1, $2, $3)"#,
        taxon.0,
        after,
        most
    )
    .fetch_all(connection)
    .await?;
    let last = rows.first().map(|row| row.last);
    let recorded = rows.into_iter().map(|row| Recorded {
        text: row.text,
        claims: row.claims,
        animals: u64::try_from(row.animals).unwrap_or_default(),
    });
    Ok((recorded.collect(), last))
}

/// Public animals of a species with one of these texts: id, name or code, text.
pub(crate) async fn list_public_with(
    connection: &mut PgConnection,
    taxon: TaxonId,
    texts: &[String],
    most: i64,
) -> Result<Vec<(Uuid, String, String)>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", CASE WHEN name = '' THEN code ELSE name END AS "name!", genotype_text AS "text!"
           FROM animal.public_animal WHERE taxon_id = $1 AND genotype_text = ANY ($2) ORDER BY id DESC LIMIT $3"#,
        taxon.0,
        texts,
        most
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.text)).collect())
}
