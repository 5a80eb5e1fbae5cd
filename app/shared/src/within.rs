//! What a page asks for is asked in the vivarium that the page was made for, also once its person works in another one, in another tab.

use crate::{SessionInfo, use_session_info};
use repti_model::VivariumId;

/// `path` as asked from within the page's vivarium; as it is where the page has none. For forms, server functions and files.
#[must_use]
pub fn within(path: &str) -> String {
    vivarium(use_session_info()).map_or_else(|| path.to_owned(), |vivarium| vivarium.before(path))
}

fn vivarium(info: SessionInfo) -> Option<VivariumId> {
    Some(info.actor?.vivarium?.id)
}

/// Has the server functions of this document ask like that. For the browser, once, before it asks for anything.
#[cfg(target_arch = "wasm32")]
pub fn ask_within() {
    if let Some(vivarium) = vivarium(crate::session::load()) {
        // As long as the document, which is of one vivarium.
        server_fn::client::set_server_url(vivarium.before("").leak());
    }
}
