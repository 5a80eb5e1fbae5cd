use crate::support::{BALL_PYTHON, World, code};
use repti_model::{
    AnimalId, ErrorCode, Problem,
    animal::{Sex, Visibility},
    measure::Grams,
    registry::{AnimalFields, AnimalFilter, AnimalPatch, NewSavedView, SaveConflict},
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
        "custody": "loaned_in", "role": "breeder", "care_state": "gravid", "visibility": "lineage_only",
        "open_to_pairings": true, "hybrid": true, "public_notes": "line\nline", "private_notes": "paid too much"
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

#[tokio::test]
async fn one_form_sent_twice_at_once_makes_one_animal() {
    let world = World::new().await;
    let (id, fields) = (AnimalId::new(), AnimalFields { name: "Twice".into(), ..AnimalFields::of(BALL_PYTHON) });
    let once = || world.animals.create_once(&world.north, id, fields.clone());
    let (one, two) = tokio::join!(once(), once());
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.id, two.id, &one.fields), (id, id, &two.fields));
    assert_eq!(once().await.unwrap().id, id);
    let filter = AnimalFilter { q: "Twice".into(), ..AnimalFilter::default() };
    assert_eq!(world.animals.count(&world.north, &filter).await.unwrap().count, 1);

    // Gone back to and filled in again, it is another animal; and an id of another vivarium is nobody's business.
    let other = AnimalFields { name: "Thrice".into(), ..fields.clone() };
    assert_ne!(world.animals.create_once(&world.north, id, other).await.unwrap().id, id);
    let theirs = world.animals.create_once(&world.south, id, fields.clone()).await.unwrap();
    assert_ne!(theirs.id, id);
    assert_eq!(world.animals.get(&world.north, id).await.unwrap().fields.name, "Twice");
}

#[tokio::test]
async fn a_second_tab_does_not_write_over_the_first_ones_draft() {
    let world = World::new().await;
    let keep = async |text: &str, seen| {
        world.animals.keep_draft(&world.north, "animal:new", &json!({ "name": text }), seen).await
    };
    let first = keep("first", None).await.unwrap();
    assert_eq!(code(keep("second tab", None).await), ErrorCode::AlreadyExists);
    let again = keep("first, and more", Some(first)).await.unwrap();
    assert_eq!(code(keep("second tab", Some(first)).await), ErrorCode::AlreadyExists);
    assert_eq!(
        world.animals.draft(&world.north, "animal:new").await.unwrap().unwrap().body,
        json!({ "name": "first, and more" })
    );
    // Thrown away in one tab, it is free for the other.
    world.animals.discard_draft(&world.north, "animal:new").await.unwrap();
    keep("second tab", Some(again)).await.unwrap();
}

#[tokio::test]
async fn a_view_is_renamed_by_its_person_to_a_name_of_its_own() {
    let world = World::new().await;
    let save = async |name: &str| {
        let view = serde_json::from_value(json!({ "name": name })).unwrap();
        world.animals.save_view(&world.north, view).await.unwrap()
    };
    let (one, two) = (save("One").await, save("Two").await);
    let rename = async |actor, name: &str| world.animals.rename_view(actor, two.id, name).await;
    for wrong in ["", "  ", "one", &"x".repeat(61)] {
        assert_eq!(code(rename(&world.north, wrong).await), ErrorCode::Invalid, "{wrong}");
    }
    assert_eq!(code(rename(&world.south, "Three").await), ErrorCode::NotFound);
    rename(&world.north, " Three ").await.unwrap();
    let names: Vec<String> =
        world.animals.saved_views(&world.north).await.unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(names, [one.name, "Three".to_owned()]);
}
