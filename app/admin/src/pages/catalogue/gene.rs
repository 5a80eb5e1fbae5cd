//! A gene as it stands, its rules and combos, and what each version did to it.

use super::parts::{Changes, may_propose, propose_href, version_words};
use crate::{
    api::catalogue::load_catalogue_gene,
    pages::words::{address, exact},
};
use app_shared::{
    Stamped,
    loaded::{Loaded, page_data},
};
use app_ui::{ButtonLink, Glyph, Look, PageHeader, RelativeTime, Section, Table, Term, Terms, Th};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use repti_model::catalogue::{CatalogueGene, ComboFields, EditKind, GeneVersion, ProposalSummary, RuleLine};

/// `/catalogue/gene?species=…&name=…`.
#[component]
pub fn CatalogueGenePage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| (query.get("species").unwrap_or_default(), query.get("name").unwrap_or_default()))
    });
    let data = page_data(move || asked.get(), |(species, name)| load_catalogue_gene(species, name));
    view! { <Loaded data what="This gene" view=|page| view! { <Shown page/> }/> }.into_any()
}

#[component]
fn Shown(page: Stamped<CatalogueGene>) -> impl IntoView {
    let now = page.now;
    let CatalogueGene { edition, species, fields, rules, combos, history, drafts } = page.value;
    let name = fields.name.clone();
    let may = may_propose();
    let list = address("/catalogue", &[("species", &species)]);
    let trail = vec![("Catalogue".to_owned(), "/catalogue".to_owned()), (species.clone(), list)];
    let change = propose_href(EditKind::ChangeGene, &species, &name, "");
    let merge = propose_href(EditKind::MergeGenes, &species, &name, "");
    let rule = propose_href(EditKind::AddRule, &species, &name, "welfare");
    let terms = fields
        .values()
        .into_iter()
        .map(|(_, label, value)| {
            let value = if value.is_empty() { "Not recorded".to_owned() } else { value.to_owned() };
            view! { <Term name=label><span class="break">{value}</span></Term> }
        })
        .collect_view();
    view! {
        <Title text=name.clone()/>
        <PageHeader
            title=name.clone()
            hint=format!("A gene of the {species}. {}.", version_words(&edition))
            trail
            actions=move || {
                may.then(|| {
                    view! {
                        <ButtonLink href=change look=Look::Primary icon=Glyph::Pencil>"Propose a change"</ButtonLink>
                        <ButtonLink href=merge>"Merge it into another"</ButtonLink>
                        <ButtonLink href=rule>"Add a rule"</ButtonLink>
                    }
                })
            }
        />
        <div class="stack" style="--stack:1.5rem">
            <Drafts drafts species=species.clone() name=name.clone()/>
            <Section title="On record"><Terms wide=true>{terms}</Terms></Section>
            <Rules rules species=species.clone() may/>
            <Combos combos species may/>
            <History history now/>
        </div>
    }
    .into_any()
}

/// A change can go into a proposal that is begun already.
#[component]
fn Drafts(drafts: Vec<ProposalSummary>, species: String, name: String) -> impl IntoView {
    (!drafts.is_empty()).then(|| {
        let links = drafts
            .into_iter()
            .map(|draft| {
                let path = format!("/catalogue/proposals/{}/edit", draft.id);
                let href = address(&path, &[("kind", "change_gene"), ("species", &species), ("name", &name)]);
                view! { <li><a class="link" href=href>{format!("Change it in “{}”", draft.title)}</a></li> }
            })
            .collect_view();
        view! { <Section title="Your proposals"><ul class="bullets">{links}</ul></Section> }
    })
}

#[component]
fn Rules(rules: Vec<RuleLine>, species: String, may: bool) -> impl IntoView {
    if rules.is_empty() {
        return view! { <Section title="Rules"><p class="hint quiet-box">"None of lethality, welfare or fertility."</p></Section> }
            .into_any();
    }
    let rows = rules
        .into_iter()
        .map(|rule| {
            let (fields, from) = (rule.fields, if rule.remarked { "Read out of its known issues" } else { "A rule" });
            let href = propose_href(EditKind::ChangeRule, &species, &fields.when, fields.grade.as_str());
            let back = propose_href(EditKind::RemoveRule, &species, &fields.when, fields.grade.as_str());
            let links = may.then(|| {
                view! {
                    <td data-label="Propose">
                        <span class="row">
                            <a class="link" href=href aria-label=format!("Change the rule of {}", fields.when)>"Change"</a>
                            <a class="link" href=back aria-label=format!("Remove the rule of {}", fields.when)>"Remove"</a>
                        </span>
                    </td>
                }
            });
            view! {
                <tr>
                    <td>{fields.grade.label()}</td>
                    <td data-label="Which animals">{fields.when.clone()}</td>
                    <td class="span-all" data-label="What happens">{fields.text.clone()}</td>
                    <td data-label="Certainty">{fields.certainty.clone()}</td>
                    <td data-label="From">{from}</td>
                    {links}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Section title="Rules" hint="What an animal of this genotype suffers, or dies of.">
            <Table
                caption="Rules"
                stack=true
                head=move || {
                    view! {
                        <Th label="Grade"/>
                        <Th label="Which animals"/>
                        <Th label="What happens"/>
                        <Th label="Certainty"/>
                        <Th label="From"/>
                        {may.then(|| view! { <Th label="Propose" hide_label=true/> })}
                    }
                }
            >
                {rows}
            </Table>
        </Section>
    }
    .into_any()
}

#[component]
fn Combos(combos: Vec<ComboFields>, species: String, may: bool) -> impl IntoView {
    (!combos.is_empty()).then(|| {
        let items = combos
            .into_iter()
            .map(|combo| {
                let href = propose_href(EditKind::ChangeCombo, &species, &combo.name, "");
                let label = format!("Change {}", combo.name);
                view! {
                    <li>
                        {format!("{}: {} ", combo.name, combo.genotype)}
                        {may.then(|| view! { <a class="link" href=href aria-label=label>"Change"</a> })}
                    </li>
                }
            })
            .collect_view();
        view! { <Section title="Combos that use it"><ul class="bullets">{items}</ul></Section> }
    })
}

#[component]
fn History(history: Vec<GeneVersion>, now: Timestamp) -> impl IntoView {
    if history.is_empty() {
        return view! {
            <Section title="History">
                <p class="hint quiet-box">"No version has changed it: it stands as it came with the program."</p>
            </Section>
        }
        .into_any();
    }
    let versions = history
        .into_iter()
        .map(|version| {
            let GeneVersion { number, published_at, summary, change } = version;
            view! {
                <li class="stack" style="--stack:0.375rem">
                    <p>
                        <a class="link" href=format!("/catalogue/versions/{number}")>{format!("Version {number}")}</a>
                        {format!(": {summary}, ")}
                        <span title=exact(published_at)><RelativeTime at=published_at now/></span>
                    </p>
                    <Changes changes=vec![change]/>
                </li>
            }
        })
        .collect_view();
    view! { <Section title="History"><ol class="stack" aria-label="What versions changed">{versions}</ol></Section> }
        .into_any()
}
