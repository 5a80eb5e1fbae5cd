//! What a widget would look like: for the builder in the breeder portal, which alone may frame it. It shows public animals only,
//! so it needs to know nobody.

use crate::{
    api::load_preview,
    content::{content, foot_of, title_of},
    frame::{Frame, Look, gone},
};
use app_shared::data::told;
use app_ui::calculator_question;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::embed::WidgetKind;

/// `/preview?kind=…&animal=…&theme=…&accent=…`.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let query = use_query_map();
    let word = move |name: &'static str| query.with(|query| query.get(name)).unwrap_or_default();
    let asked = move || (word("kind").parse::<WidgetKind>().unwrap_or_default(), word("animal"));
    let data = Resource::new(asked, |(kind, animal)| told(load_preview(kind, animal)));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let look = Look {
                    theme: word("theme").parse().unwrap_or_default(),
                    accent: word("accent").parse().unwrap_or_default(),
                    origins: Some(Vec::new()),
                };
                match data.await {
                    Ok(shown) => {
                        let (title, foot) = (title_of(&shown), foot_of(&shown));
                        view! { <Frame look title foot>{content(shown, calculator_question(|_| None))}</Frame> }.into_any()
                    }
                    Err(error) => gone(&error, look),
                }
            })}
        </Suspense>
    }
    .into_any()
}
