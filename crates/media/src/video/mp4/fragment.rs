//! A fragment: how long its samples last. Which bytes are whose isn't asked, since no track but pictures and sound is let in.

use super::{
    Reading, Refused,
    boxes::{Data, Part},
};

/// Reads one, and keeps of it what its samples need.
pub(super) fn read(reading: &mut Reading, fragment: &Data<'_>) -> Result<(), Refused> {
    for part in fragment.parts(reading)? {
        match &part.kind {
            b"mfhd" => {}
            b"traf" => read_track(reading, fragment, &part)?,
            _ => reading.blank(&part),
        }
    }
    Ok(())
}

fn read_track(reading: &mut Reading, fragment: &Data<'_>, track: &Part) -> Result<(), Refused> {
    let (mut id, mut each, mut begins, mut lasts) = (0, 0, 0, 0_u64);
    for part in fragment.inside(track)?.parts(reading)? {
        match &part.kind {
            b"tfhd" => {
                let flags = fragment.u32(part.body)?;
                id = fragment.u32(part.body + 4)?;
                each = reading.defaults.iter().find(|(track, _)| *track == id).map_or(0, |(_, each)| *each);
                let before = if flags & 1 == 0 { 0 } else { 8 } + if flags & 2 == 0 { 0 } else { 4 };
                if flags & 8 != 0 {
                    each = fragment.u32(part.body + 8 + before)?;
                }
            }
            b"tfdt" => {
                let long = fragment.u8(part.body)? == 1;
                let at = part.body + 4;
                begins = if long { fragment.u64(at)? } else { fragment.u32(at)?.into() };
            }
            b"trun" => lasts = lasts.saturating_add(run(reading, fragment, &part, each)?),
            b"sdtp" | b"sbgp" | b"sgpd" | b"subs" => {}
            _ => reading.blank(&part),
        }
    }
    let known = reading.tracks.iter_mut().find(|track| track.id == id).ok_or(Refused::Broken)?;
    known.fragments = known.fragments.max(begins.saturating_add(lasts));
    Ok(())
}

/// How long the samples of a run last, in ticks.
fn run(reading: &mut Reading, fragment: &Data<'_>, part: &Part, each: u32) -> Result<u64, Refused> {
    let (flags, count) = (fragment.u32(part.body)?, u64::from(fragment.u32(part.body + 4)?));
    reading.count(count)?;
    let has = |flag: u32| u64::from(flags & flag != 0) * 4;
    if flags & 0x100 == 0 {
        return Ok(count * u64::from(each));
    }
    let (first, width) = (part.body + 8 + has(1) + has(4), has(0x100) + has(0x200) + has(0x400) + has(0x800));
    let mut lasts = 0;
    for place in 0..count {
        lasts += u64::from(fragment.u32(first + place * width)?);
    }
    Ok(lasts)
}
