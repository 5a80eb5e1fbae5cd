//! What a pairing gives at a glance: a small table a pairing, as the engine reckons it.

use app_ui::{Badge, Glyph, Tone};
use leptos::prelude::*;
use repti_model::genes::{CrossLine, GeneCross};

/// The tables side by side.
#[component]
pub fn Crosses(crosses: Vec<GeneCross>) -> impl IntoView {
    let tables = crosses.into_iter().map(|cross| view! { <CrossTable cross /> }).collect_view();
    view! { <div class="cross-grid">{tables}</div> }
}

#[component]
fn CrossTable(cross: GeneCross) -> impl IntoView {
    let rows = cross.lines.into_iter().map(row).collect_view();
    view! {
        <div class="card-box cross-box">
            <table class="bars odds">
                <caption class="field-label">{cross.title}</caption>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">"Young"</th>
                        <th scope="col">"Share of the eggs"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(line: CrossLine) -> impl IntoView {
    let sex = (!line.sex.is_empty()).then(|| format!("{}: ", line.sex));
    let carries = (!line.carries.is_empty()).then(|| view! { <span class="hint">{line.carries}</span> });
    let dead = line.lethal.then(|| view! { <Badge tone=Tone::Error icon=Glyph::Alert>"Doesn’t live"</Badge> });
    let living = line.living.map(|living| view! { <span class="hint">{format!("{living} of those that live")}</span> });
    view! {
        <tr>
            <th scope="row"><span>{sex}{line.look}</span>{carries}</th>
            <td class="num">
                <span class="bar" style=format!("--share:{}%", line.share) aria-hidden="true"></span>
                <span>{line.eggs}</span>
                {living}
                {dead}
            </td>
        </tr>
    }
}
