//! JPEG's markers (ITU-T T.81, annex B), up to the one that ends the picture.

use super::{Outline, bytes::Bytes};
use crate::{format::Format, refused::Refused};

const PROGRESSIVE: u8 = 0xc2;
const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
const APP1: u8 = 0xe1;
/// In front of the TIFF structure in its segment.
pub const EXIF: &[u8] = b"Exif\0\0";
/// A coefficient in the decoder's memory.
const COEFFICIENT: u64 = 2;
/// A pixel of inks, before it becomes four bytes.
const INKS: u64 = 3;

pub fn outline(bytes: &[u8]) -> Result<Outline<'_>, Refused> {
    let mut file = Bytes::new(bytes);
    file.take(2)?;
    let (mut frame, mut scans, mut exif) = (None, 0, None);
    loop {
        match marker(&mut file)? {
            END_OF_IMAGE => break,
            START_OF_SCAN => {
                segment(&mut file)?;
                skip_scan(&mut file)?;
                scans += 1;
            }
            0xc0..=0xc2 if frame.is_some() => return Err(Refused::broken("two frame headers")),
            code @ 0xc0..=0xc2 => frame = Some(Frame::read(code, segment(&mut file)?)?),
            0xc3 | 0xc5..=0xc7 => return Err(rare("lossless or hierarchical")),
            0xc9..=0xcb | 0xcd..=0xcf => return Err(rare("arithmetic coding")),
            APP1 => exif = exif.or(segment(&mut file)?.strip_prefix(EXIF)),
            // Without a segment: a restart outside of a scan, which decoders pass over, too.
            0x01 | 0xd0..=0xd8 => {}
            _ => segment(&mut file).map(drop)?,
        }
    }
    let frame = frame.filter(|_| scans > 0).ok_or_else(|| Refused::broken("no frame or no scan"))?;
    Ok(frame.outline(scans, exif, file.read()))
}

/// The next marker's code. Some cameras leave a few bytes before one.
fn marker(file: &mut Bytes<'_>) -> Result<u8, Refused> {
    loop {
        file.seek(|byte| byte == 0xff)?;
        file.seek(|byte| byte != 0xff)?;
        match file.byte()? {
            0 => {}
            code => return Ok(code),
        }
    }
}

/// What belongs to a marker: a length that counts itself, then so much.
fn segment<'a>(file: &mut Bytes<'a>) -> Result<&'a [u8], Refused> {
    let length = file.u16_be()?.checked_sub(2).ok_or_else(|| Refused::broken("a segment shorter than its length"))?;
    file.take(usize::from(length))
}

/// Entropy-coded data goes on to a marker that isn't a restart; in it, 0xff is written with a zero behind.
fn skip_scan(file: &mut Bytes<'_>) -> Result<(), Refused> {
    loop {
        file.seek(|byte| byte == 0xff)?;
        match file.peek(1) {
            Some(0 | 0xd0..=0xd7) => file.take(2).map(drop)?,
            Some(0xff) => file.take(1).map(drop)?,
            _ => return Ok(()),
        }
    }
}

fn rare(kind: &'static str) -> Refused {
    Refused::KindNotTaken { format: Format::Jpeg, kind }
}

/// A frame header (B.2.2).
struct Frame {
    width: u32,
    height: u32,
    progressive: bool,
    components: u8,
    /// Samples of all components in a block of the least size that holds whole ones of each, and the pixels of that block.
    samples: u64,
    block: u64,
}

impl Frame {
    fn read(code: u8, header: &[u8]) -> Result<Self, Refused> {
        let mut header = Bytes::new(header);
        if header.byte()? != 8 {
            return Err(rare("more than 8 bits a colour"));
        }
        let (height, width) = (header.u16_be()?.into(), header.u16_be()?.into());
        let components = header.byte()?;
        if !matches!(components, 1 | 3 | 4) {
            return Err(rare("neither grey, colour nor CMYK"));
        }
        let (mut samples, mut across, mut down) = (0, 1, 1);
        for _ in 0..components {
            let [_, sampling, _] = [header.byte()?, header.byte()?, header.byte()?];
            let (horizontal, vertical) = (u64::from(sampling >> 4), u64::from(sampling & 15));
            samples += horizontal * vertical;
            (across, down) = (horizontal.max(across), vertical.max(down));
        }
        Ok(Self { width, height, progressive: code == PROGRESSIVE, components, samples, block: across * down })
    }

    /// A picture in several scans lies in memory as coefficients until the last of them. One in a single scan is decoded row by row, from a copy.
    fn outline<'a>(&self, scans: u32, exif: Option<&'a [u8]>, picture: &'a [u8]) -> Outline<'a> {
        let outline = Outline::new(Format::Jpeg, (self.width, self.height), 0, picture);
        let in_one_pass = scans == 1 && !self.progressive;
        let coefficients = COEFFICIENT * outline.pixels() * self.samples / self.block;
        let kept = if in_one_pass { picture.len() as u64 } else { coefficients };
        let inks = if self.components == 4 { INKS * outline.pixels() } else { 0 };
        Outline { scans, in_one_pass, exif, memory: outline.peak(kept + inks), ..outline }
    }
}
