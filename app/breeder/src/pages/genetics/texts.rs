//! Claims out of the texts of many animals: first what would be claimed and what can't be read, then one press.

use crate::{
    api::text_claims::{ChosenTexts, TakeTexts, TextClaimsDesk, preview_texts},
    pages::loaded::{Loaded, page_data},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Alert, Button, ButtonLink, Card, Choice, EmptyState, FormActions, Look, PageHeader, Select, Table, Th, Tone, words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use repti_model::genotype::{ClaimBasis, ManyPreview, PreviewedClaims, Unclaimable};

/// The page.
#[component]
pub fn TextClaimsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(read));
    let data = page_data(move || asked.get(), preview_texts);
    let trail = vec![("Animals".to_owned(), "/animals".to_owned())];
    view! {
        <Title text="Claim genes from texts"/>
        <PageHeader title="Claim genes from texts" hint="Each gene of a genotype text becomes a claim that says how it is known. The texts stay as they are." trail/>
        <Loaded data what="The texts" view=move |desk| whole(desk, asked.get_untracked())/>
    }
    .into_any()
}

/// The list sends its boxes as `ids[]`.
fn read(params: &ParamsMap) -> ChosenTexts {
    let named = params.get_all("ids[]").unwrap_or_default();
    ChosenTexts {
        ids: named.iter().filter_map(|id| id.trim().parse().ok()).collect(),
        all: params.get_str("all").is_some(),
        back: params.get("back").unwrap_or_default().chars().take(2_000).collect(),
    }
}

fn whole(desk: TextClaimsDesk, chosen: ChosenTexts) -> AnyView {
    let back = format!("/animals?{}", chosen.back);
    let Some(preview) = desk.preview else {
        let why = desk.problem.unwrap_or_else(|| "Select at least one animal.".to_owned());
        return view! {
            <Alert tone=Tone::Error title="Nothing can be claimed of these"><p>{why}</p></Alert>
            <p class="mt-4"><ButtonLink href=back>"Back to the list"</ButtonLink></p>
        }
        .into_any();
    };
    let ManyPreview { animals, genes, will, unreadable, wont, claimed, empty } = preview;
    let more = |named: usize, of: u32| {
        let rest = u64::from(of).saturating_sub(named as u64);
        (rest > 0).then(|| format!(" The first {named} are listed, and {rest} more are meant."))
    };
    let rest = rest(claimed, empty);
    let form = if animals == 0 {
        let hint = "Animals that have claims already stay as they are, and a text has to be readable as a whole.";
        view! { <EmptyState title="Nothing to claim" hint><ButtonLink href=back>"Back to the list"</ButtonLink></EmptyState> }
            .into_any()
    } else {
        view! { <Take chosen animals genes back/> }.into_any()
    };
    let (named, unnamed) = (more(will.len(), animals), more(wont.len(), unreadable));
    let will = (!will.is_empty()).then(|| {
        let rows = will.into_iter().map(row).collect_view();
        let head = || view! { <Th label="Animal"/><Th label="Claims"/> };
        view! {
            <Card title="Will be claimed" hint=format!("{}, {}.{}", words::plural(animals.into(), "animal"), words::plural(genes.into(), "claim"), named.unwrap_or_default()) flush=true>
                <Table caption="What will be claimed" head stack=true>{rows}</Table>
            </Card>
        }
    });
    let wont = (!wont.is_empty()).then(|| {
        let rows = wont.into_iter().map(unread).collect_view();
        let head = || view! { <Th label="Animal"/><Th label="Text"/><Th label="Why not"/> };
        view! {
            <Card title="Can’t be read" hint=format!("{} left as they are.{}", words::plural(unreadable.into(), "animal"), unnamed.unwrap_or_default()) flush=true>
                <Table caption="Texts that can’t be read" head stack=true>{rows}</Table>
            </Card>
        }
    });
    view! {
        <div class="stack">
            {form}
            {rest.map(|rest| view! { <p class="hint">{rest}</p> })}
            {wont}
            {will}
        </div>
    }
    .into_any()
}

/// The others, in a sentence.
fn rest(claimed: u32, empty: u32) -> Option<String> {
    let mut said = Vec::new();
    if claimed > 0 {
        said.push(format!("{} with claims already", words::plural(claimed.into(), "animal")));
    }
    if empty > 0 {
        said.push(format!("{} without a gene in the text", words::plural(empty.into(), "animal")));
    }
    (!said.is_empty()).then(|| format!("Left as they are: {}.", said.join(", ")))
}

fn row(claims: PreviewedClaims) -> AnyView {
    let PreviewedClaims { id, label, words } = claims;
    view! {
        <tr>
            <td><a class="row-link" href=format!("/animals/{id}")>{label}</a></td>
            <td data-label="Claims">{words.join(", ")}</td>
        </tr>
    }
    .into_any()
}

fn unread(animal: Unclaimable) -> AnyView {
    let Unclaimable { id, label, text, why } = animal;
    view! {
        <tr>
            <td><a class="row-link" href=format!("/animals/{id}")>{label}</a></td>
            <td data-label="Text"><span class="mono">{text}</span></td>
            <td class="span-all" data-label="Why not">{why}</td>
        </tr>
    }
    .into_any()
}

/// How it is known, and the press.
#[component]
fn Take(chosen: ChosenTexts, animals: u32, genes: u32, back: String) -> impl IntoView {
    let form = use_onward::<TakeTexts>();
    let bases = ClaimBasis::ALL
        .iter()
        .filter(|basis| **basis != ClaimBasis::Dna)
        .map(|basis| Choice::new(basis.as_str(), basis.label()))
        .collect::<Vec<_>>();
    let ids = chosen.ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let press = format!("Claim {} of {}", words::plural(genes.into(), "gene"), words::plural(animals.into(), "animal"));
    view! {
        <Card title="How is it known?" hint="One basis for all of them; change single claims on each animal’s page. A DNA test is claimed animal by animal.">
            <PostForm form class="stack">
                <FormProblem state=form/>
                <input type="hidden" name="ids" value=ids/>
                {chosen.all.then(|| view! { <input type="hidden" name="all" value="1"/> })}
                <input type="hidden" name="back" value=chosen.back/>
                <Select name="basis" label="Basis" choices=bases value=ClaimBasis::SellerStated.as_str() error=form.field("basis")/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>{press}</Button>
                    <ButtonLink href=back>"Cancel"</ButtonLink>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_which_animals() {
        let id = "0193f6a0-0000-7000-8000-000000000001";
        let mut params = ParamsMap::new();
        for (name, value) in [("ids[]", id), ("back", "sex=male"), ("all", "1")] {
            params.insert(name, value.to_owned());
        }
        let chosen = read(&params);
        assert_eq!((chosen.ids.len(), chosen.all, chosen.back.as_str()), (1, true, "sex=male"));
        assert_eq!(read(&ParamsMap::new()), ChosenTexts::default());
    }

    #[test]
    fn the_others_are_told() {
        assert_eq!(rest(0, 0), None);
        assert_eq!(
            rest(1, 2).as_deref(),
            Some("Left as they are: 1 animal with claims already, 2 animals without a gene in the text.")
        );
    }
}
