//! Mates that other breeders have opened to pairings: on the breeder portal's pages, by REST, and what the public page says.

use crate::{
    app::TestApp,
    portal_people::{call, keeper},
};
use serde_json::json;

const PYTHON: &str = "01935000-0000-7000-8000-000000000001";

#[tokio::test]
async fn an_opened_animal_is_a_mate_to_others_until_it_is_closed_again() {
    let app = TestApp::new().await;
    let (ada, bob) = (keeper(&app, "ada").await, keeper(&app, "bob").await);
    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let save = async |cookie: &str, fields: &[(&str, &str)]| {
        let form: Vec<(&str, &str)> = [("taxon_id", PYTHON)].into_iter().chain(fields.iter().copied()).collect();
        let path = call(&app, cookie, "animal_save", &form).await.expect(200).json();
        path.as_str().unwrap().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let page = async |cookie: &str, path: &str| app.breeder().get(path).cookie(cookie).send().await.expect(200).text();
    let zeus = save(&ada.cookie, &[("name", "Zeus"), ("sex", "male"), ("genotype_text", "het Clown")]).await;
    let nova = [("name", "Nova"), ("sex", "female"), ("genotype_text", "Clown"), ("open_to_pairings", "on")];
    let id = save(&bob.cookie, &nova).await;
    let (hers, asking) = (format!("/animals/{id}"), format!("/animals/{zeus}/mates?goal=Clown&others=on"));
    // Opened, but private.
    assert!(page(&bob.cookie, &hers).await.contains("Chosen, but without effect: it has no public page"));
    assert!(page(&ada.cookie, &asking).await.contains("No mate found"));

    let saved = async |version: &str, open: bool| {
        let shown = [("id", id.as_str()), ("version", version), ("visibility", "public")];
        let form: Vec<(&str, &str)> = nova.iter().take(if open { 4 } else { 3 }).copied().chain(shown).collect();
        save(&bob.cookie, &form).await
    };
    assert_eq!(saved("1", true).await, id);
    assert!(page(&bob.cookie, &hers).await.contains("Yes: other breeders may find it as a mate"));
    let mates = page(&ada.cookie, &asking).await;
    let public = &app.state.urls.public;
    for words in ["Kept by", "Reckon with Nova", "50%", &format!("{public}{hers}"), &format!("{public}/breeders/bob")] {
        assert!(mates.contains(words), "{words}: {mates}");
    }
    assert!(!mates.contains("Save as planned pairing"), "a pairing is planned of two own animals");
    assert!(!page(&ada.cookie, &format!("/animals/{zeus}/mates")).await.contains("Nova"));
    assert!(page(&ada.cookie, &format!("/relatedness/pairing?sire={zeus}&dam={id}")).await.contains("Zeus × Nova"));
    let shown = async || app.public().get(&hers).send().await.expect(200).text();
    assert!(shown().await.contains("Open to pairings"));

    saved("2", false).await;
    assert!(page(&ada.cookie, &asking).await.contains("No mate found"));
    assert!(!shown().await.contains("Open to pairings"));
}

#[tokio::test]
async fn mates_of_others_are_asked_for_by_rest() {
    let app = TestApp::new().await;
    let mut desks = Vec::new();
    for name in ["ada", "bob"] {
        let person = app.person(name).await;
        let (_, slug) = app.vivarium(&person).await;
        desks.push((person, slug));
    }
    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let ask = async |desk: usize, path: &str, body: serde_json::Value| {
        let (person, slug) = &desks[desk];
        let call = app.api().post(&format!("/api/v1/animal{path}")).bearer(&person.access);
        call.header("x-vivarium", slug).json(&body).send().await
    };
    let male = json!({"taxon_id": PYTHON, "name": "Zeus", "sex": "male"});
    let zeus = ask(0, "/animals", male).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let nova =
        json!({"taxon_id": PYTHON, "name": "Nova", "sex": "female", "visibility": "public", "open_to_pairings": true});
    let made = ask(1, "/animals", nova).await.expect(201).json();
    assert_eq!(made["fields"]["open_to_pairings"], true);

    let path = format!("/animals/{zeus}/mates");
    assert_eq!(ask(0, &path, json!({})).await.expect(200).json()["mates"], json!([]));
    let found = ask(0, &path, json!({"others": true})).await.expect(200).json();
    let [her] = found["mates"].as_array().unwrap().as_slice() else { panic!("{found}") };
    assert_eq!((&her["id"], &her["breeder"]["slug"]), (&made["id"], &json!(desks[1].1)));
    assert_eq!((&found["more"], &found["more_others"]), (&json!(false), &json!(false)));
    assert_eq!((&found["others_open"], &found["others_ranked"], &found["cut"]), (&json!(1), &json!(1), &json!(false)));
    ask(0, &path, json!({"others": "yes"})).await.expect_problem(422, "invalid");
}
