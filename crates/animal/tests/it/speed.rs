//! Run by hand, in release: `cargo test --release -p repti-animal --test it speed -- --ignored --nocapture`.

use crate::support::World;
use repti_model::public::PublicQuery;
use serde_json::json;
use std::time::Instant;

/// 100,000 public animals of nine taxa.
async fn crowd(world: &World) {
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, sex, origin, genotype_text, visibility)
         SELECT (lpad(to_hex(1700000000000 + n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'SP-' || n,
                (ARRAY['Kiwi', 'Zeus', 'Hera', 'Mango', 'Rex', '', 'Ember'])[1 + n % 7] || ' ' || n,
                ('01935000-0000-7000-8000-00000000000' || 1 + (n * 7919) % 9)::uuid,
                (ARRAY['male', 'female', 'unknown'])[1 + n % 3], (ARRAY['captive_bred', 'wild_caught', 'unknown'])[1 + n % 5 % 3],
                (ARRAY['Pastel Clown', 'Piebald', 'Pastel 66% het Clown', 'Albino', 'Normal'])[1 + n % 5], 'public'
         FROM generate_series(1, 100000) n",
    )
    .bind(world.north.vivarium.as_ref().unwrap().id.0)
    .execute(&world.test.owner)
    .await
    .unwrap();
    world.sql("ANALYZE").await;
}

#[tokio::test]
#[ignore = "a measurement, not a check"]
async fn searching_a_hundred_thousand_animals() {
    let world = World::new().await;
    crowd(&world).await;
    let started = Instant::now();
    let held = world.animals.warm_public_index().await.unwrap();
    println!("index of {held} read in {:?}", started.elapsed());
    for query in [
        json!({}),
        json!({ "q": "pastel" }),
        json!({ "q": "pastel clo", "taxon": ["boa"], "sex": ["male"] }),
        json!({ "q": "p" }),
        json!({ "q": "SP-777" }),
        json!({ "q": "pieblad" }),
        json!({ "taxon": ["boa"], "origin": ["wild_caught"] }),
    ] {
        let wanted: PublicQuery = serde_json::from_value(query.clone()).unwrap();
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..300 {
            let started = Instant::now();
            total = world.animals.public_search(&wanted, None, 24).await.unwrap().total;
            times.push(started.elapsed());
        }
        times.sort();
        println!("{query}: {total} found, p50 {:?}, p99 {:?}", times[150], times[297]);
    }
    let id = world.animals.public_recent(1).await.unwrap()[0].id;
    let mut times = Vec::new();
    for _ in 0..300 {
        let started = Instant::now();
        world.animals.public_animal(id).await.unwrap();
        world.animals.public_pedigree(id, 5).await.unwrap();
        times.push(started.elapsed());
    }
    times.sort();
    println!("animal and pedigree: p50 {:?}, p99 {:?}", times[150], times[297]);
}
