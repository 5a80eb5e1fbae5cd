//! Claims of parents.

use super::{birth, node, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, ParentLinkId, PersonId, TaxonId, VivariumId,
    animal::{BirthDate, Origin, ParentBasis, ParentSide},
    lineage::{Chance, ParentClaim, Relative},
};
use sqlx::PgConnection;
use uuid::Uuid;

struct LinkRow {
    id: Uuid,
    version: i32,
    child_id: Uuid,
    parent_id: Uuid,
    side: String,
    basis: String,
    chance_numerator: i32,
    chance_denominator: i32,
    note: String,
    created_at: Timestamp,
    declared_by: Option<String>,
}

/// A claim with the id of its parent, which the claim itself gives only where the parent shows.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) parent_id: AnimalId,
    pub(crate) claim: ParentClaim,
}

/// The claims that stand on an animal, sires first, the likeliest first.
pub(crate) async fn list_links(tx: &mut PgConnection, child: AnimalId) -> Result<Vec<Link>, AnimalError> {
    let rows = sqlx::query_as!(
        LinkRow,
        r#"SELECT l.id, l.version, l.child_id, l.parent_id, l.side, l.basis, l.chance_numerator, l.chance_denominator, l.note,
                  l.created_at, p.display_name AS "declared_by?"
           FROM animal.parent_link l LEFT JOIN core.person p ON p.id = l.declared_by
           WHERE l.child_id = $1 AND l.retracted_at IS NULL
           ORDER BY l.side DESC, l.chance_numerator::float8 / l.chance_denominator DESC, l.id"#,
        child.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.parent_id).collect();
    let nodes = if ids.is_empty() { std::collections::HashMap::new() } else { node::find_nodes(tx, &ids).await? };
    rows.into_iter()
        .map(|row| {
            let parent = nodes.get(&row.parent_id).map_or_else(Relative::hidden, |node| node.relative.clone());
            row.into_link(parent)
        })
        .collect()
}

/// The animal whose claim this is, if it stands and is the transaction's vivarium's.
pub(crate) async fn find_child(tx: &mut PgConnection, id: ParentLinkId) -> Result<Option<AnimalId>, AnimalError> {
    let child =
        sqlx::query_scalar!("SELECT child_id FROM animal.parent_link WHERE id = $1 AND retracted_at IS NULL", id.0)
            .fetch_optional(tx)
            .await?;
    Ok(child.map(AnimalId))
}

/// A claim to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewLink<'a> {
    pub(crate) vivarium: VivariumId,
    pub(crate) child: AnimalId,
    pub(crate) parent: AnimalId,
    pub(crate) side: ParentSide,
    pub(crate) basis: ParentBasis,
    pub(crate) chance: Chance,
    pub(crate) note: &'a str,
    pub(crate) by: Option<PersonId>,
}

pub(crate) async fn insert_link(tx: &mut PgConnection, link: &NewLink<'_>) -> Result<ParentLinkId, AnimalError> {
    let id = ParentLinkId::new();
    sqlx::query!(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis, chance_numerator, chance_denominator,
             note, declared_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id.0,
        link.vivarium.0,
        link.child.0,
        link.parent.0,
        link.side.as_str(),
        link.basis.as_str(),
        link.chance.numerator(),
        link.chance.denominator(),
        link.note,
        link.by.map(|person| person.0)
    )
    .execute(tx)
    .await?;
    Ok(id)
}

pub(crate) async fn update_link(
    tx: &mut PgConnection,
    id: ParentLinkId,
    basis: ParentBasis,
    chance: Chance,
    note: &str,
) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.parent_link SET basis = $2, chance_numerator = $3, chance_denominator = $4, note = $5 WHERE id = $1",
        id.0,
        basis.as_str(),
        chance.numerator(),
        chance.denominator(),
        note
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn retract_link(tx: &mut PgConnection, id: ParentLinkId, person: PersonId) -> Result<(), AnimalError> {
    sqlx::query!("UPDATE animal.parent_link SET retracted_at = now(), retracted_by = $2 WHERE id = $1", id.0, person.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// Waits until no other transaction writes links, in any vivarium, and keeps others waiting until this one ends.
pub(crate) async fn lock_lineage(tx: &mut PgConnection) -> Result<(), AnimalError> {
    sqlx::query!("SELECT animal.lock_lineage()").execute(tx).await?;
    Ok(())
}

/// Whether a parent would make the child its own ancestor.
pub(crate) async fn closes_cycle(
    tx: &mut PgConnection,
    child: AnimalId,
    parent: AnimalId,
) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(r#"SELECT animal.closes_cycle($1, $2) AS "closes!""#, child.0, parent.0)
        .fetch_one(tx)
        .await?)
}

/// All links (child, parent) among the ancestors of an animal.
pub(crate) async fn list_edges_above(tx: &mut PgConnection, root: AnimalId) -> Result<Vec<(Uuid, Uuid)>, AnimalError> {
    let rows =
        sqlx::query!(r#"SELECT child_id AS "child!", parent_id AS "parent!" FROM animal.ancestor_edges($1)"#, root.0)
            .fetch_all(tx)
            .await?;
    Ok(rows.into_iter().map(|row| (row.child, row.parent)).collect())
}

/// A claim, in any vivarium, that names an animal of this one as a parent.
#[derive(Debug, Clone)]
pub(crate) struct ClaimOn {
    pub(crate) link: ParentLinkId,
    pub(crate) side: ParentSide,
    /// The child is this vivarium's too.
    pub(crate) own: bool,
    pub(crate) born: Option<BirthDate>,
    pub(crate) taxon: TaxonId,
    pub(crate) hybrid: bool,
    pub(crate) origin: Origin,
    pub(crate) label: String,
}

pub(crate) async fn list_claims_on(tx: &mut PgConnection, parent: AnimalId) -> Result<Vec<ClaimOn>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT link_id AS "link!", side AS "side!", own AS "own!", born_on AS "born_on: Date",
                  born_precision AS "born_precision!", taxon_id AS "taxon!", hybrid AS "hybrid!", origin AS "origin!",
                  code AS "code!", name AS "name!"
           FROM animal.claims_on($1)"#,
        parent.0
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ClaimOn {
                link: row.link.into(),
                side: word(&row.side)?,
                own: row.own,
                born: birth(row.born_on, &row.born_precision)?,
                taxon: row.taxon.into(),
                hybrid: row.hybrid,
                origin: word(&row.origin)?,
                label: crate::checks::label(&row.name, &row.code),
            })
        })
        .collect()
}

impl LinkRow {
    fn into_link(self, parent: Relative) -> Result<Link, AnimalError> {
        Ok(Link {
            parent_id: AnimalId(self.parent_id),
            claim: ParentClaim {
                id: ParentLinkId(self.id),
                version: self.version,
                child_id: AnimalId(self.child_id),
                side: word(&self.side)?,
                parent,
                basis: word(&self.basis)?,
                chance: Chance::new(self.chance_numerator, self.chance_denominator).unwrap_or_default(),
                note: self.note,
                declared_by: self.declared_by,
                declared_at: self.created_at.to_jiff(),
            },
        })
    }
}
