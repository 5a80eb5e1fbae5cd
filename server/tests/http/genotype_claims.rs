//! Claims about genes: by REST, on the animal's page, and on the public page with how each is known.

use crate::{
    app::{Answer, TestApp},
    people::Person,
    portal_people::{Person as Member, call, keeper},
};
use http::Method;
use serde_json::{Value, json};

const PYTHON: &str = "01935000-0000-7000-8000-000000000001";

/// A vivarium's desk at the API.
struct Desk<'a> {
    app: &'a TestApp,
    owner: Person,
    slug: String,
}

impl Desk<'_> {
    async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        let call = self.app.api().call(method, &format!("/api/v1/animal{path}")).bearer(&self.owner.access);
        call.header("x-vivarium", &self.slug).json(&body).send().await
    }

    async fn animal(&self, fields: Value) -> String {
        let mut body = json!({"taxon_id": PYTHON});
        body.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
        let made = self.ask(Method::POST, "/animals", body).await.expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    async fn parent(&self, child: &str, parent: &str, side: &str) {
        let body = json!({"parent": {"kind": "existing", "id": parent}, "side": side});
        self.ask(Method::POST, &format!("/animals/{child}/parents"), body).await.expect(201);
    }
}

async fn desk(app: &TestApp) -> Desk<'_> {
    let owner = app.person("ada").await;
    let (_, slug) = app.vivarium(&owner).await;
    Desk { app, owner, slug }
}

#[tokio::test]
async fn claims_are_recorded_changed_taken_back_and_put_back_by_rest() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let kiwi = desk.animal(json!({"name": "Kiwi"})).await;
    let path = format!("/animals/{kiwi}/genotype-claims");
    let text = json!({"text": "Pastel 66% het Clown", "basis": "breeding_odds", "evidence": "Clutch 7", "evidence_on": "2024-05-17"});
    let added = desk.ask(Method::POST, &path, text.clone()).await.expect(201).json();
    assert_eq!((&added[0]["words"], &added[1]["words"]), (&json!("Pastel"), &json!("66% het Clown")));
    assert_eq!(added[1]["claimed"]["chance"], json!({"numerator": 2, "denominator": 3}));
    let again = desk.ask(Method::POST, &path, text).await.expect_problem(422, "invalid");
    assert!(
        again["fields"]["text"][0].as_str().is_some_and(|said| said.contains("Pastel is claimed already")),
        "{again}"
    );
    let wrong = desk.ask(Method::POST, &path, json!({"text": "Pastel Clwn"})).await.expect_problem(422, "invalid");
    assert!(wrong["fields"]["text"][0].as_str().is_some_and(|said| said.contains("Did you mean")), "{wrong}");
    let gene = json!({"genes": [{"gene": "pied", "copies": 0}], "basis": "dna"});
    let bare = desk.ask(Method::POST, &path, gene.clone()).await.expect_problem(422, "invalid");
    assert!(bare["fields"]["basis"].is_array(), "a DNA test comes out of a certificate: {bare}");
    let mut gene = gene;
    gene["basis"] = json!("test_bred");
    assert_eq!(desk.ask(Method::POST, &path, gene).await.expect(201).json()[0]["words"], "no Piebald");

    let clown = format!("/genotype-claims/{}", added[1]["id"].as_str().unwrap());
    let change = json!({"chance": {"numerator": 1, "denominator": 1}, "basis": "test_bred", "evidence_on": null});
    let changed = desk.ask(Method::PATCH, &clown, change.clone()).await.expect(200).json();
    assert_eq!((&changed["words"], &changed["evidence_on"]), (&json!("het Clown"), &Value::Null));
    let met = desk.ask(Method::PATCH, &clown, json!({"basis": "visual"})).await.expect_problem(409, "conflict");
    assert!(met["detail"].as_str().is_some_and(|said| said.contains("het Clown now")), "{met}");
    let clown = format!("/genotype-claims/{}", changed["id"].as_str().unwrap());
    desk.ask(Method::DELETE, &clown, Value::Null).await.expect(204);
    let record = desk.ask(Method::GET, &path, Value::Null).await.expect(200).json();
    assert_eq!(
        (record["claims"].as_array().unwrap().len(), &record["retracted"][0]["words"]),
        (2, &json!("het Clown"))
    );
    desk.ask(Method::POST, &format!("{clown}/restore"), json!({})).await.expect(200);
    let record = desk.ask(Method::GET, &path, Value::Null).await.expect(200).json();
    assert_eq!(record["name"], "Pastel het Clown");

    // A token that only reads, and somebody else's vivarium.
    let reader = app.api_token(&desk.owner, &desk.slug, &["animals:read"]).await;
    let at = format!("/api/v1/animal{path}");
    app.api().get(&at).bearer(&reader).send().await.expect(200);
    app.api().post(&at).bearer(&reader).json(&json!({"text": "Enchi"})).send().await.expect(403);
    let other = self::desk(&app).await;
    other.ask(Method::GET, &path, Value::Null).await.expect(404);
    other.ask(Method::POST, &path, json!({"text": "Enchi"})).await.expect(404);
    other.ask(Method::DELETE, &clown, Value::Null).await.expect(404);
}

