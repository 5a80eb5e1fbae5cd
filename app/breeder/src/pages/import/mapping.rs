//! Which column means what, and the decisions for the file.

mod decisions;

use crate::api::import::{ChooseSheet, DiscardImport, MapImport};
use app_shared::{FormProblem, FormState, PostForm, use_onward};
use app_ui::{Badge, Button, Card, Choice, FormActions, HiddenInput, Look, Select, Table, Th, Tone};
use decisions::Decisions;
use leptos::prelude::*;
use repti_model::{
    exchange::{ImportJob, TargetField as Field},
    registry::Taxon,
};

/// Values of a column that the form shows.
const EXAMPLES: usize = 3;

/// The form.
#[component]
pub(super) fn MappingForm(job: ImportJob, taxa: Vec<Taxon>) -> impl IntoView {
    let (form, discarding) = (use_onward::<MapImport>(), use_onward::<DiscardImport>());
    let [id, discarded] = [job.summary.id.to_string(), job.summary.id.to_string()];
    let sheets = (job.sheets.len() > 1).then(|| {
        view! { <Sheets id=id.clone() sheets=job.sheets.clone()/> }
    });
    let names_species = job.mapping.column_of(Field::Taxon).is_some();
    let options = job.options.clone();
    view! {
        {sheets}
        <FormProblem state=discarding/>
        <PostForm form class="stack">
            <FormProblem state=form/>
            <HiddenInput name="id" value=id/>
            <Decisions options taxa names_species form/>
            <Columns job form/>
            <FormActions sticky=true>
                <Button look=Look::Primary busy=form.pending>"Show the preview"</Button>
                <Button look=Look::DangerQuiet form="discard-import" busy=discarding.pending>"Discard"</Button>
            </FormActions>
        </PostForm>
        <PostForm form=discarding id="discard-import">
            <HiddenInput name="id" value=discarded/>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Columns(job: ImportJob, form: FormState) -> impl IntoView {
    let known = job.mapping.columns.iter().flatten().count();
    let hint =
        format!("{known} of {} recognised. Every column is kept with the animal, also the others.", job.headers.len());
    let choices: Vec<Choice> =
        Field::ALL.iter().map(|field| Choice::new(field.as_str(), field.label()).group(group_of(*field))).collect();
    let rows = job
        .headers
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let cells = job.sample.iter().filter_map(|row| row.get(column));
            let mut examples: Vec<&str> = cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            examples.dedup();
            examples.truncate(EXAMPLES);
            let chosen = job.mapping.columns.get(column).copied().flatten();
            let name = format!("columns[{column}]");
            view! {
                <tr>
                    <td>
                        <span class="font-medium">{heading.clone()}</span>
                        {chosen.is_none().then(|| view! { " "<Badge tone=Tone::Neutral>"kept as text"</Badge> })}
                    </td>
                    <td class="span-all"><span class="hint">{examples.join(" · ")}</span></td>
                    <td class="span-all">
                        <Select
                            name=name.clone()
                            label=format!("What {heading} means")
                            hide_label=true
                            blank="Only keep the text"
                            choices=choices.clone()
                            value=chosen.map_or("", Field::as_str)
                            error=form.field(name)
                        />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card title="Columns" hint flush=true>
            <Table
                caption="Columns of the file"
                stack=true
                head=|| view! { <Th label="Column"/> <Th label="Examples"/> <Th label="Means"/> }
            >
                {rows}
            </Table>
        </Card>
    }
    .into_any()
}

/// The heading under which a field stands in the list; neighbours in `Field::ALL` stay together.
const fn group_of(field: Field) -> &'static str {
    match field {
        Field::Code | Field::Name | Field::Taxon => "Which animal",
        Field::Sex | Field::SexConfidence | Field::SexMethod => "Sex",
        Field::Born | Field::AcquiredOn | Field::DiedOn | Field::Origin | Field::Breeder => "Life and origin",
        Field::Status
        | Field::LifeStatus
        | Field::Custody
        | Field::Role
        | Field::State
        | Field::Visibility
        | Field::IsBreeder
        | Field::Maturity => "Status",
        Field::Traits | Field::VisualTraits | Field::HetTraits => "Genetics",
        Field::Weight | Field::Length | Field::LengthUnit => "Measures",
        Field::Sire | Field::Dam => "Parents",
        _ => "Everything else",
    }
}

#[component]
fn Sheets(id: String, sheets: Vec<String>) -> impl IntoView {
    let form = use_onward::<ChooseSheet>();
    let current = sheets.first().cloned().unwrap_or_default();
    let mut sheets = sheets;
    sheets.sort();
    let choices = sheets.into_iter().map(|sheet| Choice::new(sheet.clone(), sheet)).collect();
    view! {
        <Card title="Sheet" hint="The workbook has several; one of them is imported at a time.">
            <PostForm form class="row items-end">
                <FormProblem state=form/>
                <HiddenInput name="id" value=id/>
                <Select name="sheet" label="Sheet of the workbook" choices value=current error=form.field("sheet")/>
                <Button busy=form.pending>"Read this sheet"</Button>
            </PostForm>
        </Card>
    }
    .into_any()
}
