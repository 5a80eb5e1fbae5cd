//! How a parent was read: its genes as chips, and what is doubtful, with what could be meant.

use super::{
    calculator_href,
    form::{Inputs, Role},
};
use crate::{Glyph, Icon};
use leptos::{ev::MouseEvent, html, prelude::*};
use repti_genetics::calculator::{Chip, Hint, Look, ParentAnswer, Weight};

pub fn view(inputs: Inputs, role: Role, input: NodeRef<html::Input>, read: &ParentAnswer) -> AnyView {
    let hints = read.hints.iter().map(|hint| line(inputs, role, input, &read.text, hint)).collect_view();
    view! {
        {(!read.chips.is_empty()).then(|| view! { <ul class="genes" aria-label="Genes">{chips(&read.chips)}</ul> })}
        <ul class="calc-hints">{hints}</ul>
    }
    .into_any()
}

/// Genes as the items of a list: filled where they show, outlined for a het, dashed for a possible one.
pub fn chips(chips: &[Chip]) -> AnyView {
    chips
        .iter()
        .map(|chip| {
            let class = match chip.look {
                Look::Super | Look::Shows | Look::Combo | Look::Visual => "gene gene-visual",
                Look::Het => "gene gene-het",
                Look::Possible => "gene gene-possible",
            };
            view! { <li><span class=class>{chip.text.clone()}</span></li> }
        })
        .collect_view()
        .into_any()
}

fn line(inputs: Inputs, role: Role, input: NodeRef<html::Input>, text: &str, hint: &Hint) -> AnyView {
    let choices = hint.choices.iter().map(|(label, whole)| choice(inputs, role, input, label, whole)).collect_view();
    hint_line(text, hint, choices.into_any())
}

/// What is doubtful about a text, as the item of a list: the word, the message, and the `choices` that the page offers.
#[must_use]
pub fn hint_line(text: &str, hint: &Hint, choices: AnyView) -> AnyView {
    let (class, glyph, said) = match hint.weight {
        Weight::Error => ("calc-hint tone-error", Glyph::CircleX, "Error: "),
        Weight::Warning => ("calc-hint tone-warning", Glyph::Alert, "Doubtful: "),
        Weight::Note => ("calc-hint tone-neutral", Glyph::Info, ""),
    };
    let word = text.get(hint.start..hint.end).unwrap_or("").trim().to_owned();
    let word = (!word.is_empty() && !hint.message.contains(&word) && word.len() < text.len())
        .then(|| view! { <span class="code">{word}</span>" " });
    view! {
        <li class=class>
            <Icon glyph />
            <span>
                <span class="visually-hidden">{said}</span>
                {word}
                {hint.message.clone()}
                {(!hint.choices.is_empty()).then_some(" Did you mean ")}
                {choices}
                {(!hint.choices.is_empty()).then_some("?")}
            </span>
        </li>
    }
    .into_any()
}

/// A link to the question with the choice in its place; where the code is there, the text changes at once.
fn choice(inputs: Inputs, role: Role, input: NodeRef<html::Input>, label: &str, whole: &str) -> AnyView {
    let href = calculator_href(&inputs.path.get_value(), &role.with(&inputs.asked.get_untracked(), whole));
    let whole = whole.to_owned();
    let take = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            input.set_value(&whole);
            let _ = input.focus();
        }
        inputs.asked.update(|asked| role.set(asked, whole.clone()));
    };
    view! { <a class="chip" href=href on:click=take>{label.to_owned()}</a>" " }.into_any()
}
