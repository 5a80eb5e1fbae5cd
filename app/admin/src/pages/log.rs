//! Lines of the audit log beside something else: short, the latest first.

use super::words::exact;
use app_ui::RelativeTime;
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::audit::AuditRow;

/// The lines as a list.
#[component]
pub fn LogLines(lines: Vec<AuditRow>, now: Timestamp) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="hint quiet-box">"The audit log has no line about this."</p> }.into_any();
    }
    let items = lines
        .into_iter()
        .map(|line| {
            let href = format!("/audit?object={}", line.object_id.map(|id| id.to_string()).unwrap_or_default());
            let object = object_of(&line);
            let linked = line.object_id.is_some();
            view! {
                <li class="log-line">
                    <span class="log-action code">{line.action.clone()}</span>
                    <span class="log-who">{actor_of(&line)}</span>
                    <span class="log-what hint">
                        {if linked { view! { <a class="quiet-link" href=href>{object}</a> }.into_any() } else { object.into_any() }}
                    </span>
                    <span class="log-at hint" title=exact(line.at)><RelativeTime at=line.at now/></span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="log-list">{items}</ol> }.into_any()
}

/// Who did it, in words.
#[must_use]
pub fn actor_of(line: &AuditRow) -> String {
    match (&line.actor_name, line.actor_id) {
        (Some(name), _) => name.clone(),
        (None, Some(id)) => id.to_string(),
        (None, None) => "The system".to_owned(),
    }
}

/// What it is about, in words: a name where there is one, else the kind and the id's end.
#[must_use]
pub fn object_of(line: &AuditRow) -> String {
    match (&line.object_name, line.object_id) {
        (Some(name), _) => name.clone(),
        (None, Some(id)) => {
            let id = id.to_string();
            format!("{} …{}", line.object_kind, id.get(id.len() - 6..).unwrap_or_default())
        }
        (None, None) => line
            .detail
            .as_object()
            .map(|detail| {
                detail.iter().map(|(key, value)| format!("{key} {}", bare(value))).collect::<Vec<_>>().join(", ")
            })
            .unwrap_or_default(),
    }
}

/// A value without quotes around words.
#[must_use]
pub fn bare(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
