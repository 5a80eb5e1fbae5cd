//! One taxon: a new one, or one that is changed.

mod form;
mod met;

use super::record::use_record;
use crate::api::taxa::{TaxonForm as Data, load_taxon_form};
use app_shared::loaded::{Loaded, page_data};
use app_ui::PageHeader;
use form::TaxonForm;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::TaxonId;

/// A new taxon.
#[component]
pub fn NewTaxonPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_taxon_form(None));
    view! { <Loaded data what="The form" view=|data| view! { <Shown data/> }/> }.into_any()
}

/// A taxon to change.
#[component]
pub fn TaxonPage() -> impl IntoView {
    let data = use_record(|id: TaxonId| load_taxon_form(Some(id)));
    view! { <Loaded data what="This taxon" view=|data| view! { <Shown data/> }/> }.into_any()
}

#[component]
fn Shown(data: Data) -> impl IntoView {
    let title = match &data.edited {
        Some(entry) => format!("Change {}", entry.taxon.common_name),
        None => "Add a taxon".to_owned(),
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title trail=vec![("Taxa".to_owned(), "/taxa".to_owned())]/>
        <TaxonForm data/>
    }
    .into_any()
}
