//! A photograph on its way: in parts, so that a lost connection costs one part and not the whole.

use super::{MAX_PHOTO_BYTES, MAX_VIDEO_BYTES, MediaKind};
use crate::{FieldErrors, PhotoId, evidence::size_words};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Bytes of every part but the last: the least that S3 takes.
pub const PART_BYTES: u64 = 5 << 20;

/// A photograph or a video that somebody wants to send.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUpload {
    /// What the file is called; it says nothing of what it is.
    pub name: String,
    /// Bytes of the whole file.
    pub size: u64,
    /// How large it may be goes by this; what it is, by its bytes.
    #[serde(default)]
    pub kind: MediaKind,
}

impl NewUpload {
    /// A file of so many bytes, which were announced before.
    #[must_use]
    pub fn of_size(size: u64) -> Self {
        Self { size, ..Self::default() }
    }

    /// Checks the size.
    ///
    /// # Errors
    /// Under the name `file`.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let refuse = |message: String| Err(FieldErrors::one("file", message));
        let (what, most, advice) = match self.kind {
            MediaKind::Photo => ("photo", MAX_PHOTO_BYTES, "Save it smaller or at a lower quality and send that."),
            MediaKind::Video => ("video", MAX_VIDEO_BYTES, "Cut it shorter, or export it smaller, and send that."),
        };
        match self.size {
            0 => refuse(format!("This file is empty. Choose the {what} again.")),
            size if size > most => {
                refuse(format!("This file has {}; a {what} may have {} MB. {advice}", size_words(size), most >> 20))
            }
            _ => Ok(()),
        }
    }

    /// The name as it is kept: its last part, without what no line of a list can hold, in at most 120 letters.
    #[must_use]
    pub fn plain_name(&self) -> String {
        let last = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let words: Vec<_> =
            last.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
        let name: String = words.join(" ").chars().take(120).collect();
        if name.is_empty() { "photo".to_owned() } else { name }
    }

    /// The sizes of its parts, in order.
    #[must_use]
    pub fn part_sizes(&self) -> Vec<u64> {
        (0..self.size.div_ceil(PART_BYTES)).map(|part| PART_BYTES.min(self.size - part * PART_BYTES)).collect()
    }
}

/// An upload that was begun: where its parts go, and which have arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoUpload {
    pub id: PhotoId,
    /// Bytes of the whole file.
    pub size: u64,
    pub parts: Vec<UploadPart>,
    /// Until when these addresses take bytes; later ask for the upload again.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub until: Timestamp,
}

/// One part of an upload, to be sent by `PUT` and nothing but its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UploadPart {
    /// From 1.
    pub number: u32,
    /// Where it begins in the file, in bytes.
    pub start: u64,
    /// In bytes.
    pub size: u64,
    /// Whether it has arrived.
    pub here: bool,
    pub url: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn new(name: &str, size: u64) -> NewUpload {
        NewUpload { name: name.into(), ..NewUpload::of_size(size) }
    }

    #[test]
    fn a_size_is_refused_before_a_byte_is_sent() {
        assert!(new("a.jpg", 1).validate().is_ok());
        assert!(new("a.jpg", MAX_PHOTO_BYTES).validate().is_ok());
        for size in [0, MAX_PHOTO_BYTES + 1, u64::MAX] {
            assert_eq!(new("a.jpg", size).validate().unwrap_err().of("file").len(), 1);
        }
    }

    #[test]
    fn a_video_may_be_larger_than_a_photo_and_not_without_end() {
        let video = |size| NewUpload { kind: MediaKind::Video, ..new("a.mp4", size) }.validate();
        assert!(video(MAX_PHOTO_BYTES + 1).is_ok() && video(MAX_VIDEO_BYTES).is_ok());
        let refused = video(MAX_VIDEO_BYTES + 1).unwrap_err();
        assert!(refused.of("file")[0].contains("a video may have 200 MB"), "{refused:?}");
    }

    #[test]
    fn a_name_is_one_line_without_folders() {
        assert_eq!(new(r"C:\photos\IMG 1.jpg", 1).plain_name(), "IMG 1.jpg");
        assert_eq!(new("../../a\n\tb.jpg", 1).plain_name(), "a b.jpg");
        assert_eq!(new("/", 1).plain_name(), "photo");
        assert_eq!(new(&"ä".repeat(500), 1).plain_name().chars().count(), 120);
    }

    proptest! {
        #[test]
        fn the_parts_are_the_file(size in 1..=MAX_VIDEO_BYTES) {
            let parts = new("a", size).part_sizes();
            prop_assert_eq!(parts.iter().sum::<u64>(), size);
            prop_assert!(parts.iter().rev().skip(1).all(|part| *part == PART_BYTES));
            prop_assert!(parts.iter().all(|part| (1..=PART_BYTES).contains(part)));
        }
    }
}
