//! The S3 bucket that photographs lie in, where one is named.

use super::Reader;
use anyhow::{Context, Result, bail};
use std::net::IpAddr;
use url::{Host, Url};

/// Where the bucket is. By whose leave it is used, the storage finds in the process's surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    pub name: String,
    pub region: String,
    /// Of another provider than AWS.
    pub endpoint: Option<String>,
    /// The bucket stands in the path instead of the host.
    pub path_style: bool,
    /// What all names of ours begin with.
    pub prefix: String,
}

impl Bucket {
    /// None unless `REPTIDEX_S3_BUCKET` is set.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Option<Self>> {
        let name = reader.text("REPTIDEX_S3_BUCKET", "", false);
        if name.is_empty() {
            return Ok(None);
        }
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
        if !(3..=63).contains(&name.len()) || !name.bytes().all(plain) {
            bail!("REPTIDEX_S3_BUCKET: “{name}” is no bucket: 3 to 63 small letters, digits, dots and dashes");
        }
        let region = reader.text("REPTIDEX_S3_REGION", "us-east-1", false);
        let endpoint = Some(reader.text("REPTIDEX_S3_ENDPOINT", "", false)).filter(|endpoint| !endpoint.is_empty());
        if let Some(endpoint) = &endpoint {
            let url =
                Url::parse(endpoint).with_context(|| format!("REPTIDEX_S3_ENDPOINT: “{endpoint}” is no address"))?;
            if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
                bail!("REPTIDEX_S3_ENDPOINT: “{endpoint}” has to begin with http:// or https://");
            }
        }
        let path_style = reader.parse("REPTIDEX_S3_PATH_STYLE", "false")?;
        let prefix = reader.text("REPTIDEX_S3_PREFIX", "", false);
        // Read by the storage; named here so that `reptidex config` says whether they arrived.
        reader.text("AWS_ACCESS_KEY_ID", "", false);
        reader.hidden("AWS_SECRET_ACCESS_KEY");
        Ok(Some(Self { name, region, endpoint, path_style, prefix }))
    }

    /// The origin that browsers send parts to, as the storage's addresses have it.
    #[must_use]
    pub fn origin(&self) -> String {
        let of_aws = || {
            let china = if self.region.starts_with("cn-") { ".cn" } else { "" };
            format!("https://s3.{}.amazonaws.com{china}", self.region)
        };
        let endpoint = self.endpoint.clone().unwrap_or_else(of_aws);
        let Ok(url) = Url::parse(&endpoint) else { return endpoint };
        let origin = url.origin().ascii_serialization();
        // A certificate for `*.host` holds for one label, so a name with dots goes into the path; so does any where the host is a number.
        let by_path = self.path_style || is_number(&url) || (url.scheme() == "https" && self.name.contains('.'));
        match origin.split_once("://") {
            Some((scheme, host)) if !by_path => format!("{scheme}://{}.{host}", self.name),
            _ => origin,
        }
    }
}

fn is_number(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        Some(Host::Domain(name)) => name.parse::<IpAddr>().is_ok(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn with(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
        Config::read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    fn origin(pairs: &[(&str, &str)]) -> String {
        with(pairs).expect("valid").urls().uploads
    }

    #[test]
    fn browsers_may_send_to_where_the_bucket_is() {
        assert_eq!(origin(&[]), "http://media.localhost:8080", "without a bucket to the media host");
        let bucket = ("REPTIDEX_S3_BUCKET", "geckos");
        let region = ("REPTIDEX_S3_REGION", "eu-central-1");
        assert_eq!(origin(&[bucket, region]), "https://geckos.s3.eu-central-1.amazonaws.com");
        let path = ("REPTIDEX_S3_PATH_STYLE", "true");
        assert_eq!(origin(&[bucket, region, path]), "https://s3.eu-central-1.amazonaws.com");
        let dotted = ("REPTIDEX_S3_BUCKET", "geckos.example");
        assert_eq!(origin(&[dotted, region]), "https://s3.eu-central-1.amazonaws.com");
        let own = ("REPTIDEX_S3_ENDPOINT", "https://objects.example.org:9000/");
        assert_eq!(origin(&[bucket, own]), "https://geckos.objects.example.org:9000");
        let number = ("REPTIDEX_S3_ENDPOINT", "http://127.0.0.1:9000");
        assert_eq!(origin(&[bucket, number]), "http://127.0.0.1:9000");
    }

    #[test]
    fn what_can_be_no_bucket_is_named() {
        for (name, value) in [
            ("REPTIDEX_S3_BUCKET", "My Bucket"),
            ("REPTIDEX_S3_ENDPOINT", "objects.example.org"),
            ("REPTIDEX_S3_ENDPOINT", "ftp://objects.example.org"),
            ("REPTIDEX_S3_PATH_STYLE", "perhaps"),
        ] {
            let error = with(&[(name, value), ("REPTIDEX_S3_BUCKET", "geckos")]).err().map(|e| format!("{e:#}"));
            assert!(error.unwrap_or_default().contains(name), "{name}");
        }
    }

    #[test]
    fn the_secret_is_never_shown() {
        let key = [("REPTIDEX_S3_BUCKET", "geckos"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
        let shown = with(&key).expect("valid").describe();
        assert!(!shown.contains("hunter2") && shown.contains("***"), "{shown}");
    }
}
