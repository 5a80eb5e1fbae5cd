//! Headings: how they are named on the screen and compared with each other.

use std::collections::HashMap;

/// What is compared: letters and digits in lower case, so that `si.re`, `Si Re` and `SIRE*` are one.
#[must_use]
pub fn key(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Trims headings, gives blank ones a number and repeated ones a count.
pub(super) fn name_columns<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    cells
        .enumerate()
        .map(|(index, cell)| {
            let name = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace('\0', "");
            let name = if name.is_empty() { format!("Column {}", index + 1) } else { name };
            let count = seen.entry(name.to_lowercase()).or_insert(0);
            *count += 1;
            if *count == 1 { name } else { format!("{name} ({count})") }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_compare_by_letters_and_digits() {
        assert_eq!(key("\u{feff}Animal_Id*"), "animalid");
        assert_eq!(key("si.re"), key("Si Re"));
        assert_eq!(key("Enable 'Buy Now'"), "enablebuynow");
    }

    #[test]
    fn blank_and_repeated_headings_get_names_of_their_own() {
        let names = name_columns(["Name", "", "name", " Sex "].into_iter());
        assert_eq!(names, ["Name", "Column 2", "name (2)", "Sex"]);
    }
}
