//! The builder: an animal, what of it, in which colours, on which sites, and at once how it looks.

use super::{label_of, preview::Preview, snippet::snippet};
use crate::{
    api::embeds::{BuilderStart, SaveWidget, find_widget_animals, load_builder},
    pages::{
        loaded::{Loaded, page_data},
        note::Note,
    },
};
use app_shared::{FormProblem, PostForm, use_onward, use_session_info};
use app_ui::{
    Alert, Button, ButtonLink, Card, Choice, CodeBlock, FormActions, HiddenInput, Look, PageHeader, RadioGroup,
    TextInput, Textarea, Tone,
};
use leptos::{
    leptos_dom::helpers::debounce,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Event, HtmlInputElement},
};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use repti_model::{
    EmbedWidgetId,
    embed::{WidgetAccent, WidgetAnimal, WidgetKind, WidgetTheme, WidgetView},
};
use std::time::Duration;

/// A new widget.
#[component]
pub fn NewWidgetPage() -> impl IntoView {
    let data = page_data(|| (), |()| load_builder(None));
    view! {
        <Title text="New widget"/>
        <PageHeader title="New widget" trail=trail()/>
        <Loaded data what="The builder" view=|start| view! { <Builder start/> }/>
    }
    .into_any()
}

/// A widget that is there: its code, and the same form.
#[component]
pub fn EditWidgetPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<EmbedWidgetId>().ok())));
    // An id that is none finds nothing, which is what the page then says.
    let data = page_data(move || id.get(), |id| load_builder(Some(id.unwrap_or_default())));
    view! {
        <Title text="Widget"/>
        <Loaded
            data
            what="The widget"
            view=|start| {
                let title = start.widget.as_ref().map(title_of).unwrap_or_default();
                view! {
                    <PageHeader title trail=trail()/>
                    <Note/>
                    <Builder start/>
                }
            }
        />
    }
    .into_any()
}

fn title_of(view: &WidgetView) -> String {
    let label = label_of(view);
    if view.widget.kind.shows_animal() { format!("Widget of {label}") } else { format!("{label} widget") }
}

fn trail() -> Vec<(String, String)> {
    vec![("Widgets".to_owned(), "/embeds".to_owned())]
}

macro_rules! choices {
    ($words:ty) => {
        <$words>::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect::<Vec<_>>()
    };
}

