//! The table of taxa: staff add and change, everybody reads.

use crate::support::{BALL_PYTHON, BOA, World, administrator, code};
use repti_animal::AnimalError;
use repti_model::{
    Actor, ErrorCode, Problem, StaffRole, TaxonId,
    animal::{ParentSide, Sex},
    registry::{AnimalFields, NewTaxon, Rank, Reproduction, SaveConflict, StaffTaxon, TaxonFields},
};
use uuid::Uuid;

fn woma() -> NewTaxon {
    NewTaxon {
        scientific_name: "Aspidites ramsayi".into(),
        common_name: "Woma".into(),
        plural_name: "Womas".into(),
        code_prefix: "WO".into(),
        aliases: vec!["Ramsay's python".into()],
        parent_id: None,
        rank: Rank::Species,
        reproduction: Reproduction::Oviparous,
        min_breeding_days_male: 365,
        min_breeding_days_female: 700,
    }
}

fn support(actor: &Actor) -> Actor {
    Actor { staff: Some(StaffRole::Support), ..administrator(actor) }
}

/// The one field that is refused.
fn refused<T: std::fmt::Debug>(result: Result<T, AnimalError>) -> String {
    let fields = Problem::from(result.expect_err("this must not work")).fields.0;
    assert_eq!(fields.len(), 1, "{fields:?}");
    fields.into_keys().next().unwrap_or_default()
}

async fn entry(world: &World, staff: &Actor, id: TaxonId) -> StaffTaxon {
    let taxa = world.animals.staff_taxa(staff).await.unwrap();
    taxa.into_iter().find(|entry| entry.taxon.id == id).expect("it is listed")
}

