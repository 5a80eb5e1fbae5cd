//! Export: everything at any time, on every plan.

use super::exchange::Exchange;
use app_shared::{error_in_url, within};
use app_ui::{Alert, Card, Glyph, Icon, PageHeader, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::exchange::ExportKind;

/// The page.
#[component]
pub fn ExportPage() -> impl IntoView {
    view! {
        <Title text="Export"/>
        <PageHeader title="Export" hint="Your records are yours: take them along whenever you like."/>
        <Exchange>
            <Files/>
        </Exchange>
    }
    .into_any()
}

#[component]
fn Files() -> impl IntoView {
    let refused = error_in_url("/export/file").map(|error| error.0.detail);
    // The whole first: it is what somebody wants who isn't sure.
    let kinds = [ExportKind::Archive, ExportKind::Csv, ExportKind::Xlsx, ExportKind::Morphmarket];
    let cards = kinds.into_iter().map(|kind| view! { <One kind/> }).collect_view();
    view! {
        {refused.map(|detail| view! { <div class="mb-4"><Alert tone=Tone::Error title="The file could not be made">{detail}</Alert></div> })}
        <div class="grid items-start gap-4 lg:grid-cols-2">{cards}</div>
    }
    .into_any()
}

const fn about(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Csv => {
            "Every animal that isn't archived, ancestors included, one a row. ReptiDex reads it back without loss."
        }
        ExportKind::Xlsx => "The same table as a workbook for Excel, LibreOffice or Google Sheets.",
        ExportKind::Morphmarket => "The living animals of the collection in MorphMarket's own columns.",
        ExportKind::Archive => {
            "Everything: animals, parents, open questions, history, members and imports, as JSON and as CSV, with a README."
        }
    }
}

#[component]
fn One(kind: ExportKind) -> impl IntoView {
    let name = kind.label();
    view! {
        <Card title=name>
            <div class="stack">
                <p>{about(kind)}</p>
                {kind
                    .warning()
                    .map(|warning| view! { <Alert tone=Tone::Warning title="Before you upload it there">{warning}</Alert> })}
                // A file, not a page: the router must let it pass.
                <p>
                    <a class="btn" rel="external" href=within(&format!("/export/file/{kind}")) aria-label=format!("Download {name}")>
                        <Icon glyph=Glyph::Download/>
                        "Download"
                    </a>
                </p>
            </div>
        </Card>
    }
    .into_any()
}
