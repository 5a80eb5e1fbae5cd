//! The check page of a certificate of origin: what its paper stated, and what the record says today.

use crate::{api::check_certificate, failure::failure, layout::SitePage};
use app_shared::data::told;
use app_ui::{Alert, Badge, ButtonLink, Look, Section, Table, Term, Terms, Tone, words};
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use repti_model::papers::{CertificateCheck, CertificateState, CheckedFact};

/// `/check/{token}`. Whoever has the paper has the address; nobody else should find it.
#[component]
pub fn CheckPage() -> impl IntoView {
    let params = use_params_map();
    let data = Resource::new(
        move || params.with(|params| params.get("token").unwrap_or_default()),
        |token| told(check_certificate(token)),
    );
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(check) => page(check),
                        Err(error) => failure(&error, "certificate"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn page(check: CertificateCheck) -> AnyView {
    let day = |at: jiff::Timestamp| words::date(TimeZone::UTC.to_datetime(at).date());
    let (tone, title, said) = verdict(&check);
    let animal = check.animal.map(|id| {
        view! { <p><ButtonLink href=format!("/animals/{id}") look=Look::Plain>"See the animal’s page"</ButtonLink></p> }
    });
    let facts = (!check.facts.is_empty()).then(|| view! { <Facts facts=check.facts.clone()/> });
    view! {
        <Title text="Certificate check · ReptiDex" />
        <Meta name="robots" content="noindex" />
        <Meta name="referrer" content="no-referrer" />
        <div class="wrap stack" style="--stack:2rem; padding-block:1.75rem">
            <header class="stack" style="--stack:0.375rem">
                <p class="eyebrow">"Certificate of origin"</p>
                <h1 class="display">"Certificate check"</h1>
            </header>
            <Alert tone title>{said}</Alert>
            <Terms>
                <Term name="Check code"><span class="code">{check.code.clone()}</span>" · must be the one on the paper"</Term>
                <Term name="Issued">{day(check.issued_at)}</Term>
                {check.revoked_at.map(|at| view! { <Term name="Revoked">{day(at)}</Term> })}
            </Terms>
            {facts}
            {animal}
        </div>
    }
    .into_any()
}

/// How it stands, in words that don't need the colour.
fn verdict(check: &CertificateCheck) -> (Tone, &'static str, &'static str) {
    match check.state {
        CertificateState::Holds => (
            Tone::Success,
            "This certificate holds",
            "The record says today what was stated when it was issued. Compare the paper with what stands below, line by line: what differs was not stated here.",
        ),
        CertificateState::Differs => (
            Tone::Warning,
            "The record has changed since",
            "The certificate was issued and isn’t revoked, but the record says something else today. The lines that differ are marked. Ask the breeder why.",
        ),
        CertificateState::Withheld => (
            Tone::Info,
            "Issued, but the animal isn’t shown publicly today",
            "A certificate with this check code was issued and isn’t revoked. What it stated isn’t shown while the animal’s record isn’t public: compare the check code, and ask the breeder.",
        ),
        CertificateState::Revoked => (
            Tone::Error,
            "This certificate is revoked",
            "Whoever issued it has taken it back. Don’t rely on the paper.",
        ),
    }
}

#[component]
fn Facts(facts: Vec<CheckedFact>) -> impl IntoView {
    let rows = facts.into_iter().map(row).collect_view();
    view! {
        <Section title="What was stated" hint="Beside it, what everybody can see of the record today.">
            <Table
                caption="What the certificate states, and what the record says today"
                stack=true
                head=|| view! { <th scope="col">"Fact"</th><th scope="col">"On the paper"</th><th scope="col">"Record today"</th> }
            >
                {rows}
            </Table>
        </Section>
    }
    .into_any()
}

fn row(fact: CheckedFact) -> AnyView {
    let differs = fact.differs();
    let label = fact.fact.label();
    let (stated, today) = match (fact.stated, fact.today) {
        (Some(stated), Some(today)) => (said(stated), said(today)),
        _ => ("Kept private by its owner today".to_owned(), "Not shown".to_owned()),
    };
    let today = if differs {
        view! { <strong>{today}</strong>" "<Badge tone=Tone::Warning>"Differs"</Badge> }.into_any()
    } else {
        today.into_any()
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td data-label="On the paper">{stated}</td>
            <td data-label="Record today">{today}</td>
        </tr>
    }
    .into_any()
}

fn said(value: String) -> String {
    if value.is_empty() { "Not recorded".to_owned() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::papers::CertifiedFact;

    fn html(state: CertificateState, facts: Vec<CheckedFact>) -> String {
        let check = CertificateCheck {
            state,
            code: "3F9A-22C1-08BE-77D0".into(),
            issued_at: jiff::Timestamp::UNIX_EPOCH,
            revoked_at: (state == CertificateState::Revoked).then_some(jiff::Timestamp::UNIX_EPOCH),
            animal: None,
            facts,
        };
        let (_, title, said) = verdict(&check);
        let rows = check.facts.into_iter().map(row).collect_view();
        Owner::new()
            .with(|| view! { <p>{title}{said}</p><table>{rows}</table> }.into_any().to_html())
            .replace("<!>", "")
    }

    #[test]
    fn a_difference_is_told_in_words() {
        let fact = |stated: Option<&str>, today: Option<&str>| CheckedFact {
            fact: CertifiedFact::Sire,
            stated: stated.map(str::to_owned),
            today: today.map(str::to_owned),
        };
        let page = html(CertificateState::Differs, vec![fact(Some("Onyx"), Some("Pike"))]);
        assert!(page.contains("Onyx") && page.contains("Pike") && page.contains("Differs"), "{page}");
        let page = html(CertificateState::Holds, vec![fact(Some("Onyx"), Some("Onyx")), fact(None, None)]);
        assert!(!page.contains("Differs") && page.contains("Kept private by its owner today"), "{page}");
    }

    #[test]
    fn what_is_revoked_says_so_first() {
        assert!(html(CertificateState::Revoked, Vec::new()).contains("This certificate is revoked"));
    }
}
