//! Mates out of the own collection, by a goal and by how related they are; and those of others.

mod others;

use crate::support::{BOA, World, code};
use repti_animal::AnimalError;
use repti_model::{
    AnimalId, ErrorCode,
    animal::{LifeStatus, ParentSide, Sex},
    mates::{Mate, MateOrder, MateQuery},
};

async fn bred(world: &World, name: &str, sex: Sex, genotype: &str) -> AnimalId {
    let animal = world.animal(&world.north, |a| {
        a.name = name.into();
        a.sex = sex;
        a.genotype_text = genotype.into();
    });
    animal.await.id
}

fn names(mates: &[Mate]) -> Vec<&str> {
    mates.iter().map(|mate| mate.label.as_str()).collect()
}

fn wish(goal: &str, order: MateOrder) -> MateQuery {
    MateQuery { goal: goal.into(), order, ..MateQuery::default() }
}

#[tokio::test]
async fn mates_are_ranked_by_the_goal_and_by_kinship() {
    let world = World::new().await;
    let north = &world.north;
    let zeus = bred(&world, "Zeus", Sex::Male, "het Clown").await;
    let visual = bred(&world, "Visual", Sex::Female, "Clown").await;
    let sister = bred(&world, "Sister", Sex::Female, "het Clown").await;
    let plain = bred(&world, "Plain", Sex::Female, "Pastel").await;
    let odd = bred(&world, "Odd", Sex::Unknown, "het Clwon").await;
    let (sire, dam) = (bred(&world, "Sire", Sex::Male, "").await, bred(&world, "Dam", Sex::Female, "").await);
    for child in [zeus, sister] {
        world.parent(north, child, sire, ParentSide::Sire).await.unwrap();
        world.parent(north, child, dam, ParentSide::Dam).await.unwrap();
    }
    // Not mates: another species, a dead one, another vivarium's, a male.
    world.animal(north, |a| (a.taxon_id, a.sex, a.name) = (BOA, Sex::Female, "Boa".into())).await;
    world
        .animal(north, |a| {
            (a.life_status, a.sex, a.name) = (LifeStatus::Deceased, Sex::Female, "Late".into());
            a.died_on = "2024-01-01".parse().ok();
        })
        .await;
    world.named(&world.south, "Foreign", Sex::Female).await;

    let found = world.animals.mates(north, zeus, &wish("Clown", MateOrder::Goal)).await.unwrap();
    assert_eq!(found.goal.as_deref(), Some("Clown"));
    // Half of Visual's young, a quarter of Sister's; who can't be read comes after who gives none.
    assert_eq!(names(&found.mates)[..2], ["Visual", "Sister"]);
    assert_eq!(names(&found.mates).last(), Some(&"Odd"));
    let of = |name: &str| found.mates.iter().find(|mate| mate.label == name).unwrap();
    assert_eq!(of("Visual").odds.unwrap().goal, 0.5);
    assert_eq!((of("Sister").odds.unwrap().goal, of("Sister").inbreeding), (0.25, 0.25));
    assert_eq!((of("Dam").odds.unwrap().goal, of("Dam").inbreeding), (0.0, 0.25));
    assert_eq!(of("Plain").odds.unwrap().goal, 0.0);
    assert!(of("Odd").unread.as_deref().unwrap().contains("mean clown"), "{:?}", of("Odd").unread);
    assert_eq!(
        found.mates.iter().map(|mate| mate.id).filter(|id| [visual, sister, plain, odd, dam].contains(id)).count(),
        5
    );
    assert_eq!(found.mates.len(), 5);

    let related = world.animals.mates(north, zeus, &wish("Clown", MateOrder::Related)).await.unwrap();
    assert_eq!(names(&related.mates)[..1], ["Visual"]);
    assert_eq!(names(&related.mates)[3..], ["Sister", "Dam"]);
}

#[tokio::test]
async fn a_pairing_of_which_some_would_die_is_left_out_on_request_and_a_wrong_goal_is_named() {
    let world = World::new().await;
    let north = &world.north;
    let spider = bred(&world, "Spider", Sex::Female, "Spider").await;
    bred(&world, "Another", Sex::Male, "Spider").await;
    bred(&world, "Pastel", Sex::Male, "Pastel").await;
    let all = world.animals.mates(north, spider, &MateQuery::default()).await.unwrap();
    assert_eq!(names(&all.mates), ["Pastel", "Another"]);
    assert_eq!(all.mates[1].odds.unwrap().dies, 0.25);
    let query = MateQuery { no_lethal: true, ..MateQuery::default() };
    assert_eq!(names(&world.animals.mates(north, spider, &query).await.unwrap().mates), ["Pastel"]);
    let wrong = async |goal: &str| world.animals.mates(north, spider, &wish(goal, MateOrder::Goal)).await;
    let refused = wrong("Clwn").await.unwrap_err();
    assert!(
        matches!(&refused, AnimalError::Invalid(fields) if fields.of("goal")[0].contains("mean clown")),
        "{refused}"
    );
    assert_eq!(code(wrong("66% het Clown").await), ErrorCode::Invalid);
    assert_eq!(code(world.animals.mates(&world.south, spider, &MateQuery::default()).await), ErrorCode::NotFound);
}
