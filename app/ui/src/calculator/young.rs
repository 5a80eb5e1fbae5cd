//! The kinds of young as a table, of each sex apart where they differ.

use super::hints::chips;
use crate::{Table, Th};
use leptos::prelude::*;
use repti_genetics::{
    calculator::{Forecast, Look, Share, Young},
    cross::{Sex, hobby_percent},
};

/// As price lists write it: `66%`.
#[must_use]
pub fn percent(p: f64) -> String {
    format!("{}%", hobby_percent(p))
}

pub fn view(forecast: &Forecast) -> AnyView {
    if !forecast.by_sex {
        return table(forecast, "What can hatch", forecast.young.iter().collect(), 1.0);
    }
    let of = |sex: Sex| forecast.young.iter().filter(|young| young.sex == Some(sex)).collect();
    view! {
        {table(forecast, "Daughters", of(Sex::Female), 2.0)}
        {table(forecast, "Sons", of(Sex::Male), 2.0)}
    }
    .into_any()
}

/// `scale` turns shares of all eggs into shares among one sex.
fn table(forecast: &Forecast, title: &str, young: Vec<&Young>, scale: f64) -> AnyView {
    let dies = forecast.viable.p < 1.0;
    let eggs = forecast.eggs;
    let rows = young.iter().map(|young| row(young, scale, dies, eggs)).collect_view();
    let unlisted = (forecast.unlisted > 1e-9).then(|| {
        let rest = percent(forecast.unlisted);
        view! { <p class="hint">{format!("The likeliest are listed. All others together are {rest} of eggs.")}</p> }
    });
    let clutch = format!("One or more in {eggs}");
    let head = move || {
        view! {
            <Th label="Young" />
            <Th label="Of eggs" num=true />
            {dies.then(|| view! { <Th label="Of those that live" num=true /> })}
            {(eggs > 0).then(|| view! { <Th label=clutch num=true /> })}
        }
    };
    view! {
        <section class="calc-part">
            <h2>{title.to_owned()}</h2>
            <Table caption=title.to_owned() head stack=true>{rows}</Table>
            {unlisted}
        </section>
    }
    .into_any()
}

fn row(young: &Young, scale: f64, dies: bool, eggs: u32) -> AnyView {
    let details = young.details.iter().map(|text| view! { <p class="hint">{text.clone()}</p> }).collect_view();
    // Hets alone show nothing.
    let shows = young.chips.iter().any(|chip| !matches!(chip.look, Look::Het | Look::Possible));
    let plain = (!shows).then(|| view! { <li>"Normal"</li> });
    let lives = young.per_survivor.as_ref().map_or_else(|| "none".to_owned(), |share| percent(share.p * scale));
    let clutch = young.clutch.map_or_else(String::new, percent);
    view! {
        <tr class:calc-dies=young.lethal>
            <td>
                <ul class="genes">{plain}{chips(&young.chips)}</ul>
                {young.lethal.then(|| view! { <p class="field-error">"Does not live."</p> })}
                {details}
            </td>
            <td class="num" data-label="Of eggs">{figure(&young.per_egg, scale)}</td>
            {dies.then(|| view! { <td class="num" data-label="Of those that live">{lives}</td> })}
            {(eggs > 0).then(|| view! { <td class="num" data-label=format!("One or more in {eggs}")>{clutch}</td> })}
        </tr>
    }
    .into_any()
}

/// A bar, the hobby's percentage, and the exact fraction.
fn figure(share: &Share, scale: f64) -> AnyView {
    let p = share.p * scale;
    let style = format!("--fraction:{p:.3}");
    let exact = (scale < 1.5 && share.text.contains('/'))
        .then(|| view! { <span class="calc-exact">{share.text.clone()}</span> });
    view! {
        <span class="calc-figure">
            <span class="bar" style=style aria-hidden="true"></span>
            <strong>{percent(p)}</strong>
            {exact}
        </span>
    }
    .into_any()
}
