//! What a page asks for is asked in the vivarium that the page was made for, also once its person works in another one, in another tab.

use crate::{SessionInfo, use_session_info};

/// `path` as asked from within the page's vivarium; as it is where the page has none. For forms, server functions and files, never for pages: what
/// the browser shows is what its router goes by.
#[must_use]
pub fn within(path: &str) -> String {
    before(use_session_info()).map_or_else(|| path.to_owned(), |before| before + path)
}

fn before(info: SessionInfo) -> Option<String> {
    let vivarium = info.actor?.vivarium?;
    Some(format!("/in/{}", vivarium.id))
}

/// Has the server functions of this document ask like that. For the browser, once, before it asks for anything.
#[cfg(target_arch = "wasm32")]
pub fn ask_within() {
    if let Some(before) = before(crate::session::load()) {
        // As long as the document, which is of one vivarium.
        server_fn::client::set_server_url(before.leak());
    }
}
