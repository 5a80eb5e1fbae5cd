//! Edits of the catalogue: what a proposal is made of.

use crate::{FieldErrors, genes::GeneRisk, text::check_line, text_enum::text_enum};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What an edit does.
    pub enum EditKind {
        ChangeGene = ("change_gene", "Change a gene"),
        AddGene = ("add_gene", "Add a gene"),
        MergeGenes = ("merge_genes", "Merge two genes"),
        AddCombo = ("add_combo", "Add a combo"),
        ChangeCombo = ("change_combo", "Change a combo"),
        RemoveCombo = ("remove_combo", "Remove a combo"),
        AddRule = ("add_rule", "Add a rule"),
        ChangeRule = ("change_rule", "Change a rule"),
        RemoveRule = ("remove_rule", "Remove a rule"),
    }
}

/// What is on record of a gene, in the words of the catalogue's own columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeneFields {
    pub name: String,
    /// With semicolons between them; what stands in parentheses is a remark.
    pub aliases: String,
    /// Begins with "recessive", "incomplete dominant" or "dominant"; anything else ("polygenic") makes it a name without a probability.
    pub inheritance: String,
    /// The complex or locus; genes of one name here are alleles. Empty: a locus of its own.
    pub locus: String,
    /// What two copies look like, and remarks on compounds.
    pub form: String,
    /// Known issues; welfare and lethality are read out of them.
    pub issues: String,
    /// "autosomal", "Z-linked", "X-linked", "sex-linked XY".
    pub linkage: String,
    /// The gene of the molecule, where it is known.
    pub molecular: String,
    pub source: String,
    /// A peer-reviewed, B named source, C general knowledge, D sources conflict.
    pub certainty: String,
}

impl GeneFields {
    /// Each field: its name in a form, its label, its value.
    #[must_use]
    pub fn values(&self) -> [(&'static str, &'static str, &str); 10] {
        [
            ("name", "Name", &self.name),
            ("aliases", "Other names", &self.aliases),
            ("inheritance", "Inheritance", &self.inheritance),
            ("locus", "Complex or locus", &self.locus),
            ("form", "Two copies and compounds", &self.form),
            ("issues", "Known issues", &self.issues),
            ("linkage", "Linkage", &self.linkage),
            ("molecular", "Molecular gene", &self.molecular),
            ("source", "Source", &self.source),
            ("certainty", "Certainty", &self.certainty),
        ]
    }

    /// Without spaces around the fields.
    pub fn trim(&mut self) {
        for field in [
            &mut self.name,
            &mut self.aliases,
            &mut self.inheritance,
            &mut self.locus,
            &mut self.form,
            &mut self.issues,
            &mut self.linkage,
            &mut self.molecular,
            &mut self.source,
            &mut self.certainty,
        ] {
            *field = field.trim().to_owned();
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        check_name(errors, "name", &self.name);
        check_line(errors, "aliases", "other names", &self.aliases, 0, 400);
        check_line(errors, "inheritance", "how it is inherited, such as recessive", &self.inheritance, 1, 120);
        check_line(errors, "locus", "the complex", &self.locus, 0, 200);
        check_line(errors, "form", "what two copies look like", &self.form, 0, 300);
        check_line(errors, "issues", "known issues", &self.issues, 0, 500);
        check_line(errors, "linkage", "the linkage", &self.linkage, 0, 120);
        check_line(errors, "molecular", "the molecular gene", &self.molecular, 0, 200);
        check_line(errors, "source", "who says so", &self.source, 1, 500);
        check_certainty(errors, &self.certainty);
        if self.aliases.contains('|') {
            errors.push("aliases", "The sign | can't be used in a name. Put a semicolon between names.");
        }
        // A combo is told by its own edit, with its genes.
        if self.inheritance.trim().eq_ignore_ascii_case("combo") {
            errors.push("inheritance", "A combo is no gene: add it as a combo.");
        }
    }
}

/// A trade name of several genes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComboFields {
    pub name: String,
    /// "Super Pastel + Spider", "Clown visual + Pastel", "Yellow Belly/Spark".
    pub genotype: String,
    pub source: String,
    pub certainty: String,
}

impl ComboFields {
    /// Each field: its name in a form, its label, its value.
    #[must_use]
    pub fn values(&self) -> [(&'static str, &'static str, &str); 4] {
        [
            ("name", "Name", &self.name),
            ("genotype", "Genotype", &self.genotype),
            ("source", "Source", &self.source),
            ("certainty", "Certainty", &self.certainty),
        ]
    }

    /// Without spaces around the fields.
    pub fn trim(&mut self) {
        for field in [&mut self.name, &mut self.genotype, &mut self.source, &mut self.certainty] {
            *field = field.trim().to_owned();
        }
    }

