use crate::{
    make::{gif, jpeg, png, webp},
    open, refusal,
};
use repti_picture::{Format, Limits, Photo, Refused};

fn code(bytes: &[u8]) -> &'static str {
    refusal(bytes).code()
}

#[test]
fn nothing_and_nonsense() {
    assert_eq!(code(b""), "empty");
    assert_eq!(code(b"\0"), "unknown_type");
    assert_eq!(code(b"a letter to the editor"), "unknown_type");
}

#[test]
fn what_a_name_says_is_never_asked() {
    // A picture is one whatever it is called, and a page called photo.jpg isn't.
    assert_eq!(open(&png::quarters(40, 30)).header().format, Format::Png);
    assert_eq!(
        refusal(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        Refused::TypeNotTaken(Format::Svg)
    );
    assert_eq!(refusal(b"<!doctype html><title>x</title>"), Refused::TypeNotTaken(Format::Html));
    assert_eq!(refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Refused::TypeNotTaken(Format::Heic));
}

#[test]
fn a_signature_in_front_of_something_else_makes_no_picture() {
    assert_eq!(code(b"\xff\xd8\xff<script>alert(1)</script>"), "truncated");
    assert_eq!(code(b"GIF89a=1;alert(1)//;"), "broken");
    assert_eq!(code(b"\x89PNG\r\n\x1a\n<html></html>"), "truncated");
    assert_eq!(code(b"RIFF\x04\0\0\0WEBP"), "broken");
    assert_eq!(code(b"\xff\xd8\xff\xd9"), "broken");
}

#[test]
fn too_many_bytes() {
    let limits = Limits { bytes: 1000, ..Limits::default() };
    let refused = Photo::open(&jpeg::photo(200, 200), &limits).unwrap_err();
    assert_eq!(refused.code(), "too_many_bytes");
}

#[test]
fn sizes_without_pixels_and_sides_too_long() {
    assert_eq!(code(&jpeg::claiming(&jpeg::photo(16, 16), 16, 0)), "no_pixels");
    assert_eq!(code(&jpeg::claiming(&jpeg::photo(16, 16), 1, 65_500)), "side_too_long");
    assert_eq!(code(&jpeg::claiming(&jpeg::photo(16, 16), 65_500, 65_500)), "side_too_long");
    assert_eq!(code(&jpeg::photo(1, 16_384)), "side_too_long");
    assert_eq!(code(&png::bomb(100, 2_000_000_000, 1)), "side_too_long");
    assert_eq!(code(&gif::on_canvas((65_535, 65_535), (0, 0), (4, 4))), "side_too_long");
    assert_eq!(code(&webp::on_canvas(1 << 24, 1 << 24)), "side_too_long");
}

#[test]
fn the_longest_side_is_taken_down_to_one_pixel() {
    let photo = open(&png::quarters(1, 16_383));
    assert_eq!((photo.header().width, photo.header().height), (1, 16_383));
    assert_eq!(crate::all(&photo).len(), 2);
    assert_eq!(crate::all(&open(&png::quarters(16_383, 1))).len(), 14);
    assert_eq!(crate::all(&open(&png::quarters(1, 1))).len(), 2);
}

#[test]
fn too_many_pixels() {
    assert_eq!(code(&jpeg::claiming(&jpeg::photo(16, 16), 9000, 9000)), "too_many_pixels");
    assert_eq!(code(&png::bomb(9000, 9000, 1)), "too_many_pixels");
    assert_eq!(code(&gif::on_canvas((9000, 9000), (0, 0), (4, 4))), "too_many_pixels");
    assert_eq!(code(&webp::on_canvas(9000, 9000)), "too_many_pixels");
}

#[test]
fn a_picture_smaller_than_its_canvas_claims_is_broken() {
    assert_eq!(code(&webp::claiming(5000, 5000)), "broken");
}

#[test]
fn a_png_that_holds_less_than_its_header_claims_is_refused() {
    assert!(matches!(code(&png::bomb(4000, 4000, 10)), "truncated" | "broken"));
}

#[test]
fn a_png_whose_sums_are_wrong_is_broken() {
    let mut bytes = png::quarters(64, 64);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    assert_eq!(code(&bytes), "broken");
}

#[test]
fn animations_of_thousands_of_frames() {
    assert_eq!(code(&gif::animation(4, 4, 1001)), "too_many_frames");
    assert_eq!(code(&webp::animation(16, 16, 1001)), "too_many_frames");
}

#[test]
fn jpeg_of_many_scans() {
    let whole = jpeg::progressive(64, 64);
    // The last scan once more and again: what "scan bombs" are made of.
    let last = whole.windows(2).rposition(|two| two == [0xff, 0xda]).unwrap();
    let (head, scan) = (&whole[..last], &whole[last..whole.len() - 2]);
    let bomb = [head, &scan.repeat(100), b"\xff\xd9"].concat();
    assert_eq!(code(&bomb), "too_many_scans");
}

#[test]
fn jpeg_of_kinds_that_browsers_do_not_show() {
    let mut arithmetic = jpeg::photo(16, 16);
    let frame = arithmetic.windows(2).position(|two| two[0] == 0xff && matches!(two[1], 0xc0 | 0xc1)).unwrap();
    arithmetic[frame + 1] = 0xc9;
    assert_eq!(code(&arithmetic), "kind_not_taken");
    let mut twelve_bits = jpeg::photo(16, 16);
    twelve_bits[frame + 4] = 12;
    assert_eq!(code(&twelve_bits), "kind_not_taken");
}

#[test]
fn more_memory_than_is_allowed() {
    let limits = Limits { memory: 1 << 20, ..Limits::default() };
    let refused = Photo::open(&jpeg::claiming(&jpeg::photo(16, 16), 1000, 1000), &limits).unwrap_err();
    assert_eq!(refused.code(), "too_much_memory");
}
