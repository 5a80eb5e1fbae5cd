use crate::world::{World, redis};
use repti_core::{CoreError, Limit};

const TWO: Limit = Limit::new("test_two", 2, 60);

#[tokio::test]
async fn a_limit_holds_across_processes_by_redis() {
    let Some(pool) = redis().await else { return };
    let key = uuid::Uuid::now_v7().to_string();
    let (one, other) = (World::with_redis(Some(pool.clone())).await, World::with_redis(Some(pool)).await);
    one.core.limits().take(&TWO, &key).await.unwrap();
    other.core.limits().take(&TWO, &key).await.unwrap();
    let refused = one.core.limits().take(&TWO, &key).await;
    assert!(matches!(refused, Err(CoreError::TooMany { retry_after: 29..=30 })), "{refused:?}");
}

#[tokio::test]
async fn without_an_answer_from_redis_a_process_limits_itself_and_doesnt_wait() {
    // Nobody listens there.
    let config = fred::prelude::Config::from_url("redis://127.0.0.1:1").unwrap();
    let pool = fred::clients::Pool::new(config, None, None, None, 1).unwrap();
    let world = World::with_redis(Some(pool)).await;
    let started = std::time::Instant::now();
    world.core.limits().take(&TWO, "key").await.unwrap();
    world.core.limits().take(&TWO, "key").await.unwrap();
    assert!(matches!(world.core.limits().take(&TWO, "key").await, Err(CoreError::TooMany { .. })));
    assert!(started.elapsed() < std::time::Duration::from_secs(2));
}
