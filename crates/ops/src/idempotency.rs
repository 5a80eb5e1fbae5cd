//! Writes that a program may send twice and that happen once.

use crate::store::idempotency as store;
use repti_db::{Db, DbError, Scope};
use repti_model::PersonId;
use std::time::Duration;

/// How long a key is remembered.
pub const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// An answer as it was sent the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The headers that belong to the answer itself, such as `location` and `etag`.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Never seen: do it.
    New,
    /// Done: answer this.
    Done(Answer),
    /// Being done at this moment.
    Running,
    /// Begun, but cut off: nobody knows whether it took effect.
    Unknown,
    /// The key was used for another request.
    Other,
}

/// The memory of keys. Bound to a person: nobody can ask for another's answers.
#[derive(Debug, Clone)]
pub struct Idempotency {
    db: Db,
}

impl Idempotency {
    /// Over a database.
    #[must_use]
    pub const fn new(db: Db) -> Self {
        Self { db }
    }

    /// Claims `key` for a request with this hash, or says what became of it.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn begin(&self, person: PersonId, key: &str, hash: [u8; 32]) -> Result<Begun, DbError> {
        let mut tx = self.db.begin(Scope::Nobody).await?;
        let begun = if store::insert_key(&mut tx, person, key, &hash).await? {
            Begun::New
        } else {
            match store::find_key(&mut tx, person, key).await? {
                // Given back between the two statements: the first request failed without effect.
                None => Begun::Running,
                Some(row) if row.request_hash != hash => Begun::Other,
                Some(row) => match (row.answer, row.fresh) {
                    (Some(answer), _) => Begun::Done(answer),
                    (None, true) => Begun::Running,
                    (None, false) => Begun::Unknown,
                },
            }
        };
        tx.commit().await?;
        Ok(begun)
    }

    /// Remembers the answer.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn finish(&self, person: PersonId, key: &str, answer: &Answer) -> Result<(), DbError> {
        let mut tx = self.db.begin(Scope::Nobody).await?;
        store::update_answer(&mut tx, person, key, answer).await?;
        Ok(tx.commit().await?)
    }

    /// Gives the key back: the request had no effect and may be sent again.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn release(&self, person: PersonId, key: &str) -> Result<(), DbError> {
        let mut tx = self.db.begin(Scope::Nobody).await?;
        store::delete_key(&mut tx, person, key).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets what is older than a day. How many keys went.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn forget_old(&self) -> Result<u64, DbError> {
        let mut tx = self.db.begin(Scope::Nobody).await?;
        let gone = store::delete_old(&mut tx, REMEMBERED.as_secs_f64()).await?;
        tx.commit().await?;
        Ok(gone)
    }
}
