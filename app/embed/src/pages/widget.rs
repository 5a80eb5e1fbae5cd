//! A widget on somebody's site.

use crate::{
    api::{WidgetData, load_widget},
    content::{content, foot_of, title_of},
    frame::{Frame, Look, gone},
};
use app_shared::data::told;
use app_ui::calculator_question;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_genetics::calculator::Question;

/// `/w/{key}`, with `?animal=` for a widget that isn't bound to one and `?theme=` for a site that knows better.
#[component]
pub fn WidgetPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let key = params.with(|params| params.get("key").unwrap_or_default());
        query.with(|query| (key, query.get("animal"), query.get("theme")))
    };
    // A calculator begins with what the site asks in the frame's address, by the names of the public calculator's.
    let question = move || query.with_untracked(|query| calculator_question(|name| query.get(name)));
    let data =
        Resource::new(asked, |(key, animal, theme)| async move { (told(load_widget(key, animal)).await, theme) });
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    (Ok(data), theme) => page(data, theme.as_deref(), question()),
                    // Nobody knows whose sites these were, and there is nothing on this page to protect.
                    (Err(error), _) => gone(&error, Look::default()),
                }
            })}
        </Suspense>
    }
    .into_any()
}

fn page(data: WidgetData, theme: Option<&str>, question: Question) -> AnyView {
    let WidgetData { widget, shown } = data;
    let theme = theme.and_then(|theme| theme.parse().ok()).unwrap_or(widget.theme);
    let look = Look { theme, accent: widget.accent, origins: Some(widget.allowed_origins) };
    match shown {
        Ok(shown) => {
            let (title, foot) = (title_of(&shown), foot_of(&shown));
            view! { <Frame look title foot>{content(shown, question)}</Frame> }.into_any()
        }
        Err(error) => gone(&error, look),
    }
}
