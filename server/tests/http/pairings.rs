//! Planned pairings: by REST, and on the breeder portal's pages with forms that come back.

use crate::{
    app::{Answer, TestApp},
    people::Person,
    portal_people::{call, keeper, member},
};
use http::Method;
use repti_model::Role;
use serde_json::{Value, json};

const PYTHON: &str = "01935000-0000-7000-8000-000000000001";

/// A vivarium's desk at the API.
struct Desk<'a> {
    app: &'a TestApp,
    owner: Person,
    slug: String,
}

impl<'a> Desk<'a> {
    async fn new(app: &'a TestApp, name: &str) -> Self {
        let owner = app.person(name).await;
        let (_, slug) = app.vivarium(&owner).await;
        Self { app, owner, slug }
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        let mut call = self.app.api().call(method, &format!("/api/v1/animal{path}")).bearer(&self.owner.access);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        call.header("x-vivarium", &self.slug).json(&body).send().await
    }

    async fn animal(&self, name: &str, sex: &str) -> String {
        let body = json!({"taxon_id": PYTHON, "name": name, "sex": sex});
        let made = self.ask(Method::POST, "/animals", &[], body).await.expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }
}

#[tokio::test]
async fn a_pairing_is_planned_once_listed_changed_cancelled_and_restored() {
    let app = TestApp::new().await;
    let desk = Desk::new(&app, "ada").await;
    let (zeus, hera) = (desk.animal("Zeus", "male").await, desk.animal("Hera", "female").await);
    let form = json!({"sire": zeus, "dam": hera, "season": 2027, "planned": "2027-03", "wish": "Clown"});
    let key = [("idempotency-key", "pair-1")];
    let made = desk.ask(Method::POST, "/pairings", &key, form.clone()).await.expect(201);
    let again = desk.ask(Method::POST, "/pairings", &key, form.clone()).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), again.json()), ("true", made.json()));
    assert_eq!(made.header("etag"), "\"v1\"");
    let pairing = made.json()["pairing"].clone();
    assert_eq!((&pairing["sire"]["name"], &pairing["fields"]["planned"]), (&json!("Zeus"), &json!("2027-03")));
    let path = format!("/pairings/{}", pairing["id"].as_str().unwrap());
    assert_eq!(made.header("location"), format!("/api/v1/animal{path}"));
    let met = desk.ask(Method::POST, "/pairings", &[], form).await.expect_problem(409, "already_exists");
    assert_eq!(met["current"]["id"], pairing["id"]);
    assert!(met["fields"]["season"][0].as_str().is_some_and(|said| said.contains("Zeus and Hera")), "{met}");

    let patch = json!({"wish": "Clown Pied", "planned": null});
    desk.ask(Method::PATCH, &path, &[], patch.clone()).await.expect_problem(428, "invalid");
    let changed = desk.ask(Method::PATCH, &path, &[("if-match", "\"v1\"")], patch).await.expect(200);
    assert_eq!(changed.header("etag"), "\"v2\"");
    assert_eq!(changed.json()["pairing"]["fields"]["planned"], Value::Null);
    let stale = desk.ask(Method::PATCH, &path, &[("if-match", "\"v1\"")], json!({"wish": "x"})).await;
    let stale = stale.expect_problem(412, "conflict");
    assert_eq!(stale["current"]["fields"]["wish"], json!({"yours": "x", "theirs": "Clown Pied"}));

    let why = json!({"reason": ""});
    let bare = desk.ask(Method::POST, &format!("{path}/cancel"), &[], why).await.expect_problem(422, "invalid");
    assert!(bare["fields"]["reason"].is_array());
    let why = json!({"reason": "Too light"});
    let gone = desk.ask(Method::POST, &format!("{path}/cancel"), &[], why).await.expect(200).json();
    assert_eq!(
        (&gone["pairing"]["state"], &gone["pairing"]["cancel_reason"]),
        (&json!("cancelled"), &json!("Too light"))
    );
    let list = desk.ask(Method::GET, "/pairings?state=planned", &[], Value::Null).await.expect(200).json();
    assert_eq!(list["items"], json!([]));
    let back = desk.ask(Method::POST, &format!("{path}/restore"), &[], json!({})).await.expect(200);
    assert_eq!(back.json()["pairing"]["state"], "planned");
    let of = format!("/pairings?animal={hera}&season=2027&limit=1");
    let list = desk.ask(Method::GET, &of, &[], Value::Null).await.expect(200).json();
    assert_eq!((list["items"].as_array().map(Vec::len), &list["next"]), (Some(1), &Value::Null));
    desk.ask(Method::GET, &path, &[], Value::Null).await.expect(200);
}

