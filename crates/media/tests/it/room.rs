//! How many photos there may be, and how much room they take.

use crate::{
    make,
    world::{World, forbidden, missing, refused, vivarium},
};
use repti_model::{
    Actor, AnimalId, StaffRole, VivariumId,
    media::{MOST_PHOTOS, NewUpload},
};

/// What the first plan has.
const FIRST: u64 = 1 << 30;

fn small() -> NewUpload {
    NewUpload { name: "a.jpg".into(), ..NewUpload::of_size(10) }
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

/// Gives the actor's vivarium a plan.
async fn give(world: &World, actor: &Actor, plan: &str) {
    let sql = "INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES ($1, $2)
               ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan";
    sqlx::query(sql).bind(vivarium(actor).0).bind(plan).execute(&world.db.owner).await.expect("given");
}

#[tokio::test]
async fn a_full_vivarium_is_told_how_much_it_holds() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (animal, bobs) = (world.animal(&ada).await, world.animal(&bob).await);
    let file = make::telling(320, 240);
    let photo = world.sent(&ada, animal, &file).await;
    let used = world.media.photo_room(&ada).await.expect("room");
    assert_eq!((used.quota, used.plan.as_str()), (FIRST, "hobbyist"));
    assert!(used.used > file.len() as u64, "what was made of it counts too");
    world.set("UPDATE media.photo SET made = 1073741824 - size - 10 WHERE id = $1", photo.id).await;
    world.media.begin_upload(&ada, animal, &small()).await.expect("exactly full");
    let told = refused(world.media.begin_upload(&ada, animal, &small()).await);
    for part in ["no room", "of 10 bytes", "1 GB of 1 GB", "the plan Hobbyist", "ask support"] {
        assert!(told.fields.of("file")[0].contains(part), "{part}: {told:?}");
    }
    assert_eq!(world.media.photo_room(&ada).await.expect("room").used, FIRST);
    assert_ne!(vivarium(&ada), vivarium(&bob));
    world.media.begin_upload(&bob, bobs, &small()).await.expect("others have their own");
}

#[tokio::test]
async fn those_who_send_at_once_do_not_pass_the_end_together() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (one, other) = (world.animal(&ada).await, world.animal(&ada).await);
    let first = world.begin(&ada, one, &[1; 10]).await;
    world.set("UPDATE media.photo SET made = 1073741824 - 30 WHERE id = $1", first.id).await;
    // Room for two more of ten bytes, of three that come at the same moment to different animals.
    let new = small();
    let (a, b, c) = tokio::join!(
        world.media.begin_upload(&ada, one, &new),
        world.media.begin_upload(&ada, other, &new),
        world.media.begin_upload(&ada, one, &new),
    );
    let begun = [a.is_ok(), b.is_ok(), c.is_ok()].into_iter().filter(|begun| *begun).count();
    assert_eq!(begun, 2);
    assert_eq!(world.media.photo_room(&ada).await.expect("room").used, FIRST);
}

#[tokio::test]
async fn a_larger_plan_has_room_at_once_and_a_smaller_one_deletes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    give(&world, &ada, "keeper").await;
    let photo = world.ready(&ada, animal, 320).await;
    world.set("UPDATE media.photo SET made = 5368709120 - size WHERE id = $1", photo.id).await;
    let open = world.begin(&ada, animal, &make::telling(336, 240)).await;

    give(&world, &ada, "hobbyist").await;
    let room = world.media.photo_room(&ada).await.expect("room");
    assert!(room.used > 5 * FIRST && room.quota == FIRST, "{room:?}");
    let told = refused(world.media.begin_upload(&ada, animal, &small()).await);
    assert!(told.fields.of("file")[0].contains("5 GB of 1 GB"), "{told:?}");
    // What is here stays, and what was begun before is taken to its end.
    let kept = world.media.photos_of(&ada, animal).await.expect("photos");
    assert!(kept.iter().any(|kept| kept.id == photo.id && kept.files.is_some()));
    for part in &open.parts {
        world.put(&ada, &open, part.number, &make::telling(336, 240)).await.expect("put");
    }
    world.media.finish_upload(&ada, open.id).await.expect("finished");
    world.process(&ada, open.id).await;
    // Taking away and bringing back isn't sending.
    world.media.archive_photo(&ada, photo.id).await.expect("removed");
    refused(world.media.begin_upload(&ada, animal, &small()).await);
    world.media.restore_photo(&ada, photo.id).await.expect("brought back");

    give(&world, &ada, "breeder").await;
    world.media.begin_upload(&ada, animal, &small()).await.expect("room again");
}

#[tokio::test]
async fn staff_see_the_room_of_any_vivarium_and_nobody_elses_do() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    world.ready(&ada, world.animal(&ada).await, 320).await;
    let staff = Actor { staff: Some(StaffRole::Support), vivarium: None, ..world.owner("sue").await };
    let own = world.media.photo_room(&ada).await.expect("room");
    assert!(own.used > 0);
    assert_eq!(world.media.staff_room(&staff, vivarium(&ada)).await.expect("staff may"), own);
    forbidden(world.media.staff_room(&bob, vivarium(&ada)).await);
    missing(world.media.staff_room(&staff, VivariumId::new()).await);
    give(&world, &ada, "keeper").await;
    let stored = world.media.storage_use(&staff).await.expect("staff may");
    assert_eq!((stored.rows[0].plan.as_str(), stored.rows[0].room), ("Keeper", 10 * FIRST));
}
