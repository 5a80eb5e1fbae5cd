//! Another season, date, wish or note. Who is paired with whom stays: that would be another pairing.

use super::{
    PATH,
    fields::{Fields, standing},
    id_in_path,
};
use crate::{
    api::pairings::{ChangePairing, load_pairing_form},
    pages::{
        loaded::{Loaded, page_data},
        met::{Words, both_values},
    },
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, ButtonLink, Card, FormActions, HiddenInput, Look, PageHeader};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    pairing::{Pairing, RecordedPairing},
    registry::SaveConflict,
};
use serde_json::Value;

const WORDS: Words = Words { what: "pairing", form: "form[data-pairing]", field, control: |_, value| text(value) };

/// The page.
#[component]
pub fn EditPairingPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), load_pairing_form);
    view! {
        <Title text="Edit pairing"/>
        <Loaded data what="The pairing" view=whole/>
    }
    .into_any()
}

fn whole(RecordedPairing { pairing, .. }: RecordedPairing) -> AnyView {
    let (title, here) = (pairing.title(), format!("{PATH}/{}", pairing.id));
    view! {
        <PageHeader
            title=format!("Edit {title}")
            trail=vec![("Pairings".to_owned(), PATH.to_owned()), (title, here)]
        />
        <Edit pairing/>
    }
    .into_any()
}

#[component]
fn Edit(pairing: Pairing) -> impl IntoView {
    let form = use_onward::<ChangePairing>();
    let Pairing { id, version: first, fields, .. } = pairing;
    let read = serde_json::to_string(&fields).ok();
    // After a conflict the next save is meant: it goes against the version that was shown beside the form.
    let version = move || form.met::<SaveConflict>().map_or(first, |conflict| conflict.version).to_string();
    view! {
        <Card class="max-w-3xl">
            <PostForm form class="stack" attr:data-pairing="">
                <FormProblem state=form/>
                {standing(form)}
                {both_values(form, WORDS, |_, value| said(value))}
                <HiddenInput name="id" value=id.to_string()/>
                <input type="hidden" name="version" prop:value=version value=first.to_string()/>
                {read.map(|read| view! { <HiddenInput name="read" value=read/> })}
                <Fields form fields/>
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Save changes"</Button>
                    <ButtonLink href=format!("{PATH}/{id}") look=Look::Ghost>"Back"</ButtonLink>
                </FormActions>
            </PostForm>
        </Card>
    }
    .into_any()
}

fn field(name: &str) -> String {
    match name {
        "season" => "Season",
        "planned" => "Put together",
        "wish" => "Wish",
        _ => "Note",
    }
    .to_owned()
}

/// What a control holds for a value.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn said(value: &Value) -> String {
    let text = text(value);
    if text.is_empty() { "nothing".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_as_in_the_form() {
        assert_eq!(
            (text(&json!(2027)), text(&json!("2027-03")), text(&Value::Null)),
            ("2027".into(), "2027-03".into(), String::new())
        );
        assert_eq!((said(&json!("")), said(&json!("Clown"))), ("nothing".to_owned(), "Clown".to_owned()));
        assert_eq!((field("planned"), field("note")), ("Put together".to_owned(), "Note".to_owned()));
    }
}
