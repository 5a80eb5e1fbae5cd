//! Objects in a bucket of any endpoint that talks S3's protocol.

mod failure;
mod settings;
mod uploads;

use std::fmt;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use bytes::Bytes;
use jiff::Timestamp;

use crate::{Key, Listed, Result, StorageError};
use failure::{failed, told};
pub use settings::{Patience, S3Settings};

/// So many names an answer has at most.
const PAGE: usize = 1000;

/// A client, and where in which bucket our objects are.
pub(crate) struct S3 {
    client: Client,
    bucket: String,
    prefix: String,
    patience: Patience,
}

impl S3 {
    pub fn new(settings: S3Settings) -> Result<Self> {
        let prefix = settings.checked_prefix()?;
        let client = settings.client()?;
        Ok(Self { client, bucket: settings.bucket, prefix, patience: settings.patience })
    }

    pub async fn put(&self, key: &Key, bytes: Bytes, media_type: &'static str) -> Result<()> {
        let request = self.client.put_object().bucket(&self.bucket).key(self.name(key));
        let sent = request.content_type(media_type).body(ByteStream::from(bytes)).send().await;
        sent.map(|_| ()).map_err(|error| failed(&error))
    }

    pub async fn get(&self, key: &Key) -> Result<Option<Bytes>> {
        self.fetch(key, None).await
    }

    pub async fn get_range(&self, key: &Key, start: u64, len: u64) -> Result<Option<Bytes>> {
        match len.checked_sub(1) {
            Some(more) => self.fetch(key, Some(format!("bytes={start}-{}", start.saturating_add(more)))).await,
            None => Ok(self.size(key).await?.map(|_| Bytes::new())),
        }
    }

    /// The client tries again until an answer begins. One that breaks off is asked for again here.
    async fn fetch(&self, key: &Key, range: Option<String>) -> Result<Option<Bytes>> {
        let mut tries = 1;
        loop {
            let request = self.client.get_object().bucket(&self.bucket).key(self.name(key));
            let answer = match request.set_range(range.clone()).send().await {
                Ok(answer) => answer,
                Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
                // It begins behind the object's end.
                Err(error) if error.code() == Some("InvalidRange") => return Ok(Some(Bytes::new())),
                Err(error) => return Err(failed(&error)),
            };
            let broken = match tokio::time::timeout(self.patience.operation, answer.body.collect()).await {
                Ok(Ok(body)) => return Ok(Some(body.into_bytes())),
                Ok(Err(error)) => told(&error),
                Err(_) => "an object's bytes didn't arrive in time".to_owned(),
            };
            if tries >= self.patience.attempts {
                return Err(StorageError::Unavailable(broken));
            }
            tries += 1;
        }
    }

    pub async fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self.client.head_object().bucket(&self.bucket).key(self.name(key)).send().await {
            Ok(answer) => Ok(Some(bytes_of(answer.content_length()))),
            Err(error) if error.as_service_error().is_some_and(|error| error.is_not_found()) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    pub async fn delete(&self, key: &Key) -> Result<()> {
        let deleted = self.client.delete_object().bucket(&self.bucket).key(self.name(key)).send().await;
        deleted.map(|_| ()).map_err(|error| failed(&error))
    }

    pub async fn list(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Listed>> {
        let mut found = Vec::new();
        let mut next = None;
        while found.len() < limit {
            let request = self.client.list_objects_v2().bucket(&self.bucket).prefix(format!("{}{prefix}", self.prefix));
            let request = request.max_keys(i32::try_from((limit - found.len()).min(PAGE)).unwrap_or(i32::MAX));
            // Every page says after what it is to begin, whatever the endpoint makes of both together.
            let request = match next {
                Some(token) => request.continuation_token(token),
                None => request.set_start_after(after.map(|key| self.name(key))),
            };
            let page = request.send().await.map_err(|error| failed(&error))?;
            found.extend(page.contents().iter().filter_map(|object| self.listed(object)));
            next = page.next_continuation_token;
            if next.is_none() {
                break;
            }
        }
        Ok(found)
    }

    /// What needs no object: the permission to list and the bucket itself.
    pub async fn check(&self) -> Result<()> {
        let answer = self.client.list_objects_v2().bucket(&self.bucket).prefix(&self.prefix).max_keys(1).send().await;
        answer.map(|_| ()).map_err(|error| failed(&error))
    }

    fn name(&self, key: &Key) -> String {
        format!("{}{key}", self.prefix)
    }

    /// What was put there by hand under a name that is no key isn't ours.
    fn listed(&self, object: &aws_sdk_s3::types::Object) -> Option<Listed> {
        let key = Key::new(object.key()?.strip_prefix(self.prefix.as_str())?).ok()?;
        Some(Listed { key, size: bytes_of(object.size()), modified: moment(object.last_modified()) })
    }
}

/// The client's own would fill pages.
impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3").field("bucket", &self.bucket).field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

fn bytes_of(size: Option<i64>) -> u64 {
    size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0)
}

/// What has no time is taken as new, so that no sweep removes it.
fn moment(time: Option<&DateTime>) -> Timestamp {
    let known = time.and_then(|time| Timestamp::new(time.secs(), i32::try_from(time.subsec_nanos()).ok()?).ok());
    known.unwrap_or(Timestamp::MAX)
}
