//! Import and export through the API and the breeder portal's own routes.

use crate::{
    app::{Answer, TestApp},
    people::Person,
};
use http::Method;
use repti_domain::repti_animal::import::job::ImportRun;
use serde_json::{Value, json};

const CSV: &str = "id,name,species,sex,born,sire\n\
    F-1,Zeus,Ball Pythons,male,2018-05-01,\n\
    F-3,Ares,Ball Pythons,male,2021-07-01,F-1\n\
    F-4,Bad,Ball Pythons,hen,,F-1\n";

impl TestApp {
    /// Does what the worker would do for the latest import that was started.
    async fn work(&self) {
        let payload: Value = sqlx::query_scalar(
            "SELECT payload::jsonb FROM graphile_worker._private_jobs WHERE payload::jsonb ? 'job' ORDER BY id DESC LIMIT 1",
        )
        .fetch_one(&self.db.owner)
        .await
        .expect("the work was enqueued");
        let run: ImportRun = serde_json::from_value(payload).expect("the worker understands it");
        self.state.domain.animal.run_import(&run).await.expect("the work is done");
    }

    async fn animals_in(&self, person: &Person, slug: &str) -> usize {
        let call = self.api().get("/api/v1/animal/animals?limit=200").bearer(&person.access).header("x-vivarium", slug);
        call.send().await.expect(200).json()["items"].as_array().map_or(0, Vec::len)
    }
}

/// A request of one person about the imports of one vivarium.
struct Desk<'a> {
    app: &'a TestApp,
    person: &'a Person,
    slug: &'a str,
}

impl Desk<'_> {
    fn call(&self, method: Method, path: &str) -> crate::app::Call<'_> {
        let path = format!("/api/v1/animal/{path}");
        self.app.api().call(method, &path).bearer(&self.person.access).header("x-vivarium", self.slug)
    }

    async fn upload(&self, csv: &str) -> Answer {
        self.call(Method::POST, "imports?file_name=mine.csv").bytes("text/csv", csv.to_owned()).send().await
    }

    /// Uploads and previews; the import's id.
    async fn previewed(&self, csv: &str) -> String {
        let id = self.upload(csv).await.expect(201).json()["id"].as_str().expect("an id").to_owned();
        self.call(Method::POST, &format!("imports/{id}/preview")).send().await.expect(200);
        id
    }
}

#[tokio::test]
async fn a_program_imports_a_file_looks_at_its_rows_and_takes_it_back() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let desk = Desk { app: &app, person: &ada, slug: &slug };

    let answer = desk.upload(CSV).await.expect(201);
    let job = answer.json();
    let id = job["id"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/api/v1/animal/imports/{id}"));
    assert_eq!((job["state"].as_str(), job["file_name"].as_str()), (Some("uploaded"), Some("mine.csv")));
    assert_eq!(job["mapping"]["columns"][2], "taxon");

    let mapping = json!({"mapping": job["mapping"], "options": {"unknown_parents": "create_external"}});
    let mapped =
        desk.call(Method::PUT, &format!("imports/{id}/mapping")).json(&mapping).send().await.expect(200).json();
    assert_eq!(mapped["state"], "mapped");
    let counts = &desk.call(Method::POST, &format!("imports/{id}/preview")).send().await.expect(200).json()["counts"];
    assert_eq!((&counts["create"], &counts["error"], &counts["links"]), (&json!(2), &json!(1), &json!(1)));
    let rows = desk.call(Method::GET, &format!("imports/{id}/rows?filter=errors")).send().await.expect(200).json();
    assert_eq!(rows["items"][0]["line"], 4);
    assert_eq!(rows["items"][0]["issues"][0]["field"], "sex");
    assert_eq!(app.animals_in(&ada, &slug).await, 0, "a preview writes nothing");

    let begun = desk.call(Method::POST, &format!("imports/{id}/commit")).send().await.expect(202).json();
    assert_eq!(begun["state"], "committing");
    app.work().await;
    let done = desk.call(Method::GET, &format!("imports/{id}")).send().await.expect(200).json();
    assert_eq!((&done["state"], &done["done"]), (&json!("committed"), &done["total"]));
    assert_eq!(app.animals_in(&ada, &slug).await, 2);
    desk.call(Method::DELETE, &format!("imports/{id}")).send().await.expect_problem(409, "conflict");

    let list = desk.call(Method::GET, "imports").send().await.expect(200).json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    desk.call(Method::POST, &format!("imports/{id}/revert")).send().await.expect(202);
    app.work().await;
    let back = desk.call(Method::GET, &format!("imports/{id}")).send().await.expect(200).json();
    assert_eq!((&back["state"], &back["revert"]["removed"]), (&json!("reverted"), &json!(2)));
    assert_eq!(app.animals_in(&ada, &slug).await, 0);
}

#[tokio::test]
async fn a_form_that_is_sent_again_with_its_key_is_taken_in_once() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let desk = Desk { app: &app, person: &ada, slug: &slug };
    // A file larger than a JSON body may be, and each time another boundary, as programs send it.
    let csv = format!("{CSV}{}", "F-5,Long,Ball Pythons,male,,\n".repeat(50_000));
    let send = |boundary: &str, csv: &str| {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n");
        let body = format!("{part}{csv}\r\n--{boundary}--\r\n");
        let call = desk.call(Method::POST, "imports").header("idempotency-key", "upload-1");
        call.bytes(&format!("multipart/form-data; boundary={boundary}"), body).send()
    };
    let first = send("one-boundary", &csv).await.expect(201);
    let again = send("another-boundary", &csv).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.json()["id"], again.json()["id"]);
    send("third-boundary", CSV).await.expect_problem(422, "invalid");
    let empty = desk.call(Method::POST, "imports").bytes("multipart/form-data; boundary=x", "--x--\r\n");
    assert!(empty.send().await.expect_problem(422, "invalid")["fields"]["file"].is_array());
}

