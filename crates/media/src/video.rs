//! Videos: their container read within limits, and what it tells of its owner overwritten; a picture of them and another coding where ffmpeg is there.
//!
//! Nothing here decodes a picture: that is for ffmpeg, in a process of its own, and for browsers.

mod edits;
mod ffmpeg;
mod job;
mod matroska;
mod mp4;
mod source;
#[cfg(test)]
mod tests;

pub use ffmpeg::Ffmpeg;
pub use job::VideoJob;

use edits::Edits;
use jiff::civil::Date;
use repti_model::media::{MAX_VIDEO_SECONDS, VideoCodec};
use repti_storage::StorageError;
use source::Source;

/// Pixels of a picture: those of 4K.
const MOST_PIXELS: u64 = 4096 * 2304;
/// Pixels of a side.
const MOST_SIDE: u32 = 4096;
/// Boxes or elements of a file, and entries of its tables: three minutes have some ten thousand.
const MOST_PARTS: u64 = 1_000_000;

/// Tracks that are kept: one of pictures, and some of sound.
const MOST_TRACKS: usize = 16;

/// Why a video isn't taken, in words for its sender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error(
        "This video is damaged or breaks off. Play it to its end where it comes from, then send it again, or export it anew as MP4."
    )]
    Broken,
    #[error("This video is coded as “{0}”, which browsers can’t play. Export it as MP4 with H.264 and send that.")]
    Coding(String),
    #[error("There is no moving picture in this file. Send a video with one.")]
    NoPicture,
    #[error("This video is protected against copying, so it can’t be shown. Send one without protection.")]
    Protected,
    #[error("This video is {0} long; one may be {most} minutes long. Cut it shorter and send that.", most = MAX_VIDEO_SECONDS / 60)]
    TooLong(String),
    #[error("This video has {0} × {1} pixels; one may have 4096 × 2304. Export it smaller and send that.")]
    TooLarge(u32, u32),
    #[error("This file has more parts than a video of this length needs. Export it anew as MP4 and send that.")]
    TooMany,
    #[error(
        "This video has a third track beside picture and sound, which may tell where it was taken. Export it without and send that."
    )]
    Beside,
    #[error(
        "This video doesn’t say which of its bytes are picture and sound, so something private might stay in it. Export it anew as MP4 and send that."
    )]
    Untold,
}

fn minutes(seconds: u64) -> String {
    format!("{}:{:02} minutes", seconds / 60, seconds % 60)
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unread {
    /// A fault of the file.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A fault of ours.
    #[error(transparent)]
    Store(#[from] StorageError),
}

impl Unread {
    pub(crate) const fn broken() -> Self {
        Self::Refused(Refused::Broken)
    }
}

/// Which container a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Also MOV, which is older and has the same boxes.
    Mp4,
    WebM,
}

impl Format {
    /// What the file is called that pages play.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::WebM => "webm",
        }
    }

    /// Its media type, which nobody else chooses.
    pub(crate) const fn mime(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::WebM => "video/webm",
        }
    }
}

/// What a container says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Container {
    pub(crate) format: Format,
    pub(crate) codec: VideoCodec,
    /// As it is seen, turned.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) millis: u64,
    /// H.264 in eight bits with sound as AAC or none: every browser plays it.
    pub(crate) plain: bool,
    pub(crate) taken: Option<Date>,
    /// What is overwritten before anybody is shown the file.
    pub(crate) edits: Edits,
}

impl Container {
    fn checked(self) -> Result<Self, Refused> {
        let seconds = self.millis.div_ceil(1000);
        let pixels = u64::from(self.width) * u64::from(self.height);
        match () {
            () if pixels == 0 || self.millis == 0 => Err(Refused::Broken),
            () if pixels > MOST_PIXELS || self.width.max(self.height) > MOST_SIDE => {
                Err(Refused::TooLarge(self.width, self.height))
            }
            // A second more: nobody cuts to the frame.
            () if seconds > u64::from(MAX_VIDEO_SECONDS) + 1 => Err(Refused::TooLong(minutes(seconds))),
            () => Ok(self),
        }
    }
}

/// Brands of files that begin as an MP4 does and hold pictures.
const PICTURES: [&[u8; 4]; 11] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1", b"avif", b"avis"];
/// Bytes from which that is known.
pub(crate) const BEGINNING: u64 = 16;

/// Whether a file that begins so is a video, and which; by its bytes alone.
pub(crate) fn format_of(beginning: &[u8]) -> Option<Format> {
    if beginning.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]) {
        return Some(Format::WebM);
    }
    let brand = beginning.get(8..12).unwrap_or_default();
    match beginning.get(4..8)? {
        b"ftyp" if !PICTURES.iter().any(|picture| brand == *picture) => Some(Format::Mp4),
        // What QuickTime wrote before there were brands.
        b"moov" | b"mdat" | b"wide" => Some(Format::Mp4),
        _ => None,
    }
}

/// Reads the container of a video.
///
/// # Errors
/// When the file isn't taken, or the store doesn't answer.
pub(crate) fn read(source: &mut impl Source) -> Result<Container, Unread> {
    let mut beginning = [0; BEGINNING as usize];
    source.read(0, &mut beginning)?;
    let container = match format_of(&beginning) {
        Some(Format::Mp4) => mp4::read(source)?,
        Some(Format::WebM) => matroska::read(source)?,
        None => return Err(Refused::Broken.into()),
    };
    Ok(container.checked()?)
}
