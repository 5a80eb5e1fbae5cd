//! How related animals are: the table of a selection, and what young of two would be.

mod pair;
mod table;

use crate::{
    AnimalError, Animals, Result,
    reckon::reckon,
    store::{ancestry::list_claims, node::find_nodes},
    tree::read_pedigree,
};
use pair::Pair;
use repti_model::{
    Action, Actor, AnimalId,
    ancestry::Ancestry,
    kinship::{Closeness, KinshipQuery, KinshipTable, SharedAncestor, WhatIf},
    lineage::Relative,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

impl Animals {
    /// The kinship of each of some own or public animals with each, from the ancestors that the actor may see.
    ///
    /// # Errors
    /// Too few or too many animals, or one that has no page for the actor.
    pub async fn kinship(&self, actor: &Actor, query: &KinshipQuery) -> Result<KinshipTable> {
        actor.require(Action::Read)?;
        let ids = query.distinct()?;
        let roots: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let mut tx = self.db.begin(actor).await?;
        let animals = with_pages(&mut tx, &roots).await?;
        let claims = list_claims(&mut tx, &roots, Ancestry::MOST).await?;
        drop(tx);
        reckon(actor.person_id, move || table::of(&claims, animals, &roots)).await
    }

    /// What the young of two own or public animals would be, from the ancestors that the actor may see. Nothing is refused for sex or species:
    /// the answer says it, and how related the two are all the same.
    ///
    /// # Errors
    /// An animal that has no page for the actor, or one animal twice.
    pub async fn what_if(&self, actor: &Actor, sire: AnimalId, dam: AnimalId) -> Result<WhatIf> {
        actor.require(Action::Read)?;
        if sire == dam {
            return Err(AnimalError::field("dam", "Choose two different animals."));
        }
        let roots = [sire.0, dam.0];
        let mut tx = self.db.begin(actor).await?;
        let of_sire = read_pedigree(&mut tx, sire, WhatIf::GENERATIONS).await?;
        let of_dam = read_pedigree(&mut tx, dam, WhatIf::GENERATIONS).await?;
        let claims = list_claims(&mut tx, &roots, Ancestry::MOST).await?;
        drop(tx);
        let pair = reckon(actor.person_id, move || Pair::of(&claims, roots)).await?;
        let mut tx = self.db.begin(actor).await?;
        let shared = named(&mut tx, &pair).await?;
        Ok(WhatIf {
            sire: of_sire,
            dam: of_dam,
            closeness: Closeness::of(pair.relation.kinship),
            relationship: pair.relation.relationship,
            young: pair.young,
            sire_inbreeding: pair.inbreeding[0],
            dam_inbreeding: pair.inbreeding[1],
            shared,
            more_shared: pair.more,
            all_paths: pair.complete,
        })
    }
}

/// The animals in their order, when each has a page for whoever looks.
async fn with_pages(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Relative>> {
    let mut nodes = find_nodes(tx, ids).await?;
    let animals = ids.iter().map(|id| nodes.remove(id).map(|node| node.relative).filter(|animal| animal.id.is_some()));
    animals.collect::<Option<Vec<_>>>().ok_or(AnimalError::NotFound("animal"))
}

/// The shared ancestors with what they are called.
async fn named(tx: &mut PgConnection, pair: &Pair) -> Result<Vec<SharedAncestor>> {
    let ids: Vec<Uuid> =
        pair.shared.iter().flat_map(|one| [one.id].into_iter().chain(one.sides.iter().flatten().copied())).collect();
    let nodes: HashMap<Uuid, Relative> =
        find_nodes(tx, &ids).await?.into_iter().map(|(id, node)| (id, node.relative)).collect();
    let relative = |id: &Uuid| nodes.get(id).cloned().unwrap_or_else(Relative::hidden);
    let labels = |path: &[Uuid]| path.iter().map(|id| relative(id).label().to_owned()).collect();
    let of = |one: &pair::Shared| SharedAncestor {
        animal: relative(&one.id),
        contribution: one.contribution,
        paths: one.paths,
        from_sire: labels(&one.sides[0]),
        from_dam: labels(&one.sides[1]),
    };
    Ok(pair.shared.iter().map(of).collect())
}
