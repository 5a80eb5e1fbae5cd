//! Stored inbreeding: what makes it stale, how the job brings it up to date, and who is told what.

mod crowd;
mod list;
mod work;

use crate::support::World;
use repti_animal::{CoefficientRun, Reckoned};
use repti_model::{
    Actor, AnimalId,
    ancestry::{Coefficient, StoredInbreeding},
    animal::{ParentSide, Sex, Visibility},
    registry::AnimalPatch,
};

impl World {
    /// Does what the worker would do.
    async fn reckon(&self) -> Reckoned {
        self.animals.reckon_coefficients(&CoefficientRun::default()).await.expect("it can be reckoned")
    }

    async fn stored(&self, actor: &Actor, id: AnimalId) -> Option<StoredInbreeding> {
        self.animals.get(actor, id).await.expect("an own animal").inbreeding
    }

    /// The stored F; `None` where it is being reckoned or unknown.
    async fn stored_f(&self, actor: &Actor, id: AnimalId) -> Option<f64> {
        self.stored(actor, id).await.and_then(|stored| stored.coefficient).map(Coefficient::value)
    }

    async fn show(&self, actor: &Actor, id: AnimalId, visibility: Visibility) {
        let version = self.animals.get(actor, id).await.expect("an own animal").version;
        let patch = AnimalPatch { version, visibility: Some(visibility), ..AnimalPatch::default() };
        self.animals.update(actor, id, &patch).await.expect("it can be saved");
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.owner).await.expect("the test's own SQL is right")
    }
}

/// A young animal of the north whose four grandparents are known; two of them are the south's.
struct Family {
    young: AnimalId,
    /// Grandsires, the south's.
    grandsires: [AnimalId; 2],
    /// The south's; nobody's parent yet.
    founder: AnimalId,
}

async fn family(world: &World) -> Family {
    let (north, south) = (&world.north, &world.south);
    let founder = world.seen(south, "Founder", Sex::Male, Visibility::LineageOnly).await;
    let mut grandsires = Vec::new();
    let young = world.seen(north, "Young", Sex::Unknown, Visibility::Public).await;
    for (name, sex, side) in [("Sire", Sex::Male, ParentSide::Sire), ("Dam", Sex::Female, ParentSide::Dam)] {
        let parent = world.seen(north, name, sex, Visibility::Private).await;
        let grandsire = world.seen(south, &format!("{name}'s sire"), Sex::Male, Visibility::Public).await;
        world.parent(north, parent, grandsire, ParentSide::Sire).await.unwrap();
        world.parent(north, young, parent, side).await.unwrap();
        grandsires.push(grandsire);
    }
    Family { young, grandsires: [grandsires[0], grandsires[1]], founder }
}

#[tokio::test]
async fn a_claim_of_one_vivarium_changes_a_figure_of_another_and_its_end_takes_that_back() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let Family { young, grandsires, founder } = family(&world).await;
    assert_eq!(world.stored(north, young).await, None, "its claims are noted in the transaction that makes them");
    world.reckon().await;
    let first = world.stored(north, young).await.unwrap();
    assert_eq!((first.coefficient.map(Coefficient::value), first.generations), (Some(0.0), 2));

    let mut links = Vec::new();
    for grandsire in grandsires {
        let made = world.animals.add_parent(south, grandsire, &existing(founder)).await.unwrap();
        links.push(made.claim.id);
    }
    let done = world.reckon().await;
    // Two grandsires, two parents and the young: the figures of nobody else are touched.
    assert_eq!((done.animals, done.more), (5, false));
    // The parents share a grandsire: (1/2)^5.
    let now = world.stored(north, young).await.unwrap();
    assert_eq!((now.coefficient.map(Coefficient::value), now.generations), (Some(0.03125), 3));
    assert!(now.computed_at > first.computed_at);
    let live = world.animals.ancestry(north, young).await.unwrap();
    let (shown, since) = world.animals.shown_ancestry(north, young).await.unwrap();
    assert_eq!((shown, since), (live, Some(now.computed_at)));

    world.animals.retract_parent(south, links[0]).await.unwrap();
    world.reckon().await;
    assert_eq!(world.stored_f(north, young).await, Some(0.0));
    assert_eq!(world.reckon().await, Reckoned::default(), "nothing is left");
}

