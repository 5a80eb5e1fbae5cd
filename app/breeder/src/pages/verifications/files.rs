//! The files beside a claim: what either side put there, adding one, and taking one's own away.

use crate::api::evidence::RemoveEvidence;
use app_shared::{FormProblem, PostForm, error_in_url, use_onward, within};
use app_ui::{
    Alert, Badge, Button, Checkbox, FileInput, FormActions, Glyph, HiddenInput, Look, RelativeTime, Size, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId, EvidenceId,
    evidence::{CertificateState, EvidenceFile, MAX_EVIDENCE_BYTES, size_words},
    lineage::{ClaimSaid, VerificationCase, VerificationParty, VerificationState},
};

/// Where the host takes files.
const UPLOAD: &str = "/evidence/upload";
/// Bytes of a file, as the browser counts them.
const MOST_BYTES: u64 = MAX_EVIDENCE_BYTES as u64;

/// The section of a case; `back` is the animal whose page shows it.
#[component]
pub fn Files(case: VerificationCase, back: Option<AnimalId>, lineage: bool, now: Timestamp) -> impl IntoView {
    let label = about(&case);
    let mine = case.mine == VerificationParty::Child;
    let wrote = case.steps.iter().any(|step| step.party == case.mine);
    let claim = case.claim.to_string();
    // A certificate speaks of what the claim says now.
    let certificate = mine && !case.said.is_dna() && case.state != VerificationState::Overturned;
    let rows = case.files.into_iter().map(|file| view! { <FileLine file back lineage now/> }).collect::<Vec<_>>();
    let list = (!rows.is_empty()).then(|| {
        view! { <ul class="stack" style="--stack:0.375rem" aria-label=format!("Files: {label}")>{rows}</ul> }
    });
    let add = lineage.then(|| view! { <Add claim label certificate wrote back/> });
    view! {
        <div class="claim-how stack" style="--stack:0.375rem">
            {list}
            {add}
        </div>
    }
    .into_any()
}

/// The claim in a few words, for those who hear the page.
fn about(case: &VerificationCase) -> String {
    match &case.said {
        ClaimSaid::Parent { side, .. } => {
            format!("{} {} of {}", side.label().to_lowercase(), case.parent.label(), case.child.label())
        }
        ClaimSaid::Gene { words, .. } => format!("{words} of {}", case.child.label()),
    }
}

#[component]
fn FileLine(file: EvidenceFile, back: Option<AnimalId>, lineage: bool, now: Timestamp) -> impl IntoView {
    let EvidenceFile { id, name, kind, size, certificate, judgement, by, at, withdrawn_at, own, rests, step, .. } =
        file;
    let href = within(&format!("/evidence/{id}"));
    let by = by.unwrap_or_else(|| "A former member".to_owned());
    let shown = kind.is_picture().then(|| {
        let show = format!("{href}?show=1");
        let label = format!("Show {name}");
        view! { <a class="link" href=show target="_blank" rel="external noopener" aria-label=label>"Show"</a> }
    });
    let state = match certificate {
        CertificateState::Plain => None,
        CertificateState::Waiting => Some((Tone::Info, Glyph::Clock)),
        CertificateState::Accepted => Some((Tone::Success, Glyph::Badge)),
        CertificateState::Refused => Some((Tone::Warning, Glyph::X)),
    };
    let state = state.map(|(tone, icon)| view! { <Badge tone icon>{certificate.label()}</Badge> });
    let written = (!judgement.is_empty())
        .then(|| view! { <span class="hint">"ReptiDex: " <q class="whitespace-pre-line">{judgement}</q></span> });
    let gone = withdrawn_at.map(|at| view! { <span class="hint">"withdrawn " <RelativeTime at now/></span> });
    let link = view! { <a class="link" href=href rel="external">{name.clone()}</a> };
    let link = if withdrawn_at.is_some() { view! { <s>{link}</s> }.into_any() } else { link.into_any() };
    let remove =
        (own && lineage && withdrawn_at.is_none()).then(|| view! { <Remove file=id name=name.clone() rests back/> });
    view! {
        <li class="row">
            {link}
            <span class="hint">{format!("{}, {}", kind.label(), size_words(size.into()))}</span>
            {shown}
            {state}
            <span class="hint">
                {step.is_some().then_some("with a message, ")} {by} " " <RelativeTime at now/>
            </span>
            {gone}
            {written}
            {remove}
        </li>
    }
    .into_any()
}

