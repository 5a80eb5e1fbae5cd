//! How related animals are: a selection as a heat map, a pairing that is thought of, the report on the collection.

mod compare;
mod pairing;
mod picker;
mod report;
mod report_tables;

pub use compare::ComparePage;
pub use pairing::PairingPage;
pub use report::ReportPage;

use super::animals::page_of;
use app_shared::use_session_info;
use app_ui::{SexMark, TabItem, Tabs, with_params};
use leptos::prelude::*;
use repti_model::{AnimalId, animal::Sex, lineage::Relative};

const COMPARE: &str = "/relatedness";
const PAIRING: &str = "/relatedness/pairing";
const REPORT: &str = "/relatedness/report";

/// What every figure here rests on.
const RESTS: &str = "From the ancestors on record. Those that aren’t recorded, and those that other breeders keep private, count as unknown and related to nobody.";

/// The two parts of this place.
#[component]
fn Parts(current: &'static str) -> impl IntoView {
    let tabs = vec![TabItem::new("Compare animals", COMPARE), TabItem::new("Collection report", REPORT)];
    view! { <Tabs label="Relatedness" tabs current=current.to_owned()/> }
}

/// An animal in a cell: a link where there is a page for this reader.
#[component]
fn Who(animal: Relative, #[prop(optional)] class: &'static str) -> impl IntoView {
    let label = animal.label().to_owned();
    let code = (animal.code != label && !animal.code.is_empty()).then(|| animal.code.clone());
    let name = match page_of(&animal, &use_session_info().public_url) {
        Some(href) => view! { <a class=class href=href>{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    };
    view! {
        {name}
        " "
        {code.map(|code| view! { <span class="code hint">{code}</span> })}
        " "
        <SexMark sex=animal.sex bare=true/>
    }
    .into_any()
}

/// Which of two animals stands as the sire: by their sexes as far as they say it, else the first.
fn as_pair<'a>(first: &'a Relative, second: &'a Relative) -> (&'a Relative, &'a Relative) {
    let swapped =
        (first.sex == Sex::Female && second.sex != Sex::Female) || (second.sex == Sex::Male && first.sex != Sex::Male);
    if swapped { (second, first) } else { (first, second) }
}

/// The address of a pairing; `None` where an animal has no page for this reader.
fn pairing_href(first: &Relative, second: &Relative) -> Option<String> {
    let (sire, dam) = as_pair(first, second);
    Some(pairing_of(sire.id?, dam.id?))
}

/// The address of a pairing by ids.
pub(super) fn pairing_of(sire: AnimalId, dam: AnimalId) -> String {
    with_params(PAIRING, &[("sire", &sire.to_string()), ("dam", &dam.to_string())])
}

/// The address that compares these animals.
fn compare_href(ids: impl IntoIterator<Item = AnimalId>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    with_params(COMPARE, &ids.iter().map(|id| ("ids", id.as_str())).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_male_stands_as_the_sire_as_far_as_sexes_say() {
        let of = |name: &str, sex| Relative { name: name.to_owned(), sex, ..Relative::hidden() };
        let (he, she, it) = (of("he", Sex::Male), of("she", Sex::Female), of("it", Sex::Unknown));
        let names = |a: &Relative, b: &Relative| {
            let (sire, dam) = as_pair(a, b);
            format!("{} {}", sire.name, dam.name)
        };
        assert_eq!((names(&he, &she), names(&she, &he)), ("he she".to_owned(), "he she".to_owned()));
        assert_eq!((names(&she, &it), names(&it, &he)), ("it she".to_owned(), "he it".to_owned()));
        assert_eq!(
            (names(&he, &he), names(&she, &she), names(&it, &it)),
            ("he he".into(), "she she".into(), "it it".into())
        );
        assert_eq!(pairing_href(&he, &she), None, "no page, no pairing");
    }
}