#[component]
fn Builder(start: BuilderStart) -> impl IntoView {
    let form = use_onward::<SaveWidget>();
    let BuilderStart { widget: view, animals } = start;
    let saved = view.as_ref().map(|view| &view.widget);
    // The animal's page leads here with its code in the address.
    let asked = use_query_map().with_untracked(|query| query.get_str("animal").map(str::to_owned)).unwrap_or_default();
    let first = view.as_ref().map_or(asked, |view| view.animal.as_ref().map(|a| a.code.clone()).unwrap_or_default());
    let kind = RwSignal::new(saved.map(|widget| widget.kind).unwrap_or_default());
    let theme = RwSignal::new(saved.map(|widget| widget.theme).unwrap_or_default());
    let accent = RwSignal::new(saved.map(|widget| widget.accent).unwrap_or_default());
    let animal = RwSignal::new(first.clone());
    let sites = saved.map(|widget| widget.allowed_origins.join("\n")).unwrap_or_default();
    let (id, version) = (saved.map(|widget| widget.id), saved.map(|widget| widget.version));
    let known = Known::new(animals, view.as_ref());
    let path = Signal::derive(move || {
        let (kind, theme, accent) = (kind.get(), theme.get(), accent.get());
        let id = match kind.shows_animal() {
            true => animal.with(|text| known.find(text))?.id.to_string(),
            false => String::new(),
        };
        Some(format!("/preview?kind={kind}&animal={id}&theme={theme}&accent={accent}"))
    });
    let mut search = debounce(Duration::from_millis(250), move |words: String| known.search(words));
    // One listener for the whole form: what is typed and chosen bubbles up to it.
    let follow_input = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let value = input.value();
        match input.name().as_str() {
            "kind" => kind.set(value.parse().unwrap_or_default()),
            "theme" => theme.set(value.parse().unwrap_or_default()),
            "accent" => accent.set(value.parse().unwrap_or_default()),
            "animal" => {
                animal.set(value.clone());
                search(value);
            }
            _ => {}
        }
    };
    view! {
        <div class="split" style="--aside:minmax(20rem, 26rem)">
            <div class="stack" on:input=follow_input>
                {view.as_ref().map(|view| view! { <Code view=view.clone()/> })}
                <Card title=if id.is_some() { "Change it" } else { "What it is" }>
                    <PostForm form class="stack">
                        <FormProblem state=form/>
                        {id.map(|id| view! { <HiddenInput name="id" value=id.to_string()/> })}
                        {version.map(|version| view! { <HiddenInput name="version" value=version.to_string()/> })}
                        <RadioGroup name="kind" legend="Shows" choices=choices!(WidgetKind) value=kind.get_untracked().as_str() inline=true error=form.field("kind")/>
                        // Hidden, not gone: what was typed is there again when the kind changes back.
                        <div hidden=move || !kind.get().shows_animal()>
                            <TextInput
                                name="animal"
                                label="Animal"
                                value=first
                                hint="Its code. Left empty, one widget serves every public animal of yours, each named in the page."
                                list="widget-animals"
                                autocomplete="off"
                                mono=true
                                error=form.field("animal")
                            />
                            <datalist id="widget-animals">
                                <For each=move || known.offered.get() key=|animal| animal.id let:animal>
                                    <option value=animal.code>{animal.name}</option>
                                </For>
                            </datalist>
                        </div>
                        <RadioGroup name="theme" legend="Theme" choices=choices!(WidgetTheme) value=theme.get_untracked().as_str() inline=true error=form.field("theme")/>
                        <RadioGroup name="accent" legend="Accent" choices=choices!(WidgetAccent) value=accent.get_untracked().as_str() inline=true error=form.field("accent")/>
                        <Textarea
                            name="allowed_origins"
                            label="Sites that may show it"
                            hint="One a line, such as https://example.org. Browsers refuse it to every other site."
                            value=sites
                            rows=3
                            mono=true
                            required=true
                            error=form.field("allowed_origins")
                        />
                        <FormActions>
                            <Button look=Look::Primary busy=form.pending>
                                {if id.is_some() { "Save changes" } else { "Make widget" }}
                            </Button>
                            <ButtonLink href="/embeds" look=Look::Ghost>"Cancel"</ButtonLink>
                        </FormActions>
                    </PostForm>
                </Card>
            </div>
            <Card title="Preview" hint="As visitors see it now.">
                {move || {
                    if !kind.get().shows_animal() {
                        return ().into_any();
                    }
                    let words = match (animal.with(String::is_empty), path.with(Option::is_some)) {
                        (_, false) => "No public animal of yours has this code.",
                        (true, true) => "With your newest public animal as an example.",
                        (false, true) => return ().into_any(),
                    };
                    view! { <p class="hint mb-3">{words}</p> }.into_any()
                }}
                <Preview path/>
            </Card>
        </div>
    }
    .into_any()
}

/// What to paste, and what stands in the way of its being seen.
#[component]
fn Code(view: WidgetView) -> impl IntoView {
    let info = use_session_info();
    let hidden = view.animal.as_ref().filter(|animal| !animal.public).map(|animal| {
        let (label, href) = (animal.label(), format!("/animals/{}/edit", animal.id));
        view! {
            <Alert tone=Tone::Warning title="Visitors see a notice for now">
                {label} " isn't public. " <a class="link" href=href>"Change who sees it"</a>
            </Alert>
        }
    });
    view! {
        <Card title="For your page">
            <div class="stack">
                {hidden}
                <CodeBlock label="HTML for your site" code=snippet(&info.embed_url, &info.public_url, &view)/>
                <p class="hint">"The script once a page, the element wherever the widget shall stand. The link inside is what visitors without JavaScript see."</p>
            </div>
        </Card>
    }
}

/// The animals that this page has heard of, and the ones that the field offers.
#[derive(Clone, Copy)]
struct Known {
    all: RwSignal<Vec<WidgetAnimal>>,
    offered: RwSignal<Vec<WidgetAnimal>>,
}

impl Known {
    fn new(first: Vec<WidgetAnimal>, view: Option<&WidgetView>) -> Self {
        let mut all = first.clone();
        all.extend(view.and_then(|view| view.animal.clone()));
        Self { all: RwSignal::new(all), offered: RwSignal::new(first) }
    }

    /// The animal that somebody wrote, by its code or the id at the end of an address; any for an empty field.
    fn find(self, text: &str) -> Option<WidgetAnimal> {
        let text = text.trim();
        let last = text.trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        self.all.with(|all| {
            let meant = |animal: &&WidgetAnimal| animal.code.eq_ignore_ascii_case(text) || Some(animal.id) == last;
            if text.is_empty() { all.first().cloned() } else { all.iter().find(meant).cloned() }
        })
    }

    /// Asks for the animals that `words` find. A failed question offers what was offered before.
    fn search(self, words: String) {
        leptos::task::spawn_local(async move {
            if let Ok(found) = find_widget_animals(words).await {
                self.all.update(|all| all.extend(found.iter().cloned()));
                self.offered.set(found);
            }
        });
    }
}
