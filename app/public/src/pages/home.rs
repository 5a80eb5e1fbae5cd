//! The first page: what this is, a search, what is new.

use crate::{
    api::{HomeData, home_page},
    cards::{AnimalGrid, BreederList},
    failure::failure,
    layout::SitePage,
    meta::{JsonLd, PageMeta},
};
use app_shared::{data::told, use_session_info};
use app_ui::{
    ButtonLink, Chip, ChipRow, EmptyState, FrameWidths, Glyph, Icon, Look, Picture, SearchBox, Section, plate_href,
    plate_seed, words,
};
use leptos::prelude::*;
use repti_model::public::PublicCard;
use serde_json::json;

/// The portal's first page.
#[component]
pub fn HomePage() -> impl IntoView {
    let data = Resource::new(|| (), |()| told(home_page()));
    view! {
        <SitePage search=false>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => home(data),
                        Err(error) => failure(&error, "page"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn home(data: HomeData) -> AnyView {
    let HomeData { newest, shown: plates, breeders, taxa, total } = data;
    let info = use_session_info();
    let url = info.public_url.clone();
    let site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "ReptiDex",
        "url": format!("{url}/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": format!("{url}/search?q={{search_term_string}}"),
            "query-input": "required name=search_term_string",
        },
    });
    let chips = taxa
        .into_iter()
        .filter(|taxon| taxon.count > 0)
        .map(|taxon| {
            let href = format!("/search?taxon={}", taxon.value);
            view! { <Chip label=taxon.label href count=words::thousands(taxon.count.into()) /> }
        })
        .collect_view();
    let shown = if newest.is_empty() {
        view! {
            <EmptyState
                title="No animal is public yet"
                hint="Breeders decide which of their animals show here. Keep some yourself? Record them in the breeder portal and make one public."
            >
                <ButtonLink href=info.breeder_url look=Look::Primary external=true>"Open the breeder portal"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <AnimalGrid cards=newest /> }.into_any()
    };
    view! {
        <PageMeta
            title="ReptiDex: where a reptile comes from"
            description="Pedigrees of snakes, geckos and lizards with the evidence for each claim: who bred the animal, from which parents, and how that is known."
            path="/"
        />
        <JsonLd data=site />
        <div class="wrap stack" style="--stack:3.5rem; padding-block:clamp(2.5rem,7vw,5rem)">
            <header class="hero">
                <div class="stack" style="--stack:1.25rem">
                <h1 class="display measure">"Know where a reptile comes from"</h1>
                <p class="measure">
                    "Every animal here has a pedigree, and every claim in it says how it is known: a breeding record, a DNA test, the other breeder’s word, or only the keeper’s."
                </p>
                <SearchBox hero=true label="Search by morph, name, code or breeder" action="/search" />
                <ChipRow label="Species">{chips}</ChipRow>
                </div>
                <HeroPlates cards=plates />
            </header>
            <Section
                title="Newest animals"
                hint=format!("{} with a public page", words::plural(total.into(), "animal"))
                actions=|| view! { <a class="link" href="/search">"All animals"</a> }
            >
                {shown}
            </Section>
            <Section title="How it works">
                <ol class="grid-tiles" style="--gap:1.5rem">
                    {step(Glyph::Pencil, "A breeder records", "Pairings, clutches and hatchlings are written down when they happen, so a parent is a record and not a memory.")}
                    {step(Glyph::ShieldCheck, "Claims carry their basis", "Declared, recorded, confirmed by the other breeder, or tested. Two possible sires stay two, with their chances.")}
                    {step(Glyph::Tree, "You read the whole tree", "Up to five generations on a page, across breeders, as far as each owner shows their animals.")}
                </ol>
            </Section>
            {(!breeders.is_empty())
                .then(|| {
                    view! {
                        <Section title="Breeders" actions=|| view! { <a class="link" href="/breeders">"All breeders"</a> }>
                            <BreederList breeders />
                        </Section>
                    }
                })}
        </div>
    }
    .into_any()
}

/// How wide each of the three is.
const BESIDE: &FrameWidths = &[("", "10rem")];

/// Three pictures beside the title, where there is room. They repeat what the page lists, so they are silent.
#[component]
fn HeroPlates(cards: Vec<PublicCard>) -> impl IntoView {
    let plates = cards
        .into_iter()
        .map(|card| {
            let plate = plate_href(&card.taxon.slug, &card.genotype_text, plate_seed(&card.id.to_string()));
            view! { <Picture taxon="" morph="" seed=0 photo=card.photo plate frame=BESIDE /> }
        })
        .collect_view();
    view! { <div class="hero-plates" aria-hidden="true">{plates}</div> }
}

fn step(glyph: Glyph, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <li class="stack" style="--stack:0.5rem">
            <Icon glyph />
            <h3 class="serif">{title}</h3>
            <p class="hint">{text}</p>
        </li>
    }
}
