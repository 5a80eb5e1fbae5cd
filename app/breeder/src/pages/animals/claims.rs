//! The parents of an animal as claims: who, how it is known, how likely, and what changes them.

use crate::api::lineage::{ChangeParent, RetractParent};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{
    Alert, Badge, Button, ButtonLink, Choice, CoverThumb, EmptyState, Glyph, Look, RelativeTime, Select, SexMark, Size,
    TextInput, Tone,
};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    animal::{ParentBasis, ParentSide},
    lineage::ParentClaim,
    media::{Cover, Covers},
    registry::SaveConflict,
};

/// The claims that stand, sires first.
#[component]
pub fn Parents(
    child: AnimalId,
    parents: Vec<ParentClaim>,
    covers: Covers,
    lineage: bool,
    now: Timestamp,
) -> impl IntoView {
    if parents.is_empty() {
        return view! {
            <EmptyState title="No parents recorded" hint="Unknown is an answer. Add what is known, with how it is known.">
                {lineage
                    .then(|| {
                        view! {
                            <ButtonLink href=format!("/animals/{child}/parents/new?side=sire") icon=Glyph::Plus>
                                "Add a parent"
                            </ButtonLink>
                        }
                    })}
            </EmptyState>
        }
        .into_any();
    }
    let (retracting, changing) = (use_onward::<RetractParent>(), use_onward::<ChangeParent>());
    let rows = parents
        .into_iter()
        .map(|claim| {
            let cover = super::family::cover_of(&covers, &claim.parent);
            let edit = lineage.then(|| view! { <Edit claim=claim.clone() child changing retracting/> });
            view! {
                <li class="claim">
                    <Line claim cover now/>
                    {edit}
                </li>
            }
        })
        .collect_view();
    view! {
        <FormProblem state=retracting/>
        {move || changing.met::<SaveConflict>().map_or_else(
            || view! { <FormProblem state=changing/> }.into_any(),
            |conflict| view! { <Met conflict/> }.into_any(),
        )}
        <ul class="mb-4" aria-label="Parents">
            {rows}
        </ul>
    }
    .into_any()
}

/// Somebody else changed the claim in the meantime: both values of what differs. The next save is meant, and goes against the version shown here.
#[component]
fn Met(conflict: SaveConflict) -> impl IntoView {
    let said = |field: &str, value: &serde_json::Value| {
        let text = value.as_str().unwrap_or_default();
        match field {
            "basis" => text.parse::<ParentBasis>().map_or_else(|_| text.to_owned(), |basis| basis.label().to_owned()),
            _ if text.is_empty() => "nothing".to_owned(),
            _ => text.to_owned(),
        }
    };
    let rows = conflict
        .fields
        .iter()
        .map(|(field, both)| {
            let name = match field.as_str() {
                "basis" => "How it is known",
                "chance" => "Chance",
                _ => "Note",
            };
            view! {
                <li>
                    <strong>{name}</strong> ": yours " {said(field, &both.yours)} ", theirs " {said(field, &both.theirs)}
                </li>
            }
        })
        .collect_view();
    view! {
        <Alert tone=Tone::Warning title="Somebody changed this claim while you were editing">
            <p>"Yours wasn’t saved and still stands in the form. Save again to put it in place of theirs, or reload the page to keep theirs."</p>
            <ul aria-label="Both values">{rows}</ul>
        </Alert>
    }
    .into_any()
}

