//! What young of two animals would be: inbreeding, what it rests on, and through whom.

use super::{COMPARE, RESTS, Who, compare_href};
use crate::{
    api::relatedness::{Pairing, pairing_what_if},
    pages::{
        animals::chart,
        genetics::source_of,
        loaded::{Loaded, page_data},
        pairings::save_as_planned,
    },
};
use app_ui::{
    Alert, AncestryFigures, ButtonLink, Card, ChartNode, EmptyState, Glyph, PageHeader, PedigreeChart, Table, Term,
    Terms, Th, Tone, calculator_href, taxon_slug,
    words::{fine_percent, plural},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use repti_genetics::calculator::Question;
use repti_model::{
    AnimalId,
    kinship::{Closeness, SharedAncestor, WhatIf},
    lineage::Shown,
};

/// The page.
#[component]
pub fn PairingPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| id(query, "sire").zip(id(query, "dam"))));
    let data = page_data(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some((sire, dam)) => pairing_what_if(sire, dam).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <Title text="What if"/>
        <Loaded data what="The pairing" view=shown/>
    }
    .into_any()
}

/// The pairing, or the way to one where the address names none.
fn shown(found: Option<Pairing>) -> AnyView {
    if let Some(found) = found {
        return whole(found);
    }
    let trail = vec![("Relatedness".to_owned(), COMPARE.to_owned())];
    let hint = "Compare animals first: each figure of the table leads to that pairing.";
    view! {
        <PageHeader title="What if" trail/>
        <EmptyState title="Which two animals?" hint icon=Glyph::Network>
            <ButtonLink href=COMPARE>"Compare animals"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn id(params: &ParamsMap, name: &str) -> Option<AnimalId> {
    params.get_str(name)?.trim().parse().ok()
}

fn whole(Pairing { found, species, genotypes }: Pairing) -> AnyView {
    let (sire, dam) = (found.sire.animal.clone(), found.dam.animal.clone());
    let title = format!("{} × {}", sire.label(), dam.label());
    let trail = vec![("Relatedness".to_owned(), compare_href(sire.id.into_iter().chain(dam.id)))];
    let doubts = found.doubts();
    let doubts = (!doubts.is_empty()).then(|| {
        let said = doubts.into_iter().map(|doubt| view! { <p>{doubt}</p> }).collect_view();
        view! { <Alert tone=Tone::Warning title="This can’t be an ordinary pairing">{said}</Alert> }
    });
    let hides = found.hides().then(|| {
        view! { <Alert tone=Tone::Info title="Part of this pedigree is private">"Ancestors that their breeders keep private count as unknown here: the young may be more inbred than the figure says."</Alert> }
    });
    let genes = species.map(|species| {
        let question = Question {
            taxon: taxon_slug(&species),
            sire: genotypes[0].words.clone(),
            dam: genotypes[1].words.clone(),
            eggs: 6,
        };
        view! { <ButtonLink href=calculator_href("/calculator", &question)>"Their genes in the calculator"</ButtonLink> }
    });
    let own = (sire.shown, dam.shown) == (Shown::Own, Shown::Own);
    let save = sire.id.zip(dam.id).filter(|_| own).and_then(|(sire, dam)| save_as_planned(sire, dam, "", &title));
    let young = ChartNode {
        title: "Their young".to_owned(),
        taxon: sire.taxon.clone().unwrap_or_default(),
        sire: Some(Box::new(chart(&found.sire))),
        dam: Some(Box::new(chart(&found.dam))),
        ..ChartNode::default()
    };
    let f = found.young.inbreeding.unwrap_or_default();
    let parents = [(&sire, found.sire_inbreeding), (&dam, found.dam_inbreeding)].map(|(animal, f)| {
        let figure = f.map_or_else(|| "Unknown: a parent isn’t recorded".to_owned(), fine_percent);
        view! { <Term name=format!("Inbreeding of {}", animal.label())>{figure}</Term> }
    });
    let genes_of = [&sire, &dam].into_iter().zip(&genotypes).map(|(animal, reckoned)| {
        let own = animal.id.filter(|_| animal.shown == Shown::Own);
        let (source, words) = (source_of(own, reckoned), reckoned.words.clone());
        view! { <Term name=format!("Genotype of {}", animal.label())>{words}" "{source}</Term> }
    });
    let genes_of = genes_of.collect_view();
    let shared = shared(&found, f);
    view! {
        <PageHeader title trail hint="What their young would be." actions=move || view! { {save} {genes} }/>
        <div class="stack">
            {doubts}
            {hides}
            <div class="home-columns">
                <Card title="Their young in a pedigree">
                    <PedigreeChart root=young generations={usize::from(WhatIf::GENERATIONS) + 1}/>
                </Card>
                <Card title="How inbred they would be">
                    <AncestryFigures ancestry=found.young/>
                    <Terms>
                        <Term name="The parents are">{Closeness::sentence(f)}</Term>
                        <Term name="Relationship (R)">{format!("{} (Wright 1922)", fine_percent(found.relationship))}</Term>
                        {parents.into_iter().collect_view()}
                        {genes_of}
                    </Terms>
                    <p class="hint">{RESTS}</p>
                </Card>
            </div>
            {shared}
        </div>
    }
    .into_any()
}

/// Where the inbreeding comes from.
fn shared(found: &WhatIf, f: f64) -> AnyView {
    if found.shared.is_empty() {
        let hint = if found.all_paths {
            "Nobody on record is an ancestor of both."
        } else {
            "The pedigree is too entangled to say who."
        };
        return view! { <Card title="Ancestors of both" hint=hint><p>"In what is known, their young would not be inbred."</p></Card> }
            .into_any();
    }
    let rows = found.shared.iter().map(|one| row(one, f)).collect_view();
    let head = || {
        view! {
            <Th label="Ancestor"/>
            <Th label="Part of F" num=true/>
            <Th label="Share" num=true/>
            <Th label="Paths" num=true/>
            <Th label="Shortest path, from the sire to the dam"/>
        }
    };
    let mut hints =
        vec!["In whom paths from the sire and the dam meet first; their parts sum to F (Wright 1922).".to_owned()];
    if found.more_shared > 0 {
        hints.push(format!("{} with smaller parts aren’t listed.", plural(found.more_shared.into(), "more ancestor")));
    }
    if !found.all_paths {
        hints.push("The pedigree is too entangled to follow every path: parts from further up are missing.".to_owned());
    }
    view! {
        <Card title="Ancestors of both" hint=hints.join(" ") flush=true>
            <Table caption="Ancestors of both, the greatest part first" head stack=true>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn row(one: &SharedAncestor, f: f64) -> AnyView {
    let share = if f > 0.0 { fine_percent(one.contribution / f) } else { String::new() };
    let paths = if one.paths == u64::MAX { "countless".to_owned() } else { app_ui::words::thousands(one.paths) };
    let ways = |names: &[String], arrow: &str, back: bool| {
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        if back {
            names.reverse();
        }
        names.join(arrow)
    };
    let up = ways(&one.from_sire, " → ", false);
    let down = ways(&one.from_dam, " ← ", true);
    let (up, down) =
        (if up.is_empty() { up } else { up + " → " }, if down.is_empty() { down } else { format!(" ← {down}") });
    view! {
        <tr>
            <td><Who animal=one.animal.clone() class="row-link"/></td>
            <td class="num" data-label="Part of F">{fine_percent(one.contribution)}</td>
            <td class="num" data-label="Share">{share}</td>
            <td class="num" data-label="Paths">{paths}</td>
            <td class="span-all">
                <p class="kin-path">{up}<strong>{one.animal.label().to_owned()}</strong>{down}</p>
            </td>
        </tr>
    }
    .into_any()
}
