//! The list of breeders.

use crate::{api::breeders_page, cards::BreederList, failure::failure, layout::SitePage, meta::PageMeta};
use app_shared::data::told;
use app_ui::{EmptyState, NoMatches, PageHeader, Pager, SearchBox, with_params};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::{page::Page, public::BreederCard};

/// `/breeders`.
#[component]
pub fn BreedersPage() -> impl IntoView {
    let params = use_query_map();
    let asked = move || params.with(|params| (params.get("q").unwrap_or_default(), params.get("after")));
    let found = Resource::new(asked, |(q, cursor)| async move { (q.clone(), told(breeders_page(q, cursor)).await) });
    view! {
        <SitePage>
            <Suspense>
                {move || Suspend::new(async move {
                    let (q, found) = found.await;
                    match found {
                        Ok(page) => list(&q, page),
                        Err(error) => failure(&error, "page"),
                    }
                })}
            </Suspense>
        </SitePage>
    }
    .into_any()
}

fn list(q: &str, page: Page<BreederCard>) -> AnyView {
    let at = |cursor: String| {
        let words = (!q.is_empty()).then_some(("q", q));
        with_params("/breeders", &words.into_iter().chain([("after", cursor.as_str())]).collect::<Vec<_>>())
    };
    let (previous, next) = (page.previous.map(at), page.next.map(at));
    let content = match (page.items.is_empty(), q.is_empty()) {
        (false, _) => view! { <BreederList breeders=page.items /> }.into_any(),
        (true, true) => view! { <EmptyState title="No breeder is listed yet" hint="A vivarium shows here once its owner lists it." /> }.into_any(),
        (true, false) => {
            let filters = vec![(format!("“{q}”"), "/breeders".to_owned())];
            view! { <NoMatches things="breeders" filters reset="/breeders" /> }.into_any()
        }
    };
    view! {
        <PageMeta
            title="Breeders · ReptiDex"
            description="Breeders who record their animals and pairings on ReptiDex."
            path="/breeders"
        />
        <div class="wrap stack" style="--stack:1.25rem; padding-block:1.75rem">
            <PageHeader title="Breeders" hint="Everybody who shows animals here." />
            <SearchBox label="Search breeders by name" action="/breeders" value=q.to_owned() />
            {content}
            <Pager prev=previous next />
        </div>
    }
    .into_any()
}
