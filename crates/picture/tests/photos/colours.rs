//! Each way of storing colours gives the colours that were stored.

use crate::{
    all, largest,
    make::{gif, jpeg, png, read, webp},
    open,
};
use repti_picture::Encoding;

const QUARTERS: [[u8; 4]; 4] = [[220, 30, 30, 255], [30, 180, 30, 255], [30, 30, 220, 255], [220, 210, 30, 255]];
const GREYS: [[u8; 4]; 4] = [[30, 30, 30, 255], [180, 180, 180, 255], [30, 30, 30, 255], [210, 210, 210, 255]];

fn assert_quarters(what: &str, bytes: &[u8], wanted: [[u8; 4]; 4]) {
    for variant in all(&open(bytes)) {
        for (found, wanted) in read::variant(&variant).quarters().into_iter().zip(wanted) {
            assert!(read::near(found, wanted), "{what} as {:?}: {found:?} instead of {wanted:?}", variant.encoding);
        }
    }
}

#[test]
fn jpeg_in_colour_grey_and_ink() {
    assert_quarters("YCbCr", &jpeg::quarters(360, 240), QUARTERS);
    assert_quarters("grey", &jpeg::grey(360, 240), GREYS);
    assert_quarters("CMYK", &jpeg::cmyk(360, 240, false), QUARTERS);
    assert_quarters("YCCK", &jpeg::cmyk(360, 240, true), QUARTERS);
}

#[test]
fn png_with_palettes_sixteen_bits_and_grey() {
    assert_quarters("RGB", &png::quarters(360, 240), QUARTERS);
    assert_quarters("16 bits", &png::sixteen_bits(360, 240), QUARTERS);
    assert_quarters("palette", &png::palette(360, 240), QUARTERS);
    assert_quarters("grey with alpha", &png::grey_alpha(360, 240), GREYS);
}

#[test]
fn webp_lossy_lossless_and_moving() {
    assert_quarters("lossy", &webp::lossy(360, 240), QUARTERS);
    assert_quarters("lossless", &webp::lossless(360, 240), QUARTERS);
    assert_quarters("moving", &webp::animation(360, 240, 5), QUARTERS);
    assert_eq!(open(&webp::animation(36, 24, 5)).header().frames, 5);
}

#[test]
fn of_a_gif_the_first_picture() {
    assert_quarters("moving", &gif::animation(360, 240, 5), QUARTERS);
    assert_eq!(open(&gif::animation(36, 24, 5)).header().frames, 5);
}

#[test]
fn a_gif_as_large_as_a_photo_is_taken() {
    assert_eq!(open(&gif::on_canvas((4000, 3300), (0, 0), (4000, 3300))).header().height, 3300);
}

#[test]
fn a_gif_frame_lies_where_it_belongs_and_around_it_is_nothing() {
    let photo = open(&gif::on_canvas((300, 200), (150, 100), (150, 100)));
    let picture = read::variant(&largest(&photo));
    assert_eq!((picture.width, picture.height), (300, 200));
    assert_eq!(picture.at(40, 40)[3], 0);
    assert!(read::near(picture.at(187, 125), QUARTERS[0]));
}

#[test]
fn alpha_is_kept_in_webp_and_lies_on_white_in_jpeg() {
    for bytes in [png::alpha(360, 240), webp::alpha(360, 240)] {
        for variant in all(&open(&bytes)) {
            let quarters = read::variant(&variant).quarters();
            assert!(read::near(quarters[0], QUARTERS[0]));
            match variant.encoding {
                Encoding::WebP => assert_eq!(quarters[2][3], 0),
                Encoding::Jpeg => assert!(read::near(quarters[2], [255; 4]), "{:?}", quarters[2]),
                Encoding::Avif => unreachable!("it is asked for by itself"),
            }
        }
    }
}

#[test]
fn a_profile_of_other_primaries_is_converted() {
    // Green and red changed over: what the file calls red is this profile's green.
    let swapped = crate::make::icc::swapped_primaries();
    let segment = [b"ICC_PROFILE\0\x01\x01".to_vec(), swapped].concat();
    let photo = open(&jpeg::with_segments(&jpeg::quarters(360, 240), &[(0xe2, segment)]));
    let [red, green, ..] = read::variant(&largest(&photo)).quarters();
    assert!(red[1] > 150 && red[0] < 100, "{red:?}");
    assert!(green[0] > 150 && green[1] < 100, "{green:?}");
}

#[test]
fn a_profile_that_is_none_changes_nothing() {
    let segment = [b"ICC_PROFILE\0\x01\x01".as_slice(), &[7; 500]].concat();
    assert_quarters("broken profile", &jpeg::with_segments(&jpeg::quarters(360, 240), &[(0xe2, segment)]), QUARTERS);
}
