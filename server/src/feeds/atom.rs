//! Atom feeds of new public animals.

use super::{answer, refused, xml::escape};
use crate::app::AppState;
use axum::{
    extract::{Path, State},
    response::Response,
};
use repti_model::{Problem, public::PublicCard};
use std::fmt::Write;

/// `GET /feed.xml`: the newest animals of everybody.
pub(super) async fn newest(State(state): State<AppState>) -> Response {
    match state.domain.animal.public_recent(50).await {
        Ok(animals) => feed(&state, "New animals on ReptiDex", "/feed.xml", "/", &animals),
        Err(error) => refused(error),
    }
}

/// `GET /breeders/{slug}/feed.xml`: the newest animals of one breeder.
pub(super) async fn of_breeder(State(state): State<AppState>, Path(slug): Path<String>) -> Response {
    let found = async {
        let breeder = state.domain.animal.public_breeder(&slug).await?;
        let animals = state.domain.animal.public_breeder_animals(&slug, None, 50).await?;
        Ok::<_, Problem>((breeder, animals.items))
    };
    match found.await {
        Ok((breeder, animals)) => {
            let page = format!("/breeders/{}", breeder.card.slug);
            feed(&state, &format!("New animals of {}", breeder.card.name), &format!("{page}/feed.xml"), &page, &animals)
        }
        Err(problem) => refused(problem),
    }
}

fn feed(state: &AppState, title: &str, own: &str, page: &str, animals: &[PublicCard]) -> Response {
    answer("application/atom+xml; charset=utf-8", write_feed(&state.urls.public, title, own, page, animals), 900)
}

fn write_feed(public: &str, title: &str, own: &str, page: &str, animals: &[PublicCard]) -> String {
    let updated = animals.iter().map(|animal| animal.updated_at).max().unwrap_or_default();
    let (public, title, own, page) = (escape(public), escape(title), escape(own), escape(page));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{title}</title>\
         <id>{public}{own}</id><link rel=\"self\" href=\"{public}{own}\"/><link href=\"{public}{page}\"/><updated>{updated}</updated>"
    );
    for animal in animals {
        let url = format!("{public}/animals/{}", animal.id);
        let heading = format!("{} ({})", animal.label(), animal.taxon.common_name);
        let _ = write!(
            xml,
            "<entry><title>{}</title><id>{url}</id><link href=\"{url}\"/><updated>{}</updated><author><name>{}</name></author>\
             <category term=\"{}\"/><summary>{}</summary></entry>",
            escape(&heading),
            animal.updated_at,
            escape(&animal.breeder.name),
            escape(&animal.taxon.slug),
            escape(&animal.genotype_text),
        );
    }
    xml + "</feed>\n"
}
