//! PNG's chunks (W3C, "Portable Network Graphics", third edition), up to the one that ends the picture.

use super::{Outline, bytes, bytes::Bytes};
use crate::{format::Format, refused::Refused};

/// Grey with alpha is decoded in two bytes a pixel before it becomes four; everything else is decoded in place.
const DECODER: u64 = 2;

pub fn outline(file: &[u8]) -> Result<Outline<'_>, Refused> {
    let mut file = Bytes::new(file);
    file.take(8)?;
    let (first, header) = chunk(&mut file)?;
    if &first != b"IHDR" {
        return Err(Refused::broken("no header in front"));
    }
    let size = size(header)?;
    let (mut frames, mut exif) = (1, None);
    loop {
        match chunk(&mut file)? {
            (tag, _) if &tag == b"IEND" => break,
            (tag, data) if &tag == b"eXIf" => exif = exif.or(Some(data)),
            // An animation's number of pictures stands in front; those that it really has need no decoding.
            (tag, data) if &tag == b"acTL" => frames = Bytes::new(data).u32_be()?,
            _ => {}
        }
    }
    Ok(Outline { frames: frames.max(1), exif, ..Outline::new(Format::Png, size, DECODER, file.read()) })
}

/// A chunk's tag and data. Whether its sum is right, the decoder says.
fn chunk<'a>(file: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), Refused> {
    let length = bytes::length(file.u32_be()?)?;
    let tag = file.tag()?;
    let data = file.take(length)?;
    file.take(4)?;
    Ok((tag, data))
}

fn size(header: &[u8]) -> Result<(u32, u32), Refused> {
    let mut header = Bytes::new(header);
    Ok((header.u32_be()?, header.u32_be()?))
}
