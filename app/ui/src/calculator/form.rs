//! The question: species, two parents, the size of the clutch.

use super::{calculator_href, hints};
use crate::{Button, Choice, Field, Glyph, Icon, Kind, Look, Select};
use leptos::{html, prelude::*};
use repti_genetics::{
    calculator::{Answer, MOST_EGGS, ParentAnswer, Question},
    catalogue::{Catalogue, dashed},
};

/// What the pieces of the desk share.
#[derive(Clone, Copy)]
pub struct Inputs {
    pub asked: RwSignal<Question>,
    pub answered: Memo<Option<Answer>>,
    pub path: StoredValue<String>,
}

/// Which parent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Sire,
    Dam,
}

impl Role {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Sire => "sire",
            Self::Dam => "dam",
        }
    }

    pub fn set(self, question: &mut Question, text: String) {
        match self {
            Self::Sire => question.sire = text,
            Self::Dam => question.dam = text,
        }
    }

    /// The question with this parent's text changed.
    pub fn with(self, question: &Question, text: &str) -> Question {
        let mut question = question.clone();
        self.set(&mut question, text.to_owned());
        question
    }

    pub const fn answer(self, answer: &Answer) -> &ParentAnswer {
        match self {
            Self::Sire => &answer.sire,
            Self::Dam => &answer.dam,
        }
    }
}

/// "Ball python": the catalogue writes its species in lower case.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[component]
pub fn QuestionForm(inputs: Inputs, question: Question) -> impl IntoView {
    let Inputs { asked, path, .. } = inputs;
    let taxa = Catalogue::current().species().map(|taxon| Choice::new(dashed(&taxon.name), capital(&taxon.name)));
    let (sire, dam) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let awake = RwSignal::new(false);
    // What was typed before the code came counts, too.
    Effect::new(move || {
        if let (Some(sire), Some(dam)) = (sire.get(), dam.get()) {
            asked.update(|asked| {
                asked.sire = sire.value();
                asked.dam = dam.value();
            });
            awake.set(true);
        }
    });
    let swap = move |_| {
        asked.update(|asked| std::mem::swap(&mut asked.sire, &mut asked.dam));
        if let (Some(sire), Some(dam)) = (sire.get_untracked(), dam.get_untracked()) {
            sire.set_value(&asked.with_untracked(|asked| asked.sire.clone()));
            dam.set_value(&asked.with_untracked(|asked| asked.dam.clone()));
        }
    };
    // Answered already: Enter needn't bring the page once more.
    let stay = move |event: leptos::ev::SubmitEvent| {
        if awake.get_untracked() {
            event.prevent_default();
        }
    };
    // In a frame on another site, the page that has an address is elsewhere.
    let elsewhere = path.with_value(|path| path.contains("://"));
    let holds = if elsewhere { "The question on its own page: " } else { "This page’s address holds the question: " };
    let eggs = question.eggs.to_string();
    view! {
        <form class="calc-form" method="get" action=path.get_value() on:submit=stay>
            <div class="calc-top">
                <div on:change=move |event| asked.update(|asked| asked.taxon = event_target_value(&event))>
                    <Select name="species" label="Species" choices=taxa.collect() value=question.taxon.clone() />
                </div>
                <div on:input=move |event| asked.update(|asked| asked.eggs = eggs_of(&event_target_value(&event)))>
                    <Field id="f-eggs" label="Eggs">
                        <input class="input num" id="f-eggs" name="eggs" type="number" min="0" max=MOST_EGGS.to_string() inputmode="numeric" value=eggs />
                    </Field>
                </div>
            </div>
            <ParentField inputs role=Role::Sire value=question.sire.clone() input=sire />
            <div class="calc-times">
                <span aria-hidden="true">"×"</span>
                {move || {
                    awake.get().then(|| {
                        view! {
                            <button type="button" class="btn btn-ghost btn-sm" on:click=swap>
                                <Icon glyph=Glyph::Refresh />
                                "Swap"
                            </button>
                        }
                    })
                }}
            </div>
            <ParentField inputs role=Role::Dam value=question.dam.clone() input=dam />
            <p class="calc-send" class:visually-hidden=move || awake.get()>
                <Button look=Look::Primary kind=Kind::Submit>"Work it out"</Button>
            </p>
            <p class="hint">
                {holds}
                <a class="link" href=move || asked.with(|asked| calculator_href(&path.get_value(), asked))>"link to it"</a>
                "."
            </p>
        </form>
    }
}

#[component]
fn ParentField(inputs: Inputs, role: Role, value: String, input: NodeRef<html::Input>) -> impl IntoView {
    let Inputs { asked, .. } = inputs;
    let (label, hint, id) = match role {
        Role::Sire => ("Sire", "1.0 · as you would write it in an advert: Pastel 66% het Clown", "f-sire"),
        Role::Dam => ("Dam", "0.1 · empty is a normal animal", "f-dam"),
    };
    view! {
        <div class="calc-parent">
            <div on:input=move |event| asked.update(|asked| role.set(asked, event_target_value(&event)))>
                <Field id label hint>
                    <input
                        class="input code"
                        id=id
                        name=role.field()
                        value=value
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        maxlength="2000"
                        aria-describedby=format!("{id}-hint {id}-read")
                        node_ref=input
                    />
                </Field>
            </div>
            <div class="calc-read" id=format!("{id}-read")>
                {move || {
                    inputs.answered.with(|answer| answer.as_ref().map(|answer| hints::view(inputs, role, input, role.answer(answer))))
                }}
            </div>
        </div>
    }
}

/// Nonsense counts as no clutch.
fn eggs_of(text: &str) -> u32 {
    text.trim().parse().unwrap_or(0).min(MOST_EGGS)
}
