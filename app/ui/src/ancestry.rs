//! How inbred an animal is, never without what that rests on.

use crate::{
    Term, Terms,
    words::{fine_percent, plural},
};
use leptos::prelude::*;
use repti_model::ancestry::{Ancestry, StoredInbreeding};

/// Inbreeding with completeness and depth.
#[component]
pub fn AncestryFigures(ancestry: Ancestry) -> impl IntoView {
    let known = match ancestry.ancestors {
        0 => "No ancestor is known.".to_owned(),
        ancestors => format!(
            "{}, up to {} back. Of the places in five generations {} are known.",
            plural(ancestors.into(), "known ancestor"),
            plural(ancestry.generations.into(), "generation"),
            share(ancestry.complete()),
        ),
    };
    let distinct = ancestry
        .distinct_share
        .filter(|share| *share < 1.0)
        .map(|part| view! { <Term name="Ancestor loss">{format!("{} of the known places are filled by an animal that stands there already", share(1.0 - part))}</Term> });
    let uncertain = ancestry.uncertain.then(|| {
        view! { <p class="hint">"Where several parents are possible, the likeliest is followed; this animal’s own candidates count by their chances."</p> }
    });
    let cut = ancestry.cut.then(
        || view! { <p class="hint">"There are more ancestors than are read; the figures are of those that were."</p> },
    );
    let (inbreeding, complete) = (ancestry.inbreeding_words(), format!("{:.1} (equivalent)", ancestry.equivalent));
    view! {
        <Terms>
            <Term name="Inbreeding (F)">
                <strong class="num">{inbreeding}</strong>
            </Term>
            <Term name="Pedigree known">{known}</Term>
            <Term name="Complete generations">{complete}</Term>
            {distinct}
        </Terms>
        {uncertain}
        {cut}
    }
}

/// Stored inbreeding in a row: the figure with how much of the pedigree is known, `…` while it is reckoned, a dash where a parent is unknown.
#[component]
pub fn InbreedingCell(stored: Option<StoredInbreeding>) -> impl IntoView {
    let (figure, known) = in_a_row(stored);
    view! {
        <span title=known.clone()>{figure}<span class="visually-hidden">{format!(", {known}")}</span></span>
    }
}

fn in_a_row(stored: Option<StoredInbreeding>) -> (String, String) {
    let Some(stored) = stored else { return ("…".to_owned(), "Being reckoned".to_owned()) };
    let known = format!("{} of five generations known", share(stored.completeness.value()));
    match stored.coefficient {
        None => ("–".to_owned(), format!("Unknown: a parent isn’t recorded; {known}")),
        Some(f) => (fine_percent(f.value()), known),
    }
}

/// Per cent, down; all and nothing only where it is so.
fn share(part: f64) -> String {
    format!("{}%", repti_genetics::cross::hobby_percent(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::ancestry::Coefficient;

    #[test]
    fn a_row_tells_unknown_from_nothing_and_from_not_yet() {
        let of = |coefficient: Option<f64>| {
            in_a_row(Some(StoredInbreeding {
                coefficient: coefficient.and_then(Coefficient::new),
                completeness: Coefficient::new(0.5).unwrap(),
                generations: 3,
                computed_at: jiff::Timestamp::UNIX_EPOCH,
            }))
        };
        assert_eq!(of(Some(0.0625)), ("6.25%".to_owned(), "50% of five generations known".to_owned()));
        assert_eq!(of(Some(0.0)).0, "0%");
        assert_eq!(of(None).0, "–");
        assert_eq!(in_a_row(None).1, "Being reckoned");
    }

    #[test]
    fn a_figure_says_no_more_than_is_known() {
        let with = |inbreeding| Ancestry {
            inbreeding,
            generations: 2,
            equivalent: 2.0,
            completeness: vec![1.0, 1.0],
            ancestors: 4,
            distinct_share: Some(1.0),
            uncertain: false,
            cut: false,
        };
        let said = [None, Some(0.0), Some(0.0625), Some(0.25), Some(1e-9)].map(|f| with(f).inbreeding_words());
        assert_eq!(said, ["Unknown: a parent isn’t recorded", "0% in what is known", "6.25%", "25%", "under 0.01%"]);
    }
}
