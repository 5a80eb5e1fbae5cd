//! Objects that come in parts.

use std::time::Duration;

use repti_storage::{MOST_PARTS, Part, StorageError, UploadRef};

use crate::everywhere;
use crate::world::{LAST, World, bytes, key};

everywhere! {
    parts_come_in_any_order_and_are_joined_by_number
    an_upload_goes_on_where_it_stopped
    a_part_sent_again_replaces_the_first
    finishing_again_says_the_same
    two_may_finish_at_once
    what_was_abandoned_is_gone
    a_finished_object_outlives_its_upload
    without_all_parts_nothing_is_joined
    an_upload_is_of_its_key_only
    names_that_the_store_never_gave_reach_nothing
    numbers_of_parts_are_those_of_s3
}

async fn parts_come_in_any_order_and_are_joined_by_number(world: World) {
    let upload = world.begin("photo").await;
    world.send_last("photo", &upload, 4, 'd').await;
    for (number, letter) in [(2, 'b'), (3, 'c'), (1, 'a')] {
        world.send("photo", &upload, number, letter).await;
        assert_eq!(world.get("photo").await, None, "before it is finished");
    }
    let size = world.store.finish(&key("photo"), &upload).await.expect("finished");
    assert_eq!(size, 3 * world.store.min_part_size() + LAST as u64);
    assert_eq!(world.letters("photo").await.as_deref(), Some("abcd"));
    assert_eq!(world.store.size(&key("photo")).await.expect("size"), Some(size));
}

async fn an_upload_goes_on_where_it_stopped(world: World) {
    let upload = world.begin("a/photo").await;
    assert_eq!(world.numbers("a/photo", &upload).await, Some(vec![]));
    world.send_last("a/photo", &upload, 3, 'c').await;
    world.send("a/photo", &upload, 1, 'a').await;
    // All that is left of it elsewhere is its name.
    let upload = UploadRef::from(upload.as_str().to_owned());
    let parts = world.store.parts(&key("a/photo"), &upload).await.expect("parts").expect("an upload");
    let (first, last) = (world.store.min_part_size(), LAST as u64);
    assert_eq!(parts, [Part { number: 1, size: first }, Part { number: 3, size: last }]);
    world.send("a/photo", &upload, 2, 'b').await;
    assert_eq!(world.numbers("a/photo", &upload).await, Some(vec![1, 2, 3]));
    world.store.finish(&key("a/photo"), &upload).await.expect("finished");
    assert_eq!(world.letters("a/photo").await.as_deref(), Some("abc"));
}

async fn a_part_sent_again_replaces_the_first(world: World) {
    let upload = world.begin("photo").await;
    world.send("photo", &upload, 1, 'x').await;
    world.send_last("photo", &upload, 2, 'b').await;
    world.send("photo", &upload, 1, 'a').await;
    assert_eq!(world.numbers("photo", &upload).await, Some(vec![1, 2]));
    world.store.finish(&key("photo"), &upload).await.expect("finished");
    assert_eq!(world.letters("photo").await.as_deref(), Some("ab"));
}

async fn finishing_again_says_the_same(world: World) {
    let upload = world.begin("photo").await;
    world.send_last("photo", &upload, 1, 'a').await;
    let size = world.store.finish(&key("photo"), &upload).await.expect("finished");
    assert_eq!(world.store.finish(&key("photo"), &upload).await.expect("finished before"), size);
    assert_eq!(world.numbers("photo", &upload).await, None);
    assert_eq!(world.letters("photo").await.as_deref(), Some("a"));
}

async fn two_may_finish_at_once(world: World) {
    let upload = world.begin("photo").await;
    world.send("photo", &upload, 1, 'a').await;
    world.send_last("photo", &upload, 2, 'b').await;
    let name = key("photo");
    let answers = futures::future::join_all((0..4).map(|_| world.store.finish(&name, &upload))).await;
    for answer in answers {
        assert_eq!(answer.expect("finished"), world.store.min_part_size() + LAST as u64);
    }
    assert_eq!(world.letters("photo").await.as_deref(), Some("ab"));
}

async fn what_was_abandoned_is_gone(world: World) {
    let upload = world.begin("photo").await;
    world.send_last("photo", &upload, 1, 'a').await;
    world.store.abandon(&key("photo"), &upload).await.expect("abandoned");
    assert_eq!(world.numbers("photo", &upload).await, None);
    let sent = world.store.put_part(&key("photo"), &upload, 2, bytes("part")).await;
    assert!(matches!(sent, Err(StorageError::UploadGone)), "{sent:?}");
    let finished = world.store.finish(&key("photo"), &upload).await;
    assert!(matches!(finished, Err(StorageError::UploadGone)), "{finished:?}");
    world.store.abandon(&key("photo"), &upload).await.expect("nothing to abandon");
    assert_eq!(world.get("photo").await, None);
}

