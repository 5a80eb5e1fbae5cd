//! A breeder's page: who they are, what they keep, their public animals.

use crate::{
    api::{BreederPageData, breeder_page},
    cards::AnimalGrid,
    failure::failure,
    layout::SitePage,
    meta::{JsonLd, PageMeta},
};
use app_shared::{data::told, use_session_info};
use app_ui::{Avatar, Chip, ChipRow, EmptyState, OwnLogoPicture, Pager, Section, with_params, words};
use leptos::prelude::*;
use leptos_meta::Link;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde_json::json;

/// `/breeders/{slug}`.
#[component]
pub fn BreederPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked =
        move || (params.with(|params| params.get("slug").unwrap_or_default()), query.with(|query| query.get("after")));
    let data = Resource::new(asked, |(slug, cursor)| told(breeder_page(slug, cursor)));
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => breeder(data),
                        Err(error) => failure(&error, "breeder"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn breeder(data: BreederPageData) -> AnyView {
    let BreederPageData { breeder, animals, logo } = data;
    let path = format!("/breeders/{}", breeder.card.slug);
    let url = format!("{}{path}", use_session_info().public_url);
    let count = u64::try_from(breeder.card.animals).unwrap_or_default();
    let since = breeder.since.to_zoned(jiff::tz::TimeZone::UTC).strftime("%B %Y").to_string();
    let at = |cursor: String| with_params(&path, &[("after", cursor.as_str())]);
    let (previous, next) = (animals.previous.map(at), animals.next.map(at));
    let chips = breeder
        .taxa
        .iter()
        .map(|taxon| {
            let href = with_params("/search", &[("q", breeder.card.name.as_str()), ("taxon", taxon.value.as_str())]);
            view! { <Chip label=taxon.label.clone() href count=words::thousands(taxon.count.into()) /> }
        })
        .collect_view();
    let paragraphs = breeder
        .about
        .split("\n\n")
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .map(|text| view! { <p>{text}</p> })
        .collect_view();
    // Only web addresses were let in; a link of somebody's is none of ours to vouch for.
    let website = (breeder.website.starts_with("https://") || breeder.website.starts_with("http://")).then(|| {
        view! { <a class="link" href=breeder.website.clone() rel="external nofollow ugc noopener">{breeder.website.clone()}</a> }
    });
    let about = json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Organization",
            "name": breeder.card.name,
            "description": breeder.about,
            "url": url,
            "sameAs": if breeder.website.is_empty() { Vec::new() } else { vec![breeder.website.clone()] },
        },
    });
    // Silent, for the heading beside it says whose it is.
    let sign = match logo {
        Some(file) => view! { <OwnLogoPicture file alt="" most=(240, 96) /> }.into_any(),
        None => view! { <Avatar name=breeder.card.name.clone() large=true square=true /> }.into_any(),
    };
    let place = (!breeder.card.location.is_empty()).then(|| format!("{} · ", breeder.card.location));
    let list = if animals.items.is_empty() {
        view! { <EmptyState title="No public animals" hint="This breeder shows no animal at the moment." /> }.into_any()
    } else {
        view! { <AnimalGrid cards=animals.items with_breeder=false /> }.into_any()
    };
    view! {
        <PageMeta
            title=format!("{} · ReptiDex", breeder.card.name)
            description=if breeder.about.is_empty() { format!("{} of {}", words::plural(count, "public animal"), breeder.card.name) } else { breeder.about.clone() }
            path=path.clone()
            kind="profile"
        />
        <Link rel="alternate" type_="application/atom+xml" title=format!("New animals of {}", breeder.card.name) href=format!("{path}/feed.xml") />
        <JsonLd data=about />
        <div class="wrap stack" style="--stack:2rem; padding-block:2rem">
            <header class="stack" style="--stack:1rem">
                <div class="row" style="gap:1.25rem">
                    {sign}
                    <div>
                        <h1 class="serif">{breeder.card.name.clone()}</h1>
                        <p class="hint">{place}{format!("on ReptiDex since {since}")}</p>
                    </div>
                </div>
                <div class="prose">{paragraphs}</div>
                {website}
                <ChipRow label="Keeps">{chips}</ChipRow>
            </header>
            <Section title="Animals" hint=words::plural(count, "public animal")>
                {list}
                <Pager prev=previous next />
            </Section>
        </div>
    }
    .into_any()
}
