//! How many photos there may be, and how much room they take.

use crate::{
    make,
    world::{World, refused, vivarium},
};
use repti_model::{
    AnimalId,
    media::{MOST_PHOTOS, NewUpload, PHOTO_QUOTA},
};

fn small() -> NewUpload {
    NewUpload { name: "a.jpg".into(), size: 10 }
}

/// Photos on their way to be prepared, as many as that.
async fn fill(world: &World, animal: AnimalId, count: usize) {
    let sql = "INSERT INTO media.photo (id, vivarium_id, animal_id, state, name, size)
               SELECT gen_random_uuid(), a.vivarium_id, a.id, 'processing', 'a.jpg', 1 FROM animal.animal a, generate_series(1, $2) WHERE a.id = $1";
    let count = i32::try_from(count).expect("a few");
    sqlx::query(sql).bind(animal.0).bind(count).execute(&world.db.owner).await.expect("filled");
}

#[tokio::test]
async fn an_animal_has_so_many_photos_and_no_more() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (animal, other) = (world.animal(&ada).await, world.animal(&ada).await);
    fill(&world, animal, MOST_PHOTOS - 1).await;
    // Two at once for the last place.
    let new = small();
    let (one, two) =
        tokio::join!(world.media.begin_upload(&ada, animal, &new), world.media.begin_upload(&ada, animal, &new));
    let (begun, told) = match (one, two) {
        (Ok(begun), told) | (told, Ok(begun)) => (begun, refused(told)),
        both => panic!("{both:?}"),
    };
    assert!(told.fields.of("file")[0].contains(&MOST_PHOTOS.to_string()), "{told:?}");
    refused(world.media.begin_upload(&ada, animal, &small()).await);
    world.media.begin_upload(&ada, other, &small()).await.expect("another animal has room");
    world.media.cancel_upload(&ada, begun.id).await.expect("cancelled");
    world.media.begin_upload(&ada, animal, &small()).await.expect("room again");
}

#[tokio::test]
async fn a_full_vivarium_is_told_how_much_it_holds() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (animal, bobs) = (world.animal(&ada).await, world.animal(&bob).await);
    let file = make::telling(320, 240);
    let photo = world.sent(&ada, animal, &file).await;
    let used = world.media.photo_room(&ada).await.expect("room");
    assert_eq!(used.quota, PHOTO_QUOTA);
    assert!(used.used > file.len() as u64, "what was made of it counts too");
    world.set("UPDATE media.photo SET made = 10737418240 - size - 10 WHERE id = $1", photo.id).await;
    world.media.begin_upload(&ada, animal, &small()).await.expect("exactly full");
    let told = refused(world.media.begin_upload(&ada, animal, &small()).await);
    assert!(told.fields.of("file")[0].contains("no room"), "{told:?}");
    assert_eq!(world.media.photo_room(&ada).await.expect("room").used, PHOTO_QUOTA);
    assert_ne!(vivarium(&ada), vivarium(&bob));
    world.media.begin_upload(&bob, bobs, &small()).await.expect("others have their own");
}
