//! A track: picture or sound. Any other is blanked whole, and its samples with it.

use super::{
    Reading, Refused, Times,
    boxes::{Data, Kind, Part},
    keep_only,
    samples::{self, Chunk},
};
use crate::video::MOST_TRACKS;
use repti_model::media::VideoCodec;

/// What a track holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::video) enum Look {
    Picture { codec: VideoCodec, width: u32, height: u32, eight_bits: bool },
    Sound { aac: bool },
}

/// A track that is kept.
#[derive(Debug)]
pub(in crate::video) struct Track {
    pub(super) id: u32,
    pub(super) look: Look,
    /// Ticks of a second.
    pub(super) scale: u32,
    pub(super) chunks: Vec<Chunk>,
    /// Where its last fragment ends, in ticks.
    pub(super) fragments: u64,
}

impl Track {
    /// In milliseconds.
    pub(super) fn fragments_end(&self) -> u64 {
        self.fragments.saturating_mul(1000) / u64::from(self.scale.max(1))
    }
}

const TABLES: [&Kind; 13] = [
    b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64", b"sdtp", b"sbgp", b"sgpd", b"cslg", b"stps",
];

/// Reads a track, and keeps of it what its pictures or its sound need.
pub(super) fn read(reading: &mut Reading, header: &Data<'_>, track: &Part) -> Result<(), Refused> {
    let inside = header.inside(track)?;
    let media = inside.find(reading, b"mdia")?.ok_or(Refused::Broken)?;
    let media_inside = header.inside(&media)?;
    let handler = media_inside.find(reading, b"hdlr")?.ok_or(Refused::Broken)?;
    let picture = match &header.kind(handler.body + 8)? {
        b"vide" => true,
        b"soun" => false,
        _ => {
            reading.beside = true;
            reading.blank(track);
            // Where its chunks begin tells where others end. A table that can't be read tells nothing.
            if let Ok(starts) = samples::starts(reading, &media_inside) {
                reading.others.extend(starts);
            }
            return Ok(());
        }
    };
    let mut turned = false;
    for part in inside.parts(reading)? {
        match &part.kind {
            b"tkhd" => turned = read_track_header(reading, header, &part)?,
            b"edts" => keep_only(reading, header, &part, &[b"elst"])?,
            b"mdia" => {}
            _ => reading.blank(&part),
        }
    }
    let id = inside.find(reading, b"tkhd")?.ok_or(Refused::Broken)?;
    let id = header.u32(id.body + if header.u8(id.body)? == 1 { 20 } else { 12 })?;
    let (mut scale, mut found) = (0, None);
    for part in media_inside.parts(reading)? {
        match &part.kind {
            b"mdhd" => {
                let times = Times::read(header, &part)?;
                reading.edits.zero(times.dates);
                scale = times.scale;
                reading.millis = reading.millis.max(times.millis);
            }
            // Its name may be anybody's; without one it is a handler all the same.
            b"hdlr" => reading.edits.zero((part.body + 24).min(part.end)..part.end),
            b"minf" => found = Some(read_information(reading, header, &part, picture)?),
            _ => reading.blank(&part),
        }
    }
    let (mut look, chunks) = found.ok_or(Refused::Broken)?;
    if let Look::Picture { width, height, .. } = &mut look
        && turned
    {
        (*width, *height) = (*height, *width);
    }
    if scale == 0 {
        return Err(Refused::Broken);
    }
    if reading.tracks.len() == MOST_TRACKS {
        return Err(Refused::TooMany);
    }
    reading.tracks.push(Track { id, look, scale, chunks, fragments: 0 });
    Ok(())
}

/// Forgets when the track was made, and says whether it is seen turned by a quarter.
fn read_track_header(reading: &mut Reading, header: &Data<'_>, part: &Part) -> Result<bool, Refused> {
    let long = header.u8(part.body)? == 1;
    let (dates, matrix) = if long { (16, 52) } else { (8, 40) };
    reading.edits.zero(part.body + 4..part.body + 4 + dates);
    let at = |place: u64| header.u32(part.body + matrix + place * 4);
    Ok(at(0)? == 0 && at(4)? == 0 && at(1)? != 0)
}

