//! All photographs for staff: the list and what narrows it, taking one down without a likeness, what is stored; and covers in lists.

use crate::{
    logo::{give, logo_id},
    world::{World, asked, folder_of, forbidden, missing, refused, vivarium},
};
use repti_media::{PicturePurge, Processed};
use repti_model::{
    Actor, AnimalId, ErrorCode, PhotoId, StaffRole,
    media::{PhotoSearch, PhotoShow, PhotoState, StaffPhoto},
    page::Page,
};

impl World {
    pub async fn staff(&self, name: &str, role: StaffRole) -> Actor {
        Actor { staff: Some(role), vivarium: None, ..self.owner(name).await }
    }

    async fn desk(&self, actor: &Actor, show: PhotoShow, text: &str) -> Vec<StaffPhoto> {
        self.desk_page(actor, show, text, None).await.items
    }

    async fn desk_page(&self, actor: &Actor, show: PhotoShow, text: &str, cursor: Option<String>) -> Page<StaffPhoto> {
        let search = PhotoSearch { show, text: text.to_owned(), cursor };
        self.media.staff_photos(actor, &search).await.expect("staff may")
    }

    async fn covers(&self, actor: &Actor, animals: &[AnimalId]) -> Vec<(AnimalId, bool)> {
        let covers = self.media.covers(actor, animals).await.expect("covers").0;
        covers.into_iter().map(|cover| (cover.animal, cover.src.contains("?until="))).collect()
    }
}

fn ids(photos: &[StaffPhoto]) -> Vec<PhotoId> {
    photos.iter().map(|photo| photo.id).collect()
}

#[tokio::test]
async fn staff_see_everybodys_photos_the_newest_first_and_narrowed() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    world.run("UPDATE core.vivarium SET name = $2 WHERE id = $1", vivarium(&bob).0, "Bob O'Hara").await;
    let (hers, his) = (world.animal(&ada).await, world.animal(&bob).await);
    let support = world.staff("sue", StaffRole::Support).await;
    let first = world.ready(&ada, hers, 320).await.id;
    let second = world.ready(&bob, his, 336).await.id;
    let broken = world.sent(&bob, his, b"a letter").await.id;
    let coming = world.begin(&ada, hers, &[1; 100]).await.id;
    let all = world.desk(&support, PhotoShow::All, "").await;
    assert_eq!(ids(&all), [coming, broken, second, first]);
    assert_eq!((all[1].state, all[1].vivarium.as_str(), all[1].animal_id), (PhotoState::Rejected, "Bob O'Hara", his));
    assert!(all[1].refusal.contains("Send a photo as JPEG") && all[1].files.is_none(), "{:?}", all[1]);
    let files = all[3].files.clone().expect("a ready one is shown");
    assert!(files.signature.contains("key=") && all[3].public && all[3].made > 0);

    let shown = async |show, text: &str| ids(&world.desk(&support, show, text).await);
    assert_eq!(shown(PhotoShow::Ready, "").await, [second, first]);
    assert_eq!(shown(PhotoShow::Coming, "").await, [coming]);
    assert_eq!(shown(PhotoShow::Failed, "").await, [broken]);
    assert_eq!(shown(PhotoShow::TakenDown, "").await, []);
    world.media.archive_photo(&ada, first).await.expect("removed");
    assert_eq!(shown(PhotoShow::Removed, "").await, [first]);
    assert_eq!(shown(PhotoShow::Ready, "").await, [second]);
    // By a part of a vivarium's name, and by the id of whatever it is of.
    assert_eq!(shown(PhotoShow::All, "O'Har").await, [broken, second]);
    assert_eq!(shown(PhotoShow::Ready, " bob ").await, [second]);
    for id in [vivarium(&bob).to_string(), his.to_string()] {
        assert_eq!(shown(PhotoShow::All, &id).await, [broken, second], "{id}");
    }
    assert_eq!(shown(PhotoShow::All, &second.to_string()).await, [second]);
    for nothing in ["%", "_", "nobody", "'; DROP TABLE media.photo", "a\0b"] {
        assert_eq!(shown(PhotoShow::All, nothing).await, [], "{nothing:?}");
    }
    for stranger in [&ada, &Actor { staff: None, ..support.clone() }] {
        let all = PhotoSearch { show: PhotoShow::All, text: String::new(), cursor: None };
        forbidden(world.media.staff_photos(stranger, &all).await);
        forbidden(world.media.storage_use(stranger).await);
    }
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM core.audit_event WHERE action = 'staff.photos_viewed'")
        .fetch_one(&world.db.owner)
        .await
        .expect("counted");
    assert!(seen > 10);
}

