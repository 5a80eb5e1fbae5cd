//! Planned pairings: planned once a season, changed against a version, given up and planned again.

use crate::support::{BOA, World, code, message, with_role};
use repti_animal::AnimalError;
use repti_model::{
    AnimalId, ErrorCode, PairingId, Problem, Role,
    animal::{LifeStatus, Sex},
    exchange::ExportKind,
    pairing::{NewPairing, PairingEnd, PairingFilter, PairingPatch, PairingState, RecordedPairing},
    registry::AnimalKind,
};
use std::io::Read;

fn new(sire: AnimalId, dam: AnimalId, season: i32) -> NewPairing {
    NewPairing { sire, dam, season, planned: None, wish: String::new(), note: String::new(), hybrid_ok: false }
}

async fn couple(world: &World) -> (AnimalId, AnimalId) {
    (world.named(&world.north, "Zeus", Sex::Male).await, world.named(&world.north, "Hera", Sex::Female).await)
}

async fn plan(world: &World, sire: AnimalId, dam: AnimalId, season: i32) -> RecordedPairing {
    world.animals.plan_pairing(&world.north, &new(sire, dam, season)).await.unwrap()
}

fn end(reason: &str) -> PairingEnd {
    PairingEnd { reason: reason.into() }
}

/// The first message of a field.
fn said<T: std::fmt::Debug>(result: Result<T, AnimalError>, field: &str) -> String {
    let problem = Problem::from(result.expect_err("this must not work"));
    problem.fields.of(field).first().cloned().unwrap_or_else(|| panic!("nothing about {field}: {problem:?}"))
}

#[tokio::test]
async fn a_pairing_is_planned_read_changed_given_up_and_planned_again() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let (zeus, hera) = couple(&world).await;
    let form = NewPairing { planned: "2026-11".parse().ok(), wish: " Clown ".into(), ..new(zeus, hera, 2027) };
    let made = animals.plan_pairing(north, &form).await.unwrap();
    let pairing = &made.pairing;
    assert_eq!((pairing.title().as_str(), pairing.state, pairing.version), ("Zeus × Hera", PairingState::Planned, 1));
    assert_eq!((pairing.fields.wish.as_str(), pairing.hybrid, made.warnings.len()), ("Clown", false, 0));
    assert_eq!((pairing.sire.id, pairing.dam.id), (Some(zeus), Some(hera)));
    assert_eq!(pairing.created_by.as_deref(), Some("Keeper of north"));

    let patch = PairingPatch { version: 1, season: Some(2028), planned: Some(None), ..PairingPatch::default() };
    let moved = animals.change_pairing(north, pairing.id, &patch).await.unwrap().pairing;
    assert_eq!((moved.fields.season, moved.fields.planned, moved.version), (2028, None, 2));
    let cancelled = animals.cancel_pairing(north, pairing.id, &end(" Too light. ")).await.unwrap().pairing;
    assert_eq!((cancelled.state, cancelled.cancel_reason.as_str()), (PairingState::Cancelled, "Too light."));
    assert!(cancelled.cancelled_at.is_some());
    // What is done already stays as it is.
    let again = animals.cancel_pairing(north, pairing.id, &end("Another")).await.unwrap().pairing;
    assert_eq!(again, cancelled);
    let note = PairingPatch { version: 3, note: Some("x".into()), ..PairingPatch::default() };
    assert!(message(animals.change_pairing(north, pairing.id, &note).await).contains("cancelled"));
    let back = animals.restore_pairing(north, pairing.id).await.unwrap().pairing;
    assert_eq!((back.state, back.cancelled_at, back.cancel_reason.as_str()), (PairingState::Planned, None, ""));

    // Each step stands in the history of both animals.
    for id in [zeus, hera] {
        let lines = animals.history(north, id, None, 10).await.unwrap().items;
        let states: Vec<_> =
            lines.iter().filter(|line| line.field == "pairing").map(|line| line.new["state"].clone()).collect();
        assert_eq!(states, ["planned", "cancelled", "planned", "planned"], "newest first");
        assert_eq!(lines[0].old["reason"], "Too light.");
    }
}

