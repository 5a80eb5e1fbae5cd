//! Which column means what. Suggested from the layout and the headings, changed by the person, kept with the import.

use serde::{Deserialize, Serialize};

use super::{ImportOptions, TargetField};

/// For each column of the file the field that it fills; none where it is only kept as raw text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mapping {
    /// One entry a column, in the order of the file.
    pub columns: Vec<Option<TargetField>>,
}

/// Why a mapping can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingIssue {
    /// The field it concerns.
    pub field: TargetField,
    /// What is wrong and what to do.
    pub message: String,
}

impl Mapping {
    /// The column that fills a field.
    #[must_use]
    pub fn column_of(&self, field: TargetField) -> Option<usize> {
        self.columns.iter().position(|mapped| *mapped == Some(field))
    }

    /// What must be put right before the file can be previewed.
    #[must_use]
    pub fn problems(&self, headers: &[String], options: &ImportOptions) -> Vec<MappingIssue> {
        let mut issues = Vec::new();
        for field in TargetField::ALL {
            let mapped = |column: &usize| self.columns[*column] == Some(*field);
            let columns: Vec<usize> = (0..self.columns.len()).filter(mapped).collect();
            if columns.iter().any(|column| *column >= headers.len()) {
                issues.push(issue(*field, "This column is not in the file.".to_owned()));
            }
            if let [first, second, ..] = columns[..] {
                let name = |column: usize| headers.get(column).map_or("?", String::as_str);
                let (first, second) = (name(first), name(second));
                let message =
                    format!("Both “{first}” and “{second}” are mapped to {}. Keep one of them.", field.label());
                issues.push(issue(*field, message));
            }
        }
        if self.column_of(TargetField::Name).is_none() && self.column_of(TargetField::Code).is_none() {
            let message = "Choose the column with the animal's name or its id.";
            issues.push(issue(TargetField::Name, message.to_owned()));
        }
        if self.column_of(TargetField::Taxon).is_none() && options.default_taxon.is_none() {
            let message = "Choose the column with the species, or one species for all rows of this file.";
            issues.push(issue(TargetField::Taxon, message.to_owned()));
        }
        issues
    }
}

fn issue(field: TargetField, message: String) -> MappingIssue {
    MappingIssue { field, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_needs_a_name_or_an_id_and_a_species() {
        let headers = ["A", "B", "C"].map(str::to_owned);
        let mut mapping = Mapping { columns: vec![Some(TargetField::Sex), Some(TargetField::Sex), None] };
        let problems = mapping.problems(&headers, &ImportOptions::default());
        let fields: Vec<_> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [TargetField::Sex, TargetField::Name, TargetField::Taxon]);
        mapping.columns = vec![Some(TargetField::Code), Some(TargetField::Sex), None];
        let options = ImportOptions { default_taxon: Some("ball-python".to_owned()), ..ImportOptions::default() };
        assert_eq!(mapping.problems(&headers, &options), []);
    }

    #[test]
    fn a_mapping_survives_storage() {
        let mapping = Mapping { columns: vec![Some(TargetField::Code), None, Some(TargetField::HetTraits)] };
        let json = serde_json::to_string(&mapping).unwrap();
        assert_eq!(json, r#"{"columns":["code",null,"het_traits"]}"#);
        assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
    }
}
