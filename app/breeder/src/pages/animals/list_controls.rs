//! What narrows the list and what is done with many rows.

use super::list::{BULK, sort_choices};
use crate::api::{
    animals::{ChangeMany, DeleteView, ListQuery, RenameView, SaveView, UndoBulk},
    text_claims::UndoTexts,
};
use app_shared::{FormProblem, PostForm, use_form, use_onward, use_session_info, within};
use app_ui::{
    Alert, BulkBar, Button, Chip, ChipRow, Choice, FilterBar, Glyph, Look, Select, Size, TextInput, Tone, button_class,
    words,
};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};
use leptos_router::hooks::use_query_map;
use repti_model::{
    Action,
    ancestry::Coefficient,
    animal::{AnimalRole, BirthDate, Custody, DatePrecision, LifeStatus, Origin, Sex, Visibility},
    genotype::{CollectionGene, GeneFilter, GeneKind},
    registry::{AnimalFilter, AnimalKind, AnimalSort, Archived, CareState, SavedView, Taxon},
};
use server_fn::ServerFn;

/// Choices of a select out of a closed list of words.
macro_rules! choices {
    ($words:ty) => {
        <$words>::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect::<Vec<_>>()
    };
}

/// A filter that is chosen holds at once; what is typed waits for Enter.
fn apply(event: ev::Event) {
    let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else { return };
    if let Some(form) = select.form() {
        // A form that can't be sent stays as it is, with its button.
        let _ = form.request_submit();
    }
}

/// Search and filters: one GET form, so that a list is an address.
#[component]
pub fn Filters(
    query: ListQuery,
    taxa: Vec<Taxon>,
    genes: Vec<CollectionGene>,
    chosen: Vec<(String, String)>,
) -> impl IntoView {
    let taxa = taxa.into_iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.common_name)).collect::<Vec<_>>();
    let sorts = sort_choices().into_iter().map(|(sort, label)| Choice::new(sort.as_str(), label)).collect::<Vec<_>>();
    let genes = gene_choices(genes, &query.gene);
    let more = [&query.status, &query.custody, &query.visibility, &query.origin, &query.kind, &query.archived]
        .into_iter()
        .chain([&query.open, &query.born, &query.gene, &query.inbred_from, &query.inbred_to])
        .any(|value| !value.is_empty());
    view! {
        <div on:change=apply>
        <FilterBar label="Filter the animals" query=query.q search="Code, name or genotype" chosen reset="/animals">
            <Select name="taxon" label="Species" hide_label=true choices=taxa value=query.taxon blank="Any species"/>
            <Select name="sex" label="Sex" hide_label=true choices=choices!(Sex) value=query.sex blank="Any sex"/>
            <Select name="role" label="Role" hide_label=true choices=choices!(AnimalRole) value=query.role blank="Any role"/>
            <Select name="sort" label="Order" hide_label=true choices=sorts value=query.sort/>
            <details class="disclosure filter-more" open=more>
            <summary>"More filters"</summary>
            <div class="filter-fields">
            <Select name="gene" label="Carries" choices=genes value=query.gene blank="Any genes"/>
            <Select name="how" label="How it has the gene" choices=choices!(GeneKind) value=query.how blank="In any way"/>
            <Select name="status" label="Life" choices=choices!(LifeStatus) value=query.status blank="Alive or not"/>
            <Select name="custody" label="Custody" choices=choices!(Custody) value=query.custody blank="Any custody"/>
            <Select name="visibility" label="Visibility" choices=choices!(Visibility) value=query.visibility blank="Any visibility"/>
            <Select name="origin" label="Origin" choices=choices!(Origin) value=query.origin blank="Any origin"/>
            <Select
                name="kind"
                label="Record"
                choices={
                    let mut kinds = choices!(AnimalKind);
                    kinds.push(Choice::new("any", "All records"));
                    kinds
                }
                value=query.kind
                blank="The collection"
            />
            <Select name="archived" label="Archive" choices=choices!(Archived) value=query.archived blank="Not archived"/>
            <Select
                name="open"
                label="Lineage"
                choices=vec![Choice::new("1", "With open questions")]
                value=query.open
                blank="Any lineage"
            />
            <TextInput name="born" label="Born" placeholder="2024 or 2024-06" value=query.born/>
            <TextInput name="inbred_from" label="Inbreeding at least" unit="%" inputmode="decimal" placeholder="6.25" value=query.inbred_from/>
            <TextInput name="inbred_to" label="Inbreeding at most" unit="%" inputmode="decimal" placeholder="12.5" value=query.inbred_to/>
            </div>
            </details>
        </FilterBar>
        </div>
    }
}

/// The genes of the collection; one that an address asks for and no animal has stands among them, so that it can be given up.
fn gene_choices(genes: Vec<CollectionGene>, asked: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = genes.into_iter().map(|gene| Choice::new(gene.slug, gene.name)).collect();
    if !asked.is_empty() && choices.iter().all(|choice| choice.value != asked) {
        choices.push(Choice::new(asked, asked));
    }
    choices
}

