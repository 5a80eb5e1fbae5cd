//! What is read of containers, what of them is overwritten, and that no bytes whatever break anything.

use super::{Container, Format, Refused, Unread, format_of, read};
use film::{Film, PLAYED, Places, SECRETS, atom, contains, webm};
use jiff::civil::date;
use proptest::prelude::*;
use repti_model::media::VideoCodec;

#[path = "../../tests/it/film.rs"]
mod film;

fn open(bytes: &[u8]) -> Container {
    let mut source = bytes;
    read(&mut source).expect("a video")
}

fn refused(bytes: &[u8]) -> Refused {
    let mut source = bytes;
    match read(&mut source) {
        Err(Unread::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

/// The file as pages play it: as long as before, without what it told, and a video still.
fn shown(bytes: &[u8]) -> Vec<u8> {
    let mut file = bytes.to_vec();
    open(bytes).edits.apply(0, &mut file);
    for secret in SECRETS {
        assert!(!contains(&file, secret), "{secret}");
    }
    for part in PLAYED {
        assert!(contains(&file, part), "{part}");
    }
    let again = open(&file);
    let before = open(bytes);
    assert_eq!((again.width, again.height, again.millis), (before.width, before.height, before.millis));
    assert_eq!(again.taken, None, "nor when it was taken");
    file
}

#[test]
fn a_film_of_a_phone_is_read_and_tells_nothing_of_its_owner() {
    let film = Film::default().bytes();
    for secret in SECRETS {
        assert!(contains(&film, secret), "{secret} was to be in the file");
    }
    let container = open(&film);
    let told = (container.format, container.codec, container.width, container.height, container.millis);
    assert_eq!(told, (Format::Mp4, VideoCodec::H264, 640, 360, 5_000));
    assert_eq!((container.taken, container.plain), (Some(date(2024, 5, 17)), true));
    let file = shown(&film);
    assert_eq!(file.len(), film.len());
    for kind in ["udta", "meta", "uuid", "keys", "ilst", "gpmd", "skip"] {
        assert!(!contains(&file, kind), "{kind}");
    }
}

#[test]
fn a_turned_film_has_the_sides_that_are_seen() {
    let container = open(&Film { turned: true, coding: b"hvc1", ..Film::default() }.bytes());
    assert_eq!(
        (container.width, container.height, container.codec, container.plain),
        (360, 640, VideoCodec::Hevc, false)
    );
}

#[test]
fn fragments_say_how_long_they_are_and_let_no_stranger_in() {
    let film = Film { fragments: true, beside: false, ..Film::default() };
    let container = open(&film.bytes());
    assert_eq!(container.millis, 5_000);
    shown(&film.bytes());
    assert_eq!(refused(&Film { beside: true, ..film }.bytes()), Refused::Beside);
}

#[test]
fn of_a_fragments_media_nothing_stays_but_its_samples_wherever_it_says_they_lie() {
    for places in [Places::Fragment, Places::File, Places::Behind] {
        let film = Film { fragments: true, beside: false, places, ..Film::default() }.bytes();
        assert_eq!(open(&film).millis, 5_000, "{places:?}");
        let file = shown(&film);
        // Two fragments, in each of which lie a picture, a sound and nothing else; all of them where they were.
        let at = |bytes: &[u8], part: &str| bytes.windows(part.len()).position(|window| window == part.as_bytes());
        for part in PLAYED {
            assert_eq!(at(&file, part), at(&film, part), "{places:?}");
        }
        for (number, (body, end)) in media_of(&film).into_iter().enumerate() {
            let said: Vec<u8> = file[body..end].iter().copied().filter(|byte| *byte != 0).collect();
            assert_eq!(said, format!("picture-{number}sound-{number}").into_bytes(), "{places:?}");
        }
    }
}

/// Where the media of a film lie, of which each ends with the name of somebody.
fn media_of(film: &[u8]) -> [(usize, usize); 2] {
    let mut found = film.windows(4).enumerate().filter(|(_, kind)| **kind == *b"mdat").map(|(at, _)| {
        let len = u32::from_be_bytes(film[at - 4..at].try_into().expect("a length"));
        (at + 4, at - 4 + usize::try_from(len).expect("a small film"))
    });
    let both = [(); 2].map(|()| found.next().expect("two fragments"));
    assert!(found.next().is_none() && both.iter().all(|(_, end)| film[..*end].ends_with(b"Ada Lovelace")));
    both
}

#[test]
fn a_fragment_that_doesnt_say_where_its_samples_lie_is_refused() {
    for (places, why) in [
        (Places::NoSize, Refused::Untold),
        (Places::NoPlace, Refused::Untold),
        (Places::Vague, Refused::Untold),
        (Places::Outside, Refused::Broken),
    ] {
        let film = Film { fragments: true, beside: false, places, ..Film::default() };
        assert_eq!(refused(&film.bytes()), why, "{places:?}");
    }
    assert!(Refused::Untold.to_string().contains("something private might stay"));
}

#[test]
fn a_film_of_a_recorder_is_read_and_tells_nothing_of_its_owner() {
    for live in [false, true] {
        let film = webm(4, live);
        let container = open(&film);
        let told = (container.format, container.codec, container.width, container.height, container.millis);
        assert_eq!(told, (Format::WebM, VideoCodec::Vp9, 320, 240, 4_000), "live: {live}");
        assert_eq!(container.taken, Some(date(2024, 5, 17)));
        assert_eq!(shown(&film).len(), film.len());
    }
}

#[test]
fn limits_hold_before_anything_is_decoded() {
    let of = |film: Film| refused(&film.bytes());
    let usual = Film::default;
    assert_eq!(of(Film { seconds: 185, ..usual() }), Refused::TooLong("3:05 minutes".into()));
    assert_eq!(of(Film { width: 4098, ..usual() }), Refused::TooLarge(4098, 360));
    assert_eq!(of(Film { width: 4096, height: 4096, ..usual() }), Refused::TooLarge(4096, 4096));
    assert_eq!(of(Film { height: 0, ..usual() }), Refused::Broken);
    assert_eq!(of(Film { seconds: 0, ..usual() }), Refused::Broken);
    assert_eq!(of(Film { coding: b"mp4v", ..usual() }), Refused::Coding("mp4v".into()));
    assert_eq!(of(Film { coding: b"encv", ..usual() }), Refused::Protected);
    assert_eq!(refused(&webm(200, false)), Refused::TooLong("3:20 minutes".into()));
}

#[test]
fn what_breaks_off_anywhere_is_refused_and_nothing_worse() {
    for film in [Film::default().bytes(), webm(4, false)] {
        for len in 0..film.len() - 60 {
            let mut source = &film[..len];
            match read(&mut source) {
                Err(Unread::Refused(_)) => {}
                other => assert!(len > film.len() / 2 && other.is_ok(), "{len}: {other:?}"),
            }
        }
    }
}

#[test]
fn boxes_that_lie_about_their_length_are_refused() {
    let ftyp = atom(b"ftyp", &[b"isom\0\0\0\0"]);
    for (len, more) in [(7_u32, 0_u64), (1, 3), (1, u64::MAX), (u32::MAX, 0), (9_000, 0)] {
        let lying = [ftyp.clone(), len.to_be_bytes().to_vec(), b"moov".to_vec(), more.to_be_bytes().to_vec()].concat();
        assert_eq!(refused(&lying), Refused::Broken, "{len} {more}");
    }
    // As deep as anybody likes: what isn't known isn't looked into.
    let deep = (0..2_000).fold(Vec::new(), |inside, _| atom(b"moov", &[&inside]));
    assert_eq!(refused(&[ftyp, deep].concat()), Refused::Broken);
}

#[test]
fn a_file_is_a_video_by_its_bytes() {
    assert_eq!(format_of(b"\0\0\0\x18ftypqt  \0\0\0\0"), Some(Format::Mp4));
    assert_eq!(format_of(b"\x1a\x45\xdf\xa3aaaaaaaaaaaa"), Some(Format::WebM));
    for other in [
        &b"\0\0\0\x18ftypheic\0\0\0\0"[..],
        b"\0\0\0\x18ftypavif\0\0\0\0",
        b"\xff\xd8\xff\xe0aaaaaaaaaaaa",
        b"",
        b"<html>",
        b"RIFF0000WEBPVP8 ",
    ] {
        assert_eq!(format_of(other), None, "{other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_to_an_end(beginning in 0..3_usize, rest in prop::collection::vec(any::<u8>(), 0..600)) {
        let beginnings: [&[u8]; 3] = [b"\0\0\0\x10ftypisom\0\0\0\0", b"\x1a\x45\xdf\xa3", b""];
        let file = [beginnings[beginning], &rest].concat();
        let mut source = file.as_slice();
        if let Ok(container) = read(&mut source) {
            container.edits.apply(0, &mut file.clone());
        }
    }

    #[test]
    fn a_film_with_some_bytes_changed_is_read_to_an_end(
        which in 0..5_usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut file = match which {
            0 => Film::default().bytes(),
            1 => Film { fragments: true, beside: false, ..Film::default() }.bytes(),
            2 => Film { fragments: true, beside: false, places: Places::Behind, ..Film::default() }.bytes(),
            3 => webm(4, false),
            _ => webm(4, true),
        };
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let mut source = file.as_slice();
        if let Ok(container) = read(&mut source) {
            let len = file.len();
            container.edits.apply(0, &mut file);
            prop_assert_eq!(file.len(), len);
        }
    }
}
