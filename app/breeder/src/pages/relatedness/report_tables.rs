//! The lists of a collection's report.

use super::Who;
use app_ui::{
    Badge, Card, Table, Th, Tone,
    words::{fine_percent, plural},
};
use leptos::prelude::*;
use repti_model::kinship::{AtRiskLine, CollectionReport, FounderShare, Influential, RankedAnimal};

/// Lines that end with one or two animals.
#[component]
pub(super) fn AtRisk(lines: Vec<AtRiskLine>, count: u32) -> impl IntoView {
    if lines.is_empty() {
        return view! {
            <Card title="Lines at risk" hint="A line is a founder with everything that comes from it.">
                <p>"Every founder’s genes are carried by three living animals or more."</p>
            </Card>
        }
        .into_any();
    }
    let hint = match count as usize {
        count if count > lines.len() => format!("The first {} of {count}. ", lines.len()),
        _ => String::new(),
    };
    let hint = format!("{hint}Founders whose genes one or two living animals carry: with them the line ends here.");
    let rows = lines
        .into_iter()
        .map(|line| {
            let alone = line.living && line.carriers.len() == 1;
            let carriers =
                line.carriers.into_iter().filter(|carrier| carrier.id != line.founder.id || carrier.id.is_none());
            let carriers = carriers.map(|animal| view! { <li><Who animal class="link"/></li> }).collect_view();
            let itself = line.living.then(|| {
                let words = if alone { "Itself only, without young here" } else { "Itself" };
                view! { <li><Badge>{words}</Badge></li> }
            });
            view! {
                <tr>
                    <td><Who animal=line.founder class="row-link"/></td>
                    <td data-label="Carried by"><ul class="family">{itself}{carriers}</ul></td>
                    <td class="num" data-label="Part of the genes">{fine_percent(line.contribution)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = || {
        view! {
            <Th label="Founder"/>
            <Th label="Carried by"/>
            <Th label="Part of the genes" num=true/>
        }
    };
    view! {
        <Card title="Lines at risk" hint flush=true>
            <Table caption="Lines at risk, those with one carrier first" head stack=true>{rows}</Table>
        </Card>
    }
    .into_any()
}

/// Every animal by how much of the collection it is kin to.
#[component]
pub(super) fn Ranking(ranked: Vec<RankedAnimal>, animals: u32) -> impl IntoView {
    let cut = (animals as usize > ranked.len())
        .then(|| format!("The {} least related of {animals}. ", CollectionReport::MOST_RANKED));
    let hint = format!(
        "{}Mean kinship with every animal here, itself included. Those at the top carry what is rarest in the collection.",
        cut.unwrap_or_default()
    );
    let rows = ranked
        .into_iter()
        .zip(1_usize..)
        .map(|(one, place)| {
            let inbreeding = one.inbreeding.map_or_else(|| "Unknown".to_owned(), fine_percent);
            let known = format!("{:.1}", one.equivalent);
            view! {
                <tr>
                    <td class="num">{place}</td>
                    <td><Who animal=one.animal class="row-link"/></td>
                    <td class="num" data-label="Mean kinship">{fine_percent(one.mean_kinship)}</td>
                    <td class="num" data-label="Inbreeding">{inbreeding}</td>
                    <td class="num" data-label="Complete generations">{known}</td>
                </tr>
            }
        })
        .collect_view();
    let head = || {
        view! {
            <Th label="Place" num=true/>
            <Th label="Animal"/>
            <Th label="Mean kinship" num=true/>
            <Th label="Inbreeding" num=true/>
            <Th label="Complete generations" num=true/>
        }
    };
    view! {
        <Card title="Least related first" hint flush=true>
            <Table caption="Animals by mean kinship, the least related first" head stack=true>{rows}</Table>
        </Card>
    }
    .into_any()
}

/// Whose genes the collection has.
#[component]
pub(super) fn Founders(founders: Vec<FounderShare>, count: u32) -> impl IntoView {
    let hint = match count as usize {
        count if count > founders.len() => format!("The {} with the greatest parts of {count}.", founders.len()),
        _ => "Animals without known parents from whom genes come.".to_owned(),
    };
    let rows = founders
        .into_iter()
        .map(|one| {
            let few = (one.carriers as usize <= CollectionReport::FEW)
                .then(|| view! { " " <Badge tone=Tone::Warning>"At risk"</Badge> });
            let carriers = plural(one.carriers.into(), "animal");
            view! {
                <tr>
                    <td><Who animal=one.animal class="row-link"/></td>
                    <td class="num" data-label="Part of the genes">{fine_percent(one.contribution)}</td>
                    <td data-label="Carried by">{carriers}{few}</td>
                </tr>
            }
        })
        .collect_view();
    let head = || {
        view! {
            <Th label="Founder"/>
            <Th label="Part of the genes" num=true/>
            <Th label="Carried by"/>
        }
    };
    view! {
        <Card title="Founders" hint flush=true>
            <Table caption="Founders, the greatest part first" head stack=true>{rows}</Table>
        </Card>
    }
    .into_any()
}

/// Through whom most of the collection comes.
#[component]
pub(super) fn Influence(influential: Vec<Influential>) -> impl IntoView {
    let rows = influential
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <td><Who animal=one.animal class="row-link"/></td>
                    <td class="num" data-label="Part of the genes">{fine_percent(one.contribution)}</td>
                    <td class="num" data-label="Not by those above">{fine_percent(one.marginal)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = || {
        view! {
            <Th label="Animal"/>
            <Th label="Part of the genes" num=true/>
            <Th label="Not by those above" num=true/>
        }
    };
    view! {
        <Card title="Most influential" hint="Chosen one after another by what those before don’t explain (Boichard, Maignel & Verrier 1997)." flush=true>
            <Table caption="Most influential animals" head stack=true>{rows}</Table>
        </Card>
    }
    .into_any()
}