    fn check(&self, errors: &mut FieldErrors) {
        check_name(errors, "name", &self.name);
        check_line(errors, "genotype", "its genes, such as Super Pastel + Spider", &self.genotype, 1, 300);
        check_line(errors, "source", "who says so", &self.source, 1, 500);
        check_certainty(errors, &self.certainty);
    }
}

/// A rule of lethality, welfare or fertility.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFields {
    pub grade: GeneRisk,
    /// "Spider" (one copy or more), "Spider/Spider" (two), "Spider/Champagne" (a compound), "visual Clown"; several loci with " + ".
    pub when: String,
    /// What happens, in a sentence.
    pub text: String,
    pub certainty: String,
}

impl RuleFields {
    /// Each field: its name in a form, its label, its value.
    #[must_use]
    pub fn values(&self) -> [(&'static str, &'static str, &str); 4] {
        [
            ("grade", "Grade", self.grade.label()),
            ("when", "Which animals", &self.when),
            ("text", "What happens", &self.text),
            ("certainty", "Certainty", &self.certainty),
        ]
    }

    /// Without spaces around the fields.
    pub fn trim(&mut self) {
        for field in [&mut self.when, &mut self.text, &mut self.certainty] {
            *field = field.trim().to_owned();
        }
    }

    /// What it is found by.
    #[must_use]
    pub fn key(&self) -> RuleKey {
        RuleKey { grade: self.grade, when: self.when.clone() }
    }

    fn check(&self, errors: &mut FieldErrors) {
        check_line(errors, "when", "which animals, such as Spider/Spider", &self.when, 1, 200);
        check_line(errors, "text", "what happens", &self.text, 3, 300);
        check_certainty(errors, &self.certainty);
        for (field, text) in [("when", &self.when), ("text", &self.text)] {
            if text.contains('|') {
                errors.push(field, "The sign | can't be used here.");
            }
        }
    }
}

/// What a rule is found by: there is one of a grade for the same animals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleKey {
    pub grade: GeneRisk,
    pub when: String,
}

/// One edit of one species. Edits of a proposal are applied in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CatalogueEdit {
    AddGene {
        species: String,
        fields: GeneFields,
    },
    /// Every field as it shall stand. A gene that is renamed keeps its old name as an alias, and its address.
    ChangeGene {
        species: String,
        gene: String,
        fields: GeneFields,
    },
    /// The gene's names become aliases of the other, and what refers to it refers to the other.
    MergeGenes {
        species: String,
        gene: String,
        into: String,
    },
    AddCombo {
        species: String,
        fields: ComboFields,
    },
    ChangeCombo {
        species: String,
        combo: String,
        fields: ComboFields,
    },
    RemoveCombo {
        species: String,
        combo: String,
    },
    AddRule {
        species: String,
        fields: RuleFields,
    },
    ChangeRule {
        species: String,
        rule: RuleKey,
        fields: RuleFields,
    },
    RemoveRule {
        species: String,
        rule: RuleKey,
    },
}

impl CatalogueEdit {
    #[must_use]
    pub const fn kind(&self) -> EditKind {
        match self {
            Self::AddGene { .. } => EditKind::AddGene,
            Self::ChangeGene { .. } => EditKind::ChangeGene,
            Self::MergeGenes { .. } => EditKind::MergeGenes,
            Self::AddCombo { .. } => EditKind::AddCombo,
            Self::ChangeCombo { .. } => EditKind::ChangeCombo,
            Self::RemoveCombo { .. } => EditKind::RemoveCombo,
            Self::AddRule { .. } => EditKind::AddRule,
            Self::ChangeRule { .. } => EditKind::ChangeRule,
            Self::RemoveRule { .. } => EditKind::RemoveRule,
        }
    }

    #[must_use]
    pub fn species(&self) -> &str {
        match self {
            Self::AddGene { species, .. }
            | Self::ChangeGene { species, .. }
            | Self::MergeGenes { species, .. }
            | Self::AddCombo { species, .. }
            | Self::ChangeCombo { species, .. }
            | Self::RemoveCombo { species, .. }
            | Self::AddRule { species, .. }
            | Self::ChangeRule { species, .. }
            | Self::RemoveRule { species, .. } => species,
        }
    }

