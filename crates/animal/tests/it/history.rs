use crate::support::World;
use repti_model::{
    animal::{ParentSide, Sex},
    registry::AnimalPatch,
};
use serde_json::json;

#[tokio::test]
async fn history_tells_who_changed_what_from_what_to_what() {
    let world = World::new().await;
    let sire = world.named(&world.north, "Zeus", Sex::Male).await;
    let made = world.animal(&world.north, |a| a.name = "Kiwi".into()).await;
    let patch =
        AnimalPatch { version: 1, name: Some("Queen".into()), sex: Some(Sex::Female), ..AnimalPatch::default() };
    world.animals.update(&world.north, made.id, &patch).await.unwrap();
    world.parent(&world.north, made.id, sire, ParentSide::Sire).await.unwrap();
    world.animals.archive(&world.north, made.id).await.unwrap();

    let page = world.animals.history(&world.north, made.id, None, 3).await.unwrap();
    let rest = world.animals.history(&world.north, made.id, page.next.as_deref(), 3).await.unwrap();
    let back = world.animals.history(&world.north, made.id, rest.previous.as_deref(), 3).await.unwrap();
    assert_eq!(back.items, page.items);
    let lines: Vec<(&str, _, _)> = page
        .items
        .iter()
        .chain(&rest.items)
        .map(|change| (change.field.as_str(), change.old.clone(), change.new.clone()))
        .collect();
    let claim = json!({ "parent": "Zeus (BP-001)", "id": sire, "basis": "declared", "chance": "1/1" });
    assert_eq!(lines[0], ("archived", json!(false), json!(true)));
    assert_eq!(lines[1], ("sire", json!(null), claim));
    assert!(lines[2..4].contains(&("name", json!("Kiwi"), json!("Queen"))));
    assert!(lines[2..4].contains(&("sex", json!("unknown"), json!("female"))));
    assert_eq!(lines[4], ("created", json!(null), json!("BP-002")));
    assert!(page.items.iter().all(|change| change.by.as_deref() == Some("Keeper of north")));
}
