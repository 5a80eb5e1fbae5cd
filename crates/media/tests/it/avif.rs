//! AVIF: made of what is shown already, once, and never left behind.

use crate::{
    make::{self, exif::SECRETS},
    world::{World, asked, folder_of, missing, vivarium},
};
use jiff::SignedDuration;
use repti_media::{Asked, AvifJob, AvifMade, PhotoJob, PicturePurge};
use repti_model::{
    Actor, PhotoId,
    media::{OwnPhoto, PhotoFiles, PhotoForm},
};
use repti_storage::Key;
use std::time::Duration;

/// Beginnings of what may stand beside pixels and tell of their owner.
const KINDS: [&[u8]; 6] = [b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"Photoshop 3.0", b"ICC_PROFILE", b"acsp"];

impl World {
    async fn made(&self) -> AvifMade {
        self.media.make_avif().await.expect("made")
    }

    async fn files(&self, actor: &Actor, photo: PhotoId) -> PhotoFiles {
        self.media.photo(actor, photo).await.expect("a photo").files.expect("files")
    }

    async fn avif_keys(&self) -> Vec<String> {
        self.keys("pictures/").await.into_iter().filter(|key| key.ends_with(".avif")).collect()
    }

    async fn asked_for(&self) -> i64 {
        self.jobs("photo_avif").await
    }

    /// Has the photograph look as if nobody had ever tried.
    async fn forget(&self, photo: PhotoId) {
        self.set("UPDATE media.photo SET avif = NULL, avif_tries = 0, avif_tried_at = NULL WHERE id = $1", photo).await;
    }

    async fn made_bytes(&self, photo: PhotoId) -> i64 {
        let sql = "SELECT made FROM media.photo WHERE id = $1";
        sqlx::query_scalar(sql).bind(photo.0).fetch_one(&self.db.owner).await.expect("a row")
    }

    async fn tries(&self, photo: PhotoId) -> i16 {
        let sql = "SELECT avif_tries FROM media.photo WHERE id = $1";
        sqlx::query_scalar(sql).bind(photo.0).fetch_one(&self.db.owner).await.expect("a row")
    }

    fn key(&self, photo: &OwnPhoto, name: &str) -> Key {
        let files = photo.files.as_ref().expect("files");
        Key::new(format!("pictures/{}/{name}", folder_of(&files.base))).expect("a key")
    }
}

#[tokio::test]
async fn what_is_shown_gets_avif_beside_it_and_says_so_everywhere() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 360).await;
    let (before, bytes) = (photo.files.clone().expect("files"), world.made_bytes(photo.id).await);
    assert_eq!((before.widths.as_slice(), before.avif.as_slice()), (&[320, 360][..], &[][..]));
    assert_eq!(world.asked_for().await, 1);
    sqlx::query("DELETE FROM graphile_worker._private_jobs").execute(&world.db.owner).await.expect("taken up");

    assert_eq!(world.made().await, AvifMade::Widths(2));
    assert_eq!(world.asked_for().await, 1, "another may lack it");
    assert_eq!(world.made().await, AvifMade::Nothing);
    let after = world.media.photo(&ada, photo.id).await.expect("a photo");
    let files = after.files.clone().expect("files");
    assert_eq!(files, PhotoFiles { avif: vec![320, 360], ..before.clone() });
    assert_eq!(world.media.public_photos(animal).await.expect("public")[0].files.avif, [320, 360]);
    assert_eq!(world.media.public_covers(&[animal]).await.expect("covers")[&animal].avif, [320, 360]);
    let covers = world.media.covers(&ada, &[animal]).await.expect("covers");
    assert!(covers.0[0].avif.as_ref().is_some_and(|address| address.contains("/320.avif?until=")));

    // It is served as whatever else is shown, smaller, and tells nothing of its owner.
    let folder = folder_of(&files.base);
    let mut sum = 0;
    for width in files.avif {
        let name = format!("{width}.avif");
        let served = world.media.picture(folder, &name, &Asked::default()).await.expect("served");
        assert_eq!((served.media_type, served.public), ("image/avif", true));
        let signed = world.media.picture(folder, &name, &asked(&files.signature)).await.expect("served");
        assert!(!signed.public && signed.bytes == served.bytes);
        let webp = world.media.picture(folder, &format!("{width}.webp"), &Asked::default()).await.expect("served");
        assert!(served.bytes.len() < webp.bytes.len() && served.bytes.get(4..12) == Some(b"ftypavif"));
        for part in SECRETS.iter().map(|secret| secret.as_bytes()).chain(KINDS) {
            assert!(!make::contains(&served.bytes, part), "{name}: {}", String::from_utf8_lossy(part));
        }
        sum += i64::try_from(served.bytes.len()).expect("a size");
    }
    assert_eq!(world.made_bytes(photo.id).await, bytes + sum, "it counts as what is made");
    world.run("UPDATE animal.animal SET visibility = 'private' WHERE id = $1", animal.0, "").await;
    missing(world.media.picture(folder, "320.avif", &Asked::default()).await);

    // Whoever had the form open meanwhile saves it.
    assert_eq!(after.version, photo.version);
    world.media.edit_photo(&ada, photo.id, photo.version, &PhotoForm::default()).await.expect("saved");
}

