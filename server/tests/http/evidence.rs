//! Files beside claims: by the API, by the forms of the breeder portal, and for staff.

use crate::{
    admin::{call as admin_call, staff},
    app::{Answer, TestApp},
    people::Person,
    portal_people::{Person as Keeper, call, keeper},
};
use http::Method;
use repti_model::StaffRole;
use serde_json::{Value, json};

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";
const BOUNDARY: &str = "----reptidex";
const PDF: &[u8] = b"%PDF-1.7\nRGI 1234";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Somebody with a vivarium, by the API.
struct Desk<'a> {
    app: &'a TestApp,
    person: Person,
    slug: String,
}

impl<'a> Desk<'a> {
    async fn open(app: &'a TestApp, name: &str) -> Self {
        let person = app.person(name).await;
        let (_, slug) = app.vivarium(&person).await;
        Self { app, person, slug }
    }

    fn call(&self, method: Method, path: &str) -> crate::app::Call<'_> {
        let call = self.app.api().call(method, &format!("/api/v1/animal{path}"));
        call.bearer(&self.person.access).header("x-vivarium", &self.slug)
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        self.call(method, path).json(&body).send().await
    }

    async fn animal(&self, name: &str, sex: &str) -> String {
        let body = json!({"taxon_id": BALL_PYTHON, "name": name, "sex": sex, "visibility": "public"});
        let made = self.ask(Method::POST, "/animals", body).await.expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    /// A young animal here, whose sire is said to be one of `other`'s: the claim's id.
    async fn claim(&self, other: &Self) -> String {
        let (young, sire) = (self.animal("Kiwi", "female").await, other.animal("Onyx", "male").await);
        let body = json!({"parent": {"kind": "existing", "id": sire}, "side": "sire"});
        let made = self.ask(Method::POST, &format!("/animals/{young}/parents"), body).await.expect(201).json();
        made["claim"]["id"].as_str().expect("an id").to_owned()
    }

    async fn put(&self, claim: &str, query: &str, bytes: &[u8]) -> Answer {
        let path = format!("/parents/{claim}/evidence{query}");
        self.call(Method::POST, &path).bytes("application/octet-stream", bytes.to_vec()).send().await
    }
}

#[tokio::test]
async fn a_file_goes_in_and_out_and_is_nobody_elses() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::open(&app, "ada").await, Desk::open(&app, "bob").await);
    let claim = ada.claim(&bob).await;
    let made = ada.put(&claim, "?file_name=Bericht%20%C3%A4.pdf", PDF).await.expect(201);
    let file = made.json();
    let at = made.header("location").trim_start_matches("/api/v1/animal").to_owned();
    assert_eq!(
        (&file["name"], &file["kind"], &file["size"]),
        (&json!("Bericht ä.pdf"), &json!("pdf"), &json!(PDF.len()))
    );

    let read = ada.call(Method::GET, &at).send().await.expect(200);
    assert_eq!(read.body.as_ref(), PDF);
    assert_eq!(read.header("content-type"), "application/pdf");
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    assert_eq!(read.header("cache-control"), "private, no-store");
    assert!(read.header("content-disposition").starts_with("attachment; filename=\"Bericht _.pdf\""));
    assert!(read.header("content-security-policy").contains("sandbox"));

    bob.call(Method::GET, &at).send().await.expect_problem(404, "not_found");
    bob.call(Method::DELETE, &at).send().await.expect_problem(404, "not_found");
    bob.ask(Method::GET, &format!("/parents/{claim}/evidence"), Value::Null).await.expect(404);
    bob.put(&claim, "", PDF).await.expect_problem(404, "not_found");
    app.api().get(&format!("/api/v1/animal{at}")).send().await.expect(401);
    let step = json!({"step": "requested"});
    ada.ask(Method::POST, &format!("/parents/{claim}/verification"), step).await.expect(200);
    bob.call(Method::GET, &at).send().await.expect(200);
    let lines: i64 = sqlx::query_scalar("SELECT count(*) FROM core.audit_event WHERE action = 'evidence.read'")
        .fetch_one(&app.db.owner)
        .await
        .unwrap();
    assert_eq!(lines, 1);
    let gone = ada.call(Method::DELETE, &at).send().await.expect(200).json();
    assert_eq!(gone, json!({"outcome": "withdrawn"}));
    let token = app.api_token(&ada.person, &ada.slug, &["animals:read"]).await;
    let narrow = app.api().post(&format!("/api/v1/animal/parents/{claim}/evidence")).bearer(&token);
    narrow.bytes("application/octet-stream", PDF.to_vec()).send().await.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn a_page_called_picture_and_a_file_too_large_are_refused() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::open(&app, "ada").await, Desk::open(&app, "bob").await);
    let claim = ada.claim(&bob).await;
    for bytes in [&b"<html><script>alert(1)</script>"[..], b"GIF89a", b"", b"<html>%PDF-1.7"] {
        let problem = ada.put(&claim, "?file_name=picture.png", bytes).await.expect_problem(422, "invalid");
        assert!(problem["fields"]["file"][0].is_string(), "{problem}");
    }
    let mut large = PDF.to_vec();
    large.resize(11 << 20, b' ');
    ada.put(&claim, "", &large).await.expect_problem(413, "too_large");
    // What says that it is far too long isn't listened to.
    let call = ada.call(Method::POST, &format!("/parents/{claim}/evidence")).header("content-length", "209715200");
    call.bytes("application/octet-stream", PDF.to_vec()).send().await.expect_problem(413, "too_large");
    let problem = ada.put(&claim, "?certificate=perhaps", PDF).await.expect_problem(422, "invalid");
    assert!(problem["fields"]["certificate"].is_array() || problem["fields"].is_object(), "{problem}");
}

