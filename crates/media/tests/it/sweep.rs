//! What the sweep brings to an end, and what it leaves alone.

use crate::{
    make,
    world::{World, missing},
};
use jiff::SignedDuration;
use repti_media::{Processed, Swept};
use repti_model::{PhotoId, media::PhotoState};
use repti_storage::Key;

const NOTHING: Swept = Swept { abandoned: 0, purged: 0, restarted: 0, orphans: 0 };

#[tokio::test]
async fn a_healthy_house_stays_as_it_is() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (animal, bobs) = (world.animal(&ada).await, world.animal(&bob).await);
    let archived = world.ready(&ada, animal, 320).await;
    world.media.archive_photo(&ada, archived.id).await.expect("archived");
    world.ready(&ada, animal, 352).await;
    world.ready(&bob, bobs, 320).await;
    world.sent(&bob, bobs, b"a letter").await;
    world.send(&bob, bobs, &make::telling(368, 240)).await;
    let file = make::telling(384, 240);
    let upload = world.begin(&ada, animal, &file).await;
    world.put(&ada, &upload, 1, &file).await.expect("put");
    let keys = world.keys("").await;
    assert_eq!(world.media.sweep().await.expect("swept"), NOTHING);
    assert_eq!(world.keys("").await, keys);
    world.media.finish_upload(&ada, upload.id).await.expect("goes on");
    // Nor does one that takes objects of any age, for each has its photo.
    let keys = world.keys("").await;
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept"), NOTHING);
    assert_eq!(world.keys("").await, keys);
}

#[tokio::test]
async fn an_upload_that_nobody_goes_on_with_is_forgotten_after_a_day() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(320, 240);
    let (old, young) = (world.begin(&ada, animal, &file).await, world.begin(&ada, animal, &file).await);
    world.put(&ada, &old, 1, &file).await.expect("put");
    world.set("UPDATE media.photo SET updated_at = now() - interval '25 hours' WHERE id = $1", old.id).await;
    world.set("UPDATE media.photo SET updated_at = now() - interval '23 hours' WHERE id = $1", young.id).await;
    assert_eq!(world.media.sweep().await.expect("swept"), Swept { abandoned: 1, ..NOTHING });
    missing(world.media.photo(&ada, old.id).await);
    missing(world.media.finish_upload(&ada, old.id).await);
    world.put(&ada, &young, 1, &file).await.expect("put");
    world.media.finish_upload(&ada, young.id).await.expect("finished");
}

#[tokio::test]
async fn what_was_removed_a_month_ago_is_gone_with_all_its_files() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let (old, young, kept) = (
        world.ready(&ada, animal, 320).await,
        world.ready(&ada, animal, 352).await,
        world.ready(&ada, animal, 368).await,
    );
    for photo in [&old, &young] {
        world.media.archive_photo(&ada, photo.id).await.expect("archived");
    }
    world.set("UPDATE media.photo SET archived_at = now() - interval '31 days' WHERE id = $1", old.id).await;
    world.set("UPDATE media.photo SET archived_at = now() - interval '29 days' WHERE id = $1", young.id).await;
    assert_eq!(world.media.sweep().await.expect("swept"), Swept { purged: 1, ..NOTHING });
    missing(world.media.photo(&ada, old.id).await);
    missing(world.media.restore_photo(&ada, old.id).await);
    let keys = world.keys("").await;
    assert!(!keys.iter().any(|key| key.contains(&old.id.to_string())), "{keys:?}");
    for photo in [&young, &kept] {
        assert!(keys.iter().any(|key| key.starts_with(&format!("pictures/{}", photo.id))));
        assert!(keys.contains(&format!("originals/{}", photo.id)));
    }
    world.media.restore_photo(&ada, young.id).await.expect("restored");
}

#[tokio::test]
async fn a_photo_whose_job_was_lost_is_queued_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    sqlx::query("DELETE FROM graphile_worker._private_jobs").execute(&world.db.owner).await.expect("lost");
    assert_eq!(world.media.sweep().await.expect("swept"), NOTHING, "it may still be running");
    world.set("UPDATE media.photo SET updated_at = now() - interval '16 minutes' WHERE id = $1", id).await;
    assert_eq!(world.media.sweep().await.expect("swept"), Swept { restarted: 1, ..NOTHING });
    assert_eq!(world.waiting(id).await, 1);
    world.set("UPDATE media.photo SET updated_at = now() - interval '16 minutes' WHERE id = $1", id).await;
    assert_eq!(world.media.sweep().await.expect("swept"), NOTHING, "it waits for its turn, and keeps it");
    assert_eq!(world.process(&ada, id).await, Processed::Ready);
    assert_eq!(world.media.photo(&ada, id).await.expect("a photo").state, PhotoState::Ready);
}

#[tokio::test]
async fn files_that_no_photo_names_are_removed_and_nothing_else() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let keys = world.keys("").await;
    let put = async |key: String| {
        let key = Key::new(key).expect("a key");
        world.objects.put(&key, "bytes".into(), "image/webp").await.expect("put");
    };
    let stranger = PhotoId::new();
    put(format!("originals/{stranger}")).await;
    put(format!("pictures/{stranger}-0123456789abcdef/320.webp")).await;
    // An older way of making them.
    put(format!("pictures/{}-0123456789abcdef/320.webp", photo.id)).await;
    // Somebody's own, in the same bucket.
    put("backups/monday".into()).await;
    put("pictures/readme".into()).await;
    assert_eq!(world.media.sweep().await.expect("swept"), NOTHING, "a row may still come");
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept"), Swept { orphans: 3, ..NOTHING });
    let mut expected = keys;
    expected.extend(["backups/monday".to_owned(), "pictures/readme".to_owned()]);
    expected.sort();
    assert_eq!(world.keys("").await, expected);
    assert_eq!(world.media.sweep_older(SignedDuration::ZERO).await.expect("swept"), NOTHING);
}
