//! What was said of a proposal, and saying something.

use crate::{
    api::catalogue::CommentOnProposal,
    pages::{catalogue::parts::may_propose, words::exact},
};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, FormActions, HiddenInput, RelativeTime, Section, Textarea};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{CatalogueProposalId, catalogue::ProposalComment};

#[component]
pub(super) fn Comments(
    id: CatalogueProposalId,
    comments: Vec<ProposalComment>,
    pending: bool,
    now: Timestamp,
) -> impl IntoView {
    let list = if comments.is_empty() {
        view! { <p class="hint quiet-box">"Nobody has said anything yet."</p> }.into_any()
    } else {
        let lines = comments
            .into_iter()
            .map(|comment| {
                view! {
                    <li class="history-line">
                        <strong>{comment.by}</strong>
                        <span class="history-reason whitespace-pre-line">{comment.text}</span>
                        <span class="hint" title=exact(comment.at)><RelativeTime at=comment.at now/></span>
                    </li>
                }
            })
            .collect_view();
        view! { <ol class="history" aria-label="Comments">{lines}</ol> }.into_any()
    };
    let form = (pending && may_propose()).then(|| view! { <CommentForm id/> });
    view! { <Section title="Discussion"><div class="stack">{list} {form}</div></Section> }.into_any()
}

#[component]
fn CommentForm(id: CatalogueProposalId) -> impl IntoView {
    let form = use_onward::<CommentOnProposal>();
    view! {
        <PostForm form class="stack max-w-3xl">
            <FormProblem state=form ids="comment"/>
            <HiddenInput name="id" value=id.to_string()/>
            <Textarea id="comment-text" name="text" label="Comment" hint="Staff read it; it stays." rows=3 maxlength=2000 value=form.value("text", "") error=form.field("text")/>
            <FormActions><Button busy=form.pending>"Say it"</Button></FormActions>
        </PostForm>
    }
    .into_any()
}
