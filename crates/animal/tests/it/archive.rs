use crate::support::{World, code};
use repti_model::{
    ErrorCode,
    animal::{AnimalRole, Visibility},
    registry::{AnimalFilter, AnimalPatch, Archived, BulkChange, BulkEdit, BulkSelection},
};
use uuid::Uuid;

#[tokio::test]
async fn an_archived_animal_leaves_the_list_and_comes_back_as_it_was() {
    let world = World::new().await;
    let made = world.animal(&world.north, |a| a.name = "Kiwi".into()).await;
    world.animals.archive(&world.north, made.id).await.unwrap();
    world.animals.archive(&world.north, made.id).await.unwrap();
    let count = async |archived| {
        let filter = AnimalFilter { archived, ..AnimalFilter::default() };
        world.animals.count(&world.north, &filter).await.unwrap().count
    };
    assert_eq!((count(Archived::Without).await, count(Archived::Only).await, count(Archived::With).await), (0, 1, 1));
    let back = world.animals.restore(&world.north, made.id).await.unwrap();
    assert_eq!((back.archived_at, back.fields), (None, made.fields));
}

#[tokio::test]
async fn a_bulk_edit_is_undone_but_for_what_was_changed_since() {
    let world = World::new().await;
    let north = &world.north;
    let one = world.animal(north, |a| a.role = AnimalRole::Pet).await.id;
    let two = world.animal(north, |_| ()).await.id;
    let three = world.animal(north, |a| a.role = AnimalRole::Breeder).await.id;
    let edit = BulkEdit {
        selection: BulkSelection::Ids(vec![one, two, three, one]),
        change: BulkChange {
            role: Some(AnimalRole::Breeder),
            visibility: Some(Visibility::Public),
            ..BulkChange::default()
        },
    };
    let done = world.animals.bulk_edit(north, &edit).await.unwrap();
    assert_eq!((done.changed, done.unchanged), (3, 0));
    let again = world.animals.bulk_edit(north, &edit).await.unwrap();
    assert_eq!((again.changed, again.unchanged, again.undo), (0, 3, None));

    let version = world.animals.get(north, two).await.unwrap().version;
    let patch = AnimalPatch {
        version,
        role: Some(AnimalRole::Retired),
        visibility: Some(Visibility::LineageOnly),
        ..AnimalPatch::default()
    };
    world.animals.update(north, two, &patch).await.unwrap();
    let undone = world.animals.undo_bulk(north, done.undo.unwrap()).await.unwrap();
    assert_eq!((undone.changed, undone.unchanged), (2, 1));
    let mut now = Vec::new();
    for id in [one, two, three] {
        let fields = world.animals.get(north, id).await.unwrap().fields;
        now.push((fields.role, fields.visibility));
    }
    assert_eq!(
        now,
        [
            (AnimalRole::Pet, Visibility::Private),
            (AnimalRole::Retired, Visibility::LineageOnly),
            (AnimalRole::Breeder, Visibility::Private)
        ]
    );
}

#[tokio::test]
async fn a_bulk_edit_by_filter_archives_and_is_undone() {
    let world = World::new().await;
    for n in 0..30 {
        world.animal(&world.north, |a| a.name = format!("Young {n}")).await;
    }
    let keep = world.animal(&world.north, |a| a.name = "Old".into()).await.id;
    let filter = AnimalFilter { q: "young".into(), ..AnimalFilter::default() };
    let change = BulkChange { archived: Some(true), ..BulkChange::default() };
    let edit = BulkEdit { selection: BulkSelection::Filter(filter.clone()), change };
    let done = world.animals.bulk_edit(&world.north, &edit).await.unwrap();
    assert_eq!(done.changed, 30);
    assert_eq!(world.animals.count(&world.north, &AnimalFilter::default()).await.unwrap().count, 1);
    assert!(world.animals.get(&world.north, keep).await.unwrap().archived_at.is_none());
    assert_eq!(world.animals.undo_bulk(&world.north, done.undo.unwrap()).await.unwrap().changed, 30);
    assert_eq!(world.animals.count(&world.north, &filter).await.unwrap().count, 30);
}

#[tokio::test]
async fn a_bulk_edit_with_a_foreign_id_changes_nothing() {
    let world = World::new().await;
    let mine = world.animal(&world.north, |_| ()).await;
    let foreign = world.animal(&world.south, |_| ()).await;
    let edit = BulkEdit {
        selection: BulkSelection::Ids(vec![mine.id, foreign.id]),
        change: BulkChange { role: Some(AnimalRole::Pet), ..BulkChange::default() },
    };
    assert_eq!(code(world.animals.bulk_edit(&world.north, &edit).await), ErrorCode::NotFound);
    assert_eq!(world.animals.get(&world.north, mine.id).await.unwrap().version, 1);
    assert_eq!(code(world.animals.undo_bulk(&world.north, Uuid::now_v7()).await), ErrorCode::NotFound);
}