#[tokio::test]
async fn pages_go_there_and_back_without_losing_any() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let support = world.staff("sue", StaffRole::Support).await;
    let mut sent = Vec::new();
    for _ in 0..50 {
        sent.push(world.begin(&ada, animal, &[1; 10]).await.id);
    }
    sent.reverse();
    // Some came in the same moment.
    world
        .run(
            "UPDATE media.photo SET created_at = (SELECT min(created_at) FROM media.photo) WHERE id > $1",
            sent[30].0,
            "",
        )
        .await;
    let all = sqlx::query_scalar::<_, uuid::Uuid>("SELECT id FROM media.photo ORDER BY created_at DESC, id DESC");
    let all: Vec<PhotoId> = all.fetch_all(&world.db.owner).await.expect("ids").into_iter().map(Into::into).collect();
    let (mut cursor, mut there, mut pages) = (None, Vec::new(), Vec::new());
    loop {
        let page = world.desk_page(&support, PhotoShow::Coming, "", cursor).await;
        there.extend(ids(&page.items));
        cursor = page.next.clone();
        pages.push(page);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((there, pages.len()), (all, 3));
    let back = world.desk_page(&support, PhotoShow::Coming, "", pages[2].previous.clone()).await;
    assert_eq!(ids(&back.items), ids(&pages[1].items));
    let strange = world.desk_page(&support, PhotoShow::Coming, "", Some("7b7d".into())).await;
    assert_eq!(ids(&strange.items), ids(&pages[0].items), "no cursor of ours is the first page");
}

#[tokio::test]
async fn a_moderator_takes_a_photo_down_without_a_likeness_and_puts_it_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let photo = world.ready(&ada, animal, 320).await;
    let (support, moderator) =
        (world.staff("sue", StaffRole::Support).await, world.staff("max", StaffRole::Moderator).await);
    let media = &world.media;
    forbidden(media.take_photo_down(&support, photo.id, "A person's face.").await);
    forbidden(media.take_photo_down(&ada, photo.id, "A person's face.").await);
    for empty in ["", "no", "    a    "] {
        let told = refused(media.take_photo_down(&moderator, photo.id, empty).await);
        assert_eq!((told.code, told.fields.of("reason").len()), (ErrorCode::Invalid, 1), "{empty:?}");
    }
    missing(media.take_photo_down(&moderator, PhotoId::new(), "A person's face.").await);
    assert_eq!(media.photo(&ada, photo.id).await.expect("hers").state, PhotoState::Ready, "nothing has changed");

    media.take_photo_down(&moderator, photo.id, " A person's face. ").await.expect("taken down");
    missing(media.take_photo_down(&moderator, photo.id, "Once more.").await);
    let told = media.photo(&ada, photo.id).await.expect("hers");
    assert!(told.taken_down && told.files.is_none() && !told.retryable);
    assert_eq!(told.refusal, "ReptiDex has taken this photo down: A person's face.");
    let down = world.desk(&support, PhotoShow::TakenDown, "").await;
    assert_eq!((ids(&down), down[0].taken_down_by.as_deref()), (vec![photo.id], Some("max")));
    assert!(world.desk(&support, PhotoShow::Failed, "").await.is_empty(), "it didn't fail");
    let files = photo.files.expect("it was ready");
    let (folder, key) = (folder_of(&files.base).to_owned(), asked(&files.jpeg(0)));
    let purged = media.purge_pictures(&PicturePurge { vivarium: vivarium(&ada), photo: photo.id }).await;
    assert!(purged.expect("purged") > 0);
    missing(media.picture(&folder, "320.webp", &key).await);
    let line = "SELECT count(*) FROM core.audit_event WHERE action = 'photo.taken_down'";
    let lines: i64 = sqlx::query_scalar(line).fetch_one(&world.db.owner).await.expect("counted");
    assert_eq!(lines, 1);

    forbidden(media.put_back(&support, photo.id).await);
    media.put_back(&moderator, photo.id).await.expect("put back");
    assert_eq!(world.process(&ada, photo.id).await, Processed::Ready);
    assert!(world.desk(&support, PhotoShow::TakenDown, "").await.is_empty());
    assert!(!media.photo(&ada, photo.id).await.expect("hers").taken_down);
}

