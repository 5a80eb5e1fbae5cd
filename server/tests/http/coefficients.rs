//! Stored inbreeding by REST and on pages: absent while it is reckoned, then with what it rests on.

use crate::app::TestApp;
use repti_domain::repti_animal::CoefficientRun;
use serde_json::{Value, json};

const ANIMAL: &str = "/api/v1/animal";

#[tokio::test]
async fn an_animal_says_its_stored_inbreeding_and_the_list_is_narrowed_by_it() {
    let app = TestApp::new().await;
    let owner = app.person("ada").await;
    let (_, slug) = app.vivarium(&owner).await;
    let taxa = app.api().get(&format!("{ANIMAL}/taxa")).bearer(&owner.access).send().await.expect(200).json();
    let taxon = taxa[0]["id"].as_str().expect("a taxon").to_owned();
    let get = async |path: &str| {
        let call = app.api().get(&format!("{ANIMAL}/{path}")).bearer(&owner.access);
        call.header("x-vivarium", &slug).send().await
    };
    let post = async |path: &str, body: Value| {
        let call = app.api().post(&format!("{ANIMAL}/{path}")).bearer(&owner.access);
        call.header("x-vivarium", &slug).json(&body).send().await.expect(201).json()
    };
    let animal = async |name: &str, sex: &str| {
        let made = post("animals", json!({"taxon_id": taxon, "name": name, "sex": sex, "visibility": "public"})).await;
        made["id"].as_str().expect("an id").to_owned()
    };
    let (old, brother) = (animal("Old", "male").await, animal("Brother", "male").await);
    let (sister, young) = (animal("Sister", "female").await, animal("Young", "unknown").await);
    for (child, parent, side) in
        [(&brother, &old, "sire"), (&sister, &old, "sire"), (&young, &brother, "sire"), (&young, &sister, "dam")]
    {
        post(&format!("animals/{child}/parents"), json!({"side": side, "parent": {"kind": "existing", "id": parent}}))
            .await;
    }
    let shown = get(&format!("animals/{young}")).await.expect(200).json();
    assert_eq!(shown["inbreeding"], Value::Null, "being reckoned");
    let public = async || app.public().get(&format!("/animals/{young}")).send().await.expect(200).text();
    assert!(public().await.contains("12.5%"), "a page reckons for itself meanwhile");

    let run = CoefficientRun::default();
    app.state.domain.animal.reckon_coefficients(&run).await.expect("it can be reckoned");
    let shown = get(&format!("animals/{young}")).await.expect(200).json();
    assert_eq!((&shown["inbreeding"]["coefficient"], &shown["inbreeding"]["generations"]), (&json!(0.125), &json!(2)));
    assert!(shown["inbreeding"]["completeness"].is_f64() && shown["inbreeding"]["computed_at"].is_string());
    let unknown = get(&format!("animals/{old}")).await.expect(200).json();
    assert_eq!(unknown["inbreeding"]["coefficient"], Value::Null);
    assert!(public().await.contains("12.5%"));

    let listed = get("animals?sort=-inbreeding&inbreeding_from=0.0625").await.expect(200).json();
    let names: Vec<&str> =
        listed["items"].as_array().expect("items").iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, ["Young"]);
    assert_eq!(listed["items"][0]["inbreeding"]["coefficient"], json!(0.125));
    let refused = get("animals?inbreeding_to=1.5").await.expect(422).json();
    assert!(refused["fields"]["inbreeding_to"].is_array(), "{refused}");
    // Gone again by an operator's word, until the worker has been.
    assert_eq!(app.state.domain.reckon_all_again().await.expect("noted"), 4);
    assert_eq!(get(&format!("animals/{young}")).await.expect(200).json()["inbreeding"], Value::Null);
}
