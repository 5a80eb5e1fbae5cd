//! Theme and density: a cookie, set by a plain form, so that the first byte of every page has the right colours.

use crate::layers::cookies;
use axum::{
    Form,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What the form sends; either may be missing.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    theme: Option<String>,
    density: Option<String>,
    /// Where the form stood.
    #[serde(alias = "next")]
    back: Option<String>,
}

/// The themes, the first being the default.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];
/// The densities, the first being the default.
pub const DENSITIES: [&str; 3] = ["comfort", "compact", "barn"];

/// The known word equal to `given`, else the default.
#[must_use]
pub fn one_of(known: &'static [&'static str], given: Option<&str>) -> &'static str {
    known.iter().copied().find(|word| Some(*word) == given).unwrap_or(known.first().copied().unwrap_or_default())
}

/// `POST /preferences`: keeps the choice for a year and goes back.
pub async fn save(headers: HeaderMap, Form(form): Form<Preferences>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let out = response.headers_mut();
    let back = app_shared::ssr::safe_path(form.back.as_deref().unwrap_or("/"));
    out.insert(header::LOCATION, HeaderValue::from_str(&back).unwrap_or(HeaderValue::from_static("/")));
    let secure = if cookies::is_secure(&headers) { "; Secure" } else { "" };
    for (name, known, given) in [("theme", &THEMES, &form.theme), ("density", &DENSITIES, &form.density)] {
        if let Some(given) = given {
            let value = one_of(known, Some(given));
            let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                out.append(header::SET_COOKIE, cookie);
            }
        }
    }
    response
}