#[tokio::test]
async fn the_same_two_are_planned_once_a_season_whichever_is_named_first() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let zeus = world.named(north, "Zeus", Sex::Male).await;
    let odd = world.named(north, "Odd", Sex::Unknown).await;
    let first = plan(&world, zeus, odd, 2027).await.pairing;
    let problem = Problem::from(animals.plan_pairing(north, &new(zeus, odd, 2027)).await.unwrap_err());
    assert_eq!(problem.code, ErrorCode::AlreadyExists);
    assert_eq!(problem.fields.of("season"), ["Zeus and Odd are planned for 2027 already."]);
    assert_eq!(problem.current.unwrap()["id"], serde_json::json!(first.id));
    // Sexed since, it stands on the other side; the pair is the same.
    let other = world.named(north, "Other", Sex::Unknown).await;
    let second = plan(&world, odd, other, 2027).await.pairing;
    assert_eq!(code(animals.plan_pairing(north, &new(other, odd, 2027)).await), ErrorCode::AlreadyExists);

    let next = plan(&world, zeus, odd, 2028).await.pairing;
    let back = PairingPatch { version: 1, season: Some(2027), ..PairingPatch::default() };
    assert_eq!(code(animals.change_pairing(north, next.id, &back).await), ErrorCode::AlreadyExists);
    animals.cancel_pairing(north, first.id, &end("Later")).await.unwrap();
    animals.change_pairing(north, next.id, &back).await.unwrap();
    assert_eq!(code(animals.restore_pairing(north, first.id).await), ErrorCode::AlreadyExists);
    assert_eq!(animals.pairing(north, second.id).await.unwrap().warnings.len(), 2);

    // Many at once make one.
    let form = new(zeus, odd, 2030);
    let plan = || animals.plan_pairing(north, &form);
    let (a, b, c, d) = tokio::join!(plan(), plan(), plan(), plan());
    let (made, refused): (Vec<_>, Vec<_>) = [a, b, c, d].into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    assert!(refused.into_iter().all(|made| code(made) == ErrorCode::AlreadyExists));
}

#[tokio::test]
async fn who_cannot_be_paired_is_refused_by_name_and_a_hybrid_is_a_choice() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let (zeus, hera) = couple(&world).await;
    let refused = async |sire, dam, field| said(animals.plan_pairing(north, &new(sire, dam, 2027)).await, field);
    assert!(refused(hera, zeus, "sire").await.contains("Hera (BP-002) is recorded as female"));
    assert!(refused(zeus, zeus, "dam").await.contains("two different"));
    let late = world.animal(north, |a| {
        (a.name, a.sex, a.life_status) = ("Late".into(), Sex::Female, LifeStatus::Deceased);
        a.died_on = "2025-06-01".parse().ok();
    });
    let late = late.await.id;
    assert!(refused(zeus, late, "dam").await.contains("died on 2025-06-01"));
    let place =
        world.animal(north, |a| (a.name, a.sex, a.kind) = ("Place".into(), Sex::Female, AnimalKind::Placeholder));
    let place = place.await.id;
    assert!(refused(zeus, place, "dam").await.contains("place in a tree"));
    let far = world.animal(north, |a| (a.name, a.sex, a.kind) = ("Far".into(), Sex::Female, AnimalKind::External));
    plan(&world, zeus, far.await.id, 2027).await;
    let stored = world.animal(north, |a| {
        (a.name, a.sex, a.life_status) = ("Stored".into(), Sex::Male, LifeStatus::Deceased);
        a.died_on = "2025-06-01".parse().ok();
    });
    let found = plan(&world, stored.await.id, hera, 2027).await;
    assert_eq!(found.warnings[0].code, "stored_sperm");

    let boa = world.animal(north, |a| (a.name, a.sex, a.taxon_id) = ("Bo".into(), Sex::Female, BOA)).await.id;
    assert!(refused(zeus, boa, "hybrid_ok").await.contains("deliberate hybrid"));
    let hybrid = NewPairing { hybrid_ok: true, ..new(zeus, boa, 2027) };
    assert!(animals.plan_pairing(north, &hybrid).await.unwrap().pairing.hybrid);
    // The mark means nothing where there is one species.
    let plain = NewPairing { hybrid_ok: true, ..new(zeus, hera, 2027) };
    let plain = animals.plan_pairing(north, &plain).await.unwrap().pairing;
    assert!(!plain.hybrid);

    // What comes later is said on the page, and keeps a cancelled pairing from being planned again.
    animals.archive(north, hera).await.unwrap();
    assert_eq!(animals.pairing(north, plain.id).await.unwrap().warnings[0].code, "archived");
    animals.cancel_pairing(north, plain.id, &end("Sold")).await.unwrap();
    assert!(said(animals.restore_pairing(north, plain.id).await, "dam").contains("in the archive"));
    assert!(refused(zeus, hera, "dam").await.contains("in the archive"));
}

