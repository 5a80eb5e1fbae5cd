//! Certificates of origin of an animal: what the next would state, to be confirmed, and those that were issued.

use super::id_in_path;
use crate::{
    api::papers::{CertificatesData, IssueCertificate, RevokeCertificate, load_certificates},
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::{FormProblem, PostForm, use_onward, use_session_info, within};
use app_ui::{
    Alert, Badge, Button, Card, Checkbox, EmptyState, Glyph, HiddenInput, Look, PageHeader, PaperLinks, Term, Terms,
    TextInput, Tone, words,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::{
    AnimalId,
    papers::{Certificate, StatedFact},
};

/// The page.
#[component]
pub fn CertificatesPage() -> impl IntoView {
    let id = id_in_path();
    let data = page_data(move || id.get(), load_certificates);
    view! {
        <Title text="Certificates"/>
        <Loaded data what="The certificates" view=whole/>
    }
    .into_any()
}

fn whole(data: CertificatesData) -> AnyView {
    let CertificatesData { animal, label, public, draft, certificates, now } = data;
    let may = draft.is_some();
    let next = match draft {
        Some(Ok(facts)) => view! { <Next animal facts public/> }.into_any(),
        Some(Err(why)) => view! { <Card title="A new certificate"><p>{why}</p></Card> }.into_any(),
        None => view! { <p class="hint">"Issuing and revoking need the role curator or more."</p> }.into_any(),
    };
    view! {
        <PageHeader
            title=format!("Certificates of {label}")
            hint="A certificate states what your record says of the animal. Its code opens a page on which whoever has the paper can check it."
            trail=vec![("Animals".to_owned(), "/animals".to_owned()), (label.clone(), format!("/animals/{animal}"))]
        />
        <Note/>
        <div class="stack">
            {next}
            <Issued certificates may now/>
        </div>
    }
    .into_any()
}

/// What would be stated, and the button that states it.
#[component]
fn Next(animal: AnimalId, facts: Vec<StatedFact>, public: bool) -> impl IntoView {
    let form = use_onward::<IssueCertificate>();
    let terms = facts
        .into_iter()
        .filter(|stated| !stated.value.is_empty())
        .map(|stated| view! { <Term name=stated.fact.label()>{stated.value}</Term> })
        .collect_view();
    let hidden = (!public).then(|| {
        view! {
            <Alert tone=Tone::Info title="This animal isn’t public">
                "The check page then shows that a certificate was issued, when, and its check code, and nothing that it states."
            </Alert>
        }
    });
    view! {
        <Card title="A new certificate" hint="This is what it would state. What is wrong is changed on the animal’s page first: a certificate never changes.">
            <Terms wide=true>{terms}</Terms>
            {hidden}
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="id" value=animal.to_string()/>
                <Checkbox
                    name="confirmed"
                    label="This is right, and our vivarium states it on paper"
                    hint="While the animal is public, whoever has the paper can read it on the check page."
                    error=form.field("confirmed")
                />
                <Button look=Look::Primary busy=form.pending>"Issue the certificate"</Button>
            </PostForm>
        </Card>
    }
    .into_any()
}

#[component]
fn Issued(certificates: Vec<Certificate>, may: bool, now: Timestamp) -> impl IntoView {
    if certificates.is_empty() {
        return view! {
            <Card title="Issued">
                <EmptyState title="No certificate yet" hint="Those that you issue stand here, to print and to revoke." icon=Glyph::Badge/>
            </Card>
        }
        .into_any();
    }
    let count = words::plural(u64::try_from(certificates.len()).unwrap_or_default(), "certificate");
    let rows = certificates.into_iter().map(|certificate| view! { <One certificate may now/> }).collect_view();
    view! {
        <Card title="Issued" hint=count>
            <ul aria-label="Issued certificates" class="stack">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn One(certificate: Certificate, may: bool, now: Timestamp) -> impl IntoView {
    let Certificate { id, token, code, issued_at, issued_by, revoked_at, revoked_because, .. } = certificate;
    let check = format!("{}/check/{token}", use_session_info().public_url);
    let by = issued_by.map(|by| format!(" by {by}")).unwrap_or_default();
    let issued = format!("Issued {}{by}", words::relative(issued_at, now));
    let state = match revoked_at {
        Some(at) => view! {
            <Badge tone=Tone::Error>"Revoked"</Badge>
            <span class="hint">{words::relative(at, now)}": "{revoked_because}</span>
        }
        .into_any(),
        None => view! { <Badge tone=Tone::Success>"Stands"</Badge> }.into_any(),
    };
    let revoked = revoked_at.is_some();
    view! {
        <li class="stack" style="--stack:0.5rem">
            <p class="row"><span class="code">{code.clone()}</span><span>{issued}</span>{state}</p>
            <p class="hint"><a class="link" rel="external" href=check>"Check page"</a></p>
            {(!revoked).then(|| view! { <PaperLinks name="Certificate" href=within(&format!("/certificates/{id}/certificate"))/> })}
            {(may && !revoked).then(|| view! { <Revoke id=id.to_string() code/> })}
        </li>
    }
    .into_any()
}

#[component]
fn Revoke(id: String, code: String) -> impl IntoView {
    let form = use_onward::<RevokeCertificate>();
    let field = format!("reason-{id}");
    view! {
        <details open=move || form.error.get().is_some()>
            <summary>{format!("Revoke {code}")}</summary>
            <PostForm form class="stack">
                <FormProblem state=form/>
                <HiddenInput name="certificate" value=id/>
                <TextInput
                    name="reason"
                    id=field
                    label="Why"
                    hint="For your vivarium only: the check page says just that it is revoked. It can’t be undone."
                    error=form.field("reason")
                    required=true
                />
                <Button look=Look::DangerQuiet busy=form.pending>"Revoke the certificate"</Button>
            </PostForm>
        </details>
    }
    .into_any()
}
