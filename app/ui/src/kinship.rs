//! The kinship of a selection as a heat map that is a table.

use crate::words::fine_percent;
use leptos::prelude::*;
use repti_model::{
    kinship::{Closeness, KinshipAnimal, KinshipTable},
    lineage::Relative,
};

mod keys;

use keys::walk;

/// Kinships that the legend shows, with what they are like.
const LEGEND: [f64; 5] = [0.0, 0.0625, 0.125, 0.25, 0.5];

/// Each pair of a selection once, below the diagonal: the number says it, the colour helps, the title has it in words. On the diagonal an animal
/// with itself. `pair` is the address of a pairing by the places of the two animals, `page` that of an animal where there is one.
///
/// Without JavaScript the links are reached by Tab; in a hydrated page the arrow keys go from cell to cell.
#[component]
pub fn KinshipGrid<P, A>(table: KinshipTable, pair: P, page: A) -> impl IntoView
where
    P: Fn(usize, usize) -> Option<String>,
    A: Fn(&Relative) -> Option<String>,
{
    let heads = table.animals.iter().map(head).collect_view();
    let rows = (0..table.animals.len()).map(|row| line(&table, row, &pair, &page)).collect_view();
    view! {
        <div class="kin-frame table-frame" role="region" aria-label="Kinship of each pair" tabindex="0" on:keydown=walk>
            <table class="kin">
                <caption class="visually-hidden">
                    "Kinship of each pair in per cent, which is the inbreeding of their young; each animal with itself at the end of its row"
                </caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Legend/>
    }
}

/// A column's heading: the code where there is one, for names are long.
fn head(one: &KinshipAnimal) -> AnyView {
    let animal = &one.animal;
    let short = if animal.code.is_empty() { animal.label() } else { &animal.code }.to_owned();
    view! { <th scope="col" title=animal.label().to_owned()><span class="kin-head">{short}</span></th> }.into_any()
}

fn line<P, A>(table: &KinshipTable, row: usize, pair: &P, page: &A) -> Option<AnyView>
where
    P: Fn(usize, usize) -> Option<String>,
    A: Fn(&Relative) -> Option<String>,
{
    let one = table.animals.get(row)?;
    let (label, code) = (one.animal.label().to_owned(), one.animal.code.clone());
    let name = match page(&one.animal) {
        Some(href) => view! { <a class="kin-name" href=href>{label.clone()}</a> }.into_any(),
        None => view! { <span class="kin-name">{label.clone()}</span> }.into_any(),
    };
    let pairs = (0..row).filter_map(|column| {
        let other = table.animals.get(column)?.animal.label();
        let f = table.of(row, column);
        let said = format!("{label} × {other}: {}, {}", fine_percent(f), Closeness::sentence(f));
        Some(cell(row, column, f, said, pair(row, column), false))
    });
    let own = format!("{label} with itself: {}, {}", fine_percent(table.of(row, row)), inbred(one.inbreeding));
    let cells = pairs.chain([cell(row, row, table.of(row, row), own, None, true)]).collect_view();
    let code = (!code.is_empty() && code != label).then(|| view! { <span class="code hint">{code}</span> });
    Some(view! { <tr><th scope="row"><span class="kin-who">{name}{code}</span></th>{cells}</tr> }.into_any())
}

fn cell(row: usize, column: usize, f: f64, said: String, href: Option<String>, own: bool) -> AnyView {
    let figure = fine_percent(f);
    let figure = figure.strip_suffix('%').unwrap_or(&figure).replace("under ", "<");
    // What has no link is reached by the arrow keys alone.
    let inside = match href {
        Some(href) => view! { <a class="kin-go" href=href title=said>{figure}</a> }.into_any(),
        None => view! { <span class="kin-go" tabindex="-1" title=said>{figure}</span> }.into_any(),
    };
    view! { <td class="kin-cell" class:kin-self=own style=format!("--heat:{}%", heat(f)) data-cell=format!("{row} {column}")>{inside}</td> }
        .into_any()
}

/// "inbreeding 12.5%".
fn inbred(f: Option<f64>) -> String {
    f.map_or_else(|| "inbreeding unknown".to_owned(), |f| format!("inbreeding {}", fine_percent(f)))
}

/// How much ink a kinship gets, in per cent: by its root, for cousins shall be told from strangers as well as full sibs from half sibs. Never so
/// much that the figure on it is hard to read.
fn heat(f: f64) -> u32 {
    (45.0 * (f.clamp(0.0, 0.5) * 2.0).sqrt()).round() as u32
}

/// What the colours mean.
#[component]
fn Legend() -> impl IntoView {
    let items = LEGEND
        .iter()
        .map(|&f| {
            let words = if f > 0.25 { "an animal with itself" } else { Closeness::of(f).label() };
            view! {
                <li>
                    <span class="kin-swatch num" style=format!("--heat:{}%", heat(f))>{fine_percent(f)}</span>
                    {words}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="kin-legend" aria-label="What the figures mean">{items}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_kin_is_more_ink_and_never_too_much() {
        let ink: Vec<u32> = [0.0, 1.0 / 64.0, 0.0625, 0.125, 0.25, 0.5, 1.0].map(heat).into();
        assert!(ink.windows(2).all(|pair| pair[0] <= pair[1]), "{ink:?}");
        assert_eq!((ink[0], ink[5], ink[6]), (0, 45, 45));
        assert!(ink[1] > 5 && ink[3] - ink[2] > 5);
        assert_eq!((inbred(None), inbred(Some(0.125))), ("inbreeding unknown".into(), "inbreeding 12.5%".into()));
    }
}