#[tokio::test]
async fn wrong_fields_are_named_and_a_stranger_finds_nothing() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::new(&app, "ada").await, Desk::new(&app, "bob").await);
    let (zeus, hera) = (ada.animal("Zeus", "male").await, ada.animal("Hera", "female").await);
    let plan = async |desk: &Desk<'_>, body: Value| desk.ask(Method::POST, "/pairings", &[], body).await;
    for (change, field) in [
        (json!({"season": 1989}), "season"),
        (json!({"planned": "2020-01"}), "planned"),
        (json!({"planned": "2027"}), "planned"),
        (json!({"wish": "x".repeat(501)}), "wish"),
        (json!({"sire": hera, "dam": zeus}), "sire"),
        (json!({"dam": zeus}), "dam"),
    ] {
        let mut body = json!({"sire": zeus, "dam": hera, "season": 2027});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let problem = plan(&ada, body).await.expect_problem(422, "invalid");
        assert!(problem["fields"][field].is_array(), "{field}: {problem}");
    }
    let body = json!({"sire": zeus, "dam": hera, "season": 2027});
    plan(&ada, json!({"sire": zeus, "dam": hera, "season": 2027, "state": "laid"}))
        .await
        .expect_problem(422, "invalid");
    plan(&bob, body.clone()).await.expect_problem(404, "not_found");
    let made = plan(&ada, body.clone()).await.expect(201).json();
    let path = format!("/pairings/{}", made["pairing"]["id"].as_str().unwrap());
    bob.ask(Method::GET, &path, &[], Value::Null).await.expect_problem(404, "not_found");
    let tag = [("if-match", "\"v1\"")];
    bob.ask(Method::PATCH, &path, &tag, json!({"wish": "mine"})).await.expect_problem(404, "not_found");
    bob.ask(Method::POST, &format!("{path}/cancel"), &[], json!({"reason": "x"}))
        .await
        .expect_problem(404, "not_found");
    ada.ask(Method::GET, "/pairings?state=laid", &[], Value::Null).await.expect_problem(422, "invalid");
    ada.ask(Method::GET, "/pairings?limit=0", &[], Value::Null).await.expect_problem(422, "invalid");
    // A token reads with its scope, and writes with the other.
    for (scope, reads, writes) in [("animals:read", 200, 403), ("animals:write", 403, 409), ("lineage:write", 403, 403)]
    {
        let token = app.api_token(&ada.owner, &ada.slug, &[scope]).await;
        let answer = app.api().get(&format!("/api/v1/animal{path}")).bearer(&token).send().await;
        assert_eq!(answer.status.as_u16(), reads, "{scope}");
        let answer = app.api().post("/api/v1/animal/pairings").bearer(&token).json(&body).send().await;
        assert_eq!(answer.status.as_u16(), writes, "{scope}");
    }
}

