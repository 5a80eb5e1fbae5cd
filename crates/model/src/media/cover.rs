//! The first photograph of an animal, so small that it stands in a line.

use super::PhotoFiles;
use crate::AnimalId;
use serde::{Deserialize, Serialize};

/// A cover in one small file: a list has many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    pub animal: AnimalId,
    /// The address of its smallest file, a WebP.
    pub src: String,
    /// The same as AVIF, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avif: Option<String>,
    /// A blur of it, as a `data:` address; empty where there is none.
    pub blur: String,
}

impl Cover {
    /// Of an animal's files.
    #[must_use]
    pub fn of(animal: AnimalId, files: PhotoFiles) -> Self {
        Self { animal, src: files.webp(0), avif: files.smallest_avif(), blur: files.blur }
    }
}

/// Covers of those animals of a page that have one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Covers(pub Vec<Cover>);

impl Covers {
    /// Nobody on the page has a photograph, so that no place is kept for any.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cover of one animal.
    #[must_use]
    pub fn find(&self, animal: Option<AnimalId>) -> Option<Cover> {
        self.0.iter().find(|cover| Some(cover.animal) == animal).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_the_smallest_file_of_its_animal() {
        let files = PhotoFiles {
            base: "https://m.example/p/a-b".into(),
            signature: "?until=1&key=k".into(),
            widths: vec![240, 480],
            blur: "data:image/webp;base64,AA".into(),
            ..PhotoFiles::default()
        };
        let (one, other) = (AnimalId::new(), AnimalId::new());
        let covers = Covers(vec![Cover::of(one, files)]);
        let cover = covers.find(Some(one)).unwrap();
        assert_eq!(cover.src, "https://m.example/p/a-b/240.webp?until=1&key=k");
        assert_eq!((cover.avif, cover.blur.as_str()), (None, "data:image/webp;base64,AA"));
        assert_eq!((covers.find(Some(other)), covers.find(None)), (None, None));
    }
}
