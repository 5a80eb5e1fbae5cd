//! What stands in the answer's place before anything is asked.

use super::{calculator_href, form::Inputs};
use leptos::prelude::*;
use repti_genetics::calculator::Question;

/// Pairings of the most kept species that show what the calculator can do.
const PAIRINGS: &[(&str, &str)] = &[
    ("66% het Clown", "het Clown"),
    ("Pastel Mojave", "Lesser Enchi"),
    ("Spider het Pied", "Pastel Spider"),
    ("Banana male maker", "Pastel"),
];

/// `None` as soon as one parent is given.
pub fn view(inputs: Inputs, asked: &Question) -> Option<AnyView> {
    if !(asked.sire.trim().is_empty() && asked.dam.trim().is_empty()) {
        return None;
    }
    let links = PAIRINGS.iter().filter(|_| asked.taxon == "ball-python").map(|(sire, dam)| {
        let (sire, dam) = ((*sire).to_owned(), (*dam).to_owned());
        let label = format!("{sire} × {dam}");
        let href = calculator_href(&inputs.path.get_value(), &Question { sire, dam, ..asked.clone() });
        view! { <li><a class="chip" href=href rel="external">{label}</a></li> }
    });
    let links = links.collect::<Vec<_>>();
    let tried = (!links.is_empty()).then(|| {
        view! {
            <p class="field-label">"For example"</p>
            <ul class="genes">{links}</ul>
        }
    });
    Some(
        view! {
            <p class="calc-sum">"Type a sire or a dam. An empty field is a normal animal."</p>
            {tried}
        }
        .into_any(),
    )
}
