//! A keeper's own logo: small, upright, with its alpha, and without loss, for it is lines and letters.

use crate::{
    encode,
    format::{Format, sniff},
    limits::Limits,
    photo::Photo,
    refused::Refused,
};

/// The longest side of a logo as it is kept, in pixels: 25 millimetres of paper at 600 to the inch.
pub const LOGO_SIDE: u32 = 600;

/// What a logo may cost to read: it comes out of a drawing program, not out of a camera, and is read in a portal, two at once in half a gigabyte.
const LIMITS: Limits =
    Limits { bytes: 5 << 20, pixels: 9_000_000, side: 12_000, frames: 1, scans: 64, memory: 112 << 20 };

/// A logo as it is kept: a PNG of pixels alone, and its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    pub png: Vec<u8>,
}

/// Why a logo can't be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLogo {
    /// A fault of the file, in words for its sender.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Nothing of it can be seen.
    #[error(
        "There is nothing to be seen on this picture: all of it is transparent. Export the logo with its colours and send that."
    )]
    Unseen,
    /// Our fault.
    #[error("a logo can't be written: {0}")]
    Unwritable(String),
}

impl Logo {
    /// Reads a PNG, a JPEG or a WebP, told by its bytes, and makes a PNG of it whose longest side has at most [`LOGO_SIDE`] pixels.
    ///
    /// # Errors
    /// [`NoLogo`].
    pub fn open(bytes: &[u8]) -> Result<Self, NoLogo> {
        // An animation would be drawn as its first picture, which is seldom the logo.
        if sniff(bytes) == Some(Format::Gif) {
            return Err(Refused::TypeNotTaken(Format::Gif).into());
        }
        let photo = Photo::open(bytes, &LIMITS)?;
        let pixels = photo.within(LOGO_SIDE)?;
        if pixels.iter().all(|[.., alpha]| alpha == 0) {
            return Err(NoLogo::Unseen);
        }
        let png = encode::png(&pixels).map_err(NoLogo::Unwritable)?;
        Ok(Self { width: pixels.width(), height: pixels.height(), png })
    }
}