#[tokio::test]
async fn handlers_are_refused_and_another_vivarium_finds_nothing() {
    let app = TestApp::new().await;
    let (ada, bob, eve) = (app.person("ada").await, app.person("bob").await, app.person("eve").await);
    let (_, slug) = app.vivarium(&ada).await;
    let (_, elsewhere) = app.vivarium(&eve).await;
    app.join(&ada, &slug, &bob, "handler").await;
    let id = Desk { app: &app, person: &ada, slug: &slug }.previewed(CSV).await;

    let handler = Desk { app: &app, person: &bob, slug: &slug };
    handler.upload(CSV).await.expect_problem(403, "forbidden");
    let stranger = Desk { app: &app, person: &eve, slug: &elsewhere };
    for (method, path) in [
        (Method::GET, format!("imports/{id}")),
        (Method::GET, format!("imports/{id}/rows")),
        (Method::POST, format!("imports/{id}/preview")),
        (Method::POST, format!("imports/{id}/commit")),
        (Method::POST, format!("imports/{id}/revert")),
        (Method::DELETE, format!("imports/{id}")),
    ] {
        handler.call(method.clone(), &path).send().await.expect_problem(403, "forbidden");
        stranger.call(method, &path).send().await.expect_problem(404, "not_found");
    }
    handler.call(Method::GET, "exports/csv").send().await.expect_problem(403, "forbidden");
    handler.call(Method::GET, "imports").send().await.expect_problem(403, "forbidden");
    let nobody = app.api().post("/api/v1/animal/imports").bytes("text/csv", CSV);
    nobody.send().await.expect_problem(401, "unauthenticated");
    let reader = app.api_token(&ada, &slug, &["animals:read"]).await;
    let call = app.api().post("/api/v1/animal/imports").bearer(&reader).bytes("text/csv", CSV);
    call.send().await.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_in_plain_words() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let desk = Desk { app: &app, person: &ada, slug: &slug };
    let send = |bytes: Vec<u8>| desk.call(Method::POST, "imports").bytes("application/octet-stream", bytes).send();
    let problem = send(b"\x7fELF\x02\x01\x01\0\0\0".to_vec()).await.expect_problem(415, "unsupported");
    assert!(problem["fields"]["file"][0].as_str().unwrap().contains("a program"));
    send(b"%PDF-1.7".to_vec()).await.expect_problem(415, "unsupported");
    send((0_u8..=255).cycle().take(5_000).collect()).await.expect_problem(415, "unsupported");
    send(Vec::new()).await.expect_problem(422, "invalid");
    send(b"Name,Sex\n".to_vec()).await.expect_problem(422, "invalid");
    let problem = send(vec![b'a'; 200 * 1024 * 1024]).await.expect_problem(413, "too_large");
    assert!(problem["detail"].as_str().unwrap().contains("25 MB"));
    // The old encodings are no obstacle.
    let utf16 = CSV.encode_utf16().flat_map(u16::to_le_bytes);
    let job = send([0xff, 0xfe].into_iter().chain(utf16).collect()).await.expect(201).json();
    assert!(job["notes"][0].as_str().unwrap().contains("UTF-16"), "{job}");
    let western = send(b"Name,Species\nZo\xeb,Ball Pythons\n".to_vec()).await.expect(201).json();
    assert_eq!(western["sample"][0][0], "Zoë");
    let list = desk.call(Method::GET, "imports").send().await.expect(200).json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2), "what was refused is not kept");
}

#[tokio::test]
async fn exports_come_as_files_with_a_name() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let desk = Desk { app: &app, person: &ada, slug: &slug };
    let id = desk.previewed(CSV).await;
    desk.call(Method::POST, &format!("imports/{id}/commit")).send().await.expect(202);
    app.work().await;
    let offers = desk.call(Method::GET, "exports").send().await.expect(200).json();
    let market = offers.as_array().unwrap().iter().find(|offer| offer["kind"] == "morphmarket").unwrap();
    assert!(market["warning"].as_str().unwrap().contains("sold"));
    for (kind, beginning) in
        [("csv", "\u{feff}"), ("morphmarket", "\u{feff}Category*,"), ("xlsx", "PK"), ("archive", "PK")]
    {
        let answer = desk.call(Method::GET, &format!("exports/{kind}")).send().await.expect(200);
        assert!(answer.header("content-disposition").starts_with("attachment; filename=\"reptidex-"), "{kind}");
        assert!(answer.body.starts_with(beginning.as_bytes()), "{kind}");
        let call = desk.call(Method::GET, &format!("exports/{kind}")).header("accept-encoding", "br");
        let packed = call.send().await.expect(200);
        assert!(packed.header("content-encoding") == "br" && packed.body.len() > 100, "{kind}");
    }
    desk.call(Method::GET, "exports/pdf").send().await.expect_problem(404, "not_found");
}
