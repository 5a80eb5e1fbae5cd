//! Objects that come whole.

use bytes::Bytes;
use repti_storage::{Key, StorageError};

use crate::everywhere;
use crate::world::{World, key};

everywhere! {
    what_was_put_is_there_with_its_size
    the_same_again_is_the_same
    an_object_may_be_empty
    what_was_never_put_is_not_there
    a_piece_of_an_object_is_read_without_the_rest
    what_was_deleted_is_gone_and_may_come_again
    lists_go_by_the_bytes_of_keys_and_on_where_they_ended
    lists_hold_what_begins_so_and_nothing_else
    many_may_write_and_delete_beside_each_other
    a_store_that_works_says_so
}

async fn what_was_put_is_there_with_its_size(world: World) {
    world.put("ab/photo-1_small.webp", "pixels").await;
    assert_eq!(world.get("ab/photo-1_small.webp").await.as_deref(), Some("pixels"));
    assert_eq!(world.store.size(&key("ab/photo-1_small.webp")).await.expect("size"), Some(6));
    let big = Bytes::from(vec![7; 3_000_000]);
    world.store.put(&key("big"), big.clone(), "image/jpeg").await.expect("put");
    assert!(world.store.get(&key("big")).await.expect("get") == Some(big));
}

async fn the_same_again_is_the_same(world: World) {
    world.put("a", "once").await;
    world.put("a", "once").await;
    assert_eq!(world.get("a").await.as_deref(), Some("once"));
    assert_eq!(world.store.list("", None, 10).await.expect("list").len(), 1);
}

async fn an_object_may_be_empty(world: World) {
    world.put("empty", "").await;
    assert_eq!(world.get("empty").await.as_deref(), Some(""));
    assert_eq!(world.store.size(&key("empty")).await.expect("size"), Some(0));
}

async fn what_was_never_put_is_not_there(world: World) {
    world.put("a/b", "something").await;
    for name in ["c", "a/c", "a/c/d"] {
        assert_eq!(world.get(name).await, None, "{name}");
        assert_eq!(world.store.size(&key(name)).await.expect("size"), None, "{name}");
        world.store.delete(&key(name)).await.expect("nothing to delete");
    }
    assert_eq!(world.get("a/b").await.as_deref(), Some("something"));
}

async fn a_piece_of_an_object_is_read_without_the_rest(world: World) {
    world.put("a/b", "0123456789").await;
    let piece = async |name: &str, start, len| {
        let found = world.store.get_range(&key(name), start, len).await.expect("a range");
        found.map(|found| String::from_utf8(found.to_vec()).expect("a text"))
    };
    for (start, len, text) in
        [(0, 10, "0123456789"), (3, 4, "3456"), (9, 1, "9"), (7, 100, "789"), (2, 1 << 40, "23456789")]
    {
        assert_eq!(piece("a/b", start, len).await.as_deref(), Some(text), "{len} from {start}");
    }
    for (start, len) in [(10, 1), (1_000, 5), (4, 0)] {
        assert_eq!(piece("a/b", start, len).await.as_deref(), Some(""), "{len} from {start}");
    }
    for missing in ["a/c", "b"] {
        assert_eq!(piece(missing, 0, 1).await, None, "{missing}");
    }
}

async fn what_was_deleted_is_gone_and_may_come_again(world: World) {
    world.put("a/b/c", "first").await;
    world.put("a/d", "stays").await;
    world.store.delete(&key("a/b/c")).await.expect("deleted");
    assert_eq!(world.get("a/b/c").await, None);
    assert_eq!(names(&world, "", None, 10).await, ["a/d"]);
    world.put("a/b/c", "second").await;
    assert_eq!(world.get("a/b/c").await.as_deref(), Some("second"));
}

async fn lists_go_by_the_bytes_of_keys_and_on_where_they_ended(world: World) {
    // Not the order of folders: `-` and `.` come before the slash, digits after it.
    let sorted = ["a-b", "a.b", "a/b", "a/b.c", "a/c/d", "a/c0", "a0", "b"];
    for name in ["b", "a/c0", "a0", "a/b", "a.b", "a/c/d", "a-b", "a/b.c"] {
        world.put(name, name).await;
    }
    assert_eq!(names(&world, "", None, 100).await, sorted);
    for limit in 1..=9 {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = world.store.list("", after.as_ref(), limit).await.expect("list");
            assert!(page.len() <= limit);
            let Some(last) = page.last() else { break };
            after = Some(last.key.clone());
            seen.extend(page.into_iter().map(|listed| listed.key.to_string()));
        }
        assert_eq!(seen, sorted, "{limit} at a time");
    }
    assert_eq!(names(&world, "", Some("a/bb"), 2).await, ["a/c/d", "a/c0"], "after a key that nothing has");
    let listed = world.store.list("a/b.", None, 1).await.expect("list");
    assert_eq!(listed[0].size, 5);
}

async fn lists_hold_what_begins_so_and_nothing_else(world: World) {
    assert_eq!(names(&world, "", None, 10).await, [""; 0]);
    for name in ["photos/1/original", "photos/1/small", "photos/12/original", "photos-1", "papers/1"] {
        world.put(name, name).await;
    }
    world.begin("photos/13/original").await;
    assert_eq!(names(&world, "photos/1/", None, 10).await, ["photos/1/original", "photos/1/small"]);
    assert_eq!(
        names(&world, "photos/1", None, 10).await,
        ["photos/1/original", "photos/1/small", "photos/12/original"]
    );
    assert_eq!(names(&world, "photos/1", Some("photos/1/original"), 1).await, ["photos/1/small"]);
    for nothing in ["../", "/", "photos/2", "photos/1/original/", "Photos"] {
        assert_eq!(names(&world, nothing, None, 10).await, [""; 0], "{nothing}");
    }
}

async fn many_may_write_and_delete_beside_each_other(world: World) {
    let work = (0..8).map(|worker| {
        let store = world.store.clone();
        async move {
            let key = key(&format!("shared/{worker}"));
            for _ in 0..10 {
                store.put(&key, Bytes::from_static(b"here"), "text/plain").await.expect("put");
                assert_eq!(store.size(&key).await.expect("size"), Some(4));
                store.delete(&key).await.expect("deleted");
                assert_eq!(store.size(&key).await.expect("size"), None);
            }
        }
    });
    futures::future::join_all(work).await;
}

async fn a_store_that_works_says_so(world: World) {
    world.store.check().await.expect("reached");
    assert_eq!(names(&world, "", None, 10).await, [""; 0]);
}

async fn names(world: &World, prefix: &str, after: Option<&str>, limit: usize) -> Vec<String> {
    let listed = world.store.list(prefix, after.map(key).as_ref(), limit).await.expect("list");
    listed.into_iter().map(|listed| listed.key.to_string()).collect()
}

#[test]
fn a_key_leads_nowhere_else() {
    let long = "a".repeat(201);
    let hostile = [
        "",
        "/",
        "/etc/passwd",
        "a//b",
        "a/",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a/..",
        "A",
        "a b",
        "a\\b",
        "a\0b",
        "a\nb",
        "ä",
        "a?b",
        "a%2fb",
        "c:",
        &long,
    ];
    for hostile in hostile {
        assert!(matches!(Key::new(hostile), Err(StorageError::Key(said)) if said == hostile), "{hostile:?}");
    }
    for sound in ["a", "...", "a/..b", ".hidden/-", "0193/original.jpg", &long[1..]] {
        assert_eq!(Key::new(sound).expect(sound).as_str(), sound);
    }
}
