use crate::world::World;
use repti_model::{
    ErrorCode, Problem, Role,
    embed::{WidgetAccent, WidgetForm, WidgetKind, WidgetTheme},
};

fn form() -> WidgetForm {
    WidgetForm {
        kind: WidgetKind::Pedigree,
        theme: WidgetTheme::Dark,
        accent: WidgetAccent::Clay,
        allowed_origins: vec!["https://Example.org/".into()],
        animal_id: None,
    }
}

fn code<T: std::fmt::Debug>(result: repti_ops::Result<T>) -> ErrorCode {
    Problem::from(result.unwrap_err()).code
}

#[tokio::test]
async fn a_widget_is_found_by_its_key_until_it_is_turned_off() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let animal = world.animal(&ada).await;
    let made = world.ops.create_widget(&ada, &WidgetForm { animal_id: Some(animal), ..form() }).await.unwrap();
    let found = world.ops.find_widget(&made.key).await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.kind, found.theme, found.accent, found.animal_id),
        (made.id, WidgetKind::Pedigree, WidgetTheme::Dark, WidgetAccent::Clay, Some(animal))
    );
    assert_eq!(found.allowed_origins, ["https://example.org"]);
    world.ops.disable_widget(&ada, made.id).await.unwrap();
    assert_eq!(world.ops.find_widget(&made.key).await.unwrap(), None);
    assert!(world.ops.list_widgets(&ada).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_widget_that_was_turned_off_by_mistake_comes_back_under_its_key() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let mut curator = ada.clone();
    curator.vivarium.as_mut().unwrap().role = Role::Curator;
    let grace = world.member("grace", Role::Herpetologist).await;
    let made = world.ops.create_widget(&ada, &form()).await.unwrap();
    assert_eq!(code(world.ops.enable_widget(&ada, made.id).await), ErrorCode::NotFound, "it is on");
    world.ops.disable_widget(&ada, made.id).await.unwrap();
    assert_eq!(code(world.ops.get_widget(&ada, made.id).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.enable_widget(&curator, made.id).await), ErrorCode::Forbidden);
    assert_eq!(code(world.ops.enable_widget(&grace, made.id).await), ErrorCode::NotFound);
    world.ops.enable_widget(&ada, made.id).await.unwrap();
    assert_eq!(world.ops.find_widget(&made.key).await.unwrap().unwrap().id, made.id);
    assert_eq!(world.ops.get_widget(&ada, made.id).await.unwrap().key, made.key);
}

#[tokio::test]
async fn a_widget_of_a_suspended_vivarium_and_a_forged_key_are_none() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let made = world.ops.create_widget(&ada, &form()).await.unwrap();
    sqlx::query("UPDATE core.vivarium SET suspended_at = now()").execute(&world.db.owner).await.unwrap();
    for key in [made.key.as_str(), "", "' OR 1=1 --", &"x".repeat(1000)] {
        assert_eq!(world.ops.find_widget(key).await.unwrap(), None);
    }
}

#[tokio::test]
async fn only_a_herpetologist_makes_widgets_and_only_of_their_own_animals() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let grace = world.member("grace", Role::Herpetologist).await;
    let curator = world.member("curator", Role::Curator).await;
    assert_eq!(code(world.ops.create_widget(&curator, &form()).await), ErrorCode::Forbidden);
    let theirs = world.animal(&grace).await;
    let problem = Problem::from(
        world.ops.create_widget(&ada, &WidgetForm { animal_id: Some(theirs), ..form() }).await.unwrap_err(),
    );
    assert!(!problem.fields.of("animal_id").is_empty(), "{problem:?}");
    let bad = WidgetForm { allowed_origins: vec!["*".into()], ..form() };
    assert_eq!(code(world.ops.create_widget(&ada, &bad).await), ErrorCode::Invalid);
}

#[tokio::test]
async fn another_vivariums_widget_is_not_found() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let grace = world.member("grace", Role::Herpetologist).await;
    let made = world.ops.create_widget(&ada, &form()).await.unwrap();
    assert_eq!(code(world.ops.update_widget(&grace, made.id, 1, &form()).await), ErrorCode::NotFound);
    assert_eq!(code(world.ops.disable_widget(&grace, made.id).await), ErrorCode::NotFound);
    assert!(world.ops.list_widgets(&grace).await.unwrap().is_empty());
}

#[tokio::test]
async fn two_savers_see_each_other() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    let made = world.ops.create_widget(&ada, &form()).await.unwrap();
    let light = WidgetForm { theme: WidgetTheme::Light, ..form() };
    let saved = world.ops.update_widget(&ada, made.id, made.version, &light).await.unwrap();
    assert_eq!((saved.version, saved.theme), (2, WidgetTheme::Light));
    let problem = Problem::from(world.ops.update_widget(&ada, made.id, made.version, &form()).await.unwrap_err());
    assert_eq!(problem.code, ErrorCode::Conflict);
    assert_eq!(problem.current.unwrap()["theme"], "light");
}
