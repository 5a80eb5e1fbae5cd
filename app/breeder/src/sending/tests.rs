//! A file goes on its way, and everything that may happen to it does.

use super::{
    check::refusal,
    note::Note,
    pace,
    upload::{AT_ONCE, Event, Stage, Step, Upload, turns},
    wire::outcome,
};
use jiff::Timestamp;
use repti_model::{
    AnimalId, PhotoId,
    media::{MAX_PHOTO_BYTES, NewUpload, PART_BYTES, PhotoUpload, UploadPart},
};
use std::time::Duration;

const SIZE: u64 = 2 * PART_BYTES + 10;

/// Of three parts; `here` are the numbers of those that are there.
fn told(id: PhotoId, here: &[u32]) -> Event {
    let sizes = NewUpload::of_size(SIZE).part_sizes();
    let part = |(number, size): (u32, u64)| UploadPart {
        number,
        start: u64::from(number - 1) * PART_BYTES,
        size,
        here: here.contains(&number),
        url: format!("https://media/{number}"),
    };
    let parts = (1..).zip(sizes).map(part).collect();
    Event::Told(PhotoUpload { id, size: SIZE, parts, until: Timestamp::UNIX_EPOCH })
}

/// The number of the part that is to be sent.
fn put(step: Option<Step>) -> Option<u32> {
    match step {
        Some(Step::Put(part)) => Some(part.number),
        _ => None,
    }
}

/// A file in its first turn with its addresses.
fn under_way(id: PhotoId) -> Upload {
    let mut upload = Upload::new(SIZE, None);
    assert_eq!(upload.begin_turn(), Some(Step::Begin));
    assert_eq!(put(upload.answer(1, told(id, &[]))), Some(1));
    upload
}

#[test]
fn a_file_goes_part_by_part_and_ends() {
    let id = PhotoId::new();
    let mut upload = under_way(id);
    assert_eq!(upload.answer(1, Event::Progress(PART_BYTES / 2)), None);
    assert_eq!((upload.sent(), upload.percent()), (PART_BYTES / 2, 24));
    assert_eq!(put(upload.answer(1, Event::Part(1))), Some(2));
    assert_eq!(put(upload.answer(1, Event::Part(2))), Some(3));
    assert_eq!(upload.percent(), 99);
    assert_eq!(upload.answer(1, Event::Part(3)), Some(Step::Finish(id)));
    assert_eq!((upload.stage.clone(), upload.percent()), (Stage::Finishing, 100));
    assert_eq!(upload.answer(1, Event::Arrived), None);
    assert_eq!(upload.stage, Stage::Arrived);
}

#[test]
fn after_a_reload_only_the_missing_parts_are_sent() {
    let id = PhotoId::new();
    let mut upload = Upload::new(SIZE, Some(id));
    assert_eq!(upload.begin_turn(), Some(Step::Ask(id)));
    assert_eq!(put(upload.answer(1, told(id, &[1, 3]))), Some(2));
    assert_eq!(upload.answer(1, Event::Part(2)), Some(Step::Finish(id)));
}

#[test]
fn a_lost_connection_is_waited_for_ever_longer_and_costs_one_part() {
    let id = PhotoId::new();
    let mut upload = under_way(id);
    let _ = upload.answer(1, Event::Part(1));
    let _ = upload.answer(1, Event::Progress(5));
    for (turn, seconds) in [(1, 1), (2, 2), (3, 4)] {
        assert_eq!(upload.answer(turn, Event::Lost), Some(Step::Wait(Duration::from_secs(seconds))));
        assert_eq!((upload.stage.clone(), upload.sent()), (Stage::Held, PART_BYTES));
        assert!(upload.wake());
        assert_eq!(upload.begin_turn(), Some(Step::Ask(id)));
    }
    assert_eq!(put(upload.answer(4, told(id, &[1]))), Some(2));
    let _ = upload.answer(4, Event::Part(2));
    assert_eq!(
        upload.answer(4, Event::Lost),
        Some(Step::Wait(Duration::from_secs(1))),
        "a part that arrived ends the row of losses"
    );
}

#[test]
fn a_paused_file_rests_until_somebody_wants_it_on() {
    let id = PhotoId::new();
    let mut upload = under_way(id);
    assert!(upload.pause());
    assert!(!upload.wake(), "the connection coming back is no reason");
    assert_eq!(upload.answer(1, Event::Lost), None, "what was broken off says that it was");
    assert_eq!(
        upload.answer(1, Event::Part(1)),
        None,
        "a part that arrived all the same is there, and nothing follows"
    );
    assert_eq!((upload.stage.clone(), upload.sent()), (Stage::Paused, PART_BYTES));
    assert!(upload.resume());
    assert_eq!(upload.begin_turn(), Some(Step::Ask(id)));
}

#[test]
fn an_answer_to_an_earlier_turn_changes_nothing() {
    let mut upload = under_way(PhotoId::new());
    let _ = upload.pause();
    let _ = upload.resume();
    let _ = upload.begin_turn();
    let before = upload.clone();
    for event in [Event::Lost, Event::Part(1), Event::Gone, Event::Refused { why: String::new(), again: false }] {
        assert_eq!(upload.answer(1, event), None);
    }
    assert_eq!(upload, before);
}