#[tokio::test]
async fn a_job_that_was_killed_behind_its_files_writes_the_same_again_and_nothing_is_left_by_one_that_never_runs_again()
{
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 336).await;
    assert_eq!(world.made().await, AvifMade::Widths(2));
    let (keys, bytes) = (world.keys("").await, world.made_bytes(photo.id).await);
    let whole = world.objects.get(&world.key(&photo, "320.avif")).await.expect("read");

    // The files are there, one of them broken off, and the row was never told.
    world.objects.put(&world.key(&photo, "320.avif"), "half".into(), "image/avif").await.expect("put");
    world.forget(photo.id).await;
    world.set("UPDATE media.photo SET made = made - 1000 WHERE id = $1", photo.id).await;
    assert_eq!(
        world.media.sweep_older(SignedDuration::ZERO).await.expect("swept").orphans,
        0,
        "they may still be noted"
    );
    assert_eq!(world.made().await, AvifMade::Widths(2));
    assert_eq!(world.keys("").await, keys);
    assert_eq!(world.objects.get(&world.key(&photo, "320.avif")).await.expect("read"), whole);
    assert!(world.made_bytes(photo.id).await > bytes - 1000);

    // The same, and then the photo is removed: its files go with it, noted or not.
    world.forget(photo.id).await;
    world.media.archive_photo(&ada, photo.id).await.expect("archived");
    assert_eq!(world.made().await, AvifMade::Nothing, "nobody is shown it");
    world.set("UPDATE media.photo SET archived_at = now() - interval '31 days' WHERE id = $1", photo.id).await;
    assert_eq!(world.media.sweep().await.expect("swept").purged, 1);
    assert_eq!(world.keys("").await, [""; 0]);
}

#[tokio::test]
async fn a_photo_that_goes_meanwhile_leaves_no_file() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    for gone in [
        "UPDATE media.photo SET state = 'rejected', refusal = 'Down.', taken_down_at = now() WHERE id = $1",
        "DELETE FROM media.photo WHERE id = $1",
    ] {
        let photo = world.sent(&ada, animal, &make::telling(640, 480)).await;
        let media = world.media.clone();
        let job = tokio::spawn(async move { media.make_avif().await });
        while world.tries(photo.id).await == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        // It is being coded now, which takes a moment.
        world.run(gone, photo.id.0, "").await;
        assert_eq!(job.await.expect("ended").expect("made"), AvifMade::Gone, "{gone}");
        assert_eq!(world.avif_keys().await, [""; 0], "{gone}");
    }
}

#[tokio::test]
async fn what_is_taken_down_loses_it_and_gets_it_again_when_it_is_put_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    assert_eq!(world.made().await, AvifMade::Widths(1));
    let down = "UPDATE media.photo SET state = 'rejected', refusal = 'Down.', taken_down_at = now() WHERE id = $1";
    world.run(down, photo.id.0, "").await;
    let purge = PicturePurge { vivarium: vivarium(&ada), photo: photo.id };
    world.media.purge_pictures(&purge).await.expect("purged");
    assert_eq!(world.keys("pictures/").await, [""; 0]);
    assert_eq!(world.made().await, AvifMade::Nothing);

    let back = "UPDATE media.photo SET state = 'processing', refusal = '', taken_down_at = NULL WHERE id = $1";
    world.run(back, photo.id.0, "").await;
    world.process(&ada, photo.id).await;
    assert_eq!(world.files(&ada, photo.id).await.avif, [0; 0], "its files aren't there yet");
    assert_eq!(world.made().await, AvifMade::Widths(1));
    assert_eq!(world.files(&ada, photo.id).await.avif, [320]);
}

