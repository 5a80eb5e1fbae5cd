//! The sitemap: an index, the pages, breeders and genes, and the animals in parts of ten thousand.

use super::{not_found, refused, xml::escape};
use crate::app::AppState;
use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::Timestamp;
use repti_model::{AnimalId, Problem};
use serde::Deserialize;
use std::fmt::Write;

/// Which part; without one, the index. One parameter at most, so that no address needs an `&`.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    /// `pages` or `animals` (the first part of these).
    part: Option<String>,
    /// The part that begins after this animal.
    after: Option<AnimalId>,
}

/// `GET /sitemap.xml`. Parts are parameters, not folders: a sitemap speaks for addresses below its own only.
pub(super) async fn answer(State(state): State<AppState>, Query(part): Query<Part>) -> Response {
    match xml_of(&state, &part).await {
        Ok(Some(xml)) => super::answer("application/xml; charset=utf-8", xml, 3600),
        Ok(None) => not_found(),
        Err(problem) => refused(problem),
    }
}

async fn xml_of(state: &AppState, part: &Part) -> Result<Option<String>, Problem> {
    let (public, animals) = (&state.urls.public, &state.domain.animal);
    Ok(match (part.part.as_deref(), part.after) {
        (None, None) => {
            let name =
                |after: Option<AnimalId>| after.map_or_else(|| "part=animals".to_owned(), |id| format!("after={id}"));
            let parts = animals.sitemap_parts().await?.into_iter().map(name);
            Some(index(public, std::iter::once("part=pages".to_owned()).chain(parts)))
        }
        (Some("pages"), None) => {
            let fixed = ["/", "/search", "/breeders", "/about"].map(|path| (path.to_owned(), None));
            let breeders = animals.sitemap_breeders().await?.into_iter();
            let breeders = breeders.map(|(slug, at)| (format!("/breeders/{slug}"), Some(at)));
            // The catalogue comes with the program and has no day of its own.
            let genes = repti_domain::genes::addresses().into_iter().map(|path| (path, None));
            Some(urls(public, fixed.into_iter().chain(breeders).chain(genes)))
        }
        (Some("animals"), None) | (None, Some(_)) => {
            let entries = animals.sitemap(part.after).await?.into_iter();
            Some(urls(public, entries.map(|entry| (format!("/animals/{}", entry.id), Some(entry.updated_at)))))
        }
        _ => None,
    })
}

fn index(public: &str, parts: impl Iterator<Item = String>) -> String {
    let mut xml = head("sitemapindex");
    for part in parts {
        let _ = write!(xml, "<sitemap><loc>{}/sitemap.xml?{}</loc></sitemap>", escape(public), escape(&part));
    }
    xml + "</sitemapindex>\n"
}

fn urls(public: &str, pages: impl Iterator<Item = (String, Option<Timestamp>)>) -> String {
    let mut xml = head("urlset");
    for (path, changed) in pages {
        let _ = write!(xml, "<url><loc>{}{}</loc>", escape(public), escape(&path));
        if let Some(changed) = changed {
            let _ = write!(xml, "<lastmod>{}</lastmod>", changed.strftime("%Y-%m-%dT%H:%M:%SZ"));
        }
        xml.push_str("</url>");
    }
    xml + "</urlset>\n"
}

fn head(root: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_whole_addresses() {
        let xml = urls("https://example.org", [("/a?b&c".to_owned(), Some(Timestamp::UNIX_EPOCH))].into_iter());
        assert!(xml.contains("<loc>https://example.org/a?b&amp;c</loc><lastmod>1970-01-01T00:00:00Z</lastmod>"));
    }
}
