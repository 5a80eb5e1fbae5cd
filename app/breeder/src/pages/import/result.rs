//! What an import did, and taking it back.

use crate::api::import::{CommitImport, RevertImport};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Alert, Button, ButtonLink, Dialog, FormActions, Glyph, HiddenInput, Look, StatGrid, StatTile, Tone, words,
};
use leptos::prelude::*;
use repti_model::exchange::{ImportJob, ImportState, RevertReport};

/// The result with its next steps.
#[component]
pub(super) fn Outcome(job: ImportJob) -> impl IntoView {
    let (reverting, retrying) = (use_onward::<RevertImport>(), use_onward::<CommitImport>());
    let (id, counts, state) = (job.summary.id.to_string(), job.summary.counts, job.summary.state);
    let figure = |count: u32| words::thousands(count.into());
    let next = match state {
        ImportState::Committed => view! {
            <div class="row">
                <ButtonLink href="/animals?sort=-updated" look=Look::Primary>"See the animals"</ButtonLink>
                <Button look=Look::DangerQuiet icon=Glyph::Undo opens="revert-import">"Take it back"</Button>
            </div>
            <Dialog id="revert-import" title="Take this import back?">
                <PostForm form=reverting class="stack">
                    <HiddenInput name="id" value=id/>
                    <p>
                        "The animals that it made are removed again, and those that it changed are set back. Whatever somebody has worked with since stays, and is named afterwards."
                    </p>
                    <FormActions>
                        <Button look=Look::Danger busy=reverting.pending>"Take the import back"</Button>
                        <button type="button" class="btn" popovertarget="revert-import" popovertargetaction="hide">
                            "Cancel"
                        </button>
                    </FormActions>
                </PostForm>
            </Dialog>
        }
        .into_any(),
        ImportState::Failed => view! {
            <PostForm form=retrying>
                <HiddenInput name="id" value=id/>
                <Button look=Look::Primary busy=retrying.pending>"Go on with the import"</Button>
            </PostForm>
        }
        .into_any(),
        ImportState::Reverted => view! {
            <div class="row">
                <ButtonLink href="/import" look=Look::Primary icon=Glyph::Upload>"Import another file"</ButtonLink>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <FormProblem state=reverting/>
        <FormProblem state=retrying/>
        {job.failure.map(|why| view! { <Alert tone=Tone::Error title="It did not finish"><p>{why}</p></Alert> })}
        {job.revert.map(|report| view! { <Reverted report/> })}
        <StatGrid>
            <StatTile label="Created" value=figure(counts.create)/>
            <StatTile label="Changed" value=figure(counts.update)/>
            <StatTile label="Skipped" value=figure(counts.skip)/>
            <StatTile label="Left out, with an error" value=figure(counts.error)/>
            <StatTile label="Parent links" value=figure(counts.links)/>
            <StatTile label="Parents not linked" value=figure(counts.open_parents)/>
        </StatGrid>
        {next}
    }
    .into_any()
}

#[component]
fn Reverted(report: RevertReport) -> impl IntoView {
    let animals = |count: u32| words::plural(count.into(), "animal");
    let links = words::plural(report.links.into(), "parent link");
    let kept = (report.kept > 0).then(|| {
        let more = if report.kept as usize > report.kept_examples.len() { ", and more" } else { "" };
        let names = report.kept_examples.join(", ");
        format!(
            "{} stayed, because somebody has worked with them or their young since: {names}{more}.",
            animals(report.kept)
        )
    });
    view! {
        <Alert tone=Tone::Info title="This import was taken back">
            <p>{format!("{} removed, {} set back, {links} taken away.", animals(report.removed), animals(report.restored))}</p>
            {kept.map(|kept| view! { <p>{kept}</p> })}
        </Alert>
    }
    .into_any()
}
