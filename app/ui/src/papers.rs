//! Links to documents: plain addresses, so that they work without any script.

use leptos::prelude::*;

/// The formats of a document.
const FORMATS: [(&str, &str); 3] = [("PDF", "pdf"), ("PNG", "png"), ("SVG", "svg")];

/// "Pedigree on A4: PDF · PNG · SVG". `href` is the file's address without its extension, `query` what comes after it.
#[component]
pub fn PaperLinks(
    #[prop(into)] name: String,
    #[prop(into)] href: String,
    #[prop(optional, into)] query: String,
) -> impl IntoView {
    let links = FORMATS
        .into_iter()
        .enumerate()
        .map(|(place, (word, end))| {
            let label = format!("{name} as {word}");
            view! {
                {(place > 0).then_some(" · ")}
                <a class="link" rel="external" href=format!("{href}.{end}{query}") aria-label=label>{word}</a>
            }
        })
        .collect_view();
    view! { <p class="hint">{name}": "{links}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_an_address_and_a_name_of_its_own() {
        let html = Owner::new().with(|| {
            view! { <PaperLinks name="Pedigree" href="/animals/1/pedigree" query="?generations=5" /> }
                .into_any()
                .to_html()
        });
        for (word, end) in FORMATS {
            assert!(html.contains(&format!("/animals/1/pedigree.{end}?generations=5")), "{html}");
            assert!(html.contains(&format!("Pedigree as {word}")), "{html}");
        }
    }
}
