//! What narrows the list and what is done with many rows.

use super::list::{BULK, sort_choices};
use crate::api::animals::{ChangeMany, DeleteView, ListQuery, SaveView, UndoBulk};
use app_shared::{FormProblem, follow, use_form};
use app_ui::{BulkBar, Button, Chip, ChipRow, Choice, FilterBar, Look, Select, Size, TextInput};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use repti_model::{
    animal::{AnimalRole, Custody, LifeStatus, Origin, Sex, Visibility},
    registry::{AnimalKind, Archived, SavedView, Taxon},
};
use server_fn::ServerFn;

/// Choices of a select out of a closed list of words.
macro_rules! choices {
    ($words:ty) => {
        <$words>::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect::<Vec<_>>()
    };
}

/// Search and filters: one GET form, so that a list is an address.
#[component]
pub fn Filters(query: ListQuery, taxa: Vec<Taxon>, chosen: Vec<(String, String)>) -> impl IntoView {
    let taxa = taxa.into_iter().map(|taxon| Choice::new(taxon.id.to_string(), taxon.common_name)).collect::<Vec<_>>();
    let sorts = sort_choices().into_iter().map(|(sort, label)| Choice::new(sort.as_str(), label)).collect::<Vec<_>>();
    view! {
        <FilterBar label="Filter the animals" query=query.q search="Code, name or genotype" chosen reset="/animals">
            <Select name="taxon" label="Species" choices=taxa value=query.taxon blank="Any species"/>
            <Select name="sex" label="Sex" choices=choices!(Sex) value=query.sex blank="Any sex"/>
            <Select name="status" label="Life" choices=choices!(LifeStatus) value=query.status blank="Alive or not"/>
            <Select name="custody" label="Custody" choices=choices!(Custody) value=query.custody blank="Any custody"/>
            <Select name="role" label="Role" choices=choices!(AnimalRole) value=query.role blank="Any role"/>
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
            <Select name="sort" label="Order" choices=sorts value=query.sort blank="Code"/>
        </FilterBar>
    }
}

/// The saved views, and keeping this one.
#[component]
pub fn Views(views: Vec<SavedView>, current: ListQuery) -> impl IntoView {
    let (save, delete) = (ServerAction::<SaveView>::new(), ServerAction::<DeleteView>::new());
    let form = use_form(save);
    follow(save);
    follow(delete);
    let narrowed = !current.pairs().is_empty();
    let here = (current.filter(), current.sort());
    let chips = views
        .into_iter()
        .map(|view| {
            let is_here = (view.filter.clone(), view.sort) == here;
            let href = format!("/animals?{}", address_of(&view));
            view! {
                <Chip label=view.name.clone() href current=is_here/>
                {is_here
                    .then(|| {
                        view! {
                            <ActionForm action=delete>
                                <input type="hidden" name="id" value=view.id.to_string()/>
                                <Button look=Look::Ghost size=Size::Small>"Forget this view"</Button>
                            </ActionForm>
                        }
                    })}
            }
        })
        .collect_view();
    view! {
        <UndoBar/>
        <ChipRow label="Saved views">
            <Chip label="All" href="/animals" current=!narrowed/>
            {chips}
        </ChipRow>
        {narrowed
            .then(|| {
                view! {
                    <details class="disclosure">
                        <summary>"Save this view"</summary>
                        <ActionForm action=save attr:class="row mt-2">
                            <FormProblem state=form/>
                            <input type="hidden" name="query" value=current.address()/>
                            <TextInput name="name" label="Name of the view" required=true maxlength=60 error=form.field("name")/>
                            <Button look=Look::Primary busy=form.pending>"Save view"</Button>
                        </ActionForm>
                    </details>
                }
            })}
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
        open: if filter.open_warnings { "1".to_owned() } else { String::new() },
        sort: view.sort.as_str().to_owned(),
        cursor: None,
    };
    query.address()
}

/// After a bulk edit: what it did, and the way back.
#[component]
fn UndoBar() -> impl IntoView {
    let query = use_query_map();
    let number = move |name: &str| query.with(|query| query.get_str(name).and_then(|text| text.parse::<u64>().ok()));
    let undo = UndoBulk::PATH;
    move || {
        let said = match (number("changed"), number("undone")) {
            (Some(count), _) => format!("{} changed.", app_ui::words::plural(count, "animal")),
            (_, Some(count)) => format!("Taken back for {}.", app_ui::words::plural(count, "animal")),
            _ => return ().into_any(),
        };
        let token = query.with(|query| query.get_str("undo").and_then(|token| token.parse::<uuid::Uuid>().ok()));
        view! {
            <div class="row" role="status">
                <p>{said}</p>
                {token
                    .map(|token| {
                        view! {
                            <form method="post" action=undo>
                                <input type="hidden" name="token" value=token.to_string()/>
                                <Button>"Undo"</Button>
                            </form>
                        }
                    })}
            </div>
        }
        .into_any()
    }
}

/// What can be done with the ticked rows.
#[component]
pub fn BulkActions(back: String) -> impl IntoView {
    let of = |field: &str, group: &'static str, words: Vec<Choice>| {
        words
            .into_iter()
            .map(|word| Choice::new(format!("{field}={}", word.value), word.label).group(group))
            .collect::<Vec<_>>()
    };
    let mut changes = of("role", "Role", choices!(AnimalRole));
    changes.extend(of("visibility", "Visibility", choices!(Visibility)));
    changes.extend(of("status", "Life", choices!(LifeStatus)));
    changes.extend(of("custody", "Custody", choices!(Custody)));
    changes.push(Choice::new("archived=true", "Archive").group("Archive"));
    changes.push(Choice::new("archived=false", "Take out of the archive").group("Archive"));
    view! {
        <BulkBar id=BULK action=ChangeMany::PATH label="With the selected animals">
            <input type="hidden" name="back" value=back/>
            <Select name="change" label="Change" hide_label=true choices=changes blank="Set …" required=true/>
            <Button look=Look::Primary>"Apply"</Button>
        </BulkBar>
    }
}
