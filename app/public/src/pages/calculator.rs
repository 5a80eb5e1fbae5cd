//! What a pairing can give. By a form without JavaScript; as it is typed where the code has come.

use crate::{islands::CalculatorIsland, layout::SitePage, meta::PageMeta};
use app_ui::{CALCULATOR_FIELDS, PageHeader, calculator_href};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use repti_genetics::calculator::{MOST_EGGS, Question};

/// Longer texts are cut: the field takes no more either.
const LONGEST: usize = 2_000;

/// `/calculator`.
#[component]
pub fn CalculatorPage() -> impl IntoView {
    let params = use_query_map();
    let question = params.with_untracked(question);
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

/// The question of an address; a first visit shows one that has something to see.
fn question(params: &ParamsMap) -> Question {
    let [species, sire, dam, eggs] = CALCULATOR_FIELDS.map(|field| params.get(field));
    if sire.is_none() && dam.is_none() {
        return Question {
            taxon: species.filter(|species| !species.is_empty()).unwrap_or_else(|| "ball-python".to_owned()),
            eggs: 6,
            ..Question::default()
        };
    }
    let text = |text: Option<String>| text.unwrap_or_default().chars().take(LONGEST).collect();
    Question {
        taxon: species.unwrap_or_default(),
        sire: text(sire),
        dam: text(dam),
        eggs: eggs.and_then(|eggs| eggs.trim().parse().ok()).unwrap_or(0).min(MOST_EGGS),
    }
}

fn or_normal(text: &str) -> &str {
    if text.trim().is_empty() { "Normal" } else { text }
}

#[cfg(test)]
mod tests {
    use super::question;
    use leptos_router::params::ParamsMap;

    fn of(pairs: &[(&'static str, &str)]) -> repti_genetics::calculator::Question {
        let mut params = ParamsMap::new();
        pairs.iter().for_each(|(name, value)| params.insert(*name, (*value).to_owned()));
        question(&params)
    }

    #[test]
    fn nonsense_in_the_address_is_no_clutch_and_no_endless_text() {
        let long = "x".repeat(10_000);
        let asked = of(&[("species", "corn-snake"), ("sire", &long), ("eggs", "-3")]);
        assert_eq!((asked.sire.len(), asked.eggs, asked.taxon.as_str()), (2_000, 0, "corn-snake"));
        assert_eq!(of(&[("sire", ""), ("eggs", "99999999999")]).eggs, 0);
        assert_eq!(of(&[]).taxon, "ball-python");
    }
}
