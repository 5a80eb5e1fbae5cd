//! Why a file isn't taken, in words for the person who sent it.

use crate::format::Format;

/// An upload that isn't taken. Its message is a whole one: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// No bytes at all.
    #[error("This file is empty. Choose the photo again.")]
    Empty,
    /// The file is larger than [`Limits::bytes`](crate::Limits::bytes).
    #[error("This file has {} MB; at most {} MB are taken. Save the photo smaller or at a lower quality and send that.", megabytes(*.bytes), megabytes(*.most))]
    TooManyBytes { bytes: usize, most: usize },
    /// Nothing that is known by its bytes.
    #[error("This is no picture that we know. Send a photo as JPEG, PNG, WebP or GIF.")]
    UnknownType,
    /// Something known that isn't taken.
    #[error("This is {}, which can't be taken. {}", .0.name(), .0.advice())]
    TypeNotTaken(Format),
    /// The right kind of file in a variety of it that no browser shows.
    #[error(
        "This is {format} of a rare kind ({kind}), which can't be read. Save it as an ordinary JPEG or PNG and send that."
    )]
    KindNotTaken { format: Format, kind: &'static str },
    /// A width or a height of zero.
    #[error("This picture has no pixels. Choose the photo again.")]
    NoPixels,
    /// A side above [`Limits::side`](crate::Limits::side).
    #[error(
        "This picture is {width} × {height} pixels; a side may have {most} at most. Crop it or save it smaller and send that."
    )]
    SideTooLong { width: u32, height: u32, most: u32 },
    /// More than [`Limits::pixels`](crate::Limits::pixels).
    #[error("This picture is {width} × {height} pixels; at most {} million are taken. Save it smaller and send that.", .most / 1_000_000)]
    TooManyPixels { width: u32, height: u32, most: u64 },
    /// More than [`Limits::frames`](crate::Limits::frames).
    #[error("This animation has more than {most} pictures. Send a photo, or one picture of it.")]
    TooManyFrames { most: u32 },
    /// More than [`Limits::scans`](crate::Limits::scans).
    #[error("This JPEG is built up in more than {most} steps. Save it again as an ordinary JPEG and send that.")]
    TooManyScans { most: u32 },
    /// Decoding would take more than [`Limits::memory`](crate::Limits::memory).
    #[error("This picture of {width} × {height} pixels takes too much memory to read. Save it smaller and send that.")]
    TooMuchMemory { width: u32, height: u32 },
    /// The file ends before the picture does.
    #[error(
        "This file breaks off before the picture ends, probably because a transfer was interrupted. Send the original again."
    )]
    Truncated,
    /// The bytes contradict their own format.
    #[error("This picture is damaged and can't be read. Open it, save it again as JPEG and send that.")]
    Broken {
        /// What the decoder said, for a log. Not for people, and not stable.
        detail: String,
    },
}

impl Refused {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooManyBytes { .. } => "too_many_bytes",
            Self::UnknownType => "unknown_type",
            Self::TypeNotTaken(_) => "type_not_taken",
            Self::KindNotTaken { .. } => "kind_not_taken",
            Self::NoPixels => "no_pixels",
            Self::SideTooLong { .. } => "side_too_long",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::TooManyFrames { .. } => "too_many_frames",
            Self::TooManyScans { .. } => "too_many_scans",
            Self::TooMuchMemory { .. } => "too_much_memory",
            Self::Truncated => "truncated",
            Self::Broken { .. } => "broken",
        }
    }

    pub(crate) fn broken(detail: impl Into<String>) -> Self {
        Self::Broken { detail: detail.into() }
    }
}

/// Rounded up, so that what is above a limit never reads as the limit itself.
const fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_it_is_and_what_to_do() {
        let heic = Refused::TypeNotTaken(Format::Heic).to_string();
        assert!(heic.starts_with("This is a HEIC photo, which can't be taken. On an iPhone choose"), "{heic}");
        let large = Refused::TooManyBytes { bytes: (40 << 20) + 1, most: 40 << 20 };
        assert!(large.to_string().starts_with("This file has 41 MB; at most 40 MB"), "{large}");
        let wide = Refused::TooManyPixels { width: 9000, height: 9000, most: 64_000_000 };
        assert!(wide.to_string().contains("9000 × 9000 pixels; at most 64 million"), "{wide}");
    }
}