/// The saved views, and keeping this one.
#[component]
pub fn Views(views: Vec<SavedView>, current: ListQuery) -> impl IntoView {
    let (form, renaming, deleting) = (use_onward::<SaveView>(), use_onward::<RenameView>(), use_onward::<DeleteView>());
    let narrowed = !current.pairs().is_empty();
    let here = (current.filter(), current.sort());
    let known = views.iter().find(|view| (view.filter.clone(), view.sort) == here).cloned();
    let chips = views
        .into_iter()
        .map(|view| {
            let is_here = (view.filter.clone(), view.sort) == here;
            let href = format!("/animals?{}", address_of(&view));
            view! { <Chip label=view.name.clone() href current=is_here/> }
        })
        .collect_view();
    let address = current.address();
    let again = address.clone();
    let keep = (narrowed && known.is_none()).then(|| {
        view! {
            <details class="disclosure">
                <summary>"Save this view"</summary>
                <PostForm form class="row items-end mt-2">
                    <input type="hidden" name="query" value=address/>
                    <TextInput name="name" id="f-view" label="Name of the view" required=true error=form.field("name")/>
                    <Button look=Look::Primary busy=form.pending>"Save view"</Button>
                </PostForm>
            </details>
        }
    });
    let manage = known.map(|view| {
        view! {
            <details class="disclosure">
                <summary>{format!("Rename or delete “{}”", view.name)}</summary>
                <div class="row items-end mt-2">
                    <PostForm form=renaming class="row items-end">
                        <input type="hidden" name="id" value=view.id.to_string()/>
                        <input type="hidden" name="query" value=again/>
                        <TextInput
                            name="name"
                            id="f-view"
                            label="Name of the view"
                            value=view.name.clone()
                            required=true
                            error=renaming.field("name")
                        />
                        <Button busy=renaming.pending>"Rename"</Button>
                    </PostForm>
                    <PostForm form=deleting>
                        <input type="hidden" name="id" value=view.id.to_string()/>
                        <Button look=Look::DangerQuiet>"Delete view"</Button>
                    </PostForm>
                </div>
            </details>
        }
    });
    view! {
        <UndoBar/>
        <div class="row row-between">
            <ChipRow label="Saved views">
                <Chip label="All" href="/animals" current=!narrowed/>
                {chips}
            </ChipRow>
            {keep}
            {manage}
        </div>
    }
}

/// The address that shows what a saved view holds. One choice a filter, as the page offers them.
fn address_of(view: &SavedView) -> String {
    let filter = &view.filter;
    fn word<T: Copy, S: ToString>(list: &[T], say: impl Fn(T) -> S) -> String {
        list.first().copied().map(|value| say(value).to_string()).unwrap_or_default()
    }
    let kind = match filter.kind.as_slice() {
        [] => "any".to_owned(),
        [AnimalKind::Held] => String::new(),
        [kind, ..] => kind.as_str().to_owned(),
    };
    let query = ListQuery {
        q: filter.q.clone(),
        taxon: word(&filter.taxon, |id| id),
        sex: word(&filter.sex, Sex::as_str),
        status: word(&filter.life_status, LifeStatus::as_str),
        custody: word(&filter.custody, Custody::as_str),
        role: word(&filter.role, AnimalRole::as_str),
        visibility: word(&filter.visibility, Visibility::as_str),
        origin: word(&filter.origin, Origin::as_str),
        kind,
        archived: if filter.archived == Archived::Without {
            String::new()
        } else {
            filter.archived.as_str().to_owned()
        },
        born: birth_of(filter),
        gene: filter.gene.first().map(GeneFilter::slug).unwrap_or_default(),
        how: filter.gene.first().and_then(|gene| gene.kind).map(|kind| kind.to_string()).unwrap_or_default(),
        inbred_from: filter.inbreeding_from.map(Coefficient::to_percent).unwrap_or_default(),
        inbred_to: filter.inbreeding_to.map(Coefficient::to_percent).unwrap_or_default(),
        open: if filter.open_warnings { "1".to_owned() } else { String::new() },
        sort: if view.sort == AnimalSort::Code { String::new() } else { view.sort.as_str().to_owned() },
        cursor: None,
    };
    query.address()
}

/// The year or month that a range of births was made of.
fn birth_of(filter: &AnimalFilter) -> String {
    let Some((from, to)) = filter.born_from.zip(filter.born_to) else { return String::new() };
    [DatePrecision::Year, DatePrecision::Month, DatePrecision::Day]
        .into_iter()
        .filter_map(|precision| BirthDate::new(from, precision).ok())
        .find(|born| born.earliest() == from && born.latest() == to)
        .map(|born| born.to_string())
        .unwrap_or_default()
}

