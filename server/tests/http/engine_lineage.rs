//! The engine's answers about pedigrees by REST: from tables and lists, refusals with line or place, limits.

use crate::app::{Answer, TestApp};
use serde_json::{Value, json};

const LINEAGE: &str = "/api/v1/animal/lineage";
/// Young of full sibs, and somebody else.
const SIBS: &str = "id,sire,dam\na,,\nb,,\nc,a,b\nd,a,b\ne,c,d\nf,,\n";
const CYCLE: &str = "id,sire,dam\nQueen,King,\nKing,Rook,\nRook,Queen,\n";

/// Somebody who asks.
struct Desk<'a> {
    app: &'a TestApp,
    token: String,
}

impl Desk<'_> {
    async fn csv(&self, path: &str, text: &str) -> Answer {
        let call = self.app.api().post(&format!("{LINEAGE}/{path}")).bearer(&self.token);
        call.bytes("text/csv; charset=utf-8", text.to_owned()).send().await
    }

    async fn json(&self, path: &str, body: &Value) -> Answer {
        self.app.api().post(&format!("{LINEAGE}/{path}")).bearer(&self.token).json(body).send().await
    }
}

async fn desk(app: &TestApp) -> Desk<'_> {
    Desk { app, token: app.person("ada").await.access }
}

/// A table as a list.
fn rows(table: &str) -> Value {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let parent = |at: usize| Some(fields[at]).filter(|id| !id.is_empty());
        json!({"id": fields[0], "sire": parent(1), "dam": parent(2)})
    };
    table.lines().skip(1).map(row).collect()
}

#[tokio::test]
async fn inbreeding_is_the_same_from_a_table_and_from_a_list() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let expected: Value = [("a", 0.0), ("b", 0.0), ("c", 0.0), ("d", 0.0), ("e", 0.25), ("f", 0.0)]
        .map(|(id, f)| json!({"id": id, "f": f}))
        .into_iter()
        .collect();
    assert_eq!(desk.csv("inbreeding", SIBS).await.expect(200).json(), expected);
    assert_eq!(desk.csv("inbreeding", &SIBS.replace(',', ";")).await.expect(200).json(), expected);
    assert_eq!(desk.json("inbreeding", &json!({"animals": rows(SIBS)})).await.expect(200).json(), expected);
}

#[tokio::test]
async fn kinship_of_pairs_and_as_a_matrix() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let ask = |more: Value| {
        let mut body = json!({"animals": rows(SIBS)});
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    let pairs = desk.json("kinship", &ask(json!({"pairs": [["c", "d"], ["e", "f"]]}))).await.expect(200).json();
    let related =
        json!({"id1": "c", "id2": "d", "kinship": 0.25, "numerator_relationship": 0.5, "wright_relationship": 0.5});
    assert_eq!((&pairs["pairs"][0], &pairs["pairs"][1]["kinship"]), (&related, &json!(0.0)));
    let some = desk.json("kinship", &ask(json!({"ids": ["e", "c"]}))).await.expect(200).json();
    assert_eq!(some, json!({"ids": ["e", "c"], "kinship": [[0.625, 0.375], [0.375, 0.5]]}));
    let all = desk.csv("kinship", SIBS).await.expect(200).json();
    assert_eq!((all["ids"].as_array().map(Vec::len), &all["kinship"][4][4]), (Some(6), &json!(0.625)));
    let unknown = desk.json("kinship", &ask(json!({"pairs": [["c", "d"], ["c", "zz"]]}))).await;
    let unknown = unknown.expect_problem(422, "invalid");
    assert!(unknown["fields"]["pairs[1]"][0].as_str().is_some_and(|said| said.starts_with("zz: ")), "{unknown}");
    let both = desk.json("kinship", &ask(json!({"pairs": [["c", "d"]], "ids": ["c"]}))).await;
    assert!(both.expect_problem(422, "invalid")["fields"]["ids"].is_array());
    for pairs in [json!([["c"]]), json!([["c", "d", "e"]]), json!("c"), json!([["c", 1]])] {
        desk.json("kinship", &ask(json!({"pairs": pairs}))).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn metrics_name_their_definitions() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    // Lacy 1989.
    let lacy = "id,sire,dam\nA,,\nB,,\nE,,\nC,A,B\nD,A,B\nF,D,E\nG,D,E\n";
    let found = desk.csv("metrics?reference=descendants&generations=3&top=1", lacy).await.expect(200).json();
    assert_eq!((&found["population"]["animals"], &found["population"]["founders"]), (&json!(7), &json!(3)));
    let group = &found["references"][0];
    let near = |field: &str, value: f64| group[field].as_f64().is_some_and(|found| (found - value).abs() < 1e-12);
    assert!(near("founder_equivalents_recorded_only", 32.0 / 11.0), "{group}");
    assert!(near("founder_genome_equivalents_lacy1989", 24.0 / 11.0), "{group}");
    assert!(near("founder_genome_equivalents_lacy1995", 16.0 / 9.0), "{group}");
    assert_eq!(group["influential_ancestors"].as_array().map(Vec::len), Some(1));
    let all = desk.json("metrics", &json!({"animals": rows(lacy)})).await.expect(200).json();
    let names: Vec<&str> =
        all["references"].as_array().expect("groups").iter().filter_map(|group| group["reference"].as_str()).collect();
    assert_eq!(names, ["all", "descendants", "youngest"]);
    for query in ["generations=0", "generations=21", "top=101", "reference=everybody", "each=true"] {
        desk.csv(&format!("metrics?{query}"), lacy).await.expect_problem(422, "invalid");
    }
}

#[tokio::test]
async fn the_check_names_what_is_wrong_and_answers() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let found = desk.csv("check", &format!("{CYCLE}x\n")).await.expect(200).json();
    assert_eq!(
        (&found["sound"], &found["omitted"], &found["summary"]["animals"]),
        (&json!(false), &json!(0), &json!(3))
    );
    let faults = found["faults"].as_array().expect("faults");
    let of = |code: &str| faults.iter().find(|fault| fault["code"] == code).expect(code);
    assert_eq!(of("cycle")["path"], json!(["King", "Rook", "Queen", "King"]));
    assert!(of("bad_row")["message"].as_str().is_some_and(|text| text.contains("line 5")), "{found}");
    let dated = json!({"animals": [
        {"id": "dam", "sex": "male", "born": "2020-05-01"},
        {"id": "young", "dam": "dam", "sex": "f", "born": "2019-05-01"},
    ]});
    let found = desk.json("check", &dated).await.expect(200).json();
    let codes: Vec<&str> =
        found["faults"].as_array().expect("faults").iter().filter_map(|fault| fault["code"].as_str()).collect();
    assert!(codes.contains(&"dam_is_male") && codes.contains(&"parent_not_older"), "{found}");
    assert_eq!(desk.csv("check", SIBS).await.expect(200).json()["sound"], true);
}

