//! The same import twice: one after the other, at once, and cut off in the middle.

use super::{FAMILY, of_ball_pythons};
use crate::support::World;
use repti_animal::import::job::ImportTask;
use repti_model::exchange::{ImportOptions, ImportState};

#[tokio::test]
async fn importing_the_same_file_again_changes_nothing() {
    let w = World::new().await;
    let first = w.imported(&w.north, FAMILY, ImportOptions::default()).await;
    let before = w
        .count_sql("SELECT sum(version) + count(*) + (SELECT count(*) FROM animal.parent_link) FROM animal.animal")
        .await;
    let again = w.imported(&w.north, FAMILY, ImportOptions::default()).await;
    assert_eq!((again.summary.counts.create, again.summary.counts.skip), (0, 3));
    assert_eq!(again.same_as, Some(first.summary.id));
    let after = w
        .count_sql("SELECT sum(version) + count(*) + (SELECT count(*) FROM animal.parent_link) FROM animal.animal")
        .await;
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_same_file_twice_at_once_creates_each_animal_once() {
    let w = World::new().await;
    // Names without ids, so that not even a code could stop the second one.
    let csv = "name,species,sex\nJuno,Corn Snake,male\nNori,Corn Snake,female\n";
    let one = w.previewed(&w.north, csv, ImportOptions::default()).await.summary.id;
    let two = w.previewed(&w.north, csv, ImportOptions::default()).await.summary.id;
    for id in [one, two] {
        w.animals.commit_import(&w.north, id).await.unwrap();
    }
    tokio::join!(w.run(&w.north, one, ImportTask::Commit), w.run(&w.north, two, ImportTask::Commit));
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.animal").await, 2);
    let created: u32 = {
        let one = w.animals.import(&w.north, one).await.unwrap();
        let two = w.animals.import(&w.north, two).await.unwrap();
        assert_eq!((one.summary.state, two.summary.state), (ImportState::Committed, ImportState::Committed));
        one.summary.counts.create + two.summary.counts.create
    };
    assert_eq!(created, 2);
}

#[tokio::test]
async fn two_workers_and_two_clicks_on_one_import_write_it_once() {
    let w = World::new().await;
    let id = w.previewed(&w.north, FAMILY, ImportOptions::default()).await.summary.id;
    let (one, two) = tokio::join!(w.animals.commit_import(&w.north, id), w.animals.commit_import(&w.north, id));
    assert_eq!(
        (one.unwrap().summary.state, two.unwrap().summary.state),
        (ImportState::Committing, ImportState::Committing)
    );
    assert_eq!(w.count_sql("SELECT count(*) FROM graphile_worker._private_jobs").await, 1);
    tokio::join!(w.run(&w.north, id, ImportTask::Commit), w.run(&w.north, id, ImportTask::Commit));
    // And once more, as a queue does that didn't hear of the end.
    w.run(&w.north, id, ImportTask::Commit).await;
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.animal").await, 3);
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.parent_link").await, 2);
}

#[tokio::test]
async fn an_import_cut_off_in_the_middle_is_finished_by_the_next_worker() {
    let w = World::new().await;
    let mut csv = "id,sire,dam,sex\n".to_owned();
    for n in 0..2_500 {
        let sire = if n == 0 { String::new() } else { format!("A{}", n - 1) };
        csv += &format!("A{n},{sire},,m\n");
    }
    let id = w.previewed(&w.north, &csv, of_ball_pythons()).await.summary.id;
    w.animals.commit_import(&w.north, id).await.unwrap();
    for n in 1..=200 {
        // Each time the worker is killed a little later, so that however slow the machine is, a batch is finished some day.
        let work = w.run(&w.north, id, ImportTask::Commit);
        if tokio::time::timeout(std::time::Duration::from_millis(25 * n), work).await.is_ok() {
            break;
        }
    }
    w.run(&w.north, id, ImportTask::Commit).await;
    let job = w.animals.import(&w.north, id).await.unwrap();
    assert_eq!(
        (job.summary.state, job.summary.counts.create, job.summary.counts.links),
        (ImportState::Committed, 2_500, 2_499)
    );
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.animal").await, 2_500);
    assert_eq!(w.count_sql("SELECT count(*) FROM animal.parent_link").await, 2_499);
}