#[component]
fn Line(claim: ParentClaim, cover: Option<Option<Cover>>, now: Timestamp) -> impl IntoView {
    let name = claim.parent.label().to_owned();
    let code = (claim.parent.code != name).then(|| claim.parent.code.clone());
    let who = match super::family::page_of(&claim.parent, &app_shared::use_session_info().public_url) {
        Some(href) => view! { <a class="link claim-name" href=href>{name}</a> }.into_any(),
        None => view! { <span class="claim-name">{name}</span> }.into_any(),
    };
    let chance = (!claim.chance.is_certain()).then(|| format!("{} · {} %", claim.chance, claim.chance.percent()));
    let breeder = claim.parent.breeder.as_ref().map(|breeder| format!("of {}", breeder.name));
    let by = claim.declared_by.unwrap_or_else(|| "An import or a former member".to_owned());
    view! {
        <div class="row">
            <span class="claim-side">{claim.side.label()}</span>
            {cover.map(|cover| view! { <CoverThumb cover/> })}
            {who}
            {code.map(|code| view! { <span class="code">{code}</span> })}
            <SexMark sex=claim.parent.sex bare=true/>
            <span class="mono hint">{claim.parent.genotype_text}</span>
            {breeder.map(|breeder| view! { <span class="hint">{breeder}</span> })}
            <Badge tone=if claim.basis == ParentBasis::Declared { Tone::Neutral } else { Tone::Success }>
                {claim.basis.label()}
            </Badge>
            {chance.map(|chance| view! { <Badge tone=Tone::Warning>{chance}</Badge> })}
        </div>
        <p class="claim-how hint">
            {by} " recorded it " <RelativeTime at=claim.declared_at now/>
            {(!claim.note.is_empty()).then(|| format!(": “{}”", claim.note))}
        </p>
    }
}

/// Another basis, chance or note; or taking the claim back.
#[component]
fn Edit(claim: ParentClaim, child: AnimalId, changing: FormState, retracting: FormState) -> impl IntoView {
    let name = claim.parent.label().to_owned();
    let side = if claim.side == ParentSide::Sire { "sire" } else { "dam" };
    // What came out of a verification isn't anybody's to choose.
    let verified = !matches!(claim.basis, ParentBasis::Declared | ParentBasis::BreedingRecord);
    let bases = [ParentBasis::Declared, ParentBasis::BreedingRecord]
        .map(|basis| Choice::new(basis.as_str(), basis.label()))
        .to_vec();
    let (link, version) = (claim.id, claim.version);
    let meant = move || {
        // The state is that of all claims: which one the last answer was about, its form has said.
        let met = changing.met::<SaveConflict>().filter(|_| changing.sent("link") == Some(link.to_string()));
        met.map_or(version, |conflict| conflict.version).to_string()
    };
    let id = move |field: &str| format!("claim-{link}-{field}");
    let said = |verb: &str| format!("{verb} {name} as {side}");
    let (open, save, back) = (said("Change"), said("Save claim of"), said("Take back"));
    view! {
        <details class="disclosure claim-how">
            <summary aria-label=open>"Change"</summary>
            <div class="stack mt-2">
                <PostForm form=changing class="stack">
                    <input type="hidden" name="link" value=claim.id.to_string()/>
                    <input type="hidden" name="child" value=child.to_string()/>
                    <input type="hidden" name="version" prop:value=meant value=version.to_string()/>
                    <div class="grid gap-4 sm:grid-cols-3">
                        {(!verified)
                            .then(|| {
                                view! {
                                    <Select
                                        id=id("basis")
                                        name="basis"
                                        label="How is it known?"
                                        choices=bases
                                        value=claim.basis.as_str()
                                    />
                                }
                            })}
                        <TextInput
                            id=id("chance")
                            name="chance"
                            label="Chance"
                            hint="1 when certain, else a part: 1/2 or 50%."
                            value=claim.chance.to_string()
                            mono=true
                        />
                        <TextInput id=id("note") name="note" label="Note" value=claim.note.clone()/>
                    </div>
                    <div class="row">
                        <Button size=Size::Small busy=changing.pending label=save>
                            "Save claim"
                        </Button>
                    </div>
                </PostForm>
                <PostForm form=retracting>
                    <input type="hidden" name="link" value=claim.id.to_string()/>
                    <input type="hidden" name="child" value=child.to_string()/>
                    <Button look=Look::DangerQuiet size=Size::Small label=back>
                        "Take back"
                    </Button>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
