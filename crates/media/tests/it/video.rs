//! The whole way of a video without ffmpeg: what was sent is played, and tells nothing of its owner.

use crate::{
    film::{Film, PLAYED, Places, SECRETS, contains, webm},
    make,
    world::{World, asked, folder_of, forbidden, missing, vivarium},
};
use jiff::{SignedDuration, civil::date};
use repti_media::{Asked, Media, PicturePurge, Processed, SweepJob, VideoJob};
use repti_model::{
    PhotoId,
    media::{MAX_PHOTO_BYTES, MediaKind, NewUpload, OwnPhoto, PhotoState, VideoCodec},
};
use repti_storage::Key;

/// All bytes of what is played.
async fn played(media: &Media, base: &str, file: &str, signed: &Asked) -> Vec<u8> {
    let found = media.video(folder_of(base), file, signed).await.expect("a video");
    let bytes = media.piece_of(&found, 0, u64::MAX).await.expect("its bytes");
    assert_eq!(bytes.len() as u64, found.size);
    bytes.to_vec()
}

#[tokio::test]
async fn a_video_goes_its_whole_way_and_tells_nothing_of_its_owner() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let fragments = Film { fragments: true, beside: false, ..Film::default() };
    assert!(contains(&fragments.bytes(), "her-diary: +48.1371+011.5754/picture-0"), "right before what is played");
    for (file, name, seconds) in [
        (Film::default().bytes(), "video.mp4", 5),
        (fragments.bytes(), "video.mp4", 5),
        (webm(4, false), "video.webm", 4),
        (webm(3, true), "video.webm", 3),
    ] {
        let video = world.film(&ada, animal, &file).await;
        assert_eq!((video.state, video.kind), (PhotoState::Ready, MediaKind::Video), "{}", video.refusal);
        assert_eq!((video.taken_on, video.taken_by_camera), (Some(date(2024, 5, 17)), true));
        let (files, what) = (video.files.expect("files"), video.video.expect("what is played"));
        assert!(!files.is_there() && files.width > files.height, "its shape, and no picture");
        assert_eq!((what.seconds, what.bytes), (seconds, file.len() as u64));
        assert_eq!(what.url, format!("{}/{name}{}", files.base, files.signature));
        let bytes = played(&world.media, &files.base, name, &asked(&files.signature)).await;
        for secret in SECRETS {
            assert!(!contains(&bytes, secret), "{secret} in {name}");
        }
        for part in PLAYED {
            assert!(contains(&bytes, part), "{part} in {name}");
        }
        let original = world.objects.get(&Key::new(format!("originals/{}", video.id)).expect("a key")).await;
        assert_eq!(original.expect("kept").as_deref(), Some(&file[..]), "what was sent stays as it was");
    }
    let public = world.media.public_photos(animal).await.expect("public");
    assert_eq!(public.len(), 4);
    for video in public {
        assert_eq!((video.kind, video.taken_on), (MediaKind::Video, Some(date(2024, 5, 17))));
        let what = video.video.expect("what is played");
        assert!(!what.url.contains('?') && what.url.starts_with(&video.files.base), "{}", what.url);
        let name = what.url.rsplit('/').next().expect("a name");
        played(&world.media, &video.files.base, name, &Asked::default()).await;
    }
    // None of them has a picture, so none is a cover.
    assert!(world.media.public_covers(&[animal]).await.expect("covers").is_empty());
    assert!(world.media.covers(&ada, &[animal]).await.expect("covers").is_empty());
    let photo = world.ready(&ada, animal, 320).await;
    let covers = world.media.covers(&ada, &[animal]).await.expect("covers");
    assert!(covers.0[0].src.contains(&photo.id.to_string()), "the first that has a picture");
}

#[tokio::test]
async fn only_who_may_see_it_gets_it_and_only_what_is_there() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let animal = world.animal(&ada).await;
    world.run("UPDATE animal.animal SET visibility = 'private' WHERE id = $1", animal.0, "").await;
    let video = world.film(&ada, animal, &Film::default().bytes()).await;
    let files = video.files.expect("files");
    let (folder, signed) = (folder_of(&files.base), asked(&files.signature));
    world.media.video(folder, "video.mp4", &signed).await.expect("its vivarium's");
    missing(world.media.video(folder, "video.mp4", &Asked::default()).await);
    for wrong in ["video.webm", "video.mov", "video", "video.mp4.html", "../x"] {
        missing(world.media.video(folder, wrong, &signed).await);
    }
    missing(world.media.video(&folder.replace('-', ""), "video.mp4", &signed).await);
    missing(world.media.photo(&bob, video.id).await);
    missing(world.media.original_address(&bob, video.id).await);
    let keeper = world.colleague(&ada, "carla", repti_model::Role::Keeper).await;
    let seen = world.media.photos_of(&keeper, animal).await.expect("theirs, too");
    assert!(seen[0].video.is_some());
    forbidden(world.media.original_address(&keeper, video.id).await);
    assert!(world.media.public_photos(animal).await.expect("public").is_empty());
}

