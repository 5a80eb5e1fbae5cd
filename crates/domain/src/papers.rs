//! Documents: what a paper shows is what its reader may see, and it says whose view that is.

mod card;
mod certificate;
mod logo;
mod paint;
mod pedigree;
mod words;

pub use pedigree::{Printing, check_generations};

use repti_model::{ErrorCode, Problem};
use repti_paper::{Format, Scene};
use sha2::{Digest, Sha256};

/// Counts up with the drawing, so that what a cache keeps of the last one isn't taken for this.
const EDITION: u8 = 1;

/// A document that is laid out and waits to be painted.
#[derive(Debug, Clone)]
pub struct Paper {
    scene: Scene,
    /// Pixels of a picture to a point.
    scale: f32,
    digest: String,
    name: String,
}

impl Paper {
    /// `input` is all that the drawing depends on.
    fn new(scene: Scene, scale: f32, name: String, input: &impl std::fmt::Debug) -> Self {
        let digest = Sha256::digest(format!("{EDITION} {input:?}").as_bytes());
        let digest = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Self { scene, scale, digest, name }
    }

    /// The same for the same drawing in the same format, and for no other: an entity tag.
    #[must_use]
    pub fn tag(&self, format: Format) -> String {
        format!("{}-{}", self.digest, format.extension())
    }

    /// What the file is called.
    #[must_use]
    pub fn file_name(&self, format: Format) -> String {
        format!("{}.{}", self.name, format.extension())
    }
}

/// A format by the end of a file's name.
///
/// # Errors
/// When it is none of ours.
pub fn format_of(extension: &str) -> Result<Format, Problem> {
    let known = Format::ALL.into_iter().find(|format| format.extension() == extension);
    known.ok_or_else(|| Problem::of(ErrorCode::NotFound))
}

/// A part of a file's name: letters and digits of what an animal is called.
fn slug(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(60) {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "animal".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_has_nothing_that_a_header_or_a_disk_minds() {
        assert_eq!(slug("CR-062 “Saffron”\r\n/../x"), "cr-062-saffron-x");
        assert_eq!(slug("שלום"), "animal");
    }

    #[test]
    fn formats_are_known_by_their_extension_only() {
        assert_eq!(format_of("pdf").ok(), Some(Format::Pdf));
        assert!(format_of("exe").is_err() && format_of("PDF").is_err());
    }
}
