//! WebM: elements within elements, of which those are kept that pictures and sound need; all others become `Void`, with nothing in it.

mod elements;
mod tracks;

use super::{Container, Format, Refused, Source, Unread};
use elements::{Element, Reader, id};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use tracks::Track;

/// Seconds from 1970 to 2001, where its clock begins.
const EPOCH: i64 = 978_307_200;
/// Nanoseconds of a tick, where the file doesn't say.
const TICK: u64 = 1_000_000;
/// What of the header of a file is kept.
const HEADER: [u32; 7] = [0x4286, 0x42f7, 0x42f2, 0x42f3, id::DOC_TYPE, 0x4287, 0x4285];
/// What of a group of blocks: the block, how long it lasts, what it refers to, what of its end is cut off.
const GROUP: [u32; 4] = [id::BLOCK, 0x9b, 0xfb, 0x75a2];

/// What is known of the file so far.
#[derive(Debug)]
struct Known {
    tick: u64,
    /// In ticks, where the file says.
    duration: f64,
    /// Where the last block begins, in ticks.
    last: u64,
    taken: Option<Date>,
    tracks: Vec<Track>,
}

/// Reads the elements.
pub(super) fn read(source: &mut impl Source) -> Result<Container, Unread> {
    let size = source.size();
    let mut reader = Reader::new(source);
    let header = reader.element(0, size)?;
    let end = header.end.filter(|_| header.id == id::HEADER).ok_or_else(Unread::broken)?;
    read_header(&mut reader, header.body, end)?;
    let segment = reader.element(end, size)?;
    if segment.id != id::SEGMENT {
        return Err(Unread::broken());
    }
    let mut known = Known { tick: TICK, duration: 0.0, last: 0, taken: None, tracks: Vec::new() };
    let stop = segment.end.unwrap_or(size);
    read_segment(&mut reader, &mut known, segment.body, stop)?;
    reader.void(stop..size);
    let edits = reader.into_edits();
    let picture = known.tracks.iter().find_map(|track| track.picture).ok_or(Refused::NoPicture)?;
    // As far as it says, or as its last block begins: recorders that write on the go don't know when they begin.
    let ticks = known.last.max(whole(known.duration));
    let millis = ticks.saturating_mul(known.tick) / 1_000_000;
    let (codec, width, height) = picture;
    Ok(Container {
        format: Format::WebM,
        codec,
        width,
        height,
        // One picture is a video, too.
        millis: millis.max(1),
        plain: false,
        taken: known.taken,
        edits,
    })
}

/// A length as a number; nothing for what is none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` ends at the largest number there is, and takes less than nothing for nothing"
)]
const fn whole(ticks: f64) -> u64 {
    ticks as u64
}

fn read_header<S: Source>(reader: &mut Reader<'_, S>, body: u64, end: u64) -> Result<(), Unread> {
    let mut kind = Vec::new();
    for element in reader.children(body, end)? {
        if element.id == id::DOC_TYPE {
            kind = reader.payload(&element)?;
        }
        if !HEADER.contains(&element.id) {
            reader.blank(&element)?;
        }
    }
    // Some writers fill it up with zeros.
    let kind: Vec<u8> = kind.into_iter().take_while(|byte| *byte != 0).collect();
    if kind == b"webm" { Ok(()) } else { Err(Refused::Coding("Matroska".to_owned()).into()) }
}

fn read_segment<S: Source>(reader: &mut Reader<'_, S>, known: &mut Known, body: u64, end: u64) -> Result<(), Unread> {
    let (mut at, mut described) = (body, false);
    while at < end {
        let element = reader.element(at, end)?;
        if element.id == id::CLUSTER {
            at = read_cluster(reader, known, &element, end)?;
            continue;
        }
        // Only clusters may be written on the go.
        let stop = element.end.ok_or_else(Unread::broken)?;
        match element.id {
            id::SEEK_HEAD | id::CUES => {}
            id::INFO => read_info(reader, known, &element)?,
            id::TRACKS if described => return Err(Unread::broken()),
            id::TRACKS => {
                described = true;
                known.tracks = tracks::read(reader, &element)?;
            }
            _ => reader.blank(&element)?,
        }
        at = stop;
    }
    Ok(())
}

fn read_info<S: Source>(reader: &mut Reader<'_, S>, known: &mut Known, info: &Element) -> Result<(), Unread> {
    for element in reader.children(info.body, info.stop()?)? {
        match element.id {
            id::TICK => known.tick = reader.number(&element)?.clamp(1, 1_000_000_000),
            id::DURATION => known.duration = reader.float(&element)?,
            // Names of programs, which have to be there.
            id::MUXER | id::WRITER => {}
            id::DATE => {
                let nanos = reader.number(&element)?.cast_signed();
                known.taken = day(nanos);
                reader.blank(&element)?;
            }
            _ => reader.blank(&element)?,
        }
    }
    Ok(())
}

fn day(nanos: i64) -> Option<Date> {
    let beginning = Timestamp::from_second(EPOCH).ok()?;
    let at = beginning.checked_add(SignedDuration::from_nanos(nanos)).ok()?;
    let now = Timestamp::now();
    (nanos > 0 && at <= now).then(|| at.to_zoned(TimeZone::UTC).date())
}

/// Reads a cluster, and says where it ends.
fn read_cluster<S: Source>(
    reader: &mut Reader<'_, S>,
    known: &mut Known,
    cluster: &Element,
    segment_end: u64,
) -> Result<u64, Unread> {
    if known.tracks.is_empty() {
        return Err(Unread::broken());
    }
    let (mut at, mut begins) = (cluster.body, 0);
    let end = cluster.end.unwrap_or(segment_end);
    while at < end {
        let element = reader.element(at, end)?;
        // One of unknown length goes on until something comes that stands beside clusters.
        if cluster.end.is_none() && id::BESIDE_CLUSTERS.contains(&element.id) {
            return Ok(at);
        }
        let stop = element.stop()?;
        match element.id {
            id::TIME => begins = reader.number(&element)?,
            id::SIMPLE_BLOCK => read_block(reader, known, &element, &element, begins)?,
            id::BLOCK_GROUP => {
                let parts = reader.children(element.body, stop)?;
                let block = parts.iter().find(|part| part.id == id::BLOCK).cloned().ok_or_else(Unread::broken)?;
                for part in parts.iter().filter(|part| !GROUP.contains(&part.id)) {
                    reader.blank(part)?;
                }
                read_block(reader, known, &block, &element, begins)?;
            }
            // Where it stands, and how long the one before it is.
            0xa7 | 0xab => {}
            _ => reader.blank(&element)?,
        }
        at = stop;
    }
    Ok(end)
}

/// A block of a track that is kept ends no earlier than it begins; any other goes, and what stands around it.
fn read_block<S: Source>(
    reader: &mut Reader<'_, S>,
    known: &mut Known,
    block: &Element,
    around: &Element,
    begins: u64,
) -> Result<(), Unread> {
    let (track, time) = reader.block(block)?;
    if known.tracks.iter().any(|known| known.number == track) {
        known.last = known.last.max(begins.saturating_add_signed(time.into()));
        return Ok(());
    }
    reader.blank(around)
}
