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
        "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'boom' RETURNING id",
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
