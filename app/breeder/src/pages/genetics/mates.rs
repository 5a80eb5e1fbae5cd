//! Mates for an animal: who suits a goal, and who is least related.

use super::{inbreeding, percent, source_of};
use crate::{
    api::genetics::{MatesFound, list_mates},
    pages::{
        loaded::{Loaded, page_data},
        pairings::save_as_planned,
        relatedness::pairing_of,
    },
};
use app_ui::{
    Alert, Button, Card, Checkbox, Choice, EmptyState, GeneChips, Look, PageHeader, Select, SexMark, Table, TextInput,
    Th, Tone, calculator_href, read_genes, taxon_slug,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use repti_genetics::calculator::Question;
use repti_model::{
    AnimalId,
    animal::Sex,
    mates::{Mate, MateOdds, MateOrder, MateQuery, Mates},
};

/// The page.
#[component]
pub fn MatesPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = params.with(|params| params.get_str("id").and_then(|id| id.parse().ok()));
        (id.unwrap_or(AnimalId(uuid::Uuid::nil())), query.with(read))
    });
    let data = page_data(move || asked.get(), |(id, query)| list_mates(id, query));
    view! {
        <Title text="Mates"/>
        <Loaded data what="The mates" view=move |found| whole(found, &asked.get_untracked().1)/>
    }
    .into_any()
}

fn read(params: &ParamsMap) -> MateQuery {
    MateQuery {
        goal: params.get("goal").unwrap_or_default().trim().chars().take(500).collect(),
        order: params.get("order").and_then(|word| word.parse().ok()).unwrap_or_default(),
        eggs: params.get("eggs").and_then(|eggs| eggs.trim().parse().ok()).unwrap_or(6),
        no_lethal: params.get("no_lethal").is_some(),
    }
}

fn whole(found: MatesFound, query: &MateQuery) -> AnyView {
    let MatesFound { mates, problem } = found;
    let title = format!("Mates for {}", mates.label);
    let trail =
        vec![("Animals".to_owned(), "/animals".to_owned()), (mates.label.clone(), format!("/animals/{}", mates.id))];
    let own = mates.unread.clone().map(|why| {
        view! { <Alert tone=Tone::Warning title="This animal’s genotype can’t be read"><p>{why}" Until it can, only relatedness ranks."</p></Alert> }
    });
    let unknown = mates.species.is_none().then(|| {
        view! { <Alert tone=Tone::Info title="No genes of this species are in the catalogue">"Mates are ranked by relatedness."</Alert> }
    });
    let genes = read_genes(&mates.reckoned.words);
    let source = source_of(Some(mates.id), &mates.reckoned);
    view! {
        <PageHeader title trail hint="Living animals of the collection, of the same species and not of the same sex."/>
        <div class="stack">
            <div class="row">{(!genes.is_empty()).then(|| view! { <GeneChips genes/> })}{source}</div>
            {own}
            {unknown}
            <Wish query=query.clone() problem/>
            {list(&mates, query)}
        </div>
    }
    .into_any()
}

#[component]
fn Wish(query: MateQuery, problem: Option<String>) -> impl IntoView {
    let orders = MateOrder::ALL.iter().map(|order| Choice::new(order.as_str(), order.label())).collect();
    view! {
        <Card>
            <form method="get" class="form-grid">
                <TextInput
                    name="goal"
                    label="The young shall be"
                    value=query.goal
                    hint="Clown Pied, or Pastel het Clown: at least these."
                    error=problem
                    maxlength=500
                />
                <Select name="order" label="First" choices=orders value=query.order.as_str()/>
                <TextInput name="eggs" label="Eggs" kind="number" min="0" max="200" value=query.eggs.to_string()/>
                <div class="stack" style="--stack:0.5rem">
                    <Checkbox name="no_lethal" label="Only pairings whose eggs can all live" checked=query.no_lethal/>
                    <span><Button look=Look::Primary>"Rank"</Button></span>
                </div>
            </form>
        </Card>
    }
}

