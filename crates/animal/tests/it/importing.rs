//! Imports from upload to revert, as a worker and several people would run them.

use crate::support::{World, code, message, with_role};
use repti_animal::import::job::{ImportRun, ImportTask};
use repti_model::{
    Actor, ErrorCode, ImportJobId, Role,
    animal::{Custody, ParentSide, Sex},
    exchange::{
        BadValuePolicy, ExistingPolicy, ImportFormat, ImportJob, ImportOptions, ImportState, IssueCode, Mapping,
        RowFilter, RowState, TargetField, UnknownParentPolicy,
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
    for _ in 0..200 {
        // Each time the worker is killed a little later.
        let work = w.run(&w.north, id, ImportTask::Commit);
        if tokio::time::timeout(std::time::Duration::from_millis(150), work).await.is_ok() {
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
    let id = w.animals.find_by_code(&w.north, "EXT-001").await.unwrap();
    let zeus = w.animals.get(&w.north, id).await.unwrap();
    assert_eq!(
        (zeus.fields.kind, zeus.fields.custody, zeus.fields.sex),
        (AnimalKind::External, Custody::External, Sex::Male)
    );
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
        (b"a\0b\0,\x01\x02\x03", ErrorCode::Unsupported),
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

/// `REPTIDEX_SPEED_ROWS=100000` measures the whole way with so many rows.
#[tokio::test]
async fn many_rows_are_imported_fast() {
    let rows: usize = std::env::var("REPTIDEX_SPEED_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(3_000);
    let w = World::new().await;
    let mut csv = "Category*,Title*,Animal_Id*,Maturity,Price,State,Sex,Dob,Weight,Traits,Desc,Origin,Sires**,Dams**\n"
        .to_owned();
    for n in 0..rows {
        let (sex, year) = (["male", "female"][n % 2], 1990 + n * 30 / rows);
        let parents = if n < rows / 3 {
            ",".to_owned()
        } else {
            format!("A-{},A-{}", (n - rows / 3) / 2 * 2 % (rows / 6), (n - rows / 3) / 2 * 2 % (rows / 6) + 1)
        };
        csv += &format!(
            "Ball Pythons,Animal {n},A-{n},Adult,150,Not For Sale,{sex},5/{}/{year},{},pastel clown,Some words,Self Produced,{parents}\n",
            n % 28 + 1,
            100 + n % 1000
        );
    }
    let began = std::time::Instant::now();
    let job = w.uploaded(&w.north, &csv).await;
    let uploaded = began.elapsed();
    let job = w.animals.preview_import(&w.north, job.summary.id).await.unwrap();
    let previewed = began.elapsed();
    w.animals.commit_import(&w.north, job.summary.id).await.unwrap();
    w.run(&w.north, job.summary.id, ImportTask::Commit).await;
    let committed = began.elapsed();
    let counts = w.animals.import(&w.north, job.summary.id).await.unwrap().summary.counts;
    assert_eq!((counts.create as usize, counts.error), (rows, 0));
    assert!(counts.links as usize > rows, "{counts:?}");
    if std::env::var("REPTIDEX_SPEED_ROWS").is_ok() {
        let speed = rows as f64 / committed.as_secs_f64();
        eprintln!(
            "{rows} rows: upload {uploaded:?}, preview {:?}, commit {:?}: {speed:.0} rows/s",
            previewed - uploaded,
            committed - previewed
        );
    }
}
