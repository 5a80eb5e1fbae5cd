//! What another vivarium, a keeper and a narrow token can do: nothing, or to read.

use crate::{
    make,
    world::{World, forbidden, missing, refused},
};
use repti_model::{
    Actor, AnimalId, PhotoId, Role,
    media::{NewUpload, PhotoForm},
};

fn new() -> NewUpload {
    NewUpload { name: "a.jpg".into(), ..NewUpload::of_size(10) }
}

#[tokio::test]
async fn another_vivarium_finds_nothing_by_any_verb() {
    let world = World::new().await;
    let (ada, mallory) = (world.owner("ada").await, world.owner("mallory").await);
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let file = make::telling(352, 240);
    let upload = world.begin(&ada, animal, &file).await;
    let before = world.media.photos_of(&ada, animal).await.expect("photos");

    let media = &world.media;
    assert_eq!(media.photos_of(&mallory, animal).await.expect("none"), []);
    assert_eq!(media.photo_room(&mallory).await.expect("room").used, 0);
    missing(media.begin_upload(&mallory, animal, &new()).await);
    missing(media.upload(&mallory, upload.id).await);
    missing(media.finish_upload(&mallory, upload.id).await);
    missing(media.cancel_upload(&mallory, upload.id).await);
    missing(media.photo(&mallory, photo.id).await);
    missing(media.edit_photo(&mallory, photo.id, photo.version, &PhotoForm::default()).await);
    missing(media.archive_photo(&mallory, photo.id).await);
    missing(media.restore_photo(&mallory, photo.id).await);
    missing(media.retry_photo(&mallory, photo.id).await);
    missing(media.original_address(&mallory, photo.id).await);
    refused(media.arrange_photos(&mallory, animal, &[photo.id]).await);
    media.arrange_photos(&mallory, animal, &[]).await.expect("nothing is put in order");

    assert_eq!(world.media.photos_of(&ada, animal).await.expect("photos"), before, "nothing has changed");
    world.put(&ada, &upload, 1, &file).await.expect("the upload goes on");
    world.media.finish_upload(&ada, upload.id).await.expect("to its end");
}

async fn reads_only(world: &World, actor: &Actor, animal: AnimalId, photo: PhotoId, upload: PhotoId) {
    let media = &world.media;
    assert_eq!(media.photos_of(actor, animal).await.expect("photos").len(), 2);
    assert!(media.photo(actor, photo).await.expect("a photo").files.is_some());
    assert!(media.photo_room(actor).await.expect("room").used > 0);
    forbidden(media.begin_upload(actor, animal, &new()).await);
    forbidden(media.upload(actor, upload).await);
    forbidden(media.finish_upload(actor, upload).await);
    forbidden(media.cancel_upload(actor, upload).await);
    forbidden(media.edit_photo(actor, photo, 1, &PhotoForm::default()).await);
    forbidden(media.arrange_photos(actor, animal, &[photo]).await);
    forbidden(media.archive_photo(actor, photo).await);
    forbidden(media.restore_photo(actor, photo).await);
    forbidden(media.retry_photo(actor, photo).await);
    // It may tell where it was taken.
    forbidden(media.original_address(actor, photo).await);
}

#[tokio::test]
async fn a_keeper_and_a_token_for_reading_look_and_change_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let keeper = world.colleague(&ada, "kim", Role::Keeper).await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await.id;
    let upload = world.begin(&ada, animal, &make::telling(352, 240)).await.id;
    reads_only(&world, &keeper, animal, photo, upload).await;
    let token = Actor { scopes: Some(vec!["animals:read".into()]), ..ada.clone() };
    reads_only(&world, &token, animal, photo, upload).await;
    let blind = Actor { scopes: Some(vec!["exchange:write".into()]), ..ada.clone() };
    forbidden(world.media.photos_of(&blind, animal).await);
    forbidden(world.media.photo(&blind, photo).await);
    forbidden(world.media.photo_room(&blind).await);
    // A handler may write.
    let handler = world.colleague(&ada, "hanna", Role::Handler).await;
    world.media.begin_upload(&handler, animal, &new()).await.expect("begun");
}