/// After a bulk edit: what it did, and the way back; or why it was refused.
#[component]
fn UndoBar() -> impl IntoView {
    let query = use_query_map();
    let number = move |name: &str| query.with(|query| query.get_str(name).and_then(|text| text.parse::<u64>().ok()));
    // The bar's form is sent by the browser itself: what was refused comes back in the address.
    let refused = use_form::<ChangeMany>();
    let not_undone = use_form::<UndoBulk>();
    let not_unclaimed = use_form::<UndoTexts>();
    let said = move || {
        let said = match (number("changed"), number("undone"), number("claimed"), number("unclaimed")) {
            (Some(0), ..) => "Nothing to change: they were so already.".to_owned(),
            (Some(count), ..) => format!("{} changed.", words::plural(count, "animal")),
            (_, Some(count), ..) => format!("Taken back for {}.", words::plural(count, "animal")),
            (_, _, Some(0), _) => "Nothing to claim: their texts name no gene, or they have claims already.".to_owned(),
            (_, _, Some(count), _) => format!("Genes claimed of {}.", words::plural(count, "animal")),
            (_, _, _, Some(count)) => format!("Claims taken back of {}.", words::plural(count, "animal")),
            _ => return ().into_any(),
        };
        // The step that was just taken is the one that can be taken back.
        let name = if number("claimed").is_some() { "unclaim" } else { "undo" };
        let undo = if name == "unclaim" { UndoTexts::PATH } else { UndoBulk::PATH };
        let token = query.with(|query| query.get_str(name).and_then(|token| token.parse::<uuid::Uuid>().ok()));
        view! {
            <Alert tone=Tone::Success>
                <div class="row">
                    <span>{said}</span>
                    {token
                        .map(|token| {
                            view! {
                                <form method="post" action=within(undo)>
                                    <input type="hidden" name="token" value=token.to_string()/>
                                    <Button size=Size::Small icon=Glyph::Undo>"Undo"</Button>
                                </form>
                            }
                        })}
                </div>
            </Alert>
        }
        .into_any()
    };
    view! {
        <FormProblem state=refused/>
        <FormProblem state=not_undone/>
        <FormProblem state=not_unclaimed/>
        {said}
    }
}

/// The box above the rows' boxes.
#[component]
pub fn SelectAll() -> impl IntoView {
    let tick = move |event: ev::Event| {
        let all = event_target_checked(&event);
        let Ok(boxes) = document().query_selector_all("input[form=bulk][name='ids[]']") else { return };
        for index in 0..boxes.length() {
            if let Some(row) = boxes.get(index).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
                row.set_checked(all);
            }
        }
    };
    view! {
        <th scope="col">
            <label class="row-check">
                <input class="checkbox" type="checkbox" aria-label="Select every animal on this page" on:change=tick/>
            </label>
        </th>
    }
}

/// What can be done with the ticked rows.
#[component]
pub fn BulkActions(back: String, total: String) -> impl IntoView {
    let of = |field: &str, group: &'static str, words: Vec<Choice>| {
        words
            .into_iter()
            .map(|word| Choice::new(format!("{field}={}", word.value), word.label).group(group))
            .collect::<Vec<_>>()
    };
    let mut changes = of("role", "Role", choices!(AnimalRole));
    changes.extend(of("visibility", "Visibility", choices!(Visibility)));
    changes.push(Choice::new("open_to_pairings=true", "Open to pairings").group("Mates for others"));
    changes.push(Choice::new("open_to_pairings=false", "Not open to pairings").group("Mates for others"));
    changes.extend(of("status", "Life", choices!(LifeStatus)));
    changes.extend(of("custody", "Custody", choices!(Custody)));
    changes.extend(of("care_state", "Care", choices!(CareState)));
    let lineage = use_session_info().actor.is_some_and(|actor| actor.may(Action::EditLineage));
    changes.push(Choice::new("archived=true", "Archive").group("Archive"));
    changes.push(Choice::new("archived=false", "Take out of the archive").group("Archive"));
    view! {
        <BulkBar id=BULK action=within(ChangeMany::PATH) label="With the selected animals">
            <input type="hidden" name="back" value=back/>
            <Select name="change" label="Change" hide_label=true choices=changes blank="Set …" required=true/>
            <label class="row select-all">
                <input class="checkbox" type="checkbox" name="all" value="1"/>
                {format!("All {total} of this list")}
            </label>
            <Button look=Look::Primary>"Apply"</Button>
            // The same boxes, asked of another page: nothing is changed, so what to change needn't be chosen.
            <button class=button_class(Look::Plain, Size::Normal, false) type="submit" formmethod="get" formaction="/relatedness" formnovalidate>
                "Compare relatedness"
            </button>
            {lineage
                .then(|| {
                    view! {
                        <button class=button_class(Look::Plain, Size::Normal, false) type="submit" formmethod="get" formaction="/animals/claims" formnovalidate>
                            "Claim genes from texts"
                        </button>
                    }
                })}
        </BulkBar>
    }
}
