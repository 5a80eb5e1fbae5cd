//! What goes into the other site's page.

use super::label_of;
use repti_model::embed::{WidgetKind, WidgetView};

/// Three lines: the script once a page, the element, and the link that stands there while scripts don't run.
pub(super) fn snippet(embed_url: &str, public_url: &str, view: &WidgetView) -> String {
    let widget = &view.widget;
    // Room for the widget while it loads, so that the page around it doesn't jump.
    let height = match widget.kind {
        WidgetKind::Card => 600,
        WidgetKind::Pedigree => 560,
        WidgetKind::Calculator => 900,
    };
    let (bound, path, words) = match widget.animal_id {
        _ if !widget.kind.shows_animal() => {
            (" label=\"Genetics calculator\"", "calculator".to_owned(), "Genetics calculator on ReptiDex".to_owned())
        }
        Some(id) => ("", format!("animals/{id}"), format!("{} on ReptiDex", escape(&label_of(view)))),
        None => (" animal=\"ANIMAL-ID\"", "animals/ANIMAL-ID".to_owned(), "This animal on ReptiDex".to_owned()),
    };
    format!(
        "<script async src=\"{embed_url}/v1.js\"></script>\n<reptidex-widget key=\"{key}\"{bound} height=\"{height}\">\n  \
         <a href=\"{public_url}/{path}\">{words}</a>\n</reptidex-widget>",
        key = widget.key,
    )
}

/// Names are anybody's text, and this goes into somebody's HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_name_can_not_break_out_of_the_snippet() {
        assert_eq!(escape("<b>\"A&B\""), "&lt;b&gt;&quot;A&amp;B&quot;");
    }
}
