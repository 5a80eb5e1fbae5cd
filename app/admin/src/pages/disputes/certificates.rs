//! Certificates of DNA tests that wait to be seen: the file, the claim that it speaks of, and the verdict with its reason.

use crate::{
    api::disputes::{AcceptCertificate, RefuseCertificate, load_certificates},
    pages::{
        reason::{Act, ReasonDialog},
        words::{exact, is_at_least},
    },
};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{Button, EmptyState, Glyph, Look, RelativeTime, Section, Size, Term, Terms, sex_word, words};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    StaffRole,
    evidence::{CertificateCase, size_words},
    lineage::ClaimSaid,
};

const READERS: &str = "The breeder reads it, and it stays on record.";
const ACCEPTED: &[&str] = &[
    "The claim is known by a DNA test from now on, wherever it shows.",
    "The file stays beside the claim, and can only be withdrawn.",
];
const REFUSED: &[&str] = &["The claim stays known as it is.", "The file stays beside the claim, with your reason."];

/// The section.
#[component]
pub fn Certificates() -> impl IntoView {
    let data = page_data(|| (), |()| load_certificates());
    view! {
        <Section title="Certificates" hint="A DNA test counts once somebody of ours has seen the laboratory’s certificate.">
            <Loaded data what="The certificates" view=|page| view! { <List page/> }/>
        </Section>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Vec<CertificateCase>>) -> impl IntoView {
    let (now, cases) = (page.now, page.value);
    if cases.is_empty() {
        return view! { <EmptyState title="No certificate waits" hint="Breeders attach them to their claims." icon=Glyph::CircleCheck/> }
            .into_any();
    }
    let may = is_at_least(use_session_info().actor.as_ref(), StaffRole::Moderator);
    let rows = cases.into_iter().map(|case| view! { <Case case may now/> }).collect_view();
    view! { <ul class="stack" aria-label="Certificates that wait">{rows}</ul> }.into_any()
}

#[component]
fn Case(case: CertificateCase, may: bool, now: Timestamp) -> impl IntoView {
    let CertificateCase { id, name, kind, size, at, vivarium_id, vivarium, said, animal, parent } = case;
    let claim = match said {
        ClaimSaid::Parent { side, .. } => {
            let parent = parent.unwrap_or_else(|| "a private animal".to_owned());
            format!("{parent} is the {} of {}", side.label().to_lowercase(), animal.label())
        }
        ClaimSaid::Gene { words, .. } => format!("{} is {words}", animal.label()),
    };
    let facts = format!("{}, {}", kind.label(), size_words(size.into()));
    let born = animal.born.map_or_else(|| "Not recorded".to_owned(), words::born);
    let (accept, refuse) = (format!("accept-{id}"), format!("refuse-{id}"));
    let buttons = may.then(|| {
        view! {
            <p class="row">
                <Button size=Size::Small icon=Glyph::Check opens=accept.clone()>"Accept…"</Button>
                <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::X opens=refuse.clone()>"Refuse…"</Button>
            </p>
        }
    });
    let dialogs = may.then(|| {
        let (accepting, refusing) = (use_onward::<AcceptCertificate>(), use_onward::<RefuseCertificate>());
        let accept = Act::verdict(accept, ("Accept", "Accept it"), Look::Primary, ACCEPTED, READERS);
        let refuse = Act::verdict(refuse, ("Refuse", "Refuse it"), Look::Danger, REFUSED, READERS);
        view! {
            <ReasonDialog form=accepting act=accept id=id.to_string() name=name.clone()/>
            <ReasonDialog form=refusing act=refuse id=id.to_string() name=name.clone()/>
        }
    });
    view! {
        <li class="claim stack">
            <p class="row">
                <a class="link" href=format!("/evidence/{id}") rel="external">{name.clone()}</a>
                <span class="hint">{facts}</span>
                <span class="hint" title=exact(at)>"sent " <RelativeTime at now/></span>
            </p>
            <Terms>
                <Term name="Claim">{claim}</Term>
                <Term name="Vivarium"><a class="row-link" href=format!("/vivariums/{vivarium_id}")>{vivarium}</a></Term>
                <Term name="Species">{animal.taxon.clone()}</Term>
                <Term name="Sex">{sex_word(animal.sex)}</Term>
                <Term name="Born">{born}</Term>
            </Terms>
            {buttons}
            {dialogs}
        </li>
    }
    .into_any()
}
