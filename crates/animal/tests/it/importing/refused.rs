//! What an import says no to: people, steps, files.

use super::{FAMILY, of_ball_pythons};
use crate::support::{World, code, message, with_role};
use repti_animal::import::job::ImportTask;
use repti_model::{
    ErrorCode, Role,
    exchange::{ImportOptions, ImportState, Mapping, RowFilter, TargetField},
};

#[tokio::test]
async fn another_vivarium_finds_nothing_and_a_handler_may_not() {
    let w = World::new().await;
    let id = w.previewed(&w.north, FAMILY, ImportOptions::default()).await.summary.id;
    let (a, options, mapping) = (&w.animals, ImportOptions::default(), Mapping::default());
    assert_eq!(code(a.import(&w.south, id).await), ErrorCode::NotFound);
    assert_eq!(code(a.import_rows(&w.south, id, RowFilter::All, None, 10).await), ErrorCode::NotFound);
    assert_eq!(code(a.map_import(&w.south, id, &mapping, &options).await), ErrorCode::NotFound);
    assert_eq!(code(a.choose_import_sheet(&w.south, id, "x").await), ErrorCode::NotFound);
    assert_eq!(code(a.preview_import(&w.south, id).await), ErrorCode::NotFound);
    assert_eq!(code(a.commit_import(&w.south, id).await), ErrorCode::NotFound);
    assert_eq!(code(a.revert_import(&w.south, id).await), ErrorCode::NotFound);
    assert_eq!(code(a.discard_import(&w.south, id).await), ErrorCode::NotFound);
    assert!(a.imports(&w.south, None, 10).await.unwrap().items.is_empty());

    // A forged job: the right id under the wrong vivarium does nothing.
    w.animals.commit_import(&w.north, id).await.unwrap();
    w.run(&w.south, id, ImportTask::Commit).await;
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.animal").await, 0);

    let handler = with_role(&w.north, Role::Handler);
    assert_eq!(code(a.upload_import(&handler, "a.csv", b"id\n1\n".to_vec()).await), ErrorCode::Forbidden);
    assert_eq!(code(a.imports(&handler, None, 10).await), ErrorCode::Forbidden);
    assert_eq!(code(a.commit_import(&handler, id).await), ErrorCode::Forbidden);
}

#[tokio::test]
async fn steps_out_of_order_and_wrong_mappings_are_refused() {
    let w = World::new().await;
    let (a, north) = (&w.animals, &w.north);
    let job = w.uploaded(north, "A,B\n1,2\n").await;
    let id = job.summary.id;
    assert_eq!(code(a.preview_import(north, id).await), ErrorCode::Invalid);
    assert_eq!(code(a.commit_import(north, id).await), ErrorCode::Conflict);
    assert_eq!(code(a.revert_import(north, id).await), ErrorCode::Conflict);
    let none = a.map_import(north, id, &Mapping::default(), &ImportOptions::default()).await;
    assert!(message(none).contains("Choose the column"));
    let mapping = Mapping { columns: vec![Some(TargetField::Name), None] };
    let unknown = ImportOptions { default_taxon: Some("dragon".to_owned()), ..ImportOptions::default() };
    assert_eq!(code(a.map_import(north, id, &mapping, &unknown).await), ErrorCode::Invalid);
    let wide = Mapping { columns: vec![Some(TargetField::Name); 3] };
    assert_eq!(code(a.map_import(north, id, &wide, &of_ball_pythons()).await), ErrorCode::Invalid);
    assert_eq!(a.map_import(north, id, &mapping, &of_ball_pythons()).await.unwrap().summary.state, ImportState::Mapped);
    a.preview_import(north, id).await.unwrap();
    a.commit_import(north, id).await.unwrap();
    assert_eq!(code(a.map_import(north, id, &mapping, &of_ball_pythons()).await), ErrorCode::Conflict);
    assert_eq!(code(a.discard_import(north, id).await), ErrorCode::Conflict);
}

#[tokio::test]
async fn files_that_cannot_be_read_are_refused_with_the_reason() {
    let w = World::new().await;
    for (bytes, expected) in [
        (&b""[..], ErrorCode::Invalid),
        (b"%PDF-1.4", ErrorCode::Unsupported),
        // Not of even length: zeros in every other byte would be UTF-16.
        (b"a\0b\0,\x01\x02", ErrorCode::Unsupported),
        (b"Name,Sex\n", ErrorCode::Invalid),
    ] {
        assert_eq!(code(w.animals.upload_import(&w.north, "x.csv", bytes.to_vec()).await), expected);
    }
    let huge = vec![b'a'; repti_model::exchange::MAX_IMPORT_BYTES + 1];
    let refused = w.animals.upload_import(&w.north, "x.csv", huge).await;
    assert!(message(refused).contains("25 MB"));
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.import_job").await, 0);
}

#[tokio::test]
async fn open_uploads_are_bounded_and_can_be_thrown_away() {
    let w = World::new().await;
    let mut last = None;
    for n in 0..20 {
        last = Some(w.uploaded(&w.north, &format!("Name\nA{n}\nB\n")).await.summary.id);
    }
    let refused = w.animals.upload_import(&w.north, "a.csv", b"Name\nA\nB\n".to_vec()).await;
    assert_eq!(code(refused), ErrorCode::Conflict);
    w.animals.discard_import(&w.north, last.unwrap()).await.unwrap();
    w.uploaded(&w.north, "Name\nA\nB\n").await;
    // A week later nobody misses them.
    w.sql("ALTER TABLE animal.import_job DISABLE TRIGGER touch; UPDATE animal.import_job SET updated_at = now() - interval '8 days'").await;
    w.uploaded(&w.north, "Name\nA\nB\n").await;
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.import_job").await, 1);
}