fn existing(id: AnimalId) -> repti_model::lineage::NewParent {
    repti_model::lineage::NewParent::existing(id, ParentSide::Sire)
}

#[tokio::test]
async fn what_is_hidden_tells_nothing_through_a_stored_figure_not_even_for_a_moment() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let Family { young, grandsires, founder } = family(&world).await;
    for grandsire in grandsires {
        world.animals.add_parent(south, grandsire, &existing(founder)).await.unwrap();
    }
    world.reckon().await;
    assert_eq!(world.stored_f(north, young).await, Some(0.03125));
    // The north's own parents are private: to the public they are unknown, in store as elsewhere.
    let public = world.animals.public_ancestry(young).await.unwrap();
    assert_eq!((public.inbreeding, public.ancestors), (None, 0));

    world.show(south, founder, Visibility::Private).await;
    assert_eq!(world.stored(north, young).await, None, "before the job has been");
    assert_eq!(world.animals.shown_ancestry(north, young).await.unwrap().0.inbreeding, Some(0.0));
    world.reckon().await;
    assert_eq!(world.stored_f(north, young).await, Some(0.0));

    world.show(south, founder, Visibility::LineageOnly).await;
    world.reckon().await;
    assert_eq!(world.stored_f(north, young).await, Some(0.03125));
    world.sql("UPDATE core.vivarium SET suspended_at = now() WHERE slug = 'south'").await;
    assert_eq!(world.stored(north, young).await, None);
    world.reckon().await;
    let alone = world.stored(north, young).await.unwrap();
    assert_eq!((alone.coefficient.map(Coefficient::value), alone.generations), (Some(0.0), 1));
}

#[tokio::test]
async fn a_public_page_reads_the_stored_figures_while_they_hold() {
    let world = World::new().await;
    let south = &world.south;
    let young = world.seen(south, "Young", Sex::Unknown, Visibility::Public).await;
    let sire = world.seen(south, "Sire", Sex::Male, Visibility::Public).await;
    world.parent(south, young, sire, ParentSide::Sire).await.unwrap();
    world.reckon().await;
    // A figure that nothing but the store can have given.
    world.sql("UPDATE animal.coefficient SET inbreeding = 0.4375 WHERE audience = 'public'").await;
    assert_eq!(world.animals.public_ancestry(young).await.unwrap().inbreeding, Some(0.4375));
    assert_eq!(world.animals.ancestry(south, young).await.unwrap().inbreeding, None);
    world.show(south, sire, Visibility::Private).await;
    assert_eq!(world.animals.public_ancestry(young).await.unwrap().ancestors, 0, "reckoned at this moment");
    world.reckon().await;
    assert_eq!(world.count("SELECT count(*) FROM animal.coefficient WHERE audience = 'public'").await, 1);
    world.show(south, young, Visibility::Private).await;
    assert!(world.animals.public_ancestry(young).await.is_err());
}

#[tokio::test]
async fn whoever_is_not_the_worker_writes_no_figure_and_takes_no_mark() {
    let world = World::new().await;
    family(&world).await;
    let mut tx = world.test.db.begin(&world.north).await.unwrap();
    let handled: i32 = sqlx::query_scalar("SELECT animal.coefficient_spread(100)").fetch_one(&mut *tx).await.unwrap();
    let again: i64 = sqlx::query_scalar("SELECT animal.coefficient_again()").fetch_one(&mut *tx).await.unwrap();
    let taken: i64 =
        sqlx::query_scalar("SELECT count(*) FROM animal.coefficient_take(100)").fetch_one(&mut *tx).await.unwrap();
    assert_eq!((handled, again, taken), (0, 0, 0));
    let written = sqlx::query("UPDATE animal.coefficient SET inbreeding = 0.5").execute(&mut *tx).await.unwrap();
    assert_eq!(written.rows_affected(), 0);
    assert!(sqlx::query("DELETE FROM animal.coefficient_mark").execute(&mut *tx).await.is_err());
}