#[tokio::test]
async fn odds_of_relatives_stand_apart_with_what_they_rest_on() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let sire = desk.animal(json!({"name": "Zeus", "sex": "male"})).await;
    let dam = desk.animal(json!({"name": "Hera", "sex": "female"})).await;
    let kiwi = desk.animal(json!({"name": "Kiwi"})).await;
    desk.parent(&kiwi, &sire, "sire").await;
    desk.parent(&kiwi, &dam, "dam").await;
    for (animal, text) in [(&sire, "het Clown"), (&dam, "Pastel het Clown"), (&kiwi, "Pastel")] {
        desk.ask(Method::POST, &format!("/animals/{animal}/genotype-claims"), json!({"text": text})).await.expect(201);
    }
    let odds = desk.ask(Method::GET, &format!("/animals/{kiwi}/genotype-odds"), Value::Null).await.expect(200).json();
    assert_eq!((&odds["genes"][0]["words"], &odds["genes"][0]["fraction"]), (&json!("66% het Clown"), &json!("2/3")));
    assert!(odds["genes"][0]["because"].to_string().contains("Zeus"), "{odds}");
}

#[tokio::test]
async fn the_pages_say_how_each_gene_is_known_and_the_public_one_not_why() {
    let app = TestApp::new().await;
    let ada: Member = keeper(&app, "ada").await;
    let form =
        [("taxon_id", PYTHON), ("name", "Kiwi"), ("visibility", "public"), ("genotype_text", "Pastel het Clown")];
    let path = call(&app, &ada.cookie, "animal_save", &form).await.expect(200).json();
    let path = path.as_str().unwrap().split('?').next().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let page = async |path: &str| app.breeder().get(path).cookie(&ada.cookie).send().await.expect(200).text();
    let first = page(&path).await;
    assert!(first.contains("From the genotype text, not claimed yet") && first.contains("Claim genes"));
    call(&app, &ada.cookie, "genotype_take", &[("id", &id), ("basis", "seller_stated")]).await.expect(200);
    let taken = page(&path).await;
    assert!(taken.contains("Stated by the seller") && !taken.contains("not claimed yet"));
    let pick = [
        ("id", id.as_str()),
        ("gene", "pied"),
        ("copies", "1"),
        ("chance", "66%"),
        ("basis", "breeding_odds"),
        ("evidence", "Zxqsecret"),
    ];
    call(&app, &ada.cookie, "genotype_claim", &pick).await.expect(200);
    assert!(page(&path).await.contains("66% het Piebald"));
    assert!(page(&format!("{path}/genotype")).await.contains("Claimed already"));
    // Without scripts a refused form comes back to its page.
    let wrong = call(&app, &ada.cookie, "genotype_claim", &[("id", &id), ("text", "Clwn")]).await.expect(422).text();
    assert!(wrong.contains("clwn") || wrong.contains("Clwn"), "{wrong}");

    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let public = app.public().get(&format!("/animals/{id}")).send().await.expect(200).text();
    for shown in ["66% het Piebald", "Odds of the breeding", "Stated by the seller"] {
        assert!(public.contains(shown), "{shown}");
    }
    assert!(!public.contains("Zxqsecret"));
}
