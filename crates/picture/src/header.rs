//! What a file says of itself before its pixels: walked over chunk by chunk to its very end, without reserving anything by a size that it names.

mod bytes;
mod gif;
mod jpeg;
mod png;
mod webp;

use crate::{
    exif::{Exif, Taken},
    format::{Format, sniff},
    limits::Limits,
    refused::Refused,
    variant::LARGEST,
};

/// A picture that may be decoded: its format, its size and its limits have been looked at, its pixels haven't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What it is by its bytes.
    pub format: Format,
    /// Width as it is looked at, in pixels: turned as its EXIF says.
    pub width: u32,
    /// Height as it is looked at, in pixels.
    pub height: u32,
    /// Pictures in it: 1, or more for an animation, of which only the first is used.
    pub frames: u32,
    /// When the camera says that it was taken.
    pub taken: Option<Taken>,
}

/// Whether a file is a picture that is taken, told in a few milliseconds: enough to answer an upload, while a job decodes it later by
/// [`Photo::open`](crate::Photo::open).
///
/// # Errors
///
/// Every [`Refused`]; what only decoding shows ([`Refused::Broken`]) may come later still.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Header, Refused> {
    Outline::read(bytes, limits).map(|outline| outline.header())
}

/// A file as it lies there: sizes as stored, and where in it the picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline<'a> {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub frames: u32,
    pub scans: u32,
    /// Whether it is a JPEG whose data goes through the picture once, row by row.
    pub in_one_pass: bool,
    /// Bytes at the peak of decoding and shrinking.
    pub memory: u64,
    /// The TIFF structure that holds EXIF.
    pub exif: Option<&'a [u8]>,
    /// The picture alone. What somebody hung on behind its end isn't shown to any decoder.
    pub picture: &'a [u8],
}

impl<'a> Outline<'a> {
    /// The outline of a file that keeps within `limits`.
    pub fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refused> {
        limits.admit_bytes(bytes.len())?;
        let outline = match sniff(bytes).ok_or(Refused::UnknownType)? {
            Format::Jpeg => jpeg::outline(bytes)?,
            Format::Png => png::outline(bytes)?,
            Format::WebP => webp::outline(bytes)?,
            Format::Gif => gif::outline(bytes)?,
            other => return Err(Refused::TypeNotTaken(other)),
        };
        limits.admit(&outline)?;
        Ok(outline)
    }

    /// The outline of a picture that takes `decoder` bytes a pixel to decode, beside the four of the result.
    fn new(format: Format, (width, height): (u32, u32), decoder: u64, picture: &'a [u8]) -> Self {
        let (frames, scans, in_one_pass, exif) = (1, 1, false, None);
        let mut outline = Self { format, width, height, frames, scans, in_one_pass, memory: 0, exif, picture };
        outline.memory = outline.peak(decoder * outline.pixels());
        outline
    }

    /// The pixels as four bytes each, and beside them first what the decoder has for itself, then what shrinking has: rows of the new width, and the
    /// result, which is turned into another as large.
    fn peak(&self, decoder: u64) -> u64 {
        let rows = u64::from(self.width.min(LARGEST)) * u64::from(self.height);
        let columns = u64::from(self.height.min(LARGEST)) * u64::from(self.width);
        4 * self.pixels() + decoder.max(8 * rows.max(columns))
    }

    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    pub fn exif(&self) -> Exif {
        self.exif.map(Exif::read).unwrap_or_default()
    }

    pub fn header(&self) -> Header {
        let exif = self.exif();
        let (width, height) = exif.orientation.upright(self.width, self.height);
        Header { format: self.format, width, height, frames: self.frames, taken: exif.taken }
    }
}
