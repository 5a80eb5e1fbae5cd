//! Everybody who can be a parent: the rows of the file and the animals that are here, found by id and by name.

use std::collections::HashMap;

use jiff::civil::Date;
use repti_genetics::lineage::{Subject, TaxonRules};
use repti_model::{
    animal::{BirthDate, Origin, ParentSide, Sex},
    exchange::ImportFormat,
    registry::Taxon,
};

use super::{Action, Known, ParentTarget, PlanInput, draft::Draft};
use crate::import::values::code::key;

/// A row or a recorded animal: rows come first, recorded animals behind them.
pub(super) type Node = usize;

/// What the checks need to know of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub taxon: Option<usize>,
    pub sex: Sex,
    pub born: Option<BirthDate>,
    pub died_on: Option<Date>,
    pub origin: Origin,
    pub hybrid: bool,
}

/// How a text was resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    One(Node),
    /// Several have the name.
    Several(usize),
    /// It is the row on this line, which has an error.
    Broken(u32),
    Nobody,
}

/// Everybody.
pub(super) struct People<'a> {
    drafts: &'a [Draft],
    input: &'a PlanInput<'a>,
    facts: Vec<Facts>,
    rules: Vec<TaxonRules>,
    /// The node that stands for a row; none for rows with an error.
    row_nodes: Vec<Option<Node>>,
    ids: HashMap<String, Node>,
    /// Ids as written, where a file tells `d` from `D`.
    written: HashMap<&'a str, Node>,
    names: HashMap<String, Vec<Node>>,
    broken: HashMap<String, u32>,
    by_id: HashMap<uuid::Uuid, Node>,
}

impl<'a> People<'a> {
    pub(super) fn new(drafts: &'a [Draft], input: &'a PlanInput<'a>) -> Self {
        let known = &input.registry.animals;
        let rows = drafts.len();
        let by_id: HashMap<uuid::Uuid, Node> =
            known.iter().enumerate().map(|(at, animal)| (animal.id, rows + at)).collect();
        let taxa: HashMap<&str, usize> =
            input.taxa.taxa().iter().enumerate().map(|(at, taxon)| (taxon.slug.as_str(), at)).collect();

        let of_row = |draft: &Draft| Facts {
            taxon: draft.taxon,
            sex: draft.animal.sex.unwrap_or_default(),
            born: draft.animal.born,
            died_on: draft.animal.died_on,
            origin: draft.animal.origin.unwrap_or_default(),
            hybrid: false,
        };
        let of_known = |animal: &Known| Facts {
            taxon: taxa.get(animal.taxon.as_str()).copied(),
            sex: animal.sex,
            born: animal.born,
            died_on: animal.died_on,
            origin: animal.origin,
            hybrid: animal.hybrid,
        };
        let facts: Vec<Facts> = drafts.iter().map(of_row).chain(known.iter().map(of_known)).collect();
        let rules = rules(input.taxa.taxa());

        let mut people = Self {
            drafts,
            input,
            facts,
            rules,
            row_nodes: Vec::with_capacity(rows),
            ids: HashMap::with_capacity(rows + known.len()),
            written: HashMap::new(),
            names: HashMap::with_capacity(rows),
            broken: HashMap::new(),
            by_id,
        };
        for (at, draft) in drafts.iter().enumerate() {
            let node = match draft.action {
                _ if draft.has_error() => None,
                Action::Skip(id) | Action::Update(id) => people.by_id.get(&id).copied(),
                _ => Some(at),
            };
            people.row_nodes.push(node);
            people.add_row(draft, node);
        }
        for (at, animal) in known.iter().enumerate() {
            let node = rows + at;
            people.ids.entry(key(&animal.code)).or_insert(node);
            if let Some(id) = &animal.external_id {
                people.ids.entry(key(id)).or_insert(node);
            }
            people.add_name(&animal.name, node);
        }
        people
    }

    fn add_row(&mut self, draft: &'a Draft, node: Option<Node>) {
        if self.input.format == ImportFormat::Pedigree
            && let (Some(id), Some(node)) = (&draft.id, node)
        {
            self.written.entry(id).or_insert(node);
        }
        let ids = [Some(draft.animal.external_id.as_str()), draft.animal.code.as_deref(), draft.id.as_deref()];
        for id in ids.into_iter().flatten().filter(|id| !id.is_empty()) {
            match node {
                Some(node) => {
                    self.ids.entry(key(id)).or_insert(node);
                }
                None => {
                    self.broken.entry(key(id)).or_insert(draft.line);
                }
            }
        }
        match node {
            Some(node) => {
                if let Action::Update(_) = draft.action {
                    let facts = &mut self.facts[node];
                    facts.sex = draft.animal.sex.unwrap_or(facts.sex);
                    facts.born = draft.animal.born.or(facts.born);
                    facts.died_on = draft.animal.died_on.or(facts.died_on);
                    facts.origin = draft.animal.origin.unwrap_or(facts.origin);
                }
                self.add_name(&draft.animal.name, node);
            }
            None if !draft.animal.name.is_empty() => {
                self.broken.entry(key(&draft.animal.name)).or_insert(draft.line);
            }
            None => {}
        }
    }

