//! Where the browser is, as far as its clock tells.

/// The browser's time zone, such as `Europe/Berlin`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn browser_time_zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()?;
    (!zone.is_empty()).then_some(zone)
}

/// Only a browser has a place.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn browser_time_zone() -> Option<String> {
    None
}