#[test]
fn old_addresses_are_asked_for_anew_but_not_for_ever() {
    let id = PhotoId::new();
    let mut upload = under_way(id);
    for _ in 0..3 {
        assert_eq!(upload.answer(1, Event::Stale), Some(Step::Ask(id)));
        let _ = upload.answer(1, told(id, &[]));
    }
    assert_eq!(upload.answer(1, Event::Stale), None);
    assert!(matches!(upload.stage, Stage::Failed { again: true, .. }));
    assert!(upload.resume());
}

#[test]
fn what_the_server_forgot_begins_anew() {
    let mut upload = Upload::new(SIZE, Some(PhotoId::new()));
    let _ = upload.begin_turn();
    assert_eq!(upload.answer(1, Event::Gone), Some(Step::Begin));
    assert_eq!((upload.id, upload.sent()), (None, 0));
}

#[test]
fn parts_that_went_missing_are_sent_again() {
    let id = PhotoId::new();
    let mut upload = Upload::new(SIZE, Some(id));
    let _ = upload.begin_turn();
    assert_eq!(upload.answer(1, told(id, &[1, 2, 3])), Some(Step::Finish(id)));
    assert_eq!(upload.answer(1, Event::Stale), Some(Step::Ask(id)));
    assert_eq!(put(upload.answer(1, told(id, &[1, 2]))), Some(3));
}

#[test]
fn a_refused_file_is_tried_again_only_where_that_can_help() {
    for again in [true, false] {
        let mut upload = under_way(PhotoId::new());
        assert_eq!(upload.answer(1, Event::Refused { why: "No room.".into(), again }), None);
        assert_eq!(upload.resume(), again);
        assert!(!upload.pause() || again);
    }
}

#[test]
fn three_go_at_a_time_and_the_first_chosen_go_first() {
    let mut uploads: Vec<_> = (0..6).map(|_| Upload::new(SIZE, None)).collect();
    let _ = uploads[1].pause();
    assert_eq!(turns(uploads.iter()), [0, 2, 3]);
    let _ = uploads[0].begin_turn();
    let _ = uploads[2].begin_turn();
    assert_eq!(turns(uploads.iter()), [3]);
    let _ = uploads[3].begin_turn();
    assert!(turns(uploads.iter()).is_empty());
    // Without a connection a file gives its place away.
    let _ = uploads[0].answer(1, Event::Lost);
    assert_eq!((turns(uploads.iter()), AT_ONCE), (vec![4], 3));
}

#[test]
fn waits_grow_to_a_minute_and_questions_to_a_quarter_of_one() {
    let waits: Vec<_> = (1..9).map(|losses| pace::after(losses).as_secs()).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(pace::after(u32::MAX).as_secs(), 60);
    assert!((0..40).map(pace::poll).is_sorted());
    assert_eq!((pace::poll(0).as_secs(), pace::poll(u32::MAX).as_secs()), (1, 15));
}

#[test]
fn a_status_says_whether_to_wait_to_ask_anew_or_to_give_up() {
    assert_eq!([outcome(200, 2), outcome(204, 2)], [Event::Part(2), Event::Part(2)]);
    assert!([0, 408, 429, 500, 503].iter().all(|status| outcome(*status, 1) == Event::Lost));
    assert!([403, 404, 410].iter().all(|status| outcome(*status, 1) == Event::Stale));
    assert!(matches!(outcome(422, 1), Event::Refused { again: true, .. }));
}

#[test]
fn what_cannot_be_a_photo_is_told_before_it_is_sent() {
    assert_eq!(refusal("a.jpg", "image/jpeg", 1, 1), None);
    assert_eq!(refusal("without-a-name", "", MAX_PHOTO_BYTES, 60), None);
    let says = |name, kind, size, free| refusal(name, kind, size, free).unwrap();
    assert!(says("IMG_1.HEIC", "", 1, 1).contains("Most Compatible"));
    assert!(says("image", "image/heif", 1, 1).contains("HEIC"));
    assert!(says("a.jpg", "image/jpeg", 0, 1).contains("empty"));
    assert!(says("a.jpg", "image/jpeg", MAX_PHOTO_BYTES + 1, 1).contains("40 MB"));
    assert!(says("a.jpg", "image/jpeg", 1, 0).contains("60 photos"));
}

#[test]
fn what_is_kept_beside_a_file_is_read_as_it_was_written() {
    let begun = Note {
        owner: "a:b".into(),
        animal: AnimalId::new(),
        upload: Some(PhotoId::new()),
        paused: true,
        at: 1_764_209_000_123.0,
    };
    let chosen = Note { upload: None, paused: false, ..begun.clone() };
    for note in [begun, chosen] {
        assert_eq!(Note::read(&note.write()), Some(note.clone()));
        assert!(!note.is_old(note.at + 6.9 * 86_400_000.0) && note.is_old(note.at + 7.1 * 86_400_000.0));
    }
    assert_eq!(Note::read("{\"owner\":1}"), None);
    assert_eq!(Note::read(""), None);
}
