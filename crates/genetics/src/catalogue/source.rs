//! The catalogue as rows that can be edited, and back to the texts that it is read from.

use super::{
    csv::{Columns, Record},
    load::{COMBOS, CatalogueError, GENES, table},
    rule::{grade, read as read_rule, write as write_rule},
    supplement::Line,
    taxon::{Grade, Taxon},
    texts::Texts,
    words::squash,
};
use repti_model::{
    catalogue::{ComboFields, GeneFields, RuleFields},
    genes::GeneRisk,
};

/// A row of `genes.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneRow {
    pub species: String,
    pub fields: GeneFields,
}

/// A row of `combos.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboRow {
    pub species: String,
    pub fields: ComboFields,
}

/// A rule that is written as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRule {
    /// Its place among the notes.
    pub at: usize,
    pub species: String,
    pub fields: RuleFields,
}

/// The whole content: rows of genes and combos, lines of the supplement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub genes: Vec<GeneRow>,
    pub combos: Vec<ComboRow>,
    /// Comments and empty lines among them: they say what the lines mean.
    pub notes: Vec<String>,
}

impl Source {
    /// The rows of three texts.
    ///
    /// # Errors
    /// [`CatalogueError`] with file and line.
    pub fn read(texts: &Texts) -> Result<Self, CatalogueError> {
        let (columns, rows) = table("genes.csv", &texts.genes, &GENES)?;
        let genes = rows.iter().map(|row| gene(&columns, row)).collect();
        let (columns, rows) = table("combos.csv", &texts.combos, &COMBOS)?;
        let combos = rows.iter().map(|row| combo(&columns, row)).collect();
        Ok(Self { genes, combos, notes: texts.supplement.lines().map(str::to_owned).collect() })
    }

    /// The texts, in a form of their own: reading them gives the same rows.
    #[must_use]
    pub fn write(&self) -> Texts {
        let mut genes = header(&GENES);
        for GeneRow { species, fields } in &self.genes {
            let own = [
                species,
                &fields.name,
                &fields.aliases,
                &fields.inheritance,
                &fields.locus,
                &fields.form,
                &fields.issues,
                &fields.linkage,
                &fields.molecular,
                &fields.source,
                &fields.certainty,
            ];
            push_row(&mut genes, &own);
        }
        let mut combos = header(&COMBOS);
        for ComboRow { species, fields } in &self.combos {
            push_row(&mut combos, &[species, &fields.name, &fields.genotype, &fields.source, &fields.certainty]);
        }
        let mut supplement = self.notes.join("\n");
        supplement.push('\n');
        Texts { genes, combos, supplement }
    }

    /// The rows of one species alone.
    #[must_use]
    pub fn only(&self, species: &str) -> Self {
        Self {
            genes: self.genes.iter().filter(|row| row.species == species).cloned().collect(),
            combos: self.combos.iter().filter(|row| row.species == species).cloned().collect(),
            notes: self.notes.iter().filter(|line| taxon_of(line) == Some(species)).cloned().collect(),
        }
    }

    /// One species, read.
    ///
    /// # Errors
    /// [`CatalogueError`] where a species has more genes than can be told apart.
    pub fn taxon(&self, species: &str) -> Result<Option<Taxon>, CatalogueError> {
        let catalogue = self.only(species).write().load()?;
        Ok(catalogue.taxa.into_iter().find(|taxon| taxon.name == species))
    }

    /// Species with genes, each once, in order.
    #[must_use]
    pub fn species(&self) -> Vec<&str> {
        let mut species: Vec<&str> = Vec::new();
        for row in &self.genes {
            if !species.contains(&row.species.as_str()) {
                species.push(&row.species);
            }
        }
        species
    }

    /// Where a gene's row is, by its name.
    #[must_use]
    pub fn find_gene(&self, species: &str, name: &str) -> Option<usize> {
        let is = |row: &GeneRow| row.species == species && squash(&row.fields.name) == squash(name);
        self.genes.iter().position(is)
    }

    /// Where a combo's row is, by its name.
    #[must_use]
    pub fn find_combo(&self, species: &str, name: &str) -> Option<usize> {
        let is = |row: &ComboRow| row.species == species && squash(&row.fields.name) == squash(name);
        self.combos.iter().position(is)
    }

    /// The rules that are written as such, of all species, in order.
    pub fn rules(&self) -> impl Iterator<Item = SourceRule> {
        self.notes.iter().enumerate().filter_map(|(at, line)| {
            let line = Line::read(line)?;
            let (grade, first) = match line.kind {
                "lethal" => (GeneRisk::Lethal, 0),
                "rule" => (risk(grade(line.field(0))?), 1),
                _ => return None,
            };
            let text = |at: usize| line.field(at).to_owned();
            let fields = RuleFields { grade, when: text(first), text: text(first + 1), certainty: text(first + 2) };
            Some(SourceRule { at, species: line.taxon.to_owned(), fields })
        })
    }

