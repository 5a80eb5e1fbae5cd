//! The engine's answers about genes by REST: right ones, refusals with entry and field, limits.

use crate::app::{Answer, TestApp};
use serde_json::{Value, json};
use std::{fs, path::Path};

const GENETICS: &str = "/api/v1/animal/genetics";

/// The engine's own vectors.
fn vectors(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/genetics/tests/data").join(name);
    fs::read_to_string(path).expect("the vectors are there")
}

async fn ask(app: &TestApp, token: &str, path: &str, body: &Value) -> Answer {
    app.api().post(&format!("{GENETICS}/{path}")).bearer(token).json(body).send().await
}

/// An entry for a cross.
fn pairing(id: &str, sire: &str, dam: &str) -> Value {
    json!({"id": id, "species": "ball python", "sire": sire, "dam": dam})
}

#[tokio::test]
async fn a_cross_of_a_possible_het_is_exact() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let body = pairing("R1", "66% het clown", "het clown");
    let one = ask(&app, &ada.access, "cross", &body).await.expect(200);
    assert_eq!(one.header("content-type"), "application/json");
    let one = one.json();
    assert_eq!((&one["id"], &one["p_viable"]), (&json!("R1"), &json!("1")));
    let rows = one["rows"].as_array().expect("rows");
    let row = |class: &str| rows.iter().find(|row| row["phenotype"]["clown"] == class).expect(class);
    assert_eq!(row("clown/clown")["p_egg"], "1/6");
    // 3/5 of those that look normal, and not the 1/2 and 66 per cent that tables of the hobby print.
    assert_eq!(row("non-visual")["p_egg"], "5/6");
    assert_eq!(row("non-visual")["genotype_given_row"]["clown:+/clown"], "3/5");
    let list =
        ask(&app, &ada.access, "cross", &json!([body, pairing("R2", "clown", "normal")])).await.expect(200).json();
    assert_eq!((list.as_array().map(Vec::len), &list[0]), (Some(2), &one));
}

#[tokio::test]
async fn the_vectors_come_back_as_they_are() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    for (path, file) in
        [("cross", "crosses.json"), ("parse", "parse.json"), ("posterior", "bayes.json"), ("top", "topk10.json")]
    {
        let text = vectors(file);
        let call = app.api().post(&format!("{GENETICS}/{path}")).bearer(&ada.access);
        let answer = call.bytes("application/json", text.clone()).send().await.expect(200).json();
        let given: Value = serde_json::from_str(&text).expect("JSON");
        assert!(answer == given, "{file}");
    }
}

#[tokio::test]
async fn a_text_is_read_and_what_is_wrong_in_it_is_no_refusal() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let text = json!({"species": "ball python", "text": "66% het clown blorp"});
    let short = ask(&app, &ada.access, "parse", &text).await.expect(200).json();
    assert!(short["warnings"].as_array().is_some_and(|codes| !codes.is_empty()), "{short}");
    let good = json!({"species": "ball python", "text": "66% het clown"});
    let good = ask(&app, &ada.access, "parse", &good).await.expect(200).json();
    assert_eq!(good["expect"]["clown"], json!([["+/clown", "2/3"], ["+/+", "1/3"]]));
    let full = ask(&app, &ada.access, "parse?full=true", &text).await.expect(200).json();
    assert_eq!(full["sound"], false);
    let found = full["findings"].as_array().expect("findings");
    assert!(found.iter().any(|one| one["start"] == 14 && one["end"] == 19 && one["severity"] == "error"), "{full}");
}

