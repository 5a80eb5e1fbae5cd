//! What would happen, and the button that makes it happen.

use crate::api::import::{CommitImport, DiscardImport};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Alert, Button, ButtonLink, Glyph, HiddenInput, Look, StatGrid, StatTile, Tone, words};
use leptos::prelude::*;
use repti_model::exchange::{ImportCounts, ImportJob};

/// Figures and buttons.
#[component]
pub(super) fn Preview(job: ImportJob) -> impl IntoView {
    let (committing, discarding) = (use_onward::<CommitImport>(), use_onward::<DiscardImport>());
    let counts = job.summary.counts;
    let columns = format!("/import/{}?step=columns", job.summary.id);
    let [id, discarded] = [job.summary.id.to_string(), job.summary.id.to_string()];
    let figure = |count: u32| words::thousands(count.into());
    let externals = (counts.externals > 0)
        .then(|| format!("and {} outside the collection", words::plural(counts.externals.into(), "ancestor")));
    view! {
        <FormProblem state=committing/>
        <FormProblem state=discarding/>
        <StatGrid>
            <StatTile label="New animals" value=figure(counts.create) hint=externals.unwrap_or_default()/>
            <StatTile label="Changed" value=figure(counts.update)/>
            <StatTile label="Here already" value=figure(counts.skip)/>
            <StatTile label="Left out, with an error" value=figure(counts.error)/>
            <StatTile label="Parent links" value=figure(counts.links)/>
            <StatTile label="Parents not linked" value=figure(counts.open_parents)/>
        </StatGrid>
        {nothing(counts).map(|why| view! { <Alert tone=Tone::Info title="There is nothing new in this file"><p>{why}</p></Alert> })}
        <div class="row">
            {nothing(counts)
                .is_none()
                .then(|| {
                    view! {
                        <PostForm form=committing>
                            <HiddenInput name="id" value=id/>
                            <Button look=Look::Primary icon=Glyph::Check busy=committing.pending>"Import now"</Button>
                        </PostForm>
                    }
                })}
            <ButtonLink href=columns>"Change columns"</ButtonLink>
            <PostForm form=discarding>
                <HiddenInput name="id" value=discarded/>
                <Button look=Look::DangerQuiet busy=discarding.pending>"Discard"</Button>
            </PostForm>
        </div>
    }
    .into_any()
}

/// Why there is nothing to import, if so.
fn nothing(counts: ImportCounts) -> Option<&'static str> {
    if counts.create + counts.update + counts.externals + counts.links > 0 {
        return None;
    }
    Some(if counts.skip > 0 {
        "Its animals are here already. To replace what is recorded by what the file says, change the columns and choose so there."
    } else {
        "Every row has an error. Look at them below, or change the columns."
    })
}
