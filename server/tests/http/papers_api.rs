//! `/api/v1/media`: documents by the API alone.

use crate::{
    app::{Answer, Call, TestApp},
    photo_desk::{Desk, text},
};
use http::Method;
use serde_json::{Value, json};

const FORMATS: [(&str, &str, &[u8]); 3] =
    [("pdf", "application/pdf", b"%PDF-"), ("png", "image/png", b"\x89PNG"), ("svg", "image/svg+xml", b"<svg ")];

/// A call with its body, where it has one.
fn with<'a>(desk: &Desk<'a>, method: &Method, path: &str, body: &Value) -> Call<'a> {
    let call = desk.call(method.clone(), path);
    if body.is_null() { call } else { call.json(body) }
}

async fn issue(desk: &Desk<'_>, animal: &str) -> Answer {
    desk.call(Method::POST, &format!("/animals/{animal}/certificates")).send().await
}

/// The document in each format, and that it isn't sent twice.
async fn comes_in_each_format(desk: &Desk<'_>, path: &str, name: &str) {
    for (format, kind, begin) in FORMATS {
        let path = format!("{path}?format={format}");
        let paper = desk.get(&path).await.expect(200);
        assert_eq!((paper.header("content-type"), paper.header("cache-control")), (kind, "private, no-cache"));
        assert!(paper.body.starts_with(begin), "{format}");
        assert_eq!(paper.header("content-disposition"), format!("inline; filename=\"{name}.{format}\""));
        let tag = paper.header("etag").to_owned();
        let again = desk.call(Method::GET, &path).header("if-none-match", &tag).send().await.expect(304);
        assert!(again.body.is_empty() && again.header("etag") == tag);
        desk.call(Method::GET, &path).header("if-none-match", "\"another\"").send().await.expect(200);
    }
    assert_eq!(desk.get(path).await.expect(200).header("content-type"), "application/pdf");
}

#[tokio::test]
async fn a_pedigree_is_printed_in_each_format_and_not_sent_twice() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("private").await;
    let path = format!("/animals/{animal}/pedigree/paper");
    comes_in_each_format(&ada, &path, "pedigree-kiwi").await;
    let wide = ada.get(&format!("{path}?format=svg&generations=5")).await.expect(200);
    assert!(wide.text().contains("width=\"1190.55\""), "five generations stand on A3");
}

#[tokio::test]
async fn what_cannot_be_printed_is_refused_with_the_field() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("private").await;
    let path = format!("/animals/{animal}/pedigree/paper");
    let certificate = text(&issue(&ada, &animal).await.expect(201).json()["id"]);
    let printed = format!("/certificates/{certificate}/paper");
    for (wrong, field) in [
        (format!("{path}?generations=0"), "generations"),
        (format!("{path}?generations=6"), "generations"),
        (format!("{path}?generations=-1"), "generations"),
        (format!("{path}?generations=99999999999999999999"), "generations"),
        (format!("{path}?generations=x"), "generations"),
        (format!("{path}?format=doc"), "format"),
        (format!("{path}?format=PDF"), "format"),
        (format!("{printed}?format=exe"), "format"),
    ] {
        let problem = ada.get(&wrong).await.expect_problem(422, "invalid");
        assert!(problem["fields"][field].is_array(), "{wrong}: {problem}");
    }
    ada.get(&format!("{path}?paper=a4")).await.expect_problem(422, "invalid");
    // A certificate has no generations.
    ada.get(&format!("{printed}?generations=3")).await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn a_certificate_is_issued_once_a_day_printed_checked_and_revoked() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("public").await;
    let of = format!("/animals/{animal}/certificates");
    let draft = ada.get(&format!("{of}/draft")).await.expect(200).json();
    assert!(draft.get("token").is_none(), "a draft has no address yet: {draft}");
    let first = issue(&ada, &animal).await.expect(201);
    let certificate = first.json();
    let id = text(&certificate["id"]);
    assert_eq!(first.header("location"), format!("/api/v1/media/certificates/{id}"));
    assert_eq!((&certificate["facts"], &certificate["animal_id"]), (&draft["facts"], &json!(animal)));
    assert_eq!(issue(&ada, &animal).await.expect(201).json(), certificate, "the same facts on the same day");
    assert_eq!(ada.get(&of).await.expect(200).json(), json!([certificate]));
    assert_eq!(ada.get(&format!("/certificates/{id}")).await.expect(200).json(), certificate);
    comes_in_each_format(&ada, &format!("/certificates/{id}/paper"), "certificate-kiwi").await;

    // Whoever has the paper, without a token.
    let check = format!("/api/v1/media/public/certificates/{}", text(&certificate["token"]));
    let said = app.api().get(&check).send().await.expect(200).json();
    assert_eq!((&said["state"], &said["code"]), (&json!("holds"), &certificate["code"]));

    let revoke = |reason: &str| {
        ada.call(Method::POST, &format!("/certificates/{id}/revoke")).json(&json!({"reason": reason})).send()
    };
    let problem = revoke(" ").await.expect_problem(422, "invalid");
    assert!(problem["fields"]["reason"].is_array(), "{problem}");
    let revoked = revoke("Zxqsecret: another animal").await.expect(200).json();
    assert!(revoked["revoked_at"].is_string(), "{revoked}");
    assert_eq!(revoke("Another reason").await.expect(200).json(), revoked, "it stays as it was");
    ada.get(&format!("/certificates/{id}/paper")).await.expect_problem(409, "conflict");
    let said = app.api().get(&check).send().await.expect(200);
    assert!(!said.text().contains("Zxqsecret") && !said.text().contains("Kiwi"), "{}", said.text());
    assert_eq!((&said.json()["state"], &said.json()["facts"]), (&json!("revoked"), &json!([])));
    // What was revoked isn't the one that stands: the next is another.
    assert_ne!(text(&issue(&ada, &animal).await.expect(201).json()["id"]), id);
    for nobody in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "%00"] {
        let path = format!("/api/v1/media/public/certificates/{nobody}");
        app.api().get(&path).send().await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn what_isnt_kept_here_is_not_certified() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("private").await;
    sqlx::query("UPDATE animal.animal SET archived_at = now()").execute(&app.db.owner).await.expect("archived");
    issue(&ada, &animal).await.expect_problem(409, "conflict");
    ada.get(&format!("/animals/{animal}/certificates/draft")).await.expect_problem(409, "conflict");
}

