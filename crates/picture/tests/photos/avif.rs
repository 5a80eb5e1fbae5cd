//! AVIF, read back by another's reader of the container and of AV1's headers.

use crate::{
    make::{icc, jpeg, png, webp},
    open,
};
use avif_parse::AV1Metadata;
use repti_picture::{Encoding, Limits, MOST_AVIF_PIXELS, Photo, Recipe, Variant};

fn avif(photo: &Photo, width: u32) -> Variant {
    photo.avif(width).expect("written").expect("a picture for AVIF")
}

/// What the coded picture itself says, after the container was read.
fn headers(variant: &Variant) -> AV1Metadata {
    let file = avif_parse::read_avif(&mut variant.bytes.as_slice()).expect("an AVIF");
    assert!(file.alpha_item.is_none() && file.content_light_level.is_none() && file.mastering_display.is_none());
    file.primary_item_metadata().expect("AV1")
}

/// The size that the container says, in the box `ispe`.
fn told(variant: &Variant) -> (u32, u32) {
    let at = variant.bytes.windows(4).position(|four| four == b"ispe").expect("a size");
    let number = |place: usize| u32::from_be_bytes(variant.bytes[place..place + 4].try_into().unwrap());
    (number(at + 8), number(at + 12))
}

#[test]
fn a_file_is_what_it_says() {
    let photo = open(&jpeg::photo(421, 301));
    for (asked, width, height) in [(320, 320, 229), (97, 97, 69), (421, 421, 301), (1920, 421, 301)] {
        let variant = avif(&photo, asked);
        assert_eq!((variant.width, variant.height, variant.encoding), (width, height, Encoding::Avif));
        assert_eq!((told(&variant), variant.bytes.get(4..12)), ((width, height), Some(&b"ftypavif"[..])));
        let said = headers(&variant);
        assert_eq!((said.max_frame_width.get(), said.max_frame_height.get()), (width, height));
        assert!(said.still_picture && !said.monochrome);
        assert_eq!((said.bit_depth, said.seq_profile, said.chroma_subsampling), (8, 0, (true, true)));
    }
}

#[test]
fn a_photo_is_smaller_than_as_webp() {
    let photo = open(&jpeg::photo(480, 360));
    let recipe = Recipe { widths: vec![480], ..Recipe::default() };
    let webp = photo.variants_by(&recipe).next().expect("a variant").expect("written");
    let avif = avif(&photo, 480);
    assert!(avif.bytes.len() < webp.bytes.len(), "{} and {} bytes", avif.bytes.len(), webp.bytes.len());
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let bytes = jpeg::photo(240, 180);
    assert_eq!(avif(&open(&bytes), 160).bytes, avif(&open(&bytes), 160).bytes);
}

#[test]
fn colours_of_another_profile_are_converted_and_the_profile_stays_behind() {
    let photo = jpeg::photo(240, 180);
    let profile = [b"ICC_PROFILE\0\x01\x01".to_vec(), icc::swapped_primaries()].concat();
    let with = avif(&open(&jpeg::with_segments(&photo, &[(0xe2, profile)])), 160);
    assert_ne!(with.bytes, avif(&open(&photo), 160).bytes);
    for part in [&b"ICC_PROFILE"[..], b"acsp", b"prof"] {
        assert!(!with.bytes.windows(part.len()).any(|window| window == part));
    }
}

#[test]
fn what_has_alpha_stays_webp() {
    for bytes in [webp::alpha(64, 48), png::alpha(64, 48)] {
        assert_eq!(open(&bytes).avif(64), Ok(None));
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_none_and_its_smaller_sizes_are_some() {
    let side = u32::try_from(MOST_AVIF_PIXELS / 1920 + 8).unwrap();
    let photo = Photo::open(&png::quarters(1920, side), &Limits::default()).expect("a photo");
    assert_eq!(photo.avif(1920), Ok(None));
    assert_eq!(avif(&photo, 64).width, 64);
}

#[test]
fn no_size_is_too_small() {
    for (width, height) in [(1, 1), (1, 40), (40, 1), (17, 9)] {
        let variant = avif(&open(&png::quarters(width, height)), 1920);
        let said = headers(&variant);
        assert_eq!((said.max_frame_width.get(), said.max_frame_height.get()), (width, height));
    }
}
