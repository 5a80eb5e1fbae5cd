//! Who sees a photo: everybody, its vivarium, nobody.

use crate::world::{World, asked, folder_of, missing, vivarium};
use repti_media::{Asked, MediaError, Served};
use repti_model::{
    AnimalId,
    media::{OwnPhoto, PhotoFiles},
};

async fn in_public(world: &World, files: &PhotoFiles) -> Result<Served, MediaError> {
    world.media.picture(folder_of(&files.base), "320.webp", &Asked::default()).await
}

async fn nobody_sees(world: &World, animal: AnimalId, photo: &OwnPhoto) {
    let files = photo.files.as_ref().expect("files");
    missing(in_public(world, files).await);
    assert_eq!(world.media.public_photos(animal).await.expect("public"), []);
    assert!(world.media.public_covers(&[animal]).await.expect("covers").is_empty());
    // Its vivarium still does, by an address that is signed.
    let signed = world.media.picture(folder_of(&files.base), "320.webp", &asked(&files.signature)).await;
    assert!(!signed.expect("its own").public);
}

#[tokio::test]
async fn a_photo_is_as_public_as_its_animal_is_at_this_moment() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let files = photo.files.clone().expect("files");
    let own = vivarium(&ada).0;
    let changes: [(&str, &str, uuid::Uuid); 6] = [
        (
            "UPDATE animal.animal SET visibility = 'private' WHERE id = $1",
            "UPDATE animal.animal SET visibility = 'public' WHERE id = $1",
            animal.0,
        ),
        (
            "UPDATE animal.animal SET archived_at = now() WHERE id = $1",
            "UPDATE animal.animal SET archived_at = NULL WHERE id = $1",
            animal.0,
        ),
        (
            "UPDATE core.vivarium SET suspended_at = now() WHERE id = $1",
            "UPDATE core.vivarium SET suspended_at = NULL WHERE id = $1",
            own,
        ),
        (
            "UPDATE core.vivarium SET listed = false WHERE id = $1",
            "UPDATE core.vivarium SET listed = true WHERE id = $1",
            own,
        ),
        (
            "UPDATE media.photo SET taken_down_at = now() WHERE id = $1",
            "UPDATE media.photo SET taken_down_at = NULL WHERE id = $1",
            photo.id.0,
        ),
        (
            "UPDATE media.photo SET archived_at = now() WHERE id = $1",
            "UPDATE media.photo SET archived_at = NULL WHERE id = $1",
            photo.id.0,
        ),
    ];
    for (hide, show, id) in changes {
        assert!(in_public(&world, &files).await.expect("public").public, "before {hide}");
        world.run(hide, id, "").await;
        nobody_sees(&world, animal, &photo).await;
        world.run(show, id, "").await;
    }
    assert_eq!(world.media.public_photos(animal).await.expect("public").len(), 1);
}

#[tokio::test]
async fn a_photo_that_was_removed_is_gone_at_once_and_can_come_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    world.media.archive_photo(&ada, photo.id).await.expect("archived");
    nobody_sees(&world, animal, &photo).await;
    missing(world.media.archive_photo(&ada, photo.id).await);
    let listed = world.media.photos_of(&ada, animal).await.expect("photos");
    assert!(listed[0].archived_at.is_some(), "it can be found again");
    world.media.restore_photo(&ada, photo.id).await.expect("restored");
    missing(world.media.restore_photo(&ada, photo.id).await);
    assert!(in_public(&world, &photo.files.expect("files")).await.is_ok());
}

#[tokio::test]
async fn an_address_that_isnt_quite_right_leads_nowhere() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (animal, hidden) = (world.animal(&ada).await, world.animal(&ada).await);
    world.run("UPDATE animal.animal SET visibility = 'private' WHERE id = $1", hidden.0, "").await;
    let (photo, secret) = (world.ready(&ada, animal, 320).await, world.ready(&ada, hidden, 352).await);
    let (files, hidden_files) = (photo.files.expect("files"), secret.files.expect("files"));
    let (folder, hidden_folder) = (folder_of(&files.base), folder_of(&hidden_files.base));
    let other_mark = format!("{}-0123456789abcdef", photo.id);
    for (folder, file) in [
        (folder, "321.webp"),
        (folder, "320.png"),
        (folder, "320.webp.html"),
        (folder, ""),
        (other_mark.as_str(), "320.webp"),
        ("..", "320.webp"),
        ("", "320.webp"),
    ] {
        missing(world.media.picture(folder, file, &Asked::default()).await);
    }
    // One photo's signature opens no other, nor does one from a year ago.
    let signed = asked(&hidden_files.signature);
    assert!(world.media.picture(hidden_folder, "320.webp", &signed).await.is_ok());
    missing(world.media.picture(hidden_folder, "320.webp", &asked(&files.signature)).await);
    let old = Asked { until: signed.until.map(|until| until - 31_536_000), ..signed.clone() };
    missing(world.media.picture(hidden_folder, "320.webp", &old).await);
    missing(world.media.picture(hidden_folder, "320.webp", &Asked { until: None, ..signed }).await);
}
