//! What crawlers and other sites read of a page: title, canonical address, OpenGraph, JSON-LD.

use app_shared::use_session_info;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use repti_model::media::PhotoFiles;
use serde_json::Value;

/// As wide as the picture of a link is fetched, in pixels.
const SHARED_WIDTH: u32 = 1280;

/// What other sites show beside a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPicture {
    pub url: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    pub alt: String,
}

impl SharedPicture {
    /// A photograph, as JPEG: not every site knows WebP.
    pub fn photo(files: &PhotoFiles, alt: String) -> Self {
        let width = files.widths.iter().copied().find(|width| *width >= SHARED_WIDTH).unwrap_or(files.width);
        let height = u64::from(files.height) * u64::from(width) / u64::from(files.width.max(1));
        Self { url: files.jpeg(SHARED_WIDTH), width, height: u32::try_from(height).unwrap_or(files.height), alt }
    }

    /// A picture that is drawn of an animal's record.
    pub fn drawn(url: String, name: &str, morph: &str) -> Self {
        Self { url, width: 1200, height: 630, alt: format!("{name}, {morph}: a card with its parents") }
    }

    /// What stands for ReptiDex where a page has no picture of its own.
    fn house(home: &str) -> Self {
        Self {
            url: format!("{home}/og-default.png"),
            width: 1200,
            height: 630,
            alt: "Drawn plates of two snakes and a gecko beside the name ReptiDex".to_owned(),
        }
    }
}

/// Title, description, canonical address and OpenGraph of a page.
#[component]
pub fn PageMeta(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    /// The page's one address, from the root: `/animals/…`.
    #[prop(into)]
    path: String,
    /// `website`, `profile` or `article`.
    #[prop(default = "website")]
    kind: &'static str,
    #[prop(optional_no_strip)] picture: Option<SharedPicture>,
) -> impl IntoView {
    let home = use_session_info().public_url;
    let url = format!("{home}{path}");
    let picture = picture.unwrap_or_else(|| SharedPicture::house(&home));
    let description = clip(&description, 200);
    view! {
        <Title text=title.clone() />
        <Meta name="description" content=description.clone() />
        <Link rel="canonical" href=url.clone() />
        <Meta property="og:site_name" content="ReptiDex" />
        <Meta property="og:type" content=kind />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta property="og:url" content=url />
        <Meta property="og:image" content=picture.url />
        <Meta property="og:image:width" content=picture.width.to_string() />
        <Meta property="og:image:height" content=picture.height.to_string() />
        <Meta property="og:image:alt" content=picture.alt />
        <Meta name="twitter:card" content="summary_large_image" />
    }
}

/// A block of JSON-LD.
#[component]
pub fn JsonLd(data: Value) -> impl IntoView {
    view! { <script type="application/ld+json" nonce=use_nonce() inner_html=json_in_html(&data)></script> }
}

/// JSON that can't end the element around it: `<`, `>`, `&` and the two line ends that old parsers trip over are escaped.
pub fn json_in_html(data: &Value) -> String {
    let mut out = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// At most `most` characters, cut at a word.
pub fn clip(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_cannot_leave_its_element_and_stays_the_same_json() {
        let data = json!({"name": "</script><script>alert(1)</script>\u{2028}&"});
        let html = json_in_html(&data);
        assert!(!html.contains('<') && !html.contains('\u{2028}') && !html.contains('&'));
        assert_eq!(serde_json::from_str::<Value>(&html).unwrap(), data);
    }

    #[test]
    fn a_links_picture_is_a_jpeg_of_its_true_size() {
        let files = |widths: &[u32]| PhotoFiles {
            base: "https://m.example/p/a-b".into(),
            width: 1600,
            height: 1200,
            widths: widths.into(),
            ..PhotoFiles::default()
        };
        let large = SharedPicture::photo(&files(&[320, 1280, 1600]), "Saffron".into());
        assert_eq!((large.url.as_str(), large.width, large.height), ("https://m.example/p/a-b/1280.jpg", 1280, 960));
        let small = PhotoFiles { width: 600, height: 900, ..files(&[320, 600]) };
        let small = SharedPicture::photo(&small, String::new());
        assert_eq!((small.url.as_str(), small.width, small.height), ("https://m.example/p/a-b/600.jpg", 600, 900));
    }

    #[test]
    fn a_description_is_cut_at_a_word() {
        assert_eq!(clip("one two  three", 9), "one two…");
        assert_eq!(clip(" one\ntwo ", 20), "one two");
    }
}
