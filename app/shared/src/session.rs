//! What a page may know of who asks: rendered into the page at SSR, so browser and server agree while hydrating.

use leptos::prelude::*;
use repti_model::Actor;
use serde::{Deserialize, Serialize};

/// Who is signed in and where the portals live.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    /// The signed-in person with role and active vivarium, or nobody.
    pub actor: Option<Actor>,
    /// Address of the public portal, without a trailing slash.
    pub public_url: String,
    /// Address of the breeder portal.
    pub breeder_url: String,
    /// Address of the embed portal.
    pub embed_url: String,
    /// Address of the API.
    pub api_url: String,
    /// `light`, `dark` or `auto`.
    pub theme: String,
    /// `comfort`, `compact` or `barn`.
    pub density: String,
    /// Whether this is a development server: the gallery and the mailbox are linked.
    pub development: bool,
}

/// The session as the server saw it when it rendered the page.
///
/// At SSR it comes from the request; in the browser from the `data-session` attribute of `<html>`, so no request is needed.
#[must_use]
pub fn use_session_info() -> SessionInfo {
    use_context::<SessionInfo>().unwrap_or_else(|| {
        let info = load();
        provide_context(info.clone());
        info
    })
}

#[cfg(feature = "ssr")]
pub(crate) fn load() -> SessionInfo {
    crate::ssr::request_info().map(|info| info.session_info()).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
pub(crate) fn load() -> SessionInfo {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("data-session"))
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default()
}