#[tokio::test]
async fn two_who_save_at_once_are_shown_both_values() {
    let world = World::new().await;
    let (zeus, hera) = couple(&world).await;
    let id = plan(&world, zeus, hera, 2027).await.pairing.id;
    let save = async |version, wish: &str| {
        let patch = PairingPatch { version, wish: Some(wish.into()), ..PairingPatch::default() };
        world.animals.change_pairing(&world.north, id, &patch).await
    };
    save(1, "Clown").await.unwrap();
    let met = Problem::from(save(1, "Pied").await.unwrap_err());
    let current = met.current.expect("both values");
    assert_eq!((met.code, &current["version"]), (ErrorCode::Conflict, &serde_json::json!(2)));
    assert_eq!(current["fields"]["wish"], serde_json::json!({ "yours": "Pied", "theirs": "Clown" }));
    assert_eq!(current["changed_by"], "Keeper of north");
    save(1, "Clown").await.expect("nothing to change");
    save(2, "Pied").await.unwrap();
}

#[tokio::test]
async fn the_list_goes_by_season_and_turns_its_pages_both_ways() {
    let world = World::new().await;
    let (zeus, hera) = couple(&world).await;
    let leda = world.named(&world.north, "Leda", Sex::Female).await;
    for season in 2021..=2027 {
        plan(&world, zeus, hera, season).await;
    }
    let other = plan(&world, zeus, leda, 2024).await.pairing.id;
    world.animals.cancel_pairing(&world.north, other, &end("No")).await.unwrap();
    let page = async |filter: PairingFilter, cursor: Option<&str>| {
        world.animals.pairings(&world.north, &filter, cursor, 3).await.unwrap()
    };
    let all = PairingFilter::default();
    let seasons = |page: &repti_model::page::Page<repti_model::pairing::Pairing>| {
        page.items.iter().map(|one| one.fields.season).collect::<Vec<_>>()
    };
    let first = page(all, None).await;
    let second = page(all, first.next.as_deref()).await;
    let third = page(all, second.next.as_deref()).await;
    assert_eq!(
        (seasons(&first), seasons(&second), seasons(&third)),
        (vec![2027, 2026, 2025], vec![2024, 2024, 2023], vec![2022, 2021])
    );
    assert_eq!((second.items[0].id, third.next), (other, None));
    assert_eq!(page(all, third.previous.as_deref()).await.items, second.items);
    assert_eq!(page(all, second.previous.as_deref()).await.items, first.items);
    assert_eq!(page(all, Some("rubbish")).await.items, first.items);
    let of = async |filter| seasons(&page(filter, None).await);
    assert_eq!(of(PairingFilter { animal: Some(leda), ..all }).await, [2024]);
    assert_eq!(of(PairingFilter { state: Some(PairingState::Cancelled), ..all }).await, [2024]);
    assert_eq!(of(PairingFilter { season: Some(2024), ..all }).await, [2024, 2024]);
    let south = world.animals.pairings(&world.south, &all, None, 10).await.unwrap();
    assert!(south.items.is_empty());
}

#[tokio::test]
async fn handlers_plan_keepers_read_and_the_archive_has_it() {
    let world = World::new().await;
    let (zeus, hera) = couple(&world).await;
    let (handler, keeper) = (with_role(&world.north, Role::Handler), with_role(&world.north, Role::Keeper));
    let animals = &world.animals;
    let id: PairingId = animals.plan_pairing(&handler, &new(zeus, hera, 2027)).await.unwrap().pairing.id;
    assert_eq!(animals.pairings(&keeper, &PairingFilter::default(), None, 10).await.unwrap().items.len(), 1);
    animals.pairing(&keeper, id).await.unwrap();
    let answers = [
        code(animals.plan_pairing(&keeper, &new(zeus, hera, 2028)).await),
        code(animals.change_pairing(&keeper, id, &PairingPatch::default()).await),
        code(animals.cancel_pairing(&keeper, id, &end("No")).await),
        code(animals.restore_pairing(&keeper, id).await),
    ];
    assert_eq!(answers, [ErrorCode::Forbidden; 4]);
    assert!(!said(animals.cancel_pairing(&handler, id, &end(" ")).await, "reason").is_empty());

    let mut file = animals.export(&world.north, ExportKind::Archive).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = file.chunks.recv().await {
        bytes.extend(chunk.unwrap());
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name("json/pairings.json").unwrap().read_to_string(&mut text).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!((rows.len(), &rows[0]["season"], &rows[0]["sire_id"]), (1, &2027.into(), &serde_json::json!(zeus)));
}
