//! A file read in order. What it promises and doesn't hold is [`Refused::Truncated`].

use crate::refused::Refused;

pub struct Bytes<'a> {
    all: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub fn new(all: &'a [u8]) -> Self {
        Self { all, rest: all }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Refused> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Refused::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refused> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Refused::Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub fn byte(&mut self) -> Result<u8, Refused> {
        self.array().map(u8::from_be_bytes)
    }

    pub fn u16_be(&mut self) -> Result<u16, Refused> {
        self.array().map(u16::from_be_bytes)
    }

    pub fn u16_le(&mut self) -> Result<u16, Refused> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32_be(&mut self) -> Result<u32, Refused> {
        self.array().map(u32::from_be_bytes)
    }

    pub fn u32_le(&mut self) -> Result<u32, Refused> {
        self.array().map(u32::from_le_bytes)
    }

    /// Three bytes, as WebP writes sizes.
    pub fn u24_le(&mut self) -> Result<u32, Refused> {
        let [low, middle, high] = self.array()?;
        Ok(u32::from_le_bytes([low, middle, high, 0]))
    }

    pub fn tag(&mut self) -> Result<[u8; 4], Refused> {
        self.array()
    }

    /// Goes on to the next byte for which `wanted` holds, and leaves it there.
    pub fn seek(&mut self, wanted: impl Fn(u8) -> bool) -> Result<(), Refused> {
        let skipped = self.rest.iter().position(|&byte| wanted(byte)).ok_or(Refused::Truncated)?;
        self.take(skipped).map(drop)
    }

    /// What comes next, if anything does, without going on.
    pub fn peek(&self, ahead: usize) -> Option<u8> {
        self.rest.get(ahead).copied()
    }

    /// All that has been read so far.
    pub fn read(&self) -> &'a [u8] {
        self.all.get(..self.all.len() - self.rest.len()).unwrap_or(self.all)
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// A length as a file writes it. Where it's too much for this machine, the file doesn't hold it either.
pub fn length(written: u32) -> Result<usize, Refused> {
    usize::try_from(written).map_err(|_| Refused::Truncated)
}
