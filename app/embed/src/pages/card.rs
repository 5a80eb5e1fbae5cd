//! The card of an animal.

use crate::{
    api::{WidgetData, load_widget},
    frame::{Frame, gone},
};
use app_shared::use_session_info;
use app_ui::{Picture, SexMark, plate_seed};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/card/{key}`.
#[component]
pub fn CardPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked =
        move || (params.with(|params| params.get("key").unwrap_or_default()), query.with(|query| query.get("animal")));
    let data = Resource::new(asked, |(key, animal)| load_widget(key, "card".to_owned(), animal));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(data) => card(data),
                    Err(error) => gone(&error),
                }
            })}
        </Suspense>
    }
    .into_any()
}

fn card(data: WidgetData) -> AnyView {
    let WidgetData { widget, animal, .. } = data;
    let card = animal.card;
    let href = format!("{}/animals/{}", use_session_info().public_url, card.id);
    let title = card.label().to_owned();
    let born = card.born.map(|born| view! { <span class="num">{format!("born {born}")}</span> });
    view! {
        <Frame widget title=format!("{title} · ReptiDex") href=href.clone()>
            <article class="animal-card" style="max-width:20rem">
                <Picture taxon=card.taxon.slug morph=card.genotype_text.clone() seed=plate_seed(&card.id.to_string()) eager=true />
                <div class="animal-text">
                    <p class="animal-taxon">{card.taxon.common_name}<span class="code">{card.code}</span></p>
                    <h1 class="animal-title"><a href=href target="_blank" rel="noopener external">{title}</a></h1>
                    <p class="animal-morph">{card.genotype_text}</p>
                    <p class="animal-facts"><SexMark sex=card.sex />{born}</p>
                    <p class="animal-breeder"><span>{card.breeder.name}</span></p>
                </div>
            </article>
        </Frame>
    }
    .into_any()
}
