//! Kinship of the record's own animals by REST: the matrix, a pairing, the report; and who may not ask.

use crate::{
    app::{Answer, TestApp},
    people::Person,
};
use serde_json::{Value, json};

const ANIMAL: &str = "/api/v1/animal";

/// Somebody with a vivarium.
struct House<'a> {
    app: &'a TestApp,
    owner: Person,
    slug: String,
    taxon: String,
}

impl<'a> House<'a> {
    async fn new(app: &'a TestApp, name: &str) -> Self {
        let owner = app.person(name).await;
        let (_, slug) = app.vivarium(&owner).await;
        let taxa = app.api().get(&format!("{ANIMAL}/taxa")).bearer(&owner.access).send().await.expect(200).json();
        let taxon = taxa[0]["id"].as_str().expect("a taxon").to_owned();
        Self { app, owner, slug, taxon }
    }

    async fn get(&self, path: &str) -> Answer {
        let call = self.app.api().get(&format!("{ANIMAL}/{path}"));
        call.bearer(&self.owner.access).header("x-vivarium", &self.slug).send().await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        let call = self.app.api().post(&format!("{ANIMAL}/{path}"));
        call.bearer(&self.owner.access).header("x-vivarium", &self.slug).json(body).send().await
    }

    async fn animal(&self, name: &str, sex: &str) -> String {
        let form = json!({"taxon_id": self.taxon, "name": name, "sex": sex});
        self.post("animals", &form).await.expect(201).json()["id"].as_str().expect("an id").to_owned()
    }

    async fn parent(&self, child: &str, parent: &str, side: &str) {
        let form = json!({"side": side, "parent": {"kind": "existing", "id": parent}});
        self.post(&format!("animals/{child}/parents"), &form).await.expect(201);
    }
}

#[tokio::test]
async fn a_family_is_as_related_as_it_is() {
    let app = TestApp::new().await;
    let house = House::new(&app, "ada").await;
    let (old, dam) = (house.animal("Old", "male").await, house.animal("Dam", "female").await);
    let (brother, sister) = (house.animal("Brother", "male").await, house.animal("Sister", "female").await);
    for child in [&brother, &sister] {
        house.parent(child, &old, "sire").await;
        house.parent(child, &dam, "dam").await;
    }
    let found = house.post("kinship", &json!({"ids": [brother, sister, old]})).await.expect(200).json();
    assert_eq!(found["kinship"], json!([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.25, 0.25, 0.5]]));
    assert_eq!(found["animals"][0]["animal"]["name"], "Brother");
    assert_eq!((&found["animals"][0]["inbreeding"], &found["animals"][2]["inbreeding"]), (&json!(0.0), &Value::Null));

    let pair = house.get(&format!("what-if?sire={brother}&dam={sister}")).await.expect(200).json();
    assert_eq!((&pair["young"]["inbreeding"], &pair["closeness"]), (&json!(0.25), &json!("full_sibs")));
    assert_eq!(pair["shared"].as_array().map(Vec::len), Some(2));
    assert_eq!(pair["shared"][0]["contribution"], 0.125);

    let report = house.get(&format!("collection-report?taxon={}", house.taxon)).await.expect(200).json();
    assert_eq!((&report["animals"], report["ranked"].as_array().map(Vec::len)), (&json!(4), Some(4)));
    // Each with itself 1/2; six pairs of which five are 1/4 and sire and dam are strangers: (4 / 2 + 2 · 5 / 4) / 16.
    assert_eq!(report["figures"]["mean_kinship"], 4.5 / 16.0);
    assert_eq!(report["founders"][0]["carriers"], 3);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_by_field() {
    let app = TestApp::new().await;
    let house = House::new(&app, "ada").await;
    let mine = house.animal("Mine", "male").await;
    let named = |answer: Answer, field: &str| {
        let problem = answer.expect_problem(422, "invalid");
        assert!(problem["fields"][field].is_array(), "{field}: {problem}");
    };
    named(house.post("kinship", &json!({"ids": [mine]})).await, "ids");
    let many: Vec<String> = (0..61).map(|_| uuid::Uuid::now_v7().to_string()).collect();
    named(house.post("kinship", &json!({"ids": many})).await, "ids");
    house.post("kinship", &json!({"ids": [mine], "more": 1})).await.expect_problem(422, "invalid");
    house.post("kinship", &json!({"ids": ["x"]})).await.expect_problem(422, "invalid");
    named(house.get(&format!("what-if?sire={mine}")).await, "dam");
    named(house.get(&format!("what-if?sire={mine}&dam={mine}")).await, "dam");
    named(house.get("collection-report").await, "taxon");
    named(house.get(&format!("collection-report?taxon={}", uuid::Uuid::nil())).await, "taxon");
    house.get("collection-report?species=boa").await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn anothers_private_animal_is_not_there() {
    let app = TestApp::new().await;
    let (ada, bob) = (House::new(&app, "ada").await, House::new(&app, "bob").await);
    let (mine, other) = (ada.animal("Mine", "male").await, ada.animal("Other", "female").await);
    let secret = bob.animal("Secret", "female").await;
    ada.post("kinship", &json!({"ids": [mine, secret]})).await.expect_problem(404, "not_found");
    ada.get(&format!("what-if?sire={mine}&dam={secret}")).await.expect_problem(404, "not_found");
    let report = ada.get(&format!("collection-report?taxon={}", ada.taxon)).await.expect(200);
    assert!(!report.text().contains("Secret"));
    // A token reads with its scope, and not without.
    for (scopes, status) in [(["animals:read"], 200), (["lineage:write"], 403)] {
        let token = app.api_token(&ada.owner, &ada.slug, &scopes).await;
        let call = app.api().post(&format!("{ANIMAL}/kinship")).bearer(&token).json(&json!({"ids": [mine, other]}));
        assert_eq!(call.send().await.status.as_u16(), status, "{scopes:?}");
    }
}