#[tokio::test]
async fn a_token_prints_what_its_scopes_say_and_others_find_nothing() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::open(&app, "ada").await, Desk::open(&app, "bob").await);
    let animal = ada.animal("public").await;
    let id = text(&issue(&ada, &animal).await.expect(201).json()["id"]);
    let token = async |scopes: &[&str]| app.api_token(&ada.person, &ada.slug, scopes).await;
    let (reader, writer) = (token(&["animals:read"]).await, token(&["lineage:write"]).await);
    let both = token(&["animals:read", "lineage:write"]).await;
    // Whether reading is needed, and whether writing is.
    let calls: [(Method, String, Value, bool, bool); 7] = [
        (Method::GET, format!("/animals/{animal}/pedigree/paper"), Value::Null, true, false),
        (Method::GET, format!("/animals/{animal}/certificates"), Value::Null, true, false),
        (Method::GET, format!("/animals/{animal}/certificates/draft"), Value::Null, true, true),
        (Method::POST, format!("/animals/{animal}/certificates"), Value::Null, true, true),
        (Method::GET, format!("/certificates/{id}"), Value::Null, true, false),
        (Method::GET, format!("/certificates/{id}/paper"), Value::Null, true, false),
        (Method::POST, format!("/certificates/{id}/revoke"), json!({"reason": "Sold as another"}), false, true),
    ];
    for (method, path, body, reads, writes) in calls {
        let send = |token: &str| with(&ada, &method, &path, &body).bearer(token).header("x-vivarium", "").send();
        with(&bob, &method, &path, &body).send().await.expect_problem(404, "not_found");
        let nobody = path.replace(&animal, &uuid::Uuid::now_v7().to_string());
        if nobody != path {
            with(&ada, &method, &nobody, &body).send().await.expect_problem(404, "not_found");
        }
        assert_eq!(send(&reader).await.status.as_u16() == 403, writes, "{method} {path} for reading");
        assert_eq!(send(&writer).await.status.as_u16() == 403, reads, "{method} {path} for writing");
        let done = send(&both).await.status;
        assert!(done.is_success(), "{method} {path} for both: {done}");
    }
}

#[tokio::test]
async fn a_member_who_reads_prints_and_issues_nothing() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("private").await;
    let id = text(&issue(&ada, &animal).await.expect(201).json()["id"]);
    let keeper = app.person("keeper").await;
    app.join(&ada.person, &ada.slug, &keeper, "keeper").await;
    let as_keeper = |method: Method, path: &str| ada.call(method, path).bearer(&keeper.access);
    as_keeper(Method::GET, &format!("/certificates/{id}/paper")).send().await.expect(200);
    as_keeper(Method::GET, &format!("/animals/{animal}/pedigree/paper")).send().await.expect(200);
    let issued = as_keeper(Method::POST, &format!("/animals/{animal}/certificates")).send().await;
    issued.expect_problem(403, "forbidden");
    let revoked = as_keeper(Method::POST, &format!("/certificates/{id}/revoke")).json(&json!({"reason": "Because"}));
    revoked.send().await.expect_problem(403, "forbidden");
}