/// The form of a claim, as a browser without scripts sends it.
async fn upload(app: &TestApp, who: &Keeper, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let call = app.breeder().post("/evidence/upload").cookie(&who.cookie);
    call.bytes(&format!("multipart/form-data; boundary={BOUNDARY}"), body).send().await
}

async fn page(app: &TestApp, who: &Keeper, path: &str) -> String {
    app.breeder().get(path).cookie(&who.cookie).send().await.expect(200).text()
}

#[tokio::test]
async fn the_form_of_a_claim_works_without_scripts_and_staff_see_the_certificate() {
    let app = TestApp::new().await;
    let (north, south) = (keeper(&app, "north").await, keeper(&app, "south").await);
    let add = async |name: &str, sex: &str| {
        let form = [
            ("taxon_id", BALL_PYTHON),
            ("name", name),
            ("sex", sex),
            ("sex_confidence", "certain"),
            ("visibility", "public"),
        ];
        let led = call(&app, &north.cookie, "animal_save", &form).await.expect(200).json();
        led.as_str().unwrap_or_default().split('?').next().unwrap_or_default().to_owned()
    };
    let young = add("Kiwi", "female").await;
    let id = young.rsplit('/').next().unwrap_or_default().to_owned();
    let claimed = [("id", id.as_str()), ("text", "het Clown"), ("basis", "seller_stated")];
    call(&app, &north.cookie, "genotype_claim", &claimed).await.expect(200);
    let dna = [("id", id.as_str()), ("text", "Pastel"), ("basis", "dna")];
    let refused = call(&app, &north.cookie, "genotype_claim", &dna).await.expect(422).json();
    assert!(refused["fields"]["basis"][0].as_str().is_some_and(|said| said.contains("certificate")), "{refused}");
    let gene: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM animal.genotype_claim").fetch_one(&app.db.owner).await.unwrap();
    let claim = format!("gene:{gene}");
    let shown = page(&app, &north, &young).await;
    assert!(shown.contains("Add a file") && shown.contains(&claim) && shown.contains("nobody can be asked"));

    let form = [("claim", claim.as_str()), ("back", id.as_str()), ("certificate", "true")];
    let back = upload(&app, &north, &form, "picture.png", b"<html>").await.expect(303).header("location").to_owned();
    assert!(back.starts_with(&format!("{young}?")), "{back}");
    assert!(page(&app, &north, &back).await.contains("This is no PDF, PNG, JPEG or WebP file"));
    let back = upload(&app, &north, &form, "report.png", PNG).await.expect(303).header("location").to_owned();
    assert_eq!(back, format!("{young}?note=evidence-added"));
    let shown = page(&app, &north, &back).await;
    assert!(shown.contains("report.png") && shown.contains("waits for ReptiDex"));
    let strange = upload(&app, &south, &form, "x.png", PNG).await.expect(303).header("location").to_owned();
    assert!(strange.contains("__err"), "{strange}");

    let file: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM animal.evidence_file").fetch_one(&app.db.owner).await.unwrap();
    let at = format!("/evidence/{file}");
    let show = app.breeder().get(&format!("{at}?show=1")).cookie(&north.cookie).send().await.expect(200);
    assert!(show.header("content-disposition").starts_with("inline"));
    assert!(show.header("content-security-policy").contains("sandbox"));
    app.breeder().get(&at).cookie(&south.cookie).send().await.expect(404);
    app.breeder().get("/evidence/0").cookie(&north.cookie).send().await.expect(404);
    app.public().get(&at).send().await.expect(404);
    assert!(app.breeder().get(&at).send().await.expect(303).header("location").starts_with("/sign-in"));

    let moderator = staff(&app, StaffRole::Moderator).await;
    let desk = app.admin().get("/disputes").cookie(&moderator.cookie).send().await.expect(200).text();
    assert!(desk.contains("report.png") && desk.contains("het Clown") && desk.contains("Accept it"));
    app.admin().get(&at).cookie(&moderator.cookie).send().await.expect(200);
    let file = file.to_string();
    let verdict = [("id", file.as_str()), ("reason", "The report names the animal.")];
    let done = admin_call(&app, &moderator.cookie, "accept_certificate", &verdict).await.expect(200);
    assert_eq!(done.json(), "/disputes?note=certificate-accepted");
    assert!(page(&app, &north, &young).await.contains("DNA test"));
    app.admin().get(&at).cookie(&moderator.cookie).send().await.expect(404);

    let remove = [("file", file.as_str()), ("back", id.as_str())];
    let gone = call(&app, &north.cookie, "evidence_remove", &remove).await.expect(200).json();
    assert_eq!(gone, format!("{young}?note=evidence-withdrawn"));
    call(&app, &south.cookie, "evidence_remove", &remove).await.expect(404);
}

#[tokio::test]
async fn what_waits_for_an_answer_is_counted_beside_its_place() {
    let app = TestApp::new().await;
    let (ada, eve) = (keeper(&app, "ada").await, keeper(&app, "eve").await);
    let ask = async |who: &Keeper| {
        let call = app.breeder().server_function("/sfn/breeder/verifications_waiting", &json!({}));
        call.cookie(&who.cookie).send().await.expect(200).json()
    };
    assert_eq!((ask(&ada).await, ask(&eve).await), (json!(0), json!(0)));
    app.breeder().server_function("/sfn/breeder/verifications_waiting", &json!({})).send().await.expect(401);
}
