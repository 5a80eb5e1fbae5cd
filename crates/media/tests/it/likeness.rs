//! Photographs that somebody took from somebody else: found however they were changed, told to the sender alone, decided by moderators.

use crate::{
    make::{jpeg, scene},
    world::{World, asked, folder_of, forbidden, missing, refused, vivarium},
};
use repti_media::{Asked, LikenessJob, PicturePurge, Processed};
use repti_model::{
    Actor, AnimalId, ErrorCode, LikenessId, PhotoId, StaffRole,
    lineage::BreederRef,
    media::{Alike, LikenessCase, LikenessState, LikenessVerdict, OwnPhoto, PhotoState},
};

const SIZE: (u16, u16) = (640, 480);

/// Ada's photo, and somebody else who may have taken it.
struct Theft {
    world: World,
    ada: Actor,
    hers: OwnPhoto,
    her_animal: AnimalId,
    mallory: Actor,
    his_animal: AnimalId,
}

impl Theft {
    async fn new() -> Self {
        let world = World::new().await;
        let (ada, mallory) = (world.owner("ada").await, world.owner("mallory").await);
        let (her_animal, his_animal) = (world.animal(&ada).await, world.animal(&mallory).await);
        let hers = world.sent(&ada, her_animal, &jpeg::photo(SIZE.0, SIZE.1)).await;
        assert_eq!(hers.state, PhotoState::Ready, "{}", hers.refusal);
        Self { world, ada, hers, her_animal, mallory, his_animal }
    }

    /// The same with a copy that was found.
    async fn found() -> (Self, OwnPhoto) {
        let theft = Self::new().await;
        let (copy, noted) = theft.takes(&recompressed()).await;
        assert_eq!(noted, 1);
        (theft, copy)
    }

    /// Mallory sends a file; how many likenesses are noted of it.
    async fn takes(&self, file: &[u8]) -> (OwnPhoto, usize) {
        let photo = self.world.sent(&self.mallory, self.his_animal, file).await;
        assert_eq!(photo.state, PhotoState::Ready, "{}", photo.refusal);
        let noted = self.compare(&self.mallory, photo.id).await;
        (photo, noted)
    }

    async fn compare(&self, of: &Actor, photo: PhotoId) -> usize {
        let job = LikenessJob { vivarium: vivarium(of), photo };
        self.world.media.compare(&job).await.expect("compared")
    }

    async fn staff(&self, name: &str, role: StaffRole) -> Actor {
        Actor { staff: Some(role), vivarium: None, ..self.world.owner(name).await }
    }

    async fn cases(&self, staff: &Actor, state: LikenessState) -> Vec<LikenessCase> {
        self.world.media.likenesses(staff, state).await.expect("staff see them")
    }

    /// The only case that is open.
    async fn case(&self, staff: &Actor) -> LikenessCase {
        let mut cases = self.cases(staff, LikenessState::Open).await;
        assert_eq!(cases.len(), 1);
        cases.remove(0)
    }

    /// What the owner of an animal is told of its only photo.
    async fn told(&self, owner: &Actor, animal: AnimalId) -> Option<Alike> {
        let mut photos = self.world.media.photos_of(owner, animal).await.expect("photos");
        assert_eq!(photos.len(), 1);
        photos.remove(0).alike
    }

    async fn in_public(&self, photo: &OwnPhoto) -> Result<repti_media::Served, repti_media::MediaError> {
        let files = photo.files.as_ref().expect("files");
        self.world.media.picture(folder_of(&files.base), "320.jpg", &Asked::default()).await
    }
}

/// The scene as nobody but its sender has it: the same pixels, pressed harder.
fn recompressed() -> Vec<u8> {
    jpeg::at_quality(&scene::scene(SIZE.0.into(), SIZE.1.into()), SIZE, 40)
}

/// The part of a picture behind a margin, as red, green and blue, with its size.
fn without_margin(rgb: &[u8], (width, height): (u16, u16), margin: u16) -> (Vec<u8>, (u16, u16)) {
    let (row, margin_bytes) = (usize::from(width) * 3, usize::from(margin) * 3);
    let rows = rgb.chunks(row).skip(margin.into()).take(usize::from(height - 2 * margin));
    let inner = rows.flat_map(|row| row[margin_bytes..row.len() - margin_bytes].iter().copied()).collect();
    (inner, (width - 2 * margin, height - 2 * margin))
}