#[tokio::test]
async fn nothing_is_computed_from_a_pedigree_that_is_none() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    for path in ["inbreeding", "kinship", "metrics"] {
        for answer in [desk.csv(path, CYCLE).await, desk.json(path, &json!({"animals": rows(CYCLE)})).await] {
            let problem = answer.expect_problem(422, "invalid");
            let said = problem["fields"]["animals"][0].as_str().unwrap_or_default();
            assert!(said.contains("King ← Rook ← Queen ← King"), "{path}: {problem}");
        }
        // Figures without the row that can't be read would be wrong.
        let ragged = desk.csv(path, "id,sire,dam\na,,\nb,a\n").await.expect_problem(422, "invalid");
        assert!(ragged["fields"]["line 3"].is_array(), "{path}: {ragged}");
        let own = json!({"animals": [{"id": "a"}, {"id": "b", "sire": "b"}]});
        let own = desk.json(path, &own).await.expect_problem(422, "invalid");
        assert!(own["fields"]["animals[1]"].is_array(), "{path}: {own}");
    }
    for text in ["", "name\n", "id,sire\na,\n", "\u{0}"] {
        desk.csv("inbreeding", text).await.expect_problem(422, "invalid");
    }
    for body in [json!({}), json!([]), json!({"animals": [{"sire": "a"}]}), json!({"animals": [{"id": 7}]})] {
        desk.json("inbreeding", &body).await.expect_problem(422, "invalid");
    }
    let unknown = json!({"animals": [{"id": "a", "father": "b"}]});
    desk.json("inbreeding", &unknown).await.expect_problem(422, "invalid");
    let call = || app.api().post(&format!("{LINEAGE}/inbreeding")).bearer(&desk.token);
    call().bytes("application/json", "{").send().await.expect_problem(400, "invalid");
    call().bytes("text/html", SIBS).send().await.expect_problem(415, "unsupported");
    // A table in Latin-1.
    call().bytes("text/csv", &b"id,sire,dam\n\xe9,,\n"[..]).send().await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn limits_hold_and_a_large_pedigree_within_them_is_answered() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let many = |count: usize| {
        let rows: String = (0..count).map(|at| format!("{at}x,{},{}\n", parent(at, 2), parent(at, 3))).collect();
        format!("id,sire,dam\n{rows}")
    };
    let all = desk.csv("inbreeding", &many(100_000)).await.expect(200).json();
    assert_eq!(all.as_array().map(Vec::len), Some(100_000));
    let problem = desk.csv("inbreeding", &many(100_001)).await.expect_problem(422, "invalid");
    assert!(problem["fields"]["rows"][0].as_str().is_some_and(|said| said.contains("100000")), "{problem}");
    let problem = desk.csv("kinship", &many(301)).await.expect_problem(422, "invalid");
    assert!(problem["detail"].as_str().is_some_and(|said| said.contains("at most 300")), "{problem}");
    let pairs = vec![["0x", "1x"]; 10_001];
    let problem = desk.json("kinship", &json!({"animals": rows(&many(3)), "pairs": pairs})).await;
    assert!(problem.expect_problem(422, "invalid")["fields"]["pairs"].is_array());
    let long = format!("id,sire,dam\n{},,\n", "x".repeat(201));
    let problem = desk.csv("check", &long).await.expect_problem(422, "invalid");
    assert!(problem["fields"]["line 2"].is_array(), "{problem}");
    desk.csv("check", &"x".repeat((8 << 20) + 1)).await.expect_problem(413, "too_large");
}

/// An older animal, or nobody.
fn parent(at: usize, part: usize) -> String {
    if at < 4 { String::new() } else { format!("{}x", at / part) }
}

#[tokio::test]
async fn whoever_may_read_may_ask() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let (reads, writes) =
        (app.api_token(&ada, &slug, &["animals:read"]).await, app.api_token(&ada, &slug, &["lineage:write"]).await);
    for path in ["check", "inbreeding", "kinship", "metrics"] {
        let call = || app.api().post(&format!("{LINEAGE}/{path}")).bytes("text/csv", SIBS);
        call().send().await.expect_problem(401, "unauthenticated");
        call().bearer(&writes).send().await.expect_problem(403, "forbidden");
        call().bearer(&reads).send().await.expect(200);
    }
}