#[tokio::test]
async fn the_pages_plan_show_change_and_cancel_and_tell_who_may() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let page = async |path: &str| app.breeder().get(path).cookie(&ada.cookie).send().await.expect(200).text();
    let add = async |name: &str, sex: &str| {
        let form = [("taxon_id", PYTHON), ("name", name), ("sex", sex), ("genotype_text", "Spider het Clown")];
        let path = call(&app, &ada.cookie, "animal_save", &form).await.expect(200).json();
        path.as_str().unwrap().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    assert!(page("/pairings").await.contains("No pairing is planned yet"));
    let (zeus, hera) = (add("Zeus", "male").await, add("Hera", "female").await);
    assert!(page("/pairings/new").await.contains("Which two animals?"));
    // Named in the wrong order, each stands where it belongs.
    let filled = page(&format!("/pairings/new?sire={hera}&dam={zeus}&wish=Clown+Spider")).await;
    let at = |id: &str| filled.find(&format!("value=\"{id}\"")).expect("a hidden field");
    assert!(at(&zeus) < at(&hera) && filled.contains("Clown Spider"));

    let form = [("sire", zeus.as_str()), ("dam", &hera), ("season", "2027"), ("wish", "Clown"), ("note", "Secret")];
    let made = call(&app, &ada.cookie, "pairing_plan", &form).await.expect(200).json();
    let path = made.as_str().unwrap().split('?').next().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let shown = page(&path).await;
    for words in ["Zeus × Hera", "Season 2027", "25% of eggs would not live", "How inbred the young would be", "Secret"]
    {
        assert!(shown.contains(words), "{words}");
    }
    assert!(shown.contains(&format!("sire_id={zeus}&amp;dam_id={hera}")), "the calculator's address has both");
    let again = call(&app, &ada.cookie, "pairing_plan", &form).await.expect(409).text();
    assert!(again.contains(&id), "{again}");
    let wrong = [("sire", zeus.as_str()), ("dam", &hera), ("season", "next"), ("planned", "soon")];
    let wrong = call(&app, &ada.cookie, "pairing_plan", &wrong).await.expect(422).text();
    assert!(wrong.contains("season") && wrong.contains("planned"), "{wrong}");
    assert!(page(&format!("/animals/{zeus}")).await.contains("Planned pairings"));

    let first = r#"{"season":2027,"planned":null,"wish":"Clown","note":"Secret"}"#;
    let save = |wish: &'static str, note: &'static str| {
        [
            ("id", id.clone()),
            ("version", "1".to_owned()),
            ("read", first.to_owned()),
            ("season", "2027".to_owned()),
            ("wish", wish.to_owned()),
            ("note", note.to_owned()),
        ]
    };
    let send = async |fields: [(&'static str, String); 6]| {
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        call(&app, &ada.cookie, "pairing_change", &fields).await
    };
    send(save("Clown Pied", "Secret")).await.expect(200);
    let met = send(save("Clown", "Other")).await.expect(409).text();
    // The note alone was changed, so the note alone is met.
    assert!(met.contains("\"note\"") && !met.contains("\"wish\""), "{met}");
    assert!(page(&format!("{path}/edit")).await.contains("Clown Pied"));
    call(&app, &ada.cookie, "pairing_cancel", &[("id", &id), ("reason", "")]).await.expect(422);
    call(&app, &ada.cookie, "pairing_cancel", &[("id", &id), ("reason", "Too light")]).await.expect(200);
    let shown = page(&path).await;
    assert!(
        shown.contains("This pairing is cancelled") && shown.contains("Too light") && shown.contains("Plan it again")
    );
    assert!(page(&format!("/animals/{zeus}/history")).await.contains("cancelled the pairing Zeus"));
    call(&app, &ada.cookie, "pairing_restore", &[("id", &id)]).await.expect(200);
    assert!(page("/pairings?state=planned").await.contains("Zeus × Hera"));
    assert!(page("/pairings?state=cancelled").await.contains("No pairings match all of this"));

    // From where one looks at two animals.
    for path in [format!("/animals/{zeus}/mates"), format!("/relatedness/pairing?sire={zeus}&dam={hera}")] {
        let text = page(&path).await;
        assert!(
            text.contains("Save as planned pairing") && text.contains(&format!("sire={zeus}&amp;dam={hera}")),
            "{path}"
        );
    }
    let desk = format!(
        "/calculator?species=ball-python&sire=Spider+het+Clown&dam=Spider+het+Clown&sire_id={zeus}&dam_id={hera}"
    );
    assert!(page(&desk).await.contains("Save as planned pairing"));
    assert!(!page(&desk.replace("dam=Spider", "dam=Pastel")).await.contains("Save as planned pairing"));

    // A keeper reads and isn't offered what they may not; a handler plans.
    let kim = member(&app, &ada, "kim", Role::Keeper).await;
    let seen = app.breeder().get(&path).cookie(&kim.cookie).send().await.expect(200).text();
    assert!(seen.contains("Zeus × Hera") && !seen.contains("Cancel this pairing"));
    call(&app, &kim.cookie, "pairing_cancel", &[("id", &id), ("reason", "x")]).await.expect(403);
    let han = member(&app, &ada, "han", Role::Handler).await;
    let next = [("sire", zeus.as_str()), ("dam", &hera), ("season", "2028")];
    call(&app, &han.cookie, "pairing_plan", &next).await.expect(200);
}
