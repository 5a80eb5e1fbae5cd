//! Codes from a vivarium's template: `{TAXON}-{NNN}` gives CR-062.

use jiff::civil::Date;
use repti_model::{FieldErrors, registry::check_code};

/// A template with all filled in but the running number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodePattern {
    pub(crate) prefix: String,
    pub(crate) width: usize,
    pub(crate) suffix: String,
}

impl CodePattern {
    /// Reads `{TAXON}`, `{YYYY}`, `{YY}` and one run of N such as `{NNN}`. A template without a number gets one at its end; one that
    /// would make impossible codes is replaced by the usual one.
    pub(crate) fn new(template: &str, taxon_prefix: &str, year: Date) -> Self {
        let filled = template
            .replace("{TAXON}", taxon_prefix)
            .replace("{YYYY}", &format!("{:04}", year.year()))
            .replace("{YY}", &format!("{:02}", year.year() % 100));
        let pattern =
            split(&filled).unwrap_or_else(|| Self { prefix: format!("{filled}-"), width: 3, suffix: String::new() });
        let mut errors = FieldErrors::new();
        check_code(&mut errors, &pattern.code(999_999));
        if errors.is_empty() { pattern } else { Self::fixed(taxon_prefix) }
    }

    /// `CR-001` and on.
    pub(crate) fn fixed(prefix: &str) -> Self {
        Self { prefix: format!("{prefix}-"), width: 3, suffix: String::new() }
    }

    /// The code with a number.
    pub(crate) fn code(&self, number: i64) -> String {
        format!("{}{number:0width$}{}", self.prefix, self.suffix, width = self.width)
    }

    /// What the counter is kept under.
    pub(crate) fn key(&self) -> String {
        format!("{}{{N}}{}", self.prefix, self.suffix).to_lowercase()
    }
}

fn split(filled: &str) -> Option<CodePattern> {
    let start = filled.find("{N")?;
    let length = filled[start..].find('}')?;
    let width = filled[start + 1..start + length].len();
    let all_n = filled[start + 1..start + length].bytes().all(|b| b == b'N');
    (all_n && width <= 9).then(|| CodePattern {
        prefix: filled[..start].to_owned(),
        width,
        suffix: filled[start + length + 1..].to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(template: &str, number: i64) -> String {
        CodePattern::new(template, "CR", Date::constant(2026, 3, 1)).code(number)
    }

    #[test]
    fn templates_make_codes() {
        assert_eq!(code("{TAXON}-{NNN}", 62), "CR-062");
        assert_eq!(code("{TAXON}-{NNN}", 1062), "CR-1062");
        assert_eq!(code("{YY}{TAXON}{NNNN}", 7), "26CR0007");
        assert_eq!(code("{YYYY}/{N}.a", 7), "2026/7.a");
    }

    #[test]
    fn odd_templates_still_make_possible_codes() {
        assert_eq!(code("ball", 1), "ball-001");
        for template in ["{NXN}", "", "🐍{NNN}", "{NNNNNNNNNNNNNNNNNNNN}", "{TAXON} {NNN}"] {
            assert_eq!(code(template, 1), "CR-001", "{template}");
        }
    }
}
