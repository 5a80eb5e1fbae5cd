//! WASM entry point of the admin portal: wakes what the server rendered.
// Views are types: a deep page is a deep type.
#![recursion_limit = "512"]
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app_admin::wake();
}