#[tokio::test]
async fn what_vivariums_have_stored_is_what_lies_in_the_store() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (hers, his) = (world.animal(&ada).await, world.animal(&bob).await);
    let support = world.staff("sue", StaffRole::Support).await;
    assert_eq!(world.media.storage_use(&support).await.expect("used").vivariums, 0);
    world.ready(&ada, hers, 320).await;
    world.ready(&ada, hers, 336).await;
    world.ready(&bob, his, 352).await;
    world.begin(&bob, his, &[1; 4_000_000]).await;
    let used = world.media.storage_use(&support).await.expect("used");
    assert_eq!((used.vivariums, used.rows.len(), used.all.photos), (2, 2, 3));
    assert_eq!((used.rows[0].vivarium.as_str(), used.rows[0].stored.photos), ("ada", 2));
    let lies = async |folder: &str| -> u64 {
        let found = world.objects.list(folder, None, 1_000).await.expect("listed");
        found.iter().map(|object| object.size).sum()
    };
    assert_eq!((used.all.originals, used.all.pictures), (lies("originals/").await, lies("pictures/").await));
    // A logo counts for staff, and takes nothing of the room for photographs.
    let room = world.media.photo_room(&bob).await.expect("room").used;
    give(&world, &bob, "collector").await;
    world.media.set_logo(&bob, None, crate::make::telling(300, 200).into()).await.expect("sent");
    assert_eq!(world.media.photo_room(&bob).await.expect("room").used, room);
    let cleo = world.owner("cleo").await;
    give(&world, &cleo, "collector").await;
    let logo = world
        .media
        .set_logo(&cleo, None, crate::make::telling(310, 200).into())
        .await
        .expect("sent")
        .logo
        .expect("one");
    let used = world.media.storage_use(&support).await.expect("used");
    assert_eq!((used.vivariums, used.all.logo_bytes), (3, lies("logos/").await));
    let hers = used.rows.iter().find(|row| row.vivarium == "cleo").expect("a logo and nothing else").stored;
    assert!(hers.photos == 0 && hers.bytes() == hers.logo_bytes && hers.bytes() > 0, "{hers:?}");
    let moderator = world.staff("max", StaffRole::Moderator).await;
    world.media.take_logo_down(&moderator, logo_id(&logo.url), "A stolen sign.").await.expect("taken down");
    let used = world.media.storage_use(&support).await.expect("used");
    assert_eq!((used.vivariums, used.rows.len()), (2, 2), "what was taken down isn't stored");
    assert_eq!(used.all.bytes(), used.rows.iter().map(|row| row.stored.bytes()).sum::<u64>());
}

#[tokio::test]
async fn covers_of_a_list_are_own_ones_and_others_public_ones() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (hers, his, hidden, bare) =
        (world.animal(&ada).await, world.animal(&bob).await, world.animal(&bob).await, world.animal(&ada).await);
    let first = world.ready(&ada, hers, 320).await;
    world.ready(&ada, hers, 336).await;
    world.ready(&bob, his, 352).await;
    world.ready(&bob, hidden, 368).await;
    world.run("UPDATE animal.animal SET visibility = 'private' WHERE id = $1", hidden.0, "").await;
    let all = [hers, his, hidden, bare];
    let sorted = |mut covers: Vec<(AnimalId, bool)>| {
        covers.sort();
        covers
    };
    // Own ones are signed, public ones aren't; what isn't public of others isn't there.
    assert_eq!(sorted(world.covers(&ada, &all).await), sorted(vec![(hers, true), (his, false)]));
    assert_eq!(sorted(world.covers(&bob, &all).await), sorted(vec![(hers, false), (his, true), (hidden, true)]));
    assert!(world.covers(&ada, &[]).await.is_empty());
    let cover = world.media.covers(&ada, &[hers]).await.expect("covers").find(Some(hers)).expect("hers");
    assert_eq!(cover.src, first.files.expect("ready").webp(0));
    world.media.archive_photo(&ada, first.id).await.expect("removed");
    let next = world.media.covers(&ada, &[hers]).await.expect("covers").find(Some(hers)).expect("the second");
    assert_ne!(next.src, cover.src);
}

#[tokio::test]
async fn a_whole_photo_comes_through_a_form() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let animal = world.animal(&ada).await;
    // Two parts and a half: the store takes them as a browser's.
    let mut file = crate::make::telling(320, 240);
    file.resize(12 << 20, 0);
    let sent = world.media.send_photo(&ada, animal, "C:\\IMG 1.jpg", file.clone().into()).await.expect("sent");
    assert_eq!((sent.state, sent.name.as_str(), sent.size), (PhotoState::Processing, "IMG 1.jpg", 12 << 20));
    let key = world.keys("originals/").await;
    assert_eq!(key, [format!("originals/{}", sent.id)]);
    assert_eq!(world.waiting(sent.id).await, 1);
    missing(world.media.send_photo(&bob, animal, "x.jpg", file.into()).await);
    let empty = refused(world.media.send_photo(&ada, animal, "x.jpg", bytes::Bytes::new()).await);
    assert!(!empty.fields.0.is_empty(), "{empty:?}");
}
