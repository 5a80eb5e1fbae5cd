//! The form that makes a widget.

use crate::api::embeds::CreateWidget;
use app_shared::{FormProblem, follow, use_form};
use app_ui::{Button, Card, Choice, FormActions, Look, RadioGroup, TextInput, Textarea};
use leptos::prelude::*;
use repti_model::embed::{WidgetKind, WidgetTheme};

/// The form.
#[component]
pub(super) fn Builder() -> impl IntoView {
    let action = ServerAction::<CreateWidget>::new();
    let form = use_form(action);
    follow(action);
    let kinds = WidgetKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label())).collect();
    let themes = WidgetTheme::ALL.iter().map(|theme| Choice::new(theme.as_str(), theme.label())).collect();
    view! {
        <Card title="Make a widget">
            <ActionForm action attr:class="stack">
                <FormProblem state=form/>
                <RadioGroup name="kind" legend="What it shows" choices=kinds value="card" inline=true error=form.field("kind")/>
                <RadioGroup name="theme" legend="Colours" choices=themes value="auto" inline=true error=form.field("theme")/>
                <TextInput
                    name="animal"
                    label="Animal"
                    hint="The address of its page, or its id. Left empty, the widget serves any public animal of yours. Only public animals show."
                    error=form.field("animal")
                />
                <Textarea
                    name="allowed_origins"
                    label="Sites that may show it"
                    hint="One a line, such as https://example.org. No other site can."
                    rows=3
                    mono=true
                    required=true
                    error=form.field("allowed_origins")
                />
                <FormActions>
                    <Button look=Look::Primary busy=form.pending>"Make widget"</Button>
                </FormActions>
            </ActionForm>
        </Card>
    }
    .into_any()
}
