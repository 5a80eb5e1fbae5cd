//! What only a folder can do wrong.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use jiff::Timestamp;
use repti_storage::{ObjectStore, StorageError};

use crate::world::{World, bytes, key, make_file_old};

#[tokio::test]
async fn what_a_killed_process_left_half_written_is_not_shown_and_swept() {
    let world = World::folder();
    world.put("whole", "whole").await;
    let upload = world.begin("photo").await;
    let left = world.root.path().join("tmp").join("0123456789abcdef0123456789abcdef");
    fs::write(&left, "hal").expect("a leftover");
    let half_begun = world.root.path().join("tmp").join("half-begun");
    fs::create_dir(&half_begun).expect("a leftover");
    fs::write(half_begun.join("key"), "photo").expect("a leftover");
    assert_eq!(world.store.list("", None, 10).await.expect("list").len(), 1);
    assert_eq!(world.numbers("photo", &upload).await, Some(vec![]));

    let now = SystemTime::now();
    let day = Duration::from_secs(24 * 60 * 60);
    let sweep = Timestamp::try_from(now - day).expect("a time");
    assert_eq!(world.store.abandon_older(sweep).await.expect("swept"), 0);
    assert!(left.exists() && half_begun.exists(), "it may still be being written");
    make_file_old(&left, now - 2 * day);
    make_file_old(&half_begun, now - 2 * day);
    assert_eq!(world.store.abandon_older(sweep).await.expect("swept"), 0, "no uploads were swept");
    assert!(!left.exists() && !half_begun.exists());
    assert_eq!(world.get("whole").await.as_deref(), Some("whole"));
}

/// Tells the test below that it is the process to be killed, and where it writes objects of one byte.
const ROOT: &str = "REPTI_STORAGE_TEST_ROOT";
const SIZE: usize = 2 << 20;

#[tokio::test]
async fn a_process_killed_while_it_writes_leaves_whole_objects_only() {
    if let Some(root) = std::env::var_os(ROOT) {
        return write_until_killed(root).await;
    }
    let world = World::folder();
    for round in 0..5 {
        let mut writer = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "folder::a_process_killed_while_it_writes_leaves_whole_objects_only"])
            .env(ROOT, world.root.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("a writer");
        while !world.root.path().join(format!("objects/0/{round}")).exists() {
            assert!(writer.try_wait().expect("its state").is_none(), "the writer gave up");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // Anywhere in the next object, or in one of its parts.
        tokio::time::sleep(Duration::from_millis(round * 3)).await;
        writer.kill().expect("killed");
        writer.wait().expect("its end");
        let listed = world.store.list("", None, usize::MAX).await.expect("list");
        for object in listed {
            let found = world.store.get(&object.key).await.expect("get").expect("an object");
            assert_eq!(found.len(), SIZE, "{}", object.key);
            assert!(found.iter().all(|byte| *byte == found[0]), "{}", object.key);
        }
    }
}

/// Ends by itself at some time, should nobody be left who kills it.
async fn write_until_killed(root: OsString) {
    let store = ObjectStore::folder(root);
    let half = |byte| Bytes::from(vec![byte; SIZE / 2]);
    for byte in 0..=u8::MAX {
        let name = key(&format!("0/{byte}"));
        store.put(&name, Bytes::from(vec![byte; SIZE]), "image/jpeg").await.expect("put");
        let name = key(&format!("1/{byte}"));
        let upload = store.begin(&name, "image/jpeg").await.expect("begun");
        store.put_part(&name, &upload, 1, half(byte)).await.expect("a part");
        store.put_part(&name, &upload, 2, half(byte)).await.expect("a part");
        store.finish(&name, &upload).await.expect("finished");
    }
}

#[tokio::test]
async fn a_key_below_another_objects_is_refused_and_harms_neither() {
    let world = World::folder();
    world.put("a/b", "first").await;
    for name in ["a", "a/b/c"] {
        let put = world.store.put(&key(name), bytes("second"), "text/plain").await;
        assert!(matches!(put, Err(StorageError::InTheWay(_))), "{name}: {put:?}");
        let upload = world.begin(name).await;
        world.send_last(name, &upload, 1, 'a').await;
        let finished = world.store.finish(&key(name), &upload).await;
        assert!(matches!(finished, Err(StorageError::InTheWay(_))), "{name}: {finished:?}");
        assert_eq!(world.numbers(name, &upload).await, Some(vec![1]), "it may be abandoned");
    }
    for name in ["a", "a/b/c"] {
        assert_eq!(world.get(name).await, None, "{name}");
        assert_eq!(world.store.size(&key(name)).await.expect("size"), None, "{name}");
        world.store.delete(&key(name)).await.expect("nothing to delete");
    }
    assert_eq!(world.get("a/b").await.as_deref(), Some("first"));
    assert_eq!(files(&world.root.path().join("tmp")), 0, "nothing is left lying around");
}

#[tokio::test]
async fn nothing_is_left_of_what_was_deleted_finished_or_abandoned() {
    let world = World::folder();
    world.put("a/b/c", "deleted").await;
    let (finished, abandoned) = (world.begin("a/b/d").await, world.begin("e").await);
    world.send_last("a/b/d", &finished, 1, 'a').await;
    world.send_last("e", &abandoned, 1, 'a').await;
    world.store.finish(&key("a/b/d"), &finished).await.expect("finished");
    world.store.abandon(&key("e"), &abandoned).await.expect("abandoned");
    world.store.delete(&key("a/b/c")).await.expect("deleted");
    world.store.delete(&key("a/b/d")).await.expect("deleted");
    world.store.check().await.expect("reached");
    for folder in ["objects", "uploads", "tmp"] {
        assert_eq!(files(&world.root.path().join(folder)), 0, "{folder}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_unavailable() {
    let world = World::folder();
    let file = world.root.path().join("file");
    fs::write(&file, "no folder").expect("a file");
    let store = ObjectStore::folder(file.join("below"));
    let checked = store.check().await;
    assert!(matches!(checked, Err(StorageError::Unavailable(_))), "{checked:?}");
    let put = store.put(&key("a"), bytes("a"), "text/plain").await;
    assert!(matches!(put, Err(StorageError::Unavailable(_))), "{put:?}");
    let begun = store.begin(&key("a"), "text/plain").await;
    assert!(matches!(begun, Err(StorageError::Unavailable(_))), "{begun:?}");
}

#[tokio::test]
async fn a_folder_has_no_address_for_parts() {
    let world = World::folder();
    let upload = world.begin("photo").await;
    let url = world.store.part_url(&key("photo"), &upload, 1, Duration::from_secs(60)).await;
    assert_eq!(url.expect("no error"), None);
}

#[cfg(unix)]
#[tokio::test]
async fn other_users_of_the_machine_do_not_look_in() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::folder();
    world.put("a/b", "where it was taken").await;
    world.begin("photo").await;
    for folder in ["objects", "uploads", "tmp"] {
        let mode = fs::metadata(world.root.path().join(folder)).expect("a folder").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{folder}");
    }
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).expect("a folder").count()
}
