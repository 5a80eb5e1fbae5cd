//! The calculator's page: a form that works by itself, and an answer that follows the typing where the code has come.

mod concern;
mod form;
mod genes;
mod hints;
mod young;

use crate::{Alert, Tone, with_params};
use form::Inputs;
use leptos::prelude::*;
use repti_genetics::calculator::{self as engine, Answer, Forecast, Question};

/// The names of the form's fields, and of the address's parameters.
pub const FIELDS: [&str; 4] = ["species", "sire", "dam", "eggs"];

/// The address that shows this question's answer.
#[must_use]
pub fn calculator_href(path: &str, question: &Question) -> String {
    let eggs = question.eggs.to_string();
    with_params(path, &[("species", &question.taxon), ("sire", &question.sire), ("dam", &question.dam), ("eggs", &eggs)])
}

/// The answer to a question; `None` of a species that isn't known.
#[must_use]
pub fn answer(question: &Question) -> Option<Answer> {
    Some(engine::Calculator::seeded(&question.taxon)?.answer(question))
}

/// Form and answer. `path` is the page's own, for the form and for links. Every change of the question is told to `changed`.
#[component]
pub fn CalculatorDesk(
    question: Question,
    #[prop(into)] path: String,
    #[prop(optional)] changed: Option<Callback<Question>>,
) -> impl IntoView {
    let asked = RwSignal::new(question.clone());
    let answered = Memo::new(move |_| asked.with(answer));
    Effect::new(move |before: Option<Question>| {
        let now = asked.get();
        if let Some(changed) = changed
            && before.is_some_and(|before| before != now)
        {
            changed.run(now.clone());
        }
        now
    });
    let inputs = Inputs { asked, answered, path: StoredValue::new(path) };
    view! {
        <div class="calc">
            <form::QuestionForm inputs question />
            <section class="calc-answer" aria-label="What the clutch can be">
                {move || answered.with(|answered| shown(answered.as_ref()))}
            </section>
        </div>
    }
}

fn shown(answered: Option<&Answer>) -> AnyView {
    let Some(answered) = answered else {
        return view! { <Alert tone=Tone::Error title="This species isn’t in the catalogue">"Choose one from the list."</Alert> }.into_any();
    };
    match (&answered.forecast, &answered.refused) {
        (Some(forecast), _) => forecast_view(forecast),
        (None, Some(refused)) => {
            let refused = refused.clone();
            view! { <Alert tone=Tone::Error title="These two can’t be reckoned">{refused}</Alert> }.into_any()
        }
        (None, None) => view! {
            <Alert tone=Tone::Info title="One thing before there are odds">
                "A parent’s text has a word that could mean anything. It is named under its field, with what could be meant."
            </Alert>
        }
        .into_any(),
    }
}

fn forecast_view(forecast: &Forecast) -> AnyView {
    view! {
        <p class="calc-sum" role="status">{summary(forecast)}</p>
        {concern::view(forecast)}
        {young::view(forecast)}
        {genes::view(forecast)}
        {concern::notes(forecast)}
    }
    .into_any()
}

/// "4 kinds of young; the likeliest is Pastel, 50% of eggs."
fn summary(forecast: &Forecast) -> String {
    let Some(first) = forecast.young.first() else { return "Nothing can come of this.".to_owned() };
    let percent = young::percent(first.per_egg.p);
    match forecast.kinds.as_str() {
        "1" => format!("Every young is {}.", first.name),
        kinds => format!("{kinds} kinds of young. The likeliest, {percent} of eggs: {}.", first.name),
    }
}
