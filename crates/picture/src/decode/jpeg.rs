//! JPEG by zune-jpeg, which is as quick as libjpeg-turbo and has no C in it.

use super::{Decoded, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let options = DecoderOptions::default()
        .set_max_width(outline.width as usize)
        .set_max_height(outline.height as usize)
        .set_strict_mode(true)
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(outline.picture), options);
    decoder.decode_headers().map_err(refused)?;
    let icc = decoder.icc_profile();
    let mut rgba = room(outline, 4)?;
    decoder.decode_into(&mut rgba).map_err(refused)?;
    Ok(Decoded { pixels: Pixels::new(outline.width, outline.height, rgba)?, icc })
}

fn refused(error: DecodeErrors) -> Refused {
    match error {
        // Data that ends before its rows do, though the file has an end: somebody put one there.
        DecodeErrors::ExhaustedData | DecodeErrors::FormatStatic("Premature end of buffer") => Refused::Truncated,
        other => Refused::broken(format!("{other:?}")),
    }
}
