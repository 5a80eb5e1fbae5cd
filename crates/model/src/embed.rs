//! Widgets on other sites, and what operators see of queues and stores.

use crate::{AnimalId, EmbedWidgetId, FieldErrors, VivariumId, text_enum::text_enum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a widget shows.
    pub enum WidgetKind {
        Card = ("card", "Animal card"),
        Pedigree = ("pedigree", "Pedigree"),
    }
}

text_enum! {
    /// A widget's colours.
    pub enum WidgetTheme {
        Auto = ("auto", "As the visitor's system"),
        Light = ("light", "Light"),
        Dark = ("dark", "Dark"),
    }
}

/// A widget to be made or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetForm {
    pub kind: WidgetKind,
    /// The animal; without it, the widget serves any public animal of the vivarium.
    #[serde(default)]
    pub animal_id: Option<AnimalId>,
    #[serde(default)]
    pub theme: WidgetTheme,
    /// The sites that may show it, such as `https://example.org`.
    pub allowed_origins: Vec<String>,
}

impl WidgetForm {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.allowed_origins.is_empty() {
            errors.push("allowed_origins", "Name at least one site that may show the widget.");
        }
        if self.allowed_origins.len() > 20 {
            errors.push("allowed_origins", "Name at most 20 sites.");
        }
        for origin in &self.allowed_origins {
            if normal_origin(origin).is_none() {
                let shown: String = origin.chars().take(80).collect();
                errors.push(
                    "allowed_origins",
                    format!("“{shown}” is not a site. Expected https://example.org, without a path."),
                );
            }
        }
        errors.into_result()
    }

    /// The origins as browsers write them, each once.
    #[must_use]
    pub fn normal_origins(&self) -> Vec<String> {
        let mut origins: Vec<String> = self.allowed_origins.iter().filter_map(|origin| normal_origin(origin)).collect();
        origins.sort();
        origins.dedup();
        origins
    }
}

/// An origin as a browser writes it: `https://host[:port]`, or `http://localhost[:port]` for trying it out.
///
/// It stands in a `frame-ancestors` header, so nothing but letters, digits, dots and hyphens passes; no wildcards.
#[must_use]
pub fn normal_origin(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://")?;
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)),
        None => (rest, None),
    };
    let label = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let local = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1";
    if host.len() > 253 || !host.split('.').all(label) || !(local || host.contains('.')) {
        return None;
    }
    let default = match scheme {
        "https" => 443,
        "http" if local => 80,
        _ => return None,
    };
    Some(match port.filter(|port| *port != default) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

/// A widget, as its vivarium sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WidgetRow {
    pub id: EmbedWidgetId,
    /// Its name in addresses; guessing one is hopeless.
    pub key: String,
    pub kind: WidgetKind,
    pub animal_id: Option<AnimalId>,
    pub theme: WidgetTheme,
    pub allowed_origins: Vec<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    pub version: i32,
}

/// A widget, as the embed portal finds it by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Widget {
    pub id: EmbedWidgetId,
    pub key: String,
    pub vivarium_id: VivariumId,
    pub kind: WidgetKind,
    pub animal_id: Option<AnimalId>,
    pub theme: WidgetTheme,
    pub allowed_origins: Vec<String>,
}

/// How many jobs of a task wait, run, and have failed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCount {
    pub task: String,
    pub waiting: i64,
    pub running: i64,
    pub retrying: i64,
    pub failed: i64,
    /// Seconds that the oldest job that could run has waited.
    pub oldest_seconds: i64,
}

/// A job that failed for good, for the dead-letter view. Its payload stays closed: it may hold links of mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedJob {
    pub id: i64,
    pub task: String,
    pub attempts: i32,
    pub last_error: String,
    pub created_at: Timestamp,
    pub failed_at: Timestamp,
}

/// Whether one thing that we stand on answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// `postgres`, `redis` or `jobs`.
    pub name: String,
    pub healthy: bool,
    /// How long the answer took.
    pub millis: f64,
    /// One plain sentence.
    pub detail: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_a_browser_would() {
        for (given, normal) in [
            ("https://Example.org/", "https://example.org"),
            ("https://example.org:443", "https://example.org"),
            ("https://shop.example.org:8443", "https://shop.example.org:8443"),
            ("http://localhost:9000", "http://localhost:9000"),
        ] {
            assert_eq!(normal_origin(given).as_deref(), Some(normal));
        }
    }

    #[test]
    fn what_could_widen_a_header_is_no_origin() {
        for bad in [
            "*",
            "https://*",
            "https://*.example.org",
            "http://example.org",
            "example.org",
            "https://example.org/path",
            "https://example.org; script-src *",
            "https://a b.org",
            "javascript:alert(1)",
            "https://u@example.org",
            "https://example.org:0",
            "https://example.org:99999",
            "https://intranet",
            "null",
            "",
        ] {
            assert_eq!(normal_origin(bad), None, "{bad}");
        }
    }
}
