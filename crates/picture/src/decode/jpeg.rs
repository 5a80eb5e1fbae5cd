//! JPEG by zune-jpeg, which is as quick as libjpeg-turbo and has no C in it.

use super::{Decoded, opaque, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let mut decoder = decoder(outline, ColorSpace::RGBA)?;
    let icc = decoder.icc_profile();
    let rgba = if matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK)) {
        inks(outline)?
    } else {
        let mut rgba = room(outline, 4)?;
        decoder.decode_into(&mut rgba).map_err(refused)?;
        rgba
    };
    Ok(Decoded { pixels: Pixels::new(outline.width, outline.height, rgba)?, icc })
}

/// A picture in inks. This version of zune-jpeg writes them as three bytes a pixel rightly, but not as four.
fn inks(outline: &Outline<'_>) -> Result<Vec<u8>, Refused> {
    let mut rgb = room(outline, 3)?;
    decoder(outline, ColorSpace::RGB)?.decode_into(&mut rgb).map_err(refused)?;
    Ok(opaque(&rgb))
}

/// A decoder that has read the header. Strict, for it would go on with grey where data is missing. Of a file that somebody gave an end, it notices that up
/// to the last row of blocks.
fn decoder<'a>(outline: &Outline<'a>, colours: ColorSpace) -> Result<JpegDecoder<ZCursor<&'a [u8]>>, Refused> {
    let options = DecoderOptions::default()
        .set_max_width(outline.width as usize)
        .set_max_height(outline.height as usize)
        .set_strict_mode(true)
        .jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(outline.picture), options);
    decoder.decode_headers().map_err(refused)?;
    Ok(decoder)
}

fn refused(error: DecodeErrors) -> Refused {
    match error {
        // Data that ends before its rows do, though the file has an end: somebody put one there.
        DecodeErrors::ExhaustedData | DecodeErrors::FormatStatic("Premature end of buffer") => Refused::Truncated,
        other => Refused::broken(format!("{other:?}")),
    }
}
