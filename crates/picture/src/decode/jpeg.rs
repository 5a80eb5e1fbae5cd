//! JPEG by zune-jpeg, which is as quick as libjpeg-turbo and has no C in it.

use super::{Decoded, opaque, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use std::borrow::Cow;
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

/// More than a decoder reads ahead.
const BEHIND: usize = 16;

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let header = decoder(outline, outline.picture, ColorSpace::RGBA)?;
    // This version of zune-jpeg writes inks as three bytes a pixel rightly, but not as four.
    let inks = matches!(header.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK));
    let (colours, bytes) = if inks { (ColorSpace::RGB, 3) } else { (ColorSpace::RGBA, 4) };
    let file = if outline.in_one_pass { unended(outline.picture) } else { Cow::Borrowed(outline.picture) };
    let mut pixels = room(outline, bytes)?;
    decoder(outline, &file, colours)?.decode_into(&mut pixels).map_err(refused)?;
    let rgba = if inks { opaque(&pixels) } else { pixels };
    Ok(Decoded { pixels: Pixels::opaque(outline.width, outline.height, rgba)?, icc: header.icc_profile() })
}

/// The file without the marker that ends it, and a few zeros instead. A decoder that meets the marker too early fills up with grey, as browsers do; one that
/// meets the end of its data says so. A whole picture never gets there.
fn unended(picture: &[u8]) -> Cow<'_, [u8]> {
    let data = picture.strip_suffix(b"\xff\xd9").unwrap_or(picture);
    Cow::Owned([data, &[0; BEHIND]].concat())
}

/// A decoder that has read the header. Strict, for it would go on where data is missing or wrong.
fn decoder<'a>(
    outline: &Outline<'_>,
    file: &'a [u8],
    colours: ColorSpace,
) -> Result<JpegDecoder<ZCursor<&'a [u8]>>, Refused> {
    let options = DecoderOptions::default()
        .set_max_width(outline.width as usize)
        .set_max_height(outline.height as usize)
        .set_strict_mode(true)
        .jpeg_set_max_scans(outline.scans as usize + 1)
        .jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(refused)?;
    Ok(decoder)
}

fn refused(error: DecodeErrors) -> Refused {
    match error {
        // Data that ends before its rows do: somebody gave a broken file an end.
        DecodeErrors::ExhaustedData | DecodeErrors::FormatStatic("Premature end of buffer") => Refused::Truncated,
        other => Refused::broken(format!("{other:?}")),
    }
}
