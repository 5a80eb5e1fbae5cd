//! Names, notes and other texts: bounded, clean, on one line where they must be.

use std::borrow::Cow;

use repti_model::exchange::{BadValuePolicy, IssueCode, RowIssue, Severity, TargetField as F};

use super::OneRow;
use crate::import::{
    limits::{MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, MAX_NOTES_CHARS, MAX_TRAITS_CHARS},
    plan::ImportedAnimal,
    table::clip,
    values::{is_absent, traits, words},
};

impl OneRow<'_, '_> {
    pub(super) fn texts(&mut self, animal: &mut ImportedAnimal) {
        animal.description = self.limited(F::Description, MAX_DESCRIPTION_CHARS);
        animal.notes = self.limited(F::Notes, MAX_NOTES_CHARS);
        animal.group = self.line(F::Group, MAX_NAME_CHARS);
        animal.photo_urls = words::photo_urls(self.cell(F::PhotoUrls));
        let traits = self.line(F::Traits, MAX_TRAITS_CHARS);
        let visual = self.line(F::VisualTraits, MAX_TRAITS_CHARS);
        let hets = self.line(F::HetTraits, MAX_TRAITS_CHARS);
        let (text, disagreement) = traits::combine(traits, visual, hets);
        animal.traits = text.map(|text| clip(&text, MAX_TRAITS_CHARS).to_owned());
        if let Some(message) = disagreement {
            self.issues.push(RowIssue::warning(F::HetTraits, IssueCode::ColumnsDisagree, message));
        }
    }

    pub(super) fn parent(&self, field: F) -> Option<String> {
        let cell = self.cell(field);
        if is_absent(cell) {
            return None;
        }
        Some(clip(cell, MAX_NAME_CHARS * 5).to_owned())
    }

    /// Text of bounded length. Longer text refuses the row, or is cut where the person chose so.
    fn limited(&mut self, field: F, chars: usize) -> Option<String> {
        let text = self.text(field)?;
        // Line breaks and tabs may stay in long texts; nothing else that can't be seen.
        let clean = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        let text = if clean {
            Cow::Owned(text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'), " "))
        } else {
            Cow::Borrowed(text)
        };
        self.bounded(field, &text, chars)
    }

    /// Text of one line: breaks and runs of blanks become one blank.
    pub(super) fn line(&mut self, field: F, chars: usize) -> Option<String> {
        let text = self.text(field)?;
        if text.chars().any(char::is_control) {
            let flat = text
                .split(|c: char| c.is_control())
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            return self.bounded(field, &flat, chars);
        }
        self.bounded(field, text, chars)
    }

    fn bounded(&mut self, field: F, text: &str, chars: usize) -> Option<String> {
        let kept = clip(text, chars);
        if kept.len() < text.len() {
            let refuse = self.reader.input.options.bad_values == BadValuePolicy::RefuseRow;
            let advice = if refuse { "Shorten it." } else { "The rest was cut off; the raw row keeps it." };
            let message = format!("{}: The text is longer than {chars} characters. {advice}", self.heading(field));
            let severity = if refuse { Severity::Error } else { Severity::Warning };
            self.issues.push(RowIssue { severity, field: Some(field), code: IssueCode::TooLong, message });
        }
        Some(kept.to_owned())
    }
}
