//! The sessions' place in Redis, with how long it takes to answer.

use async_trait::async_trait;
use fred::clients::Pool;
use repti_core::redis_figures::answered;
use std::time::Instant;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::Result,
};
use tower_sessions_redis_store::RedisStore;

/// Redis, timed.
#[derive(Debug, Clone)]
pub struct TimedStore(RedisStore<Pool>);

impl TimedStore {
    /// Over this pool.
    #[must_use]
    pub fn new(redis: Pool) -> Self {
        Self(RedisStore::new(redis))
    }
}

async fn timed<T>(ask: impl Future<Output = Result<T>> + Send) -> Result<T> {
    let asked = Instant::now();
    let answer = ask.await;
    answered("session", asked, answer.is_ok());
    answer
}

#[async_trait]
impl SessionStore for TimedStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        timed(self.0.create(record)).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        timed(self.0.save(record)).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        timed(self.0.load(id)).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        timed(self.0.delete(id)).await
    }
}
