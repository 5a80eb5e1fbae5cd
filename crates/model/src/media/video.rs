//! Videos, which stand among photographs.

use crate::text_enum::text_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Bytes that one video may have as it is sent.
pub const MAX_VIDEO_BYTES: u64 = 200 << 20;
/// Seconds that one may last.
pub const MAX_VIDEO_SECONDS: u32 = 180;

text_enum! {
    /// A photograph or a video. What a file is, its bytes say.
    pub enum MediaKind {
        Photo = ("photo", "Photo"),
        Video = ("video", "Video"),
    }
}

text_enum! {
    /// How the pictures of a video are coded.
    pub enum VideoCodec {
        H264 = ("h264", "H.264"),
        Hevc = ("hevc", "HEVC"),
        Av1 = ("av1", "AV1"),
        Vp8 = ("vp8", "VP8"),
        Vp9 = ("vp9", "VP9"),
    }
}

impl MediaKind {
    /// What a browser takes a file for; it decides how large it may be, and nothing else.
    #[must_use]
    pub fn of_type(media_type: &str) -> Self {
        if media_type.starts_with("video/") { Self::Video } else { Self::Photo }
    }
}

/// The file of a video that pages play. It is served in ranges, and tells nothing of where or by whom it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VideoFile {
    /// Its whole address; that of a private one is signed.
    pub url: String,
    /// `video/mp4` or `video/webm`.
    pub media_type: String,
    pub codec: VideoCodec,
    /// How long it lasts, in whole seconds, one at least.
    pub seconds: u32,
    pub bytes: u64,
    /// Since when it is there.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub added_at: Timestamp,
}

impl VideoFile {
    /// How long it lasts, as players write it: "0:09".
    #[must_use]
    pub fn clock(&self) -> String {
        format!("{}:{:02}", self.seconds / 60, self.seconds % 60)
    }

    /// The same as programs write it (ISO 8601): "PT0M9S".
    #[must_use]
    pub fn duration(&self) -> String {
        format!("PT{}M{}S", self.seconds / 60, self.seconds % 60)
    }

    /// Not every browser plays it.
    #[must_use]
    pub const fn is_picky(&self) -> bool {
        matches!(self.codec, VideoCodec::Hevc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_as_players_write_it() {
        let of = |seconds| {
            let (url, media_type) = (String::new(), String::new());
            VideoFile { url, media_type, codec: VideoCodec::Vp9, seconds, bytes: 1, added_at: Timestamp::UNIX_EPOCH }
        };
        assert_eq!([9, 60, 179].map(|seconds| of(seconds).clock()), ["0:09", "1:00", "2:59"]);
        assert_eq!([9, 60, 179].map(|seconds| of(seconds).duration()), ["PT0M9S", "PT1M0S", "PT2M59S"]);
    }

    #[test]
    fn only_what_is_said_to_be_a_video_may_be_as_large_as_one() {
        for (said, kind) in [("video/mp4", MediaKind::Video), ("image/png", MediaKind::Photo), ("", MediaKind::Photo)] {
            assert_eq!(MediaKind::of_type(said), kind, "{said}");
        }
    }
}
