//! First bytes, by the formats' own papers; for HTML and SVG by what the WHATWG's "MIME Sniffing" looks for, which is what a browser would run.

use super::Format;

/// So many bytes of text are looked through for the first tag of a drawing or a page.
const TEXT: usize = 1024;

const SIGNATURES: &[(&[u8], Format)] = &[
    (b"\xff\xd8\xff", Format::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Format::Png),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"BM", Format::Bmp),
    (b"\0\0\x01\0", Format::Icon),
    (b"8BPS", Format::Photoshop),
    (b"\xff\x0a", Format::JpegXl),
    (b"\0\0\0\x0cJXL \r\n\x87\n", Format::JpegXl),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Format::Jpeg2000),
    (b"%PDF-", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"7z\xbc\xaf\x27\x1c", Format::Zip),
    (b"Rar!\x1a\x07", Format::Zip),
    (b"\x1f\x8b", Format::Zip),
    (b"\x1aE\xdf\xa3", Format::Video),
];

/// The first of these in a text decides, in whatever case.
const TAGS: &[(&str, Format)] = &[
    ("<svg", Format::Svg),
    ("<!doctype svg", Format::Svg),
    ("<!doctype html", Format::Html),
    ("<html", Format::Html),
    ("<head", Format::Html),
    ("<body", Format::Html),
    ("<script", Format::Html),
];

pub fn of(bytes: &[u8]) -> Option<Format> {
    let signed = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|&(_, format)| format);
    signed.or_else(|| riff(bytes)).or_else(|| boxed(bytes)).or_else(|| text(bytes))
}

fn riff(bytes: &[u8]) -> Option<Format> {
    let rest = bytes.strip_prefix(b"RIFF")?;
    match rest.get(4..8)? {
        b"WEBP" => Some(Format::WebP),
        b"AVI " => Some(Format::Video),
        _ => None,
    }
}

/// ISO base media files (ISO/IEC 14496-12): a box "ftyp" with a brand, a version, and the brands that it is compatible with.
fn boxed(bytes: &[u8]) -> Option<Format> {
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    let brands = bytes.get(..length.min(bytes.len()))?.get(4..)?.strip_prefix(b"ftyp")?;
    let has = |wanted: &[&[u8; 4]]| brands.as_chunks().0.iter().any(|brand: &[u8; 4]| wanted.contains(&brand));
    Some(if has(&[b"avif", b"avis"]) {
        Format::Avif
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Format::Heic
    } else {
        Format::Video
    })
}

fn text(bytes: &[u8]) -> Option<Format> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // A tag somewhere in something else makes no page of it.
    if bytes.first() != Some(&b'<') {
        return None;
    }
    let text = String::from_utf8_lossy(bytes.get(..TEXT).unwrap_or(bytes)).to_ascii_lowercase();
    let found = TAGS.iter().filter_map(|&(tag, format)| Some((text.find(tag)?, format)));
    found.min_by_key(|&(place, _)| place).map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        assert_eq!(of(b"\xff\xd8\xff\xe0\0\x10JFIF"), Some(Format::Jpeg));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(Format::Png));
        assert_eq!(of(b"RIFF\x10\0\0\0WEBPVP8 "), Some(Format::WebP));
        assert_eq!(of(b"GIF89a\x01\0\x01\0"), Some(Format::Gif));
    }

    #[test]
    fn what_a_phone_sends_by_mistake_is_called_by_its_name() {
        assert_eq!(of(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(Format::Heic));
        assert_eq!(of(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"), Some(Format::Avif));
        assert_eq!(of(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Some(Format::Video));
        assert_eq!(of(b"%PDF-1.7\n"), Some(Format::Pdf));
    }

    #[test]
    fn drawings_and_pages_are_found_behind_what_may_stand_before_them() {
        assert_eq!(of(b"\xef\xbb\xbf <?xml version=\"1.0\"?>\n<!-- x --><SVG onload=\"x\">"), Some(Format::Svg));
        assert_eq!(of(b"\n<!DOCTYPE html><svg>"), Some(Format::Html));
        assert_eq!(of(b"<script>alert(1)</script>"), Some(Format::Html));
        assert_eq!(of(b"a sentence about <html>"), None);
    }

    #[test]
    fn a_beginning_of_a_signature_is_none() {
        for (signature, _) in SIGNATURES {
            assert_eq!(of(&signature[..signature.len() - 1]), None, "{signature:?}");
        }
        assert_eq!(of(b""), None);
        assert_eq!(of(b"RIFF\x10\0\0\0WEB"), None);
    }
}