#[tokio::test]
async fn a_job_that_is_cut_off_or_runs_twice_comes_to_the_same_end() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let video = world.film(&ada, animal, &Film::default().bytes()).await;
    let keys = world.keys("").await;
    assert_eq!(world.process_film(&ada, video.id).await, Processed::Nothing);
    // The file is there, and the row was never told.
    world
        .set(
            "UPDATE media.photo SET state = 'processing', kind = 'photo', hash = NULL, mark = NULL WHERE id = $1",
            video.id,
        )
        .await;
    world.run("DELETE FROM media.video WHERE photo_id = $1", video.id.0, "").await;
    assert_eq!(world.process(&ada, video.id).await, Processed::Video);
    assert_eq!(world.jobs(&format!("video_prepare:{}", video.id)).await, 1);
    assert_eq!(world.process_film(&ada, video.id).await, Processed::Ready);
    let again = world.media.photo(&ada, video.id).await.expect("a video");
    // Since when it is there is told anew.
    let of =
        |photo: OwnPhoto| (photo.video.map(|video| (video.url, video.codec, video.seconds, video.bytes)), photo.files);
    let id = video.id;
    assert_eq!(of(again), of(video));
    assert_eq!(world.keys("").await, keys);
    let forged = VideoJob { vivarium: vivarium(&world.owner("bob").await), photo: id };
    assert_eq!(world.media.process_video(&forged).await.expect("processed"), Processed::Nothing);
    // The same film stands with an animal once.
    let copy = world.film(&ada, animal, &Film::default().bytes()).await;
    assert!(copy.state == PhotoState::Rejected && copy.refusal.contains("The same"), "{}", copy.refusal);
    assert_eq!(world.keys("pictures/").await.len(), 1);
}

#[tokio::test]
async fn the_more_of_a_keepers_videos_wait_the_later_comes_the_next() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let mut queued = Vec::new();
    for keeper in [&ada, &ada, &ada, &eve] {
        let animal = world.animal(keeper).await;
        let id = world.send(keeper, animal, &Film::default().bytes()).await;
        assert_eq!(world.process(keeper, id).await, Processed::Video);
        queued.push(id);
    }
    let order: Vec<(String, i16)> = sqlx::query_as(
        "SELECT j.key, j.priority FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = 'video_prepare' ORDER BY j.priority, j.run_at",
    )
    .fetch_all(&world.db.owner)
    .await
    .expect("jobs");
    let expected = [0, 3, 1, 2].map(|place| format!("video_prepare:{}", queued[place]));
    assert_eq!(order.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>(), expected, "{order:?}");
}

#[tokio::test]
async fn what_is_taken_down_removed_or_left_goes_with_its_file() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let video = world.film(&ada, animal, &webm(4, false)).await;
    let files = video.files.expect("files");
    assert_eq!(
        world.media.sweep_older(SignedDuration::ZERO).await.expect("swept"),
        Default::default(),
        "it has its row"
    );

    world
        .run(
            "UPDATE media.photo SET state = 'rejected', refusal = 'No.', taken_down_at = now() WHERE id = $1",
            video.id.0,
            "",
        )
        .await;
    let job = PicturePurge { vivarium: vivarium(&ada), photo: video.id };
    world.media.purge_pictures(&job).await.expect("purged");
    missing(world.media.video(folder_of(&files.base), "video.webm", &asked(&files.signature)).await);
    assert!(world.media.photo(&ada, video.id).await.expect("a row").video.is_none(), "nor is it named");
    world
        .run(
            "UPDATE media.photo SET state = 'processing', refusal = '', taken_down_at = NULL WHERE id = $1",
            video.id.0,
            "",
        )
        .await;
    assert_eq!(world.process(&ada, video.id).await, Processed::Video);
    assert_eq!(world.process_film(&ada, video.id).await, Processed::Ready);
    world.media.video(folder_of(&files.base), "video.webm", &asked(&files.signature)).await.expect("back where it was");

    world.media.archive_photo(&ada, video.id).await.expect("archived");
    missing(world.media.video(folder_of(&files.base), "video.webm", &Asked::default()).await);
    world.set("UPDATE media.photo SET archived_at = now() - interval '31 days' WHERE id = $1", video.id).await;
    assert_eq!(world.media.sweep().await.expect("swept").purged, 1);
    assert!(world.keys("").await.is_empty());
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM media.video").fetch_one(&world.db.owner).await.expect("counted");
    assert_eq!(left, 0);
    // What a job left that was killed before its row was told.
    let stranger = Key::new(format!("pictures/{}-0123456789abcdef/video.mp4", PhotoId::new())).expect("a key");
    world.objects.put(&stranger, "bytes".into(), "video/mp4").await.expect("put");
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept").orphans, 1);
    let _ = SweepJob::default();
}

