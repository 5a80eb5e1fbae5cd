//! Published versions, and what each changed.

use super::parts::{CatalogueTabs, Changes};
use crate::{
    api::catalogue::{load_catalogue_version, load_catalogue_versions},
    pages::{note::Note, words::exact},
};
use app_shared::{
    AppError, Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{PageHeader, RelativeTime, Section, Table, Term, Terms, Th};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use repti_model::{
    ErrorCode, Problem,
    catalogue::{CatalogueVersion, CatalogueVersionPage},
};

/// Every version.
#[component]
pub fn VersionsPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_catalogue_versions());
    view! {
        <Title text="Versions"/>
        <PageHeader title="Versions" hint="What was published of the catalogue of genes. Nothing of it is ever changed."/>
        <CatalogueTabs current="/catalogue/versions"/>
        <Loaded data what="The versions" view=|page| view! { <List page/> }/>
    }
    .into_any()
}

#[component]
fn List(page: Stamped<Vec<CatalogueVersion>>) -> impl IntoView {
    let now = page.now;
    let rows = page.value.into_iter().map(|version| view! { <Row version now/> }).collect_view();
    view! {
        <Table
            caption="Versions"
            stack=true
            head=|| {
                view! {
                    <Th label="Version"/>
                    <Th label="What"/>
                    <Th label="By"/>
                    <Th label="Published"/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(version: CatalogueVersion, now: Timestamp) -> impl IntoView {
    let number = version.number;
    view! {
        <tr>
            <td><a class="row-link" href=format!("/catalogue/versions/{number}")>{format!("Version {number}")}</a></td>
            <td class="span-all" data-label="What">{version.summary}</td>
            <td data-label="By">{version.published_by.unwrap_or_else(|| "Nobody".to_owned())}</td>
            <td data-label="Published"><span title=exact(version.published_at)><RelativeTime at=version.published_at now/></span></td>
        </tr>
    }
    .into_any()
}

/// One version.
#[component]
pub fn VersionPage() -> impl IntoView {
    let params = use_params_map();
    let number =
        Memo::new(move |_| params.with(|params| params.get_str("number").and_then(|text| text.parse::<i32>().ok())));
    let data = page_data(
        move || number.get(),
        |number| async move {
            match number {
                Some(number) => load_catalogue_version(number).await,
                None => Err(AppError::from(Problem::of(ErrorCode::NotFound))),
            }
        },
    );
    view! { <Loaded data what="This version" view=|page| view! { <Shown page/> }/> }.into_any()
}

#[component]
fn Shown(page: Stamped<CatalogueVersionPage>) -> impl IntoView {
    let now = page.now;
    let CatalogueVersionPage { version, changes, newest } = page.value;
    let number = version.number;
    let title = format!("Version {number}");
    let trail = vec![
        ("Catalogue".to_owned(), "/catalogue".to_owned()),
        ("Versions".to_owned(), "/catalogue/versions".to_owned()),
    ];
    let standing = if number == newest {
        "Every page and calculator goes by it now."
    } else {
        "A later version stands in its place."
    };
    let by = version.published_by.unwrap_or_else(|| "Nobody: it came with the program".to_owned());
    let proposal = version.proposal.map(|id| {
        view! { <Term name="Proposal"><a class="link" href=format!("/catalogue/proposals/{id}")>"What was said of it"</a></Term> }
    });
    let changes = if changes.is_empty() {
        view! { <p class="hint quiet-box">"The first version changes nothing: there was none before it."</p> }
            .into_any()
    } else {
        view! { <Changes changes/> }.into_any()
    };
    view! {
        <Title text=title.clone()/>
        <PageHeader title hint=version.summary trail/>
        <Note/>
        <div class="stack" style="--stack:1.5rem">
            <Terms>
                <Term name="Published"><span title=exact(version.published_at)><RelativeTime at=version.published_at now/></span></Term>
                <Term name="By">{by}</Term>
                {proposal}
                <Term name="Standing">{standing}</Term>
            </Terms>
            <Section title="Against the version before">{changes}</Section>
        </div>
    }
    .into_any()
}
