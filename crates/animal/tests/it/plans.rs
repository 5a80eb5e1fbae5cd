//! The shortest way to a wish with the own collection.

use crate::support::{BALL_PYTHON as BALL, BOA, World, code};
use repti_animal::AnimalError;
use repti_model::{
    AnimalId, ErrorCode, TaxonId,
    animal::{LifeStatus, ParentSide, Sex},
    plans::{BreedingPlans, PlanQuery},
};

async fn bred(world: &World, name: &str, sex: Sex, genotype: &str) -> AnimalId {
    let animal = world.animal(&world.north, |a| {
        a.name = name.into();
        a.sex = sex;
        a.genotype_text = genotype.into();
    });
    animal.await.id
}

async fn plans(world: &World, taxon: TaxonId, goal: &str) -> Result<BreedingPlans, AnimalError> {
    world.animals.plans(&world.north, &PlanQuery { taxon, goal: goal.into() }).await
}

#[tokio::test]
async fn one_pairing_where_it_can_be_and_else_a_young_that_is_kept() {
    let world = World::new().await;
    let north = &world.north;
    let clown = bred(&world, "Clown", Sex::Male, "Clown").await;
    let pied = bred(&world, "Pied", Sex::Female, "Pied").await;
    let hope = bred(&world, "Hope", Sex::Male, "double het Clown Pied").await;
    bred(&world, "Unread", Sex::Female, "Clwn").await;
    bred(&world, "Blank", Sex::Female, "").await;
    // Not for breeding here: a dead one, another species, another vivarium's.
    world
        .animal(north, |a| {
            (a.life_status, a.sex, a.genotype_text) = (LifeStatus::Deceased, Sex::Female, "Clown Pied".into());
            a.died_on = "2024-01-01".parse().ok();
        })
        .await;
    world.animal(north, |a| (a.taxon_id, a.sex, a.genotype_text) = (BOA, Sex::Female, "Albino".into())).await;
    world.animal(&world.south, |a| (a.sex, a.genotype_text) = (Sex::Female, "Clown Pied".into())).await;

    let found = plans(&world, BALL, "Clown Pied").await.unwrap();
    assert_eq!((found.animals, found.left_out, found.more), (3, 2, false));
    assert!(found.direct.is_empty(), "{found:?}");
    let best = &found.over_two[0];
    let step = best.then.as_ref().unwrap();
    assert_eq!((best.sire.id, best.dam.id, step.sex, step.mate.id), (clown, pied, Sex::Female, hope));
    // Every young is double het, half of them daughters: 2 eggs; and a sixteenth of the next: 16.
    assert_eq!((step.per_egg, best.per_egg, best.eggs), (0.5, 0.0625, 18.0));

    // With a visual of one and het of the other, one pairing does.
    let one = bred(&world, "One", Sex::Female, "Clown het Pied").await;
    let found = plans(&world, BALL, "Clown Pied").await.unwrap();
    assert_eq!((found.direct[0].sire.id, found.direct[0].dam.id), (hope, one));
    assert_eq!(found.direct[0].per_egg, 0.125);
    assert!(found.direct[0].then.is_none());
}

#[tokio::test]
async fn of_animals_that_are_alike_the_least_related_are_named() {
    let world = World::new().await;
    let north = &world.north;
    let him = bred(&world, "Him", Sex::Male, "het Clown").await;
    let sister = bred(&world, "A sister", Sex::Female, "het Clown").await;
    let stranger = bred(&world, "Stranger", Sex::Female, "het Clown").await;
    let (sire, dam) = (bred(&world, "Sire", Sex::Male, "").await, bred(&world, "Dam", Sex::Female, "").await);
    for child in [him, sister] {
        world.parent(north, child, sire, ParentSide::Sire).await.unwrap();
        world.parent(north, child, dam, ParentSide::Dam).await.unwrap();
    }
    let best = &plans(&world, BALL, "Clown").await.unwrap().direct[0];
    assert_eq!((best.sire.id, best.dam.id, best.dam.others, best.inbreeding), (him, stranger, 1, 0.0));
    assert_eq!((best.per_egg, best.eggs), (0.25, 4.0));
}

#[tokio::test]
async fn what_is_wrong_with_the_question_is_named() {
    let world = World::new().await;
    let said = async |taxon: TaxonId, goal: &str, field: &str| match plans(&world, taxon, goal).await {
        Err(AnimalError::Invalid(fields)) => fields.of(field).first().cloned().unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert!(said(BALL, "Clwn", "goal").await.contains("mean clown"));
    assert!(said(BALL, "  ", "goal").await.contains("Say what"));
    assert!(said(BALL, "66% het Clown", "goal").await.contains("without a percentage"));
    assert!(said(BALL, "Pastel Enchi Spider Clown Pied Ghost Albino", "goal").await.contains('7'));
    assert!(said(TaxonId::new(), "Clown", "taxon").await.contains("Choose"));
    assert_eq!(code(plans(&world, BALL, &"x".repeat(501)).await), ErrorCode::Invalid);
}
