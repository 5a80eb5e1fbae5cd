//! ISO-BMFF: MP4 and MOV. Boxes within boxes, of which those are kept that pictures and sound need; all others become `free` with nothing in them, and so
//! do bytes of the file that belong to neither.

mod boxes;
mod fragment;
mod samples;
mod track;

use super::{Container, Format, MOST_PARTS, MOST_TRACKS, Refused, Source, Unread, edits::Edits};
use boxes::{Data, Kind, Part};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use samples::Chunk;
use std::ops::Range;
use track::{Look, Track};

/// Bytes of the box that describes all samples: some hundred thousand a minute.
const MOST_HEADER: u64 = 16 << 20;
/// Bytes of the same of one fragment.
const MOST_FRAGMENT: u64 = 2 << 20;
/// Seconds from 1904, where these clocks begin, to 1970.
const EPOCH: i64 = 2_082_844_800;
/// No camera of these was sold before.
const EARLIEST: Date = Date::constant(1990, 1, 1);

/// What is known of the file so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) edits: Edits,
    pub(super) tracks: Vec<Track>,
    /// Of the tracks that aren't kept: where their chunks begin.
    pub(super) others: Vec<u64>,
    /// There is a track that isn't kept.
    pub(super) beside: bool,
    pub(super) taken: Option<Date>,
    /// As far as the header says.
    pub(super) millis: u64,
    /// It comes in fragments.
    pub(super) fragmented: bool,
    /// What holds for samples of which their fragment doesn't say it.
    pub(super) defaults: Vec<Extends>,
    parts: u64,
}

/// How many ticks a sample of a track lasts, and how many bytes it has, where its fragment doesn't say.
#[derive(Debug)]
pub(super) struct Extends {
    pub(super) track: u32,
    pub(super) lasts: u32,
    pub(super) size: u32,
}

impl Reading {
    /// Counts boxes and entries.
    pub(super) fn count(&mut self, parts: u64) -> Result<(), Refused> {
        self.parts = self.parts.saturating_add(parts);
        if self.parts > MOST_PARTS { Err(Refused::TooMany) } else { Ok(()) }
    }

    /// What stood in this box stands there no more.
    pub(super) fn blank(&mut self, part: &Part) {
        self.edits.write(part.at + 4, b"free", 0);
        self.edits.zero(part.body..part.end);
    }
}

/// Reads the boxes.
pub(super) fn read(source: &mut impl Source) -> Result<Container, Unread> {
    let mut reading = Reading::default();
    let (mut media, mut header): (Vec<Range<u64>>, bool) = (Vec::new(), false);
    let (mut at, size) = (0, source.size());
    while at < size {
        reading.count(1)?;
        if size - at < 8 {
            reading.edits.zero(at..size);
            break;
        }
        let part = boxes::open(source, at, size)?;
        match &part.kind {
            b"ftyp" | b"styp" | b"sidx" | b"mfra" => {}
            b"mdat" => media.push(part.body..part.end),
            b"moov" if header => return Err(Unread::broken()),
            b"moov" => {
                header = true;
                let bytes = boxes::load(source, &part, MOST_HEADER)?;
                read_header(&mut reading, &Data { bytes: &bytes, base: part.body })?;
            }
            b"moof" => {
                if !header {
                    return Err(Unread::broken());
                }
                // Players may not look for one that the header doesn't announce.
                if !reading.fragmented {
                    return Err(Refused::Untold.into());
                }
                let bytes = boxes::load(source, &part, MOST_FRAGMENT)?;
                fragment::read(&mut reading, &Data { bytes: &bytes, base: part.body }, &part)?;
            }
            _ => reading.blank(&part),
        }
        at = part.end;
    }
    if !header || media.is_empty() {
        return Err(Unread::broken());
    }
    // A fragment's tracks are read as those that are kept, so no stranger may be among them.
    if reading.fragmented && reading.beside {
        return Err(Refused::Beside.into());
    }
    let starts: Vec<u64> = std::mem::take(&mut reading.others);
    let chunks: Vec<&[Chunk]> = reading.tracks.iter().map(|track| track.chunks.as_slice()).collect();
    let kept = samples::kept(&chunks, starts, &media)?;
    for gap in samples::gaps(&kept, &media) {
        reading.edits.zero(gap);
    }
    Ok(container(reading)?)
}

