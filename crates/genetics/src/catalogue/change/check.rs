//! What is wrong with a species as it would be read: names that two genes claim, combos of unknown genes, rules of unknown alleles. What was wrong
//! before an edit isn't the edit's fault.

use super::Wrong;
use crate::catalogue::{rule, source::Source, taxon::Taxon, words::squash};
use repti_model::catalogue::CatalogueEdit;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// A name, squashed.
    Name(String),
    Combo(String),
    Rule,
    Note,
    Species,
}

/// Each thing once.
pub struct Complaints(BTreeSet<(About, String)>);

impl Complaints {
    pub fn of(source: &Source, species: &str) -> Self {
        let mut found = BTreeSet::new();
        match source.taxon(species) {
            Ok(Some(taxon)) => {
                names(source, &taxon, &mut found);
                combos(&taxon, &mut found);
                notes(source, &taxon, &mut found);
            }
            Ok(None) => {}
            Err(error) => {
                found.insert((About::Species, error.to_string()));
            }
        }
        Self(found)
    }

    /// What an edit has brought, by the field of its form.
    pub fn beyond(self, before: &Self, edit: &CatalogueEdit) -> Vec<Wrong> {
        let mut new: Vec<_> = self.0.into_iter().filter(|complaint| !before.0.contains(complaint)).collect();
        // A name of two genes is none any more: whatever used it complains too, and says nothing new.
        if new.iter().any(|(about, _)| matches!(about, About::Name(_))) {
            new.retain(|(about, _)| matches!(about, About::Name(_)));
        }
        new.into_iter().map(|(about, message)| (field(edit, &about), message)).collect()
    }
}

fn field(edit: &CatalogueEdit, about: &About) -> &'static str {
    match (edit, about) {
        (CatalogueEdit::MergeGenes { .. }, _) => "into",
        (CatalogueEdit::AddGene { fields, .. } | CatalogueEdit::ChangeGene { fields, .. }, About::Name(name)) => {
            if squash(&fields.name) == *name {
                "name"
            } else {
                "aliases"
            }
        }
        (CatalogueEdit::AddGene { .. } | CatalogueEdit::ChangeGene { .. }, About::Combo(_)) => "name",
        (CatalogueEdit::AddGene { .. } | CatalogueEdit::ChangeGene { .. }, About::Rule | About::Note) => "locus",
        (CatalogueEdit::AddCombo { .. } | CatalogueEdit::ChangeCombo { .. }, About::Combo(_)) => "genotype",
        (CatalogueEdit::AddCombo { .. } | CatalogueEdit::ChangeCombo { .. }, _) => "name",
        (CatalogueEdit::RemoveCombo { .. }, _) => "combo",
        (CatalogueEdit::RemoveRule { .. }, _) => "rule",
        (CatalogueEdit::AddRule { .. } | CatalogueEdit::ChangeRule { .. }, _) => "when",
        (CatalogueEdit::AddGene { .. } | CatalogueEdit::ChangeGene { .. }, About::Species) => "locus",
    }
}

/// The field of a message out of the form's own rules.
pub fn field_named(field: &str) -> &'static str {
    const KNOWN: [&str; 16] = [
        "species",
        "name",
        "aliases",
        "inheritance",
        "locus",
        "form",
        "issues",
        "linkage",
        "molecular",
        "source",
        "certainty",
        "genotype",
        "grade",
        "when",
        "text",
        "into",
    ];
    KNOWN.into_iter().find(|known| *known == field).unwrap_or("")
}

/// Every name of genes, tags and combos belongs to one of them.
fn names(source: &Source, taxon: &Taxon, found: &mut BTreeSet<(About, String)>) {
    let mut owners: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut own = |name: &str, owner: String| {
        let squashed = squash(name);
        if !squashed.is_empty() {
            owners.entry(squashed).or_insert_with(|| (name.to_owned(), BTreeSet::new())).1.insert(owner);
        }
    };
    for allele in taxon.loci.iter().flat_map(|locus| &locus.alleles) {
        for name in [&allele.slug, &allele.name].into_iter().chain(&allele.aliases) {
            own(name, allele.name.clone());
        }
    }
    for tag in &taxon.tags {
        for name in [&tag.name].into_iter().chain(&tag.aliases) {
            own(name, tag.name.clone());
        }
    }
    let mut seen = BTreeMap::<String, usize>::new();
    for row in source.combos.iter().filter(|row| row.species == taxon.name) {
        let count = seen.entry(squash(&row.fields.name)).or_insert(0);
        *count += 1;
        let again = if *count > 1 { format!(" ({count})") } else { String::new() };
        own(&row.fields.name, format!("the combo {}{again}", row.fields.name));
    }
    for (squashed, (name, owners)) in owners {
        if owners.len() > 1 {
            let owners: Vec<String> = owners.into_iter().collect();
            let message = format!("“{name}” would be a name of {}.", owners.join(" and of "));
            found.insert((About::Name(squashed), message));
        }
    }
}

fn combos(taxon: &Taxon, found: &mut BTreeSet<(About, String)>) {
    for combo in &taxon.combos {
        let name = squash(&combo.name);
        for word in &combo.unread {
            let message = format!("“{word}” of the combo {} is no gene, combo or tag here.", combo.name);
            found.insert((About::Combo(name.clone()), message));
        }
        let none = combo.readings.first().is_none_or(Vec::is_empty);
        if none && combo.tags.is_empty() && combo.unread.is_empty() && !combo.text.starts_with("any ") {
            found.insert((About::Combo(name), format!("The combo {} names no gene.", combo.name)));
        }
    }
}

/// Lines that name genes must find each of them, once.
fn notes(source: &Source, taxon: &Taxon, found: &mut BTreeSet<(About, String)>) {
    for rule in source.rules().filter(|rule| rule.species == taxon.name) {
        if let Err(error) = rule::read(taxon, &rule.fields.when) {
            found.insert((About::Rule, format!("The rule “{}”: {error}", rule.fields.text)));
        }
    }
    let one = |name: &str| taxon.exact(&squash(name)).len() == 1;
    for line in source.notes.iter().filter_map(|line| crate::catalogue::supplement::Line::read(line)) {
        if line.taxon != taxon.name {
            continue;
        }
        let genes: Vec<&str> = match line.kind {
            "super" | "xy" => vec![line.field(0)],
            "series" => line.field(0).split('>').collect(),
            "linked" => vec![line.field(0), line.field(1)],
            "mask" => line.field(0).trim_start_matches("visual ").split('/').collect(),
            _ => Vec::new(),
        };
        for gene in genes.into_iter().filter(|gene| !one(gene)) {
            let message =
                format!("A note of the kind “{}” speaks of “{}”, which wouldn’t be one gene.", line.kind, gene.trim());
            found.insert((About::Note, message));
        }
    }
}