fn list(mates: &Mates, query: &MateQuery) -> AnyView {
    if mates.mates.is_empty() {
        let hint = "A living animal of the same species and the other sex is needed, and with it a pairing that fits the filter.";
        return view! { <EmptyState title="No mate in the collection" hint/> }.into_any();
    }
    let wished = mates.goal.is_some();
    let head = move || {
        view! {
            <Th label="Mate"/>
            <Th label="Genotype"/>
            {wished.then(|| view! { <Th label="Goal, of eggs" num=true/> })}
            {wished.then(|| view! { <Th label="In the clutch" num=true/> })}
            <Th label="Inbreeding of the young" num=true/>
            <Th label="Mind"/>
            <Th label="Pairing"/>
        }
    };
    let rows = mates.mates.iter().map(|mate| row(mates, mate, wished, query.eggs)).collect_view();
    let goal = mates.goal.clone().map(|goal| format!("Ranked for {goal}."));
    let more = mates.more.then(|| format!("The first {} by code are ranked; the collection has more.", Mates::MOST));
    view! {
        <p class="hint">{goal}" "{more}</p>
        <Table caption="Mates, best first" head stack=true>{rows}</Table>
    }
    .into_any()
}

fn row(mates: &Mates, mate: &Mate, wished: bool, eggs: u32) -> AnyView {
    let text = mate.reckoned.words.clone();
    let source = source_of(Some(mate.id), &mate.reckoned);
    let goal = mate.odds.map_or_else(String::new, |odds| percent(odds.goal));
    let clutch = mate.odds.and_then(|odds| odds.clutch).map_or_else(String::new, percent);
    let pairing = mates.species.as_deref().filter(|_| mate.odds.is_some()).map(|species| {
        let (sire, dam) = match mates.sex {
            Sex::Female => (mate.reckoned.words.clone(), mates.reckoned.words.clone()),
            _ => (mates.reckoned.words.clone(), mate.reckoned.words.clone()),
        };
        let question = Question { taxon: taxon_slug(species), sire, dam, eggs };
        let name = format!("Reckon with {}", mate.label);
        view! { <a class="link" href=calculator_href("/calculator", &question) aria-label=name>"Reckon"</a> }
    });
    let (sire, dam) = if mates.sex == Sex::Female { (mate.id, mates.id) } else { (mates.id, mate.id) };
    let what_if = pairing_of(sire, dam);
    let save = save_as_planned(sire, dam, mates.goal.as_deref().unwrap_or_default(), &format!("with {}", mate.label));
    view! {
        <tr>
            <td>
                <a class="row-link" href=format!("/animals/{}", mate.id)>{mate.label.clone()}</a>
                " "
                <span class="code hint">{mate.code.clone()}</span>
                " "
                <SexMark sex=mate.sex/>
            </td>
            <td data-label="Genotype">{text}" "{source}</td>
            {wished.then(|| view! { <td class="num" data-label="Goal, of eggs">{goal}</td> })}
            {wished.then(|| view! { <td class="num" data-label="In the clutch">{clutch}</td> })}
            <td class="num" data-label="Inbreeding of the young">
                <a class="link" href=what_if aria-label=format!("Inbreeding of the young with {}: {}", mate.label, inbreeding(mate.inbreeding))>
                    {inbreeding(mate.inbreeding)}
                </a>
            </td>
            <td data-label="Mind">{mind(mate.odds, mate.unread.as_deref())}</td>
            <td><span class="row">{pairing}{save}</span></td>
        </tr>
    }
    .into_any()
}

/// What speaks against a pairing, in words.
fn mind(odds: Option<MateOdds>, unread: Option<&str>) -> String {
    let mut said = Vec::new();
    said.extend(unread.map(str::to_owned));
    if let Some(odds) = odds {
        if odds.dies > 0.0 {
            said.push(format!("{} of eggs would not live", percent(odds.dies)));
        }
        if odds.suffers > 0.0 {
            said.push(format!("welfare or fertility: {} of eggs", percent(odds.suffers)));
        }
    }
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_against_a_pairing_is_said() {
        let odds = MateOdds { goal: 1.0, clutch: None, dies: 0.25, suffers: 0.5 };
        assert_eq!(mind(Some(odds), None), "25% of eggs would not live; welfare or fertility: 50% of eggs");
        assert_eq!(mind(None, Some("No gene “x” is known.")), "No gene “x” is known.");
        assert_eq!(mind(Some(MateOdds { dies: 0.0, suffers: 0.0, ..odds }), None), "");
        assert_eq!((inbreeding(0.0), inbreeding(0.0625)), ("0%".to_owned(), "6.2%".to_owned()));
    }
}
