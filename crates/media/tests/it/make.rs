//! Files made by code, as the tests of `repti-picture` make them.
#![allow(dead_code, reason = "not each of them is of use here")]

#[path = "../../../picture/tests/make/exif.rs"]
pub mod exif;
#[path = "../../../picture/tests/make/gif.rs"]
pub mod gif;
#[path = "../../../picture/tests/make/jpeg.rs"]
pub mod jpeg;
#[path = "../../../picture/tests/make/png.rs"]
pub mod png;
#[path = "../../../picture/tests/make/scene.rs"]
pub mod scene;

use exif::Exif;

/// A photo that tells who took it, where and when: 2024-05-17.
pub fn telling(width: u16, height: u16) -> Vec<u8> {
    jpeg::with_segments(&jpeg::photo(width, height), &[(0xe1, Exif::default().segment())])
}

/// Whether `bytes` have `part` in them.
pub fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
