//! The pedigree of an animal.

use crate::{
    api::{WidgetData, load_widget},
    frame::{Frame, gone},
};
use app_shared::use_session_info;
use app_ui::{ChartNode, PedigreeChart};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::{lineage::Relative, pedigree::PedigreeNode};

/// `/pedigree/{key}`.
#[component]
pub fn PedigreePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked =
        move || (params.with(|params| params.get("key").unwrap_or_default()), query.with(|query| query.get("animal")));
    let data = Resource::new(asked, |(key, animal)| load_widget(key, "pedigree".to_owned(), animal));
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(WidgetData { widget, animal, pedigree: Some(root) }) => {
                        let label = animal.card.label().to_owned();
                        let href = format!("{}/animals/{}", use_session_info().public_url, animal.card.id);
                        view! {
                            <Frame widget title=format!("Pedigree of {label} · ReptiDex") href>
                                <h1 class="serif">{format!("Pedigree of {label}")}</h1>
                                <Chart root />
                            </Frame>
                        }
                            .into_any()
                    }
                    Ok(_) => gone(&repti_model::Problem::of(repti_model::ErrorCode::NotFound).into()),
                    Err(error) => gone(&error),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Chart(root: PedigreeNode) -> impl IntoView {
    let public = use_session_info().public_url;
    let page = |relative: &Relative| relative.id.map(|id| format!("{public}/animals/{id}"));
    let chart = ChartNode::of(&root, &page, &|relative| page(relative).map(|page| format!("{page}#pedigree")));
    view! { <PedigreeChart root=chart generations=3 plain=true /> }
}
