//! What a file is, by its first bytes. A name or a content type that came along with it is never asked.

mod signature;

use std::fmt;

/// A kind of file that is told apart: the four that are taken, and those that people send by mistake, so that a refusal can call them by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    /// Apple's: HEVC in HEIF.
    Heic,
    Avif,
    JpegXl,
    Jpeg2000,
    /// Also the raw files of most cameras, which are built like it.
    Tiff,
    Bmp,
    Icon,
    Photoshop,
    Svg,
    Html,
    Pdf,
    Zip,
    Video,
}

/// The kind of file that `bytes` begin like, or `None` where it is none that is known.
///
/// A beginning proves nothing about the rest: [`inspect`](crate::inspect) reads on.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<Format> {
    signature::of(bytes)
}

impl Format {
    /// Whether pictures of this kind are taken.
    #[must_use]
    pub const fn is_taken(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP | Self::Gif)
    }

    /// The name that a person knows it by, with its article: "a HEIC photo".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG picture",
            Self::Png => "a PNG picture",
            Self::WebP => "a WebP picture",
            Self::Gif => "a GIF picture",
            Self::Heic => "a HEIC photo",
            Self::Avif => "an AVIF picture",
            Self::JpegXl => "a JPEG XL picture",
            Self::Jpeg2000 => "a JPEG 2000 picture",
            Self::Tiff => "a TIFF or raw camera file",
            Self::Bmp => "a BMP picture",
            Self::Icon => "an icon",
            Self::Photoshop => "a Photoshop document",
            Self::Svg => "an SVG drawing",
            Self::Html => "a web page",
            Self::Pdf => "a PDF document",
            Self::Zip => "an archive",
            Self::Video => "a video",
        }
    }

    /// What its sender can do to have it taken, as a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Heic => {
                "On an iPhone choose Settings, Camera, Formats, Most Compatible, or export the photo as JPEG, and send that."
            }
            Self::Tiff | Self::Photoshop => "Export it as JPEG and send that.",
            Self::Svg | Self::Html | Self::Pdf => "Take a photo or a screenshot of what it shows and send that.",
            Self::Zip => "Unpack it and send the photos in it.",
            Self::Video => "Pause it at a good moment, take a screenshot and send that.",
            _ => "Save it as JPEG, PNG or WebP and send that.",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
