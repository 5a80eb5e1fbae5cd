//! Areas: pages whose code comes to the browser when one of them is first asked for, so that nobody waits for what others use.

use crate::address;
#[cfg(target_arch = "wasm32")]
use leptos::mount::hydrate_from_async;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::future::pending;

/// Wakes a page that the server rendered, once the code of its area is there, and says so on the document.
#[cfg(target_arch = "wasm32")]
pub fn wake<V: IntoView + 'static>(app: fn() -> V) {
    wasm_bindgen_futures::spawn_local(async move {
        let Some(body) = document().body() else { return };
        hydrate_from_async(body, app).await.forget();
        if let Some(root) = document().document_element() {
            // An attribute of this name can always be set.
            let _ = root.set_attribute("data-awake", "true");
        }
    });
}

/// What to do when an area's code can't be fetched: ask the server for the whole page. On the page's first waking there is nothing to
/// do: it stays as the server wrote it, and its links and forms work.
pub async fn not_loaded() -> AnyView {
    let first = Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    if !first {
        let to = use_location();
        let wanted = address(&to.pathname.get_untracked(), &to.search.get_untracked());
        // Nothing is left to be said by this document.
        let _ = window().location().set_href(&wanted);
    }
    pending().await
}

/// Declares an area: a module of that name with a type for each of its pages, for `view={Lazy::<area::Page>::new()}` in a route. A bundle
/// with areas has to be built by `cargo leptos build --split`.
#[macro_export]
macro_rules! area {
    ($(#[$doc:meta])* $area:ident { $($name:ident => $page:path),+ $(,)? }) => {
        $(#[$doc])*
        // The fetching calls a function of the file that has just come, which no compiler can see.
        #[allow(unsafe_code)]
        pub mod $area {
            use super::*;
            use ::leptos::{prelude::AnyView, wasm_split::{SplitLoaderError, wasm_split}};

            #[derive(Clone, Copy)]
            enum Which { $($name),+ }

            #[wasm_split($area, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
            fn show(which: Which) -> Result<AnyView, SplitLoaderError> {
                Ok(match which { $(Which::$name => ::leptos::prelude::IntoAny::into_any($page())),+ })
            }

            $(
                pub struct $name;

                impl ::leptos_router::LazyRoute for $name {
                    fn data() -> Self {
                        Self
                    }

                    // The router waits for this before it wakes a page; what comes later would find other markup than it expects.
                    async fn preload() {
                        if fetch().await.is_err() {
                            $crate::area::not_loaded().await;
                        }
                    }

                    async fn view(_: Self) -> AnyView {
                        match show(Which::$name).await {
                            Ok(view) => view,
                            Err(_) => $crate::area::not_loaded().await,
                        }
                    }
                }
            )+
        }
    };
}
