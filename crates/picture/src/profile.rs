//! Colours of another profile, as sRGB.

use crate::pixels::Pixels;
use qcms::{DataType, Intent, Profile, Transform};
use std::panic::catch_unwind;

/// Larger profiles describe printers.
const MOST_BYTES: usize = 1 << 20;
/// Where a profile says what its colours are made of, and what a screen or a camera has there (ICC.1:2022, 7.2.6).
const COLOUR_SPACE: std::ops::Range<usize> = 16..20;
const RGB: &[u8] = b"RGB ";

/// Converts a picture from the profile that came with it, by qcms, which is what Firefox does it with. A profile that can't be read, is for grey or CMYK, or
/// is sRGB itself changes nothing.
pub fn to_srgb(pixels: &mut Pixels, icc: &[u8]) {
    if icc.len() > MOST_BYTES || icc.get(COLOUR_SPACE) != Some(RGB) {
        return;
    }
    // A profile that qcms stumbles over is one that can't be read; pixels are touched only once it has been.
    if let Ok(Some(transform)) = catch_unwind(|| transform(icc)) {
        transform.apply(pixels.rgba_mut());
    }
}

fn transform(icc: &[u8]) -> Option<Transform> {
    let source = Profile::new_from_slice(icc, false).filter(|profile| !profile.is_sRGB())?;
    let mut target = Profile::new_sRGB();
    target.precache_output_transform();
    Transform::new(&source, &target, DataType::RGBA8, Intent::default())
}