fn mirrored(rgb: &[u8], width: u16) -> Vec<u8> {
    rgb.chunks(usize::from(width) * 3).flat_map(|row| row.chunks(3).rev().flatten().copied()).collect()
}

fn no_copy() -> LikenessVerdict {
    LikenessVerdict { take_down: None, reason: "Taken from another side.".into() }
}

fn down(photo: PhotoId) -> LikenessVerdict {
    LikenessVerdict { take_down: Some(photo), reason: "Ada’s photo of 2024.".into() }
}

#[tokio::test]
async fn a_copy_is_found_however_it_was_changed() {
    let theft = Theft::new().await;
    let pixels = scene::scene(SIZE.0.into(), SIZE.1.into());
    let (cropped, cropped_size) = without_margin(&pixels, SIZE, 8);
    // What everybody gets from the page: smaller, and pressed again.
    let from_the_page = theft.in_public(&theft.hers).await.expect("public").bytes;
    let copies = [
        ("from the page", from_the_page.to_vec()),
        ("recompressed", recompressed()),
        ("mirrored", jpeg::at_quality(&mirrored(&pixels, SIZE.0), SIZE, 70)),
        ("cropped", jpeg::at_quality(&cropped, cropped_size, 80)),
    ];
    let staff = theft.staff("mod", StaffRole::Support).await;
    for (how, file) in copies {
        let (copy, noted) = theft.takes(&file).await;
        assert_eq!(noted, 1, "{how}");
        let cases = theft.cases(&staff, LikenessState::Open).await;
        let case = cases.iter().find(|case| case.later.photo == copy.id).expect(how);
        assert_eq!(case.earlier.photo, theft.hers.id, "{how}");
        assert_eq!((case.later.vivarium.as_str(), case.earlier.vivarium.as_str()), ("mallory", "ada"));
        assert!(case.distance <= 10, "{how}: {}", case.distance);
    }
    // The eldest first.
    let noted: Vec<_> = theft.cases(&staff, LikenessState::Open).await.into_iter().map(|case| case.noted_at).collect();
    assert_eq!(noted.len(), 4);
    assert!(noted.is_sorted());
    assert_eq!(theft.world.media.open_likenesses(&staff).await.expect("counted"), 4);
}

#[tokio::test]
async fn ones_own_second_photo_is_no_likeness() {
    let theft = Theft::new().await;
    let again = theft.world.sent(&theft.ada, theft.her_animal, &recompressed()).await;
    assert_eq!(again.state, PhotoState::Ready);
    assert_eq!(theft.compare(&theft.ada, again.id).await, 0);
    // Neither is it for a colleague's animal in the same vivarium.
    let other = theft.world.animal(&theft.ada).await;
    let third = theft.world.sent(&theft.ada, other, &recompressed()).await;
    assert_eq!(theft.compare(&theft.ada, third.id).await, 0);
}

#[tokio::test]
async fn another_picture_and_one_with_nothing_on_it_are_no_likeness() {
    let theft = Theft::new().await;
    assert_eq!(theft.takes(&jpeg::quarters(SIZE.0, SIZE.1)).await.1, 0);
    // White walls are alike, and nobody's.
    let wall = |grey: u8| jpeg::at_quality(&vec![grey; 320 * 240 * 3], (320, 240), 90);
    let hers = theft.world.sent(&theft.ada, theft.her_animal, &wall(236)).await;
    assert_eq!(hers.state, PhotoState::Ready);
    assert_eq!(theft.takes(&wall(238)).await.1, 0);
    let staff = theft.staff("mod", StaffRole::Moderator).await;
    assert_eq!(theft.world.media.open_likenesses(&staff).await.expect("counted"), 0);
}

