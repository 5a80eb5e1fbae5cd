//! Imports taken back.

use super::of_ball_pythons;
use crate::support::World;
use repti_animal::import::job::ImportTask;
use repti_model::{
    animal::Sex,
    exchange::{ExistingPolicy, ImportOptions, ImportState},
    registry::AnimalPatch,
};

#[tokio::test]
async fn an_update_replaces_only_what_the_row_says_and_can_be_reverted() {
    let w = World::new().await;
    let animal = w
        .animal(&w.north, |a| {
            a.code = "X-1".to_owned();
            a.name = "Old name".to_owned();
            a.genotype_text = "Pastel".to_owned();
            a.sex = Sex::Male;
        })
        .await;
    let options = ImportOptions { existing: ExistingPolicy::Update, ..of_ball_pythons() };
    let job = w.imported(&w.north, "name,id,weight,sex\nNew name,x-1,85 g,\n", options).await;
    assert_eq!(job.summary.counts.update, 1);
    let after = w.animals.get(&w.north, animal.id).await.unwrap().fields;
    assert_eq!((after.name.as_str(), after.genotype_text.as_str(), after.sex), ("New name", "Pastel", Sex::Male));
    assert_eq!(after.weight_g.map(|weight| weight.to_string()).as_deref(), Some("85"));

    w.animals.revert_import(&w.north, job.summary.id).await.unwrap();
    w.run(&w.north, job.summary.id, ImportTask::Revert).await;
    let back = w.animals.get(&w.north, animal.id).await.unwrap().fields;
    assert_eq!(back, animal.fields);
    let report = w.animals.import(&w.north, job.summary.id).await.unwrap().revert.unwrap();
    assert_eq!((report.restored, report.removed, report.kept), (1, 0, 0));
}

#[tokio::test]
async fn a_revert_removes_what_nobody_touched_and_names_the_rest() {
    let w = World::new().await;
    let csv = "id,sire,dam,sex\nG,,,m\nP,G,,m\nK,P,,\nL,P,,\nN,,,\n";
    let job = w.imported(&w.north, csv, of_ball_pythons()).await;
    // Somebody works with one of them: it stays, and so do its ancestors.
    let kid = w.animals.find_by_code(&w.north, "K").await.unwrap();
    let version = w.animals.get(&w.north, kid).await.unwrap().version;
    let patch = AnimalPatch { version, name: Some("Kept".to_owned()), ..AnimalPatch::default() };
    w.animals.update(&w.north, kid, &patch).await.unwrap();

    w.animals.revert_import(&w.north, job.summary.id).await.unwrap();
    assert!(w.animals.import(&w.north, job.summary.id).await.unwrap().summary.reverting);
    w.run(&w.north, job.summary.id, ImportTask::Revert).await;
    let job = w.animals.import(&w.north, job.summary.id).await.unwrap();
    let report = job.revert.unwrap();
    assert_eq!((job.summary.state, report.removed, report.kept, report.links), (ImportState::Reverted, 2, 3, 1));
    assert_eq!(report.kept_examples, ["G", "P", "K"]);
    assert_eq!(w.codes(&w.north).await, ["G", "K", "P"]);
    assert_eq!(w.animals.get(&w.north, kid).await.unwrap().parents.len(), 1);

    // The corrected file finds its place again.
    let again = w.imported(&w.north, csv, of_ball_pythons()).await;
    assert_eq!((again.summary.counts.create, again.summary.counts.skip), (2, 3));
}