    fn add_name(&mut self, name: &str, node: Node) {
        if name.is_empty() {
            return;
        }
        let named = self.names.entry(key(name)).or_default();
        if !named.contains(&node) && named.len() < 64 {
            named.push(node);
        }
    }

    pub(super) fn row_node(&self, row: usize) -> Option<Node> {
        self.row_nodes[row]
    }

    /// The animal as the lineage checks take it; none without a taxon.
    pub(super) fn subject(&self, node: Node) -> Option<Subject> {
        let facts = self.facts[node];
        Some(Subject {
            label: self.label(node),
            taxon: self.rules[facts.taxon?].clone(),
            sex: facts.sex,
            born: facts.born,
            died_on: facts.died_on,
            origin: facts.origin,
            hybrid: facts.hybrid,
        })
    }

    pub(super) fn facts(&self, node: Node) -> Facts {
        self.facts[node]
    }

    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// The node of a recorded animal.
    pub(super) fn known_node(&self, id: uuid::Uuid) -> Option<Node> {
        self.by_id.get(&id).copied()
    }

    /// Whether an earlier import left this parent of a recorded animal open.
    pub(super) fn is_open(&self, node: Node, side: ParentSide) -> bool {
        let known = node.checked_sub(self.drafts.len()).map(|at| &self.input.registry.animals[at]);
        known.is_some_and(|known| if side == ParentSide::Sire { known.open_sire } else { known.open_dam })
    }

    pub(super) fn target(&self, node: Node) -> ParentTarget {
        match node.checked_sub(self.drafts.len()) {
            Some(known) => ParentTarget::Known(self.input.registry.animals[known].id),
            None => ParentTarget::Row(self.drafts[node].line),
        }
    }

    /// What a person calls it.
    pub(super) fn label(&self, node: Node) -> String {
        match node.checked_sub(self.drafts.len()) {
            None => self.drafts[node].label(),
            Some(at) => {
                let known = &self.input.registry.animals[at];
                if known.name.is_empty() || known.name == known.code {
                    known.code.clone()
                } else {
                    format!("{} ({})", known.name, known.code)
                }
            }
        }
    }

    /// Finds a parent by id, else by name. Of several with the name only those of the right sex and species count.
    pub(super) fn find(&self, text: &str, side: ParentSide, child: Node) -> Found {
        if let Some(node) = self.written.get(text) {
            return Found::One(*node);
        }
        let wanted = key(text);
        if let Some(node) = self.ids.get(&wanted) {
            return Found::One(*node);
        }
        match self.names.get(&wanted).map(Vec::as_slice) {
            Some([one]) => Found::One(*one),
            Some(several) => {
                let taxon = self.facts[child].taxon;
                let possible: Vec<Node> = several
                    .iter()
                    .copied()
                    .filter(|node| {
                        *node != child
                            && self.facts[*node].taxon == taxon
                            && matches!(self.facts[*node].sex, sex if sex == side.sex() || sex == Sex::Unknown)
                    })
                    .collect();
                match possible[..] {
                    [one] => Found::One(one),
                    _ => Found::Several(several.len()),
                }
            }
            None => self.broken.get(&wanted).map_or(Found::Nobody, |line| Found::Broken(*line)),
        }
    }
}

/// What each taxon says about parents.
fn rules(taxa: &[Taxon]) -> Vec<TaxonRules> {
    let parents: HashMap<_, _> = taxa.iter().map(|taxon| (taxon.id, taxon.parent_id)).collect();
    taxa.iter()
        .map(|taxon| {
            let mut above = Vec::new();
            let mut next = taxon.parent_id;
            while let Some(parent) = next.filter(|parent| !above.contains(parent)) {
                above.push(parent);
                next = parents.get(&parent).copied().flatten();
            }
            TaxonRules {
                id: taxon.id,
                name: taxon.common_name.clone(),
                above,
                min_breeding_days_male: taxon.min_breeding_days_male,
                min_breeding_days_female: taxon.min_breeding_days_female,
            }
        })
        .collect()
}
