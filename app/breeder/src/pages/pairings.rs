//! Planned pairings: season by season, one by one, and the way to a new one.

mod edit;
mod fields;
mod new;
mod save;
mod shown;

pub use edit::EditPairingPage;
pub use new::NewPairingPage;
pub(crate) use save::save_as_planned;
pub use shown::PlannedPairingPage;

use super::{
    loaded::{Loaded, page_data},
    note::Note,
};
use crate::api::pairings::{PairingsPageData, load_pairings};
use app_ui::{
    Badge, ButtonLink, Choice, EmptyState, FilterBar, Glyph, HiddenInput, Look, NoMatches, PageHeader, Pager, Select,
    Table, TextInput, Th, Tone, with_params,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};
use repti_model::{
    PairingId,
    pairing::{Pairing, PairingFilter, PairingState},
};

const PATH: &str = "/pairings";

/// The page.
#[component]
pub fn PairingsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(read));
    let data = page_data(move || asked.get(), |(filter, cursor)| load_pairings(filter, cursor));
    let edits = save::may_plan();
    view! {
        <Title text="Pairings"/>
        <PageHeader
            title="Pairings"
            hint="Who shall be paired with whom, season by season."
            actions=move || {
                edits
                    .then(|| {
                        view! {
                            <ButtonLink href="/pairings/new" look=Look::Primary icon=Glyph::Plus>
                                "Plan a pairing"
                            </ButtonLink>
                        }
                    })
            }
        />
        <Note/>
        <Loaded data what="The pairings" view=move |data| list(data, asked.get_untracked(), edits)/>
    }
    .into_any()
}

fn read(params: &ParamsMap) -> (PairingFilter, Option<String>) {
    let filter = PairingFilter {
        state: params.get_str("state").and_then(|word| word.parse().ok()),
        season: params.get_str("season").and_then(|year| year.trim().parse().ok()),
        animal: params.get_str("animal").and_then(|id| id.parse().ok()),
    };
    (filter, params.get("cursor"))
}

/// The list's address with a filter, at a cursor.
fn address(filter: PairingFilter, cursor: Option<&str>) -> String {
    let pairs = [
        ("state", filter.state.map(|state| state.as_str().to_owned())),
        ("season", filter.season.map(|season| season.to_string())),
        ("animal", filter.animal.map(|id| id.to_string())),
        ("cursor", cursor.map(str::to_owned)),
    ];
    let given: Vec<(&str, &str)> =
        pairs.iter().filter_map(|(name, value)| value.as_deref().map(|value| (*name, value))).collect();
    with_params(PATH, &given)
}

fn list(data: PairingsPageData, (filter, cursor): (PairingFilter, Option<String>), edits: bool) -> AnyView {
    let PairingsPageData { page, animal } = data;
    if page.items.is_empty() && !filter.is_narrow() && cursor.is_none() {
        let hint = "Save one out of the calculator, from an animal’s mates, from a plan, or from two animals that you compare.";
        return view! {
            <EmptyState title="No pairing is planned yet" hint icon=Glyph::Calendar>
                {edits.then(|| view! { <ButtonLink href="/pairings/new" look=Look::Primary>"Choose two animals"</ButtonLink> })}
                <ButtonLink href="/calculator">"Calculator"</ButtonLink>
                <ButtonLink href="/plans">"Plans"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let chosen = chosen(filter, animal.as_deref());
    let body = if page.items.is_empty() {
        view! { <NoMatches things="pairings" filters=chosen.clone() reset=PATH/> }.into_any()
    } else {
        let turn = |cursor: Option<String>| cursor.map(|cursor| address(filter, Some(&cursor)));
        let (prev, next) = (turn(page.previous), turn(page.next));
        let rows = page.items.iter().map(row).collect_view();
        let head = || {
            view! {
                <Th label="Season" num=true/>
                <Th label="Pairing"/>
                <Th label="Species"/>
                <Th label="From"/>
                <Th label="Wish"/>
                <Th label="State"/>
            }
        };
        view! {
            <Table caption="Pairings, the latest season first" head stack=true>{rows}</Table>
            <Pager prev next/>
        }
        .into_any()
    };
    let states = PairingState::ALL.iter().map(|state| Choice::new(state.as_str(), state.label())).collect();
    let (state, season) = (filter.state.map(|state| state.as_str()), filter.season.map(|season| season.to_string()));
    view! {
        <div class="stack">
            <FilterBar label="Filter the pairings" action=PATH chosen reset=PATH>
                {filter.animal.map(|id| view! { <HiddenInput name="animal" value=id.to_string()/> })}
                <Select name="state" label="State" hide_label=true choices=states value=state blank="Any state"/>
                <TextInput
                    name="season"
                    label="Season"
                    hide_label=true
                    kind="number"
                    min="1990"
                    max="2100"
                    placeholder="Any season"
                    value=season
                />
            </FilterBar>
            {body}
        </div>
    }
    .into_any()
}

/// The filters in force: their words, and the address without each.
fn chosen(filter: PairingFilter, animal: Option<&str>) -> Vec<(String, String)> {
    let state = filter.state.map(|state| (state.label().to_lowercase(), PairingFilter { state: None, ..filter }));
    let season = filter.season.map(|season| (format!("season {season}"), PairingFilter { season: None, ..filter }));
    let animal = animal.map(|label| (label.to_owned(), PairingFilter { animal: None, ..filter }));
    let all = state.into_iter().chain(season).chain(animal);
    all.map(|(word, without)| (word, address(without, None))).collect()
}

fn row(pairing: &Pairing) -> AnyView {
    let fields = &pairing.fields;
    let species = if pairing.hybrid { "Hybrid".to_owned() } else { pairing.sire.taxon.clone().unwrap_or_default() };
    view! {
        <tr>
            <td class="num" data-label="Season">{fields.season}</td>
            <td data-label="Pairing">
                <a class="row-link" href=format!("{PATH}/{}", pairing.id)>{pairing.title()}</a>
            </td>
            <td data-label="Species">{species}</td>
            <td data-label="From">{fields.planned.map(|planned| planned.words())}</td>
            <td data-label="Wish">{fields.wish.clone()}</td>
            <td data-label="State">{state_badge(pairing.state)}</td>
        </tr>
    }
    .into_any()
}

fn state_badge(state: PairingState) -> AnyView {
    let tone = if state == PairingState::Planned { Tone::Info } else { Tone::Neutral };
    view! { <Badge tone>{state.label()}</Badge> }.into_any()
}

/// The pairing that the address names; rubbish is an id that nobody has.
fn id_in_path() -> Memo<PairingId> {
    let params = use_params_map();
    Memo::new(move |_| {
        let id = params.with(|params| params.get_str("id").and_then(|id| id.parse().ok()));
        id.unwrap_or(PairingId(uuid::Uuid::nil()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::AnimalId;

    #[test]
    fn each_filter_in_force_can_be_dropped_alone() {
        let animal = AnimalId(uuid::Uuid::nil());
        let filter = PairingFilter { state: Some(PairingState::Planned), season: Some(2027), animal: Some(animal) };
        let found = chosen(filter, Some("Zeus"));
        assert_eq!(found[0], ("planned".to_owned(), format!("/pairings?season=2027&animal={animal}")));
        assert_eq!(found[1], ("season 2027".to_owned(), format!("/pairings?state=planned&animal={animal}")));
        assert_eq!(found[2], ("Zeus".to_owned(), "/pairings?state=planned&season=2027".to_owned()));
        assert_eq!(address(PairingFilter::default(), Some("x")), "/pairings?cursor=x");
    }
}
