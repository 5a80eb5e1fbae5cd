//! Animals as they show in a tree to whoever looks, across vivariums.

use super::{birth, word};
use crate::AnimalError;
use jiff_sqlx::Date;
use repti_model::{
    AnimalId, TaxonId,
    animal::{ParentBasis, ParentSide},
    lineage::{BreederRef, Chance, Relative, Shown, VerificationState},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// A node with what the checks of a claim need, masked like the rest.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) relative: Relative,
    pub(crate) taxon_id: Option<TaxonId>,
    pub(crate) died_on: Option<jiff::civil::Date>,
}

/// A claim on the way up a tree.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) child: Uuid,
    pub(crate) parent: Uuid,
    pub(crate) side: ParentSide,
    pub(crate) basis: ParentBasis,
    pub(crate) chance: Chance,
    pub(crate) verification: VerificationState,
}

/// The animals with these ids, as the transaction's vivarium (or, without one, the public) may see them.
pub(crate) async fn find_nodes(tx: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Node>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", shown AS "shown!", name AS "name!", code AS "code!", taxon_id, taxon_name, sex AS "sex!",
                  genotype_text AS "genotype_text!", born_on AS "born_on: Date", born_precision AS "born_precision!",
                  died_on AS "died_on: Date", kind AS "kind!", vivarium_slug, vivarium_name, archived AS "archived!"
           FROM animal.nodes_of($1)"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let shown: Shown = word(&row.shown)?;
            let breeder = match (shown, row.vivarium_slug, row.vivarium_name) {
                (Shown::Public, Some(slug), Some(name)) => Some(BreederRef { slug, name }),
                _ => None,
            };
            let relative = Relative {
                shown,
                id: matches!(shown, Shown::Own | Shown::Public).then_some(AnimalId(row.id)),
                code: row.code,
                name: row.name,
                kind: word(&row.kind)?,
                taxon: row.taxon_name,
                sex: word(&row.sex)?,
                genotype_text: row.genotype_text,
                born: birth(row.born_on, &row.born_precision)?,
                archived: row.archived,
                breeder,
            };
            let died_on = row.died_on.map(Date::to_jiff);
            Ok((row.id, Node { relative, taxon_id: row.taxon_id.map(TaxonId), died_on }))
        })
        .collect()
}

/// One animal of [`find_nodes`].
pub(crate) async fn find_node(tx: &mut PgConnection, id: AnimalId) -> Result<Option<Node>, AnimalError> {
    Ok(find_nodes(tx, &[id.0]).await?.remove(&id.0))
}

/// The claims within so many generations above an animal.
pub(crate) async fn list_ancestor_edges(
    tx: &mut PgConnection,
    root: AnimalId,
    generations: i32,
) -> Result<Vec<Edge>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT a.child_id AS "child!", a.parent_id AS "parent!", a.side AS "side!", a.basis AS "basis!",
                  a.chance_numerator AS "numerator!", a.chance_denominator AS "denominator!",
                  coalesce(v.state, 'unverified') AS "state!"
           FROM animal.ancestor_links($1, $2) a LEFT JOIN animal.link_verification v ON v.link_id = a.link_id"#,
        root.0,
        generations
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Edge {
                child: row.child,
                parent: row.parent,
                side: word(&row.side)?,
                basis: word(&row.basis)?,
                chance: Chance::new(row.numerator, row.denominator).unwrap_or_default(),
                verification: word::<VerificationState>(&row.state)?.told(),
            })
        })
        .collect()
}

/// Descendants with their generation, nearest first.
pub(crate) async fn list_descendants(
    tx: &mut PgConnection,
    root: AnimalId,
    generations: i32,
    most: i32,
) -> Result<Vec<(i32, Uuid)>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", generation AS "generation!" FROM animal.descendants($1, $2, $3) ORDER BY generation, id"#,
        root.0,
        generations,
        most
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.generation, row.id)).collect())
}

/// An animal that shares a parent.
pub(crate) struct SiblingRow {
    pub(crate) id: Uuid,
    pub(crate) by_sire: bool,
    pub(crate) by_dam: bool,
    pub(crate) certain: bool,
}

/// Those who share a parent with an animal.
pub(crate) async fn list_siblings(
    tx: &mut PgConnection,
    of: AnimalId,
    most: i32,
) -> Result<Vec<SiblingRow>, AnimalError> {
    Ok(sqlx::query_as!(
        SiblingRow,
        r#"SELECT id AS "id!", by_sire AS "by_sire!", by_dam AS "by_dam!", certain AS "certain!" FROM animal.siblings($1, $2)"#,
        of.0,
        most
    )
    .fetch_all(tx)
    .await?)
}
