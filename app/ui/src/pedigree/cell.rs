use leptos::prelude::*;
use repti_model::{
    animal::{ParentBasis, ParentSide},
    lineage::Chance,
};

use super::{Alternative, ChartKind, ChartNode};
use crate::{Glyph, Icon, SexMark};

/// One animal of the chart. `side` says whose parent it is; the root has none.
#[component]
pub fn Cell(
    node: ChartNode,
    side: Option<ParentSide>,
    path: String,
    compact: bool,
    /// How often it stands in the chart.
    times: usize,
    /// It is of another taxon than the root.
    foreign: bool,
) -> impl IntoView {
    let mut class = String::from("ped-cell");
    if compact {
        class.push_str(" ped-compact");
    }
    if node.is_uncertain() {
        class.push_str(" ped-uncertain");
    }
    match node.kind {
        ChartKind::Known => {}
        ChartKind::External => class.push_str(" ped-external"),
        ChartKind::Placeholder | ChartKind::Hidden => class.push_str(" ped-blank"),
    }
    let title = node.title.clone();
    let code = (!node.code.is_empty() && node.code != title).then(|| node.code.clone());
    // Without a link the cell is reached by the arrow keys alone.
    let name = match node.href.clone() {
        Some(href) => view! { <a class="ped-name" href=href>{title}</a> }.into_any(),
        None => view! { <span class="ped-name" tabindex="-1">{title}</span> }.into_any(),
    };
    let sex = node.sex;
    let origin = match node.kind {
        ChartKind::External => Some((Glyph::ArrowUpRight, "Another breeder's")),
        ChartKind::Hidden => Some((Glyph::Lock, "Private")),
        ChartKind::Placeholder => Some((Glyph::Pencil, "Placeholder")),
        ChartKind::Known => None,
    };
    let notes = view! {
        {node.basis.map(|basis| view! { <BasisMark basis/> })}
        {(!node.chance.is_certain()).then(|| view! { <ChanceMark chance=node.chance/> })}
        {node.disputed.then(|| view! { <span class="ped-mark tone-error"><Icon glyph=Glyph::Alert/>"Disputed"</span> })}
        {origin.map(|(glyph, words)| view! { <span class="ped-mark tone-neutral"><Icon glyph/>{words}</span> })}
        {foreign.then(|| view! { <span class="ped-mark tone-warning">{node.taxon.clone()}</span> })}
        {(times > 1)
            .then(|| {
                let said = format!("Stands in {times} places of this pedigree");
                view! { <span class="ped-mark tone-accent" title=said>{format!("×{times}")}<span class="visually-hidden">{said.clone()}</span></span> }
            })}
    };
    view! {
        <div class=class data-path=path>
            <div class="ped-line">
                <span class="ped-side">
                    <SexMark sex bare=true/>
                    {side.map(ParentSide::label)}
                </span>
                {code.map(|code| view! { <span class="code ped-code">{code}</span> })}
                {node.year.map(|year| view! { <span class="ped-year num">{year}</span> })}
            </div>
            {name}
            {(!node.morph.is_empty()).then(|| view! { <p class="ped-morph" title=node.morph.clone()>{node.morph.clone()}</p> })}
            <div class="ped-marks">{notes}</div>
            {(!node.alternatives.is_empty()).then(|| view! { <Alternatives list=node.alternatives.clone()/> })}
            {node
                .more
                .clone()
                .map(|href| {
                    let label = format!("Further generations of {}", node.title);
                    view! { <a class="ped-more" href=href aria-label=label.clone() title=label><Icon glyph=Glyph::ChevronRight/></a> }
                })}
        </div>
    }
}

/// The empty place of a parent that nobody recorded.
#[component]
pub fn Stub(side: ParentSide, path: String) -> impl IntoView {
    view! {
        <div class="ped-cell ped-stub" data-path=path>
            <span class="ped-name" tabindex="-1">{format!("{} not recorded", side.label())}</span>
        </div>
    }
}

/// How the claim is known, in a word; the whole sentence is in its title.
#[component]
fn BasisMark(basis: ParentBasis) -> impl IntoView {
    let (tone, glyph, word) = match basis {
        ParentBasis::Declared => ("tone-neutral", Glyph::Pencil, "Declared"),
        ParentBasis::BreedingRecord => ("tone-info", Glyph::Book, "Record"),
        ParentBasis::ConfirmedByOtherBreeder => ("tone-success", Glyph::Badge, "Confirmed"),
        ParentBasis::Dna => ("tone-success", Glyph::Dna, "DNA"),
    };
    view! { <span class=format!("ped-mark {tone}") title=basis.label()><Icon glyph/>{word}</span> }
}

#[component]
fn ChanceMark(chance: Chance) -> impl IntoView {
    let words = format!("{}%", chance.percent());
    view! { <span class="ped-mark tone-warning" title="How likely this parent is">{words}<span class="visually-hidden">" likely"</span></span> }
}

#[component]
fn Alternatives(list: Vec<Alternative>) -> impl IntoView {
    let items = list
        .into_iter()
        .map(|other| {
            let title = other.title;
            let name = match other.href {
                Some(href) => view! { <a class="quiet-link" href=href>{title}</a> }.into_any(),
                None => title.into_any(),
            };
            view! { <li>"or "{name}" "<ChanceMark chance=other.chance/></li> }
        })
        .collect_view();
    view! { <ul class="ped-others" aria-label="Other candidates">{items}</ul> }
}
