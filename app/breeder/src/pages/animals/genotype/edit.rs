//! Another basis, chance or evidence for a claim about a gene; or taking it back.

use crate::api::genotype::{ChangeGene, RetractGene};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{Button, Choice, Look, Select, Size, TextInput};
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    genotype::{ClaimBasis, GenotypeClaim},
};

/// What the forms of all claims share.
#[derive(Clone, Copy)]
pub struct Actions {
    changing: FormState,
    retracting: FormState,
}

impl Actions {
    pub fn new() -> Self {
        Self { changing: use_onward::<ChangeGene>(), retracting: use_onward::<RetractGene>() }
    }

    /// What was refused, above the list.
    pub fn problems(self) -> impl IntoView {
        view! {
            <FormProblem state=self.changing/>
            <FormProblem state=self.retracting/>
        }
    }
}

/// Every basis as the choice of a select; a DNA test only where a certificate has made it one.
fn bases(now: ClaimBasis) -> Vec<Choice> {
    let all = ClaimBasis::ALL.iter().filter(|basis| **basis != ClaimBasis::Dna || now == ClaimBasis::Dna);
    all.map(|basis| Choice::new(basis.as_str(), basis.label())).collect()
}

#[component]
pub fn Edit(claim: GenotypeClaim, animal: AnimalId, actions: Actions) -> impl IntoView {
    let Actions { changing, retracting } = actions;
    let words = claim.words.clone();
    let of = claim.id;
    let id = move |field: &str| format!("gene-{of}-{field}");
    let said = |verb: &str| format!("{verb} {words}");
    let (open, save, back) = (said("Change"), said("Save claim of"), said("Take back"));
    // Whether it shows or not isn't a matter of chance, and a name without a gene has none.
    let chance = claim.claimed.copies == Some(1);
    let date = claim.evidence_on.map(|date| date.to_string()).unwrap_or_default();
    view! {
        <details class="disclosure">
            <summary aria-label=open>"Change"</summary>
            <div class="stack mt-2">
                <PostForm form=changing class="stack">
                    <input type="hidden" name="claim" value=claim.id.to_string()/>
                    <input type="hidden" name="animal" value=animal.to_string()/>
                    <div class="grid gap-4 sm:grid-cols-2">
                        <Select
                            id=id("basis")
                            name="basis"
                            label="How is it known?"
                            choices=bases(claim.basis)
                            value=claim.basis.as_str()
                        />
                        {chance
                            .then(|| {
                                view! {
                                    <TextInput
                                        id=id("chance")
                                        name="chance"
                                        label="Chance"
                                        hint="1 when certain, else a part: 2/3, 66% or 50%."
                                        value=claim.claimed.chance.to_string()
                                        mono=true
                                    />
                                }
                            })}
                        <TextInput id=id("evidence") name="evidence" label="Evidence" hint="For the vivarium’s own eyes." value=claim.evidence.clone()/>
                        <TextInput id=id("evidence-on") name="evidence_on" label="Seen, tested or said on" kind="date" value=date/>
                    </div>
                    <div class="row">
                        <Button size=Size::Small busy=changing.pending label=save>
                            "Save claim"
                        </Button>
                    </div>
                </PostForm>
                <PostForm form=retracting>
                    <input type="hidden" name="claim" value=claim.id.to_string()/>
                    <input type="hidden" name="animal" value=animal.to_string()/>
                    <Button look=Look::DangerQuiet size=Size::Small label=back>
                        "Take back"
                    </Button>
                </PostForm>
            </div>
        </details>
    }
    .into_any()
}
