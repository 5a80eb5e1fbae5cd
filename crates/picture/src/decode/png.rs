//! PNG by the `png` crate.

use super::{Decoded, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use png::{ColorType, Decoder, DecodingError, Limits, Transformations};
use std::io::Cursor;

/// For what isn't pixels: a profile that is packed, as a bomb may be.
const ASIDE: usize = 4 << 20;

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(outline.picture), Limits { bytes: ASIDE });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(refused)?;
    let icc = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let grey = matches!(reader.output_color_type().0, ColorType::GrayscaleAlpha);
    let mut pixels = room(outline, if grey { 2 } else { 4 })?;
    reader.next_frame(&mut pixels).map_err(refused)?;
    let rgba = if grey { coloured(&pixels) } else { pixels };
    Ok(Decoded { pixels: Pixels::new(outline.width, outline.height, rgba)?, icc: icc.filter(|_| !grey) })
}

fn coloured(grey: &[u8]) -> Vec<u8> {
    grey.as_chunks().0.iter().flat_map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]).collect()
}

fn refused(error: DecodingError) -> Refused {
    match error {
        DecodingError::IoError(_) => Refused::Truncated,
        other => Refused::broken(other.to_string()),
    }
}