fn read_information(
    reading: &mut Reading,
    header: &Data<'_>,
    information: &Part,
    picture: bool,
) -> Result<(Look, Vec<Chunk>), Refused> {
    let mut found = None;
    for part in header.inside(information)?.parts(reading)? {
        match &part.kind {
            b"vmhd" | b"smhd" => {}
            b"hdlr" => reading.edits.zero((part.body + 24).min(part.end)..part.end),
            b"dinf" => read_references(reading, header, &part)?,
            b"stbl" => {
                keep_only(reading, header, &part, &TABLES)?;
                let tables = header.inside(&part)?;
                let descriptions = tables.find(reading, b"stsd")?.ok_or(Refused::Broken)?;
                let look = read_descriptions(reading, header, &descriptions, picture)?;
                found = Some((look, samples::chunks(reading, &tables, !picture)?));
            }
            _ => reading.blank(&part),
        }
    }
    found.ok_or(Refused::Broken)
}

/// Samples lie in this file and nowhere else; the name of a disk or a folder that may stand there goes.
fn read_references(reading: &mut Reading, header: &Data<'_>, part: &Part) -> Result<(), Refused> {
    for references in header.inside(part)?.parts(reading)? {
        if references.kind != *b"dref" {
            reading.blank(&references);
            continue;
        }
        for entry in header.span((references.body + 8).min(references.end), references.end)?.parts(reading)? {
            if header.u32(entry.body)? & 1 == 0 {
                return Err(Refused::Broken);
            }
            reading.edits.zero(entry.body + 4..entry.end);
        }
    }
    Ok(())
}

/// How samples are coded. A track may be described several times over, by the same coding.
fn read_descriptions(reading: &mut Reading, header: &Data<'_>, part: &Part, picture: bool) -> Result<Look, Refused> {
    let mut look = None;
    for entry in header.span((part.body + 8).min(part.end), part.end)?.parts(reading)? {
        let next = if picture {
            read_picture(reading, header, &entry)?
        } else {
            if entry.kind == *b"enca" {
                return Err(Refused::Protected);
            }
            Look::Sound { aac: entry.kind == *b"mp4a" }
        };
        look = Some(next);
    }
    look.ok_or(Refused::Broken)
}

fn read_picture(reading: &mut Reading, header: &Data<'_>, entry: &Part) -> Result<Look, Refused> {
    let codec = match &entry.kind {
        b"avc1" | b"avc3" => VideoCodec::H264,
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => VideoCodec::Hevc,
        b"av01" => VideoCodec::Av1,
        b"vp08" => VideoCodec::Vp8,
        b"vp09" => VideoCodec::Vp9,
        b"encv" => return Err(Refused::Protected),
        other => return Err(Refused::Coding(words(other))),
    };
    let (width, height) = (header.u16(entry.body + 24)?, header.u16(entry.body + 26)?);
    // The name of the program that coded it.
    reading.edits.zero(entry.body + 42..entry.body + 74);
    let mut eight_bits = false;
    for part in header.span(entry.body + 78, entry.end)?.parts(reading)? {
        match &part.kind {
            // Baseline, Main and High; others have more bits or more colour than most browsers decode.
            b"avcC" => eight_bits = codec == VideoCodec::H264 && matches!(header.u8(part.body + 1)?, 66 | 77 | 100),
            b"hvcC" | b"av1C" | b"vpcC" | b"pasp" | b"colr" | b"clap" | b"btrt" | b"fiel" | b"mdcv" | b"clli"
            | b"dvcC" | b"dvvC" => {}
            _ => reading.blank(&part),
        }
    }
    Ok(Look::Picture { codec, width: width.into(), height: height.into(), eight_bits })
}

/// The name of a coding as a person may read it.
fn words(kind: &Kind) -> String {
    kind.iter().map(|byte| if byte.is_ascii_alphanumeric() { char::from(*byte) } else { '·' }).collect()
}
