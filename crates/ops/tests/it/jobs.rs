use crate::world::{World, staff};
use repti_db::{Job, NewJob, Scope, enqueue};
use repti_model::{ErrorCode, Problem, Role, StaffRole};

#[derive(serde::Serialize, serde::Deserialize)]
struct Secret {
    link: String,
}

impl Job for Secret {
    const TASK: &'static str = "test_secret";
    const MAX_ATTEMPTS: i32 = 1;
}

async fn dead_letter(world: &World) -> i64 {
    let mut tx = world.db.db.begin(Scope::Nobody).await.unwrap();
    enqueue(&mut tx, &Secret { link: "token=abc".into() }, NewJob::default()).await.unwrap();
    tx.commit().await.unwrap();
    sqlx::query_scalar(
        "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'boom' WHERE attempts < max_attempts RETURNING id",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_dead_letter_is_seen_without_its_payload_and_tried_again_once() {
    let world = World::new().await;
    let id = dead_letter(&world).await;
    let moderator = staff(StaffRole::Moderator);
    let counts = world.ops.job_counts(&moderator).await.unwrap();
    assert_eq!((counts[0].task.as_str(), counts[0].failed, counts[0].waiting), ("test_secret", 1, 0));
    let failed = world.ops.failed_jobs(&moderator, None).await.unwrap().items;
    assert_eq!((failed[0].id, failed[0].last_error.as_str()), (id, "boom"));
    assert!(!serde_json::to_string(&failed).unwrap().contains("token"));
    world.ops.retry_job(&moderator, id).await.unwrap();
    assert_eq!(world.ops.job_counts(&moderator).await.unwrap()[0].waiting, 1);
    assert_eq!(Problem::from(world.ops.retry_job(&moderator, id).await.unwrap_err()).code, ErrorCode::NotFound);
}

#[tokio::test]
async fn the_queue_is_for_staff() {
    let world = World::new().await;
    let id = dead_letter(&world).await;
    let ada = world.member("ada", Role::Herpetologist).await;
    assert_eq!(Problem::from(world.ops.job_counts(&ada).await.unwrap_err()).code, ErrorCode::Forbidden);
    assert_eq!(Problem::from(world.ops.failed_jobs(&ada, None).await.unwrap_err()).code, ErrorCode::Forbidden);
    assert_eq!(
        Problem::from(world.ops.retry_job(&staff(StaffRole::Support), id).await.unwrap_err()).code,
        ErrorCode::Forbidden
    );
}

#[tokio::test]
async fn health_names_what_doesnt_answer() {
    let world = World::new().await;
    let checks = world.ops.health().await;
    let healthy: Vec<(&str, bool)> = checks.iter().map(|check| (check.name.as_str(), check.healthy)).collect();
    assert_eq!(healthy, [("postgres", true), ("redis", false), ("jobs", true)]);
}

#[tokio::test]
async fn a_dead_letter_is_dropped_once_by_an_administrator_and_stands_in_the_log() {
    let world = World::new().await;
    let id = dead_letter(&world).await;
    let refused = world.ops.drop_job(&staff(StaffRole::Moderator), id).await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ErrorCode::Forbidden);
    let administrator = staff(StaffRole::Administrator);
    world.ops.drop_job(&administrator, id).await.unwrap();
    assert!(world.ops.failed_jobs(&administrator, None).await.unwrap().items.is_empty());
    assert_eq!(Problem::from(world.ops.drop_job(&administrator, id).await.unwrap_err()).code, ErrorCode::NotFound);
    // The task is still counted, so that what was measured before goes back to nothing.
    let counts = world.ops.job_counts(&administrator).await.unwrap();
    assert_eq!((counts[0].task.as_str(), counts[0].failed, counts[0].waiting), ("test_secret", 0, 0));
    let line: String = sqlx::query_scalar("SELECT line FROM core.audit_event WHERE action = 'job.dropped'")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert!(line.contains(&format!(r#""job":{id},"task":"test_secret""#)), "{line}");
}

#[tokio::test]
async fn a_waiting_job_is_neither_dropped_nor_tried_again() {
    let world = World::new().await;
    let id = dead_letter(&world).await;
    sqlx::query("UPDATE graphile_worker._private_jobs SET attempts = 0").execute(&world.db.owner).await.unwrap();
    let administrator = staff(StaffRole::Administrator);
    assert_eq!(Problem::from(world.ops.drop_job(&administrator, id).await.unwrap_err()).code, ErrorCode::NotFound);
    assert_eq!(world.ops.retry_task(&administrator, "test_secret").await.unwrap(), 0);
    assert_eq!(world.ops.job_counts(&administrator).await.unwrap()[0].waiting, 1);
}

#[tokio::test]
async fn all_dead_letters_of_a_task_are_tried_again_at_once() {
    let world = World::new().await;
    dead_letter(&world).await;
    dead_letter(&world).await;
    let moderator = staff(StaffRole::Moderator);
    let refused = world.ops.retry_task(&staff(StaffRole::Support), "test_secret").await.unwrap_err();
    assert_eq!(Problem::from(refused).code, ErrorCode::Forbidden);
    assert_eq!(world.ops.retry_task(&moderator, "another").await.unwrap(), 0);
    assert_eq!(world.ops.retry_task(&moderator, "test_secret").await.unwrap(), 2);
    let counts = world.ops.job_counts(&moderator).await.unwrap();
    assert_eq!((counts[0].failed, counts[0].waiting), (0, 2));
}

#[tokio::test]
async fn staff_count_the_house_and_a_vivarium_and_nobody_else_does() {
    let world = World::new().await;
    let ada = world.member("ada", Role::Herpetologist).await;
    world.animal(&ada).await;
    let (support, vivarium) = (staff(StaffRole::Support), ada.vivarium.as_ref().unwrap().id);
    let house = world.ops.staff_house(&support).await.unwrap();
    assert_eq!((house.people, house.vivariums, house.animals, house.public_animals), (1, 1, 1, 0));
    assert_eq!(world.ops.vivarium_animals(&support, vivarium).await.unwrap().animals, 1);
    for refused in [
        world.ops.staff_house(&ada).await.unwrap_err(),
        world.ops.vivarium_animals(&ada, vivarium).await.unwrap_err(),
        world.ops.staff_health(&ada).await.unwrap_err(),
    ] {
        assert_eq!(Problem::from(refused).code, ErrorCode::Forbidden);
    }
}
