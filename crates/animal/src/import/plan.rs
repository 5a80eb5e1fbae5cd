//! What an import would do, row by row, and why. One pass reads the rows, a second one links the parents.

mod animal;
mod cycles;
mod draft;
mod identity;
mod lookup;
mod parents;
mod refusal;
mod row;
#[cfg(test)]
mod tests;
mod types;

use jiff::civil::Date;

pub use animal::ImportedAnimal;
pub use types::{Action, ExternalAncestor, Known, KnownLink, ParentTarget, Plan, PlannedParent, PlannedRow, Registry};

use repti_model::exchange::{DateOrder, ImportFormat, ImportOptions, Mapping, TargetField};

use super::{
    table::Table,
    values::{
        date::{DateRules, OrderEvidence, order_evidence},
        taxon::TaxonIndex,
    },
};

/// Everything that decides the outcome.
#[derive(Debug, Clone, Copy)]
pub struct PlanInput<'a> {
    /// The decoded file.
    pub table: &'a Table,
    /// Its layout.
    pub format: ImportFormat,
    /// Which column means what; must have no [`Mapping::problems`].
    pub mapping: &'a Mapping,
    /// The person's decisions.
    pub options: &'a ImportOptions,
    /// The species.
    pub taxa: &'a TaxonIndex,
    /// What is recorded already.
    pub registry: &'a Registry,
    /// No birth lies behind this day.
    pub today: Date,
}

/// Plans the import. Deterministic: the same input gives the same plan, in the order of the file.
#[must_use]
pub fn plan(input: PlanInput<'_>) -> Plan {
    let mut notes = input.table.notes.clone();
    let dates = date_rules(&input, &mut notes);
    let reader = row::RowReader::new(&input, dates);
    let mut drafts: Vec<draft::Draft> = input.table.rows.iter().map(|row| reader.read(row)).collect();
    identity::settle(&mut drafts, &input);
    let externals = parents::link(&mut drafts, &input);
    let rows: Vec<PlannedRow> = drafts.into_iter().map(draft::Draft::finish).collect();
    let counts = types::count(&rows, externals.len());
    Plan { rows, externals, counts, notes }
}

/// Settles the order of day and month for the file, and says so where nothing decided it.
fn date_rules(input: &PlanInput<'_>, notes: &mut Vec<String>) -> DateRules {
    let chosen = input.options.date_order;
    let fallback = DateRules { order: chosen, today: input.today };
    if chosen != DateOrder::Auto || input.format.is_morphmarket() {
        // MorphMarket writes the month first, whatever the first days of a file look like.
        let order = if chosen == DateOrder::Auto { DateOrder::MonthFirst } else { chosen };
        return DateRules { order, ..fallback };
    }
    let columns: Vec<usize> = [TargetField::Born, TargetField::AcquiredOn, TargetField::DiedOn]
        .into_iter()
        .filter_map(|field| input.mapping.column_of(field))
        .collect();
    let cells = input.table.rows.iter().flat_map(|row| columns.iter().map(|column| row.cell(*column)));
    match order_evidence(cells) {
        OrderEvidence::NotNeeded => fallback,
        OrderEvidence::Clear(order) => DateRules { order, ..fallback },
        OrderEvidence::Unclear => {
            notes.push(
                "Some dates can be read in two ways. 3/4/2021 was read as March 4, 3.4.2021 as 3 April. Choose the order of day and month if that is wrong."
                    .to_owned(),
            );
            fallback
        }
    }
}
