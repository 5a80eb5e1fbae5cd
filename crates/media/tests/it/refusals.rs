//! Hostile and odd files: each is refused in words, and nothing is made of it.

use crate::{
    make::{self, gif, jpeg, png},
    world::{World, missing, refused},
};
use repti_media::Processed;
use repti_model::{ErrorCode, media::PhotoState};

/// What it is, its bytes, and words of the refusal.
fn corpus() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let whole = make::telling(320, 240);
    vec![
        ("a letter", b"a letter to the editor".to_vec(), "Send a photo as JPEG"),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec(), "can't be taken"),
        ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "can't be taken"),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC photo, which can't be taken"),
        ("a signature before a script", b"\xff\xd8\xff<script>alert(1)</script>".to_vec(), "breaks off"),
        ("an archive of Java", b"PK\x03\x04\x14\0\0\0\0\0Main.class\xca\xfe\xba\xbe".to_vec(), "This is an archive"),
        ("a cut photo", whole[..whole.len() / 2].to_vec(), "breaks off"),
        ("a cut photo that was mended", [&whole[..whole.len() / 2], b"\xff\xd9"].concat(), "breaks off"),
        ("a bomb in PNG", png::bomb(9000, 9000, 1), "at most 64 million"),
        ("a long bomb in PNG", png::bomb(100, 2_000_000_000, 1), "a side may have"),
        ("a PNG that holds less than it says", png::bomb(4000, 4000, 10), ""),
        ("a bomb in GIF", gif::on_canvas((9000, 9000), (0, 0), (4, 4)), "at most 64 million"),
        ("a bomb of frames", gif::animation(4, 4, 1001), "more than 1000 pictures"),
        ("a bomb in JPEG", jpeg::claiming(&jpeg::photo(16, 16), 9000, 9000), "at most 64 million"),
        ("1 × 65500", jpeg::claiming(&jpeg::photo(16, 16), 1, 65_500), "a side may have"),
        ("no pixels", jpeg::claiming(&jpeg::photo(16, 16), 16, 0), "no pixels"),
    ]
}

#[tokio::test]
async fn each_is_refused_in_words_and_leaves_nothing_but_itself() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    for (what, file, words) in corpus() {
        let photo = world.sent(&ada, animal, &file).await;
        assert_eq!((photo.state, &photo.files), (PhotoState::Rejected, &None), "{what}");
        assert!(!photo.refusal.is_empty() && photo.refusal.contains(words), "{what}: {}", photo.refusal);
        assert!(!photo.retryable, "{what}: the same file would be refused again");
        missing(world.media.retry_photo(&ada, photo.id).await);
        assert_eq!(world.process(&ada, photo.id).await, Processed::Nothing, "{what}");
        assert_eq!(world.keys(&format!("originals/{}", photo.id)).await.len(), 1, "{what}");
    }
    assert_eq!(world.keys("pictures/").await, [""; 0]);
    assert_eq!(world.media.public_photos(animal).await.expect("public"), []);
    // What isn't taken takes no room and no place.
    assert_eq!(world.media.photo_room(&ada).await.expect("room").used, 0);
}

#[tokio::test]
async fn the_same_photo_stands_with_an_animal_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (animal, other) = (world.animal(&ada).await, world.animal(&ada).await);
    let first = world.ready(&ada, animal, 400).await;
    let files = world.keys("pictures/").await;
    let second = world.sent(&ada, animal, &make::telling(400, 240)).await;
    assert_eq!(second.state, PhotoState::Rejected);
    assert!(second.refusal.contains("stands with this animal already"), "{}", second.refusal);
    assert_eq!(world.keys("pictures/").await, files, "nothing is left of the second");
    // With another animal it is another photo.
    world.ready(&ada, other, 400).await;
    // Once the first is gone, it may come again; then the first can't come back.
    world.media.archive_photo(&ada, first.id).await.expect("archived");
    world.ready(&ada, animal, 400).await;
    let told = refused(world.media.restore_photo(&ada, first.id).await);
    assert_eq!(told.code, ErrorCode::Conflict, "{told:?}");
}

#[tokio::test]
async fn a_file_that_never_arrived_is_refused_and_not_tried_for_ever() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let id = world.send(&ada, animal, &make::telling(320, 240)).await;
    let key = repti_storage::Key::new(format!("originals/{id}")).expect("a key");
    world.objects.delete(&key).await.expect("lost");
    assert_eq!(world.process(&ada, id).await, Processed::Rejected);
    assert!(world.media.photo(&ada, id).await.expect("a photo").refusal.contains("Send it again"));
}
