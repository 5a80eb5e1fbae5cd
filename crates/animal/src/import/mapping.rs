//! The first guess at which column means what: by layout, else by what people call their columns.

mod synonyms;

use repti_model::exchange::{ImportFormat, Mapping, TargetField};

use super::header;

/// The best guess for these headings. Each field is given to one column at most.
#[must_use]
pub fn suggest(format: ImportFormat, headers: &[String]) -> Mapping {
    let keys: Vec<String> = headers.iter().map(|heading| header::key(heading)).collect();
    let mut columns = vec![None; headers.len()];
    for (field, words) in synonyms::of(format) {
        let free = |column: &usize| columns[*column].is_none();
        let found = words.iter().find_map(|word| (0..keys.len()).find(|column| free(column) && keys[*column] == *word));
        // A unit in the heading, as in "Weight (g)" or "length_mm", does not hide the field.
        let with_unit = |column: &usize| free(column) && matches_with_unit(*field, &keys[*column], words);
        if let Some(column) = found.or_else(|| (0..keys.len()).find(with_unit)) {
            columns[column] = Some(*field);
        }
    }
    Mapping { columns }
}

/// Whether a heading is one of the words with a unit behind it.
fn matches_with_unit(field: TargetField, key: &str, words: &[&str]) -> bool {
    const UNITS: &[&str] =
        &["g", "gr", "gram", "grams", "kg", "oz", "lb", "lbs", "mm", "cm", "m", "in", "inch", "inches", "ft"];
    matches!(field, TargetField::Weight | TargetField::Length)
        && words.iter().any(|word| key.strip_prefix(word).is_some_and(|rest| UNITS.contains(&rest)))
}

#[cfg(test)]
mod tests {
    use ImportFormat as Format;

    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn suggested(format: Format, line: &str) -> Vec<Option<&'static str>> {
        suggest(format, &headers(line)).columns.into_iter().map(|field| field.map(TargetField::as_str)).collect()
    }

    #[test]
    fn a_free_sheet_is_mapped_by_what_people_call_their_columns() {
        assert_eq!(
            suggested(Format::Spreadsheet, "Name,ID,Sex,Morphs,Hets,Weight (g),Notes,Hatch date,Sire,Dam,Rack"),
            [
                Some("name"),
                Some("code"),
                Some("sex"),
                Some("traits"),
                Some("het_traits"),
                Some("weight"),
                Some("notes"),
                Some("born"),
                Some("sire"),
                Some("dam"),
                None
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
        let mapping = suggest(Format::MorphmarketExport, &crate::export::morphmarket::HEADER.map(str::to_owned));
        assert_eq!(mapping.columns[6], None);
        assert_eq!(mapping.columns[2], Some(TargetField::Code));
        assert_eq!(mapping.columns[41], Some(TargetField::Notes));
        assert_eq!(mapping.columns[39], Some(TargetField::Sire));
    }
}
