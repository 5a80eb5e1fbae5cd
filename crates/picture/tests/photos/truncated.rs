//! A photo that breaks off is refused, wherever it does: a half-grey photo proves nothing.

use crate::{
    make::{gif, jpeg, png, webp},
    refusal,
};
use repti_picture::{Limits, Photo};

fn refused_at_every_sixteenth(what: &str, whole: &[u8]) {
    assert!(Photo::open(whole, &Limits::default()).is_ok(), "{what}: the whole is taken");
    for sixteenths in 1..16 {
        let refused = refusal(&whole[..whole.len() * sixteenths / 16]);
        assert_eq!(refused.code(), "truncated", "{what} at {sixteenths}/16");
    }
    assert_eq!(refusal(&whole[..whole.len() - 2]).code(), "truncated", "{what} without its last two bytes");
}

#[test]
fn every_format_at_every_sixteenth() {
    refused_at_every_sixteenth("JPEG", &jpeg::photo(320, 240));
    refused_at_every_sixteenth("progressive JPEG", &jpeg::progressive(320, 240));
    refused_at_every_sixteenth("CMYK", &jpeg::cmyk(320, 240, true));
    refused_at_every_sixteenth("PNG", &png::quarters(320, 240));
    refused_at_every_sixteenth("WebP", &webp::lossy(320, 240));
    refused_at_every_sixteenth("lossless WebP", &webp::lossless_photo(320, 240));
    refused_at_every_sixteenth("moving WebP", &webp::animation(320, 240, 3));
    refused_at_every_sixteenth("GIF", &gif::animation(320, 240, 3));
}

#[test]
fn a_jpeg_that_was_mended_with_an_end_is_refused_all_the_same() {
    let whole = jpeg::photo(320, 240);
    for sixteenths in 4..16 {
        let mended = [&whole[..whole.len() * sixteenths / 16], b"\xff\xd9"].concat();
        assert_eq!(refusal(&mended).code(), "truncated", "at {sixteenths}/16");
    }
}

/// A narrow picture's last rows are a few bytes, which a decoder has read before it comes to them.
#[test]
fn a_whole_jpeg_is_taken_however_little_is_in_its_rows() {
    for (width, height) in [(1, 1), (8, 8), (9, 200), (16, 500), (200, 9)] {
        let plain = vec![128; usize::from(width) * usize::from(height) * 3];
        for bytes in [jpeg::photo(width, height), jpeg::at_quality(&plain, (width, height), 30)] {
            assert!(Photo::open(&bytes, &Limits::default()).is_ok(), "{width} × {height}");
        }
    }
}
