//! An address of ours out of its parts.

/// Path and query in one. The query may come with its question mark or without.
#[must_use]
pub fn address(path: &str, query: &str) -> String {
    let query = query.trim_start_matches('?');
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Puts another address in place of the page's own, without a visit: what the page shows can be kept and sent. Nothing happens on the server.
pub fn replace_address(to: &str) {
    #[cfg(target_arch = "wasm32")]
    {
        use leptos::{prelude::window, wasm_bindgen::JsValue};
        if let Ok(history) = window().history() {
            // A browser refuses where pages ask too often; the next change brings it up to date.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(to));
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = to;
}
