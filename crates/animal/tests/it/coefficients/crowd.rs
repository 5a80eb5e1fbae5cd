//! A vivarium of ten thousand animals in fifty generations.

use super::Coefficient;
use crate::support::World;
use repti_genetics::pedigree::{Pedigree, UNKNOWN, inbreeding};
use repti_model::{AnimalId, animal::ParentSide, lineage::NewParent};
use std::{collections::HashMap, io::Write, time::Instant};
use uuid::Uuid;

const GENERATIONS: i32 = 50;
const EACH: i32 = 200;

/// Each generation's parents are of the one before: half of its animals sires, half dams, few of them often.
async fn crowd(world: &World) {
    let vivarium = world.north.vivarium.as_ref().unwrap().id;
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id, sex, visibility)
         SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'C-' || n, '01935000-0000-7000-8000-000000000001',
                CASE n % 2 WHEN 0 THEN 'male' ELSE 'female' END, CASE n % 7 WHEN 0 THEN 'public' ELSE 'private' END
         FROM generate_series(0, $2 - 1) n",
    )
    .bind(vivarium.0)
    .bind(GENERATIONS * EACH)
    .execute(&world.test.owner)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis)
         SELECT gen_random_uuid(), $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                ('00000000-0000-7000-8000-' || lpad((
                    (n / $3 - 1) * $3 + s.odd + 2 * ((n::bigint * n * (7 + 4 * s.odd) + n / 3) % ($3 / 2 - s.odd * 60))
                )::text, 12, '0'))::uuid, s.side, 'declared'
         FROM generate_series($3, $2 - 1) n CROSS JOIN (VALUES ('sire', 0), ('dam', 1)) s (side, odd)
         ORDER BY n",
    )
    .bind(vivarium.0)
    .bind(GENERATIONS * EACH)
    .bind(EACH)
    .execute(&world.test.owner)
    .await
    .unwrap();
}

fn animal(n: i32) -> AnimalId {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

/// F of every animal by the engine's reckoning of the whole, from the claims as the owner of the tables reads them.
async fn bulk(world: &World) -> HashMap<Uuid, Option<f64>> {
    let ids: Vec<Uuid> =
        sqlx::query_scalar("SELECT id FROM animal.animal ORDER BY id").fetch_all(&world.test.owner).await.unwrap();
    let numbers: HashMap<Uuid, usize> = ids.iter().copied().zip(0..).collect();
    let mut parents = vec![[UNKNOWN; 2]; ids.len()];
    let links: Vec<(Uuid, Uuid, String)> =
        sqlx::query_as("SELECT child_id, parent_id, side FROM animal.parent_link WHERE retracted_at IS NULL")
            .fetch_all(&world.test.owner)
            .await
            .unwrap();
    for (child, parent, side) in links {
        parents[numbers[&child]][usize::from(side == "dam")] = u32::try_from(numbers[&parent]).unwrap();
    }
    let found = inbreeding(&Pedigree::from_parents(parents.clone()).unwrap()).unwrap();
    let known = |n: usize| (!parents[n].contains(&UNKNOWN)).then_some(found.coefficients[n]);
    ids.iter().enumerate().map(|(n, id)| (*id, known(n))).collect()
}

async fn compare(world: &World) {
    let wanted = bulk(world).await;
    let stored: Vec<(Uuid, Option<f64>)> =
        sqlx::query_as("SELECT animal_id, inbreeding FROM animal.coefficient WHERE audience = 'own'")
            .fetch_all(&world.test.owner)
            .await
            .unwrap();
    assert_eq!(stored.len(), wanted.len());
    for (id, f) in stored {
        match (f, wanted[&id]) {
            (Some(f), Some(wanted)) => assert!((f - wanted).abs() < 1e-12, "{id}: {f} is not {wanted}"),
            (f, wanted) => assert_eq!(f, wanted, "{id}"),
        }
    }
}

#[tokio::test]
async fn ten_thousand_animals_are_reckoned_in_a_batch_or_two_and_are_what_the_whole_gives() {
    let world = World::new().await;
    crowd(&world).await;
    let started = Instant::now();
    let first = world.reckon().await;
    let backfilled = started.elapsed();
    assert_eq!((first.animals, first.batches, first.more), (9_800, 1, false), "founders are right without it");
    compare(&world).await;

    // Two founders turn out to be half sibs: everything below is another.
    let sire = world.named(&world.north, "Sire of founders", repti_model::animal::Sex::Male).await;
    let started = Instant::now();
    for founder in [0, 1] {
        world
            .animals
            .add_parent(&world.north, animal(founder), &NewParent::existing(sire, ParentSide::Sire))
            .await
            .unwrap();
    }
    let written = started.elapsed();
    let done = world.reckon().await;
    let stored = started.elapsed();
    assert!(done.animals > 5_000 && done.batches <= 2 && !done.more, "{done:?}");
    compare(&world).await;
    let last = world.stored(&world.north, animal(GENERATIONS * EACH - 1)).await.unwrap();
    assert!(last.coefficient.is_some_and(|f| f > Coefficient::new(0.0).unwrap()) && last.generations == 50, "{last:?}");
    writeln!(
        std::io::stderr(),
        "10,000 animals, 50 generations: all reckoned in {backfilled:?}; after a change of founders ({written:?}) {} stored within {stored:?}",
        done.animals
    )
    .unwrap();
}
