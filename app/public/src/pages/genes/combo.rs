//! A combo: what it is made of, what its name may mean besides, and who says so.

use super::{
    parts::{Marks, PartList, RuleList, Unproven},
    record::Lines,
};
use crate::{
    api::load_combo,
    failure::failure,
    layout::SitePage,
    meta::{JsonLd, PageMeta},
    query,
};
use app_shared::{data::told, use_session_info};
use app_ui::{Breadcrumb, Card, Section, Term, Terms};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use repti_model::{
    genes::{ComboPage as Page, ComboPart, GeneLink},
    public::PublicQuery,
};
use serde_json::json;

/// `/genes/{taxon}/combos/{combo}`.
#[component]
pub fn ComboPage() -> impl IntoView {
    let params = use_params_map();
    let asked = move || {
        params.with(|params| (params.get("taxon").unwrap_or_default(), params.get("combo").unwrap_or_default()))
    };
    let data = Resource::new(asked, |(taxon, combo)| told(load_combo(taxon, combo)));
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(page) => combo(page),
                        Err(error) => failure(&error, "combo"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn combo(page: Page) -> AnyView {
    let Page { taxon, card, text, others, rules, sources } = page;
    let (slug, name, certainty) = (taxon.slug, card.link.name, card.certainty);
    let path = format!("/genes/{slug}/combos/{}", card.link.slug);
    let public = use_session_info().public_url;
    let species = taxon.name.to_lowercase();
    let description =
        format!("{name}, a combo of the {species}: {text}. Its genes, other readings, source and certainty.");
    let data = json!({
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": name,
        "description": format!("{name}, a combo of the {species}: {text}."),
        "termCode": card.link.slug,
        "url": format!("{public}{path}"),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": format!("{} genes", taxon.name),
            "url": format!("{public}/genes/{slug}"),
        },
    });
    let trail = vec![("Genes".to_owned(), "/genes".to_owned()), (taxon.name.clone(), format!("/genes/{slug}"))];
    let animals =
        query::href(&PublicQuery { q: name.clone(), taxon: vec![slug.clone()], ..PublicQuery::default() }, None);
    let rules = (!rules.is_empty()).then(|| {
        view! { <Section id="risks" title="Lethality, welfare and fertility"><RuleList rules /></Section> }
    });
    let made = made_of(&slug, card.parts, &card.tags);
    let others = others_of(&slug, others);
    view! {
        <PageMeta title=format!("{name}, {species} combo · ReptiDex") description path kind="article" />
        <JsonLd data />
        <div class="wrap stack" style="--stack:2.25rem; padding-block:1.75rem">
            <div class="stack" style="--stack:1rem">
                <Breadcrumb trail />
                <header class="stack" style="--stack:0.375rem">
                    <p class="eyebrow">{format!("{} · Combo", taxon.name)}</p>
                    <h1 class="display">{name.clone()}</h1>
                    <Marks certainty risk=None />
                </header>
                <Unproven certainty />
            </div>
            <div class="split" style="--aside:23rem">
                <div class="stack" style="--stack:2.25rem">
                    {made}
                    {others}
                    {rules}
                </div>
                <Card title="On record">
                    <Terms>
                        <Term name="As written">{text}</Term>
                        <Term name="Certainty">{certainty.label()}</Term>
                        <Term name="Source"><Lines texts=sources /></Term>
                        <Term name="Animals"><a class="link" href=animals>{format!("Search for “{name}”")}</a></Term>
                    </Terms>
                </Card>
            </div>
        </div>
    }
    .into_any()
}

fn made_of(slug: &str, parts: Vec<ComboPart>, tags: &[GeneLink]) -> AnyView {
    let empty = parts.is_empty();
    let taxon = slug.to_owned();
    let list = if empty {
        view! { <p>"The name stands for several genotypes; the source’s words say which."</p> }.into_any()
    } else {
        view! { <PartList taxon parts /> }.into_any()
    };
    let tags = (!tags.is_empty()).then(|| {
        let links = tags
            .iter()
            .map(|tag| {
                let href = format!("/genes/{slug}#{}", tag.slug);
                view! { <a class="link" href=href>{tag.name.clone()}</a> }
            })
            .collect::<Vec<_>>();
        view! { <p class="row"><span class="hint">"With a look that has no probability:"</span>{links}</p> }
    });
    view! {
        <Section title="Made of">
            <div class="stack" style="--stack:0.75rem">
                {list}
                {tags}
            </div>
        </Section>
    }
    .into_any()
}

fn others_of(slug: &str, others: Vec<Vec<ComboPart>>) -> Option<AnyView> {
    let lists = others
        .into_iter()
        .map(|parts| {
            let taxon = slug.to_owned();
            view! { <PartList taxon parts /> }
        })
        .collect::<Vec<_>>();
    (!lists.is_empty()).then(|| {
        view! {
            <Section title="It may also mean">
                <div class="stack" style="--stack:0.75rem">{lists}</div>
            </Section>
        }
        .into_any()
    })
}
