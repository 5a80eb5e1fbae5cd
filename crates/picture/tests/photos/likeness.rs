use crate::{
    all,
    make::{jpeg, png, scene},
    open,
};
use repti_picture::{Colour, Fingerprint, Fingerprints};

const SIZE: (u16, u16) = (1200, 900);

fn prints(bytes: &[u8]) -> Fingerprints {
    open(bytes).fingerprints()
}

fn mirrored(rgb: &[u8], width: usize) -> Vec<u8> {
    rgb.chunks(width * 3).flat_map(|row| row.chunks(3).rev().flatten().copied()).collect()
}

#[test]
fn copies_in_other_sizes_and_qualities_are_found() {
    let photo = open(&jpeg::photo(SIZE.0, SIZE.1));
    let original = photo.fingerprints();
    for variant in all(&photo) {
        let distance = prints(&variant.bytes).plain.distance(original.plain);
        assert!(distance <= Fingerprint::SAME / 2, "{} as {:?}: {distance}", variant.width, variant.encoding);
    }
    for quality in [20, 50, 90] {
        let copy = jpeg::at_quality(&scene::scene(1200, 900), SIZE, quality);
        assert!(prints(&copy).distance(original) <= Fingerprint::SAME / 2, "at quality {quality}");
    }
}

#[test]
fn a_mirrored_copy_is_found_by_the_mirrored_print() {
    let rgb = scene::scene(1200, 900);
    let original = prints(&jpeg::at_quality(&rgb, SIZE, 90));
    let copy = prints(&jpeg::at_quality(&mirrored(&rgb, 1200), SIZE, 60));
    assert!(copy.plain.distance(original.mirrored) <= Fingerprint::SAME / 2);
    assert!(copy.plain.distance(original.plain) > Fingerprint::SAME, "unlike itself without a mirror");
    assert_eq!(copy.distance(original), original.distance(copy));
}

#[test]
fn other_pictures_are_far_apart() {
    let (scene, quarters) = (prints(&jpeg::photo(800, 600)), prints(&png::quarters(800, 600)));
    assert!(scene.distance(quarters) > 2 * Fingerprint::SAME, "{}", scene.distance(quarters));
}

#[test]
fn a_print_is_a_number_to_store() {
    let print = prints(&jpeg::photo(300, 200)).plain;
    assert_eq!(Fingerprint::from_bits(print.to_bits()), print);
    assert_eq!(Fingerprint::from_bits(0b1011).distance(Fingerprint::from_bits(0b0001)), 2);
}

#[test]
fn the_colour_is_one_of_the_picture() {
    let mostly_green: Vec<u8> =
        (0..10_000).flat_map(|at| if at < 6000 { [20, 160, 60] } else { [230, 230, 230] }).collect();
    let Colour { red, green, blue } = open(&jpeg::at_quality(&mostly_green, (100, 100), 95)).colour();
    assert!(red.abs_diff(20) < 8 && green.abs_diff(160) < 8 && blue.abs_diff(60) < 8, "{red} {green} {blue}");
    assert_eq!(Colour { red: 1, green: 171, blue: 255 }.to_string(), "#01abff");
}

#[test]
fn the_thumbhash_has_the_pictures_shape_and_alpha() {
    let wide = open(&jpeg::photo(1200, 600)).thumbhash();
    assert!((15..=30).contains(&wide.len()), "{} bytes", wide.len());
    let ratio = thumbhash::thumb_hash_to_approximate_aspect_ratio(&wide).unwrap();
    assert!((ratio - 2.0).abs() < 0.5, "{ratio}");
    let (_, _, rgba) = thumbhash::thumb_hash_to_rgba(&open(&png::alpha(300, 300)).thumbhash()).unwrap();
    assert!(rgba[3] > 200 && rgba[rgba.len() - 1] < 100, "alpha {} above, {} below", rgba[3], rgba[rgba.len() - 1]);
}
