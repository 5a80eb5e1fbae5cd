//! The genotype of an animal: what is claimed gene by gene and how it is known, and apart from it what relatives say.

mod edit;
mod odds;

use crate::api::genotype::{GenotypeShown, RestoreGene, TakeGenotypeText};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Alert, AnswerBadge, BasisBadge, Button, ButtonLink, Card, ClaimChip, DateText, EmptyState, Glyph, RelativeTime,
    Size, Tone,
};
use edit::Edit;
use jiff::Timestamp;
use leptos::prelude::*;
use odds::{Odds, Questions};
use repti_model::{
    AnimalId,
    genotype::{ClaimBasis, ClaimLook, GeneVerification, GenotypeClaim, GenotypeRecord, OfferedGene},
};

/// The section of the animal's page.
#[component]
pub fn GenotypeCard(id: AnimalId, genotype: GenotypeShown, lineage: bool, now: Timestamp) -> impl IntoView {
    let GenotypeShown { record, odds } = genotype;
    let GenotypeRecord { species, name, claims, retracted, offered, unread, verified } = record;
    let known = species.is_some();
    let claimable = lineage && known;
    let none = claims.is_empty();
    let (questions, odds) = match odds {
        Ok(mut odds) => (std::mem::take(&mut odds.questions), view! { <Odds odds/> }.into_any()),
        Err(why) => (
            Vec::new(),
            view! { <p class="hint">"What its relatives say isn’t reckoned just now. " {why}</p> }.into_any(),
        ),
    };
    view! {
        <Card
            id="genotype"
            title="Genotype"
            hint="Each gene is a claim, and says how it is known."
            actions=move || {
                claimable
                    .then(|| {
                        view! {
                            <ButtonLink href=format!("/animals/{id}/genotype") size=Size::Small icon=Glyph::Plus>
                                "Claim genes"
                            </ButtonLink>
                        }
                    })
            }
        >
            <div class="stack">
                <Questions questions/>
                {(!known)
                    .then(|| {
                        view! { <p class="hint">"This species isn’t in the catalogue of genes yet, so its genes can’t be claimed. The text of the record stays as it is."</p> }
                    })}
                {(known && none && offered.is_empty())
                    .then(|| {
                        view! {
                            <EmptyState title="No genes claimed" hint="Unknown is an answer. Claim what is known, with how it is known."/>
                        }
                    })}
                {name.map(|name| view! { <p class="serif">{name}</p> })}
                {(!none).then(|| view! { <Claims claims verified id lineage now/> })}
                <Offer id offered unread lineage/>
                <TakenBack retracted id lineage now/>
                {odds}
            </div>
        </Card>
    }
    .into_any()
}

#[component]
fn Claims(
    claims: Vec<GenotypeClaim>,
    verified: Vec<GeneVerification>,
    id: AnimalId,
    lineage: bool,
    now: Timestamp,
) -> impl IntoView {
    let edit = lineage.then(edit::Actions::new);
    let rows = claims
        .into_iter()
        .map(|claim| {
            let change = edit.map(|actions| view! { <Edit claim=claim.clone() animal=id actions/> });
            let answer = verified.iter().find(|answer| answer.claim_id == claim.id).cloned();
            view! {
                <li class="claim">
                    <Line claim answer now/>
                    {change}
                </li>
            }
        })
        .collect_view();
    view! {
        {edit.map(|actions| actions.problems())}
        <ul aria-label="Claimed genes">{rows}</ul>
    }
    .into_any()
}

/// A claim in a line, and who says so below.
#[component]
fn Line(claim: GenotypeClaim, answer: Option<GeneVerification>, now: Timestamp) -> impl IntoView {
    let by = claim.declared_by.unwrap_or_else(|| "A former member".to_owned());
    let gone = (claim.look == ClaimLook::Unknown)
        .then(|| view! { <span class="hint">"The catalogue of this species has no such gene."</span> });
    view! {
        <div class="row">
            <ClaimChip words=claim.words look=claim.look/>
            <BasisBadge basis=claim.basis/>
            {answer.map(|answer| view! { <AnswerBadge answer/> })}
            {claim.evidence_on.map(|date| view! { <span class="hint"><DateText date/></span> })}
            {gone}
        </div>
        <p class="hint">
            {by} " recorded it " {claim.declared_at.map(|at| view! { <RelativeTime at now/> })}
            {(!claim.evidence.is_empty()).then(|| format!(": “{}”", claim.evidence))}
        </p>
    }
}

/// What the text of the record says beyond the claims, one press away from being claimed.
#[component]
fn Offer(id: AnimalId, offered: Vec<OfferedGene>, unread: Option<String>, lineage: bool) -> impl IntoView {
    if let Some(why) = unread {
        return view! {
            <Alert tone=Tone::Info title="The genotype text can’t be taken as claims">
                <p>{why} " It stays as written; say it otherwise in the record, or claim the genes one by one."</p>
            </Alert>
        }
        .into_any();
    }
    if offered.is_empty() {
        return ().into_any();
    }
    let chips =
        offered.into_iter().map(|gene| view! { <li><ClaimChip words=gene.words look=gene.look/></li> }).collect_view();
    let take = lineage.then(|| {
        let form = use_onward::<TakeGenotypeText>();
        let one = move |basis: ClaimBasis, words: &'static str| {
            view! {
                <PostForm form>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="basis" value=basis.as_str()/>
                    <Button size=Size::Small busy=form.pending>{words}</Button>
                </PostForm>
            }
        };
        view! {
            <FormProblem state=form/>
            <div class="row">
                {one(ClaimBasis::SellerStated, "Claim them as stated by the seller")}
                {one(ClaimBasis::Visual, "Claim them as seen on the animal")}
            </div>
        }
    });
    view! {
        <div class="stack" style="--stack:0.5rem">
            <p class="field-label">"From the genotype text, not claimed yet"</p>
            <ul class="genes" aria-label="Genes of the genotype text">{chips}</ul>
            {take}
        </div>
    }
    .into_any()
}

/// Claims that were taken back, each with the way back.
#[component]
fn TakenBack(retracted: Vec<GenotypeClaim>, id: AnimalId, lineage: bool, now: Timestamp) -> impl IntoView {
    if retracted.is_empty() {
        return ().into_any();
    }
    let form = use_onward::<RestoreGene>();
    let rows = retracted
        .into_iter()
        .map(|claim| {
            let label = format!("Put it back: {}", claim.words);
            let back = lineage.then(|| {
                view! {
                    <PostForm form>
                        <input type="hidden" name="claim" value=claim.id.to_string()/>
                        <input type="hidden" name="animal" value=id.to_string()/>
                        <Button size=Size::Small label>"Put it back"</Button>
                    </PostForm>
                }
            });
            view! {
                <li class="row">
                    <ClaimChip words=claim.words look=claim.look/>
                    <BasisBadge basis=claim.basis/>
                    {claim.retracted_at.map(|at| view! { <span class="hint">"taken back " <RelativeTime at now/></span> })}
                    {back}
                </li>
            }
        })
        .collect_view();
    view! {
        <FormProblem state=form/>
        <details class="disclosure">
            <summary>"Taken back"</summary>
            <ul class="stack mt-2" style="--stack:0.375rem" aria-label="Claims taken back">{rows}</ul>
        </details>
    }
    .into_any()
}
