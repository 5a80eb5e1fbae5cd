//! A public animal: its picture, its facts, its pedigree with the basis of each claim, its family and its breeder.

mod facts;
mod family;
mod genotype;
mod photos;

use crate::{
    api::{AnimalPageData, animal_page},
    failure::failure,
    islands::WalkablePedigree,
    layout::SitePage,
    meta::{JsonLd, PageMeta, SharedPicture},
};
use app_shared::{data::told, use_session_info};
use app_ui::{
    AncestryFigures, Badge, Breadcrumb, ChartNode, GrowthLine, PaperLinks, PedigreeChart, Section, with_params,
};
use facts::{BreederBox, Facts};
use family::{Family, ParentsKnown};
use genotype::GenesKnown;
use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use leptos_router::hooks::use_params_map;
use photos::{AnimalPhotos, images, shared, videos};
use repti_model::{lineage::Relative, media::PublicPhoto, public::PublicAnimal};
use serde_json::{Value, json};

/// `/animals/{id}`.
#[component]
pub fn AnimalPage() -> impl IntoView {
    let params = use_params_map();
    let data =
        Resource::new(move || params.with(|params| params.get("id").unwrap_or_default()), |id| told(animal_page(id)));
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(data) => animal(data),
                        Err(error) => failure(&error, "animal"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn animal(data: AnimalPageData) -> AnyView {
    let AnimalPageData { animal, photos, genotype, pedigree, ancestry, overturned, siblings, offspring, breeder } =
        data;
    let card = animal.card.clone();
    let title = card.label().to_owned();
    let path = format!("/animals/{}", card.id);
    let paper = path.clone();
    let public = use_session_info().public_url;
    let url = format!("{public}{path}");
    let oembed = |format: &str| format!("{public}{}", with_params("/oembed", &[("url", &url), ("format", format)]));
    let morph =
        if card.genotype_text.is_empty() { "Morph not recorded".to_owned() } else { card.genotype_text.clone() };
    let description = format!(
        "{title}: {morph}, {}, {}. Bred and kept by {}. Pedigree with the basis of each claim.",
        card.taxon.common_name.to_lowercase(),
        app_ui::sex_word(card.sex).to_lowercase(),
        card.breeder.name
    );
    let trail = vec![
        ("Animals".to_owned(), "/search".to_owned()),
        (card.taxon.common_name.clone(), format!("/search?taxon={}", card.taxon.slug)),
    ];
    let page = |relative: &Relative| relative.id.map(|id| format!("/animals/{id}"));
    let chart = ChartNode::of(&pedigree, &page, &|relative| page(relative).map(|page| format!("{page}#pedigree")));
    let open = animal.open_to_pairings.then(|| view! { <p><Badge>"Open to pairings"</Badge></p> });
    let written = animal.public_notes.clone();
    let notes = (!written.is_empty()).then(|| {
        view! { <Section title="Notes"><div class="prose"><p style="white-space:pre-line">{written}</p></div></Section> }
    });
    // Without a photograph a drawn card stands for the animal.
    let picture =
        shared(&photos, &card).or_else(|| Some(SharedPicture::drawn(format!("{url}/og.png"), &title, &morph)));
    view! {
        <PageMeta title=format!("{title}, {morph} · ReptiDex") description path=path kind="article" picture />
        // Sites that show several pictures show the pedigree, too.
        <Meta property="og:image" content=format!("{url}/pedigree-og.png") />
        <Link rel="alternate" type_="application/json+oembed" title=title.clone() href=oembed("json") />
        <Link rel="alternate" type_="text/xml+oembed" title=title.clone() href=oembed("xml") />
        <JsonLd data=structured(&animal, &photos, &url) />
        <div class="wrap stack" style="--stack:2.5rem; padding-block:1.75rem">
            <div class="stack" style="--stack:1rem">
                <Breadcrumb trail />
                <div class="animal-hero">
                    <AnimalPhotos photos=photos.clone() card=card.clone() />
                    <div class="stack" style="--stack:1.25rem">
                        <header class="stack" style="--stack:0.375rem">
                            <p class="eyebrow"><span>{card.taxon.common_name.clone()}</span>" · "<span class="code">{card.code.clone()}</span></p>
                            <h1 class="display">{title}</h1>
                            <p class="serif">{morph}</p>
                            {open}
                        </header>
                        <Facts animal=animal.clone() />
                        <BreederBox breeder />
                    </div>
                </div>
            </div>
            <GenesKnown genotype />
            <Section id="pedigree" title="Pedigree" hint="Every parent is a claim, and says how it is known.">
                <ParentsKnown root=pedigree overturned />
                <WalkablePedigree>
                    <PedigreeChart root=chart />
                </WalkablePedigree>
                {match ancestry {
                    Some(ancestry) => view! { <AncestryFigures ancestry /> }.into_any(),
                    None => view! { <p class="hint">"Inbreeding is being reckoned: load the page again in a moment."</p> }.into_any(),
                }}
                <PaperLinks name="Four generations on A4" href=format!("{paper}/pedigree") />
                <PaperLinks name="Five generations on A3" href=format!("{paper}/pedigree") query="?generations=5" />
            </Section>
            {notes}
            <GrowthLine photos born=card.born />
            <Family siblings offspring />
        </div>
    }
    .into_any()
}

/// What a crawler reads. schema.org knows no animals; a thing with properties says it without pretending to be an offer.
fn structured(animal: &PublicAnimal, photos: &[PublicPhoto], url: &str) -> Value {
    let card = &animal.card;
    let property = |name: &str, value: String| json!({"@type": "PropertyValue", "name": name, "value": value});
    let mut properties = vec![
        property("Species", animal.scientific_name.clone()),
        property("Sex", card.sex.label().to_owned()),
        property("Origin", card.origin.label().to_owned()),
        property("Code", card.code.clone()),
    ];
    if !card.genotype_text.is_empty() {
        properties.push(property("Genotype", card.genotype_text.clone()));
    }
    if let Some(born) = card.born {
        properties.push(property("Born", born.to_string()));
    }
    let mut page = json!({
        "@context": "https://schema.org",
        "@type": "ItemPage",
        "url": url,
        "dateModified": card.updated_at.to_string(),
        "mainEntity": {
            "@type": "IndividualProduct",
            "name": card.label(),
            "category": animal.scientific_name,
            "identifier": card.id.to_string(),
            "additionalProperty": properties,
            "brand": {"@type": "Organization", "name": card.breeder.name},
        },
    });
    let images = images(photos);
    if !images.is_empty() {
        page["mainEntity"]["image"] = images.into();
    }
    let videos = videos(photos, card);
    if !videos.is_empty() {
        page["video"] = videos.into();
    }
    page
}
