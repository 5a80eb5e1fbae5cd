//! Imports from upload to revert, as a worker and several people would run them.

mod again;
mod many;
mod refused;
mod reverting;

use crate::support::World;
use repti_animal::import::job::{ImportRun, ImportTask};
use repti_model::{
    Actor, ImportJobId,
    animal::{Custody, ParentSide, Sex},
    exchange::{
        BadValuePolicy, ImportFormat, ImportJob, ImportOptions, ImportState, IssueCode, RowFilter, RowState,
        UnknownParentPolicy,
    },
    registry::{AnimalFilter, AnimalKind, AnimalPatch, AnimalSort},
};

const FAMILY: &str = "id,name,species,sex,born,sire,dam\n\
    F-1,Zeus,Ball Pythons,male,2018-05-01,,\n\
    F-2,Hera,Ball Pythons,female,2018-06-01,,\n\
    F-3,Ares,Ball Pythons,male,2021-07-01,F-1,Hera\n\
    F-4,Bad,Ball Pythons,hen,,F-1,\n";

impl World {
    async fn uploaded(&self, actor: &Actor, csv: &str) -> ImportJob {
        self.animals.upload_import(actor, "my animals.csv", csv.as_bytes().to_vec()).await.expect("a readable file")
    }

    /// Uploads with the suggested mapping and previews.
    async fn previewed(&self, actor: &Actor, csv: &str, options: ImportOptions) -> ImportJob {
        let job = self.uploaded(actor, csv).await;
        self.animals.map_import(actor, job.summary.id, &job.mapping, &options).await.expect("a usable mapping");
        self.animals.preview_import(actor, job.summary.id).await.expect("a preview")
    }

    async fn run(&self, actor: &Actor, id: ImportJobId, task: ImportTask) {
        let vivarium = actor.vivarium.as_ref().expect("a vivarium").id;
        let run = ImportRun { vivarium, person: actor.person_id, job: id, task };
        self.animals.run_import(&run).await.expect("the work is done");
    }

    /// Everything from upload to the finished import.
    async fn imported(&self, actor: &Actor, csv: &str, options: ImportOptions) -> ImportJob {
        let id = self.previewed(actor, csv, options).await.summary.id;
        self.animals.commit_import(actor, id).await.expect("the import starts");
        self.run(actor, id, ImportTask::Commit).await;
        self.animals.import(actor, id).await.expect("the import is there")
    }

    async fn codes(&self, actor: &Actor) -> Vec<String> {
        let page =
            self.animals.list(actor, &AnimalFilter::default(), AnimalSort::Code, None, 200).await.expect("a list");
        page.items.into_iter().map(|animal| animal.code).collect()
    }

    async fn count_sql(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.test.owner).await.expect("the test's own SQL is right")
    }
}

fn of_ball_pythons() -> ImportOptions {
    ImportOptions { default_taxon: Some("ball-python".to_owned()), ..ImportOptions::default() }
}