#[tokio::test]
async fn a_process_without_it_asks_for_none_takes_none_up_and_loses_none() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    let without = world.without_avif();
    assert!(world.media.makes_avif() && !without.makes_avif());
    without.process(&PhotoJob { vivarium: vivarium(&ada), photo: id }).await.expect("processed");
    assert_eq!(world.asked_for().await, 0);
    assert_eq!(without.make_avif().await.expect("ended"), AvifMade::Off);
    assert_eq!((world.asked_for().await, world.tries(id).await), (0, 0));
    // One that has it finds what was made before.
    assert_eq!(world.made().await, AvifMade::Widths(1));
    // And what it made is shown by the other.
    assert_eq!(without.photo(&ada, id).await.expect("a photo").files.expect("files").avif, [320]);
}

#[tokio::test]
async fn what_would_be_no_smaller_isnt_kept() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 500).await;
    let tiny = async |name: &str| {
        world.objects.put(&world.key(&photo, name), "a".into(), "image/webp").await.expect("put");
    };
    tiny("480.webp").await;
    assert_eq!(world.made().await, AvifMade::Widths(2));
    assert_eq!(world.files(&ada, photo.id).await.avif, [320, 500]);
    assert!(world.avif_keys().await.iter().all(|key| !key.ends_with("/480.avif")));
    // Without the largest, a browser that knows AVIF would be shown less than another.
    let small = world.ready(&ada, animal, 352).await;
    let largest = world.key(&small, "352.webp");
    world.objects.put(&largest, "a".into(), "image/webp").await.expect("put");
    assert_eq!(world.made().await, AvifMade::Widths(0));
    // Nor is what has alpha, which was looked at once and never again.
    let alpha = world.sent(&ada, animal, &make::png::alpha(64, 48)).await;
    assert_eq!(world.made().await, AvifMade::Widths(0));
    assert_eq!((world.made().await, world.avif_keys().await.len()), (AvifMade::Nothing, 2));
    for (photo, there) in [(photo.id, 2), (small.id, 0), (alpha.id, 0)] {
        assert_eq!(world.files(&ada, photo).await.avif.len(), there);
    }
}

#[tokio::test]
async fn what_comes_to_no_end_waits_longer_each_time_and_at_last_for_ever() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    for (waiting, sql) in [
        (true, "UPDATE media.photo SET avif_tries = 1, avif_tried_at = now() - interval '14 minutes' WHERE id = $1"),
        (true, "UPDATE media.photo SET avif_tries = 2, avif_tried_at = now() - interval '29 minutes' WHERE id = $1"),
        (true, "UPDATE media.photo SET avif_tries = 5, avif_tried_at = now() - interval '1 year' WHERE id = $1"),
        (false, "UPDATE media.photo SET avif_tries = 4, avif_tried_at = now() - interval '61 minutes' WHERE id = $1"),
    ] {
        world.set(sql, photo.id).await;
        assert_eq!(world.made().await == AvifMade::Nothing, waiting, "{sql}");
    }
    assert_eq!(world.files(&ada, photo.id).await.avif, [320]);
}

#[tokio::test]
async fn two_processes_take_up_two_photos_and_nobody_else_takes_up_any() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let (one, two) = (world.ready(&ada, animal, 320).await, world.ready(&ada, animal, 336).await);
    let mut tx = world.db.db.begin(&ada).await.expect("begun");
    let sql = "SELECT count(*) FROM media.claim_avif('1 minute')";
    let claimed: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.expect("asked");
    assert_eq!(claimed, 0, "not even its keeper");
    drop(tx);
    let (first, second) = tokio::join!(world.made(), world.made());
    assert_eq!([first, second].map(|made| matches!(made, AvifMade::Widths(_))), [true; 2]);
    for photo in [one.id, two.id] {
        assert_eq!(world.tries(photo).await, 1);
        assert!(!world.files(&ada, photo).await.avif.is_empty());
    }
    assert_eq!(serde_json::to_value(AvifJob::default()).expect("a payload"), serde_json::json!({}));
}
