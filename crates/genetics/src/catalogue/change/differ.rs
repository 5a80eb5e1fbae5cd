//! Differences between two contents, row by row.

use crate::{
    arrange::Arrange as _,
    catalogue::source::{Source, taxon_of},
};
use repti_model::catalogue::{CatalogueEdit, ChangeKind, EditConflict, FieldChange, RowChange, RowKind};
use std::collections::BTreeMap;

/// Species, kind and name of a row.
type Key = (String, RowKind, String);
/// The label and the value of each field.
type Fields = Vec<(&'static str, String)>;

/// What is otherwise in `after`: genes, combos and rules by their names, then the rest of the supplement line by line. A renamed row is one that
/// was removed and one that was added.
#[must_use]
pub fn diff(before: &Source, after: &Source) -> Vec<RowChange> {
    let (mut old, new) = (rows(before), rows(after));
    let mut changes = Vec::new();
    for (key, now) in new {
        match old.remove(&key) {
            Some(then) if then == now => {}
            Some(then) => changes.push(change(key, ChangeKind::Changed, &then, &now)),
            None => changes.push(change(key, ChangeKind::Added, &Vec::new(), &now)),
        }
    }
    changes.extend(old.into_iter().map(|(key, then)| change(key, ChangeKind::Removed, &then, &Vec::new())));
    changes
        .arrange_by(|left, right| (&left.species, left.row, &left.name).cmp(&(&right.species, right.row, &right.name)));
    changes
}

/// Rows that an edit is about and that aren't what they were when the proposal was begun.
#[must_use]
pub fn conflicts(base: &Source, now: &Source, edits: &[CatalogueEdit]) -> Vec<EditConflict> {
    if base == now {
        return Vec::new();
    }
    let changes = diff(base, now);
    let mut found = Vec::new();
    for (at, edit) in edits.iter().enumerate() {
        for (row, name) in targets(edit) {
            let met = changes
                .iter()
                .find(|change| change.species == edit.species() && change.row == row && change.name == name);
            if let Some(change) = met {
                let row = format!("{}: {name}", edit.species());
                found.push(EditConflict { edit: at, row, fields: change.fields.clone() });
            }
        }
    }
    found
}

fn targets(edit: &CatalogueEdit) -> Vec<(RowKind, String)> {
    match edit {
        CatalogueEdit::AddGene { fields, .. } => vec![(RowKind::Gene, fields.name.clone())],
        CatalogueEdit::ChangeGene { gene, .. } => vec![(RowKind::Gene, gene.clone())],
        CatalogueEdit::MergeGenes { gene, into, .. } => {
            vec![(RowKind::Gene, gene.clone()), (RowKind::Gene, into.clone())]
        }
        CatalogueEdit::AddCombo { fields, .. } => vec![(RowKind::Combo, fields.name.clone())],
        CatalogueEdit::ChangeCombo { combo, .. } | CatalogueEdit::RemoveCombo { combo, .. } => {
            vec![(RowKind::Combo, combo.clone())]
        }
        CatalogueEdit::AddRule { fields, .. } => vec![(RowKind::Rule, rule_name(fields.grade.label(), &fields.when))],
        CatalogueEdit::ChangeRule { rule, .. } | CatalogueEdit::RemoveRule { rule, .. } => {
            vec![(RowKind::Rule, rule_name(rule.grade.label(), &rule.when))]
        }
    }
}

fn rule_name(grade: &str, when: &str) -> String {
    format!("{grade}: {when}")
}

fn rows(source: &Source) -> BTreeMap<Key, Fields> {
    let mut rows = BTreeMap::new();
    let text = |fields: &[(&'static str, &'static str, &str)]| -> Fields {
        fields.iter().map(|(_, label, value)| (*label, (*value).to_owned())).collect()
    };
    // The catalogue may have a name twice: then the second is told apart by its number.
    let mut put = |species: &str, kind: RowKind, name: &str, fields: Fields| {
        let mut key = (species.to_owned(), kind, name.to_owned());
        let mut count = 2;
        while rows.contains_key(&key) {
            key.2 = format!("{name} ({count})");
            count += 1;
        }
        rows.insert(key, fields);
    };
    for row in &source.genes {
        put(&row.species, RowKind::Gene, &row.fields.name, text(&row.fields.values()));
    }
    for row in &source.combos {
        put(&row.species, RowKind::Combo, &row.fields.name, text(&row.fields.values()));
    }
    let mut told = Vec::new();
    for rule in source.rules() {
        told.push(rule.at);
        let name = rule_name(rule.fields.grade.label(), &rule.fields.when);
        put(&rule.species, RowKind::Rule, &name, text(&rule.fields.values()));
    }
    for (at, line) in source.notes.iter().enumerate() {
        if let Some(species) = taxon_of(line).filter(|_| !told.contains(&at)) {
            put(species, RowKind::Note, line, vec![("Line", line.clone())]);
        }
    }
    rows
}

fn change(key: Key, how: ChangeKind, before: &Fields, after: &Fields) -> RowChange {
    let value = |fields: &Fields, label: &str| {
        fields.iter().find(|field| field.0 == label).map(|field| field.1.clone()).unwrap_or_default()
    };
    let labels = if after.is_empty() { before } else { after };
    let fields = labels
        .iter()
        .map(|(label, _)| FieldChange {
            field: (*label).to_owned(),
            before: value(before, label),
            after: value(after, label),
        })
        .filter(|field| field.before != field.after)
        .collect();
    RowChange { species: key.0, row: key.1, name: key.2, how, fields }
}
