//! How much one upload may cost, asked of its header before a byte is reserved for its pixels.

use crate::{header::Outline, refused::Refused};

/// The longest side that libwebp writes, in pixels: a variant that keeps its natural size has to fit.
pub const LONGEST_SIDE: u32 = 16_383;

/// What a file may ask for at most. The default takes every photo of a telephone or a camera and no bomb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of the file.
    pub bytes: usize,
    /// Width times height.
    pub pixels: u64,
    /// Width or height, in pixels; what is above [`LONGEST_SIDE`] counts as that.
    pub side: u32,
    /// Of an animation. Only the first is decoded, so this bounds what is walked over.
    pub frames: u32,
    /// Passes over a progressive JPEG, each of which costs as much time as a whole picture. Encoders write about ten.
    pub scans: u32,
    /// Bytes at the peak of decoding, as reckoned from the header; variants need less. Whoever opens several at once needs as many times of it.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 40 << 20, pixels: 64_000_000, side: LONGEST_SIDE, frames: 1_000, scans: 64, memory: 512 << 20 }
    }
}

impl Limits {
    /// Before anything is looked at.
    pub(crate) fn admit_bytes(&self, bytes: usize) -> Result<(), Refused> {
        if bytes == 0 {
            return Err(Refused::Empty);
        }
        if bytes > self.bytes {
            return Err(Refused::TooManyBytes { bytes, most: self.bytes });
        }
        Ok(())
    }

    /// Before anything is decoded.
    pub(crate) fn admit(&self, outline: &Outline<'_>) -> Result<(), Refused> {
        let (width, height) = (outline.width, outline.height);
        if width == 0 || height == 0 {
            return Err(Refused::NoPixels);
        }
        let longest = self.side.min(LONGEST_SIDE);
        if width.max(height) > longest {
            return Err(Refused::SideTooLong { width, height, most: longest });
        }
        if outline.pixels() > self.pixels {
            return Err(Refused::TooManyPixels { width, height, most: self.pixels });
        }
        if outline.frames > self.frames {
            return Err(Refused::TooManyFrames { most: self.frames });
        }
        if outline.scans > self.scans {
            return Err(Refused::TooManyScans { most: self.scans });
        }
        if outline.memory > self.memory {
            return Err(Refused::TooMuchMemory { width, height });
        }
        Ok(())
    }
}
