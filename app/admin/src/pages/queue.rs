//! The queue by task.

use super::words::{figure, span};
use app_ui::{Table, Th};
use leptos::prelude::*;
use repti_model::embed::JobCount;

/// Depth and age of each task's queue.
#[component]
pub fn QueueTable(jobs: Vec<JobCount>) -> impl IntoView {
    if jobs.is_empty() {
        return view! { <p class="hint quiet-box">"Nothing is in the queue: no job waits, runs or has failed."</p> }
            .into_any();
    }
    let rows = jobs
        .into_iter()
        .map(|job| {
            let dead = job.failed > 0;
            view! {
                <tr>
                    <td><span class="code">{job.task}</span></td>
                    <td class="num" data-label="Waiting">{figure(job.waiting)}</td>
                    <td class="num" data-label="Running">{figure(job.running)}</td>
                    <td class="num" data-label="Retrying">{figure(job.retrying)}</td>
                    <td class="num" data-label="Failed">
                        {if dead {
                            view! { <a class="link" href="/system/dead-letters">{figure(job.failed)}</a> }.into_any()
                        } else {
                            "0".into_any()
                        }}
                    </td>
                    <td class="num" data-label="Oldest waits">{if job.oldest_seconds > 0 { span(job.oldest_seconds) } else { "–".to_owned() }}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="The queue by task"
            stack=true
            head=|| {
                view! {
                    <Th label="Task"/>
                    <Th label="Waiting" num=true/>
                    <Th label="Running" num=true/>
                    <Th label="Retrying" num=true/>
                    <Th label="Failed" num=true/>
                    <Th label="Oldest waits" num=true/>
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}
