//! Another plan for a vivarium, in a dialog that says what each has; and which it had before.

use crate::{api::vivariums::SetPlan, pages::words::exact};
use app_shared::{FormProblem, PostForm, use_onward};
use app_ui::{
    Badge, Button, Choice, Dialog, FormActions, HiddenInput, Look, RadioGroup, RelativeTime, Section, TextInput,
};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    VivariumId,
    media::room_words,
    vivarium::{Plan, PlanChange},
};

/// The dialog behind "Plan…".
#[component]
pub(super) fn PlanDialog(
    id: VivariumId,
    name: String,
    plans: Vec<Plan>,
    /// The code of the one it has.
    now: String,
    /// Bytes that its photographs take.
    used: u64,
) -> impl IntoView {
    let form = use_onward::<SetPlan>();
    let choices = plans.iter().map(|plan| Choice::new(plan.code.clone(), plan.name.clone()).hint(hint(plan, used)));
    let choices: Vec<_> = choices.collect();
    // What is refused beside a field stands there, anything else above.
    let whole = move || form.error.with(|error| error.as_ref().is_none_or(|error| error.fields().is_empty()));
    view! {
        <Dialog id="plan" title=format!("Plan of {name}")>
            <PostForm form class="stack">
                {move || whole().then(|| view! { <FormProblem state=form/> })}
                <HiddenInput name="id" value=id.to_string()/>
                <RadioGroup name="plan" legend="Plan" choices value=form.value("plan", now) error=form.field("plan")/>
                <p class="hint">
                    "Of a plan the room for photos and the own logo are held so far. Where there is less room than is used, nothing is deleted and new photos are refused. The owner is told of the new plan by mail, without the reason."
                </p>
                <TextInput
                    id="plan-reason"
                    name="reason"
                    label="Reason"
                    hint="For colleagues. Five characters at least."
                    value=form.value("reason", "")
                    required=true
                    maxlength=500
                    autocomplete="off"
                    error=form.field("reason")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Change the plan"</Button>
                    <button type="button" class="btn" popovertarget="plan" popovertargetaction="hide">"Cancel"</button>
                </FormActions>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// "Free, 1 GB of photos: less than the 3.2 GB that are used".
fn hint(plan: &Plan, used: u64) -> String {
    let mut words = format!("{}, {} of photos", plan.price_words(), room_words(plan.storage));
    if plan.storage < used {
        words.push_str(&format!(": less than the {} that are used", room_words(used)));
    }
    words
}

/// The plans it was given, with the reasons.
#[component]
pub(super) fn PlanHistory(rows: Vec<PlanChange>, now: Timestamp) -> impl IntoView {
    let list = if rows.is_empty() {
        view! { <p class="hint quiet-box">"Never changed by staff."</p> }.into_any()
    } else {
        let items = rows.into_iter().map(|row| line(row, now)).collect_view();
        view! { <ol class="history">{items}</ol> }.into_any()
    };
    view! { <Section title="Plans">{list}</Section> }.into_any()
}

fn line(row: PlanChange, now: Timestamp) -> AnyView {
    view! {
        <li class="history-line">
            <Badge>{row.after}</Badge>
            <span class="history-reason">{row.reason}</span>
            <span class="hint" title=exact(row.at)>
                {format!("was {}, ", row.before)} <a class="quiet-link" href=format!("/people/{}", row.staff_id)>{row.staff_name}</a> ", "
                <RelativeTime at=row.at now/>
            </span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_has_less_than_is_used_says_so() {
        let plan = Plan {
            code: "hobbyist".into(),
            name: "Hobbyist".into(),
            price_cents: 0,
            currency: "USD".into(),
            listings: Some(5),
            members: Some(1),
            storage: 1 << 30,
            api: false,
            white_label: false,
        };
        assert_eq!(hint(&plan, 1 << 30), "Free, 1 GB of photos");
        assert_eq!(hint(&plan, 3 << 30), "Free, 1 GB of photos: less than the 3 GB that are used");
    }
}
