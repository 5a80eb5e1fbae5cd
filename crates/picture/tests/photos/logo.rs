//! A logo: upright, small, whole, and nothing in it but pixels.

use crate::make::{
    exif::{Exif, SECRETS},
    gif, jpeg, png, read, webp,
};
use repti_picture::{LOGO_SIDE, Logo, NoLogo, Refused};

/// The picture of a PNG.
fn pixels(logo: &Logo) -> read::Picture {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(&logo.png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let rgba = match frame.color_type {
        ::png::ColorType::Rgba => bytes,
        _ => bytes.chunks(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect(),
    };
    assert_eq!((frame.width, frame.height), (logo.width, logo.height));
    read::Picture { width: frame.width as usize, height: frame.height as usize, rgba }
}

/// The names of its chunks.
fn chunks(png: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (8, Vec::new());
    while at + 8 <= png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        names.push(String::from_utf8_lossy(&png[at + 4..at + 8]).into_owned());
        at += length + 12;
    }
    assert_eq!(at, png.len(), "nothing behind the last");
    names.dedup();
    names
}

#[test]
fn a_logo_keeps_its_shape_its_alpha_and_its_colours() {
    let logo = Logo::open(&png::alpha(1200, 300)).unwrap();
    assert_eq!((logo.width, logo.height), (LOGO_SIDE, 150));
    let seen = pixels(&logo);
    assert!(read::near(seen.at(100, 30), [220, 30, 30, 255]), "{:?}", seen.at(100, 30));
    assert_eq!(seen.at(100, 120)[3], 0, "the lower half is see-through");
    // Nothing is enlarged, and what has no alpha is written without.
    let small = Logo::open(&webp::lossy(48, 32)).unwrap();
    assert_eq!((small.width, small.height), (48, 32));
    assert!(small.png.len() < Logo::open(&png::quarters(600, 600)).unwrap().png.len().max(3_000));
}

#[test]
fn however_wide_or_tall_no_side_vanishes() {
    for (width, height, wanted) in [(4000, 2, (600, 1)), (2, 4000, (1, 600)), (1, 1, (1, 1))] {
        let logo = Logo::open(&png::quarters(width, height)).unwrap();
        assert_eq!((logo.width, logo.height), wanted);
    }
}

#[test]
fn a_logo_is_upright_and_says_nothing_of_its_file() {
    let exif = Exif { orientation: 6, ..Exif::default() };
    let segments = [(0xe1, exif.segment()), (0xfe, b"secret-place".to_vec())];
    let logo = Logo::open(&jpeg::with_segments(&jpeg::quarters(800, 400), &segments)).unwrap();
    assert_eq!((logo.width, logo.height), (300, 600));
    let of_png = Logo::open(&png::with_metadata(700, 500, &Exif::default().tiff(), "<x:xmpmeta/>")).unwrap();
    for logo in [logo, of_png] {
        assert_eq!(chunks(&logo.png), ["IHDR", "IDAT", "IEND"]);
        for secret in SECRETS.iter().map(|secret| secret.as_bytes()).chain([b"xmpmeta".as_slice()]) {
            assert!(!logo.png.windows(secret.len()).any(|window| window == secret));
        }
    }
}

#[test]
fn what_is_no_logo_is_refused_before_it_is_decoded() {
    let refused = |bytes: &[u8]| match Logo::open(bytes) {
        Err(NoLogo::Refused(refused)) => refused.code(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "type_not_taken");
    assert_eq!(refused(&gif::animation(40, 40, 1)), "type_not_taken");
    assert_eq!(refused(b""), "empty");
    assert_eq!(refused(&png::bomb(30_000, 30_000, 4)), "side_too_long");
    assert_eq!(refused(&png::bomb(11_000, 11_000, 4)), "too_many_pixels");
    let mut large = png::quarters(20, 20);
    large.resize((5 << 20) + 1, 0);
    assert_eq!(refused(&large), "too_many_bytes");
    assert!(matches!(Logo::open(&png::invisible(40, 40)), Err(NoLogo::Unseen)));
    assert!(matches!(
        Logo::open(&png::quarters(40, 40)[..60]),
        Err(NoLogo::Refused(Refused::Truncated | Refused::Broken { .. }))
    ));
}