    /// Every rule of a species: with its place where it is written as one, without where it is read out of remarks.
    #[must_use]
    pub fn all_rules(&self, taxon: &Taxon) -> Vec<(Option<usize>, RuleFields)> {
        let mut all: Vec<(Option<usize>, RuleFields)> = Vec::new();
        let (mut known, mut remarked) = (Vec::new(), Vec::new());
        for rule in self.rules().filter(|rule| rule.species == taxon.name) {
            if let Ok(when) = read_rule(taxon, &rule.fields.when) {
                known.push((rule.fields.grade, super::rule::normal(&when)));
            }
            all.push((Some(rule.at), rule.fields));
        }
        for rule in &taxon.rules {
            let (grade, when) = (risk(rule.grade), super::rule::normal(&rule.when));
            if known.iter().any(|own| own.0 == grade && own.1 == when) {
                continue;
            }
            let certainty = format!("{:?}", rule.certainty);
            // Several remarks on the same animals are one rule: it is as sure as the least sure of them.
            let again = remarked.iter().find(|(_, own)| *own == (grade, when.clone())).map(|(at, _)| *at);
            if let Some((_, fields)) = again.and_then(|at: usize| all.get_mut(at)) {
                if !fields.text.contains(&rule.text) {
                    fields.text = format!("{}; {}", fields.text, rule.text);
                    fields.certainty = certainty.max(fields.certainty.clone());
                }
                continue;
            }
            remarked.push((all.len(), (grade, when)));
            let fields = RuleFields { grade, when: write_rule(taxon, &rule.when), text: rule.text.clone(), certainty };
            all.push((None, fields));
        }
        all
    }
}

pub(super) const fn risk(grade: Grade) -> GeneRisk {
    match grade {
        Grade::Lethal => GeneRisk::Lethal,
        Grade::Welfare => GeneRisk::Welfare,
        Grade::Fertility => GeneRisk::Fertility,
    }
}

/// The species that a line of the supplement is about.
pub(super) fn taxon_of(line: &str) -> Option<&str> {
    Line::read(line).map(|line| line.taxon)
}

fn gene(columns: &Columns, row: &Record) -> GeneRow {
    let get = |name| columns.get(row, name).to_owned();
    GeneRow {
        species: get("species"),
        fields: GeneFields {
            name: get("gene"),
            aliases: get("aliases"),
            inheritance: get("inheritance"),
            locus: get("locus_group"),
            form: get("super_or_compound_form"),
            issues: get("known_issues"),
            linkage: get("sex_linkage"),
            molecular: get("molecular_gene"),
            source: get("source"),
            certainty: get("certainty"),
        },
    }
}

fn combo(columns: &Columns, row: &Record) -> ComboRow {
    let get = |name| columns.get(row, name).to_owned();
    ComboRow {
        species: get("species"),
        fields: ComboFields {
            name: get("combo_name"),
            genotype: get("genotype"),
            source: get("source"),
            certainty: get("certainty"),
        },
    }
}

fn header(columns: &[&str]) -> String {
    let mut line = columns.join(",");
    line.push('\n');
    line
}

/// A row of RFC 4180: quoted where it has to be.
fn push_row(out: &mut String, fields: &[&String]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{super::Catalogue, *};
    use proptest::prelude::*;

    #[test]
    fn what_comes_with_the_engine_is_the_same_after_being_written() {
        let source = Source::read(&Texts::seeded()).unwrap();
        let written = source.write();
        assert_eq!(Source::read(&written).unwrap(), source);
        assert_eq!(written.load().unwrap().taxa, Catalogue::seeded().taxa);
        assert_eq!(source.species().len(), 9);
    }

    #[test]
    fn a_species_by_itself_is_what_it_is_among_the_others() {
        let source = Source::read(&Texts::seeded()).unwrap();
        for species in source.species() {
            assert_eq!(source.taxon(species).unwrap().as_ref(), Catalogue::seeded().taxon(species), "{species}");
        }
    }

    #[test]
    fn rules_in_writing_are_read_as_they_were_written() {
        for taxon in &Catalogue::seeded().taxa {
            for rule in &taxon.rules {
                let text = write_rule(taxon, &rule.when);
                let read = read_rule(taxon, &text).unwrap_or_else(|error| panic!("{text}: {error}"));
                assert_eq!(super::super::rule::normal(&read), super::super::rule::normal(&rule.when), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_row_is_the_same_after_being_written(
            texts in proptest::collection::vec("[ -~\\n\"äß🦎]{0,12}", 9),
            name in "[a-z]{1,8}",
        ) {
            let text = |at: usize| texts[at].trim().to_owned();
            let fields = GeneFields {
                name: name.clone(),
                aliases: text(0),
                inheritance: text(1),
                locus: text(2),
                form: text(3),
                issues: text(4),
                linkage: text(5),
                molecular: text(6),
                source: text(7),
                certainty: text(8),
            };
            let combo = ComboFields { name, genotype: text(0), source: text(1), certainty: text(2) };
            let source = Source {
                genes: vec![GeneRow { species: "newt".into(), fields }],
                combos: vec![ComboRow { species: "newt".into(), fields: combo }],
                notes: vec!["# a newt".into(), "species|newt||zw".into()],
            };
            prop_assert_eq!(Source::read(&source.write()).unwrap(), source);
        }
    }
}
