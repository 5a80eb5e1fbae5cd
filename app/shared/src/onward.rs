//! Going on after a form that changed who asks: by a whole new document, because the old one was rendered for somebody else.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;

/// A path of this portal to go on to. Made by [`crate::ssr::onward`], which also redirects a form that was sent without WASM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Onward(pub String);

/// Follows the answer of `action` as soon as there is one.
pub fn follow<S>(action: ServerAction<S>)
where
    S: ServerFn<Output = Onward> + Clone + Send + Sync + 'static,
    S::Error: Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move || {
        value.with(|value| {
            if let Some(Ok(Onward(path))) = value {
                // Fails only where a browser forbids leaving; the person still sees the page they were on.
                let _ = window().location().assign(path);
            }
        });
    });
}