#[tokio::test]
async fn a_file_becomes_animals_with_parents_and_the_bad_row_is_told() {
    let w = World::new().await;
    let job = w.uploaded(&w.north, FAMILY).await;
    assert_eq!(
        (job.summary.format, job.summary.state, job.summary.counts.rows),
        (ImportFormat::Spreadsheet, ImportState::Uploaded, 4)
    );
    assert_eq!(job.sample[0][1], "Zeus");
    let job = w.imported(&w.north, FAMILY, ImportOptions::default()).await;
    let counts = job.summary.counts;
    assert_eq!((job.summary.state, counts.create, counts.error, counts.links), (ImportState::Committed, 3, 1, 2));
    assert_eq!((job.percent(), job.summary.finished_at.is_some()), (100, true));
    assert_eq!(w.codes(&w.north).await, ["F-1", "F-2", "F-3"]);

    let id = w.animals.find_by_code(&w.north, "f-3").await.unwrap();
    let ares = w.animals.get(&w.north, id).await.unwrap();
    let parents: Vec<(ParentSide, &str)> =
        ares.parents.iter().map(|claim| (claim.side, claim.parent.code.as_str())).collect();
    assert_eq!(parents, [(ParentSide::Sire, "F-1"), (ParentSide::Dam, "F-2")]);
    assert_eq!((ares.import_source.as_deref(), ares.import_external_id.as_deref()), (Some("spreadsheet"), Some("F-3")));
    let history = w.animals.history(&w.north, id, None, 10).await.unwrap();
    let fields: Vec<&str> = history.items.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields.last(), Some(&"created"));
    assert_eq!(fields.len(), 3);

    let errors = w.animals.import_rows(&w.north, job.summary.id, RowFilter::Errors, None, 50).await.unwrap();
    assert_eq!((errors.items.len(), errors.items[0].line), (1, 5));
    assert!(errors.items[0].issues[0].message.contains("male, female or unknown"));
    assert_eq!(w.codes(&w.south).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_loop_hidden_in_the_file_is_told_and_not_linked() {
    let w = World::new().await;
    let job = w.imported(&w.north, "id,sire,dam,sex\nA,B,,m\nB,C,,m\nC,A,,m\n", of_ball_pythons()).await;
    assert_eq!((job.summary.counts.create, job.summary.counts.links, job.summary.counts.conflicts), (3, 0, 3));
    let rows = w.animals.import_rows(&w.north, job.summary.id, RowFilter::Conflicts, None, 10).await.unwrap();
    assert!(rows.items.iter().all(|row| row.issues.iter().any(|issue| issue.code == IssueCode::ParentLoop)));
}

#[tokio::test]
async fn a_corrected_file_fills_the_links_that_were_left_open() {
    let w = World::new().await;
    let first = w.imported(&w.north, "id,sire,dam,sex,dob\nK,P,,,2023\nP,,,m,2/30/2019\n", of_ball_pythons()).await;
    assert_eq!((first.summary.counts.create, first.summary.counts.open_parents), (1, 1));
    let second = w.imported(&w.north, "id,sire,dam,sex,dob\nK,P,,,2023\nP,,,m,2/28/2019\n", of_ball_pythons()).await;
    assert_eq!((second.summary.counts.create, second.summary.counts.skip, second.summary.counts.links), (1, 1, 1));
    let third = w.imported(&w.north, "id,sire,dam,sex,dob\nK,P,,,2023\nP,,,m,2/28/2019\n", of_ball_pythons()).await;
    assert_eq!(third.summary.counts.links, 0);
}

#[tokio::test]
async fn ancestors_outside_the_collection_get_codes_of_their_own() {
    let w = World::new().await;
    let options = ImportOptions { unknown_parents: UnknownParentPolicy::CreateExternal, ..of_ball_pythons() };
    let csv = "name,sex,sire,dam\nKid one,m,Old Zeus,Old Hera\nKid two,f,Old Zeus,Old Hera\n";
    let job = w.imported(&w.north, csv, options.clone()).await;
    assert_eq!((job.summary.counts.create, job.summary.counts.externals, job.summary.counts.links), (2, 2, 4));
    assert_eq!(w.codes(&w.north).await, ["BP-001", "BP-002", "EXT-001", "EXT-002"]);
    for (code, name, sex) in [("EXT-001", "Old Zeus", Sex::Male), ("EXT-002", "Old Hera", Sex::Female)] {
        let id = w.animals.find_by_code(&w.north, code).await.unwrap();
        let ancestor = w.animals.get(&w.north, id).await.unwrap().fields;
        assert_eq!(
            (ancestor.name.as_str(), ancestor.kind, ancestor.custody, ancestor.sex),
            (name, AnimalKind::External, Custody::External, sex)
        );
    }
    let again = w.imported(&w.north, csv, options).await;
    assert_eq!((again.summary.counts.create, again.summary.counts.externals), (0, 0));
    let rows = w.animals.import_rows(&w.north, job.summary.id, RowFilter::All, None, 3).await.unwrap();
    assert_eq!(rows.items.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, -1]);
    let rest = w.animals.import_rows(&w.north, job.summary.id, RowFilter::All, rows.next.as_deref(), 3).await.unwrap();
    assert_eq!(rest.items.iter().map(|row| row.line).collect::<Vec<_>>(), [-2]);
}

#[tokio::test]
async fn codes_from_the_template_step_aside_for_codes_in_the_file() {
    let w = World::new().await;
    w.animal(&w.north, |_| {}).await;
    let csv = "name,id\nWithout,\nWith,BP-002\nAlso without,\n";
    w.imported(&w.north, csv, of_ball_pythons()).await;
    assert_eq!(w.codes(&w.north).await, ["BP-001", "BP-002", "BP-003", "BP-004"]);
}

#[tokio::test]
async fn a_change_in_the_registry_after_the_preview_is_met_at_the_commit() {
    let w = World::new().await;
    let pa = w.named(&w.north, "Pa", Sex::Male).await;
    let id = w.previewed(&w.north, "name,id,sire\nKid,K,Pa\nOther,BP-002,\n", of_ball_pythons()).await.summary.id;
    // Somebody takes the code, and corrects the sire's sex.
    w.animal(&w.north, |a| a.code = "bp-002".to_owned()).await;
    let version = w.animals.get(&w.north, pa).await.unwrap().version;
    let patch = AnimalPatch { version, sex: Some(Sex::Female), ..AnimalPatch::default() };
    w.animals.update(&w.north, pa, &patch).await.unwrap();
    w.animals.commit_import(&w.north, id).await.unwrap();
    w.run(&w.north, id, ImportTask::Commit).await;
    let job = w.animals.import(&w.north, id).await.unwrap();
    assert_eq!((job.summary.counts.create, job.summary.counts.links), (1, 0));
    let rows = w.animals.import_rows(&w.north, id, RowFilter::Conflicts, None, 10).await.unwrap();
    let told: Vec<(RowState, IssueCode)> = rows.items.iter().map(|row| (row.state, row.issues[0].code)).collect();
    assert_eq!(told, [(RowState::Created, IssueCode::ParentDoubtful), (RowState::Skipped, IssueCode::TakenMeanwhile)]);
}

#[tokio::test]
async fn values_that_cannot_be_read_may_be_left_out() {
    let w = World::new().await;
    let options = ImportOptions { bad_values: BadValuePolicy::LeaveBlank, ..ImportOptions::default() };
    let job = w.imported(&w.north, FAMILY, options).await;
    assert_eq!((job.summary.counts.create, job.summary.counts.warnings), (4, 1));
}
