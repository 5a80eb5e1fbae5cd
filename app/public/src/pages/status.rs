//! How the site is, in words.

use crate::{api::status_page, failure::failure, layout::SitePage, meta::PageMeta};
use app_shared::data::told;
use app_ui::{Badge, Glyph, RelativeTime, Tone};
use leptos::prelude::*;
use repti_model::status::{Condition, PartStatus, SiteStatus};

/// `/status`.
#[component]
pub fn StatusPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| told(status_page()));
    view! {
        <PageMeta
            title="Status · ReptiDex"
            description="Which parts of ReptiDex work at this moment, and since when."
            path="/status"
        />
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(status) => report(status),
                        Err(error) => failure(&error, "page"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn report(status: SiteStatus) -> AnyView {
    let now = status.checked;
    let summary = status.summary();
    let checked = now.strftime("%-d %B %Y, %H:%M:%S UTC").to_string();
    let parts = status.parts.into_iter().map(|part| line(part, now)).collect_view();
    view! {
        <article class="wrap wrap-narrow" style="padding-block:2.5rem">
            <h1 class="display">{summary}</h1>
            <p class="hint" style="margin-top:0.75rem">
                "Looked at "<time datetime=now.to_string()>{checked}</time>". This page is made anew whenever it is opened."
            </p>
            <ul class="site-status">{parts}</ul>
        </article>
    }
    .into_any()
}

fn line(part: PartStatus, now: jiff::Timestamp) -> AnyView {
    let meaning = part.meaning();
    let (tone, icon) = match part.condition {
        Condition::Up => (Tone::Success, Glyph::CircleCheck),
        Condition::Degraded => (Tone::Warning, Glyph::Alert),
        Condition::Down => (Tone::Error, Glyph::CircleX),
    };
    let since = part.since.map(|since| {
        // What began after the look of another process is of this moment.
        view! { <span class="hint">"Since "<RelativeTime at=since.min(now) now/></span> }
    });
    view! {
        <li data-part=part.part.as_str() data-condition=part.condition.as_str()>
            <div class="site-status-head">
                <h2>{part.part.label()}</h2>
                <Badge tone icon=icon>{part.condition.label()}</Badge>
            </div>
            <p>{meaning}</p>
            {since}
        </li>
    }
    .into_any()
}
