//! The widget as it will look, beside the form: a frame of the embed portal that follows what is chosen.

use app_shared::use_session_info;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Event, MessageEvent},
};

/// The tallest frame that is drawn.
const MOST: f64 = 4000.0;

/// The frame at `path` of the embed portal. Another path is another frame, so that the browser's "back" leaves the page.
#[component]
pub(super) fn Preview(path: Signal<Option<String>>) -> impl IntoView {
    let embed = use_session_info().embed_url;
    let (height, set_height) = signal(360.0);
    // The frame tells its height once, as soon as it is there: it must not be there before somebody listens.
    let (listening, set_listening) = signal(false);
    let origin = embed.clone();
    Effect::new(move || {
        let origin = origin.clone();
        let heard = window_event_listener_untyped("message", move |event| {
            if let Some(height) = height_in(&event, &origin) {
                set_height.set(height);
            }
        });
        on_cleanup(move || heard.remove());
        set_listening.set(true);
    });
    view! {
        <div class="widget-preview">
            <For
                each=move || listening.get().then(|| path.get()).flatten()
                key=Clone::clone
                children=move |path| {
                    view! {
                        <iframe
                            src=format!("{embed}{path}")
                            title="Preview of the widget"
                            style:height=move || format!("{}px", height.get())
                        ></iframe>
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// The height that a frame of `origin` tells, in the words of `app/embed/src/frame/talk.js`.
fn height_in(event: &Event, origin: &str) -> Option<f64> {
    let event = event.dyn_ref::<MessageEvent>()?;
    if event.origin() != origin {
        return None;
    }
    let said = event.data();
    let of = |name: &str| js_sys::Reflect::get(&said, &JsValue::from_str(name)).ok();
    if of("type")?.as_string()? != "reptidex:height" || of("version")?.as_f64()? != 1.0 {
        return None;
    }
    of("height")?.as_f64().filter(|height| (1.0..=MOST).contains(height))
}
