//! Widgets: cards, pedigrees and the calculator on the breeder's own site.

mod builder;
mod preview;
mod snippet;

pub use builder::{EditWidgetPage, NewWidgetPage};

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::embeds::{DisableWidget, EnableWidget, load_widgets};
use app_shared::{FormProblem, FormState, PostForm, use_onward, use_session_info};
use app_ui::{
    Alert, Badge, Button, ButtonLink, EmptyState, Glyph, HiddenInput, Look, PageHeader, Size, Table, Th, Tone,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::{Action, EmbedWidgetId, embed::WidgetView};

/// The list.
#[component]
pub fn EmbedsPage() -> impl IntoView {
    let widgets = page_data(|| (), |()| load_widgets());
    let makes = use_session_info().actor.is_some_and(|actor| actor.may(Action::Administer));
    view! {
        <Title text="Widgets"/>
        <PageHeader
            title="Widgets"
            hint="An animal's card or pedigree on your own site, always as the record stands here; or the genetics calculator."
            actions=move || makes.then(|| view! { <NewWidget/> })
        />
        <Note/>
        <SwitchedOff/>
        <Loaded data=widgets what="Your widgets" view=move |widgets| view! { <List widgets makes/> }/>
    }
    .into_any()
}

#[component]
fn NewWidget() -> impl IntoView {
    view! { <ButtonLink href="/embeds/new" look=Look::Primary icon=Glyph::Plus>"New widget"</ButtonLink> }
}

/// The way back from switching off: the address names the widget.
#[component]
fn SwitchedOff() -> impl IntoView {
    let query = use_query_map();
    let form = use_onward::<EnableWidget>();
    move || {
        let id: Option<EmbedWidgetId> = query.with(|query| query.get_str("off").and_then(|id| id.parse().ok()));
        id.map(|id| {
            view! {
                <div class="mb-4">
                    <Alert tone=Tone::Success>
                        <div class="row row-between">
                            <span>"The widget is switched off. Sites that show it now show a short notice."</span>
                            <PostForm form>
                                <HiddenInput name="id" value=id.to_string()/>
                                <Button size=Size::Small icon=Glyph::Undo busy=form.pending>"Undo"</Button>
                            </PostForm>
                        </div>
                        <FormProblem state=form/>
                    </Alert>
                </div>
            }
        })
    }
}

#[component]
fn List(widgets: Vec<WidgetView>, makes: bool) -> impl IntoView {
    let form = use_onward::<DisableWidget>();
    if widgets.is_empty() {
        return view! {
            <EmptyState
                title="No widget yet"
                hint="Choose what it shows and the sites that may show it, then paste three lines into your page."
                icon=Glyph::Code
            >
                {makes.then(|| view! { <NewWidget/> })}
            </EmptyState>
        }
        .into_any();
    }
    let rows = widgets.into_iter().map(|view| view! { <Row view makes form/> }).collect_view();
    view! {
        <FormProblem state=form/>
        <Table
            caption="Widgets"
            stack=true
            head=move || {
                view! {
                    <Th label="Widget"/>
                    <Th label="Shows"/>
                    <Th label="Sites"/>
                    <Th label="State"/>
                    {makes.then(|| view! { <Th label="Switch off" hide_label=true/> })}
                }
            }
        >
            {rows}
        </Table>
    }
    .into_any()
}

#[component]
fn Row(view: WidgetView, makes: bool, form: FormState) -> impl IntoView {
    let label = label_of(&view);
    let shown = view.animal.as_ref().is_none_or(|animal| animal.public);
    let WidgetView { widget, .. } = view;
    let name = match makes {
        true => view! { <a class="row-link" href=format!("/embeds/{}", widget.id)>{label.clone()}</a> }.into_any(),
        false => view! { <span>{label.clone()}</span> }.into_any(),
    };
    let state = match shown {
        true => view! { <Badge tone=Tone::Success icon=Glyph::Check>"On"</Badge> }.into_any(),
        false => view! { <Badge tone=Tone::Warning icon=Glyph::Lock>"Animal isn't public"</Badge> }.into_any(),
    };
    let sites = widget.allowed_origins.iter().map(|site| view! { <span class="code block">{site.clone()}</span> });
    view! {
        <tr>
            <td>{name}</td>
            <td data-label="Shows">{widget.kind.label()}</td>
            <td data-label="Sites" class="span-all">{sites.collect_view()}</td>
            <td data-label="State">{state}</td>
            {makes
                .then(|| {
                    let said = format!(": the widget of {label}");
                    view! {
                        <td class="num">
                            <PostForm form>
                                <HiddenInput name="id" value=widget.id.to_string()/>
                                <Button look=Look::DangerQuiet size=Size::Small busy=form.pending>
                                    "Switch off"
                                    <span class="visually-hidden">{said}</span>
                                </Button>
                            </PostForm>
                        </td>
                    }
                })}
        </tr>
    }
    .into_any()
}

/// What a widget is called: its animal, or what it is.
fn label_of(view: &WidgetView) -> String {
    if !view.widget.kind.shows_animal() {
        return "Calculator".to_owned();
    }
    match (&view.animal, view.widget.animal_id) {
        (Some(animal), _) => animal.label(),
        (None, Some(_)) => "An animal that is no longer here".to_owned(),
        (None, None) => "Any public animal".to_owned(),
    }
}