#[tokio::test]
async fn a_likeness_is_noted_once_and_only_of_the_later_one() {
    let (theft, copy) = Theft::found().await;
    assert_eq!(theft.compare(&theft.mallory, copy.id).await, 0);
    // The job of the first one may come after the second one was prepared.
    assert_eq!(theft.compare(&theft.ada, theft.hers.id).await, 0);
    let staff = theft.staff("mod", StaffRole::Moderator).await;
    assert_eq!(theft.case(&staff).await.later.photo, copy.id);
}

#[tokio::test]
async fn a_photo_that_was_removed_meanwhile_is_no_likeness() {
    let theft = Theft::new().await;
    theft.world.media.archive_photo(&theft.ada, theft.hers.id).await.expect("removed");
    assert_eq!(theft.takes(&recompressed()).await.1, 0);
}

#[tokio::test]
async fn the_sender_is_told_whose_photo_it_looks_like_and_the_other_isnt_told() {
    let (theft, _) = Theft::found().await;
    let told = theft.told(&theft.mallory, theft.his_animal).await.expect("told");
    assert_eq!(told.breeder, Some(BreederRef { slug: "ada".into(), name: "ada".into() }));
    assert_eq!(theft.told(&theft.ada, theft.her_animal).await, None);
}

#[tokio::test]
async fn the_owner_of_a_private_photo_isnt_named_but_to_staff() {
    let theft = Theft::new().await;
    let hide = "UPDATE animal.animal SET visibility = 'private' WHERE id = $1";
    theft.world.run(hide, theft.her_animal.0, "").await;
    let (_, noted) = theft.takes(&recompressed()).await;
    assert_eq!(noted, 1);
    assert_eq!(theft.told(&theft.mallory, theft.his_animal).await, Some(Alike { breeder: None }));

    let staff = theft.staff("mod", StaffRole::Support).await;
    let case = theft.case(&staff).await;
    assert_eq!((case.earlier.vivarium.as_str(), case.earlier.public, case.later.public), ("ada", false, true));
    // Staff see the picture by an address that is theirs for a while.
    let files = case.earlier.files.expect("files");
    let folder = folder_of(&files.base);
    missing(theft.world.media.picture(folder, "320.webp", &Asked::default()).await);
    let seen = theft.world.media.picture(folder, "320.webp", &asked(&files.signature)).await.expect("seen");
    assert!(!seen.public);
}

#[tokio::test]
async fn only_staff_see_likenesses_and_only_moderators_decide() {
    let (theft, copy) = Theft::found().await;
    let support = theft.staff("sue", StaffRole::Support).await;
    let media = &theft.world.media;
    for breeder in [&theft.ada, &theft.mallory] {
        forbidden(media.likenesses(breeder, LikenessState::Open).await);
        forbidden(media.open_likenesses(breeder).await);
    }
    let case = theft.case(&support).await;
    for actor in [&theft.ada, &theft.mallory, &support] {
        forbidden(media.judge_likeness(actor, case.id, &no_copy()).await);
        forbidden(media.judge_likeness(actor, case.id, &down(theft.hers.id)).await);
        forbidden(media.put_back(actor, copy.id).await);
    }
    assert_eq!(theft.case(&support).await, LikenessCase { ..case }, "nothing has changed");
    theft.in_public(&theft.hers).await.expect("still shown");
}

#[tokio::test]
async fn a_verdict_has_a_reason_and_is_about_one_of_the_two() {
    let (theft, copy) = Theft::found().await;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    let third = theft.world.ready(&theft.ada, theft.her_animal, 400).await;
    let case = theft.case(&moderator).await;
    let media = &theft.world.media;
    for reason in ["", "    no    ", &"x".repeat(301)] {
        let verdict = LikenessVerdict { take_down: Some(copy.id), reason: reason.into() };
        let told = refused(media.judge_likeness(&moderator, case.id, &verdict).await);
        assert_eq!((told.code, told.fields.of("reason").len()), (ErrorCode::Invalid, 1), "{reason:?}");
    }
    for stranger in [third.id, PhotoId::new()] {
        let told = refused(media.judge_likeness(&moderator, case.id, &down(stranger)).await);
        assert_eq!((told.code, told.fields.of("take_down").len()), (ErrorCode::Invalid, 1));
    }
    missing(media.judge_likeness(&moderator, LikenessId::new(), &no_copy()).await);
    assert_eq!(theft.case(&moderator).await.state, LikenessState::Open);
    assert_eq!(media.photo(&theft.ada, third.id).await.expect("a photo").state, PhotoState::Ready);
}

