//! Boxes: a length, four letters, and what stands in them.

use super::Reading;
use crate::video::{Refused, Source, Unread};

/// The four letters of a box.
pub(in crate::video) type Kind = [u8; 4];

/// A box by its places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::video) struct Part {
    pub(in crate::video) kind: Kind,
    pub(in crate::video) at: u64,
    pub(in crate::video) body: u64,
    pub(in crate::video) end: u64,
}

/// A piece of the file in memory; places are those in the file.
#[derive(Debug, Clone, Copy)]
pub(in crate::video) struct Data<'a> {
    pub(in crate::video) bytes: &'a [u8],
    pub(in crate::video) base: u64,
}

impl<'a> Data<'a> {
    pub(in crate::video) fn get(&self, at: u64, len: u64) -> Result<&'a [u8], Refused> {
        let start = at.checked_sub(self.base).and_then(|start| usize::try_from(start).ok()).ok_or(Refused::Broken)?;
        let end = usize::try_from(len).ok().and_then(|len| start.checked_add(len)).ok_or(Refused::Broken)?;
        self.bytes.get(start..end).ok_or(Refused::Broken)
    }

    fn array<const N: usize>(&self, at: u64) -> Result<[u8; N], Refused> {
        self.get(at, N as u64)?.try_into().map_err(|_| Refused::Broken)
    }

    pub(in crate::video) fn u8(&self, at: u64) -> Result<u8, Refused> {
        Ok(u8::from_be_bytes(self.array(at)?))
    }

    pub(in crate::video) fn u16(&self, at: u64) -> Result<u16, Refused> {
        Ok(u16::from_be_bytes(self.array(at)?))
    }

    pub(in crate::video) fn u32(&self, at: u64) -> Result<u32, Refused> {
        Ok(u32::from_be_bytes(self.array(at)?))
    }

    pub(in crate::video) fn u64(&self, at: u64) -> Result<u64, Refused> {
        Ok(u64::from_be_bytes(self.array(at)?))
    }

    /// The four letters at a place.
    pub(in crate::video) fn kind(&self, at: u64) -> Result<Kind, Refused> {
        self.array(at)
    }

    fn end(&self) -> u64 {
        self.base + self.bytes.len() as u64
    }

    /// What stands in a box.
    pub(in crate::video) fn inside(&self, part: &Part) -> Result<Data<'a>, Refused> {
        self.span(part.body, part.end)
    }

    /// What stands between two places.
    pub(in crate::video) fn span(&self, start: u64, end: u64) -> Result<Data<'a>, Refused> {
        let len = end.checked_sub(start).ok_or(Refused::Broken)?;
        Ok(Data { bytes: self.get(start, len)?, base: start })
    }

    /// The boxes in it. Up to seven bytes behind the last are blanked: some writers end a list with four zeros.
    pub(in crate::video) fn parts(&self, reading: &mut Reading) -> Result<Vec<Part>, Refused> {
        let (mut parts, mut at, end) = (Vec::new(), self.base, self.end());
        while at < end {
            reading.count(1)?;
            if end - at < 8 {
                reading.edits.zero(at..end);
                break;
            }
            let (len, kind) = (u64::from(self.u32(at)?), self.kind(at + 4)?);
            let part = part(at, len, kind, end, || self.u64(at + 8))?;
            at = part.end;
            parts.push(part);
        }
        Ok(parts)
    }

    /// The one of its boxes that has this name; two of a name are none that we know how to read.
    pub(in crate::video) fn find(&self, reading: &mut Reading, kind: &Kind) -> Result<Option<Part>, Refused> {
        let mut named = self.parts(reading)?.into_iter().filter(|part| part.kind == *kind);
        let found = named.next();
        if named.next().is_some() { Err(Refused::Broken) } else { Ok(found) }
    }
}

/// A box whose length stands there; 1 means that eight more bytes say it, 0 that it goes on to the end.
fn part<E: From<Refused>>(
    at: u64,
    len: u64,
    kind: Kind,
    end: u64,
    long: impl FnOnce() -> Result<u64, E>,
) -> Result<Part, E> {
    let (head, len) = match len {
        1 => (16, long()?),
        0 => (8, end - at),
        len => (8, len),
    };
    let stop = at.checked_add(len).filter(|stop| *stop <= end && len >= head).ok_or(Refused::Broken)?;
    Ok(Part { kind, at, body: at + head, end: stop })
}

/// A box of the file itself.
pub(in crate::video) fn open(source: &mut impl Source, at: u64, end: u64) -> Result<Part, Unread> {
    let mut head = [0; 8];
    source.read(at, &mut head)?;
    let [a, b, c, d, kind @ ..] = head;
    part(at, u64::from(u32::from_be_bytes([a, b, c, d])), kind, end, || {
        let mut long = [0; 8];
        source.read(at + 8, &mut long)?;
        Ok(u64::from_be_bytes(long))
    })
}

/// What stands in a box of the file itself.
pub(in crate::video) fn load(source: &mut impl Source, part: &Part, most: u64) -> Result<Vec<u8>, Unread> {
    let len = part.end - part.body;
    if len > most {
        return Err(Refused::TooMany.into());
    }
    let mut bytes = vec![0; usize::try_from(len).map_err(|_| Unread::broken())?];
    source.read(part.body, &mut bytes)?;
    Ok(bytes)
}