fn container(reading: Reading) -> Result<Container, Refused> {
    let Reading { edits, tracks, taken, millis, .. } = reading;
    let sound = tracks.iter().find_map(|track| match &track.look {
        Look::Sound { aac } => Some(*aac),
        Look::Picture { .. } => None,
    });
    let longest = tracks.iter().map(Track::fragments_end).max().unwrap_or_default();
    let picture = tracks.into_iter().find_map(|track| match track.look {
        Look::Picture { codec, width, height, eight_bits } => Some((codec, width, height, eight_bits)),
        Look::Sound { .. } => None,
    });
    let (codec, width, height, eight_bits) = picture.ok_or(Refused::NoPicture)?;
    Ok(Container {
        format: Format::Mp4,
        codec,
        width,
        height,
        millis: millis.max(longest),
        plain: eight_bits && sound != Some(false),
        taken,
        edits,
    })
}

fn read_header(reading: &mut Reading, header: &Data<'_>) -> Result<(), Refused> {
    for part in header.parts(reading)? {
        match &part.kind {
            b"mvhd" => {
                let times = Times::read(header, &part)?;
                reading.edits.zero(times.dates.clone());
                reading.taken = times.taken;
                reading.millis = reading.millis.max(times.millis);
            }
            b"trak" => track::read(reading, header, &part)?,
            b"mvex" => read_extends(reading, header, &part)?,
            _ => reading.blank(&part),
        }
    }
    Ok(())
}

/// That fragments follow, and what holds for all of them.
fn read_extends(reading: &mut Reading, header: &Data<'_>, extends: &Part) -> Result<(), Refused> {
    reading.fragmented = true;
    for part in header.inside(extends)?.parts(reading)? {
        match &part.kind {
            b"mehd" => {}
            b"trex" => {
                let number = |place: u64| header.u32(part.body + place);
                reading.defaults.push(Extends { track: number(4)?, lasts: number(12)?, size: number(16)? });
                if reading.defaults.len() > MOST_TRACKS {
                    return Err(Refused::TooMany);
                }
            }
            _ => reading.blank(&part),
        }
    }
    Ok(())
}

/// What the headers of a film and of a track's media begin with.
pub(super) struct Times {
    /// Where it says when it was made and changed.
    pub(super) dates: Range<u64>,
    pub(super) taken: Option<Date>,
    /// Ticks of a second.
    pub(super) scale: u32,
    pub(super) millis: u64,
}

impl Times {
    pub(super) fn read(data: &Data<'_>, part: &Part) -> Result<Self, Refused> {
        let (at, long) = (part.body + 4, data.u8(part.body)? == 1);
        let (made, dates, after) =
            if long { (data.u64(at)?, at..at + 16, at + 16) } else { (u64::from(data.u32(at)?), at..at + 8, at + 8) };
        let scale = data.u32(after)?;
        let ticks = if long { data.u64(after + 4)? } else { u64::from(data.u32(after + 4)?) };
        // All ones is what a recorder writes that doesn't know yet.
        let known = if long { ticks < u64::MAX } else { ticks < u64::from(u32::MAX) };
        if scale == 0 {
            return Err(Refused::Broken);
        }
        let millis = if known { ticks.saturating_mul(1000) / u64::from(scale) } else { 0 };
        Ok(Self { dates, taken: day(made), scale, millis })
    }
}

/// The day that a camera wrote; none for the zero of those that have no clock, and for what can't be.
fn day(seconds: u64) -> Option<Date> {
    let second = i64::try_from(seconds).ok()?.checked_sub(EPOCH)?;
    let day = Timestamp::from_second(second).ok()?.to_zoned(TimeZone::UTC).date();
    let tomorrow = Timestamp::now().to_zoned(TimeZone::UTC).date().tomorrow().ok()?;
    (day >= EARLIEST && day <= tomorrow).then_some(day)
}

/// A box that is kept, and of those in it only the ones that are named.
fn keep_only(reading: &mut Reading, data: &Data<'_>, part: &Part, kinds: &[&Kind]) -> Result<(), Refused> {
    for inner in data.inside(part)?.parts(reading)? {
        if !kinds.contains(&&inner.kind) {
            reading.blank(&inner);
        }
    }
    Ok(())
}