#[tokio::test]
async fn no_copy_closes_the_case_and_both_photos_stay() {
    let (theft, copy) = Theft::found().await;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    let case = theft.case(&moderator).await;
    theft.world.media.judge_likeness(&moderator, case.id, &no_copy()).await.expect("decided");

    assert_eq!(theft.world.media.open_likenesses(&moderator).await.expect("counted"), 0);
    let closed = theft.cases(&moderator, LikenessState::Dismissed).await.remove(0);
    assert_eq!((closed.id, closed.reason.as_str()), (case.id, "Taken from another side."));
    assert!(closed.judged_at.is_some());
    assert_eq!(theft.told(&theft.mallory, theft.his_animal).await, None, "warned no more");
    for photo in [&copy, &theft.hers] {
        theft.in_public(photo).await.expect("shown");
    }
    // It is decided for good.
    missing(theft.world.media.judge_likeness(&moderator, case.id, &down(copy.id)).await);
    assert_eq!(theft.compare(&theft.mallory, copy.id).await, 0);
}

#[tokio::test]
async fn what_is_taken_down_is_shown_to_nobody_and_its_sender_reads_why() {
    let (theft, copy) = Theft::found().await;
    let media = &theft.world.media;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    let case = theft.case(&moderator).await;
    media.judge_likeness(&moderator, case.id, &down(copy.id)).await.expect("decided");

    missing(theft.in_public(&copy).await);
    assert_eq!(media.public_photos(theft.his_animal).await.expect("public"), []);
    theft.in_public(&theft.hers).await.expect("the other is still shown");
    let told = media.photo(&theft.mallory, copy.id).await.expect("a photo");
    assert_eq!((told.state, told.taken_down, told.retryable, told.files), (PhotoState::Rejected, true, false, None));
    assert!(told.refusal.contains("Ada’s photo of 2024."), "{}", told.refusal);
    missing(media.retry_photo(&theft.mallory, copy.id).await);
    // Removing it and bringing it back is no way around.
    media.archive_photo(&theft.mallory, copy.id).await.expect("removed");
    assert_eq!(media.restore_photo(&theft.mallory, copy.id).await.expect("back").state, PhotoState::Rejected);
    assert_eq!(theft.world.process(&theft.mallory, copy.id).await, Processed::Nothing);

    // Who kept a signed address is shown nothing, either, once the job has run.
    let purge = PicturePurge { vivarium: vivarium(&theft.mallory), photo: copy.id };
    assert!(media.purge_pictures(&purge).await.expect("purged") > 0);
    let files = copy.files.as_ref().expect("files");
    for name in ["320.webp", "320.jpg", "640.webp"] {
        missing(media.picture(folder_of(&files.base), name, &asked(&files.signature)).await);
    }
    assert_eq!(theft.world.keys(&format!("pictures/{}", copy.id)).await, [""; 0]);

    let closed = theft.cases(&moderator, LikenessState::Upheld).await.remove(0);
    assert_eq!((closed.later.taken_down, closed.later.files, closed.earlier.taken_down), (true, None, false));
}

#[tokio::test]
async fn the_earlier_one_can_be_taken_down_as_well() {
    let (theft, copy) = Theft::found().await;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    let case = theft.case(&moderator).await;
    theft.world.media.judge_likeness(&moderator, case.id, &down(theft.hers.id)).await.expect("decided");
    missing(theft.in_public(&theft.hers).await);
    theft.in_public(&copy).await.expect("shown");
}