async fn lines(world: &World, id: TaxonId) -> Vec<(String, serde_json::Value)> {
    sqlx::query_as("SELECT action, line::jsonb -> 'detail' FROM core.audit_event WHERE object_id = $1 ORDER BY seq")
        .bind(id.0)
        .fetch_all(&world.test.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn administrators_extend_the_table_of_taxa() {
    let world = World::new().await;
    assert_eq!(code(world.animals.add_taxon(&world.north, &woma()).await), ErrorCode::Forbidden);
    assert_eq!(code(world.animals.add_taxon(&support(&world.north), &woma()).await), ErrorCode::Forbidden);
    assert_eq!(world.animals.taxa().await.unwrap().len(), 9);
    let staff = administrator(&world.north);
    let taxon = world.animals.add_taxon(&staff, &woma()).await.unwrap();
    assert_eq!((taxon.slug.as_str(), world.animals.taxa().await.unwrap().len()), ("woma", 10), "offered at once");
    assert_eq!(taxon.aliases, ["ramsay's python"]);
    assert_eq!(refused(world.animals.add_taxon(&staff, &woma()).await), "common_name");
    assert_eq!(world.animal(&world.north, |a| a.taxon_id = taxon.id).await.fields.code, "WO-001");
    assert_eq!(lines(&world, taxon.id).await, [("taxon.added".to_owned(), serde_json::json!({ "slug": "woma" }))]);
}

#[tokio::test]
async fn a_changed_age_holds_for_the_next_claim_and_stands_in_the_log() {
    let world = World::new().await;
    let staff = administrator(&world.north);
    let born = |born: &str, sex| AnimalFields { born: born.parse().ok(), sex, ..AnimalFields::of(BALL_PYTHON) };
    let dam = world.animals.create(&world.north, born("2020-01-01", Sex::Female)).await.unwrap().id;
    let child = world.animals.create(&world.north, born("2021-06-01", Sex::Unknown)).await.unwrap().id;
    let before = entry(&world, &staff, BALL_PYTHON).await;
    assert_eq!((before.version, before.animals), (1, 2));
    let later = TaxonFields { min_breeding_days_female: 600, ..before.taxon.fields() };
    for other in [&world.north, &support(&world.north)] {
        assert_eq!(code(world.animals.change_taxon(other, BALL_PYTHON, 1, &later).await), ErrorCode::Forbidden);
    }
    let changed = world.animals.change_taxon(&staff, BALL_PYTHON, 1, &later).await.unwrap();
    assert_eq!((changed.min_breeding_days_female, changed.slug.as_str()), (600, "ball-python"));
    assert!(world.parent(&world.north, child, dam, ParentSide::Dam).await.is_err(), "517 days are too few now");
    world.animals.change_taxon(&staff, BALL_PYTHON, 2, &before.taxon.fields()).await.unwrap();
    world.parent(&world.north, child, dam, ParentSide::Dam).await.unwrap();
    let told = lines(&world, BALL_PYTHON).await;
    let first = serde_json::json!({ "changes": { "min_breeding_days_female": { "from": 365, "to": 600 } } });
    assert_eq!(told.first(), Some(&("taxon.changed".to_owned(), first)));
    assert_eq!(told.len(), 2);
}

#[tokio::test]
async fn the_second_of_two_saves_is_shown_what_the_first_one_wrote() {
    let world = World::new().await;
    let staff = administrator(&world.north);
    let read = entry(&world, &staff, BOA).await;
    let renamed = TaxonFields { common_name: "Common boa".into(), ..read.taxon.fields() };
    // Its own other name: nothing of another taxon's.
    let first = world.animals.change_taxon(&staff, BOA, read.version, &renamed).await.unwrap();
    assert_eq!((first.common_name.as_str(), first.slug.as_str()), ("Common boa", "boa"), "the address stays");
    let second = TaxonFields { code_prefix: "BO".into(), ..read.taxon.fields() };
    let lost = Problem::from(world.animals.change_taxon(&staff, BOA, read.version, &second).await.unwrap_err());
    assert_eq!(lost.code, ErrorCode::Conflict);
    let conflict: SaveConflict = serde_json::from_value(lost.current.unwrap()).unwrap();
    assert_eq!(conflict.fields["common_name"].theirs, "Common boa");
    assert_eq!(conflict.fields["code_prefix"].yours, "BO");
    let meant = world.animals.change_taxon(&staff, BOA, conflict.version, &second).await.unwrap();
    assert_eq!((meant.common_name.as_str(), meant.code_prefix.as_str()), ("Boa", "BO"));
    // Nothing to change is no conflict, whatever the version.
    world.animals.change_taxon(&staff, BOA, 1, &second).await.unwrap();
    assert_eq!(lines(&world, BOA).await.len(), 2);
}

#[tokio::test]
async fn no_name_belongs_to_two_and_none_stands_above_itself() {
    let world = World::new().await;
    let staff = administrator(&world.north);
    // As imports read names: in any case, in the singular or plural.
    for (field, taken) in [
        ("plural_name", NewTaxon { plural_name: "Retics".into(), ..woma() }),
        ("scientific_name", NewTaxon { scientific_name: "python Regius".into(), ..woma() }),
        ("aliases", NewTaxon { aliases: vec!["sand python".into(), "Beardie".into()], ..woma() }),
        ("parent_id", NewTaxon { parent_id: Some(TaxonId::new()), ..woma() }),
        ("min_breeding_days_male", NewTaxon { min_breeding_days_male: 0, ..woma() }),
    ] {
        assert_eq!(refused(world.animals.add_taxon(&staff, &taken).await), field);
    }
    let below = NewTaxon { parent_id: Some(BOA), rank: Rank::Subspecies, ..woma() };
    let below = world.animals.add_taxon(&staff, &below).await.unwrap().id;
    let boa = entry(&world, &staff, BOA).await.taxon.fields();
    for above in [BOA, below] {
        let turned = TaxonFields { parent_id: Some(above), ..boa.clone() };
        assert_eq!(refused(world.animals.change_taxon(&staff, BOA, 1, &turned).await), "parent_id");
    }
    assert_eq!(code(world.animals.change_taxon(&staff, TaxonId::new(), 1, &woma()).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_database_lets_only_staff_write_taxa_and_count_across_vivariums() {
    let world = World::new().await;
    world.animal(&world.north, |_| {}).await;
    world.animal(&world.south, |_| {}).await;
    assert_eq!(entry(&world, &support(&world.north), BALL_PYTHON).await.animals, 2, "of both vivariums");
    assert_eq!(code(world.animals.staff_taxa(&world.north).await), ErrorCode::Forbidden);
    let mut tx = world.test.db.begin(&world.north).await.unwrap();
    let counted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM animal.animals_by_taxon()").fetch_one(&mut *tx).await.unwrap();
    let changed = sqlx::query("UPDATE animal.taxon SET common_name = 'Mine'").execute(&mut *tx).await.unwrap();
    assert_eq!((counted, changed.rows_affected()), (0, 0));
    let planted = sqlx::query(
        "INSERT INTO animal.taxon (id, slug, scientific_name, common_name, plural_name, code_prefix, reproduction,
             min_breeding_days_male, min_breeding_days_female) VALUES ($1, 'x', 'x', 'x', 'x', 'X', 'oviparous', 1, 1)",
    )
    .bind(Uuid::now_v7())
    .execute(&mut *tx)
    .await;
    assert!(planted.is_err(), "row-level security stands behind the verb");
}
