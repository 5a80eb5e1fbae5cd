use crate::support::{BALL_PYTHON, World, code, with_role};
use repti_model::{
    Actor, ErrorCode, Problem, Role, TaxonId,
    registry::{AnimalFields, AnimalFilter, AnimalSort},
};

#[tokio::test]
async fn codes_follow_the_template_and_skip_what_is_taken() {
    let world = World::new().await;
    let north = &world.north;
    world.animal(north, |a| a.code = "bp-041".into()).await;
    assert_eq!(suggested(&world, north).await, "BP-042");
    assert_eq!(world.animal(north, |_| ()).await.fields.code, "BP-042");
    world.animal(north, |a| a.code = "BP-043".into()).await;
    assert_eq!(suggested(&world, north).await, "BP-044", "a suggestion takes nothing");
    assert_eq!(suggested(&world, north).await, "BP-044");
    assert_eq!(world.animal(north, |_| ()).await.fields.code, "BP-044");
    assert_eq!(world.animal(&world.south, |_| ()).await.fields.code, "BP-001");
}

#[tokio::test]
async fn twenty_creations_at_once_take_twenty_codes() {
    let world = World::new().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (animals, north) = (world.animals.clone(), world.north.clone());
        tasks.spawn(async move { animals.create(&north, AnimalFields::of(BALL_PYTHON)).await });
    }
    let mut codes: Vec<String> = tasks.join_all().await.into_iter().map(|made| made.unwrap().fields.code).collect();
    codes.sort();
    let expected: Vec<String> = (1..=20).map(|n| format!("BP-{n:03}")).collect();
    assert_eq!(codes, expected);
}

#[tokio::test]
async fn one_code_given_twice_at_once_goes_to_one() {
    let world = World::new().await;
    let fields = AnimalFields { code: "Kiwi-1".into(), ..AnimalFields::of(BALL_PYTHON) };
    let other = AnimalFields { code: "KIWI-1".into(), ..fields.clone() };
    let (one, two) =
        tokio::join!(world.animals.create(&world.north, fields), world.animals.create(&world.north, other));
    let lost = [one, two].into_iter().filter_map(Result::err).map(Problem::from).collect::<Vec<_>>();
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].fields.of("code"), ["Another animal has this code already."]);
}

#[tokio::test]
async fn an_unknown_taxon_and_a_mangled_record_are_field_errors() {
    let world = World::new().await;
    let unknown = world.animals.create(&world.north, AnimalFields::of(TaxonId::new())).await;
    assert_eq!(Problem::from(unknown.unwrap_err()).fields.of("taxon_id").len(), 1);
    let mangled = AnimalFields {
        code: "'; DROP".into(),
        name: "a\0".into(),
        private_notes: "🐍".repeat(20_001),
        ..AnimalFields::of(BALL_PYTHON)
    };
    let problem = Problem::from(world.animals.create(&world.north, mangled).await.unwrap_err());
    assert_eq!(problem.fields.0.keys().collect::<Vec<_>>(), ["code", "name", "private_notes"]);
}

#[tokio::test]
async fn roles_may_what_the_matrix_says() {
    let world = World::new().await;
    let keeper = with_role(&world.north, Role::Keeper);
    let handler = with_role(&world.north, Role::Handler);
    let new = || AnimalFields::of(BALL_PYTHON);
    assert_eq!(code(world.animals.create(&keeper, new()).await), ErrorCode::Forbidden);
    let made = world.animals.create(&handler, new()).await.unwrap();
    assert_eq!(code(world.animals.archive(&handler, made.id).await), ErrorCode::Forbidden);
    assert!(world.animals.get(&keeper, made.id).await.is_ok());
    let page = world.animals.list(&keeper, &AnimalFilter::default(), AnimalSort::Code, None, 10).await.unwrap();
    assert_eq!(page.items.len(), 1);
}

async fn suggested(world: &World, actor: &Actor) -> String {
    let codes = world.animals.next_codes(actor).await.unwrap();
    codes.into_iter().find(|(taxon, _)| *taxon == BALL_PYTHON).expect("every taxon has one").1
}
