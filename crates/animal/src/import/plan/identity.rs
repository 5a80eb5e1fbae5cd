//! Which animal a row stands for: a new one, one that is here already, or one that an earlier row named.

use std::collections::HashMap;

use super::{Action, PlanInput, draft::Draft};
use crate::import::{limits::MAX_EXTERNAL_CHARS, table::clip, values::code::key};
use repti_model::exchange::{ExistingPolicy, ImportFormat, IssueCode, RowIssue, TargetField as F};

/// Settles every row's action, finds repeated ids, and names rows without an id.
pub(super) fn settle(drafts: &mut [Draft], input: &PlanInput<'_>) {
    let known = KnownIds::new(input);
    let mut ids = Ids::default();
    let mut unnamed: HashMap<String, (u32, u32)> = HashMap::new();
    for draft in drafts {
        if draft.id.is_none() && !draft.animal.name.is_empty() {
            name_without_id(draft, &mut unnamed);
        }
        if draft.animal.external_id.is_empty() {
            continue;
        }
        if input.format == ImportFormat::Pedigree {
            ids.part_by_case(draft);
        }
        if let Some(line) = ids.repeated(draft) {
            let message = format!(
                "The id {} stands on line {line} already. Give each animal an id of its own, or remove one of the rows.",
                draft.label()
            );
            draft.issues.push(RowIssue::error(F::Code, IssueCode::DuplicateId, message));
            continue;
        }
        if let Some(position) = known.find(draft) {
            meet(draft, position, input);
        }
    }
}

/// The ids of the rows so far, with their lines.
#[derive(Default)]
struct Ids {
    lines: HashMap<String, u32>,
    /// As written, for files whose ids may differ in nothing but case; and how many share a key.
    written: HashMap<String, u32>,
    shared: HashMap<String, u32>,
}

impl Ids {
    /// The line of an earlier row with the same id or code.
    fn repeated(&mut self, draft: &Draft) -> Option<u32> {
        let external = key(&draft.animal.external_id);
        let code = draft.animal.code.as_deref().map(key).filter(|code| *code != external);
        let earlier =
            self.lines.get(&external).or_else(|| code.as_ref().and_then(|code| self.lines.get(code))).copied();
        for id in std::iter::once(external).chain(code) {
            self.lines.entry(id).or_insert(draft.line);
        }
        earlier
    }

    /// Programs for pedigrees tell `d` from `D`, codes here don't: the later one gets a new code and stays apart.
    fn part_by_case(&mut self, draft: &mut Draft) {
        let Some(id) = draft.id.clone() else { return };
        if self.written.contains_key(&id) {
            return;
        }
        let count = self.shared.entry(key(&id)).and_modify(|count| *count += 1).or_insert(1);
        if *count > 1 {
            draft.animal.external_id = format!("{id} | {count}");
            draft.animal.code = None;
            if draft.animal.name.is_empty() {
                draft.animal.name.clone_from(&id);
            }
            let message = format!(
                "{id} differs from an earlier id in nothing but upper and lower case. The animal gets a new id here."
            );
            draft.issues.push(RowIssue::warning(F::Code, IssueCode::CodeReplaced, message));
        }
        self.written.insert(id, draft.line);
    }
}

/// A row without an id is recognised by name, species and birth, and by how often they came before in the file.
fn name_without_id(draft: &mut Draft, seen: &mut HashMap<String, (u32, u32)>) {
    let animal = &mut draft.animal;
    let born = animal.born.map_or_else(|| "?".to_owned(), |born| born.to_string());
    let text = format!("{} | {} | {born}", animal.name, animal.taxon);
    let (count, line) = seen.entry(key(&text)).and_modify(|(count, _)| *count += 1).or_insert((1, draft.line));
    let text = clip(&text, MAX_EXTERNAL_CHARS - 8);
    animal.external_id = if *count == 1 { text.to_owned() } else { format!("{text} | {count}") };
    if *count > 1 {
        let message = format!(
            "Line {line} has the same name, species and birth. Both are imported; remove one of the rows if they are one animal."
        );
        draft.issues.push(RowIssue::warning(F::Name, IssueCode::DuplicateRow, message));
    }
}

/// The row's animal is here already.
fn meet(draft: &mut Draft, position: usize, input: &PlanInput<'_>) {
    let known = &input.registry.animals[position];
    let other_taxon = draft.taxon.is_some_and(|taxon| input.taxa.taxa()[taxon].slug != known.taxon);
    let taken = |what: &str| format!("{} is here already as another species ({}). {what}", known.code, known.taxon);
    match input.options.existing {
        ExistingPolicy::Skip => {
            draft.action = Action::Skip(known.id);
            if other_taxon {
                draft.issues.push(RowIssue::warning(F::Code, IssueCode::IdTaken, taken("The row is skipped.")));
            } else if known.archived {
                let message = format!("{} is in the archive. Restore it there; the row is skipped.", known.code);
                draft.issues.push(RowIssue::warning(F::Code, IssueCode::IsArchived, message));
            }
        }
        ExistingPolicy::Update => {
            draft.action = Action::Update(known.id);
            if other_taxon {
                draft.issues.push(RowIssue::error(
                    F::Code,
                    IssueCode::IdTaken,
                    taken("Give the row another id, or correct its species."),
                ));
            }
        }
    }
}

/// Recorded animals by code and by the id of an earlier import.
struct KnownIds {
    codes: HashMap<String, usize>,
    externals: HashMap<String, usize>,
}

impl KnownIds {
    fn new(input: &PlanInput<'_>) -> Self {
        let animals = &input.registry.animals;
        let codes = animals.iter().enumerate().map(|(position, known)| (key(&known.code), position)).collect();
        let externals = animals
            .iter()
            .enumerate()
            .filter_map(|(position, known)| known.external_id.as_deref().map(|id| (key(id), position)))
            .collect();
        Self { codes, externals }
    }

    /// By the id elsewhere first: a code may have been changed here since.
    fn find(&self, draft: &Draft) -> Option<usize> {
        let external = key(&draft.animal.external_id);
        let code = draft.animal.code.as_deref().map(key);
        self.externals.get(&external).or_else(|| code.and_then(|code| self.codes.get(&code))).copied()
    }
}
