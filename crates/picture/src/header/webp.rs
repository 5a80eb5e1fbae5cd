//! WebP's chunks (RFC 9649), up to where its RIFF container ends.

use super::{Outline, bytes, bytes::Bytes, jpeg};
use crate::{format::Format, refused::Refused};

/// Planes of brightness and colour, or a lossless picture and its transforms, and the picture without alpha; an animation's frame and canvas.
const DECODER: u64 = 8;

type Size = (u32, u32);

pub fn outline(file: &[u8]) -> Result<Outline<'_>, Refused> {
    let picture = container(file)?;
    let mut chunks = Bytes::new(picture);
    chunks.take(12)?;
    let (mut canvas, mut frames, mut exif) = (None, 0, None);
    while !chunks.is_empty() {
        let (tag, data) = chunk(&mut chunks)?;
        match &tag {
            b"VP8X" if canvas.is_none() => canvas = Some(canvas_size(data)?),
            b"ANMF" => {
                frames += 1;
                check_frame(data, canvas)?;
            }
            b"EXIF" => exif = exif.or(Some(data.strip_prefix(jpeg::EXIF).unwrap_or(data))),
            _ => canvas = same_size(canvas, still_size(tag, data)?)?,
        }
    }
    let size = canvas.ok_or_else(|| Refused::broken("no picture in the container"))?;
    Ok(Outline { frames: frames.max(1), exif, ..Outline::new(Format::WebP, size, DECODER, picture) })
}

/// The file up to where its container says that it ends; a last byte that only makes the number even may be missing.
fn container(file: &[u8]) -> Result<&[u8], Refused> {
    let mut head = Bytes::new(file);
    head.take(4)?;
    let length = bytes::length(head.u32_le()?)?.saturating_add(8);
    if length > file.len().saturating_add(1) {
        return Err(Refused::Truncated);
    }
    Ok(file.get(..length).unwrap_or(file))
}

fn chunk<'a>(chunks: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), Refused> {
    let tag = chunks.tag()?;
    let length = bytes::length(chunks.u32_le()?)?;
    let data = chunks.take(length)?;
    if length % 2 == 1 && !chunks.is_empty() {
        chunks.take(1)?;
    }
    Ok((tag, data))
}

fn canvas_size(data: &[u8]) -> Result<Size, Refused> {
    let mut data = Bytes::new(data);
    data.take(4)?;
    Ok((data.u24_le()? + 1, data.u24_le()? + 1))
}

/// The size of what is coded in this chunk, or `None` where it's no picture.
fn still_size(tag: [u8; 4], data: &[u8]) -> Result<Option<Size>, Refused> {
    let mut data = Bytes::new(data);
    match &tag {
        // RFC 6386, 9.1: three bytes, a start code, then 14 bits each with 2 of scale above.
        b"VP8 " => {
            data.take(6)?;
            let (width, height) = (data.u16_le()? & 0x3fff, data.u16_le()? & 0x3fff);
            Ok(Some((width.into(), height.into())))
        }
        // RFC 9649, 3.4: a signature, then 14 bits each, less one.
        b"VP8L" => {
            data.take(1)?;
            let bits = data.u32_le()?;
            Ok(Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)))
        }
        _ => Ok(None),
    }
}

/// A picture inside of a canvas that names another size would make a decoder reserve by one and write by the other.
fn same_size(canvas: Option<Size>, still: Option<Size>) -> Result<Option<Size>, Refused> {
    match (canvas, still) {
        (Some(canvas), Some(still)) if canvas != still => {
            Err(Refused::broken("the picture isn't as large as its canvas"))
        }
        (canvas, still) => Ok(canvas.or(still)),
    }
}

/// A frame of an animation lies within the canvas, and is as large as the picture in it.
fn check_frame(data: &[u8], canvas: Option<Size>) -> Result<(), Refused> {
    let mut data = Bytes::new(data);
    let (left, top) = (data.u24_le()? * 2, data.u24_le()? * 2);
    let (width, height) = (data.u24_le()? + 1, data.u24_le()? + 1);
    data.take(4)?;
    if canvas.is_none_or(|(across, down)| left + width > across || top + height > down) {
        return Err(Refused::broken("a frame outside of the canvas"));
    }
    while !data.is_empty() {
        let (tag, inner) = chunk(&mut data)?;
        same_size(Some((width, height)), still_size(tag, inner)?)?;
    }
    Ok(())
}
