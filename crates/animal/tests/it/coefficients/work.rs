//! The job itself: once or twice, cut off or beside another, and how often it is called.

use super::{existing, family};
use crate::support::{World, third};
use repti_animal::Reckoned;
use repti_db::Scope;
use repti_model::{
    Actor, AnimalId,
    ancestry::Ancestry,
    animal::{ParentSide, Sex, Visibility},
    lineage::{Chance, NewParent},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

#[tokio::test]
async fn two_workers_at_once_do_it_once_and_what_was_cut_off_is_done_by_the_next() {
    let world = World::new().await;
    let found = family(&world).await;
    for grandsire in found.grandsires {
        world.animals.add_parent(&world.south, grandsire, &existing(found.founder)).await.unwrap();
    }
    let (one, two) = tokio::join!(world.reckon(), world.reckon());
    assert_eq!(one.animals + two.animals, 5);
    assert_eq!(world.stored_f(&world.north, found.young).await, Some(0.03125));

    // A worker that has marked and taken, and then is killed.
    world.sql("UPDATE animal.coefficient SET inbreeding = 0.5 WHERE inbreeding IS NOT NULL").await;
    world.animals.reckon_all_again().await.unwrap();
    let north = world.north.vivarium.as_ref().unwrap().id;
    let mut spreading = world.test.db.begin(Scope::Worker(None)).await.unwrap();
    while step(&mut spreading).await > 0 {}
    spreading.commit().await.unwrap();
    let mut killed = world.test.db.begin(Scope::Worker(Some(north))).await.unwrap();
    let taken: i64 =
        sqlx::query_scalar("SELECT count(*) FROM animal.coefficient_take(100)").fetch_one(&mut *killed).await.unwrap();
    assert_eq!(taken, 3);
    // Another one meanwhile passes over what it holds, and comes to an end.
    let beside = world.reckon().await;
    assert_eq!((beside.animals, beside.more), (3, false), "the south's");
    assert_eq!(world.stored(&world.north, found.young).await, None, "still marked");
    killed.rollback().await.unwrap();
    assert_eq!(world.reckon().await.animals, 3);
    assert_eq!(world.stored_f(&world.north, found.young).await, Some(0.03125));
    assert_eq!(world.reckon().await, Reckoned::default());
}

async fn step(tx: &mut repti_db::Tx) -> i32 {
    sqlx::query_scalar("SELECT animal.coefficient_spread(1)").fetch_one(&mut **tx).await.unwrap()
}

#[tokio::test]
async fn a_change_while_the_job_is_at_work_is_not_lost() {
    let world = World::new().await;
    let found = family(&world).await;
    world.reckon().await;
    world.animals.add_parent(&world.south, found.grandsires[0], &existing(found.founder)).await.unwrap();
    let south = world.south.vivarium.as_ref().unwrap().id;
    let mut spreading = world.test.db.begin(Scope::Worker(None)).await.unwrap();
    while step(&mut spreading).await > 0 {}
    spreading.commit().await.unwrap();
    let mut working = world.test.db.begin(Scope::Worker(Some(south))).await.unwrap();
    let ids: Vec<Uuid> = sqlx::query_scalar("SELECT animal_id FROM animal.coefficient_take(100)")
        .fetch_all(&mut *working)
        .await
        .unwrap();
    assert_eq!(ids, [found.grandsires[0].0]);
    // Somebody writes, without waiting for it, after the job has read.
    let new = existing(found.founder);
    let writing = world.animals.add_parent(&world.south, found.grandsires[1], &new);
    tokio::time::timeout(Duration::from_secs(5), writing).await.expect("nobody waits for the job").unwrap();
    sqlx::query("SELECT animal.coefficient_settle($1)").bind(&ids).execute(&mut *working).await.unwrap();
    working.commit().await.unwrap();
    world.reckon().await;
    assert_eq!(world.stored_f(&world.north, found.young).await, Some(0.03125));
}

#[tokio::test]
async fn the_job_is_called_once_a_transaction_and_once_an_import() {
    let world = World::new().await;
    let vivarium = world.north.vivarium.as_ref().unwrap().id;
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id, sex)
         SELECT gen_random_uuid(), $1, 'C-' || n, '01935000-0000-7000-8000-000000000001', 'male' FROM generate_series(1, 400) n",
    )
    .bind(vivarium.0)
    .execute(&world.test.owner)
    .await
    .unwrap();
    const JOBS: &str = "SELECT count(*) FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'animal_coefficients'";
    assert_eq!(world.count(JOBS).await, 0, "of a new animal nothing is known, and that is stored with it");
    assert_eq!(world.count("SELECT count(*) FROM animal.coefficient").await, 400);
    let import = Uuid::now_v7();
    for batch in 0..4_i32 {
        sqlx::query(
            "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis, import_job_id)
             SELECT gen_random_uuid(), $1, c.id, p.id, 'sire', 'declared', $2
             FROM generate_series(2 + $3 * 90, 91 + $3 * 90) n
             JOIN animal.animal c ON c.code = 'C-' || n JOIN animal.animal p ON p.code = 'C-' || (n - 1)",
        )
        .bind(vivarium.0)
        .bind(import)
        .bind(batch)
        .execute(&world.test.owner)
        .await
        .unwrap();
    }
    assert_eq!(world.count(JOBS).await, 1);
    assert_eq!(world.count("SELECT count(*) FROM animal.coefficient_change").await, 360);
    // One transaction of many statements.
    world
        .sql(
            "BEGIN; UPDATE animal.animal SET visibility = 'public' WHERE code = 'C-1';
             UPDATE animal.animal SET visibility = 'public'; UPDATE animal.animal SET visibility = 'private' WHERE code = 'C-9'; COMMIT",
        )
        .await;
    assert_eq!(world.count(JOBS).await, 2);
    world.sql("UPDATE animal.animal SET name = 'Same', sex = 'male', archived_at = now()").await;
    world.sql("UPDATE animal.parent_link SET note = 'Same'").await;
    assert_eq!(world.count(JOBS).await, 2, "what changes no figure calls nobody");
    let backlog = world.animals.coefficient_backlog().await.unwrap();
    assert!(backlog.waiting >= 360 && backlog.oldest_seconds > 0.0, "{backlog:?}");
    let done = world.reckon().await;
    assert_eq!((done.animals, done.batches), (400, 1));
    assert_eq!(world.animals.coefficient_backlog().await.unwrap().waiting, 0);
    world.sql("DELETE FROM animal.parent_link WHERE import_job_id IS NOT NULL").await;
    assert_eq!(world.count(JOBS).await, 2, "an import that is taken back calls under its own name too");
    world.sql("DELETE FROM animal.animal WHERE code = 'C-9'").await;
    world.reckon().await;
    assert_eq!(
        world.count("SELECT count(*) FROM animal.coefficient_mark").await,
        0,
        "nor do marks of animals that are gone stay"
    );
    assert_eq!(world.count("SELECT count(*) FROM animal.coefficient WHERE generations > 0").await, 0);
}

