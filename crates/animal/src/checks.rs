//! From records to the subjects that the pure checks take.

use crate::{Animals, Result, store::node::Node};
use repti_db::Tx;
use repti_genetics::lineage::Subject;
use repti_model::{
    TaxonId,
    animal::{Origin, ParentSide},
    lineage::{Relative, Shown},
    registry::AnimalFields,
};
use serde_json::{Value, json};

/// How messages name an animal: `Kiwi (CR-062)`, or the code alone.
pub(crate) fn label(name: &str, code: &str) -> String {
    match (name.is_empty(), code.is_empty()) {
        (true, _) => code.to_owned(),
        (false, true) => name.to_owned(),
        (false, false) => format!("{name} ({code})"),
    }
}

/// How messages name a relative, no more than its owner shows.
pub(crate) fn relative_label(relative: &Relative) -> String {
    if relative.shown == Shown::Hidden {
        return "a private animal of another breeder".to_owned();
    }
    match label(&relative.name, &relative.code) {
        label if label.is_empty() => "an unnamed animal".to_owned(),
        label => label,
    }
}

/// A claim as the history keeps it.
pub(crate) fn claim_value(parent: &Relative, basis: &str, chance: &str) -> Value {
    json!({ "parent": relative_label(parent), "id": parent.id, "basis": basis, "chance": chance })
}

/// The history's field for a claim.
pub(crate) const fn side_field(side: ParentSide) -> &'static str {
    side.as_str()
}

impl Animals {
    /// An animal of the actor's own as a side of a claim.
    pub(crate) async fn own_subject(&self, tx: &mut Tx, fields: &AnimalFields) -> Result<Subject> {
        Ok(Subject {
            label: label(&fields.name, &fields.code),
            taxon: self.rules(tx, fields.taxon_id).await?,
            sex: fields.sex,
            born: fields.born,
            died_on: fields.died_on,
            origin: fields.origin,
            hybrid: fields.hybrid,
        })
    }

    /// A parent as it shows to the one who claims it. What its owner doesn't show takes no part in the checks, so that a refusal tells
    /// nothing about it. `of_taxon` stands in where even the taxon is hidden.
    pub(crate) async fn parent_subject(&self, tx: &mut Tx, node: &Node, of_taxon: TaxonId) -> Result<Subject> {
        Ok(Subject {
            label: relative_label(&node.relative),
            taxon: self.rules(tx, node.taxon_id.unwrap_or(of_taxon)).await?,
            sex: node.relative.sex,
            born: node.relative.born,
            died_on: node.died_on,
            origin: Origin::Unknown,
            hybrid: false,
        })
    }
}
