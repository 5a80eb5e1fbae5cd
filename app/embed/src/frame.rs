//! The inside of an iframe: its colours, its foot, and the script that tells the page around it how high it is.

use app_shared::{AppError, use_session_info};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use repti_model::embed::Widget;

const HEIGHT_SCRIPT: &str = include_str!("frame/height.js");

/// A widget's page. Only the sites of the widget may frame it.
#[component]
pub fn Frame(
    widget: Widget,
    #[prop(into)] title: String,
    #[prop(into)] href: String,
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_csp(&widget.allowed_origins.join(" "));
    let origins = serde_json::to_string(&widget.allowed_origins).unwrap_or_default();
    view! {
        <Title text=title />
        <Meta name="robots" content="noindex" />
        // Links leave the frame: our pages refuse to be framed.
        <base target="_blank" />
        <main class="bg-bg text-text" data-theme=widget.theme.as_str() style="padding:0.75rem" id="widget" data-origins=origins>
            {children()}
            <p class="hint" style="margin-top:0.5rem">
                <a class="link" href=href target="_blank" rel="noopener external">"Full record on ReptiDex"</a>
            </p>
        </main>
        <script nonce=use_nonce() inner_html=HEIGHT_SCRIPT></script>
    }
}

/// What stands in a frame whose widget is gone, or whose animal isn't public any more.
pub fn gone(error: &AppError) -> AnyView {
    #[cfg(feature = "ssr")]
    {
        app_shared::ssr::set_status_of(error.code());
        app_shared::ssr::set_csp("'none'");
    }
    let detail = if error.code() == repti_model::ErrorCode::NotFound {
        "This widget is no longer shown. Its owner may have made the animal private.".to_owned()
    } else {
        error.0.detail.clone()
    };
    view! {
        <Title text="Not shown · ReptiDex" />
        <Meta name="robots" content="noindex" />
        <main class="bg-bg text-text" style="padding:1rem">
            <h1 class="serif">"Nothing to show here"</h1>
            <p class="hint">{detail}</p>
            <p><a class="link" href=use_session_info().public_url target="_blank" rel="noopener external">"ReptiDex"</a></p>
        </main>
    }
    .into_any()
}
