//! The audit log: searched by actor, object, action and time; checked by administrators.

mod filters;
mod verify;

use super::{
    log::{actor_of, bare, object_of},
    words::{address, exact, is_at_least},
};
use crate::api::audit::load_audit;
use app_shared::{
    AppError, Stamped,
    loaded::{Failed, page_data},
    use_session_info,
};
use app_ui::{
    EmptyState, ErrorSummary, Glyph, NoMatches, PageHeader, Pager, RelativeTime, Skeleton, SkeletonKind, Table, Th,
};
use filters::Filters;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{
    StaffRole,
    audit::{AuditForm, AuditRow},
    page::Page,
};
use verify::Verify;

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let part = |name: &str| query.get(name).unwrap_or_default();
            AuditForm {
                actor: part("actor"),
                object: part("object"),
                action: part("action"),
                since: part("since"),
                until: part("until"),
                cursor: part("cursor"),
            }
        })
    });
    let data = page_data(move || asked.get(), load_audit);
    let checks = is_at_least(use_session_info().actor.as_ref(), StaffRole::Administrator);
    view! {
        <Title text="Audit log"/>
        <PageHeader title="Audit log" hint="Append only; each line is bound to the one before it by a hash. Times are UTC."/>
        {checks.then(|| view! { <Verify/> })}
        <Suspense fallback=|| {
            view! { <Skeleton kind=SkeletonKind::Rows count=8/> }
        }>
            {move || Suspend::new(async move {
                let form = asked.get_untracked();
                let answer = data.await;
                let error = answer.as_ref().err().cloned();
                view! {
                    <Filters form=form.clone() error=error/>
                    {match answer {
                        Ok(page) => view! { <Lines page form/> }.into_any(),
                        Err(error) => view! { <Refused error/> }.into_any(),
                    }}
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// A search that can't be run names its fields; anything else is an error of the page.
#[component]
fn Refused(error: AppError) -> impl IntoView {
    if error.fields().is_empty() {
        return Failed(app_shared::loaded::FailedProps { what: "The audit log", error }).into_any();
    }
    let fields = error.fields().0.iter().flat_map(|(name, said)| said.iter().map(|said| (name.clone(), said.clone())));
    view! { <ErrorSummary errors=fields.collect()/> }.into_any()
}

#[component]
fn Lines(page: Stamped<Page<AuditRow>>, form: AuditForm) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        return if form.narrows() {
            view! { <NoMatches things="lines" filters=without(&form) reset="/audit"/> }.into_any()
        } else {
            view! { <EmptyState title="The log is empty" hint="Whatever staff and people do that matters stands here." icon=Glyph::Scroll/> }
                .into_any()
        };
    }
    let to = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| to_address(&AuditForm { cursor: cursor.clone(), ..form.clone() }))
    };
    let (prev, next) = (to(&page.previous), to(&page.next));
    let rows = page.items.into_iter().map(|line| view! { <Line line now/> }).collect_view();
    view! {
        <Table
            caption="Audit log"
            stack=true
            head=|| {
                view! {
                    <Th label="Line" num=true/>
                    <Th label="When"/>
                    <Th label="Action"/>
                    <Th label="By"/>
                    <Th label="About"/>
                    <Th label="Detail"/>
                }
            }
        >
            {rows}
        </Table>
        <Pager prev next/>
    }
    .into_any()
}

#[component]
fn Line(line: AuditRow, now: Timestamp) -> impl IntoView {
    let actor = actor_of(&line);
    let object = object_of(&line);
    let by = line.actor_id.map(|id| to_address(&AuditForm { actor: id.to_string(), ..AuditForm::default() }));
    let about = line.object_id.map(|id| to_address(&AuditForm { object: id.to_string(), ..AuditForm::default() }));
    let page = line.object_id.and_then(|id| match line.object_kind.as_str() {
        "person" => Some(format!("/people/{id}")),
        "vivarium" => Some(format!("/vivariums/{id}")),
        _ => None,
    });
    let detail = line
        .detail
        .as_object()
        .map(|detail| detail.iter().map(|(key, value)| format!("{key}={}", bare(value))).collect::<Vec<_>>().join(" "));
    view! {
        <tr>
            <td class="num cell-muted code" title=format!("sha256 {}", line.hash)>{line.seq}</td>
            <td class="cell-time" title=exact(line.at)><RelativeTime at=line.at now/></td>
            <td data-label="Action"><span class="code cell-strong">{line.action}</span></td>
            <td data-label="By">
                {match by {
                    Some(href) => view! { <a class="quiet-link" href=href title="All lines of this actor">{actor}</a> }.into_any(),
                    None => view! { <span class="hint">{actor}</span> }.into_any(),
                }}
            </td>
            <td data-label="About">
                {match (page.or(about), line.object_id.is_some()) {
                    (Some(href), true) => view! { <a class="row-link" href=href>{object}</a> }.into_any(),
                    _ => view! { <span class="hint">"–"</span> }.into_any(),
                }}
            </td>
            <td class="cell-muted code cell-detail span-all">{detail}</td>
        </tr>
    }
    .into_any()
}

fn to_address(form: &AuditForm) -> String {
    let AuditForm { actor, object, action, since, until, cursor } = form;
    address(
        "/audit",
        &[
            ("actor", actor),
            ("object", object),
            ("action", action),
            ("since", since),
            ("until", until),
            ("cursor", cursor),
        ],
    )
}

/// Each filter in force, with the address without it.
fn without(form: &AuditForm) -> Vec<(String, String)> {
    let base = AuditForm { cursor: String::new(), ..form.clone() };
    let mut all = Vec::new();
    let mut add = |name: &str, text: &str, rest: AuditForm| {
        if !text.is_empty() {
            all.push((format!("{name} “{text}”"), to_address(&rest)));
        }
    };
    add("actor", &base.actor, AuditForm { actor: String::new(), ..base.clone() });
    add("object", &base.object, AuditForm { object: String::new(), ..base.clone() });
    add("action", &base.action, AuditForm { action: String::new(), ..base.clone() });
    add("from", &base.since, AuditForm { since: String::new(), ..base.clone() });
    add("until", &base.until, AuditForm { until: String::new(), ..base.clone() });
    all
}
