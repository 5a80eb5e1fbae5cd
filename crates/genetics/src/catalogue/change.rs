//! Edits of the catalogue: made on its rows, checked by reading the species again. Nothing is guessed: an edit that doesn't fit says which field of
//! it is wrong, and the others are made without it.

mod check;
mod differ;
mod gene;
mod rule;

pub use differ::{conflicts, diff};

use super::source::{ComboRow, Source};
use check::Complaints;
use repti_model::catalogue::{CatalogueEdit, ComboFields, EditFault};

/// A field and what is wrong with it.
type Wrong = (&'static str, String);

/// What an edit came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The content after it.
    Made(Source),
    /// It can't be made, and nothing was changed.
    Refused(Vec<EditFault>),
}

/// The content after all edits in their order.
///
/// # Errors
/// Every fault of every edit: its place, the row, the field.
pub fn apply(source: &Source, edits: &[CatalogueEdit]) -> Result<Source, Vec<EditFault>> {
    let (mut now, mut faults) = (source.clone(), Vec::new());
    for step in steps(source, edits) {
        match step {
            Step::Made(next) => now = next,
            Step::Refused(own) => faults.extend(own),
        }
    }
    if faults.is_empty() { Ok(now) } else { Err(faults) }
}

/// Edit by edit, each after those before it that could be made.
#[must_use]
pub fn steps(source: &Source, edits: &[CatalogueEdit]) -> Vec<Step> {
    let mut now = source.clone();
    let mut steps = Vec::with_capacity(edits.len());
    for (at, edit) in edits.iter().enumerate() {
        let fault = |(field, message): (&str, String)| EditFault {
            edit: at,
            row: format!("{}: {}", edit.species(), edit.target()),
            field: field.to_owned(),
            message,
        };
        match step(&now, edit) {
            Ok(next) => {
                now = next.clone();
                steps.push(Step::Made(next));
            }
            Err(wrong) => steps.push(Step::Refused(wrong.into_iter().map(fault).collect())),
        }
    }
    steps
}

/// One edit: its own fields, then the rows, then the species as it would be read.
fn step(source: &Source, edit: &CatalogueEdit) -> Result<Source, Vec<Wrong>> {
    let mut edit = edit.clone();
    edit.trim();
    let edit = &edit;
    if let Err(errors) = edit.validate() {
        let wrong =
            errors.0.into_iter().flat_map(|(field, said)| said.into_iter().map(move |said| (field.clone(), said)));
        return Err(wrong.map(|(field, said)| (check::field_named(&field), said)).collect());
    }
    if !source.species().contains(&edit.species()) {
        return Err(vec![("species", format!("“{}” is no species of the catalogue.", edit.species()))]);
    }
    let mut next = source.clone();
    made(&mut next, edit).map_err(|wrong| vec![wrong])?;
    let (before, after) = (Complaints::of(source, edit.species()), Complaints::of(&next, edit.species()));
    let new = after.beyond(&before, edit);
    if new.is_empty() { Ok(next) } else { Err(new) }
}

fn made(source: &mut Source, edit: &CatalogueEdit) -> Result<(), Wrong> {
    match edit {
        CatalogueEdit::AddGene { species, fields } => gene::add(source, species, fields),
        CatalogueEdit::ChangeGene { species, gene, fields } => gene::change(source, species, gene, fields),
        CatalogueEdit::MergeGenes { species, gene, into } => gene::merge(source, species, gene, into),
        CatalogueEdit::AddCombo { species, fields } => add_combo(source, species, fields),
        CatalogueEdit::ChangeCombo { species, combo, fields } => {
            let at = find_combo(source, species, combo)?;
            let Some(row) = source.combos.get_mut(at) else { return Err(unchanged("name")) };
            if row.fields == *fields {
                return Err(unchanged("name"));
            }
            row.fields = fields.clone();
            Ok(())
        }
        CatalogueEdit::RemoveCombo { species, combo } => {
            let at = find_combo(source, species, combo)?;
            source.combos.remove(at);
            Ok(())
        }
        CatalogueEdit::AddRule { species, fields } => rule::add(source, species, fields),
        CatalogueEdit::ChangeRule { species, rule, fields } => rule::change(source, species, rule, fields),
        CatalogueEdit::RemoveRule { species, rule } => rule::remove(source, species, rule),
    }
}

fn unchanged(field: &'static str) -> Wrong {
    (field, "Nothing would be changed: this is what stands there already.".to_owned())
}

fn add_combo(source: &mut Source, species: &str, fields: &ComboFields) -> Result<(), Wrong> {
    // After the last of its species, so that it stands with its like.
    let last = source.combos.iter().rposition(|row| row.species == species);
    let at = last.map_or(source.combos.len(), |at| at + 1);
    source.combos.insert(at, ComboRow { species: species.to_owned(), fields: fields.clone() });
    Ok(())
}

fn find_combo(source: &Source, species: &str, name: &str) -> Result<usize, Wrong> {
    let missing = || format!("“{name}” is no combo of its own: what a gene’s remarks name is changed with the gene.");
    source.find_combo(species, name).ok_or_else(|| ("combo", missing()))
}

#[cfg(test)]
mod tests;
