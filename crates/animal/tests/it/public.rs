use crate::support::{BOA, World, code};
use repti_model::{
    ErrorCode,
    animal::{Sex, Visibility},
    public::{PublicQuery, PublicResults},
    registry::{AnimalKind, AnimalPatch},
};
use std::time::Duration;

/// Long enough for the index to ask what is new.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(600)).await;
}

async fn search(world: &World, query: PublicQuery) -> PublicResults {
    world.animals.public_search(&query, None, 24).await.unwrap()
}

fn words(q: &str) -> PublicQuery {
    PublicQuery { q: q.into(), ..PublicQuery::default() }
}

#[tokio::test]
async fn only_public_animals_of_listed_vivariums_are_public() {
    let world = World::new().await;
    let open = world.seen(&world.north, "Open", Sex::Male, Visibility::Public).await;
    let quiet = world.seen(&world.north, "Quiet", Sex::Male, Visibility::LineageOnly).await;
    let secret = world.seen(&world.north, "Secret", Sex::Male, Visibility::Private).await;
    let place = world
        .animal(&world.north, |a| {
            a.kind = AnimalKind::Placeholder;
            a.visibility = Visibility::Public;
        })
        .await
        .id;
    assert_eq!(search(&world, PublicQuery::default()).await.total, 1);
    for hidden in [quiet, secret, place] {
        assert_eq!(code(world.animals.public_animal(hidden).await), ErrorCode::NotFound);
    }
    let json = serde_json::to_string(&world.animals.public_animal(open).await.unwrap()).unwrap();
    assert!(!json.contains("private") && !json.contains("import"), "{json}");
    assert_eq!(world.animals.public_recent(10).await.unwrap().len(), 1);
    assert_eq!(world.animals.public_breeder("north").await.unwrap().card.animals, 1);
    assert_eq!(world.animals.sitemap(None).await.unwrap()[0].id, open);
    assert_eq!(world.animals.sitemap_parts().await.unwrap(), [None]);

    for hide in [
        "UPDATE core.vivarium SET listed = false WHERE slug = 'north'",
        "UPDATE core.vivarium SET listed = true, suspended_at = now() WHERE slug = 'north'",
    ] {
        world.sql(hide).await;
        settle().await;
        assert_eq!(search(&world, PublicQuery::default()).await.total, 0);
        assert_eq!(code(world.animals.public_animal(open).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.public_breeder("north").await), ErrorCode::NotFound);
        assert_eq!(world.animals.public_recent(10).await.unwrap(), []);
        assert_eq!(world.animals.sitemap(None).await.unwrap(), []);
    }
    world.sql("UPDATE core.vivarium SET suspended_at = NULL WHERE slug = 'north'").await;
    settle().await;
    assert_eq!(search(&world, PublicQuery::default()).await.total, 1);
}

#[tokio::test]
async fn search_finds_words_corrects_typos_and_counts_facets() {
    let world = World::new().await;
    for n in 0..30 {
        world
            .animal(&world.north, |a| {
                a.visibility = Visibility::Public;
                a.genotype_text = if n % 2 == 0 { "Pastel Clown".into() } else { "Piebald".into() };
                a.sex = Sex::ALL[n % 3];
                a.taxon_id = if n < 5 { BOA } else { a.taxon_id };
            })
            .await;
    }
    let found = search(&world, words("pastel")).await;
    assert_eq!((found.total, found.items.len(), found.instead), (15, 15, None));
    let found = search(&world, words("pastle")).await;
    assert_eq!((found.total, found.instead.as_deref()), (15, Some("pastel")));
    assert_eq!(search(&world, words("vivarium north boa")).await.total, 5);
    let male = PublicQuery { sex: vec![Sex::Male], ..PublicQuery::default() };
    let found = search(&world, male).await;
    let sexes: Vec<(&str, u32, bool)> =
        found.facets.sex.iter().map(|f| (f.value.as_str(), f.count, f.selected)).collect();
    assert_eq!(sexes, [("unknown", 10, false), ("male", 10, true), ("female", 10, false)]);
    assert_eq!(found.facets.taxon[0].value, "ball-python");

    let first = world.animals.public_search(&PublicQuery::default(), None, 24).await.unwrap();
    let second = world.animals.public_search(&PublicQuery::default(), first.next.as_deref(), 24).await.unwrap();
    let back = world.animals.public_search(&PublicQuery::default(), second.previous.as_deref(), 24).await.unwrap();
    assert_eq!((first.items.len(), second.items.len(), second.next), (24, 6, None));
    assert_eq!(back.items, first.items);
    assert!(first.items.iter().chain(&second.items).is_sorted_by(|a, b| a.id > b.id));
    let page = world.animals.public_breeder_animals("north", None, 20).await.unwrap();
    let rest = world.animals.public_breeder_animals("north", page.next.as_deref(), 20).await.unwrap();
    let back = world.animals.public_breeder_animals("north", rest.previous.as_deref(), 20).await.unwrap();
    assert_eq!((page.items.len(), rest.items.len()), (20, 10));
    assert_eq!(back.items, page.items);
}

#[tokio::test]
async fn changes_are_found_within_a_second_and_private_ones_vanish_at_once() {
    let world = World::new().await;
    let kiwi = world.seen(&world.north, "Kiwi", Sex::Male, Visibility::Public).await;
    assert_eq!(search(&world, words("kiwi")).await.total, 1);
    world.seen(&world.south, "Mango", Sex::Male, Visibility::Public).await;
    settle().await;
    assert_eq!(search(&world, words("mango")).await.total, 1);
    let patch = AnimalPatch { version: 1, visibility: Some(Visibility::Private), ..AnimalPatch::default() };
    world.animals.update(&world.north, kiwi, &patch).await.unwrap();
    assert_eq!(search(&world, words("kiwi")).await.items, []);
    settle().await;
    assert_eq!(search(&world, words("kiwi")).await.total, 0);
}

#[tokio::test]
async fn breeders_are_found_by_name() {
    let world = World::new().await;
    let names = async |q: &str| -> Vec<String> {
        let page = world.animals.public_breeders(q, None, 10).await.unwrap();
        page.items.into_iter().map(|card| card.slug).collect()
    };
    assert_eq!(names("").await, ["north", "south"]);
    assert_eq!(names("NORTH").await, ["north"]);
    assert_eq!(names("noth").await, ["north"]);
    assert_eq!(names("%").await, ["north", "south"]);
    let first = world.animals.public_breeders("", None, 1).await.unwrap();
    let second = world.animals.public_breeders("", first.next.as_deref(), 1).await.unwrap();
    assert_eq!((second.items[0].slug.as_str(), second.next), ("south", None));
}
