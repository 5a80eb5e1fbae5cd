//! One mate: what pairing with it would give, and where it leads. With another breeder's animal only what can be done with it.

use super::super::{inbreeding, percent, source_of};
use crate::pages::{pairings::save_as_planned, relatedness::pairing_of};
use app_ui::{SexMark, calculator_href, taxon_slug};
use leptos::prelude::*;
use repti_genetics::calculator::Question;
use repti_model::{
    animal::Sex,
    mates::{Mate, MateOdds, Mates},
};

/// What was asked for, as far as it shows in a row.
pub(super) struct Asked {
    /// There is a goal.
    pub(super) wished: bool,
    pub(super) eggs: u32,
    /// Other breeders' animals, too.
    pub(super) others: bool,
    /// Where these have their pages.
    pub(super) public_url: String,
}

pub(super) fn row(mates: &Mates, mate: &Mate, asked: &Asked) -> AnyView {
    let Asked { wished, eggs, others, ref public_url } = *asked;
    let text = mate.reckoned.words.clone();
    let own = mate.breeder.is_none();
    let source = source_of(own.then_some(mate.id), &mate.reckoned);
    let goal = mate.odds.map_or_else(String::new, |odds| percent(odds.goal));
    let clutch = mate.odds.and_then(|odds| odds.clutch).map_or_else(String::new, percent);
    let pairing = mates.species.as_deref().filter(|_| mate.odds.is_some()).map(|species| {
        let (sire, dam) = match mates.sex {
            Sex::Female => (mate.reckoned.words.clone(), mates.reckoned.words.clone()),
            _ => (mates.reckoned.words.clone(), mate.reckoned.words.clone()),
        };
        let question = Question { taxon: taxon_slug(species), sire, dam, eggs };
        let name = format!("Reckon with {}", mate.label);
        view! { <a class="link" href=calculator_href("/calculator", &question) aria-label=name>"Reckon"</a> }
    });
    let (sire, dam) = if mates.sex == Sex::Female { (mate.id, mates.id) } else { (mates.id, mate.id) };
    let what_if = pairing_of(sire, dam);
    // A pairing is planned of two own animals.
    let save = own
        .then(|| save_as_planned(sire, dam, mates.goal.as_deref().unwrap_or_default(), &format!("with {}", mate.label)))
        .flatten();
    view! {
        <tr>
            <td>
                {named(mate, public_url)}
                " "
                <span class="code hint">{mate.code.clone()}</span>
                " "
                <SexMark sex=mate.sex/>
            </td>
            {others.then(|| view! { <td data-label="Kept by">{keeper(mate, public_url)}</td> })}
            <td data-label="Genotype">{text}" "{source}</td>
            {wished.then(|| view! { <td class="num" data-label="Goal, of eggs">{goal}</td> })}
            {wished.then(|| view! { <td class="num" data-label="In the clutch">{clutch}</td> })}
            <td class="num" data-label="Inbreeding of the young">
                <a class="link" href=what_if aria-label=format!("Inbreeding of the young with {}: {}", mate.label, inbreeding(mate.inbreeding))>
                    {inbreeding(mate.inbreeding)}
                </a>
            </td>
            <td data-label="Mind">{mind(mate.odds, mate.unread.as_deref())}</td>
            <td class="whitespace-nowrap"><span class="row">{pairing}{save}</span></td>
        </tr>
    }
    .into_any()
}

/// The way to its page: the own one here, another's in public.
fn named(mate: &Mate, public_url: &str) -> AnyView {
    let (id, label) = (mate.id, mate.label.clone());
    if mate.breeder.is_none() {
        return view! { <a class="row-link" href=format!("/animals/{id}")>{label}</a> }.into_any();
    }
    view! { <a class="row-link" href=format!("{public_url}/animals/{id}") rel="external">{label}</a> }.into_any()
}

fn keeper(mate: &Mate, public_url: &str) -> AnyView {
    match mate.breeder.clone() {
        None => "This vivarium".into_any(),
        Some(breeder) => {
            let href = format!("{public_url}/breeders/{}", breeder.slug);
            view! { <a class="link" href=href rel="external">{breeder.name}</a> }.into_any()
        }
    }
}

/// What speaks against a pairing, in words.
fn mind(odds: Option<MateOdds>, unread: Option<&str>) -> String {
    let mut said = Vec::new();
    said.extend(unread.map(str::to_owned));
    if let Some(odds) = odds {
        if odds.dies > 0.0 {
            said.push(format!("{} of eggs would not live", percent(odds.dies)));
        }
        if odds.suffers > 0.0 {
            said.push(format!("welfare or fertility: {} of eggs", percent(odds.suffers)));
        }
    }
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_against_a_pairing_is_said() {
        let odds = MateOdds { goal: 1.0, clutch: None, dies: 0.25, suffers: 0.5 };
        assert_eq!(mind(Some(odds), None), "25% of eggs would not live; welfare or fertility: 50% of eggs");
        assert_eq!(mind(None, Some("No gene “x” is known.")), "No gene “x” is known.");
        assert_eq!(mind(Some(MateOdds { dies: 0.0, suffers: 0.0, ..odds }), None), "");
        assert_eq!((inbreeding(0.0), inbreeding(0.0625)), ("0%".to_owned(), "6.2%".to_owned()));
    }
}
