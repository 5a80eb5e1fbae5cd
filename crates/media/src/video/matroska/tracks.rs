//! Tracks: picture and sound. Any other goes, and its blocks with it.

use super::elements::{Element, Reader, id};
use crate::video::{MOST_TRACKS, Refused, Source, Unread};
use repti_model::media::VideoCodec;

/// A track that is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Track {
    pub(super) number: u64,
    /// Its coding, width and height, where it is a picture's.
    pub(super) picture: Option<(VideoCodec, u32, u32)>,
}

const NUMBER: u32 = 0xd7;
const KIND: u32 = 0x83;
const CODING: u32 = 0x86;
const PICTURE: u32 = 0xe0;
const ENCODINGS: u32 = 0x6d80;
/// What else of a track is kept: its other number, flags, how long a block lasts, its language, what its decoder has to know, delays, sound.
const KEPT: [u32; 15] = [
    NUMBER, 0x73c5, KIND, 0xb9, 0x88, 0x55aa, 0x9c, 0x23_e383, 0x22_b59c, CODING, 0x63a2, 0x56aa, 0x56bb, PICTURE, 0xe1,
];
/// What of a picture is kept: interlacing, stereo, sides as coded and as shown, colour.
const SIDES: [u32; 11] = [0x9a, 0x53b8, 0xb0, 0xba, 0x54aa, 0x54bb, 0x54cc, 0x54dd, 0x54b0, 0x54ba, 0x55b0];

/// Reads all tracks.
pub(super) fn read<S: Source>(reader: &mut Reader<'_, S>, tracks: &Element) -> Result<Vec<Track>, Unread> {
    let mut found = Vec::new();
    for element in reader.children(tracks.body, tracks.stop()?)? {
        let track = if element.id == id::TRACK { read_track(reader, &element)? } else { None };
        match track {
            Some(_) if found.len() == MOST_TRACKS => return Err(Refused::TooMany.into()),
            Some(track) => found.push(track),
            None => reader.blank(&element)?,
        }
    }
    Ok(found)
}

fn read_track<S: Source>(reader: &mut Reader<'_, S>, entry: &Element) -> Result<Option<Track>, Unread> {
    let parts = reader.children(entry.body, entry.stop()?)?;
    let find = |wanted: u32| parts.iter().find(|part| part.id == wanted);
    let number = reader.number(find(NUMBER).ok_or_else(Unread::broken)?)?;
    let kind = reader.number(find(KIND).ok_or_else(Unread::broken)?)?;
    if !matches!(kind, 1 | 2) {
        return Ok(None);
    }
    if find(ENCODINGS).is_some() {
        return Err(Refused::Protected.into());
    }
    let coding = reader.payload(find(CODING).ok_or_else(Unread::broken)?)?;
    let coding: Vec<u8> = coding.into_iter().take_while(|byte| *byte != 0).collect();
    let picture = if kind == 1 {
        let codec = match coding.as_slice() {
            b"V_VP8" => VideoCodec::Vp8,
            b"V_VP9" => VideoCodec::Vp9,
            b"V_AV1" => VideoCodec::Av1,
            other => return Err(Refused::Coding(words(other)).into()),
        };
        let (width, height) = read_sides(reader, find(PICTURE).ok_or_else(Unread::broken)?)?;
        Some((codec, width, height))
    } else {
        None
    };
    for part in parts.iter().filter(|part| !KEPT.contains(&part.id)) {
        reader.blank(part)?;
    }
    Ok(Some(Track { number, picture }))
}

fn read_sides<S: Source>(reader: &mut Reader<'_, S>, picture: &Element) -> Result<(u32, u32), Unread> {
    let (mut width, mut height) = (0, 0);
    for part in reader.children(picture.body, picture.stop()?)? {
        match part.id {
            0xb0 => width = reader.number(&part)?,
            0xba => height = reader.number(&part)?,
            other if SIDES.contains(&other) => {}
            _ => reader.blank(&part)?,
        }
    }
    let side = |side: u64| u32::try_from(side).map_err(|_| Unread::broken());
    Ok((side(width)?, side(height)?))
}

/// The name of a coding as a person may read it.
fn words(coding: &[u8]) -> String {
    let plain = |byte: &u8| if byte.is_ascii_alphanumeric() || b"_/".contains(byte) { char::from(*byte) } else { '·' };
    coding.iter().take(40).map(plain).collect()
}
