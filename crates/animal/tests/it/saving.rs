use crate::support::{BALL_PYTHON, World, code};
use repti_model::{
    ErrorCode, Problem,
    animal::{Sex, Visibility},
    measure::Grams,
    registry::{AnimalFields, AnimalPatch, NewSavedView, SaveConflict},
};
use serde_json::json;

#[tokio::test]
async fn a_record_reads_back_as_it_was_written() {
    let world = World::new().await;
    let full: AnimalFields = serde_json::from_value(json!({
        "code": "Kiwi-1.a/b_c", "name": "Kiwi 🥝", "taxon_id": BALL_PYTHON, "kind": "held", "sex": "female",
        "sex_confidence": "certain", "sex_method": "probed", "born": {"date": "2021-06-01", "precision": "month"},
        "died_on": "2024-02-29", "acquired_on": "2022-01-01", "origin": "captive_bred", "breeder_of_record": "A. Breeder",
        "genotype_text": "Pastel 66% het Clown", "weight_g": 1250.55, "length_mm": 1200, "life_status": "deceased",
        "custody": "loaned_in", "role": "breeder", "care_state": "gravid", "visibility": "lineage_only", "hybrid": true,
        "public_notes": "line\nline", "private_notes": "paid too much"
    }))
    .unwrap();
    let made = world.animals.create(&world.north, full.clone()).await.unwrap();
    assert_eq!(world.animals.get(&world.north, made.id).await.unwrap().fields, full);
}

#[tokio::test]
async fn two_people_saving_one_animal_see_both_values() {
    let world = World::new().await;
    let made = world.animal(&world.north, |a| a.name = "Kiwi".into()).await;
    let mine = AnimalPatch { version: made.version, name: Some("Kiwi the First".into()), ..AnimalPatch::default() };
    let theirs = AnimalPatch {
        version: made.version,
        name: Some("Queen Kiwi".into()),
        sex: Some(Sex::Female),
        ..AnimalPatch::default()
    };
    let (one, two) = tokio::join!(
        world.animals.update(&world.north, made.id, &mine),
        world.animals.update(&world.north, made.id, &theirs)
    );
    let (won, lost) = match (one, two) {
        (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, Problem::from(lost)),
        other => panic!("exactly one is saved: {other:?}"),
    };
    assert_eq!(lost.code, ErrorCode::Conflict);
    let conflict: SaveConflict = serde_json::from_value(lost.current.unwrap()).unwrap();
    assert_eq!((conflict.version, conflict.changed_by.as_deref()), (won.version, Some("Keeper of north")));
    assert_eq!(conflict.fields["name"].theirs, json!(won.fields.name));
    assert_ne!(conflict.fields["name"].yours, conflict.fields["name"].theirs);
}

#[tokio::test]
async fn the_same_save_again_changes_nothing() {
    let world = World::new().await;
    let made = world.animal(&world.north, |_| ()).await;
    let patch = AnimalPatch {
        version: made.version,
        name: Some("  Kiwi ".into()),
        weight_g: Some(Grams::from_grams(50.0)),
        ..AnimalPatch::default()
    };
    let saved = world.animals.update(&world.north, made.id, &patch).await.unwrap();
    let again = world.animals.update(&world.north, made.id, &patch).await.unwrap();
    assert_eq!((saved.version, again.version, again.fields.name.as_str()), (2, 2, "Kiwi"));
}

#[tokio::test]
async fn a_saved_record_keeps_a_code_and_may_not_take_anothers() {
    let world = World::new().await;
    world.animal(&world.north, |a| a.code = "A-1".into()).await;
    let made = world.animal(&world.north, |a| a.code = "A-2".into()).await;
    for wrong in ["", "a-1"] {
        let patch = AnimalPatch { version: 1, code: Some(wrong.into()), ..AnimalPatch::default() };
        assert_eq!(code(world.animals.update(&world.north, made.id, &patch).await), ErrorCode::Invalid, "{wrong}");
    }
}

#[tokio::test]
async fn drafts_and_views_are_each_persons_own() {
    let world = World::new().await;
    let body = json!({ "name": "half a na" });
    world.animals.save_draft(&world.north, "animal:new", &body).await.unwrap();
    let kept = world.animals.draft(&world.north, "animal:new").await.unwrap().unwrap();
    assert_eq!(kept.body, body);
    assert_eq!(world.animals.draft(&world.south, "animal:new").await.unwrap(), None);
    world.animals.discard_draft(&world.north, "animal:new").await.unwrap();
    assert_eq!(world.animals.draft(&world.north, "animal:new").await.unwrap(), None);
    let huge = json!({ "notes": "x".repeat(70_000) });
    assert_eq!(code(world.animals.save_draft(&world.north, "animal:new", &huge).await), ErrorCode::Invalid);
    assert_eq!(code(world.animals.save_draft(&world.north, "../etc", &body).await), ErrorCode::NotFound);

    let view: NewSavedView =
        serde_json::from_value(json!({ "name": "Breeders", "filter": { "role": ["breeder"] } })).unwrap();
    let kept = world.animals.save_view(&world.north, view.clone()).await.unwrap();
    let again = world.animals.save_view(&world.north, NewSavedView { name: "breeders".into(), ..view }).await.unwrap();
    assert_eq!(kept.id, again.id);
    assert_eq!(world.animals.saved_views(&world.north).await.unwrap(), [again]);
    assert_eq!(world.animals.saved_views(&world.south).await.unwrap(), []);
    assert_eq!(code(world.animals.delete_view(&world.south, kept.id).await), ErrorCode::NotFound);
    world.animals.delete_view(&world.north, kept.id).await.unwrap();
}

#[tokio::test]
async fn visibility_is_private_unless_said_otherwise() {
    let world = World::new().await;
    assert_eq!(world.animal(&world.north, |_| ()).await.fields.visibility, Visibility::Private);
}
