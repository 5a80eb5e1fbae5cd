//! What is cut off anywhere goes on, and what runs twice does the same.

use crate::{
    make,
    world::{World, folder_of, vivarium},
};
use repti_media::{Asked, PhotoJob, Processed};
use repti_model::media::PhotoState;

#[tokio::test]
async fn a_job_that_runs_twice_does_it_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    assert_eq!(world.process(&ada, id).await, Processed::Ready);
    let (photo, keys) = (world.media.photo(&ada, id).await.expect("a photo"), world.keys("").await);
    assert_eq!(world.process(&ada, id).await, Processed::Nothing);
    let again = world.media.photo(&ada, id).await.expect("a photo");
    assert_eq!((again.version, world.keys("").await), (photo.version, keys));
    // Also at the same moment.
    let id = world.send(&ada, animal, &make::telling(352, 240)).await;
    let (one, two) = tokio::join!(world.process(&ada, id), world.process(&ada, id));
    assert!(matches!((one, two), (Processed::Ready, Processed::Nothing) | (Processed::Nothing, Processed::Ready)));
    assert_eq!(world.media.photo(&ada, id).await.expect("a photo").state, PhotoState::Ready);
}

#[tokio::test]
async fn a_job_that_was_killed_behind_its_files_writes_the_same_files_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let keys = world.keys("").await;
    // The files are there, and the row was never told.
    world
        .set(
            "UPDATE media.photo SET state = 'processing', hash = NULL, mark = NULL, width = NULL, height = NULL, widths = '{}', made = 0 WHERE id = $1",
            photo.id,
        )
        .await;
    assert_eq!(world.process(&ada, photo.id).await, Processed::Ready);
    let again = world.media.photo(&ada, photo.id).await.expect("a photo");
    assert_eq!((again.files, world.keys("").await), (photo.files, keys));
}

#[tokio::test]
async fn a_job_that_was_killed_between_its_files_leaves_no_half_of_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 500).await;
    let files = photo.files.expect("files");
    let keys = world.keys("").await;
    // Some are there, one holds what it shouldn't, and the row was never told.
    let key =
        |name: &str| repti_storage::Key::new(format!("pictures/{}/{name}", folder_of(&files.base))).expect("a key");
    let whole = world.objects.get(&key("320.webp")).await.expect("read");
    world.objects.delete(&key("480.webp")).await.expect("deleted");
    world.objects.put(&key("320.webp"), "half".into(), "image/webp").await.expect("put");
    world.set("UPDATE media.photo SET state = 'processing' WHERE id = $1", photo.id).await;
    assert_eq!(world.process(&ada, photo.id).await, Processed::Ready);
    assert_eq!(world.keys("").await, keys);
    assert_eq!(world.objects.get(&key("320.webp")).await.expect("read"), whole);
}

#[tokio::test]
async fn an_upload_that_was_cut_off_behind_its_joining_only_wants_to_be_finished() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    // The file is whole, its upload is gone, and the row was never told.
    world.set("UPDATE media.photo SET state = 'uploading', upload_ref = repeat('0', 32) WHERE id = $1", id).await;
    sqlx::query("DELETE FROM graphile_worker._private_jobs").execute(&world.db.owner).await.expect("and no job");
    let told = world.media.upload(&ada, id).await.expect("goes on");
    assert!(!told.parts.is_empty() && told.parts.iter().all(|part| part.here), "nothing is sent again");
    assert_eq!(world.media.finish_upload(&ada, id).await.expect("finished").state, PhotoState::Processing);
    assert_eq!(world.waiting(id).await, 1);
    assert_eq!(world.process(&ada, id).await, Processed::Ready);
}

#[tokio::test]
async fn what_was_removed_before_it_was_prepared_is_prepared_when_it_comes_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    world.media.archive_photo(&ada, id).await.expect("archived");
    assert_eq!(world.process(&ada, id).await, Processed::Nothing);
    assert_eq!(world.keys("pictures/").await, [""; 0]);
    sqlx::query("DELETE FROM graphile_worker._private_jobs").execute(&world.db.owner).await.expect("the job ended");
    let back = world.media.restore_photo(&ada, id).await.expect("restored");
    assert_eq!(back.state, PhotoState::Processing);
    assert_eq!(world.waiting(id).await, 1);
    assert_eq!(world.process(&ada, id).await, Processed::Ready);
}

#[tokio::test]
async fn a_job_reaches_only_into_the_vivarium_that_it_names() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    let forged = PhotoJob { vivarium: vivarium(&bob), photo: id };
    assert_eq!(world.media.process(&forged).await.expect("processed"), Processed::Nothing);
    assert_eq!(world.media.photo(&ada, id).await.expect("a photo").state, PhotoState::Processing);
}

#[tokio::test]
async fn a_picture_whose_file_is_lost_is_missing_and_nothing_worse() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let files = world.ready(&ada, animal, 320).await.files.expect("files");
    let folder = folder_of(&files.base);
    let key = repti_storage::Key::new(format!("pictures/{folder}/320.webp")).expect("a key");
    world.objects.delete(&key).await.expect("lost");
    crate::world::missing(world.media.picture(folder, "320.webp", &Asked::default()).await);
    assert!(world.media.picture(folder, "320.jpg", &Asked::default()).await.is_ok());
}
