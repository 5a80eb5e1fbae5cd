//! Which bucket, by whose leave, and how long we wait.

use std::fmt;
use std::time::Duration;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    BehaviorVersion, Builder, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
};

use crate::{Key, Result, StorageError};

/// A bucket.
///
/// Who signs needs `s3:GetObject`, `s3:PutObject`, `s3:DeleteObject`, `s3:AbortMultipartUpload` and `s3:ListMultipartUploadParts` on its objects, and
/// `s3:ListBucket` and `s3:ListBucketMultipartUploads` on itself. Objects get no access list: nothing but the bucket's own policy may make them
/// public, and it should forbid that ("Block Public Access").
///
/// If browsers send parts to it themselves, it must let the portal's origin do so:
///
/// ```json
/// [{ "AllowedOrigins": ["https://breeder.example.org"], "AllowedMethods": ["PUT"], "AllowedHeaders": ["content-type"], "MaxAgeSeconds": 3600 }]
/// ```
///
/// Parts of uploads that nobody finished are stored and paid for, also where the sweep doesn't see them (MinIO lists uploads of one exact key only).
/// So it needs a lifecycle rule that removes them after some days, more than the sweep takes:
///
/// ```json
/// { "Rules": [{ "ID": "unfinished", "Status": "Enabled", "Filter": { "Prefix": "" }, "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 } }] }
/// ```
#[derive(Clone)]
pub struct S3Settings {
    /// Its name.
    pub bucket: String,
    /// Where it is, like `eu-central-1`. Signatures name it; most other endpoints take any.
    pub region: String,
    /// The address of another endpoint than the region's own at AWS, with `http://` or `https://`.
    pub endpoint: Option<String>,
    /// Whether the bucket's name stands in the path instead of the host's name, as most other endpoints want it.
    pub path_style: bool,
    /// An access key's id and its secret. Without one the surroundings are asked: the variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, then
    /// the role of the container (ECS, EKS), then that of the machine (EC2).
    pub access_key: Option<(String, String)>,
    /// What all names of ours in the bucket begin with, as a folder: `photos` and `photos/` are the same; nothing is the bucket's own top.
    pub prefix: String,
    /// How long we wait.
    pub patience: Patience,
}

/// How long we wait for an endpoint, and how often we ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For one attempt.
    pub attempt: Duration,
    /// For all attempts together.
    pub operation: Duration,
    /// How many attempts.
    pub attempts: u32,
    /// The longest that we wait before the second attempt; each further one waits twice as long.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(2),
            attempt: Duration::from_secs(10),
            operation: Duration::from_secs(30),
            attempts: 3,
            pause: Duration::from_secs(1),
        }
    }
}

impl S3Settings {
    /// A client. It connects to nothing before it is asked for something.
    pub(super) fn client(&self) -> Result<Client> {
        if self.bucket.is_empty() || self.region.is_empty() {
            return Err(StorageError::Settings("a bucket and a region are needed".to_owned()));
        }
        let patience = self.patience;
        let waits = TimeoutConfig::builder()
            .connect_timeout(patience.connect)
            .operation_attempt_timeout(patience.attempt)
            .operation_timeout(patience.operation)
            .build();
        let retries = RetryConfig::standard().with_max_attempts(patience.attempts).with_initial_backoff(patience.pause);
        let config = Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .force_path_style(self.path_style)
            .timeout_config(waits)
            .retry_config(retries)
            // Other endpoints don't know the newer checksums, and the signature covers a hash of the bytes anyway.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        Ok(Client::from_conf(self.with_credentials(self.with_endpoint(config)?).build()))
    }

    fn with_endpoint(&self, config: Builder) -> Result<Builder> {
        match &self.endpoint {
            None => Ok(config),
            Some(url) if url.starts_with("http://") || url.starts_with("https://") => Ok(config.endpoint_url(url)),
            Some(url) => Err(StorageError::Settings(format!("the endpoint {url} must begin with http:// or https://"))),
        }
    }

    /// The SDK's whole chain would read profiles of `~/.aws`, too, and sign in with a browser: nothing that a server has.
    fn with_credentials(&self, config: Builder) -> Builder {
        match &self.access_key {
            Some((id, secret)) => config.credentials_provider(Credentials::new(id, secret, None, None, "settings")),
            None => config.credentials_provider(
                CredentialsProviderChain::first_try("environment", EnvironmentVariableCredentialsProvider::new())
                    .or_else("container", EcsCredentialsProvider::builder().build())
                    .or_else("machine", ImdsCredentialsProvider::builder().build()),
            ),
        }
    }

    /// Nothing, or a name of the same kind as keys that ends in a slash.
    pub(super) fn checked_prefix(&self) -> Result<String> {
        match self.prefix.trim_matches('/') {
            "" => Ok(String::new()),
            prefix => match Key::new(prefix) {
                Ok(prefix) => Ok(format!("{prefix}/")),
                Err(_) => Err(StorageError::Settings(format!("{prefix:?} can't be a prefix of keys"))),
            },
        }
    }
}

/// Without the secret.
impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("path_style", &self.path_style)
            .field("access_key", &self.access_key.as_ref().map(|(id, _)| id))
            .field("prefix", &self.prefix)
            .field("patience", &self.patience)
            .finish()
    }
}
