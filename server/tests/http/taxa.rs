//! Taxa at the admin portal: who may, what is refused, and that breeders are offered a new one at once.

use crate::{
    admin::{call, staff},
    app::TestApp,
    portal_people::{Person, keeper},
};
use repti_model::StaffRole;

const BOA: &str = "01935000-0000-7000-8000-000000000002";

/// What the form sends for a woma, with some fields otherwise.
fn woma<'a>(otherwise: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("common_name", "Woma"),
        ("plural_name", "Womas"),
        ("scientific_name", "Aspidites ramsayi"),
        ("code_prefix", "WO"),
        ("aliases", "Ramsay's python\r\nsand python"),
        ("parent_id", ""),
        ("rank", "species"),
        ("reproduction", "oviparous"),
        ("min_breeding_days_male", "365"),
        ("min_breeding_days_female", "700"),
    ];
    let kept = fields.into_iter().filter(|(name, _)| otherwise.iter().all(|(other, _)| other != name));
    kept.chain(otherwise.iter().copied()).collect()
}

async fn page(app: &TestApp, who: &Person, path: &str, status: u16) -> String {
    app.admin().get(path).cookie(&who.cookie).send().await.expect(status).text()
}

#[tokio::test]
async fn only_administrators_add_and_change_taxa_and_only_they_are_offered_it() {
    let app = TestApp::new().await;
    let boa = format!("/taxa/{BOA}");
    for role in [StaffRole::Support, StaffRole::Moderator] {
        let one = staff(&app, role).await;
        call(&app, &one.cookie, "taxa", &[]).await.expect(200);
        call(&app, &one.cookie, "taxon_save", &woma(&[])).await.expect(403);
        call(&app, &one.cookie, "taxon_save", &woma(&[("id", BOA), ("version", "1")])).await.expect(403);
        let list = page(&app, &one, "/taxa", 200).await;
        assert!(list.contains("Ball python") && !list.contains("/taxa/new") && !list.contains(&boa));
        page(&app, &one, "/taxa/new", 403).await;
        page(&app, &one, &boa, 403).await;
    }
    let administrator = staff(&app, StaffRole::Administrator).await;
    let list = page(&app, &administrator, "/taxa", 200).await;
    assert!(list.contains("/taxa/new") && list.contains(&boa));
    call(&app, "", "taxon_save", &woma(&[])).await.expect(401);
}

#[tokio::test]
async fn a_new_taxon_is_offered_in_the_form_of_an_animal_at_once() {
    let app = TestApp::new().await;
    let (ada, grace) = (keeper(&app, "ada").await, staff(&app, StaffRole::Administrator).await);
    let form = || app.breeder().get("/animals/new").cookie(&ada.cookie).send();
    assert!(!form().await.expect(200).text().contains("Woma"));
    let done = call(&app, &grace.cookie, "taxon_save", &woma(&[])).await.expect(200);
    assert_eq!(done.json(), "/taxa?note=taxon-added");
    assert!(form().await.expect(200).text().contains("Woma"));
    let list = page(&app, &grace, "/taxa?note=taxon-added", 200).await;
    assert!(list.contains("Aspidites ramsayi") && list.contains("The taxon is added"));
}

#[tokio::test]
async fn what_is_refused_names_its_field() {
    let app = TestApp::new().await;
    let grace = staff(&app, StaffRole::Administrator).await;
    for (field, value) in [
        ("common_name", ""),
        ("common_name", "Boa"),
        ("plural_name", " "),
        ("scientific_name", "Python regius"),
        ("code_prefix", "wo"),
        ("aliases", "retic"),
        ("parent_id", "boa"),
        ("rank", "kingdom"),
        ("reproduction", "budding"),
        ("min_breeding_days_male", "a year"),
        ("min_breeding_days_male", ""),
        ("min_breeding_days_female", "-1"),
    ] {
        let refused = call(&app, &grace.cookie, "taxon_save", &woma(&[(field, value)])).await.expect(422).json();
        assert!(refused["fields"][field][0].is_string(), "{field}={value}: {refused}");
    }
}

#[tokio::test]
async fn a_change_from_an_old_version_is_told_what_stands_there() {
    let app = TestApp::new().await;
    let grace = staff(&app, StaffRole::Administrator).await;
    let boa = |days: &'static str, version: &'static str| {
        let fields = woma(&[
            ("id", BOA),
            ("version", version),
            ("common_name", "Boa"),
            ("plural_name", "Boas"),
            ("scientific_name", "Boa imperator"),
            ("aliases", "bci"),
            ("min_breeding_days_female", days),
        ]);
        let (app, cookie) = (&app, grace.cookie.clone());
        async move { call(app, &cookie, "taxon_save", &fields).await }
    };
    assert_eq!(boa("600", "1").await.expect(200).json(), "/taxa?note=taxon-changed");
    let met = boa("650", "1").await.expect(409).json();
    assert_eq!(met["current"]["fields"]["min_breeding_days_female"]["theirs"], 600);
    boa("650", "2").await.expect(200);
    let form = page(&app, &grace, &format!("/taxa/{BOA}"), 200).await;
    assert!(form.contains("value=\"650\"") && form.contains("value=\"3\""), "the next save is made from version 3");
}
