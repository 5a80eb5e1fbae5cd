//! GIF's blocks (CompuServe, "Graphics Interchange Format", version 89a), up to the trailer.

use super::{Outline, bytes::Bytes};
use crate::{format::Format, refused::Refused};

/// The first frame, apart from the canvas that it is laid upon.
const DECODER: u64 = 5;

pub fn outline(file: &[u8]) -> Result<Outline<'_>, Refused> {
    let mut file = Bytes::new(file);
    file.take(6)?;
    let screen = (file.u16_le()?.into(), file.u16_le()?.into());
    colours(&mut file, 2)?;
    let (mut size, mut frames) = (screen, 0);
    loop {
        match file.byte()? {
            0x2c => {
                let (right, bottom) = frame(&mut file)?;
                if frames == 0 {
                    // As browsers do: a first picture that is larger than the screen makes it larger.
                    size = (right.max(screen.0), bottom.max(screen.1));
                }
                frames += 1;
            }
            0x21 => {
                file.byte()?;
                skip_data(&mut file)?;
            }
            0x3b => break,
            _ => return Err(Refused::broken("an unknown block")),
        }
    }
    if frames == 0 {
        return Err(Refused::broken("no picture in it"));
    }
    Ok(Outline { frames, ..Outline::new(Format::Gif, size, DECODER, file.read()) })
}

/// A picture's right and lower edge on the screen.
fn frame(file: &mut Bytes<'_>) -> Result<(u32, u32), Refused> {
    let (left, top) = (u32::from(file.u16_le()?), u32::from(file.u16_le()?));
    let (width, height) = (u32::from(file.u16_le()?), u32::from(file.u16_le()?));
    colours(file, 0)?;
    // How many bits the first code has.
    file.byte()?;
    skip_data(file)?;
    Ok((left + width, top + height))
}

/// Flags, `more` bytes, and the table of colours that the flags announce.
fn colours(file: &mut Bytes<'_>, more: usize) -> Result<(), Refused> {
    let flags = file.byte()?;
    file.take(more)?;
    if flags & 0x80 != 0 {
        file.take(3 << ((flags & 7) + 1))?;
    }
    Ok(())
}

/// Pieces of at most 255 bytes, up to one of none.
fn skip_data(file: &mut Bytes<'_>) -> Result<(), Refused> {
    loop {
        match file.byte()? {
            0 => return Ok(()),
            length => file.take(length.into()).map(drop)?,
        }
    }
}
