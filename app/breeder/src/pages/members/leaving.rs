//! Handing the vivarium over, and leaving it.

use crate::api::members::{HandOverVivarium, LeaveVivarium};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{Button, Card, Choice, Dialog, Look, Select};
use leptos::prelude::*;
use repti_model::vivarium::MemberRow;

/// For the herpetologist: another one in the own place.
#[component]
pub(super) fn HandOver(others: Vec<MemberRow>) -> impl IntoView {
    let form = use_onward::<HandOverVivarium>();
    let choices = others.into_iter().map(|member| Choice::new(member.id.to_string(), member.display_name)).collect();
    view! {
        <Card title="Hand over" hint="Another member becomes herpetologist in your place; you stay as curator.">
            <Button look=Look::DangerQuiet opens="hand-over">"Hand the vivarium over…"</Button>
            <Dialog id="hand-over" title="Hand the vivarium over?">
                <PostForm form class="stack">
                    <FormProblem state=form/>
                    <Select name="to" label="New herpetologist" choices required=true/>
                    <p class="hint">"Only they can give it back."</p>
                    <Button look=Look::Danger busy=form.pending>"Hand over"</Button>
                </PostForm>
            </Dialog>
        </Card>
    }
    .into_any()
}

/// For everybody: the way out.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let form = use_onward::<LeaveVivarium>();
    view! {
        <Card title="Leave" hint="You lose access; what you recorded stays. The last herpetologist hands over first.">
            <Button look=Look::DangerQuiet opens="leave">"Leave the vivarium…"</Button>
            <Dialog id="leave" title="Leave this vivarium?">
                <PostForm form class="stack">
                    <FormProblem state=form/>
                    <p>"To come back you need a new invitation."</p>
                    <Button look=Look::Danger busy=form.pending>"Leave"</Button>
                </PostForm>
            </Dialog>
        </Card>
    }
    .into_any()
}
