//! The report on a species of the collection: how related its animals are, and whose genes they carry.

use super::{
    COMPARE, Parts, REPORT, RESTS,
    report_tables::{AtRisk, Founders, Influence, Ranking},
};
use crate::{
    api::relatedness::{ReportPage as Data, report_collection},
    pages::loaded::{Loaded, page_data},
};
use app_ui::{
    Alert, Card, Chip, ChipRow, EmptyState, Glyph, PageHeader, StatGrid, StatTile, Term, Terms, Tone, with_params,
    words::{fine_percent, plural},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{
    TaxonId,
    kinship::{CollectionFigures, CollectionReport, LivingTaxon},
};

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    let query = use_query_map();
    let taxon =
        Memo::new(move |_| query.with(|query| query.get_str("taxon").and_then(|id| id.parse::<TaxonId>().ok())));
    let data = page_data(move || taxon.get(), report_collection);
    view! {
        <Title text="Collection report"/>
        <PageHeader title="Collection report" hint="Of the living animals of one species: held, loaned out or on loan here."/>
        <Parts current=REPORT/>
        <Loaded data what="The report" view=whole/>
    }
    .into_any()
}

fn whole(data: Data) -> AnyView {
    let Data { taxa, report } = data;
    let Some(report) = report else {
        let hint = "Add animals with their parents first: the report follows from who descends from whom.";
        return view! { <EmptyState title="No living animals yet" hint icon=Glyph::Network/> }.into_any();
    };
    let chips = species(&taxa, report.taxon.id);
    let notes = [
        report.uncertain.then_some("Where several parents are possible, the likeliest is followed."),
        report.cut.then_some("There are more ancestors than are read; the figures are of those that were."),
    ];
    let notes = notes.into_iter().flatten().map(|note| view! { <p class="hint">{note}</p> }).collect_view();
    let Some(figures) = report.figures.clone() else {
        let title = format!("No living {} in the collection", report.taxon.common_name);
        return view! { <div class="stack">{chips}<EmptyState title icon=Glyph::Network/></div> }.into_any();
    };
    let short = (figures.equivalent < 1.0).then(|| {
        view! {
            <Alert tone=Tone::Info title="Little is known of these pedigrees">
                "On average not even both parents are on record. The figures take everybody unknown as unrelated, so they are better than the truth can be."
            </Alert>
        }
    });
    let compare = with_params(COMPARE, &[("taxon", &report.taxon.id.to_string())]);
    let CollectionReport { animals, ranked, founders, at_risk, at_risk_lines, influential, .. } = report;
    let all_founders = figures.founders;
    view! {
        <div class="stack">
            {chips}
            {short}
            <Tiles animals figures=figures.clone()/>
            <p class="hint">
                {RESTS}" "<a class="link" href=compare>"Compare animals of this species"</a>
            </p>
            {notes}
            <AtRisk lines=at_risk count=at_risk_lines/>
            <Ranking ranked animals/>
            <div class="home-columns">
                <Founders founders count=all_founders/>
                <Influence influential/>
            </div>
            <Definitions figures/>
        </div>
    }
    .into_any()
}

/// The species of the collection, the one shown among them even when nothing of it lives.
fn species(taxa: &[LivingTaxon], here: TaxonId) -> AnyView {
    let chips = taxa
        .iter()
        .map(|one| {
            let href = with_params(REPORT, &[("taxon", &one.taxon.id.to_string())]);
            let (label, count) = (one.taxon.common_name.clone(), one.animals.to_string());
            view! { <Chip label href current={one.taxon.id == here} count/> }
        })
        .collect_view();
    view! { <ChipRow label="Species">{chips}</ChipRow> }.into_any()
}

#[component]
fn Tiles(animals: u32, figures: CollectionFigures) -> impl IntoView {
    let inbred = match figures.inbred {
        0 => "none in what is known".to_owned(),
        inbred => format!("{inbred} of {animals} inbred, up to {}", fine_percent(figures.greatest_inbreeding)),
    };
    let complete = figures.completeness.last().copied().unwrap_or_default();
    let known = format!("{} of the places in five generations known", fine_percent(complete));
    let founders = match figures.phantom_founders {
        0 => "whose genes are here".to_owned(),
        unknown => format!("and {}", plural(unknown.into(), "unknown mate")),
    };
    let effective = format!("worth {:.1} that had equal parts", figures.founder_equivalents);
    view! {
        <StatGrid>
            <StatTile label="Living animals" value=animals.to_string() hint="reported on"/>
            <StatTile label="Gene diversity" value=fine_percent(figures.gene_diversity) hint="of the founders’ is still here"/>
            <StatTile label="Mean kinship" value=fine_percent(figures.mean_kinship) hint="each with itself included"/>
            <StatTile label="Mean inbreeding" value=fine_percent(figures.mean_inbreeding) hint=inbred/>
            <StatTile label="Founders" value=figures.founders.to_string() hint=founders/>
            <StatTile label="Founder equivalents" value=format!("{:.1}", figures.founder_equivalents) hint=effective/>
            <StatTile label="Complete generations" value=format!("{:.1}", figures.equivalent) hint=known/>
        </StatGrid>
    }
    .into_any()
}

/// The same measure has several definitions in the literature: each is here with its own.
#[component]
fn Definitions(figures: CollectionFigures) -> impl IntoView {
    let two = |figure: f64| format!("{figure:.2}");
    let dropped = if figures.gene_drop_exact { "computed exactly" } else { "a mean over simulated gene drops" };
    let ancestors = if figures.effective_ancestors_exact { "" } else { ", at least: not all were chosen" };
    let phantoms = format!(
        "{} (each unknown mate of a known parent counts as a founder of its own; {} of the genes come from founders on record)",
        two(figures.founder_equivalents_with_phantoms),
        fine_percent(figures.from_founders),
    );
    view! {
        <Card title="Figures by their definitions" hint="Programs print different figures under one name. To compare with another’s, compare the definition first.">
            <Terms>
                <Term name="Mean kinship, MK">{format!("{:.4}: mean of f(i, j) over all ordered pairs, each animal with itself included", figures.mean_kinship)}</Term>
                <Term name="Gene diversity, GD">{format!("{:.4} = 1 − MK", figures.gene_diversity)}</Term>
                <Term name="Founder equivalents, fe">{format!("{} = 1 / Σ p² over founders on record (Lacy 1989)", two(figures.founder_equivalents))}</Term>
                <Term name="fe with unknown mates">{phantoms}</Term>
                <Term name="Founder genome equivalents, FGE">{format!("{} = 1 / (2 MK) (Lacy 1995)", two(figures.founder_genome_equivalents))}</Term>
                <Term name="Founder genomes by gene drop, FG">{format!("{} = 1 / Σ (p² / r) (Lacy 1989), {dropped}", two(figures.founder_genomes_by_gene_drop))}</Term>
                <Term name="Effective ancestors, fa">{format!("{} = 1 / Σ q² (Boichard, Maignel & Verrier 1997){ancestors}", two(figures.effective_ancestors))}</Term>
                <Term name="Generations">{format!("{:.2} equivalent complete ones on average (Maignel, Boichard & Verrier 1996); the furthest known ancestor is {} back", figures.equivalent, plural(figures.generations.into(), "generation"))}</Term>
            </Terms>
        </Card>
    }
    .into_any()
}