/// A little chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Whether what is stored is what a new reckoning gives.
fn same(stored: &Ancestry, live: &Ancestry) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let nears = |a: Option<f64>, b: Option<f64>| a.is_some() == b.is_some() && near(a.unwrap_or(0.0), b.unwrap_or(0.0));
    nears(stored.inbreeding, live.inbreeding)
        && nears(stored.distinct_share, live.distinct_share)
        && near(stored.equivalent, live.equivalent)
        && stored.completeness == live.completeness
        && (stored.generations, stored.ancestors, stored.uncertain)
            == (live.generations, live.ancestors, live.uncertain)
}

#[tokio::test]
async fn after_any_changes_what_is_stored_is_what_a_new_reckoning_gives_to_everybody() {
    let world = World::new().await;
    let reader = third(&world.test, "reader").await;
    let mut dice = Dice(20_261_126);
    let mut animals: Vec<(Actor, AnimalId)> = Vec::new();
    for n in 0..16 {
        let actor = if n % 2 == 0 { &world.north } else { &world.south };
        let sex = if n % 4 < 2 { Sex::Male } else { Sex::Female };
        animals.push((actor.clone(), world.seen(actor, &format!("A{n}"), sex, Visibility::Public).await));
    }
    let mut links = Vec::new();
    for round in 0..25 {
        for _ in 0..4 {
            match dice.below(8) {
                0 if !links.is_empty() => {
                    let (actor, id) = links.swap_remove(dice.below(links.len()));
                    world.animals.retract_parent(&actor, id).await.unwrap();
                }
                1 => {
                    let (actor, id) = &animals[dice.below(animals.len())];
                    world.show(actor, *id, Visibility::ALL[dice.below(Visibility::ALL.len())]).await;
                }
                _ => {
                    let child = 1 + dice.below(animals.len() - 1);
                    let (actor, id) = animals[child].clone();
                    let parent = dice.below(child);
                    let side = if parent % 4 < 2 { ParentSide::Sire } else { ParentSide::Dam };
                    let chance = Chance::new(1, [1, 1, 2, 3][dice.below(4)]).unwrap();
                    let new = NewParent { chance, ..NewParent::existing(animals[parent].1, side) };
                    // A parent that hides, or stands there already, is refused.
                    if let Ok(made) = world.animals.add_parent(&actor, id, &new).await {
                        links.push((actor, made.claim.id));
                    }
                }
            }
        }
        world.reckon().await;
        for (actor, id) in &animals {
            let (stored, since) = world.animals.shown_ancestry(actor, *id).await.unwrap();
            let live = world.animals.ancestry(actor, *id).await.unwrap();
            assert!(since.is_some() && same(&stored, &live), "round {round}: {stored:?} {live:?}");
            let Ok(public) = world.animals.public_ancestry(*id).await else { continue };
            // Somebody who owns none of them sees what everybody sees.
            let live = world.animals.ancestry(&reader, *id).await.unwrap();
            assert!(same(&public, &live), "round {round}, in public: {public:?} {live:?}");
        }
    }
    assert!(links.len() > 10, "only {} links stand", links.len());
}

#[tokio::test]
async fn a_line_ten_thousand_deep_is_marked_and_reckoned_in_moments() {
    let world = World::new().await;
    crate::tree::chain(&world, 10_000).await;
    let started = Instant::now();
    let done = world.reckon().await;
    assert_eq!((done.animals, done.more), (10_000, false));
    assert!(started.elapsed() < Duration::from_secs(30), "it took {:?}", started.elapsed());
    let deepest = world.stored(&world.north, crate::tree::link(0)).await.unwrap();
    assert_eq!((deepest.generations, deepest.coefficient), (10_000, None));
    // The first of them all isn't their ancestor any more: ten thousand generations down, in one step.
    world.sql("UPDATE animal.parent_link SET retracted_at = now() WHERE child_id = '00000000-0000-7000-8000-000000009999'").await;
    let started = Instant::now();
    assert_eq!(world.reckon().await.animals, 10_000);
    assert!(started.elapsed() < Duration::from_secs(30), "it took {:?}", started.elapsed());
    assert_eq!(world.stored(&world.north, crate::tree::link(0)).await.unwrap().generations, 9_999);
}
