//! What dies, what suffers, and what nobody has proven.

use super::young::percent;
use crate::{Icon, Tone};
use leptos::prelude::*;
use repti_genetics::{
    calculator::{Concern, Forecast},
    catalogue::Grade,
};

/// Above the table: what some of the young would die of or suffer from.
pub fn view(forecast: &Forecast) -> AnyView {
    forecast.concerns.iter().map(one).collect_view().into_any()
}

fn one(concern: &Concern) -> AnyView {
    let share = percent(concern.per_egg.p);
    let (tone, title) = match concern.grade {
        Grade::Lethal => (Tone::Error, format!("{share} of eggs would not live")),
        Grade::Welfare => (Tone::Warning, format!("{share} of eggs: a question of welfare")),
        Grade::Fertility => (Tone::Warning, format!("{share} of eggs: fertility")),
    };
    let proven = (!concern.proven).then_some(" Not proven: it rests on what keepers say.");
    // Without a role: it would be announced anew with every letter that is typed.
    view! {
        <div class=format!("alert-box {}", tone.class())>
            <Icon glyph=tone.glyph() />
            <div class="alert-body">
                <p class="alert-title">{title}</p>
                <p>{concern.text.clone()}{proven}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Below the tables: what was assumed.
pub fn notes(forecast: &Forecast) -> AnyView {
    let unproven = (!forecast.unproven.is_empty()).then(|| {
        format!(
            "Not proven: {}. What is known of their inheritance is general knowledge, or sources disagree; the odds are only as good.",
            forecast.unproven.join(", ")
        )
    });
    let notes = forecast.remarks.iter().cloned().chain(unproven).map(|text| view! { <li>{text}</li> }).collect_view();
    view! { <ul class="calc-notes hint">{notes}</ul> }.into_any()
}
