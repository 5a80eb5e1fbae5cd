//! What is known of a file's owner stays out of every variant, asserted on bytes.

use crate::{
    all,
    make::{
        exif::{Exif, SECRETS},
        gif, icc, jpeg, png, webp,
    },
    open,
};
use repti_picture::{Photo, Variant};

const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>Ada Breeder</creator><GPS>48.137N</GPS></x:xmpmeta>";

/// Beginnings of what may stand beside pixels: EXIF, XMP, Photoshop's and IPTC's blocks, profiles, directions for a reader of TIFF.
const KINDS: [&[u8]; 9] = [
    b"Exif",
    b"http://ns.adobe.com",
    b"xmpmeta",
    b"Photoshop 3.0",
    b"8BIM",
    b"ICC_PROFILE",
    b"II*\0",
    b"MM\0*",
    b"acsp",
];

fn contains(variant: &Variant, part: &[u8]) -> bool {
    variant.bytes.windows(part.len()).any(|window| window == part)
}

/// Small, since each takes the encoder its time.
#[cfg(feature = "avif")]
fn as_avif(photo: &Photo) -> Vec<Variant> {
    photo.avif(160).expect("written").into_iter().collect()
}

#[cfg(not(feature = "avif"))]
fn as_avif(_: &Photo) -> Vec<Variant> {
    Vec::new()
}

fn assert_bare(what: &str, bytes: &[u8], foreign: &[&[u8]]) {
    let photo = open(bytes);
    let variants = all(&photo);
    assert!(!variants.is_empty());
    for variant in variants.iter().chain(&as_avif(&photo)) {
        let secrets = SECRETS.iter().map(|secret| secret.as_bytes());
        for part in secrets.chain(KINDS).chain(foreign.iter().copied()) {
            let part_is_in = || bytes.windows(part.len()).any(|window| window == part);
            assert!(!contains(variant, part), "{what}: {:?} in a variant (in the file: {})", part, part_is_in());
        }
    }
}

#[test]
fn jpeg_leaves_exif_xmp_iptc_profile_and_comment_behind() {
    let segments = [
        (0xe1, Exif::default().segment()),
        (0xe1, [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat()),
        (0xed, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0e\x1c\x02\x50\0\x0bAda Breeder".to_vec()),
        (0xe2, [b"ICC_PROFILE\0\x01\x01".to_vec(), icc::swapped_primaries()].concat()),
        (0xfe, b"secret-place".to_vec()),
    ];
    let bytes = jpeg::with_segments(&jpeg::photo(700, 500), &segments);
    for secret in SECRETS {
        assert!(
            bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "{secret} was to be in the file"
        );
    }
    assert_bare("JPEG", &bytes, &[]);
}

#[test]
fn png_and_webp_leave_theirs_behind() {
    let tiff = Exif::default().tiff();
    assert_bare("PNG", &png::with_metadata(700, 500, &tiff, XMP), &[b"Author"]);
    assert_bare("WebP", &webp::with_metadata(700, 500, &tiff, XMP), &[b"EXIF", b"XMP "]);
}

#[test]
fn what_hangs_on_behind_a_picture_is_left_behind() {
    const PAGE: &[u8] = b"<html><script>alert(document.domain)</script></html>";
    const ARCHIVE: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0Main.class\xca\xfe\xba\xbe";
    let pictures = [
        ("JPEG", jpeg::photo(700, 500)),
        ("PNG", png::quarters(700, 500)),
        ("WebP", webp::lossy(700, 500)),
        ("GIF", gif::animation(700, 500, 2)),
    ];
    for (what, picture) in pictures {
        for foreign in [PAGE, ARCHIVE] {
            let polyglot = [picture.as_slice(), foreign].concat();
            assert_bare(what, &polyglot, &[b"<script", b"Main.class", b"PK\x03\x04"]);
            assert_eq!(all(&open(&polyglot)), all(&open(&picture)), "{what}: the same as without it");
        }
    }
}

#[test]
fn a_page_in_a_comment_is_left_behind() {
    let comment = (0xfe, b"*/=alert(1)/*<script>".to_vec());
    assert_bare("JPEG", &jpeg::with_segments(&jpeg::photo(700, 500), &[comment]), &[b"<script", b"alert"]);
}
