//! WebP by image-webp: libwebp, which writes our variants, would read it faster, but what strangers send is read by safe code.

use super::{Decoded, opaque, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use image_webp::{DecodingError, WebPDecoder};
use std::io::Cursor;

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let mut decoder = WebPDecoder::new(Cursor::new(outline.picture)).map_err(refused)?;
    decoder.set_memory_limit(usize::try_from(outline.memory).unwrap_or(usize::MAX));
    let icc = decoder.icc_profile().ok().flatten();
    let alpha = decoder.has_alpha();
    let mut pixels = room(outline, if alpha { 4 } else { 3 })?;
    decoder.read_image(&mut pixels).map_err(refused)?;
    let rgba = if alpha { pixels } else { opaque(&pixels) };
    Ok(Decoded { pixels: Pixels::new(outline.width, outline.height, rgba)?, icc })
}

fn refused(error: DecodingError) -> Refused {
    match error {
        DecodingError::IoError(_) => Refused::Truncated,
        other => Refused::broken(other.to_string()),
    }
}
