//! Whatever the bytes: an answer, and no panic. `PROPTEST_CASES` tries more.

use crate::make::{exif::Exif, gif, icc, jpeg, png, webp};
use proptest::{collection::vec, prelude::*, sample::Index};
use repti_picture::{Limits, Photo, inspect, sniff};
use std::sync::LazyLock;

/// So little that a case takes no time, whatever it claims.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 16, side: 4096, frames: 20, scans: 20, memory: 16 << 20 };

static VALID: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let exif = Exif::default();
    let profile = [b"ICC_PROFILE\0\x01\x01".to_vec(), icc::swapped_primaries()].concat();
    vec![
        jpeg::with_segments(&jpeg::photo(40, 30), &[(0xe1, exif.segment()), (0xe2, profile)]),
        jpeg::progressive(40, 30),
        jpeg::grey(17, 9),
        jpeg::cmyk(24, 24, true),
        png::with_metadata(40, 30, &exif.tiff(), "<x/>"),
        png::palette(40, 30),
        png::sixteen_bits(20, 20),
        png::grey_alpha(20, 20),
        webp::lossy(40, 30),
        webp::lossless(40, 30),
        webp::alpha(40, 30),
        webp::animation(24, 24, 3),
        webp::with_metadata(40, 30, &exif.tiff(), "<x/>"),
        gif::animation(40, 30, 3),
        gif::on_canvas((40, 30), (5, 5), (20, 20)),
    ]
});

/// All that can be asked of an upload. A decoder's panic is a refusal to others, but a fault to us.
fn ask_everything(bytes: &[u8]) -> Result<(), TestCaseError> {
    let _ = sniff(bytes);
    let inspected = inspect(bytes, &LIMITS);
    match Photo::open(bytes, &LIMITS) {
        Ok(photo) => {
            prop_assert_eq!(Ok(photo.header()), inspected.as_ref());
            let _ = (photo.thumbhash(), photo.colour(), photo.fingerprints());
            for variant in photo.variants() {
                prop_assert!(variant.is_ok());
            }
        }
        Err(refused) => {
            let panicked = format!("{refused:?}").contains("panicked");
            prop_assert!(!panicked && !refused.to_string().is_empty());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..2000)) {
        ask_everything(&bytes)?;
    }

    #[test]
    fn any_bytes_behind_a_right_beginning(file in any::<Index>(), kept in 2_usize..64, bytes in vec(any::<u8>(), 0..500)) {
        let valid = file.get(VALID.as_slice());
        ask_everything(&[&valid[..kept.min(valid.len())], &bytes].concat())?;
    }

    #[test]
    fn valid_files_with_bytes_changed(file in any::<Index>(), changes in vec((any::<Index>(), any::<u8>()), 1..12)) {
        let mut bytes = file.get(VALID.as_slice()).clone();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        ask_everything(&bytes)?;
    }

    #[test]
    fn valid_files_with_pieces_cut_out_and_doubled(file in any::<Index>(), one in any::<Index>(), other in any::<Index>(), twice: bool) {
        let bytes = file.get(VALID.as_slice());
        let (one, other) = (one.index(bytes.len()), other.index(bytes.len()));
        let (from, to) = (one.min(other), one.max(other));
        let middle = bytes[from..to].repeat(if twice { 2 } else { 0 });
        ask_everything(&[&bytes[..from], &middle, &bytes[to..]].concat())?;
    }
}
