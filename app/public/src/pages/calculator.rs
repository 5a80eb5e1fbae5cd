//! What a pairing can give. By a form without JavaScript; as it is typed where the code has come.

use crate::{islands::CalculatorIsland, layout::SitePage, meta::PageMeta};
use app_ui::{PageHeader, calculator_href, calculator_question};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/calculator`.
#[component]
pub fn CalculatorPage() -> impl IntoView {
    let params = use_query_map();
    let question = params.with_untracked(|params| calculator_question(|name| params.get(name)));
    let asked = !(question.sire.trim().is_empty() && question.dam.trim().is_empty());
    let title = if asked {
        format!("{} × {}", or_normal(&question.sire), or_normal(&question.dam))
    } else {
        "Genetics calculator".to_owned()
    };
    let path = if asked { calculator_href("/calculator", &question) } else { "/calculator".to_owned() };
    view! {
        <PageMeta
            title=format!("{title} · ReptiDex")
            description="What a pairing of two snakes or geckos can give: possible hets, complexes, lethal and sex-linked genes reckoned exactly."
            path
        />
        <SitePage>
            <div class="wrap stack" style="--stack:1.5rem; padding-block:1.75rem">
                <PageHeader
                    title="Genetics calculator"
                    hint="Two animals as you would write them. Possible hets are mixed before anything is counted, and what isn’t proven is said."
                />
                <CalculatorIsland question />
            </div>
        </SitePage>
    }
    .into_any()
}

fn or_normal(text: &str) -> &str {
    if text.trim().is_empty() { "Normal" } else { text }
}
