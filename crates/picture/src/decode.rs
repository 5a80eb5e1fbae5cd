//! Files to pixels, once their outlines have been looked at.

mod gif;
mod jpeg;
mod png;
mod webp;

use crate::{format::Format, header::Outline, pixels::Pixels, refused::Refused};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pixels as they are stored: not turned, and in the colours of their own profile.
pub struct Decoded {
    pub pixels: Pixels,
    pub icc: Option<Vec<u8>>,
}

/// The picture of a file, or of an animation its first.
pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let decode = match outline.format {
        Format::Jpeg => jpeg::decode,
        Format::Png => png::decode,
        Format::WebP => webp::decode,
        Format::Gif => gif::decode,
        other => return Err(Refused::TypeNotTaken(other)),
    };
    guarded(|| decode(outline))
}

/// A fault in a decoder costs its sender a photo, not everybody else a worker. What was being decoded is dropped, so nothing half done is seen by anybody.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Refused::broken("the decoder panicked")))
}

/// Room for a picture, reserved only now that its size has been admitted.
fn room(outline: &Outline<'_>, bytes_a_pixel: usize) -> Result<Vec<u8>, Refused> {
    let (width, height) = (outline.width, outline.height);
    let pixels = usize::try_from(outline.pixels()).map_err(|_| Refused::TooMuchMemory { width, height })?;
    Ok(vec![0; pixels * bytes_a_pixel])
}

fn opaque(rgb: &[u8]) -> Vec<u8> {
    rgb.as_chunks().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]).collect()
}
