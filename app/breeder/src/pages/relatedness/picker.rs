//! Choosing the animals of a comparison: one GET form, so that a comparison is an address.

use super::{COMPARE, compare_href};
use crate::api::relatedness::SelectionQuery;
use app_ui::{
    Button, ButtonLink, Card, Checkbox, Choice, Fieldset, HiddenInput, Look, Select, TextInput, sex_word, words::plural,
};
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    kinship::{KinshipQuery, LivingTaxon},
    lineage::Relative,
    registry::AnimalSummary,
};

/// The form: what is chosen stays chosen while one looks for more.
#[component]
pub(super) fn Picker(
    taxa: Vec<LivingTaxon>,
    /// What the search finds.
    found: Vec<AnimalSummary>,
    more: bool,
    /// The animals that are compared now.
    chosen: Vec<Relative>,
    asked: SelectionQuery,
) -> impl IntoView {
    let choices = taxa
        .into_iter()
        .map(|one| Choice::new(one.taxon.id.to_string(), format!("{} ({})", one.taxon.common_name, one.animals)))
        .collect();
    let taxon = asked.taxon.map(|taxon| taxon.to_string()).unwrap_or_default();
    let everything = (2..=KinshipQuery::MOST).contains(&found.len()).then(|| {
        let href = compare_href(found.iter().map(|animal| animal.id));
        let label = format!("Compare all {} below", found.len());
        view! { <ButtonLink href=href>{label}</ButtonLink> }
    });
    let (ids, q) = (asked.ids, asked.q);
    let shown: Vec<(AnimalId, String)> = chosen
        .iter()
        .filter_map(|animal| Some((animal.id?, said(&animal.code, animal.label(), sex_word(animal.sex)))))
        .chain(
            found
                .iter()
                .filter(|animal| !chosen.iter().any(|one| one.id == Some(animal.id)))
                .map(|animal| (animal.id, said(&animal.code, animal.label(), sex_word(animal.sex)))),
        )
        .collect();
    // Chosen, but in no list here: a choice that can't be compared yet.
    let unseen = ids
        .iter()
        .filter(|id| !shown.iter().any(|(shown, _)| shown == *id))
        .map(|id| view! { <HiddenInput name="ids" value=id.to_string()/> })
        .collect_view();
    let boxes = shown
        .into_iter()
        .map(|(id, label)| {
            let checked = ids.contains(&id);
            view! { <li><Checkbox name="ids" id=format!("pick-{id}") value=id.to_string() label checked/></li> }
        })
        .collect_view();
    let none = found
        .is_empty()
        .then(|| view! { <p class="hint">"No living animal of the collection matches the search."</p> });
    let more = more.then(|| {
        let said = format!("The first {} by code are listed: a species or a search narrows them.", KinshipQuery::MOST);
        view! { <p class="hint">{said}</p> }
    });
    let legend = if chosen.is_empty() {
        "Animals".to_owned()
    } else {
        format!("{} compared now, and others", plural(chosen.len() as u64, "animal"))
    };
    view! {
        <Card title="Choose animals" hint=format!("2 to {}. What is ticked stays ticked while you search.", KinshipQuery::MOST)>
            <form method="get" action=COMPARE class="stack" aria-label="Choose animals">
                <div class="form-grid">
                    <Select name="taxon" label="Species" choices value=taxon blank="Any species"/>
                    <TextInput name="q" label="Search" kind="search" value=q hint="Code, name or genotype." maxlength=200/>
                </div>
                <div class="row">
                    <Button>"Search"</Button>
                    {everything}
                    <a class="link" href=COMPARE>"Start over"</a>
                </div>
                {unseen}
                {none}
                {more}
                <Fieldset legend>
                    <ul class="kin-picks">{boxes}</ul>
                </Fieldset>
                <div class="row"><Button look=Look::Primary>"Compare"</Button></div>
            </form>
        </Card>
    }
    .into_any()
}

/// "BP-0012 Juno, female".
fn said(code: &str, label: &str, sex: &str) -> String {
    let code = if code.is_empty() || code == label { String::new() } else { format!("{code} ") };
    format!("{code}{label}, {}", sex.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn an_animal_is_said_in_a_line() {
        assert_eq!(said("BP-1", "Juno", "Female"), "BP-1 Juno, female");
        assert_eq!(said("BP-1", "BP-1", "Unsexed"), "BP-1, unsexed");
    }
}
