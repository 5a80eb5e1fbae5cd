//! Where traces go, by OpenTelemetry's own variables.

use super::Reader;
use anyhow::{Context, Result, bail};
use url::Url;

/// What takes traces, and what it is told of this process.
#[derive(Debug, Clone, PartialEq)]
pub struct Collector {
    /// Where spans are posted to.
    pub address: Url,
    /// Of all traces, from 0 to 1.
    pub share: f64,
    /// What this process is called, unless its roles say it well enough.
    pub service: Option<String>,
}

impl Collector {
    /// None unless `OTEL_EXPORTER_OTLP_ENDPOINT` is set.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Option<Self>> {
        let endpoint = reader.text("OTEL_EXPORTER_OTLP_ENDPOINT", "", false);
        let share: f64 = reader.parse("OTEL_TRACES_SAMPLER_ARG", "1")?;
        if !(0.0..=1.0).contains(&share) {
            bail!("OTEL_TRACES_SAMPLER_ARG: {share} is no share of all traces, from 0 to 1");
        }
        let service = Some(reader.text("OTEL_SERVICE_NAME", "", false)).filter(|name| !name.is_empty());
        if endpoint.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { address: posted_to(&endpoint)?, share, service }))
    }
}

/// The endpoint is what the signals' paths stand below.
fn posted_to(endpoint: &str) -> Result<Url> {
    let url =
        Url::parse(endpoint).with_context(|| format!("OTEL_EXPORTER_OTLP_ENDPOINT: “{endpoint}” is no address"))?;
    if url.scheme() != "http" || url.host().is_none() {
        bail!(
            "OTEL_EXPORTER_OTLP_ENDPOINT: “{endpoint}” has to begin with http://, as in http://127.0.0.1:4318: \
             a collector stands beside the program or in its private network, and goes on by TLS"
        );
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        bail!("OTEL_EXPORTER_OTLP_ENDPOINT: a host, a port and a path at most");
    }
    let below = format!("{}/v1/traces", url.path().trim_end_matches('/'));
    url.join(&below).with_context(|| format!("OTEL_EXPORTER_OTLP_ENDPOINT: “{endpoint}” is no address"))
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn with(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
        Config::read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn spans_are_posted_below_the_endpoint() {
        for (endpoint, address) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            ("http://collector:4318/", "http://collector:4318/v1/traces"),
            ("http://gateway/otlp/", "http://gateway/otlp/v1/traces"),
            ("http://[::1]:4318", "http://[::1]:4318/v1/traces"),
        ] {
            let config = with(&[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]).expect("valid");
            let collector = config.collector.expect("named");
            assert_eq!((collector.address.as_str(), collector.share), (address, 1.0), "{endpoint}");
        }
        assert_eq!(with(&[("OTEL_TRACES_SAMPLER_ARG", "0.1")]).expect("valid").collector, None);
    }

    #[test]
    fn what_can_take_no_traces_is_named() {
        for (name, value) in [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example.org"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://key:secret@collector.example.org"),
            ("OTEL_TRACES_SAMPLER_ARG", "2"),
            ("OTEL_TRACES_SAMPLER_ARG", "-0.1"),
            ("OTEL_TRACES_SAMPLER_ARG", "NaN"),
            ("OTEL_TRACES_SAMPLER_ARG", "some"),
        ] {
            let error = with(&[(name, value)]).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(name), "{name}={value}: {error}");
        }
    }

    #[test]
    fn each_variable_is_shown_with_where_it_came_from() {
        let shown = with(&[("OTEL_TRACES_SAMPLER_ARG", "0.25")]).expect("valid").describe();
        for line in ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_SAMPLER_ARG", "OTEL_SERVICE_NAME"] {
            assert!(shown.contains(line), "{line} in {shown}");
        }
        let share = shown.lines().find(|line| line.starts_with("OTEL_TRACES_SAMPLER_ARG")).expect("shown");
        assert!(share.contains("0.25") && share.ends_with("environment"), "{share}");
    }
}
