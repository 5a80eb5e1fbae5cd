//! oEmbed (oembed.com): what another site shows for an animal's address.
//!
//! The answer is a quotation with links, not a frame: a frame is shown only by the sites that the breeder allowed, and an
//! oEmbed consumer is anybody.

use super::{answer, not_found, refused, xml::escape};
use crate::app::AppState;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use repti_model::{AnimalId, public::PublicAnimal};
use serde::Deserialize;
use serde_json::{Value, json};

/// What a consumer asks.
#[derive(Debug, Deserialize)]
pub(super) struct Ask {
    url: String,
    format: Option<String>,
}

/// `GET /oembed?url=…&format=json`.
pub(super) async fn answer_json(State(state): State<AppState>, Query(ask): Query<Ask>) -> Response {
    if ask.format.as_deref().is_some_and(|format| format != "json") {
        return (StatusCode::NOT_IMPLEMENTED, "Only format=json is spoken here.\n").into_response();
    }
    let Some(id) = animal_in(&ask.url, &state.urls.public) else { return not_found() };
    match state.domain.animal.public_animal(id).await {
        Ok(animal) => answer("application/json", describe(&animal, &state.urls.public).to_string(), 3600),
        Err(error) => refused(error),
    }
}

/// The animal that an address of ours names.
fn animal_in(url: &str, public: &str) -> Option<AnimalId> {
    let rest = url.strip_prefix(public)?.strip_prefix("/animals/")?;
    rest.split(['?', '#', '/']).next()?.parse().ok()
}

fn describe(animal: &PublicAnimal, public: &str) -> Value {
    let card = &animal.card;
    let url = escape(&format!("{public}/animals/{}", card.id));
    let breeder = escape(&format!("{public}/breeders/{}", card.breeder.slug));
    let html = format!(
        "<blockquote class=\"reptidex\"><p><a href=\"{url}\">{}</a>: {}, {}</p><footer><a href=\"{breeder}\">{}</a> on ReptiDex</footer></blockquote>",
        escape(card.label()),
        escape(&card.genotype_text),
        escape(&card.taxon.common_name),
        escape(&card.breeder.name),
    );
    json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "ReptiDex",
        "provider_url": public,
        "title": card.label(),
        "author_name": card.breeder.name,
        "author_url": format!("{public}/breeders/{}", card.breeder.slug),
        "cache_age": 3600,
        "width": 480,
        "height": Value::Null,
        "html": html,
    })
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