    /// The gene, combo or rule that it is about, by its name before the edit.
    #[must_use]
    pub fn target(&self) -> &str {
        match self {
            Self::AddGene { fields, .. } => &fields.name,
            Self::ChangeGene { gene, .. } | Self::MergeGenes { gene, .. } => gene,
            Self::AddCombo { fields, .. } => &fields.name,
            Self::ChangeCombo { combo, .. } | Self::RemoveCombo { combo, .. } => combo,
            Self::AddRule { fields, .. } => &fields.when,
            Self::ChangeRule { rule, .. } | Self::RemoveRule { rule, .. } => &rule.when,
        }
    }

    /// "Change a gene: Clown (ball python)".
    #[must_use]
    pub fn title(&self) -> String {
        let into = match self {
            Self::MergeGenes { into, .. } => format!(" into {into}"),
            _ => String::new(),
        };
        format!("{}: {}{into} ({})", self.kind().label(), self.target(), self.species())
    }

    /// Without spaces around what was typed.
    pub fn trim(&mut self) {
        match self {
            Self::AddGene { fields, .. } | Self::ChangeGene { fields, .. } => fields.trim(),
            Self::AddCombo { fields, .. } | Self::ChangeCombo { fields, .. } => fields.trim(),
            Self::AddRule { fields, .. } | Self::ChangeRule { fields, .. } => fields.trim(),
            Self::MergeGenes { into, .. } => *into = into.trim().to_owned(),
            Self::RemoveCombo { .. } | Self::RemoveRule { .. } => {}
        }
    }

    /// What can be said of it without the catalogue.
    ///
    /// # Errors
    /// Messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.species().trim().is_empty() {
            errors.push("species", "Choose a species.");
        }
        match self {
            Self::AddGene { fields, .. } | Self::ChangeGene { fields, .. } => fields.check(&mut errors),
            Self::AddCombo { fields, .. } | Self::ChangeCombo { fields, .. } => fields.check(&mut errors),
            Self::AddRule { fields, .. } | Self::ChangeRule { fields, .. } => fields.check(&mut errors),
            Self::MergeGenes { into, .. } => check_line(&mut errors, "into", "the gene that stays", into, 1, 80),
            Self::RemoveCombo { .. } | Self::RemoveRule { .. } => {}
        }
        errors.into_result()
    }
}

/// Semicolons part names, and the catalogue's own file parts its fields by `|`.
fn check_name(errors: &mut FieldErrors, field: &str, name: &str) {
    check_line(errors, field, "a name", name, 1, 80);
    if name.contains(['|', ';']) {
        errors.push(field, "The signs | and ; can't be used in a name.");
    } else if !name.trim().is_empty() && !name.chars().any(char::is_alphanumeric) {
        errors.push(field, "Use at least one letter or digit.");
    }
}

fn check_certainty(errors: &mut FieldErrors, certainty: &str) {
    if !matches!(certainty.trim(), "A" | "B" | "C" | "D") {
        errors.push("certainty", "Choose A, B, C or D.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clown() -> GeneFields {
        GeneFields {
            name: "Clown".into(),
            inheritance: "recessive".into(),
            source: "a book".into(),
            certainty: "B".into(),
            ..GeneFields::default()
        }
    }

    #[test]
    fn what_is_wrong_names_its_field() {
        let edit = |fields| CatalogueEdit::AddGene { species: "ball python".into(), fields };
        assert!(edit(clown()).validate().is_ok());
        for (field, wrong) in [
            ("name", GeneFields { name: "A;B".into(), ..clown() }),
            ("name", GeneFields { name: "–".into(), ..clown() }),
            ("aliases", GeneFields { aliases: "x|y".into(), ..clown() }),
            ("inheritance", GeneFields { inheritance: "Combo".into(), ..clown() }),
            ("inheritance", GeneFields { inheritance: " ".into(), ..clown() }),
            ("source", GeneFields { source: String::new(), ..clown() }),
            ("certainty", GeneFields { certainty: "E".into(), ..clown() }),
            ("issues", GeneFields { issues: "a\nb".into(), ..clown() }),
        ] {
            let errors = edit(wrong).validate().unwrap_err();
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), [field]);
        }
    }

    #[test]
    fn an_edit_survives_being_stored() {
        let rule = RuleFields {
            grade: GeneRisk::Welfare,
            when: "Spider".into(),
            text: "Wobble".into(),
            certainty: "B".into(),
        };
        let edits = [
            CatalogueEdit::ChangeGene { species: "ball python".into(), gene: "Pied".into(), fields: clown() },
            CatalogueEdit::ChangeRule { species: "ball python".into(), rule: rule.key(), fields: rule },
        ];
        let stored = serde_json::to_string(&edits).unwrap();
        assert_eq!(serde_json::from_str::<Vec<CatalogueEdit>>(&stored).unwrap(), edits);
        assert_eq!(edits[0].title(), "Change a gene: Pied (ball python)");
    }
}