#[tokio::test]
async fn the_likeliest_rows_are_as_many_as_asked_for() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let vectors: Value = serde_json::from_str(&vectors("topk10.json")).expect("JSON");
    let three = ask(&app, &ada.access, "top?k=3", &vectors).await.expect(200).json();
    assert_eq!(three["top"].as_array().map(Vec::as_slice), vectors["top"].as_array().map(|rows| &rows[..3]));
    let best = ask(&app, &ada.access, "top?k=1", &pairing("T", "66% het clown", "het clown")).await.expect(200).json();
    assert_eq!((&best["top"][0], &best["n_rows"]), (&json!(["5/6", ["non-visual"]]), &json!(2)));
    for wrong in ["0", "10001", "-1", "many"] {
        let problem = ask(&app, &ada.access, &format!("top?k={wrong}"), &vectors).await.expect_problem(422, "invalid");
        assert!(problem["fields"].as_object().is_some_and(|fields| !fields.is_empty()), "{problem}");
    }
    ask(&app, &ada.access, "top?rows=3", &vectors).await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn a_refusal_names_entries_and_fields() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let unicorn = json!({"id": "U", "species": "unicorn", "sire": "clown", "dam": "clown"});
    let body = json!([pairing("fine", "clown", "clown"), unicorn, pairing("odd", "het blorp", "clown")]);
    let problem = ask(&app, &ada.access, "cross", &body).await.expect_problem(422, "invalid");
    let said = |field: &str| problem["fields"][field][0].as_str().unwrap_or_default().to_owned();
    assert!(said("species").starts_with("U: ") && said("species").contains("unicorn"), "{problem}");
    assert!(said("sire").starts_with("odd: ") && said("sire").contains("blorp"), "{problem}");
    assert_eq!(problem["fields"].as_object().map(serde_json::Map::len), Some(2), "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|text| text.starts_with("U, species: ")), "{problem}");
    let call = |text: &'static str| {
        app.api().post(&format!("{GENETICS}/cross")).bearer(&ada.access).bytes("application/json", text).send()
    };
    // JSON knows no NaN; it is named where it stands all the same. Sums are right, so only the single figures are wrong.
    for prior in ["NaN", "-1", "\"-1/2\"", "1.5", "\"nan\"", "null", "\"1/0\""] {
        let text = format!(
            r#"{{"id": "P", "species": "ball python", "sire": "het clown", "dam_prior": {{"clown": [[{prior}, "+/clown"], ["1/2", "+/+"]]}}}}"#
        );
        let problem = call(text.leak()).await.expect_problem(422, "invalid");
        let said = problem["fields"]["dam_prior.clown"][0].as_str().unwrap_or_default();
        assert!(said.starts_with("P: "), "{prior}: {problem}");
    }
    for text in ["", "{", "{\"id\": \"a\",}", "clown"] {
        call(text).await.expect_problem(400, "invalid");
    }
    for text in ["null", "7", "\"clown\"", "[[]]", "{}", "[{}]"] {
        call(text).await.expect_problem(422, "invalid");
    }
    let states = json!({"id": "S", "states": {"het": ["-1/3", "1/2"], "clear": ["1/2", "0"]}, "eggs": 3});
    let problem = ask(&app, &ada.access, "posterior", &states).await.expect_problem(422, "invalid");
    assert!(problem["fields"]["states.het"][0].as_str().is_some_and(|said| said.starts_with("S: ")), "{problem}");
}

#[tokio::test]
async fn what_is_too_much_is_refused_with_its_limit() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let hundred = vec![pairing("a", "clown", "normal"); 100];
    ask(&app, &ada.access, "cross", &json!(hundred)).await.expect(200);
    let problem = ask(&app, &ada.access, "cross", &json!(vec![hundred[0].clone(); 101])).await;
    let problem = problem.expect_problem(422, "invalid");
    assert!(problem["fields"]["entries"][0].as_str().is_some_and(|said| said.contains("at most 100")), "{problem}");
    let animals: Vec<Value> = (0..1_001).map(|at| json!([at.to_string(), null, null])).collect();
    let wide = json!({"id": "W", "alleles": ["+", "c"], "animals": animals});
    let problem = ask(&app, &ada.access, "posterior", &wide).await.expect_problem(422, "invalid");
    assert!(problem["fields"]["animals"][0].as_str().is_some_and(|said| said.starts_with("W: ")), "{problem}");
    let path = format!("{GENETICS}/cross");
    let sized = |bytes: usize| {
        let body = format!("{}{}", pairing("a", "clown", "normal"), " ".repeat(bytes));
        app.api().post(&path).bearer(&ada.access).bytes("application/json", body)
    };
    // More than other addresses take, with a key too: there is nothing to be kept of it.
    sized(3 << 19).send().await.expect(200);
    let keyed = || sized(3 << 19).header("idempotency-key", "k").send();
    keyed().await.expect(200);
    assert_eq!(keyed().await.expect(200).header("idempotency-replayed"), "");
    sized(2 << 20).send().await.expect_problem(413, "too_large");
    app.api().post(&path).bearer(&ada.access).bytes("text/csv", "id\n").send().await.expect_problem(415, "unsupported");
}

#[tokio::test]
async fn whoever_may_read_may_ask() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let body = pairing("a", "clown", "normal");
    let reads = app.api_token(&ada, &slug, &["animals:read"]).await;
    let writes = app.api_token(&ada, &slug, &["animals:write"]).await;
    for path in ["cross", "parse", "posterior", "top"] {
        let body = if path == "parse" { json!({"species": "boa", "text": "hypo"}) } else { body.clone() };
        app.api().post(&format!("{GENETICS}/{path}")).json(&body).send().await.expect_problem(401, "unauthenticated");
        ask(&app, &writes, path, &body).await.expect_problem(403, "forbidden");
    }
    ask(&app, &reads, "cross", &body).await.expect(200);
    ask(&app, &reads, "top", &body).await.expect(200);
}
