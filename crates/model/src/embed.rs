//! Widgets on other sites, and what operators see of queues and stores.

use crate::{AnimalId, EmbedWidgetId, FieldErrors, VivariumId, text_enum::text_enum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a widget shows.
    pub enum WidgetKind {
        Card = ("card", "Animal card"),
        Pedigree = ("pedigree", "Pedigree"),
        Calculator = ("calculator", "Genetics calculator"),
    }
}

impl WidgetKind {
    /// Whether it shows an animal, and so may be bound to one.
    #[must_use]
    pub const fn shows_animal(self) -> bool {
        !matches!(self, Self::Calculator)
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

text_enum! {
    /// The colour of a widget's links and edges. Each is a token of the design system, so each is legible in both themes.
    pub enum WidgetAccent {
        Pine = ("pine", "Pine"),
        Clay = ("clay", "Clay"),
        Lake = ("lake", "Lake"),
        Ink = ("ink", "Ink"),
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
    #[serde(default)]
    pub accent: WidgetAccent,
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
        if self.animal_id.is_some() && !self.kind.shows_animal() {
            errors.push("animal_id", "The calculator belongs to no animal. Leave this empty, or choose another kind.");
        }
        if self.allowed_origins.is_empty() {
            errors.push("allowed_origins", "Name at least one site that may show the widget.");
        }
        if self.allowed_origins.len() > 20 {
            errors.push("allowed_origins", "Name at most 20 sites.");
        }
        for origin in &self.allowed_origins {
            if normal_origin(origin).is_none() {
                errors.push("allowed_origins", origin_complaint(origin));
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

/// What is wrong with an origin that [`normal_origin`] refuses, and what to write instead.
fn origin_complaint(text: &str) -> String {
    let shown: String = text.trim().chars().take(80).collect();
    let text = shown.to_ascii_lowercase();
    let with_path = text.split_once("://").and_then(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next()?;
        normal_origin(&format!("{scheme}://{host}")).filter(|_| host.len() < rest.len())
    });
    if let Some(site) = with_path {
        return format!("“{shown}” is one page. Name its site: {site}");
    }
    if text.contains('*') {
        return format!("“{shown}” stands for many sites. Name each site on a line of its own.");
    }
    if let Some(site) = normal_origin(&format!("https://{text}")) {
        return format!("“{shown}” lacks its beginning. Write {site}");
    }
    if let Some(rest) = text.strip_prefix("http://")
        && let Some(site) = normal_origin(&format!("https://{rest}"))
    {
        return format!("“{shown}” isn't encrypted, so others could change what it shows. Write {site}");
    }
    format!("“{shown}” is not a site. Expected https://example.org, without a path.")
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
    pub accent: WidgetAccent,
    pub allowed_origins: Vec<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    pub version: i32,
}

/// An animal as the builder names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetAnimal {
    pub id: AnimalId,
    pub code: String,
    /// May be empty.
    pub name: String,
    /// Whether a visitor may see it now; else the widget shows a notice.
    pub public: bool,
}

impl WidgetAnimal {
    /// The name with the code, or the code alone.
    #[must_use]
    pub fn label(&self) -> String {
        if self.name.is_empty() { self.code.clone() } else { format!("{} ({})", self.name, self.code) }
    }
}

/// A widget with the animal that it is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetView {
    pub widget: WidgetRow,
    /// Absent where the widget serves any public animal of the vivarium.
    pub animal: Option<WidgetAnimal>,
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
    pub accent: WidgetAccent,
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
    /// `postgres`, `redis`, `jobs` or `photos`.
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
    fn a_refused_origin_is_told_what_to_write() {
        for (given, said) in [
            ("https://example.org/blog", "Name its site: https://example.org"),
            ("example.org", "Write https://example.org"),
            ("http://example.org", "Write https://example.org"),
            ("https://*.example.org", "Name each site"),
            ("hello there", "is not a site"),
        ] {
            assert!(origin_complaint(given).contains(said), "{}", origin_complaint(given));
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
