//! What people say of photos, and their order.

use crate::world::{World, refused};
use jiff::civil::date;
use repti_model::{ErrorCode, PhotoId, media::PhotoForm};

#[tokio::test]
async fn who_saves_second_is_told_what_stands_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let form = PhotoForm { caption: " Kiwi at a year ".into(), representative: true, ..PhotoForm::default() };
    let edited = world.media.edit_photo(&ada, photo.id, photo.version, &form).await.expect("edited");
    assert_eq!((edited.caption.as_str(), edited.representative), ("Kiwi at a year", true));
    let late = PhotoForm { caption: "Late".into(), ..PhotoForm::default() };
    let told = refused(world.media.edit_photo(&ada, photo.id, photo.version, &late).await);
    assert_eq!(told.code, ErrorCode::Conflict);
    assert_eq!(told.current.expect("what stands there")["caption"], "Kiwi at a year");
    assert_eq!(world.media.photo(&ada, photo.id).await.expect("a photo").caption, "Kiwi at a year");
    let public = world.media.public_photos(animal).await.expect("public").remove(0);
    assert_eq!((public.caption.as_str(), public.representative), ("Kiwi at a year", true));
}

#[tokio::test]
async fn the_keeper_knows_the_day_better_than_the_camera() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let of_camera = Some(date(2024, 5, 17));
    let save = async |version, taken_on| {
        let form = PhotoForm { taken_on, ..PhotoForm::default() };
        world.media.edit_photo(&ada, photo.id, version, &form).await
    };
    let same = save(photo.version, of_camera).await.expect("saved");
    assert_eq!((same.taken_on, same.taken_by_camera), (of_camera, true), "the form came back as it was shown");
    let other = save(same.version, Some(date(2023, 1, 2))).await.expect("saved");
    assert_eq!((other.taken_on, other.taken_by_camera), (Some(date(2023, 1, 2)), false));
    let back = save(other.version, None).await.expect("saved");
    assert_eq!((back.taken_on, back.taken_by_camera), (of_camera, true));
    assert_eq!(refused(save(back.version, Some(date(2999, 1, 1))).await).fields.of("taken_on").len(), 1);
}

#[tokio::test]
async fn photos_stand_in_the_order_that_was_wanted_and_the_first_is_the_cover() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (animal, other) = (world.animal(&ada).await, world.animal(&ada).await);
    let mut ids = Vec::new();
    for width in [320, 336, 352] {
        ids.push(world.ready(&ada, animal, width).await.id);
    }
    let foreign = world.ready(&ada, other, 320).await.id;
    let order = async || -> Vec<PhotoId> {
        let photos = world.media.public_photos(animal).await.expect("public");
        photos.into_iter().map(|photo| photo.id).collect()
    };
    assert_eq!(order().await, ids, "as they came");
    world.media.arrange_photos(&ada, animal, &[ids[2], ids[0]]).await.expect("arranged");
    assert_eq!(order().await, [ids[2], ids[0], ids[1]], "what wasn't named stays behind");
    let covers = world.media.public_covers(&[animal, other]).await.expect("covers");
    assert!(covers[&animal].base.contains(&ids[2].to_string()));
    assert!(covers[&other].base.contains(&foreign.to_string()));
    for wrong in [[ids[1], ids[1]], [ids[1], foreign], [ids[1], PhotoId::new()]] {
        let told = refused(world.media.arrange_photos(&ada, animal, &wrong).await);
        assert_eq!(told.fields.of("order").len(), 1, "{told:?}");
    }
    assert_eq!(order().await, [ids[2], ids[0], ids[1]], "nothing of a wrong order is done");
}