async fn a_finished_object_outlives_its_upload(world: World) {
    let upload = world.begin("photo").await;
    world.send_last("photo", &upload, 1, 'a').await;
    world.store.finish(&key("photo"), &upload).await.expect("finished");
    world.store.abandon(&key("photo"), &upload).await.expect("nothing to abandon");
    assert_eq!(world.letters("photo").await.as_deref(), Some("a"));
}

async fn without_all_parts_nothing_is_joined(world: World) {
    let upload = world.begin("photo").await;
    let none = world.store.finish(&key("photo"), &upload).await;
    assert!(matches!(none, Err(StorageError::PartsMissing)), "{none:?}");
    world.send_last("photo", &upload, 3, 'c').await;
    world.send("photo", &upload, 1, 'a').await;
    let gap = world.store.finish(&key("photo"), &upload).await;
    assert!(matches!(gap, Err(StorageError::PartsMissing)), "{gap:?}");
    assert_eq!(world.get("photo").await, None);
    world.send("photo", &upload, 2, 'b').await;
    world.store.finish(&key("photo"), &upload).await.expect("finished");
    assert_eq!(world.letters("photo").await.as_deref(), Some("abc"));
}

async fn an_upload_is_of_its_key_only(world: World) {
    let upload = world.begin("mine").await;
    world.send_last("mine", &upload, 1, 'a').await;
    assert_eq!(world.numbers("yours", &upload).await, None);
    let sent = world.store.put_part(&key("yours"), &upload, 1, bytes("part")).await;
    assert!(matches!(sent, Err(StorageError::UploadGone)), "{sent:?}");
    let finished = world.store.finish(&key("yours"), &upload).await;
    assert!(matches!(finished, Err(StorageError::UploadGone)), "{finished:?}");
    world.store.abandon(&key("yours"), &upload).await.expect("nothing of this key");
    world.store.finish(&key("mine"), &upload).await.expect("finished");
    assert_eq!(world.letters("mine").await.as_deref(), Some("a"));
    assert_eq!(world.get("yours").await, None);
}

async fn names_that_the_store_never_gave_reach_nothing(world: World) {
    world.put("photo", "stays").await;
    let upload = world.begin("new").await;
    let given = upload.as_str();
    let hostile = [
        String::new(),
        ".".into(),
        "..".into(),
        "../objects".into(),
        format!("../uploads/{given}"),
        format!("{given}/"),
        format!("./{given}"),
        given.to_uppercase() + "0",
        "/etc".into(),
        "0".repeat(32),
        "a\0b".into(),
        "a\nb".into(),
        "x&uploadId=y".into(),
        "x?partNumber=1#".into(),
        "ü".into(),
        "f".repeat(5000),
    ];
    for hostile in hostile.map(UploadRef::from) {
        assert_eq!(world.numbers("new", &hostile).await, None, "{hostile}");
        let sent = world.store.put_part(&key("new"), &hostile, 1, bytes("part")).await;
        assert!(matches!(sent, Err(StorageError::UploadGone)), "{hostile}: {sent:?}");
        let finished = world.store.finish(&key("new"), &hostile).await;
        assert!(matches!(finished, Err(StorageError::UploadGone)), "{hostile}: {finished:?}");
        world.store.abandon(&key("new"), &hostile).await.expect("nothing to abandon");
    }
    assert_eq!(world.get("photo").await.as_deref(), Some("stays"));
    assert_eq!(world.numbers("new", &upload).await, Some(vec![]));
}

async fn numbers_of_parts_are_those_of_s3(world: World) {
    let upload = world.begin("photo").await;
    for number in [0, MOST_PARTS + 1, u32::MAX] {
        let sent = world.store.put_part(&key("photo"), &upload, number, bytes("part")).await;
        assert!(matches!(sent, Err(StorageError::PartNumber(said)) if said == number), "{sent:?}");
        let url = world.store.part_url(&key("photo"), &upload, number, Duration::from_secs(60)).await;
        assert!(matches!(url, Err(StorageError::PartNumber(said)) if said == number), "{url:?}");
    }
    world.send_last("photo", &upload, MOST_PARTS, 'z').await;
    assert_eq!(world.numbers("photo", &upload).await, Some(vec![MOST_PARTS]));
}
