//! Mates for an animal: who suits a goal, and who is least related.

mod row;

use super::source_of;
use crate::{
    api::genetics::{MatesFound, list_mates},
    pages::loaded::{Loaded, page_data},
};
use app_shared::use_session_info;
use app_ui::{
    Alert, Button, Card, Checkbox, Choice, EmptyState, GeneChips, Look, PageHeader, Select, Table, TextInput, Th, Tone,
    read_genes, words::thousands,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use repti_model::{
    AnimalId,
    mates::{MateOrder, MateQuery, Mates},
};
use row::{Asked, row};

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
        others: params.get("others").is_some(),
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
    let hint = if query.others {
        "Living animals of the same species and not of the same sex: the collection’s, and those that other breeders have opened to pairings."
    } else {
        "Living animals of the collection, of the same species and not of the same sex."
    };
    view! {
        <PageHeader title trail hint/>
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
                    hint="Genes or combos, with het before a hidden one: at least these."
                    error=problem
                    maxlength=500
                />
                <Select name="order" label="First" choices=orders value=query.order.as_str()/>
                <TextInput name="eggs" label="Eggs" kind="number" min="0" max="200" value=query.eggs.to_string()/>
                <div class="stack" style="--stack:0.5rem">
                    <Checkbox name="no_lethal" label="Only pairings whose eggs can all live" checked=query.no_lethal/>
                    <Checkbox name="others" label="Also animals that other breeders have opened to pairings" checked=query.others/>
                    <span><Button look=Look::Primary>"Rank"</Button></span>
                </div>
            </form>
        </Card>
    }
}

fn list(mates: &Mates, query: &MateQuery) -> AnyView {
    if mates.mates.is_empty() {
        let hint = "A living animal of the same species and the other sex is needed, and with it a pairing that fits the filter.";
        let title = if query.others { "No mate found" } else { "No mate in the collection" };
        return view! { <EmptyState title hint/> }.into_any();
    }
    let asked = Asked {
        wished: mates.goal.is_some(),
        eggs: query.eggs,
        others: query.others,
        public_url: use_session_info().public_url,
    };
    let (wished, others) = (asked.wished, asked.others);
    let head = move || {
        view! {
            <Th label="Mate"/>
            {others.then(|| view! { <Th label="Kept by"/> })}
            <Th label="Genotype"/>
            {wished.then(|| view! { <Th label="Goal, of eggs" num=true/> })}
            {wished.then(|| view! { <Th label="In the clutch" num=true/> })}
            <Th label="Inbreeding of the young" num=true/>
            <Th label="Mind"/>
            <Th label="Pairing"/>
        }
    };
    let rows = mates.mates.iter().map(|mate| row(mates, mate, &asked)).collect_view();
    let goal = mates.goal.clone().map(|goal| format!("Ranked for {goal}."));
    let more = mates.more.then(|| format!("The first {} by code are ranked; the collection has more. ", Mates::MOST));
    let cut = mates
        .cut
        .then_some(" There are more ancestors of these animals than are read; inbreeding is of those that were.");
    view! {
        <p class="hint">{goal}" "{more}{others_left_out(mates)}{cut}</p>
        <Table caption="Mates, best first" head stack=true>{rows}</Table>
    }
    .into_any()
}

/// How many of others' animals are ranked, of how many, where it isn't all of them.
fn others_left_out(mates: &Mates) -> Option<String> {
    if !mates.more_others {
        return None;
    }
    let (open, ranked) = (thousands(mates.others_open.into()), thousands(mates.others_ranked.into()));
    let of = if mates.others_open as usize >= Mates::MOST_OPEN {
        format!("Of the newest {open} animals that other breeders have opened")
    } else {
        format!("Of {open} animals that other breeders have opened")
    };
    Some(match mates.goal {
        Some(_) => format!("{of}, the {ranked} whose recorded genes promise the goal best are ranked."),
        None => format!("{of}, the newest {ranked} are ranked."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{
        animal::Sex,
        genotype::{GenotypeSource, ReckonedGenotype},
    };

    fn mates(others_open: u32, goal: Option<&str>) -> Mates {
        Mates {
            id: AnimalId(uuid::Uuid::nil()),
            label: "Zeus".to_owned(),
            sex: Sex::Male,
            species: None,
            genotype_text: String::new(),
            reckoned: ReckonedGenotype { words: String::new(), source: GenotypeSource::Nothing, differs: None },
            goal: goal.map(str::to_owned),
            unread: None,
            mates: Vec::new(),
            more: false,
            more_others: others_open > 1_000,
            others_open,
            others_ranked: others_open.min(1_000),
            cut: false,
        }
    }

    #[test]
    fn who_was_not_ranked_is_counted() {
        let said = |open, goal| others_left_out(&mates(open, goal)).unwrap_or_default();
        assert_eq!(said(1_000, Some("Clown")), "");
        assert_eq!(said(1_001, None), "Of 1,001 animals that other breeders have opened, the newest 1,000 are ranked.");
        let promise = "the 1,000 whose recorded genes promise the goal best are ranked.";
        assert_eq!(said(3_412, Some("Clown")), format!("Of 3,412 animals that other breeders have opened, {promise}"));
        let all = said(20_000, Some("Clown"));
        assert_eq!(all, format!("Of the newest 20,000 animals that other breeders have opened, {promise}"));
    }
}
