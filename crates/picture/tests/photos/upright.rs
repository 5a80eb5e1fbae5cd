use crate::{
    all,
    make::{exif::Exif, jpeg, read, scene},
    open,
};

const RED: [u8; 4] = [220, 30, 30, 255];
const GREEN: [u8; 4] = [30, 180, 30, 255];
const BLUE: [u8; 4] = [30, 30, 220, 255];
const YELLOW: [u8; 4] = [220, 210, 30, 255];

/// Where the stored picture's quarters (red and green above, blue and yellow below) are to be seen, by EXIF's numbers.
const SEEN: [[[u8; 4]; 4]; 8] = [
    [RED, GREEN, BLUE, YELLOW],
    [GREEN, RED, YELLOW, BLUE],
    [YELLOW, BLUE, GREEN, RED],
    [BLUE, YELLOW, RED, GREEN],
    [RED, BLUE, GREEN, YELLOW],
    [BLUE, RED, YELLOW, GREEN],
    [YELLOW, GREEN, BLUE, RED],
    [GREEN, YELLOW, RED, BLUE],
];

fn stored(orientation: u16, (width, height): (u16, u16)) -> Vec<u8> {
    let exif = Exif { orientation, big_endian: orientation.is_multiple_of(2), ..Exif::default() };
    jpeg::with_segments(&jpeg::quarters(width, height), &[(0xe1, exif.segment())])
}

#[test]
fn every_orientation_is_upright_in_every_variant() {
    for (number, seen) in (1..).zip(SEEN) {
        let photo = open(&stored(number, (600, 400)));
        let upright = if number < 5 { (600, 400) } else { (400, 600) };
        assert_eq!((photo.header().width, photo.header().height), upright, "orientation {number}");
        for variant in all(&photo) {
            let picture = read::variant(&variant);
            assert_eq!((picture.width, picture.height), (variant.width as usize, variant.height as usize));
            assert_eq!(variant.width < variant.height, number >= 5, "orientation {number}");
            for (found, wanted) in picture.quarters().into_iter().zip(seen) {
                assert!(read::near(found, wanted), "orientation {number}: {found:?} instead of {wanted:?}");
            }
        }
    }
}

#[test]
fn a_large_photo_is_shrunk_by_its_upright_width() {
    let photo = open(&stored(6, (2400, 2000)));
    let widths: Vec<u32> = all(&photo).iter().map(|variant| variant.width).collect();
    assert_eq!(widths, [480, 480, 1920, 1920, 1600, 1600, 1280, 1280, 960, 960, 640, 640, 320, 320]);
    let heights: Vec<u32> = all(&photo).iter().map(|variant| variant.height).collect();
    assert_eq!(heights[..4], [576, 576, 2304, 2304]);
}

#[test]
fn an_orientation_that_is_none_changes_nothing() {
    let photo = open(&stored(9, (600, 400)));
    assert!(read::near(read::variant(&all(&photo)[0]).quarters()[0], RED));
    assert_eq!(scene::quarters(2, 2)[..3], RED[..3]);
}