#[tokio::test]
async fn a_photo_that_was_taken_down_comes_back_as_it_was() {
    let (theft, copy) = Theft::found().await;
    let media = &theft.world.media;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    missing(media.put_back(&moderator, copy.id).await);
    let case = theft.case(&moderator).await;
    media.judge_likeness(&moderator, case.id, &down(copy.id)).await.expect("decided");
    let purge = PicturePurge { vivarium: vivarium(&theft.mallory), photo: copy.id };
    assert!(media.purge_pictures(&purge).await.expect("purged") > 0);

    media.put_back(&moderator, copy.id).await.expect("put back");
    missing(media.put_back(&moderator, copy.id).await);
    let waiting = media.photo(&theft.mallory, copy.id).await.expect("a photo");
    assert_eq!((waiting.state, waiting.taken_down, waiting.refusal.as_str()), (PhotoState::Processing, false, ""));
    assert_eq!(theft.world.jobs(&format!("photo_prepare:{}", copy.id)).await, 1);
    assert_eq!(theft.world.process(&theft.mallory, copy.id).await, Processed::Ready);
    theft.in_public(&copy).await.expect("shown at the same address");
    // A purge that comes late takes nothing of it, and nobody is asked again.
    assert_eq!(media.purge_pictures(&purge).await.expect("purged"), 0);
    theft.in_public(&copy).await.expect("still shown");
    assert_eq!(theft.compare(&theft.mallory, copy.id).await, 0);
    assert_eq!(media.open_likenesses(&moderator).await.expect("counted"), 0);
}

#[tokio::test]
async fn whose_photo_comes_back_isnt_said_to_have_copied_the_copy() {
    let (theft, _) = Theft::found().await;
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    let case = theft.case(&moderator).await;
    // A mistake, taken back.
    theft.world.media.judge_likeness(&moderator, case.id, &down(theft.hers.id)).await.expect("decided");
    theft.world.media.put_back(&moderator, theft.hers.id).await.expect("put back");
    assert_eq!(theft.world.process(&theft.ada, theft.hers.id).await, Processed::Ready);
    assert_eq!(theft.compare(&theft.ada, theft.hers.id).await, 0);
    assert_eq!(theft.told(&theft.ada, theft.her_animal).await, None);
}

#[tokio::test]
async fn of_two_moderators_at_once_one_decides() {
    let (theft, copy) = Theft::found().await;
    let (first, second) =
        (theft.staff("mia", StaffRole::Moderator).await, theft.staff("max", StaffRole::Moderator).await);
    let case = theft.case(&first).await;
    let media = &theft.world.media;
    let (one, two) = (down(copy.id), down(theft.hers.id));
    let (one, two) =
        tokio::join!(media.judge_likeness(&first, case.id, &one), media.judge_likeness(&second, case.id, &two));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    let his = media.photo(&theft.mallory, copy.id).await.expect("a photo").taken_down;
    let hers = media.photo(&theft.ada, theft.hers.id).await.expect("a photo").taken_down;
    assert_eq!([his, hers], [one.is_ok(), two.is_ok()], "what the one said who was first");
    missing(if one.is_ok() { two } else { one });
}

#[tokio::test]
async fn copies_that_nobody_is_shown_hide_no_likeness() {
    let theft = Theft::new().await;
    let eve = theft.world.owner("eve").await;
    for _ in 0..6 {
        let animal = theft.world.animal(&eve).await;
        let photo = theft.world.sent(&eve, animal, &recompressed()).await;
        theft.world.media.archive_photo(&eve, photo.id).await.expect("removed");
    }
    let (_, noted) = theft.takes(&recompressed()).await;
    assert_eq!(noted, 1);
}

#[tokio::test]
async fn what_was_decided_last_stands_first() {
    let (theft, first) = Theft::found().await;
    let pixels = scene::scene(SIZE.0.into(), SIZE.1.into());
    let (second, noted) = theft.takes(&jpeg::at_quality(&pixels, SIZE, 60)).await;
    assert_eq!(noted, 1);
    let moderator = theft.staff("mod", StaffRole::Moderator).await;
    for case in theft.cases(&moderator, LikenessState::Open).await {
        theft.world.media.judge_likeness(&moderator, case.id, &no_copy()).await.expect("decided");
    }
    let closed = theft.cases(&moderator, LikenessState::Dismissed).await;
    let photos: Vec<_> = closed.iter().map(|case| case.later.photo).collect();
    assert_eq!(photos, [second.id, first.id]);
}
