//! Claims about genes where they are used: mates, lists, the calculator's page, texts of many made into claims, the public search.

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

    async fn animal(&self, name: &str, sex: &str, text: &str) -> String {
        let body = json!({"taxon_id": PYTHON, "name": name, "sex": sex, "genotype_text": text});
        let made = self.ask(Method::POST, "/animals", body).await.expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    async fn names(&self, query: &str) -> Vec<String> {
        let found = self.ask(Method::GET, &format!("/animals?{query}"), Value::Null).await.expect(200).json();
        let names = found["items"].as_array().expect("a list").iter();
        names.map(|animal| animal["name"].as_str().expect("a name").to_owned()).collect()
    }
}

async fn desk(app: &TestApp) -> Desk<'_> {
    let owner = app.person("ada").await;
    let (_, slug) = app.vivarium(&owner).await;
    Desk { app, owner, slug }
}

#[tokio::test]
async fn a_list_is_narrowed_by_genes_and_a_wrong_one_names_its_field() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    desk.animal("Het", "male", "Pastel het Clown").await;
    desk.animal("Perhaps", "female", "66% het Clown").await;
    let bare = desk.animal("Claimed", "female", "").await;
    desk.ask(Method::POST, &format!("/animals/{bare}/genotype-claims"), json!({"text": "Clown"})).await.expect(201);
    assert_eq!(desk.names("gene=clown").await, ["Het", "Perhaps", "Claimed"]);
    assert_eq!(desk.names("gene=clown:visual").await, ["Claimed"]);
    assert_eq!(desk.names("gene=clown:possible").await, ["Perhaps"]);
    assert_eq!(desk.names("gene=clown,pastel").await, ["Het"]);
    let wrong = desk.ask(Method::GET, "/animals?gene=clown:shown", Value::Null).await.expect_problem(422, "invalid");
    assert!(wrong["fields"]["gene"].is_array(), "{wrong}");
    let mates =
        desk.ask(Method::POST, &format!("/animals/{bare}/mates"), json!({"goal": "Clown"})).await.expect(200).json();
    assert_eq!((&mates["reckoned"]["source"], &mates["reckoned"]["words"]), (&json!("claims"), &json!("Clown")));
    assert_eq!(
        (&mates["mates"][0]["reckoned"]["source"], &mates["mates"][0]["odds"]["goal"]),
        (&json!("text"), &json!(0.5))
    );
}

#[tokio::test]
async fn texts_of_many_are_previewed_claimed_and_taken_back_by_rest() {
    let app = TestApp::new().await;
    let desk = desk(&app).await;
    let (kiwi, odd) =
        (desk.animal("Kiwi", "female", "Pastel het Clown").await, desk.animal("Odd", "male", "Clwn").await);
    let ids = json!({"ids": [kiwi, odd]});
    let preview = desk.ask(Method::POST, "/genotype-claims/from-texts/preview", ids.clone()).await.expect(200).json();
    assert_eq!((&preview["animals"], &preview["genes"], &preview["unreadable"]), (&json!(1), &json!(2), &json!(1)));
    assert_eq!(preview["will"][0]["words"], json!(["Pastel", "het Clown"]));
    let many = json!({"selection": ids, "basis": "visual"});
    let done = desk.ask(Method::POST, "/genotype-claims/from-texts", many.clone()).await.expect(200).json();
    assert_eq!(done["genes"], 2);
    let dna = json!({"selection": ids, "basis": "dna"});
    let refused = desk.ask(Method::POST, "/genotype-claims/from-texts", dna).await.expect_problem(422, "invalid");
    assert!(refused["fields"]["basis"].is_array(), "{refused}");
    let undo = json!({"undo": done["undo"]});
    let undone = desk.ask(Method::POST, "/genotype-claims/from-texts/undo", undo).await.expect(200).json();
    assert_eq!((&undone["genes"], &undone["undo"]), (&json!(2), &Value::Null));
    // A token that only reads, and somebody else's vivarium.
    let reader = app.api_token(&desk.owner, &desk.slug, &["animals:read"]).await;
    app.api().post("/api/v1/animal/genotype-claims/from-texts").bearer(&reader).json(&many).send().await.expect(403);
    let other = self::desk(&app).await;
    other.ask(Method::POST, "/genotype-claims/from-texts", many).await.expect(404);
}

#[tokio::test]
async fn the_pages_say_where_a_genotype_comes_from() {
    let app = TestApp::new().await;
    let ada: Member = keeper(&app, "ada").await;
    let add = async |name: &str, sex: &str, text: &str| {
        let form =
            [("taxon_id", PYTHON), ("name", name), ("sex", sex), ("visibility", "public"), ("genotype_text", text)];
        let path = call(&app, &ada.cookie, "animal_save", &form).await.expect(200).json();
        path.as_str().unwrap().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let (sire, dam) = (add("Zeus", "male", "Clown").await, add("Hera", "female", "Clown").await);
    let claim = [("id", sire.as_str()), ("text", "het Clown"), ("basis", "test_bred")];
    call(&app, &ada.cookie, "genotype_claim", &claim).await.expect(200);
    let page = async |path: &str| app.breeder().get(path).cookie(&ada.cookie).send().await.expect(200).text();
    let calculator = page("/calculator").await;
    assert!(calculator.contains("from claims") && calculator.contains("from the record’s text"));
    assert!(calculator.contains("sire=het+Clown") && calculator.contains(&format!("/animals/{sire}/genotype")));
    let mates = page(&format!("/animals/{dam}/mates")).await;
    assert!(mates.contains("from claims") && mates.contains("The record’s text says otherwise: Clown."));
    assert!(page("/plans?goal=Clown").await.contains("from claims"));
    let what_if = page(&format!("/relatedness/pairing?sire={sire}&dam={dam}")).await;
    assert!(what_if.contains("Genotype of Zeus") && what_if.contains("from claims"));
    let list = page("/animals?gene=clown&how=het").await;
    assert!(list.contains("Zeus") && !list.contains("Hera"));
    let preview = page(&format!("/animals/claims?ids%5B%5D={dam}&ids%5B%5D={sire}")).await;
    assert!(preview.contains("Claim 1 gene of 1 animal") && preview.contains("1 animal with claims already"));
    let take = [("ids", dam.as_str()), ("basis", "visual"), ("back", "sex=female")];
    let to = call(&app, &ada.cookie, "text_claims_take", &take).await.expect(200).json();
    let to = to.as_str().unwrap();
    assert!(to.starts_with("/animals?sex=female&claimed=1&unclaim="), "{to}");
    assert!(page(to).await.contains("Genes claimed of 1 animal."));
    // Nothing chosen is said, not failed.
    assert!(page("/animals/claims").await.contains("Select at least one animal."));

    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let public = app.public().get("/search?taxon=ball-python&gene=clown%3Ahet").send().await.expect(200).text();
    assert!(public.contains("Zeus") && !public.contains("Hera") && public.contains("Clown: shows"), "{public}");
}
