//! Taxa: all of them, with the figures that checks and codes go by.

use super::{
    note::Note,
    words::{figure, is_at_least},
};
use crate::api::taxa::load_taxa;
use app_shared::{
    loaded::{Loaded, page_data},
    use_session_info,
};
use app_ui::{ButtonLink, EmptyState, Glyph, Look, PageHeader, Table, Th};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    StaffRole,
    registry::{StaffTaxon, Taxon},
};

/// The page.
#[component]
pub fn TaxaPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_taxa());
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Administrator);
    view! {
        <Title text="Taxa"/>
        <PageHeader
            title="Taxa"
            hint="What breeders choose from, what imports recognise, and how old parents are at least."
            actions=move || {
                may.then(|| view! { <ButtonLink href="/taxa/new" look=Look::Primary icon=Glyph::Plus>"Add a taxon"</ButtonLink> })
            }
        />
        <Note/>
        {(!may).then(|| view! { <p class="hint mb-4">"Adding and changing taxa needs an administrator."</p> })}
        <Loaded data what="The taxa" view=move |taxa| view! { <List taxa may/> }/>
    }
    .into_any()
}

#[component]
fn List(taxa: Vec<StaffTaxon>, may: bool) -> impl IntoView {
    if taxa.is_empty() {
        return view! { <EmptyState title="No taxon yet" hint="Without one nobody can record an animal." icon=Glyph::Dna/> }
            .into_any();
    }
    let names: Vec<Taxon> = taxa.iter().map(|entry| entry.taxon.clone()).collect();
    let rows = taxa
        .into_iter()
        .map(|entry| {
            let above = names.iter().find(|taxon| Some(taxon.id) == entry.taxon.parent_id);
            let above = above.map(|taxon| taxon.common_name.clone());
            view! { <Row entry above may/> }
        })
        .collect_view();
    view! {
        <Table
            caption="Taxa"
            stack=true
            head=|| {
                view! {
                    <Th label="Name"/>
                    <Th label="Scientific name"/>
                    <Th label="Address"/>
                    <Th label="Code"/>
                    <Th label="Rank"/>
                    <Th label="Reproduction"/>
                    <Th label="Sire from, days" num=true/>
                    <Th label="Dam from, days" num=true/>
                    <Th label="Animals" num=true/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(entry: StaffTaxon, above: Option<String>, may: bool) -> impl IntoView {
    let StaffTaxon { taxon, animals, .. } = entry;
    let rank = match above {
        Some(above) => format!("{} of {above}", taxon.rank.label()),
        None => taxon.rank.label().to_owned(),
    };
    view! {
        <tr>
            <td>
                {if may {
                    view! { <a class="row-link" href=format!("/taxa/{}", taxon.id)>{taxon.common_name}</a> }.into_any()
                } else {
                    view! { <span class="cell-strong">{taxon.common_name}</span> }.into_any()
                }}
            </td>
            <td class="cell-muted span-all"><i>{taxon.scientific_name}</i></td>
            <td data-label="Address"><span class="code">{taxon.slug}</span></td>
            <td data-label="Code"><span class="code">{taxon.code_prefix}</span></td>
            <td data-label="Rank">{rank}</td>
            <td data-label="Reproduction">{taxon.reproduction.label()}</td>
            <td class="num" data-label="Sire from, days">{taxon.min_breeding_days_male}</td>
            <td class="num" data-label="Dam from, days">{taxon.min_breeding_days_female}</td>
            <td class="num" data-label="Animals">{figure(animals)}</td>
        </tr>
    }
    .into_any()
}
