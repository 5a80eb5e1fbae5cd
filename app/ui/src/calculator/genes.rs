//! Gene by gene: what a long table hides.

use super::young::percent;
use leptos::prelude::*;
use repti_genetics::calculator::{Forecast, Gene};

/// Nothing where one gene alone is involved: the table says it all.
pub fn view(forecast: &Forecast) -> AnyView {
    if forecast.genes.len() < 2 {
        return ().into_any();
    }
    let genes = forecast.genes.iter().map(|gene| one(gene, forecast.eggs)).collect_view();
    view! {
        <section class="calc-part">
            <h2>"Gene by gene"</h2>
            <div class="calc-genes">{genes}</div>
        </section>
    }
    .into_any()
}

fn one(gene: &Gene, eggs: u32) -> AnyView {
    let rows = gene
        .classes
        .iter()
        .map(|class| {
            let style = format!("--share:{:.1}%", class.per_egg.p * 100.0);
            let clutch = class.clutch.filter(|_| !class.plain).map(|p| format!(" · {} in {eggs} eggs", percent(p)));
            view! {
                <tr>
                    <th scope="row">{class.name.clone()}</th>
                    <td class="num">
                        <span class="bar" style=style aria-hidden="true"></span>
                        <span>{percent(class.per_egg.p)}<span class="hint">{clutch}</span></span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="bars">
            <caption class="field-label">{gene.name.clone()}</caption>
            <thead class="visually-hidden"><tr><th scope="col">"Young"</th><th scope="col">"Of eggs"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
