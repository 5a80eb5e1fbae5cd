//! Webhooks: addresses of a vivarium's own that are told what happened, and what became of each telling.

use crate::{
    FieldErrors, WebhookDeliveryId, WebhookId,
    text::{check_line, one_line},
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Endpoints of one vivarium.
pub const MOST_WEBHOOKS: usize = 5;
/// Days for which deliveries are kept.
pub const DELIVERIES_KEPT: u32 = 30;
/// The longest address.
pub const MOST_URL: usize = 500;

text_enum! {
    /// What an endpoint can be told of.
    pub enum WebhookEvent {
        MediaProcessed = ("media.processed", "A photo is ready"),
        MediaFailed = ("media.failed", "A photo wasn’t taken"),
    }
}

text_enum! {
    /// What a delivery tells: an event, or that somebody tried the endpoint.
    pub enum WebhookKind {
        MediaProcessed = ("media.processed", "A photo is ready"),
        MediaFailed = ("media.failed", "A photo wasn’t taken"),
        Test = ("webhook.test", "A test"),
    }
}

text_enum! {
    /// How far a delivery has come.
    pub enum DeliveryState {
        Pending = ("pending", "On its way"),
        Delivered = ("delivered", "Delivered"),
        Failed = ("failed", "Failed"),
    }
}

text_enum! {
    /// Why a try to deliver came to nothing.
    pub enum WebhookFailure {
        Status = ("status", "The answer wasn’t 2xx"),
        Redirect = ("redirect", "It redirects, which isn’t followed"),
        Timeout = ("timeout", "No answer within ten seconds"),
        Name = ("name", "Its host name leads nowhere"),
        Forbidden = ("forbidden", "Its host name leads into a network that isn’t public"),
        Connect = ("connect", "No connection"),
        Tls = ("tls", "Its certificate isn’t valid"),
        Protocol = ("protocol", "The answer wasn’t HTTP"),
        Off = ("off", "The endpoint was switched off"),
    }
}

/// An endpoint to be made or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookForm {
    /// An `https` address on the public internet.
    pub url: String,
    /// What it is for, for people.
    #[serde(default)]
    pub description: String,
    /// What it is told of.
    pub events: Vec<WebhookEvent>,
    /// Switched off, it is told nothing.
    #[serde(default = "on")]
    pub enabled: bool,
}

const fn on() -> bool {
    true
}

impl WebhookForm {
    /// The rules that hold in the browser and again on the server, which also looks where the address leads.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        let url = self.url.trim();
        if url.is_empty() {
            errors.push("url", "Enter the address that shall be told.");
        } else if url.len() > MOST_URL {
            errors.push("url", format!("Use at most {MOST_URL} characters; these are {}.", url.len()));
        }
        check_line(&mut errors, "description", "what it is for", &self.description, 0, 200);
        if self.events.is_empty() {
            errors.push("events", "Choose at least one event.");
        }
        errors.into_result()
    }

    /// As it is stored: trimmed, each event once and in their order.
    #[must_use]
    pub fn normal(&self) -> Self {
        let events = WebhookEvent::ALL.iter().copied().filter(|event| self.events.contains(event)).collect();
        Self {
            url: self.url.trim().to_owned(),
            description: one_line(&self.description),
            events,
            enabled: self.enabled,
        }
    }
}

/// An endpoint, as its vivarium sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    pub description: String,
    pub events: Vec<WebhookEvent>,
    pub enabled: bool,
    /// When ReptiDex switched it off, because every try had failed for days.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub gave_up_at: Option<Timestamp>,
    /// Since when every try has failed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub failing_since: Option<Timestamp>,
    /// When its secret was replaced last. The one before it signs, too, for a day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub rolled_at: Option<Timestamp>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    pub version: i32,
}

impl Webhook {
    /// The host of its address, to call it by.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or(rest)
    }
}

/// A new endpoint with its secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWebhook {
    pub webhook: Webhook,
    /// Keep it: it is never shown again.
    pub secret: String,
}

/// A secret, shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookSecret {
    /// `whsec_` and base64. Keep it: it is never shown again.
    pub secret: String,
}

// A secret never reaches a log by `{:?}`.
impl std::fmt::Debug for NewWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewWebhook").field("webhook", &self.webhook.id).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookSecret").finish_non_exhaustive()
    }
}

/// One try of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookAttempt {
    /// From 1.
    pub number: i32,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// The answer's status, where there was one.
    pub status: Option<i32>,
    /// How long it took.
    pub millis: i32,
    /// Why it failed; absent where it didn't.
    pub failure: Option<WebhookFailure>,
    /// The first 500 characters of the answer.
    pub answer: String,
}

/// An event on its way to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    pub id: WebhookDeliveryId,
    pub webhook_id: WebhookId,
    /// What `webhook-id` says, the same in every try and at every endpoint.
    pub event_id: uuid::Uuid,
    #[serde(rename = "type")]
    pub kind: WebhookKind,
    pub state: DeliveryState,
    /// Tries so far.
    pub attempts: i32,
    /// When the next try is due, while it is on its way.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub due_at: Option<Timestamp>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ended_at: Option<Timestamp>,
    /// What is sent.
    pub body: String,
    /// The last ten tries, the latest first.
    pub log: Vec<WebhookAttempt>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> WebhookForm {
        WebhookForm {
            url: " https://example.org/hook ".into(),
            description: " Our\tsite ".into(),
            events: vec![WebhookEvent::MediaFailed, WebhookEvent::MediaProcessed, WebhookEvent::MediaFailed],
            enabled: true,
        }
    }

    #[test]
    fn a_form_names_every_wrong_field() {
        assert_eq!(WebhookForm { description: "Our site".into(), ..form() }.validate(), Ok(()));
        let wrong = WebhookForm { url: " ".into(), description: "x".repeat(201), events: vec![], enabled: true };
        let errors = wrong.validate().unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["description", "events", "url"]);
        let long = WebhookForm { url: format!("https://example.org/{}", "x".repeat(MOST_URL)), ..form() };
        assert!(!long.validate().unwrap_err().of("url").is_empty());
    }

    #[test]
    fn what_is_stored_is_trimmed_and_each_event_stands_once() {
        let normal = form().normal();
        assert_eq!((normal.url.as_str(), normal.description.as_str()), ("https://example.org/hook", "Our site"));
        assert_eq!(normal.events, WebhookEvent::ALL);
    }

    #[test]
    fn an_endpoint_is_on_unless_it_says_otherwise_and_promises_nothing_else() {
        let read = |text: &str| serde_json::from_str::<WebhookForm>(text);
        assert!(read(r#"{"url":"https://example.org","events":["media.failed"]}"#).unwrap().enabled);
        for wrong in [
            r#"{"url":"https://example.org","events":["animal.created"]}"#,
            r#"{"url":"https://example.org","events":["webhook.test"]}"#,
            r#"{"url":"https://example.org","events":[],"secret":"whsec_x"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
