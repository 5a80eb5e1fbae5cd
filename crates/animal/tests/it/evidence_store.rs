//! Where the bytes of files beside claims lie: in the object store, whole or not at all, and nowhere else once they were moved.

use crate::support::{World, code};
use bytes::Bytes;
use jiff::SignedDuration;
use repti_animal::{Animals, EvidenceSwept};
use repti_model::{ErrorCode, evidence::NewEvidence};
use repti_storage::{Key, ObjectStore};
use sqlx::Row;
use std::fs;

const NOW: SignedDuration = SignedDuration::from_secs(-60);

fn pdf(text: &str) -> NewEvidence {
    let bytes = format!("%PDF-1.7\n{text}").into_bytes();
    NewEvidence { name: format!("{text}.pdf"), bytes, certificate: false, with_message: false }
}

impl World {
    async fn evidence_keys(&self) -> Vec<Key> {
        let found = self.objects.list("evidence/", None, 1_000).await.expect("listed");
        found.into_iter().map(|object| object.key).collect()
    }

    /// Of the only row: whether its bytes stand in PostgreSQL, and the object that it names.
    async fn body(&self) -> (bool, Option<uuid::Uuid>) {
        let row = sqlx::query("SELECT bytes IS NOT NULL, object FROM animal.evidence_body");
        let row = row.fetch_one(&self.test.owner).await.expect("one row");
        (row.get(0), row.get(1))
    }

    async fn put_object(&self, key: &str, bytes: &'static [u8]) {
        let key = Key::new(key).expect("a key");
        self.objects.put(&key, Bytes::from_static(bytes), "application/octet-stream").await.expect("put");
    }
}

#[tokio::test]
async fn bytes_lie_in_the_store_and_go_with_their_last_file() {
    let world = World::new().await;
    let claim = world.claim("Kiwi").await;
    let file = world.animals.add_evidence(&world.north, claim.link, &pdf("card")).await.unwrap();
    let (here, object) = world.body().await;
    let key = Key::new(format!("evidence/{}", object.expect("an object"))).unwrap();
    assert!(!here);
    assert_eq!(world.objects.get(&key).await.unwrap().unwrap(), pdf("card").bytes);
    assert_eq!(world.animals.read_evidence(&world.north, file.id).await.unwrap().bytes, pdf("card").bytes);
    world.animals.remove_evidence(&world.north, file.id).await.unwrap();
    assert!(world.evidence_keys().await.is_empty());
    // Added again it lies under another name: nobody who still deletes the first one meets it.
    world.animals.add_evidence(&world.north, claim.link, &pdf("card")).await.unwrap();
    assert_ne!(world.body().await.1, object);
}

#[tokio::test]
async fn what_an_earlier_version_wrote_is_read_and_then_moved_once() {
    let world = World::new().await;
    let claim = world.claim("Onyx").await;
    let file = world.animals.add_evidence(&world.north, claim.link, &pdf("old")).await.unwrap();
    world.sql("UPDATE animal.evidence_body SET object = NULL, bytes = convert_to(E'%PDF-1.7\\nold', 'UTF8')").await;
    for key in world.evidence_keys().await {
        world.objects.delete(&key).await.unwrap();
    }
    let read = async || world.animals.read_evidence(&world.north, file.id).await.unwrap().bytes;
    assert_eq!((world.body().await, read().await), ((true, None), pdf("old").bytes));
    let swept = world.animals.sweep_evidence().await.unwrap();
    assert_eq!(swept, EvidenceSwept { moved: 1, orphans: 0 });
    let (here, object) = world.body().await;
    assert!(!here && object.is_some());
    assert_eq!(read().await, pdf("old").bytes);
    assert_eq!(world.animals.sweep_evidence().await.unwrap(), EvidenceSwept::default());
}

#[tokio::test]
async fn a_sweep_takes_what_no_row_names_and_only_that() {
    let world = World::new().await;
    let claim = world.claim("Olive").await;
    let file = world.animals.add_evidence(&world.north, claim.link, &pdf("kept")).await.unwrap();
    // As a process leaves it that is killed between the bytes and the row.
    world.put_object("evidence/01935000-0000-7000-8000-00000000abcd", b"%PDF-1.7").await;
    world.put_object("originals/01935000-0000-7000-8000-00000000abcd", b"a photo").await;
    world.put_object("evidence/notes", b"whose this is, nobody knows").await;
    assert_eq!(world.animals.sweep_evidence().await.unwrap().orphans, 0, "its row may still come");
    assert_eq!(world.animals.sweep_evidence_older(NOW).await.unwrap().orphans, 1);
    assert_eq!(world.evidence_keys().await.len(), 2);
    assert_eq!(world.objects.list("originals/", None, 9).await.unwrap().len(), 1);
    assert!(world.animals.read_evidence(&world.north, file.id).await.is_ok());
}

#[tokio::test]
async fn bytes_that_are_gone_or_others_are_no_file() {
    let world = World::new().await;
    let claim = world.claim("Pear").await;
    let file = world.animals.add_evidence(&world.north, claim.link, &pdf("card")).await.unwrap();
    let key = world.evidence_keys().await.remove(0);
    world.put_object(key.as_str(), b"%PDF-1.7\nforged").await;
    assert_eq!(code(world.animals.read_evidence(&world.north, file.id).await), ErrorCode::Internal);
    world.objects.delete(&key).await.unwrap();
    assert_eq!(code(world.animals.read_evidence(&world.north, file.id).await), ErrorCode::Internal);
}

#[tokio::test]
async fn without_the_store_nothing_is_written_and_the_database_lets_nobody_else_move_bytes() {
    let world = World::new().await;
    let claim = world.claim("Ash").await;
    fs::create_dir_all(&world.folder.0).unwrap();
    let file = world.folder.0.join("file");
    fs::write(&file, b"").unwrap();
    let lost = Animals::new(world.test.db.clone(), ObjectStore::folder(&file));
    assert_eq!(code(lost.add_evidence(&world.north, claim.link, &pdf("card")).await), ErrorCode::Unavailable);
    assert!(world.animals.evidence_of(&world.north, claim.link).await.unwrap().is_empty());

    world.animals.add_evidence(&world.north, claim.link, &pdf("card")).await.unwrap();
    let mut tx = world.test.db.begin(&world.north).await.unwrap();
    for sql in [
        "UPDATE animal.evidence_body SET object = gen_random_uuid()",
        "UPDATE animal.evidence_body SET object = NULL, bytes = convert_to('x', 'UTF8')",
    ] {
        sqlx::query("SAVEPOINT s").execute(&mut *tx).await.unwrap();
        let error = sqlx::query(sql).execute(&mut *tx).await.expect_err(sql);
        assert_eq!(error.as_database_error().and_then(|error| error.code()).as_deref(), Some("42501"), "{sql}");
        sqlx::query("ROLLBACK TO s").execute(&mut *tx).await.unwrap();
    }
    let unmoved: Option<i64> =
        sqlx::query_scalar("SELECT count(*) FROM animal.evidence_unmoved(10)").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(unmoved, Some(0));
}
