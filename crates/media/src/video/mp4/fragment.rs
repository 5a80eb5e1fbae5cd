//! A fragment: how long its samples last, and where they lie. Both are said in three places, of which the nearest to the sample counts.

use super::{
    Reading, Refused,
    boxes::{Data, Part},
    samples::Chunk,
};
use std::ops::Range;

/// Reads one by its box, and keeps of it what its samples need.
pub(super) fn read(reading: &mut Reading, fragment: &Data<'_>, own: &Part) -> Result<(), Refused> {
    // Where the samples of a track begin that doesn't say: with the fragment, or behind those of the track before.
    let mut next = own.at;
    for part in fragment.parts(reading)? {
        match &part.kind {
            b"mfhd" => {}
            b"traf" => next = read_track(reading, fragment, &part, own.at..own.end, next)?,
            _ => reading.blank(&part),
        }
    }
    Ok(())
}

/// Gives where its samples end.
fn read_track(
    reading: &mut Reading,
    fragment: &Data<'_>,
    track: &Part,
    own: Range<u64>,
    next: u64,
) -> Result<u64, Refused> {
    let inside = fragment.inside(track)?;
    let head = inside.find(reading, b"tfhd")?.ok_or(Refused::Broken)?;
    let usual = Usual::read(reading, fragment, &head, own, next)?;
    let (mut begins, mut lasts, mut end) = (None, 0_u64, usual.base);
    let mut chunks = Vec::new();
    for part in inside.parts(reading)? {
        match &part.kind {
            b"tfhd" | b"sdtp" | b"sbgp" | b"sgpd" | b"subs" => {}
            b"tfdt" => {
                let long = fragment.u8(part.body)? == 1;
                let at = part.body + 4;
                begins = Some(if long { fragment.u64(at)? } else { fragment.u32(at)?.into() });
            }
            b"trun" => {
                let run = usual.run(reading, fragment, &part, end)?;
                lasts = lasts.saturating_add(run.lasts);
                end = run.bytes.end;
                if !run.bytes.is_empty() {
                    chunks.push(Chunk::of(run.bytes));
                }
            }
            _ => reading.blank(&part),
        }
    }
    let known = reading.tracks.iter_mut().find(|track| track.id == usual.track).ok_or(Refused::Broken)?;
    // One that doesn't say when it begins follows the one before.
    known.fragments = known.fragments.max(begins.unwrap_or(known.fragments).saturating_add(lasts));
    known.chunks.extend(chunks);
    Ok(end)
}

/// What holds for the samples of a track's fragment unless their run says otherwise.
#[derive(Debug)]
struct Usual {
    track: u32,
    /// From where runs count.
    base: u64,
    /// That is the end of the track before: other players count from the fragment.
    follows: bool,
    /// The fragment itself, in which no sample lies.
    own: Range<u64>,
    /// Ticks and bytes of a sample.
    lasts: u32,
    size: u32,
}

/// Samples that come after each other.
#[derive(Debug)]
struct Run {
    lasts: u64,
    bytes: Range<u64>,
}

impl Usual {
    fn read(reading: &Reading, fragment: &Data<'_>, head: &Part, own: Range<u64>, next: u64) -> Result<Self, Refused> {
        let (flags, track) = (fragment.u32(head.body)?, fragment.u32(head.body + 4)?);
        let mut at = head.body + 8;
        let mut field = |flag: u32, width: u64| {
            let here = at;
            let there = flags & flag != 0;
            at += if there { width } else { 0 };
            there.then_some(here)
        };
        let (base, _, lasts, size) = (field(1, 8), field(2, 4), field(8, 4), field(0x10, 4));
        let (base, follows) = match base {
            Some(at) => (fragment.u64(at)?, false),
            None if flags & 0x2_0000 != 0 => (own.start, false),
            None => (next, next != own.start),
        };
        let all = reading.defaults.iter().find(|all| all.track == track);
        let number = |at: Option<u64>, all: Option<u32>| at.map_or(Ok(all.unwrap_or(0)), |at| fragment.u32(at));
        let (lasts, size) = (number(lasts, all.map(|all| all.lasts))?, number(size, all.map(|all| all.size))?);
        Ok(Self { track, base, follows, own, lasts, size })
    }

    /// A run of samples, which begins at `next` unless it says where.
    fn run(&self, reading: &mut Reading, fragment: &Data<'_>, part: &Part, next: u64) -> Result<Run, Refused> {
        let (flags, count) = (fragment.u32(part.body)?, u64::from(fragment.u32(part.body + 4)?));
        reading.count(count)?;
        let width = |flag: u32| u64::from(flags & flag != 0) * 4;
        let from = if width(1) == 0 { None } else { Some(fragment.u32(part.body + 8)?.cast_signed()) };
        let start = match from {
            None => next,
            Some(from) => self.base.checked_add_signed(from.into()).ok_or(Refused::Broken)?,
        };
        let first = part.body + 8 + width(1) + width(4);
        let entry = width(0x100) + width(0x200) + width(0x400) + width(0x800);
        let number = |flag: u32, before: u64, place: u64, usual: u32| {
            if flags & flag == 0 { Ok(usual) } else { fragment.u32(first + place * entry + before) }
        };
        let (mut lasts, mut len) = (0, 0);
        for place in 0..count {
            lasts += u64::from(number(0x100, 0, place, self.lasts)?);
            len += u64::from(number(0x200, width(0x100), place, self.size)?);
        }
        // Nobody says how large they are, or where, or says it so that players differ.
        let no_size = count > 0 && width(0x200) == 0 && self.size == 0;
        let no_place = len > 0 && self.own.contains(&start);
        if no_size || no_place || (self.follows && from.is_some_and(|from| from != 0)) {
            return Err(Refused::Untold);
        }
        let end = start.checked_add(len).ok_or(Refused::Broken)?;
        Ok(Run { lasts, bytes: start..end })
    }
}
