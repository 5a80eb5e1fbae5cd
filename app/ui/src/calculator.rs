//! The calculator's page: a form that works by itself, and an answer that follows the typing where the code has come.

mod concern;
mod examples;
mod form;
mod genes;
mod hints;
mod young;

use crate::{Alert, Tone, use_page_catalogue, with_params};
use form::Inputs;
pub use hints::hint_line;
use leptos::prelude::*;
use repti_genetics::calculator::{self as engine, Answer, Forecast, Question};
pub use repti_genetics::catalogue::dashed as taxon_slug;

/// The names of the form's fields, and of the address's parameters.
pub const FIELDS: [&str; 4] = ["species", "sire", "dam", "eggs"];

/// The address that shows this question's answer.
#[must_use]
pub fn calculator_href(path: &str, question: &Question) -> String {
    let eggs = question.eggs.to_string();
    with_params(
        path,
        &[("species", &question.taxon), ("sire", &question.sire), ("dam", &question.dam), ("eggs", &eggs)],
    )
}

/// The answer to a question; `None` of a species that isn't known.
#[must_use]
pub fn answer(question: &Question) -> Option<Answer> {
    use_page_catalogue();
    Some(engine::Calculator::current(&question.taxon)?.answer(question))
}

/// What a page of its own puts below the form.
pub struct Pick(Box<dyn FnOnce(RwSignal<Question>) -> AnyView + Send>);

impl<F: FnOnce(RwSignal<Question>) -> AnyView + Send + 'static> From<F> for Pick {
    fn from(view: F) -> Self {
        Self(Box::new(view))
    }
}

/// Longer texts are cut: the field takes no more either.
const LONGEST: usize = 2_000;

/// The question of an address; a first visit is about ball pythons.
#[must_use]
pub fn calculator_question(get: impl Fn(&str) -> Option<String>) -> Question {
    let [species, sire, dam, eggs] = FIELDS.map(get);
    let first = sire.is_none() && dam.is_none();
    let text = |text: Option<String>| text.unwrap_or_default().chars().take(LONGEST).collect();
    let eggs = eggs.and_then(|eggs| eggs.trim().parse().ok()).unwrap_or(if first { 6 } else { 0 });
    Question {
        taxon: species.filter(|species| !species.is_empty()).unwrap_or_else(|| "ball-python".to_owned()),
        sire: text(sire),
        dam: text(dam),
        eggs: eggs.min(engine::MOST_EGGS),
    }
}

/// Form and answer. `path` is the page's own, for the form and for links. Every change of the question is told to `changed`.
#[component]
pub fn CalculatorDesk(
    question: Question,
    #[prop(into)] path: String,
    #[prop(optional)] changed: Option<Callback<Question>>,
    /// What stands below the form: animals to choose from.
    #[prop(optional, into)]
    pick: Option<Pick>,
) -> impl IntoView {
    use_page_catalogue();
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
            <div class="calc-side">
                <form::QuestionForm inputs question />
                {pick.map(|Pick(view)| view(asked))}
            </div>
            <section class="calc-answer" aria-label="What the clutch can be">
                {move || {
                    let first = asked.with(|asked| examples::view(inputs, asked));
                    first.unwrap_or_else(|| answered.with(|answered| shown(answered.as_ref())))
                }}
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

/// What a clutch of two animals on record can be, without the form: the calculator's own tables and notes. A text that can't be reckoned with is
/// said with its side.
#[must_use]
pub fn calculator_odds(question: &Question) -> AnyView {
    use_page_catalogue();
    let answered = answer(question);
    let Some(said) = answered.as_ref().filter(|answer| !(answer.sire.is_sound() && answer.dam.is_sound())) else {
        return view! { <div class="calc-answer">{shown(answered.as_ref())}</div> }.into_any();
    };
    let unread = [("The sire’s", &said.sire), ("The dam’s", &said.dam)].map(|(whose, parent)| {
        let wrong = parent.hints.iter().filter(|hint| hint.weight == engine::Weight::Error);
        wrong.map(|hint| view! { <p>{format!("{whose} genotype: {}", hint.message)}</p> }).collect_view()
    });
    view! { <Alert tone=Tone::Warning title="No odds yet: a genotype can’t be read">{unread.into_iter().collect_view()}</Alert> }
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

#[cfg(test)]
mod tests {
    use super::{calculator_question, engine::Question};

    fn of(pairs: &[(&str, &str)]) -> Question {
        calculator_question(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned()))
    }

    #[test]
    fn nonsense_in_the_address_is_no_clutch_and_no_endless_text() {
        let long = "x".repeat(10_000);
        let asked = of(&[("species", "corn-snake"), ("sire", &long), ("eggs", "-3")]);
        assert_eq!((asked.sire.len(), asked.eggs, asked.taxon.as_str()), (2_000, 0, "corn-snake"));
        assert_eq!(of(&[("sire", ""), ("eggs", "99999999999")]).eggs, 0);
        assert_eq!((of(&[]).taxon.as_str(), of(&[]).eggs), ("ball-python", 6));
    }
}
