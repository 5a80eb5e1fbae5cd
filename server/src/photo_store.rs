//! Where the bytes of photographs lie: a folder, or the bucket that is configured.

use crate::config::Config;
use anyhow::Result;
use repti_storage::ObjectStore;

/// Opens the store; connects to nothing yet.
///
/// # Errors
/// For a bucket that can't be used, with what to do.
pub fn open(config: &Config) -> Result<ObjectStore> {
    match &config.bucket {
        None => Ok(ObjectStore::folder(&config.media_dir)),
        Some(bucket) => of_bucket(bucket),
    }
}

#[cfg(feature = "s3")]
fn of_bucket(bucket: &crate::config::Bucket) -> Result<ObjectStore> {
    use anyhow::Context;
    use repti_storage::{Patience, S3Settings};
    let settings = S3Settings {
        bucket: bucket.name.clone(),
        region: bucket.region.clone(),
        endpoint: bucket.endpoint.clone(),
        path_style: bucket.path_style,
        access_key: None,
        prefix: bucket.prefix.clone(),
        patience: Patience::default(),
    };
    ObjectStore::s3(settings).context("REPTIDEX_S3_BUCKET")
}

#[cfg(not(feature = "s3"))]
fn of_bucket(bucket: &crate::config::Bucket) -> Result<ObjectStore> {
    anyhow::bail!(
        "REPTIDEX_S3_BUCKET: “{}” is named, but this program was built without S3. Build it with the feature `s3` \
         (`cargo build -p reptidex`), or leave the variable out.",
        bucket.name
    )
}
