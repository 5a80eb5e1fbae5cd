use crate::support::World;
use repti_model::{
    AnimalId,
    animal::{ParentSide, Sex, Visibility},
    lineage::NewParent,
    pedigree::PedigreeNode,
};
use std::time::{Duration, Instant};

fn size(node: &PedigreeNode) -> usize {
    1 + node.sires.iter().chain(&node.dams).map(|parent| size(&parent.node)).sum::<usize>()
}

/// A chain of sires, `deep` generations, put straight into the tables in the order that the fence finds hardest.
pub async fn chain(world: &World, deep: i32) {
    let vivarium = world.north.vivarium.as_ref().unwrap().id.0;
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, sex)
         SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'C-' || n, 'C' || n,
                '01935000-0000-7000-8000-000000000001', 'male' FROM generate_series(0, $2) n",
    )
    .bind(vivarium)
    .bind(deep)
    .execute(&world.test.owner)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis)
         SELECT gen_random_uuid(), $1, ('00000000-0000-7000-8000-' || lpad((n - 1)::text, 12, '0'))::uuid,
                ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'sire', 'declared'
         FROM generate_series($2, 1, -1) n",
    )
    .bind(vivarium)
    .bind(deep)
    .execute(&world.test.owner)
    .await
    .unwrap();
}

pub fn link(n: u128) -> AnimalId {
    // The series writes its numbers in decimal where a UUID reads hexadecimal.
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

#[tokio::test]
async fn a_pedigree_ten_thousand_deep_is_written_read_and_checked_in_moments() {
    let world = World::new().await;
    let started = Instant::now();
    chain(&world, 10_000).await;
    assert!(started.elapsed() < Duration::from_secs(30), "writing took {:?}", started.elapsed());
    let started = Instant::now();
    let tree = world.animals.pedigree(&world.north, link(0), 5).await.unwrap();
    assert_eq!((tree.depth(), size(&tree)), (5, 6));
    let mut node = &tree;
    while let Some(parent) = node.sires.first() {
        node = &parent.node;
    }
    assert!(node.more);
    let deeper = world.animals.pedigree(&world.north, node.animal.id.unwrap(), 5).await.unwrap();
    assert_eq!(deeper.sires[0].node.animal.name, "C6");
    let down = world.animals.descendants(&world.north, link(10_000), None, 10).await.unwrap();
    assert_eq!(down.items.len(), 5);
    assert!(started.elapsed() < Duration::from_secs(2), "reading took {:?}", started.elapsed());
    let ancestry = world.animals.ancestry(&world.north, link(0)).await.unwrap();
    assert_eq!((ancestry.generations, ancestry.ancestors, ancestry.inbreeding), (10_000, 10_000, None));
    let refused = world.parent(&world.north, link(10_000), link(0), ParentSide::Sire).await.unwrap_err();
    assert!(refused.detail.contains("more"), "{}", refused.detail);
    assert!(refused.detail.len() < 1_000);
}

#[tokio::test]
async fn inbreeding_draws_an_ancestor_wherever_it_stands_and_stays_bounded() {
    let world = World::new().await;
    let north = &world.north;
    // Brother and sister, ten generations in a row: two animals a generation, 2^10 places.
    let mut pair = (world.named(north, "S0", Sex::Male).await, world.named(north, "D0", Sex::Female).await);
    for generation in 1..=10 {
        let next = (
            world.named(north, &format!("S{generation}"), Sex::Male).await,
            world.named(north, &format!("D{generation}"), Sex::Female).await,
        );
        for child in [next.0, next.1] {
            world.parent(north, child, pair.0, ParentSide::Sire).await.unwrap();
            world.parent(north, child, pair.1, ParentSide::Dam).await.unwrap();
        }
        pair = next;
    }
    let tree = world.animals.pedigree(north, pair.0, 5).await.unwrap();
    assert_eq!(size(&tree), 63);
    // Ten generations of full sibs: F(t) = (1 + 2 F(t − 1) + F(t − 2)) / 4 (Wright 1921), the young of founders not inbred.
    let (mut before, mut f) = (0.0, 0.0);
    for _ in 1..10 {
        (before, f) = (f, 0.25 * (1.0 + 2.0 * f + before));
    }
    let ancestry = world.animals.ancestry(north, pair.0).await.unwrap();
    assert!((ancestry.inbreeding.unwrap() - f).abs() < 1e-12, "{ancestry:?}, {f}");
    assert_eq!((ancestry.generations, ancestry.ancestors, ancestry.complete()), (10, 20, 1.0));
    let down = world.animals.descendants(north, tree.sires[0].node.animal.id.unwrap(), None, 100).await.unwrap();
    assert_eq!(down.items.len(), 2);
}

#[tokio::test]
async fn only_the_likeliest_candidate_is_followed() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Unknown).await;
    let far = world.named(north, "Far", Sex::Male).await;
    for (name, chance) in [("Unlikely", "1/4"), ("Likely", "1/2")] {
        let sire = world.named(north, name, Sex::Male).await;
        world.parent(north, sire, far, ParentSide::Sire).await.unwrap();
        let claim = NewParent { chance: chance.parse().unwrap(), ..NewParent::existing(sire, ParentSide::Sire) };
        world.animals.add_parent(north, kiwi, &claim).await.unwrap();
    }
    let tree = world.animals.pedigree(north, kiwi, 5).await.unwrap();
    let drawn: Vec<(&str, usize, bool)> =
        tree.sires.iter().map(|p| (p.node.animal.name.as_str(), p.node.sires.len(), p.node.more)).collect();
    assert_eq!(drawn, [("Likely", 1, false), ("Unlikely", 0, true)]);
}

#[tokio::test]
async fn descendants_page_in_both_directions() {
    let world = World::new().await;
    let north = &world.north;
    let root = world.seen(north, "Root", Sex::Male, Visibility::Public).await;
    let child = world.named(north, "Child", Sex::Male).await;
    world.parent(north, child, root, ParentSide::Sire).await.unwrap();
    for n in 0..9 {
        let young = world.named(north, &format!("Young {n}"), Sex::Unknown).await;
        world.parent(north, young, child, ParentSide::Sire).await.unwrap();
    }
    let mut seen = Vec::new();
    let (mut cursor, mut back) = (None, None);
    loop {
        let page = world.animals.descendants(north, root, cursor.as_deref(), 4).await.unwrap();
        seen.extend(page.items);
        back = page.previous.or(back);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), seen[0].generation, seen[9].generation), (10, 1, 2));
    let page = world.animals.descendants(north, root, back.as_deref(), 4).await.unwrap();
    assert_eq!(page.items, seen[4..8]);
}
