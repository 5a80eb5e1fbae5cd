//! The ways to a new pairing from the pages that look at two animals.

use app_shared::use_session_info;
use app_ui::with_params;
use leptos::prelude::*;
use repti_model::{Action, AnimalId};

/// Whether whoever looks may plan pairings here.
pub(super) fn may_plan() -> bool {
    use_session_info().actor.is_some_and(|actor| actor.may(Action::EditAnimals))
}

/// The form of a new pairing, filled with two animals and a wish.
fn form_href(sire: AnimalId, dam: AnimalId, wish: &str) -> String {
    let (sire, dam) = (sire.to_string(), dam.to_string());
    let mut pairs = vec![("sire", sire.as_str()), ("dam", dam.as_str())];
    if !wish.trim().is_empty() {
        pairs.push(("wish", wish.trim()));
    }
    with_params("/pairings/new", &pairs)
}

/// A link that takes two own animals to the form of a new pairing; nothing for who may not plan. `who` tells links of one page apart.
pub(crate) fn save_as_planned(sire: AnimalId, dam: AnimalId, wish: &str, who: &str) -> Option<AnyView> {
    may_plan().then(|| {
        let href = form_href(sire, dam, wish);
        let name = format!("Save as planned pairing: {who}");
        view! { <a class="link" href=href aria-label=name>"Save as planned"</a> }.into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_filled_by_its_address() {
        let id = AnimalId(uuid::Uuid::nil());
        assert_eq!(form_href(id, id, " "), format!("/pairings/new?sire={id}&dam={id}"));
        assert!(form_href(id, id, "Clown & Pied").ends_with("&wish=Clown+%26+Pied"));
    }
}
