use crate::{
    all,
    make::{jpeg, png, read, scene},
    open,
};
use repti_picture::{Encoding, FIRST, Recipe, WIDTHS};

#[test]
fn the_pair_of_480_comes_first_and_every_width_follows_in_both_encodings() {
    let photo = open(&jpeg::photo(2400, 1800));
    let made: Vec<(u32, u32, Encoding)> =
        all(&photo).iter().map(|variant| (variant.width, variant.height, variant.encoding)).collect();
    assert_eq!(made[..2], [(FIRST, 360, Encoding::WebP), (FIRST, 360, Encoding::Jpeg)]);
    assert_eq!(made.len(), WIDTHS.len() * 2);
    for width in WIDTHS {
        for encoding in [Encoding::WebP, Encoding::Jpeg] {
            assert!(made.contains(&(width, width * 3 / 4, encoding)), "{width} {encoding:?}");
        }
    }
}

#[test]
fn every_variant_is_what_it_says() {
    for variant in all(&open(&jpeg::photo(1000, 700))) {
        let picture = read::variant(&variant);
        assert_eq!((picture.width, picture.height), (variant.width as usize, variant.height as usize));
        let sniffed = repti_picture::sniff(&variant.bytes).unwrap();
        assert_eq!(format!("{sniffed:?}"), format!("{:?}", variant.encoding));
    }
}

#[test]
fn jpeg_is_progressive() {
    let variant = all(&open(&jpeg::photo(640, 480))).into_iter().find(|variant| variant.encoding == Encoding::Jpeg);
    assert!(variant.unwrap().bytes.windows(2).any(|two| two == [0xff, 0xc2]));
}

#[test]
fn a_small_photo_keeps_its_size() {
    let widths: Vec<u32> = all(&open(&png::quarters(250, 90))).iter().map(|variant| variant.width).collect();
    assert_eq!(widths, [250, 250]);
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let bytes = jpeg::photo(700, 500);
    assert_eq!(all(&open(&bytes)), all(&open(&bytes)));
}

/// Each size is made of the one before. That costs next to nothing against making it of the photo itself.
#[test]
fn sizes_made_one_of_the_other_are_as_good_as_of_the_photo() {
    let photo = open(&jpeg::at_quality(&scene::scene(2000, 1500), (2000, 1500), 95));
    let lossless_enough = |widths: &[u32]| Recipe { widths: widths.to_vec(), webp_quality: 100.0, ..Recipe::default() };
    let chain = photo.variants_by(&lossless_enough(&WIDTHS)).map(Result::unwrap);
    let chained = chain.filter(|variant| variant.encoding == Encoding::WebP).last().unwrap();
    let direct = photo.variants_by(&lossless_enough(&[320])).map(Result::unwrap).next().unwrap();
    assert_eq!(chained.width, direct.width);
    let error = read::psnr(&read::variant(&chained), &read::variant(&direct));
    assert!(error > 38.0, "{error} dB between the two");
}
