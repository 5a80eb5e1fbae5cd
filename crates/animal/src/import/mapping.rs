//! Which column means what. Suggested from the layout and the headings, changed by the person, kept with the import.

mod field;
mod synonyms;

use serde::{Deserialize, Serialize};

pub use field::TargetField;

use super::{detect::Format, header, options::ImportOptions};

/// For each column of the file the field that it fills; none where it is only kept as raw text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// One entry a column, in the order of the file.
    pub columns: Vec<Option<TargetField>>,
}

/// Why a mapping can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingIssue {
    /// The field it concerns.
    pub field: TargetField,
    /// What is wrong and what to do.
    pub message: String,
}

impl Mapping {
    /// The best guess for these headings. Each field is given to one column at most.
    #[must_use]
    pub fn suggest(format: Format, headers: &[String]) -> Self {
        let keys: Vec<String> = headers.iter().map(|heading| header::key(heading)).collect();
        let mut columns = vec![None; headers.len()];
        for (field, words) in synonyms::of(format) {
            let free = |column: &usize| columns[*column].is_none();
            let found = words.iter().find_map(|word| (0..keys.len()).find(|column| free(column) && keys[*column] == *word));
            // A unit in the heading, as in "Weight (g)" or "length_mm", does not hide the field.
            let found = found.or_else(|| (0..keys.len()).find(|column| free(column) && field.matches_with_unit(&headers[*column], words)));
            if let Some(column) = found {
                columns[column] = Some(*field);
            }
        }
        Self { columns }
    }

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
            let columns: Vec<usize> =
                (0..self.columns.len()).filter(|column| self.columns[*column] == Some(*field)).collect();
            if columns.iter().any(|column| *column >= headers.len()) {
                issues.push(issue(*field, "This column is not in the file.".to_owned()));
            }
            if let [first, second, ..] = columns[..] {
                let name = |column: usize| headers.get(column).map_or("?", String::as_str);
                issues.push(issue(
                    *field,
                    format!("Both “{}” and “{}” are mapped to {}. Keep one of them.", name(first), name(second), field.label()),
                ));
            }
        }
        if self.column_of(TargetField::Name).is_none() && self.column_of(TargetField::Code).is_none() {
            issues.push(issue(TargetField::Name, "Choose the column with the animal's name or its id.".to_owned()));
        }
        if self.column_of(TargetField::Taxon).is_none() && options.default_taxon.is_none() {
            issues.push(issue(
                TargetField::Taxon,
                "Choose the column with the species, or one species for all rows of this file.".to_owned(),
            ));
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

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn suggested(format: Format, line: &str) -> Vec<Option<&'static str>> {
        Mapping::suggest(format, &headers(line)).columns.into_iter().map(|field| field.map(TargetField::as_str)).collect()
    }

    #[test]
    fn a_free_sheet_is_mapped_by_what_people_call_their_columns() {
        assert_eq!(
            suggested(Format::Spreadsheet, "Name,ID,Sex,Morphs,Hets,Weight (g),Notes,Hatch date,Sire,Dam,Rack"),
            [
                Some("name"), Some("code"), Some("sex"), Some("traits"), Some("het_traits"), Some("weight"), Some("notes"),
                Some("born"), Some("sire"), Some("dam"), None
            ]
        );
        assert_eq!(
            suggested(Format::Spreadsheet, "UNIQUE ID,SEX,STATUS,CLUTCH ID,Animal,Father,Mother,State"),
            [Some("code"), Some("sex"), Some("status"), Some("group"), Some("name"), Some("sire"), Some("dam"), None]
        );
    }

    #[test]
    fn a_pedigree_maps_ids_and_parents() {
        assert_eq!(
            suggested(Format::Pedigree, "ego_id,si.re,dam_id,sex,birth_date"),
            [Some("code"), Some("sire"), Some("dam"), Some("sex"), Some("born")]
        );
        assert_eq!(suggested(Format::Pedigree, "Ind,Sire,Dam"), [Some("code"), Some("sire"), Some("dam")]);
    }

    #[test]
    fn morphmarket_visibility_is_a_hint_and_never_mapped() {
        let mapping = Mapping::suggest(Format::MorphmarketExport, &crate::export::morphmarket::HEADER.map(str::to_owned));
        assert_eq!(mapping.columns[6], None);
        assert_eq!(mapping.columns[2], Some(TargetField::Code));
        assert_eq!(mapping.columns[41], Some(TargetField::Notes));
        assert_eq!(mapping.columns[39], Some(TargetField::Sire));
    }

    #[test]
    fn a_mapping_needs_a_name_or_an_id_and_a_species() {
        let headers = headers("A,B,C");
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
