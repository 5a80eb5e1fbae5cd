//! The widget builder: cards and pedigrees on the breeder's own site.

mod builder;

use super::{loaded::Loaded, note::Note};
use crate::api::embeds::{DisableWidget, load_widgets};
use app_shared::{FormProblem, FormState, follow, use_form, use_session_info};
use app_ui::{Button, Card, CodeBlock, EmptyState, Glyph, HiddenInput, Look, PageHeader, Size, Term, Terms};
use builder::Builder;
use leptos::prelude::*;
use leptos_meta::Title;
use repti_model::embed::WidgetRow;

/// The page.
#[component]
pub fn EmbedsPage() -> impl IntoView {
    let widgets = Resource::new_blocking(|| (), |()| load_widgets());
    view! {
        <Title text="Widgets"/>
        <PageHeader title="Widgets" hint="An animal's card or pedigree on your own site, always as it stands here."/>
        <Note/>
        <div class="stack max-w-3xl">
            <Builder/>
            <Loaded data=widgets what="Your widgets" view=|widgets| view! { <List widgets/> }/>
        </div>
    }
    .into_any()
}

#[component]
fn List(widgets: Vec<WidgetRow>) -> impl IntoView {
    let action = ServerAction::<DisableWidget>::new();
    let form = use_form(action);
    follow(action);
    if widgets.is_empty() {
        return view! { <EmptyState title="No widget yet" hint="Make one above; its code then stands here." icon=Glyph::Code/> }.into_any();
    }
    let cards = widgets.into_iter().map(|widget| view! { <One widget action form/> }).collect_view();
    view! {
        <FormProblem state=form/>
        {cards}
    }
    .into_any()
}

#[component]
fn One(widget: WidgetRow, action: ServerAction<DisableWidget>, form: FormState) -> impl IntoView {
    let embed_url = use_session_info().embed_url;
    let preview = widget.animal_id.map(|_| format!("{embed_url}/w/{}", widget.key));
    let code = snippet(&embed_url, &widget);
    let title = format!("{} {}", widget.kind.label(), widget.key.get(..8).unwrap_or_default());
    view! {
        <Card title=title.clone()>
            <div class="stack">
                <Terms>
                    <Term name="Shown on">{widget.allowed_origins.join(", ")}</Term>
                    <Term name="Theme">{widget.theme.label()}</Term>
                    <Term name="Animal">{if widget.animal_id.is_some() { "One animal" } else { "Any public animal: name it in the code" }}</Term>
                </Terms>
                <CodeBlock label="HTML for your site" code/>
                {preview
                    .map(|src| {
                        view! {
                            <figure>
                                <figcaption class="field-label">"Preview"</figcaption>
                                <iframe
                                    src=src
                                    title=format!("Preview of {title}")
                                    class="h-96 w-full rounded border border-(--line)"
                                ></iframe>
                            </figure>
                        }
                    })}
                <ActionForm action>
                    <HiddenInput name="id" value=widget.id.to_string()/>
                    <Button look=Look::DangerQuiet size=Size::Small busy=form.pending>"Switch off"</Button>
                </ActionForm>
            </div>
        </Card>
    }
    .into_any()
}

/// What goes into the other site's page. The link inside is what shows while scripts don't run.
fn snippet(embed_url: &str, widget: &WidgetRow) -> String {
    let animal = if widget.animal_id.is_some() { "" } else { " animal=\"ANIMAL-ID\"" };
    let query = if widget.animal_id.is_some() { "" } else { "?animal=ANIMAL-ID" };
    format!(
        "<script src=\"{embed_url}/v1.js\" async></script>\n<reptidex-widget widget=\"{key}\"{animal}>\n  \
         <a href=\"{embed_url}/w/{key}{query}\">See it on ReptiDex</a>\n</reptidex-widget>",
        key = widget.key,
    )
}
