//! Parts that come late, twice, wrong or not at all.

use crate::{
    make,
    world::{World, asked, missing, of_part, refused, vivarium},
};
use bytes::Bytes;
use repti_media::{Asked, Processed};
use repti_model::{
    AnimalId, ErrorCode, VivariumId,
    media::{NewUpload, PART_BYTES, PhotoState},
};

/// A photo of two parts: what hangs on behind the picture is left behind.
fn in_two_parts() -> Vec<u8> {
    let mut file = make::jpeg::photo(320, 240);
    file.resize(PART_BYTES as usize + 1000, 0);
    file
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = in_two_parts();
    let upload = world.begin(&ada, animal, &file).await;
    assert_eq!(upload.parts.len(), 2);
    world.put(&ada, &upload, 2, &file).await.expect("put");
    // The page was loaded again.
    let resumed = world.media.upload(&ada, upload.id).await.expect("goes on");
    assert_eq!(resumed.parts.iter().map(|part| part.here).collect::<Vec<_>>(), [false, true]);
    assert_eq!(refused(world.media.finish_upload(&ada, upload.id).await).code, ErrorCode::Invalid);
    assert_eq!(world.media.photo(&ada, upload.id).await.expect("a photo").state, PhotoState::Uploading);
    world.put(&ada, &resumed, 1, &file).await.expect("put");
    // The same part again is no harm.
    world.put(&ada, &resumed, 1, &file).await.expect("put again");
    world.media.finish_upload(&ada, upload.id).await.expect("finished");
    assert_eq!(world.process(&ada, upload.id).await, Processed::Ready);
}

#[tokio::test]
async fn finishing_twice_is_finishing_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(320, 240);
    let upload = world.begin(&ada, animal, &file).await;
    world.put(&ada, &upload, 1, &file).await.expect("put");
    let (first, second) =
        tokio::join!(world.media.finish_upload(&ada, upload.id), world.media.finish_upload(&ada, upload.id));
    assert_eq!(first.expect("finished").state, PhotoState::Processing);
    assert_eq!(second.expect("finished").state, PhotoState::Processing);
    let third = world.media.finish_upload(&ada, upload.id).await.expect("finished before");
    assert_eq!(third.state, PhotoState::Processing);
    assert_eq!(world.waiting(upload.id).await, 1);
    assert_eq!(world.process(&ada, upload.id).await, Processed::Ready);
    assert_eq!(world.media.finish_upload(&ada, upload.id).await.expect("ready").state, PhotoState::Ready);
}

#[tokio::test]
async fn a_part_has_the_size_that_was_announced() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(320, 240);
    let upload = world.begin(&ada, animal, &file).await;
    let part = &upload.parts[0];
    for wrong in [Bytes::new(), Bytes::copy_from_slice(&file[1..]), Bytes::from([&file[..], b"x"].concat())] {
        let told = refused(world.media.receive_part(vivarium(&ada), upload.id, 1, &asked(&part.url), wrong).await);
        assert_eq!((told.code, told.fields.of("part").len()), (ErrorCode::Invalid, 1), "{told:?}");
    }
    assert!(!world.media.upload(&ada, upload.id).await.expect("goes on").parts[0].here);
}

#[tokio::test]
async fn a_part_goes_only_where_its_address_says() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = in_two_parts();
    let upload = world.begin(&ada, animal, &file).await;
    let (first, second) = (&upload.parts[0], &upload.parts[1]);
    let bytes = Bytes::copy_from_slice(of_part(&file, first));
    let own = vivarium(&ada);
    for (vivarium, number, asked) in [
        (own, 1, Asked::default()),
        (own, 1, asked(&second.url)),
        (own, 3, asked(&first.url)),
        (own, 0, asked(&first.url)),
        (VivariumId::new(), 1, asked(&first.url)),
    ] {
        missing(world.media.receive_part(vivarium, upload.id, number, &asked, bytes.clone()).await);
    }
    let resumed = world.media.upload(&ada, upload.id).await.expect("goes on");
    assert!(resumed.parts.iter().all(|part| !part.here));
    // Once it is finished, nothing is put behind its back.
    for number in [1, 2] {
        world.put(&ada, &upload, number, &file).await.expect("put");
    }
    world.media.finish_upload(&ada, upload.id).await.expect("finished");
    missing(world.put(&ada, &upload, 1, &file).await);
    missing(world.media.upload(&ada, upload.id).await);
    missing(world.media.cancel_upload(&ada, upload.id).await);
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    let file = make::telling(320, 240);
    let upload = world.begin(&ada, animal, &file).await;
    world.put(&ada, &upload, 1, &file).await.expect("put");
    world.media.cancel_upload(&ada, upload.id).await.expect("cancelled");
    missing(world.media.cancel_upload(&ada, upload.id).await);
    missing(world.media.finish_upload(&ada, upload.id).await);
    missing(world.put(&ada, &upload, 1, &file).await);
    assert_eq!(world.media.photos_of(&ada, animal).await.expect("photos"), []);
    assert_eq!(world.keys("").await, [""; 0]);
}

#[tokio::test]
async fn what_can_never_be_a_photo_isnt_begun() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let animal = world.animal(&ada).await;
    for size in [0, (40 << 20) + 1, u64::MAX] {
        let new = NewUpload { name: "a.jpg".into(), ..NewUpload::of_size(size) };
        let told = refused(world.media.begin_upload(&ada, animal, &new).await);
        assert_eq!((told.code, told.fields.of("file").len()), (ErrorCode::Invalid, 1));
    }
    let new = NewUpload { name: "a.jpg".into(), ..NewUpload::of_size(10) };
    missing(world.media.begin_upload(&ada, AnimalId::new(), &new).await);
}
