//! WASM entry point of the public portal: wakes what the server rendered.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]
#[allow(unused_imports, reason = "links the islands, which the linker would drop otherwise")]
use app_public::*;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
