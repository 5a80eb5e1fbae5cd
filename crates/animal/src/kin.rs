//! Descendants and siblings.

use crate::{
    AnimalError, Animals, Result,
    store::node::{Node, SiblingRow, find_node, find_nodes, list_descendants, list_siblings},
};
use repti_db::{Cursor, keyset_page};
use repti_model::{
    Action, Actor, AnimalId,
    animal::DatePrecision,
    lineage::{Descendant, Relative, Sibling, SiblingKind},
    page::Page,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// How far down, and how many at most; further down, ask from a descendant.
const GENERATIONS: i32 = 5;
const MOST_DESCENDANTS: i32 = 5_000;
const MOST_SIBLINGS: i32 = 200;
const MOST_ROWS: usize = 200;

impl Animals {
    /// The descendants of an own or a public animal, children first: the actor's own and public ones.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn descendants(
        &self,
        actor: &Actor,
        id: AnimalId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<Descendant>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        read_descendants(&mut tx, id, cursor, limit).await
    }

    /// Those who share a parent with an own or a public animal: the actor's own and public ones.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn siblings(&self, actor: &Actor, id: AnimalId) -> Result<Vec<Sibling>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        read_siblings(&mut tx, id).await
    }
}

/// Reads a page of descendants.
pub(crate) async fn read_descendants(
    tx: &mut PgConnection,
    id: AnimalId,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<Descendant>> {
    with_page(tx, id).await?;
    let limit = limit.clamp(1, MOST_ROWS);
    let cursor = cursor.and_then(Cursor::<(i32, Uuid)>::decode);
    let all = list_descendants(tx, id, GENERATIONS, MOST_DESCENDANTS).await?;
    let rows: Vec<(i32, Uuid)> = match &cursor {
        None => all.into_iter().take(limit + 1).collect(),
        Some(Cursor::After(at)) => all.into_iter().filter(|row| row > at).take(limit + 1).collect(),
        Some(Cursor::Before(at)) => all.into_iter().rev().filter(|row| row < at).take(limit + 1).collect(),
    };
    let page = keyset_page(rows, limit, cursor.as_ref(), |row| *row);
    let mut nodes = find_nodes(tx, &ids(&page.items)).await?;
    Ok(page.map(|row| shown(&mut nodes, row)))
}

/// Reads the first children. A founder's descendants of five generations are thousands, of which a page that shows children needs none.
pub(crate) async fn read_offspring(tx: &mut PgConnection, id: AnimalId, limit: usize) -> Result<Vec<Descendant>> {
    let mut rows = list_descendants(tx, id, 1, MOST_DESCENDANTS).await?;
    rows.truncate(limit);
    let mut nodes = find_nodes(tx, &ids(&rows)).await?;
    Ok(rows.into_iter().map(|row| shown(&mut nodes, row)).collect())
}

fn ids(rows: &[(i32, Uuid)]) -> Vec<Uuid> {
    rows.iter().map(|row| row.1).collect()
}

fn shown(nodes: &mut HashMap<Uuid, Node>, (generation, id): (i32, Uuid)) -> Descendant {
    let animal = nodes.remove(&id).map_or_else(Relative::hidden, |node| node.relative);
    Descendant { animal, generation }
}

/// Reads siblings, the nearest kind first.
pub(crate) async fn read_siblings(tx: &mut PgConnection, id: AnimalId) -> Result<Vec<Sibling>> {
    let me = with_page(tx, id).await?;
    let rows = list_siblings(tx, id, MOST_SIBLINGS).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut nodes = find_nodes(tx, &ids).await?;
    let mut siblings: Vec<Sibling> = rows
        .into_iter()
        .filter_map(|row| {
            let animal = nodes.remove(&row.id)?.relative;
            Some(Sibling { kind: kind(&me, &animal, &row), certain: row.certain, animal })
        })
        .collect();
    siblings.sort_by(|a, b| (a.kind, !a.certain, a.animal.label()).cmp(&(b.kind, !b.certain, b.animal.label())));
    Ok(siblings)
}

fn kind(me: &Relative, other: &Relative, row: &SiblingRow) -> SiblingKind {
    let same_day = me.born.is_some_and(|born| born.precision() == DatePrecision::Day && other.born == Some(born));
    match (row.by_sire, row.by_dam) {
        (true, true) if same_day => SiblingKind::ClutchMate,
        (true, true) => SiblingKind::Full,
        (true, false) => SiblingKind::HalfBySire,
        (false, _) => SiblingKind::HalfByDam,
    }
}

/// The animal, when it has a page for whoever looks.
pub(crate) async fn with_page(tx: &mut PgConnection, id: AnimalId) -> Result<Relative> {
    let node = find_node(tx, id).await?;
    node.map(|node| node.relative).filter(|animal| animal.id.is_some()).ok_or(AnimalError::NotFound("animal"))
}
