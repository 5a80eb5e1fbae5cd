//! A file belongs to one tab: another that knows it, too, waits until that tab has gone, and goes on where it was.

use super::wire::settled;
use js_sys::{Function, Promise, Reflect};
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};

/// Waits until this tab has the file; calling the answer gives it back. Nothing where the browser has no locks: then nobody waits.
pub async fn hold(key: &str) -> Option<Function> {
    // By reflection: web-sys counts locks among what may still change.
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_truthy)?;
    let ask: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let mut release = None;
    let held = Promise::new(&mut |yes, _| release = Some(yes));
    let name = JsValue::from_str(&format!("reptidex-photo-{key}"));
    let granted = settled(|yes, no| {
        let yes = yes.clone();
        let callback = Closure::once_into_js(move || {
            // A promise's own function refuses nothing.
            let _ = yes.call0(&JsValue::NULL);
            held
        });
        if ask.call2(&locks, &name, &callback).is_err() {
            let _ = no.call0(&JsValue::NULL);
        }
    });
    granted.await.ok()?;
    release.map(|yes: Function| yes.unchecked_into())
}
