//! The title of a document.

/// The text as it may stand between `<title>` and its end. leptos_meta writes it into the head as it is, so on the server what could end the
/// element is escaped: names of animals and words of a search get there. In the browser a title is set as text, and nothing has to be.
#[must_use]
pub fn titled(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(all(test, feature = "ssr"))]
#[test]
fn a_title_cannot_end_its_element() {
    assert_eq!(titled("</title><script>&"), "&lt;/title&gt;&lt;script&gt;&amp;");
}
