//! Where the samples of tracks lie. What lies between them is nobody's, and may be anything.

use super::{
    Reading, Refused,
    boxes::{Data, Part},
};
use std::ops::Range;

/// Samples that lie behind each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::video) struct Chunk {
    start: u64,
    /// None where the tables tell it in no unit that can be relied on, as of sound that isn't compressed: up to the next chunk then.
    len: Option<u64>,
}

impl Chunk {
    /// Samples in these bytes.
    pub(super) const fn of(bytes: Range<u64>) -> Self {
        Self { start: bytes.start, len: Some(bytes.end - bytes.start) }
    }
}

/// Where chunks begin, of a track that isn't kept.
pub(super) fn starts(reading: &mut Reading, media: &Data<'_>) -> Result<Vec<u64>, Refused> {
    let information = media.find(reading, b"minf")?.ok_or(Refused::Broken)?;
    let tables = media.inside(&information)?.find(reading, b"stbl")?.ok_or(Refused::Broken)?;
    offsets(reading, &media.inside(&tables)?)
}

fn offsets(reading: &mut Reading, tables: &Data<'_>) -> Result<Vec<u64>, Refused> {
    let (short, long) = (tables.find(reading, b"stco")?, tables.find(reading, b"co64")?);
    let (part, width) = match (short, long) {
        (Some(part), None) => (part, 4),
        (None, Some(part)) => (part, 8),
        _ => return Err(Refused::Broken),
    };
    let count = entries(reading, tables, &part, width)?;
    let at = |place: u64| {
        let at = part.body + 8 + place * width;
        if width == 8 { tables.u64(at) } else { tables.u32(at).map(u64::from) }
    };
    (0..count).map(at).collect()
}

/// How many entries a table says it has, if they are there.
fn entries(reading: &mut Reading, tables: &Data<'_>, part: &Part, width: u64) -> Result<u64, Refused> {
    let count = u64::from(tables.u32(part.body + 4)?);
    reading.count(count)?;
    if count * width > (part.end - part.body).saturating_sub(8) { Err(Refused::Broken) } else { Ok(count) }
}

/// The chunks of a track. `sound` may come in frames whose sizes the tables don't tell.
pub(super) fn chunks(reading: &mut Reading, tables: &Data<'_>, sound: bool) -> Result<Vec<Chunk>, Refused> {
    let starts = offsets(reading, tables)?;
    // A film in fragments has tables with nothing in them.
    if starts.is_empty() {
        return Ok(Vec::new());
    }
    let sizes = tables.find(reading, b"stsz")?.ok_or(Refused::Broken)?;
    let (all, count) = (tables.u32(sizes.body + 4)?, tables.u32(sizes.body + 8)?);
    if all == 0 {
        reading.count(count.into())?;
    }
    let runs = tables.find(reading, b"stsc")?.ok_or(Refused::Broken)?;
    let run_count = entries(reading, tables, &runs, 12)?;
    let run = |place: u64| -> Result<(u64, u64), Refused> {
        let at = runs.body + 8 + place * 12;
        Ok((tables.u32(at)?.into(), tables.u32(at + 4)?.into()))
    };
    let (mut chunks, mut next, mut sample) = (Vec::with_capacity(starts.len()), 0, 0_u64);
    let mut each = 0;
    for (number, start) in (1_u64..).zip(starts) {
        while next < run_count && run(next)?.0 <= number {
            each = run(next)?.1;
            next += 1;
        }
        let len = if all == 0 {
            if each > u64::from(count) - sample {
                return Err(Refused::Broken);
            }
            let mut len = 0;
            for place in sample..sample + each {
                len += u64::from(tables.u32(sizes.body + 12 + place * 4)?);
            }
            sample += each;
            Some(len)
        } else {
            (!sound).then_some(each * u64::from(all))
        };
        chunks.push(Chunk { start, len });
    }
    Ok(chunks)
}

/// The bytes of all kept samples, in order and each once. They lie where media may lie.
pub(super) fn kept(
    tracks: &[&[Chunk]],
    mut starts: Vec<u64>,
    media: &[Range<u64>],
) -> Result<Vec<Range<u64>>, Refused> {
    starts.extend(tracks.iter().flat_map(|track| track.iter()).map(|chunk| chunk.start));
    starts.sort_unstable();
    let mut spans = Vec::new();
    for chunk in tracks.iter().flat_map(|track| track.iter()) {
        let home = home(media, chunk.start).ok_or(Refused::Broken)?;
        let next = || starts.get(starts.partition_point(|start| *start <= chunk.start)).copied();
        let end = match chunk.len {
            Some(len) => chunk.start.checked_add(len).filter(|end| *end <= home.end).ok_or(Refused::Broken)?,
            None => next().map_or(home.end, |next| next.min(home.end)),
        };
        spans.push(chunk.start..end);
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<u64>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    if merged.is_empty() { Err(Refused::Broken) } else { Ok(merged) }
}

/// The media in which a place lies. They come in the order of the file.
fn home(media: &[Range<u64>], at: u64) -> Option<&Range<u64>> {
    let before = media.partition_point(|home| home.start <= at).checked_sub(1)?;
    media.get(before).filter(|home| home.contains(&at))
}

/// What of the media no kept sample is in.
pub(super) fn gaps(kept: &[Range<u64>], media: &[Range<u64>]) -> Vec<Range<u64>> {
    let (mut gaps, mut next) = (Vec::new(), 0);
    for home in media {
        let mut at = home.start;
        // Each lies in one of the media, by the way it was made; merged ones may reach into the next.
        while let Some(span) = kept.get(next).filter(|span| span.start < home.end) {
            if span.start > at {
                gaps.push(at..span.start);
            }
            at = at.max(span.end);
            if span.end > home.end {
                break;
            }
            next += 1;
        }
        if at < home.end {
            gaps.push(at..home.end);
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_sample_is_in_is_a_gap() {
        let picture = [Chunk { start: 10, len: Some(5) }, Chunk { start: 30, len: Some(10) }];
        let sound = [Chunk { start: 15, len: None }, Chunk { start: 50, len: None }];
        let media = [5..60, 70..80];
        // A stranger's samples begin at 20.
        let kept = kept(&[&picture, &sound], vec![20], &media).expect("all of them lie in the media");
        assert_eq!(kept, [10..20, 30..40, 50..60]);
        assert_eq!(gaps(&kept, &media), [5..10, 20..30, 40..50, 70..80]);
    }

    #[test]
    fn samples_outside_of_the_media_are_refused() {
        let media = std::slice::from_ref(&(5..60));
        for (start, len) in [(0, 3), (58, 5), (60, 1), (u64::MAX, 2)] {
            let chunk = [Chunk { start, len: Some(len) }];
            assert_eq!(kept(&[&chunk], Vec::new(), media), Err(Refused::Broken), "{start}");
        }
        assert_eq!(kept(&[], Vec::new(), media), Err(Refused::Broken));
    }
}
