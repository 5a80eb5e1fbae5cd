//! The whole way of a photo, from a camera to a page.

use crate::{
    make::{self, exif::SECRETS},
    world::{World, asked, folder_of, missing},
};
use jiff::civil::date;
use repti_media::{Asked, Processed};
use repti_model::{PhotoId, media::PhotoState};
use repti_storage::Key;

/// Beginnings of what may stand beside pixels and tell of their owner.
const KINDS: [&[u8]; 6] = [b"Exif", b"http://ns.adobe.com", b"xmpmeta", b"Photoshop 3.0", b"II*\0", b"MM\0*"];

#[tokio::test]
async fn a_photo_goes_its_whole_way_and_tells_nothing_of_its_owner() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(700, 500);
    for secret in SECRETS {
        assert!(make::contains(&file, secret.as_bytes()), "{secret} was to be in the file");
    }
    let id = world.send(&ada, animal, &file).await;
    let waiting = world.media.photo(&ada, id).await.expect("a photo");
    assert_eq!((waiting.state, waiting.files, waiting.name.as_str()), (PhotoState::Processing, None, "IMG 1.jpg"));
    assert_eq!(world.waiting(id).await, 1);

    assert_eq!(world.process(&ada, id).await, Processed::Ready);
    let photo = world.media.photo(&ada, id).await.expect("a photo");
    assert_eq!(photo.state, PhotoState::Ready);
    assert_eq!((photo.taken_on, photo.taken_by_camera), (Some(date(2024, 5, 17)), true));
    let files = photo.files.expect("files");
    assert_eq!((files.width, files.height), (700, 500));
    assert_eq!(files.widths, [320, 480, 640, 700]);
    assert!(files.blur.starts_with("data:image/webp;base64,"));

    let public = world.media.public_photos(animal).await.expect("public").remove(0);
    assert_eq!(public.taken_on, Some(date(2024, 5, 17)));
    let folder = folder_of(&public.files.base);
    let mut served = 0;
    for width in &public.files.widths {
        for (ending, media_type) in [("webp", "image/webp"), ("jpg", "image/jpeg")] {
            let name = format!("{width}.{ending}");
            let file = world.media.picture(folder, &name, &Asked::default()).await.expect("served");
            assert_eq!((file.media_type, file.public), (media_type, true));
            for part in SECRETS.iter().map(|secret| secret.as_bytes()).chain(KINDS) {
                assert!(!make::contains(&file.bytes, part), "{name}: {}", String::from_utf8_lossy(part));
            }
            served += 1;
        }
    }
    assert_eq!(world.keys("pictures/").await.len(), served, "nothing is made that isn't named");
}

#[tokio::test]
async fn the_file_as_it_was_sent_is_for_those_who_edit_and_only_for_a_while() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(320, 240);
    let photo = world.sent(&ada, animal, &file).await;
    let url = world.media.original_address(&ada, photo.id).await.expect("an address");
    let read = world.media.original(photo.id, &asked(&url)).await.expect("the file");
    let bytes = world.media.piece_of(&read, 0, u64::MAX).await.expect("its bytes");
    assert_eq!((bytes.as_ref(), read.media_type, read.public), (&file[..], "application/octet-stream", false));
    missing(world.media.original(photo.id, &Asked::default()).await);
    missing(world.media.original(PhotoId::new(), &asked(&url)).await);
    let later = Asked { until: asked(&url).until.map(|until| until + 1), ..asked(&url) };
    missing(world.media.original(photo.id, &later).await);
    // Neither is it among the pictures, by whatever signature.
    let files = photo.files.expect("files");
    let folder = folder_of(&files.base);
    for name in ["original", "original.jpg", "../../originals/x.jpg"] {
        missing(world.media.picture(folder, name, &asked(&files.signature)).await);
    }
    missing(world.media.original(photo.id, &asked(&files.signature)).await);
    let kept = world.objects.get(&Key::new(format!("originals/{}", photo.id)).expect("a key")).await;
    assert_eq!(kept.expect("kept").as_deref(), Some(&file[..]));
}

#[tokio::test]
async fn a_file_is_what_its_bytes_say_whatever_it_is_called() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    // All of these are called IMG 1.jpg.
    let page: &[u8] = b"<html><script>alert(document.domain)</script></html>";
    let polyglot = [make::jpeg::photo(320, 240).as_slice(), page].concat();
    for file in [make::png::quarters(400, 300), make::gif::animation(64, 48, 3), polyglot] {
        let photo = world.sent(&ada, animal, &file).await;
        assert_eq!(photo.state, PhotoState::Ready, "{}", photo.refusal);
        let files = photo.files.expect("files");
        for width in &files.widths {
            let name = format!("{width}.jpg");
            let signed = asked(&files.signature);
            let served = world.media.picture(folder_of(&files.base), &name, &signed).await.expect("served");
            assert!(served.bytes.starts_with(b"\xff\xd8\xff") && !make::contains(&served.bytes, b"<script"));
        }
    }
}