/// Taking a file away can't be undone, so it is asked for twice.
#[component]
fn Remove(file: EvidenceId, name: String, rests: bool, back: Option<AnimalId>) -> impl IntoView {
    let form = use_onward::<RemoveEvidence>();
    let (verb, told) = if rests {
        ("Withdraw", "Somebody may have gone by it, so it stays readable for both sides, marked as withdrawn.")
    } else {
        ("Remove", "It is gone for good.")
    };
    let label = format!("{verb} {name}");
    let again = format!("{verb} {name}, yes");
    view! {
        <details class="disclosure">
            <summary aria-label=label>{verb}</summary>
            <PostForm form class="stack mt-2">
                <FormProblem state=form/>
                <HiddenInput name="file" value=file.to_string()/>
                {back.map(|back| view! { <HiddenInput name="back" value=back.to_string()/> })}
                <p class="hint">{told}</p>
                <FormActions>
                    <Button look=Look::DangerQuiet size=Size::Small busy=form.pending label=again>{verb}</Button>
                </FormActions>
            </PostForm>
        </details>
    }
    .into_any()
}

/// A plain form: the file goes to the host itself, with or without JavaScript.
#[component]
fn Add(claim: String, label: String, certificate: bool, wrote: bool, back: Option<AnimalId>) -> impl IntoView {
    // Each claim's form has its own errors.
    let refused = error_in_url(&format!("{UPLOAD}#{claim}"));
    let open = refused.is_some();
    let of_field = refused
        .as_ref()
        .and_then(|error| error.fields().0.values().next().and_then(|messages| messages.first().cloned()));
    let whole = refused.filter(|_| of_field.is_none()).map(|error| error.0.detail);
    let id = |field: &str| format!("evidence-{}-{field}", claim.replace(':', "-"));
    let summary = format!("Add a file: {label}");
    let problem = whole.map(|detail| {
        view! { <div data-form-problem="" tabindex="-1"><Alert tone=Tone::Error>{detail}</Alert></div> }
    });
    let (file_id, certificate_id, message_id) = (id("file"), id("certificate"), id("message"));
    view! {
        <details class="disclosure" open=open>
            <summary aria-label=summary>"Add a file"</summary>
            <form action=within(UPLOAD) method="post" enctype="multipart/form-data" class="stack mt-2">
                {problem}
                <HiddenInput name="claim" value=claim/>
                {back.map(|back| view! { <HiddenInput name="back" value=back.to_string()/> })}
                {certificate
                    .then(|| {
                        view! {
                            <Checkbox
                                id=certificate_id
                                name="certificate"
                                value="true"
                                label="A laboratory’s certificate of a DNA test"
                                hint="ReptiDex looks at it. Once accepted, the claim is known by a DNA test."
                            />
                        }
                    })}
                {wrote
                    .then(|| {
                        view! {
                            <Checkbox id=message_id name="with_message" value="true" label="It belongs to what we wrote last"/>
                        }
                    })}
                <FileInput
                    id=file_id
                    name="file"
                    label="File"
                    hint="PDF, PNG, JPEG or WebP, at most 10 MB. The other side of a verification and ReptiDex’s staff read it, too."
                    accept=".pdf,.png,.jpg,.jpeg,.webp"
                    required=true
                    max_bytes=MOST_BYTES
                    error=of_field
                />
                <FormActions>
                    <Button size=Size::Small icon=Glyph::Upload>"Add the file"</Button>
                </FormActions>
            </form>
        </details>
    }
    .into_any()
}
