use leptos::prelude::*;
use repti_model::animal::Sex;

/// The symbol of a sex with its word; the word may be left to screen readers.
#[component]
pub fn SexMark(
    sex: Sex,
    /// Shows the symbol alone.
    #[prop(optional)]
    bare: bool,
    /// Below 100 %: "probably male".
    #[prop(optional)]
    uncertain: bool,
) -> impl IntoView {
    let word = if uncertain && sex != Sex::Unknown {
        format!("Probably {}", word_of(sex).to_lowercase())
    } else {
        word_of(sex).to_owned()
    };
    let class = match sex {
        Sex::Male => "sex sex-male",
        Sex::Female => "sex sex-female",
        Sex::Unknown => "sex",
    };
    view! {
        <span class=class title=bare.then_some(word)>
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" inner_html=shape(sex)></svg>
            <span class=if bare { "visually-hidden" } else { "" }>{word.clone()}</span>
        </span>
    }
}

/// The word beside the symbol. An animal of unknown sex is "unsexed".
#[must_use]
pub const fn word_of(sex: Sex) -> &'static str {
    match sex {
        Sex::Unknown => "Unsexed",
        other => other.label(),
    }
}

const fn shape(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => r#"<circle cx="6.2" cy="9.8" r="3.9"/><path d="M9 7l4.5-4.5M9.8 2.5h3.7v3.7"/>"#,
        Sex::Female => r#"<circle cx="8" cy="5.8" r="3.9"/><path d="M8 9.7V15M5.5 12.4h5"/>"#,
        Sex::Unknown => r#"<circle cx="8" cy="8" r="3.9" stroke-dasharray="2.2 1.9"/>"#,
    }
}
