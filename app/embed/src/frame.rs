//! The inside of an iframe: its colours, its foot, and the script that tells the page around it how high it is.

use app_shared::{AppError, titled, use_session_info};
use app_ui::Mark;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use repti_model::{
    ErrorCode,
    embed::{WidgetAccent, WidgetTheme},
};

const SCRIPT: &str = include_str!("frame/talk.js");

/// How a frame looks and who may show it.
#[derive(Debug, Clone, Default)]
pub struct Look {
    pub theme: WidgetTheme,
    pub accent: WidgetAccent,
    /// The sites that may show it, beside the builder. `None`: any site, for a page that says nothing of anybody.
    pub origins: Option<Vec<String>>,
}

impl Look {
    /// The origins that the browser lets frame this page, and that its script talks to. The builder shows every widget.
    fn ancestors(&self) -> Option<Vec<String>> {
        let builder = use_session_info().breeder_url;
        self.origins.clone().map(|origins| [builder].into_iter().chain(origins).collect())
    }
}

/// A widget's page. Only the sites of the widget may frame it.
#[component]
pub fn Frame(
    look: Look,
    #[prop(into)] title: String,
    /// Where the foot leads, and in which words.
    foot: (String, &'static str),
    children: Children,
) -> impl IntoView {
    let (href, words) = foot;
    view! {
        <Title formatter=|text: String| titled(&text) text=title />
        <Inside look>
            {children()}
            <footer class="widget-foot">
                <a class="link" href=href>{words}</a>
                <Mark />
            </footer>
        </Inside>
    }
}

/// What stands in a frame whose widget is gone, or whose animal isn't public any more: a quiet word, in the site's own frame.
pub fn gone(error: &AppError, look: Look) -> AnyView {
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_status_of(error.code());
    let (title, detail) = if error.code() == ErrorCode::NotFound {
        ("Nothing to show here", "This animal's record isn't public at the moment.".to_owned())
    } else {
        ("Not at the moment", error.0.detail.clone())
    };
    view! {
        <Title text="Not shown · ReptiDex" />
        <Inside look>
            <div class="widget-gone">
                <Mark />
                <div>
                    <h1 class="serif">{title}</h1>
                    <p class="hint">{detail}</p>
                    <p class="hint"><a class="link" href=use_session_info().public_url>"Go to ReptiDex"</a></p>
                </div>
            </div>
        </Inside>
    }
    .into_any()
}

#[component]
fn Inside(look: Look, children: Children) -> impl IntoView {
    let ancestors = look.ancestors();
    #[cfg(feature = "ssr")]
    app_shared::ssr::set_frame_csp(&ancestors.as_ref().map_or_else(|| "*".to_owned(), |origins| origins.join(" ")));
    // The script answers to the same origins: an empty list means whoever could frame it.
    let origins = serde_json::to_string(&ancestors.unwrap_or_default()).unwrap_or_default();
    view! {
        <Meta name="robots" content="noindex" />
        // Links leave the frame: our pages refuse to be framed.
        <base target="_blank" />
        <main class="widget" id="widget" data-theme=look.theme.as_str() data-accent=look.accent.as_str() data-origins=origins>
            {children()}
        </main>
        <script nonce=use_nonce() inner_html=SCRIPT></script>
    }
}
