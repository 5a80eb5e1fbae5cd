//! Pedigrees: from links to a tree of bounded size.

use crate::{
    AnimalError, Animals, Result,
    store::node::{Edge, Node, find_nodes, list_ancestor_edges},
};
use repti_model::{
    Action, Actor, AnimalId,
    animal::ParentSide,
    lineage::{Relative, Shown},
    pedigree::{PedigreeNode, PedigreeParent},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

impl Animals {
    /// The pedigree of an own or a public animal, at most five generations. Beyond, ask for an ancestor's own.
    ///
    /// # Errors
    /// When the animal has no page for the actor.
    pub async fn pedigree(&self, actor: &Actor, id: AnimalId, generations: u8) -> Result<PedigreeNode> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        read_pedigree(&mut tx, id, generations).await
    }
}

/// Reads a pedigree as the connection's vivarium, or without one the public, may see it.
pub(crate) async fn read_pedigree(tx: &mut PgConnection, root: AnimalId, generations: u8) -> Result<PedigreeNode> {
    let generations = generations.min(PedigreeNode::MAX_GENERATIONS);
    let mut edges = list_ancestor_edges(tx, root, i32::from(generations)).await?;
    let mut ids: Vec<Uuid> = edges.iter().flat_map(|edge| [edge.child, edge.parent]).chain([root.0]).collect();
    ids.sort_unstable();
    ids.dedup();
    let nodes = find_nodes(tx, &ids).await?;
    if nodes.get(&root.0).is_none_or(|node| node.relative.id.is_none()) {
        return Err(AnimalError::NotFound("animal"));
    }
    edges.sort_by(|a, b| b.chance.value().total_cmp(&a.chance.value()).then(a.parent.cmp(&b.parent)));
    let mut above: HashMap<Uuid, Vec<&Edge>> = HashMap::new();
    for edge in &edges {
        above.entry(edge.child).or_default().push(edge);
    }
    Ok(Tree { nodes: &nodes, above: &above }.grow(root.0, generations, true))
}

struct Tree<'a> {
    nodes: &'a HashMap<Uuid, Node>,
    above: &'a HashMap<Uuid, Vec<&'a Edge>>,
}

impl Tree<'_> {
    /// The tree above an animal. Only the likeliest candidate on each side is followed further, so an animal with many candidates on
    /// every side gives no more than 2^generations branches; a repeated ancestor is drawn wherever it stands.
    fn grow(&self, id: Uuid, generations: u8, follow: bool) -> PedigreeNode {
        let animal = self.nodes.get(&id).map_or_else(Relative::hidden, |node| node.relative.clone());
        let edges = self.above.get(&id).map_or(&[][..], Vec::as_slice);
        if animal.shown == Shown::Hidden || edges.is_empty() {
            return PedigreeNode::leaf(animal);
        }
        if generations == 0 || !follow {
            return PedigreeNode { more: true, ..PedigreeNode::leaf(animal) };
        }
        let side = |side: ParentSide| -> Vec<PedigreeParent> {
            edges
                .iter()
                .filter(|edge| edge.side == side)
                .enumerate()
                .map(|(place, edge)| PedigreeParent {
                    basis: edge.basis,
                    chance: edge.chance,
                    verification: edge.verification,
                    node: self.grow(edge.parent, generations - 1, place == 0),
                })
                .collect()
        };
        PedigreeNode { sires: side(ParentSide::Sire), dams: side(ParentSide::Dam), animal, more: false }
    }
}
