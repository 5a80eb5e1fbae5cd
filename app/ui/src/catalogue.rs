//! The catalogue of genes that a page was made of. The code in a browser has the one compiled in that came with the program; where staff have
//! published another since, the page's script fetches its texts before the code wakes, and they are taken from there.

use repti_genetics::catalogue::Edition;
#[cfg(target_arch = "wasm32")]
use repti_genetics::catalogue::Texts;

/// The id of the element that the page's script keeps the texts in.
pub const CATALOGUE_ELEMENT: &str = "gene-catalogue";

/// The name of the file with the texts that this server reckons by; nothing where a browser has them compiled in.
#[must_use]
pub fn catalogue_file() -> Option<String> {
    let edition = Edition::current();
    (!edition.is_seeded()).then(|| edition.file())
}

/// In a browser: reckons by what the page was made of, from the first call on. Costs a look at one element after that.
pub fn use_page_catalogue() {
    #[cfg(target_arch = "wasm32")]
    {
        use leptos::prelude::document;
        if Edition::current().number > 0 {
            return;
        }
        let Some(kept) = document().get_element_by_id(CATALOGUE_ELEMENT) else { return };
        let number = kept.get_attribute("data-number").and_then(|number| number.parse().ok()).unwrap_or(1);
        let texts = kept.text_content().and_then(|text| Texts::parted(&text));
        if let Some(catalogue) = texts.and_then(|texts| texts.load().ok()) {
            Edition::install(number, None, catalogue);
        }
    }
}