#[tokio::test]
async fn what_isnt_taken_says_why() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let usual = Film::default;
    for (file, part) in [
        (Film { seconds: 400, ..usual() }.bytes(), "6:40 minutes long"),
        (Film { coding: b"ap4h", ..usual() }.bytes(), "“ap4h”"),
        (Film { fragments: true, ..usual() }.bytes(), "third track"),
        (Film { fragments: true, beside: false, places: Places::NoSize, ..usual() }.bytes(), "which of its bytes"),
        (usual().bytes()[..600].to_vec(), "damaged"),
        (b"\x1a\x45\xdf\xa3 and nothing more to say".to_vec(), "damaged"),
    ] {
        let video = world.film(&ada, animal, &file).await;
        assert_eq!((video.state, video.retryable), (PhotoState::Rejected, false));
        assert!(video.refusal.contains(part), "{part}: {}", video.refusal);
    }
    assert!(world.keys("pictures/").await.is_empty());
    // Its bytes say what a file is: a photo that was announced as a video is one, within the limits of photos.
    let photo = make::telling(320, 240);
    let new = NewUpload { name: "a.mp4".into(), size: photo.len() as u64, kind: MediaKind::Video };
    let upload = world.media.begin_upload(&ada, animal, &new).await.expect("begun");
    world.put(&ada, &upload, 1, &photo).await.expect("put");
    world.media.finish_upload(&ada, upload.id).await.expect("finished");
    assert_eq!(world.process(&ada, upload.id).await, Processed::Ready);
    assert_eq!(world.media.photo(&ada, upload.id).await.expect("a photo").kind, MediaKind::Photo);
    let huge = NewUpload { size: MAX_PHOTO_BYTES + 10, ..new };
    let upload = world.media.begin_upload(&ada, animal, &huge).await.expect("as large as a video may be");
    let bytes = [photo, vec![0; usize::try_from(huge.size).expect("a size")]].concat();
    for part in &upload.parts {
        world.put(&ada, &upload, part.number, &bytes).await.expect("put");
    }
    world.media.finish_upload(&ada, upload.id).await.expect("finished");
    assert_eq!(world.process(&ada, upload.id).await, Processed::Rejected);
    let refused = world.media.photo(&ada, upload.id).await.expect("a photo").refusal;
    assert!(refused.contains("a photo may have 40 MB"), "{refused}");
}

#[tokio::test]
async fn a_large_video_is_copied_in_pieces_and_counts_twice() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    // As a gap between samples that nobody plays, and that must be gone.
    let film = [Film::default().bytes(), crate::film::atom(b"free", &[&b"her-diary".repeat(2_000_000)])].concat();
    assert!(film.len() > 2 * (8 << 20), "three pieces");
    let before = world.media.photo_room(&ada).await.expect("room").used;
    let video = world.film(&ada, animal, &film).await;
    assert_eq!(
        (video.state, video.video.as_ref().map(|video| video.codec)),
        (PhotoState::Ready, Some(VideoCodec::H264))
    );
    let files = video.files.expect("files");
    let bytes = played(&world.media, &files.base, "video.mp4", &asked(&files.signature)).await;
    assert!(bytes.len() == film.len() && !contains(&bytes, "her-diary") && contains(&bytes, "picture-1"));
    let used = world.media.photo_room(&ada).await.expect("room").used - before;
    assert_eq!(used, 2 * film.len() as u64, "as it was sent, and as it is played");
}
