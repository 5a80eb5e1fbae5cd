//! The two things that are kept of EXIF: which way is up, and when the photo was taken. Everything else in it is never looked at: a picture's place, its
//! camera's number and its owner's name can't get anywhere from here.
//!
//! By CIPA DC-008 (EXIF 3.0), which stores its tags in a TIFF structure. A fault in it is no reason to refuse the picture: what can't be read isn't there.

use crate::orientation::Orientation;
use jiff::{civil::DateTime, tz::Offset};

const ORIENTATION: u16 = 0x0112;
const EXIF_DIRECTORY: u16 = 0x8769;
const DATE_TIME_ORIGINAL: u16 = 0x9003;
const OFFSET_TIME_ORIGINAL: u16 = 0x9011;

const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// When a photo was taken, as its camera's clock said. Anybody can write anything there, so it's a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Taken {
    /// By the clock on the wall where it was taken.
    pub at: DateTime,
    /// How far that clock is ahead of UTC, where the camera knew.
    pub offset: Option<Offset>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exif {
    pub orientation: Orientation,
    pub taken: Option<Taken>,
}

impl Exif {
    pub fn read(bytes: &[u8]) -> Self {
        Tiff::open(bytes).map(|tiff| tiff.exif()).unwrap_or_default()
    }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

/// A tag's entry in a directory: its type, how many values it has, and the four bytes that are the values or say where they are.
struct Entry<'a> {
    kind: u16,
    count: u32,
    value: &'a [u8],
}

impl<'a> Tiff<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        match bytes.first_chunk()? {
            b"II*\0" => Some(Self { bytes, big_endian: false }),
            b"MM\0*" => Some(Self { bytes, big_endian: true }),
            _ => None,
        }
    }

    fn exif(&self) -> Exif {
        let Some(first) = self.bytes.get(4..).and_then(|rest| self.u32(rest)) else {
            return Exif::default();
        };
        let orientation = self.number(first, ORIENTATION).and_then(Orientation::from_exif).unwrap_or_default();
        let taken = self.number(first, EXIF_DIRECTORY).and_then(|directory| self.taken(directory));
        Exif { orientation, taken }
    }

    fn taken(&self, directory: u32) -> Option<Taken> {
        let at = date_time(self.text(directory, DATE_TIME_ORIGINAL)?)?;
        Some(Taken { at, offset: self.text(directory, OFFSET_TIME_ORIGINAL).and_then(offset) })
    }

    fn number(&self, directory: u32, tag: u16) -> Option<u32> {
        let entry = self.entry(directory, tag)?;
        match entry.kind {
            SHORT => self.u16(entry.value).map(u32::from),
            LONG => self.u32(entry.value),
            _ => None,
        }
    }

    /// An ASCII value that is too long for the entry itself, as both of ours are, without the zero at its end.
    fn text(&self, directory: u32, tag: u16) -> Option<&'a str> {
        let entry = self.entry(directory, tag).filter(|entry| entry.kind == ASCII)?;
        let text = self.at(self.u32(entry.value)?)?.get(..usize::try_from(entry.count).ok()?)?;
        Some(std::str::from_utf8(text).ok()?.trim_end_matches('\0').trim())
    }

    fn entry(&self, directory: u32, tag: u16) -> Option<Entry<'a>> {
        let directory = self.at(directory)?;
        let count = self.u16(directory)?;
        let mut entries = directory.get(2..)?.as_chunks::<12>().0.iter().take(count.into());
        let found = entries.find(|entry| self.u16(*entry) == Some(tag))?;
        Some(Entry { kind: self.u16(found.get(2..)?)?, count: self.u32(found.get(4..)?)?, value: found.get(8..)? })
    }

    fn at(&self, offset: u32) -> Option<&'a [u8]> {
        self.bytes.get(usize::try_from(offset).ok()?..)
    }

    fn u16(&self, bytes: &[u8]) -> Option<u16> {
        let bytes = *bytes.first_chunk()?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&self, bytes: &[u8]) -> Option<u32> {
        let bytes = *bytes.first_chunk()?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }
}

/// `2024:05:17 14:03:22`. A camera whose clock was never set writes blanks or zeros, which are no date.
fn date_time(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    let [year, month, day] = numbers(date)?;
    let [hour, minute, second] = numbers(time)?;
    let small = |number: i16| i8::try_from(number).ok();
    let year = Some(year).filter(|&year| year > 0)?;
    DateTime::new(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()
}

/// `+02:00`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, time) = text.split_at_checked(1)?;
    let [hours, minutes] = numbers(time).filter(|[_, minutes]| *minutes < 60)?;
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    match sign {
        "+" => Offset::from_seconds(seconds).ok(),
        "-" => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

/// Exactly so many numbers with colons between, digits only.
fn numbers<const N: usize>(text: &str) -> Option<[i16; N]> {
    let mut parts = text.split(':');
    let mut found = [0; N];
    for place in &mut found {
        let digits = parts.next().filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *place = digits.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}
