use crate::make::{exif::Exif, jpeg, png, webp};
use jiff::{civil::datetime, tz::offset};
use repti_picture::{Limits, Taken, inspect};

fn taken(bytes: &[u8]) -> Option<Taken> {
    inspect(bytes, &Limits::default()).expect("a photo").taken
}

fn in_jpeg(exif: Exif) -> Option<Taken> {
    taken(&jpeg::with_segments(&jpeg::photo(64, 48), &[(0xe1, exif.segment())]))
}

#[test]
fn the_date_is_read_in_both_orders_of_bytes_with_its_offset() {
    for big_endian in [false, true] {
        let wanted = Taken { at: datetime(2024, 5, 17, 14, 3, 22, 0), offset: Some(offset(2)) };
        assert_eq!(in_jpeg(Exif { big_endian, ..Exif::default() }), Some(wanted));
    }
}

#[test]
fn an_offset_may_be_missing_or_west_of_greenwich() {
    assert_eq!(in_jpeg(Exif { offset: None, ..Exif::default() }).unwrap().offset, None);
    assert_eq!(in_jpeg(Exif { offset: Some("-07:00"), ..Exif::default() }).unwrap().offset, Some(offset(-7)));
    assert_eq!(in_jpeg(Exif { offset: Some("   :  "), ..Exif::default() }).unwrap().offset, None);
    assert_eq!(in_jpeg(Exif { offset: Some("+99:00"), ..Exif::default() }).unwrap().offset, None);
}

#[test]
fn what_a_camera_writes_whose_clock_was_never_set_is_no_date() {
    for blank in
        ["    :  :     :  :  ", "0000:00:00 00:00:00", "2024:13:01 00:00:00", "2024:02:30 10:00:00", "yesterday", ""]
    {
        assert_eq!(in_jpeg(Exif { taken: blank, ..Exif::default() }), None, "{blank:?}");
    }
}

#[test]
fn png_and_webp_have_it_too() {
    let tiff = Exif::default().tiff();
    assert!(taken(&png::with_metadata(64, 48, &tiff, "")).is_some());
    assert!(taken(&webp::with_metadata(64, 48, &tiff, "")).is_some());
    // As some programs write it into WebP, with JPEG's beginning.
    assert!(taken(&webp::with_metadata(64, 48, &Exif::default().segment(), "")).is_some());
}

#[test]
fn exif_that_breaks_off_or_leads_nowhere_is_passed_over() {
    let whole = Exif::default().segment();
    for length in 0..whole.len() {
        let bytes = jpeg::with_segments(&jpeg::photo(16, 16), &[(0xe1, whole[..length].to_vec())]);
        inspect(&bytes, &Limits::default()).expect("a photo, whatever its EXIF says");
    }
}
