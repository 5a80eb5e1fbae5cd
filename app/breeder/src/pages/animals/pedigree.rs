//! A pedigree on a page of its own: five generations, to print, and to go on from.

use super::id_in_path;
use crate::{
    api::lineage::pedigree,
    pages::loaded::{Loaded, page_data},
};
use app_shared::within;
use app_ui::{Button, ButtonLink, Kind, PageHeader, PaperLinks, PedigreeChart};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{AnimalId, lineage::Shown};

/// The page.
#[component]
pub fn PedigreePage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), pedigree);
    view! {
        <Title text="Pedigree"/>
        <Loaded
            data
            what="The pedigree"
            view=move |root| {
                let title = format!("Pedigree of {}", root.animal.label());
                let own = root.animal.shown == Shown::Own;
                view! {
                    <div class="ped-sheet">
                    <PageHeader
                        title
                        trail=vec![
                            ("Animals".to_owned(), "/animals".to_owned()),
                            (root.animal.label().to_owned(), format!("/animals/{}", id.get_untracked())),
                        ]
                        actions=move || {
                            view! {
                                <span class="print:hidden">
                                    <PrintButton/>
                                </span>
                                <ButtonLink href=format!("/animals/{}", id.get_untracked())>"Back to the animal"</ButtonLink>
                            }
                        }
                    />
                    <PedigreeChart root=super::family::chart(&root) generations=5/>
                    {own.then(|| view! { <Papers id=id.get_untracked()/> })}
                    </div>
                }
            }
        />
    }
    .into_any()
}

/// The same as documents, with what the vivarium itself sees.
#[component]
fn Papers(id: AnimalId) -> impl IntoView {
    let href = within(&format!("/animals/{id}/pedigree"));
    view! {
        <div class="print:hidden">
            <PaperLinks name="Four generations on A4" href=href.clone()/>
            <PaperLinks name="Five generations on A3" href query="?generations=5"/>
        </div>
    }
    .into_any()
}

/// Opens the browser's print dialogue; the chart has a print style.
#[component]
fn PrintButton() -> impl IntoView {
    view! {
        <span on:click=move |_| { let _ = window().print(); }>
            <Button kind=Kind::Button>"Print"</Button>
        </span>
    }
}
