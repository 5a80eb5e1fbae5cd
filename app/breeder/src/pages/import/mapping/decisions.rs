//! What the person decides for the whole file.

use app_shared::FormState;
use app_ui::{Card, Choice, RadioGroup, Select};
use leptos::prelude::*;
use repti_model::{
    exchange::{BadValuePolicy, DateOrder, ExistingPolicy, ImportOptions, ShortRowPolicy, UnknownParentPolicy},
    registry::Taxon,
};

/// The species first, where the file names none; the rest has good defaults and stays folded.
#[component]
pub(super) fn Decisions(
    options: ImportOptions,
    taxa: Vec<Taxon>,
    names_species: bool,
    form: FormState,
) -> impl IntoView {
    let taxa = taxa.into_iter().map(|taxon| Choice::new(taxon.slug, taxon.common_name)).collect();
    let (label, blank, hint) = if names_species {
        ("Species of rows without one", "None: such rows are left out", "")
    } else {
        ("Species of every row", "Choose…", "No column of this file looks like a species.")
    };
    // Folded away, a decision other than the usual one would be overlooked.
    let usual = options == ImportOptions { default_taxon: options.default_taxon.clone(), ..ImportOptions::default() };
    view! {
        <Card title="Decisions">
            <div class="stack">
                <Select
                    name="options[default_taxon]"
                    label
                    blank
                    hint
                    choices=taxa
                    value=options.default_taxon.unwrap_or_default()
                    error=form.field("options[default_taxon]")
                    class="max-w-md"
                />
                <RadioGroup
                    name="options[existing]"
                    legend="Animals that are here already"
                    choices=ExistingPolicy::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect()
                    value=options.existing.as_str()
                />
                <RadioGroup
                    name="options[unknown_parents]"
                    legend="Parents who are neither in the file nor here"
                    choices=UnknownParentPolicy::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect()
                    value=options.unknown_parents.as_str()
                />
                <details open=!usual>
                    <summary class="link">"Dates, unreadable values, short rows"</summary>
                    <div class="stack mt-4">
                        <RadioGroup
                            name="options[date_order]"
                            legend="Dates such as 3/4/2021"
                            choices=DateOrder::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect()
                            value=options.date_order.as_str()
                        />
                        <RadioGroup
                            name="options[bad_values]"
                            legend="Rows with a value that can't be read"
                            choices=BadValuePolicy::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect()
                            value=options.bad_values.as_str()
                        />
                        <RadioGroup
                            name="options[short_rows]"
                            legend="Rows with too few cells"
                            choices=ShortRowPolicy::ALL.iter().map(|word| Choice::new(word.as_str(), word.label())).collect()
                            value=options.short_rows.as_str()
                        />
                    </div>
                </details>
            </div>
        </Card>
    }
    .into_any()
}
