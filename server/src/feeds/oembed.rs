//! oEmbed (oembed.com): what another site shows for an animal's address, as JSON or XML.
//!
//! The answer is a quotation with links, not a frame: a frame is shown only by the sites that the breeder allowed, and an
//! oEmbed consumer is anybody.

use super::{answer, not_found, refused, xml::escape};
use crate::app::AppState;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use repti_model::{AnimalId, public::PublicAnimal};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The quotation's size in pixels, where the consumer has the room.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 96;

/// What a consumer asks.
#[derive(Debug, Deserialize)]
pub(super) struct Ask {
    url: String,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    maxwidth: Option<u32>,
    #[serde(default)]
    maxheight: Option<u32>,
}

/// `GET /oembed?url=…&format=json|xml&maxwidth=…&maxheight=…`.
pub(super) async fn describe(State(state): State<AppState>, ask: Result<Query<Ask>, QueryRejection>) -> Response {
    let Ok(Query(ask)) = ask else {
        let words = "Expected url=, the address of an animal's page, and optionally format=json or xml, maxwidth= and maxheight=.\n";
        return readable((StatusCode::BAD_REQUEST, words).into_response());
    };
    let write: fn(&Map<String, Value>) -> Response = match ask.format.as_deref() {
        None | Some("json") => |fields| answer("application/json", Value::Object(fields.clone()).to_string(), 3600),
        Some("xml") => |fields| answer("text/xml; charset=utf-8", xml(fields), 3600),
        Some(_) => return readable((StatusCode::NOT_IMPLEMENTED, "Spoken here: json and xml.\n").into_response()),
    };
    let Some(id) = animal_in(&ask.url, &state.urls.public) else { return readable(not_found()) };
    readable(match state.domain.animal.public_animal(id).await {
        Ok(animal) => write(&fields(&animal, &state.urls.public, &ask)),
        // A private animal answers as one that never was.
        Err(error) => refused(error),
    })
}

/// Scripts of every origin may read it: it is public, and says nothing of who asks.
fn readable(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The animal that an address of ours names.
fn animal_in(url: &str, public: &str) -> Option<AnimalId> {
    let rest = url.strip_prefix(public)?.strip_prefix("/animals/")?;
    rest.split(['?', '#', '/']).next()?.parse().ok()
}

fn fields(animal: &PublicAnimal, public: &str, ask: &Ask) -> Map<String, Value> {
    let card = &animal.card;
    let breeder = format!("{public}/breeders/{}", card.breeder.slug);
    let facts: Vec<String> = [&card.genotype_text, &card.taxon.common_name]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .map(|fact| escape(fact))
        .collect();
    let html = format!(
        "<blockquote class=\"reptidex\"><p><a href=\"{url}\">{title}</a>: {facts}</p><footer><a href=\"{breeder}\">{name}</a> on ReptiDex</footer></blockquote>",
        url = escape(&format!("{public}/animals/{}", card.id)),
        title = escape(card.label()),
        facts = facts.join(", "),
        breeder = escape(&breeder),
        name = escape(&card.breeder.name),
    );
    let fields = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "ReptiDex",
        "provider_url": public,
        "title": card.label(),
        "author_name": card.breeder.name,
        "author_url": breeder,
        "cache_age": 3600,
        "width": ask.maxwidth.unwrap_or(WIDTH).min(WIDTH),
        "height": ask.maxheight.unwrap_or(HEIGHT).min(HEIGHT),
        "html": html,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn xml(fields: &Map<String, Value>) -> String {
    let lines: String = fields
        .iter()
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("  <{name}>{}</{name}>\n", escape(&text))
        })
        .collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n{lines}</oembed>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_animals_here_are_known() {
        let id = "01935000-0000-7000-8000-000000000001";
        let public = "https://example.org";
        assert!(animal_in(&format!("{public}/animals/{id}?from=feed"), public).is_some());
        for strange in [
            format!("https://evil.org/animals/{id}"),
            format!("{public}/animals/x"),
            format!("{public}.evil/animals/{id}"),
        ] {
            assert_eq!(animal_in(&strange, public), None, "{strange}");
        }
    }
}
