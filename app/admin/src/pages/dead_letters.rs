//! Jobs that failed for good: what went wrong, trying again, giving up. What a job carries isn't shown: it may be a link of a mail.

use super::{
    note::Note,
    words::{address, exact, is_at_least},
};
use crate::api::health::{DropJob, RetryJob, RetryTask, load_dead_letters};
use app_shared::{
    FormProblem, FormState, PostForm, Stamped,
    loaded::{Loaded, page_data},
    use_onward, use_session_info,
};
use app_ui::{
    Button, Dialog, EmptyState, FormActions, Glyph, HiddenInput, Look, PageHeader, Pager, RelativeTime, Size,
};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{StaffRole, embed::FailedJob, page::Page};

/// The page.
#[component]
pub fn DeadLettersPage() -> impl IntoView {
    let query = use_query_map();
    let data = page_data(
        move || query.with(|query| query.get("cursor").filter(|cursor| !cursor.is_empty())),
        load_dead_letters,
    );
    view! {
        <Title text="Dead letters"/>
        <PageHeader
            title="Dead letters"
            hint="Jobs that failed as often as they may. They wait here until somebody decides."
            trail=vec![("Health".to_owned(), "/system".to_owned())]
        />
        <Note/>
        <Loaded data what="The dead letters" view=|page| view! { <Letters page/> }/>
    }
    .into_any()
}

#[component]
fn Letters(page: Stamped<Page<FailedJob>>) -> impl IntoView {
    let (now, page) = (page.now, page.value);
    if page.items.is_empty() {
        return view! { <EmptyState title="No dead letters" hint="Every job that was left behind has been done, or still has tries." icon=Glyph::CircleCheck/> }
            .into_any();
    }
    let actor = use_session_info().actor;
    let may_retry = is_at_least(actor.as_ref(), StaffRole::Moderator);
    let may_drop = is_at_least(actor.as_ref(), StaffRole::Administrator);
    // One state for all rows: an error stands above the list, once.
    let (retrying, retrying_all, dropping) =
        (use_onward::<RetryJob>(), use_onward::<RetryTask>(), use_onward::<DropJob>());
    let acts = Acts { may_retry, may_drop, retrying, dropping };
    let mut tasks: Vec<String> = page.items.iter().map(|job| job.task.clone()).collect();
    tasks.sort();
    tasks.dedup();
    let next = page.next.as_ref().map(|cursor| address("/system/dead-letters", &[("cursor", cursor)]));
    let all = tasks
        .into_iter()
        .map(|task| {
            let label = format!("Try all of {task} again");
            view! {
                <PostForm form=retrying_all>
                    <HiddenInput name="task" value=task/>
                    <Button size=Size::Small icon=Glyph::Refresh busy=retrying_all.pending>{label}</Button>
                </PostForm>
            }
        })
        .collect_view();
    let rows = page.items.into_iter().map(|job| view! { <Letter job now acts/> }).collect_view();
    view! {
        <FormProblem state=retrying/>
        <FormProblem state=retrying_all/>
        <FormProblem state=dropping/>
        {if may_retry {
            view! { <div class="row mb-4">{all}</div> }.into_any()
        } else {
            view! { <p class="hint mb-4">"Trying again needs a moderator, dropping an administrator."</p> }.into_any()
        }}
        <ol class="letters">{rows}</ol>
        <Pager next/>
    }
    .into_any()
}

/// What may be done with a letter, and how it goes.
#[derive(Clone, Copy)]
struct Acts {
    may_retry: bool,
    may_drop: bool,
    retrying: FormState,
    dropping: FormState,
}

#[component]
fn Letter(job: FailedJob, now: Timestamp, acts: Acts) -> impl IntoView {
    let Acts { may_retry, may_drop, retrying, dropping } = acts;
    let id = job.id.to_string();
    let (dialog, question) = (format!("drop-{id}"), format!("Drop job {id}?"));
    let (retried, told) = (id.clone(), format!("job {id}, {} tries, ", job.attempts));
    let error = if job.last_error.is_empty() { "The job left no error.".to_owned() } else { job.last_error };
    view! {
        <li class="letter">
            <div class="letter-head">
                <span class="code cell-strong">{job.task.clone()}</span>
                <span class="hint num">{told} "failed " <span title=exact(job.failed_at)><RelativeTime at=job.failed_at now/></span></span>
                <span class="row letter-actions">
                    {may_retry
                        .then(|| {
                            view! {
                                <PostForm form=retrying>
                                    <HiddenInput name="id" value=retried/>
                                    <Button size=Size::Small icon=Glyph::Refresh busy=retrying.pending>"Try again"</Button>
                                </PostForm>
                            }
                        })}
                    {may_drop.then(|| view! { <Button look=Look::DangerQuiet size=Size::Small icon=Glyph::Trash opens=dialog.clone()>"Drop…"</Button> })}
                </span>
            </div>
            <pre class="letter-error" tabindex="0" aria-label="Error">{error}</pre>
            {may_drop
                .then(|| {
                    view! {
                        <Dialog id=dialog title=question>
                            <PostForm form=dropping class="stack">
                                <HiddenInput name="id" value=id/>
                                <p>{format!("What it was to do ({}) never happens: a mail isn't sent, an import isn't run. This can't be undone.", job.task)}</p>
                                <FormActions>
                                    <Button look=Look::Danger busy=dropping.pending>"Drop the job"</Button>
                                </FormActions>
                            </PostForm>
                        </Dialog>
                    }
                })}
        </li>
    }
    .into_any()
}
