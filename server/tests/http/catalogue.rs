//! The catalogue of genes at the admin portal: who may, what is refused, and that every portal goes by what was published.

use crate::{
    admin::{call, staff},
    app::{Answer, TestApp},
    portal_people::Person,
};
use repti_model::StaffRole;
use serde_json::json;

const TEXT: [(&str, &str); 3] =
    [("title", "Another name of the Clown"), ("reason", "Breeders write it so."), ("sources", "a price list")];

async fn page(app: &TestApp, who: &Person, path: &str, status: u16) -> String {
    app.admin().get(path).cookie(&who.cookie).send().await.expect(status).text()
}

/// A new proposal's path.
pub async fn propose(app: &TestApp, who: &Person) -> String {
    let answer = call(app, &who.cookie, "catalogue_propose", &TEXT).await.expect(200).json();
    answer.as_str().and_then(|path| path.split('?').next()).expect("a path").to_owned()
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Changes the Clown's other names in a proposal.
pub async fn save(app: &TestApp, who: &Person, path: &str, version: &str, otherwise: &[(&str, &str)]) -> Answer {
    let fields = [
        ("id", id_of(path)),
        ("version", version),
        ("kind", "change_gene"),
        ("species", "ball python"),
        ("target", "Clown"),
        ("name", "Clown"),
        ("aliases", "Jokerzz"),
        ("inheritance", "recessive"),
        ("locus", "Clown complex"),
        ("form", "visual"),
        ("issues", ""),
        ("linkage", "autosomal"),
        ("molecular", ""),
        ("source", "a price list"),
        ("certainty", "B"),
    ];
    let kept = fields.into_iter().filter(|(name, _)| otherwise.iter().all(|(other, _)| other != name));
    let fields: Vec<(&str, &str)> = kept.chain(otherwise.iter().copied()).collect();
    call(app, &who.cookie, "catalogue_edit_save", &fields).await
}

pub async fn step(app: &TestApp, who: &Person, path: &str, version: &str, step: &str) -> Answer {
    let fields = [("id", id_of(path)), ("version", version), ("step", step), ("reason", "So it is.")];
    call(app, &who.cookie, "catalogue_step", &fields).await
}

#[tokio::test]
async fn every_role_reads_moderators_propose_and_administrators_publish() {
    let app = TestApp::new().await;
    let support = staff(&app, StaffRole::Support).await;
    let list = page(&app, &support, "/catalogue?species=ball+python", 200).await;
    assert!(list.contains("Piebald") && list.contains("Bumblebee") && !list.contains("Propose a change"));
    let gene = page(&app, &support, "/catalogue/gene?species=ball+python&name=Spider", 200).await;
    assert!(gene.contains("Spider/Spider") && gene.contains("Read out of its known issues"));
    page(&app, &support, "/catalogue/gene?species=ball+python&name=Nothingzz", 404).await;
    for path in ["/catalogue/proposals", "/catalogue/versions", "/catalogue/versions/1"] {
        page(&app, &support, path, 200).await;
    }
    page(&app, &support, "/catalogue/versions/7", 404).await;
    call(&app, &support.cookie, "catalogue_propose", &TEXT).await.expect(403);
    call(&app, "", "catalogue_propose", &TEXT).await.expect(401);

    let moderator = staff(&app, StaffRole::Moderator).await;
    let path = propose(&app, &moderator).await;
    save(&app, &support, &path, "1", &[]).await.expect(403);
    save(&app, &moderator, &path, "1", &[]).await.expect(200);
    assert!(page(&app, &support, &path, 200).await.contains("Jokerzz"));
    step(&app, &support, &path, "2", "discuss").await.expect(403);
    step(&app, &moderator, &path, "2", "discuss").await.expect(200);
    step(&app, &moderator, &path, "3", "publish").await.expect(403);
    let offered = page(&app, &moderator, &path, 200).await;
    assert!(offered.contains("Withdraw…") && !offered.contains("Publish…"));
    let comment = [("id", id_of(&path)), ("text", "I have seen it too.")];
    call(&app, &support.cookie, "catalogue_comment", &comment).await.expect(403);
    call(&app, &moderator.cookie, "catalogue_comment", &comment).await.expect(200);
    let administrator = staff(&app, StaffRole::Administrator).await;
    assert!(page(&app, &administrator, &path, 200).await.contains("I have seen it too."));
    page(&app, &administrator, &format!("{path}?effects=1"), 200).await;
    let done = step(&app, &administrator, &path, "3", "publish").await.expect(200).json();
    assert_eq!(done, "/catalogue/versions/2?note=catalogue-published");
    assert!(page(&app, &support, "/catalogue/versions/2", 200).await.contains("Jokerzz"));
}

#[tokio::test]
async fn what_was_published_is_read_on_every_portal_and_the_browser_is_told() {
    let app = TestApp::new().await;
    let administrator = staff(&app, StaffRole::Administrator).await;
    let question = "/calculator?species=ball-python&sire=Jokerzz&dam=Clown&eggs=0";
    let before = app.public().get(question).send().await.expect(200).text();
    assert!(
        !before.contains("Every young is Clown.") && !before.contains(",\"1-"),
        "nothing to fetch while it is compiled in"
    );
    let path = propose(&app, &administrator).await;
    save(&app, &administrator, &path, "1", &[]).await.expect(200);
    step(&app, &administrator, &path, "2", "discuss").await.expect(200);
    step(&app, &administrator, &path, "3", "publish").await.expect(200);

    let after = app.public().get(question).send().await.expect(200).text();
    assert!(after.contains("Every young is Clown."));
    let file = after.split("\"2-").nth(1).and_then(|rest| rest.split('"').next()).expect("the page names the file");
    for site in [app.public(), app.breeder(), app.embed()] {
        let answer = site.get(&format!("/gene-catalogue/2-{file}")).send().await.expect(200);
        assert!(answer.text().contains("Jokerzz"));
        assert!(answer.header("cache-control").contains("immutable"));
    }
    for wrong in ["2-0000000000000000.txt", "9-x.txt", "x", "2", &format!("1-{file}")] {
        app.public().get(&format!("/gene-catalogue/{wrong}")).send().await.expect(404);
    }
    let gene = app.public().get("/genes/ball-python/clown").send().await.expect(200).text();
    assert!(gene.contains("Version 2 of") && gene.contains("Jokerzz"));
    // The programs' way to the engine goes by it, too.
    let ada = app.person("ada").await;
    let pairing = json!({"id": "R1", "species": "ball python", "sire": "Jokerzz", "dam": "Clown"});
    let rows = app.api().post("/api/v1/animal/genetics/cross").bearer(&ada.access).json(&pairing).send().await;
    assert_eq!(rows.expect(200).json()["rows"][0]["p_egg"], "1");
}

#[tokio::test]
async fn what_is_refused_names_its_field_and_a_conflict_says_what_stands_there() {
    let app = TestApp::new().await;
    let administrator = staff(&app, StaffRole::Administrator).await;
    let short = [("title", "x"), ("reason", ""), ("sources", " ")];
    let refused = call(&app, &administrator.cookie, "catalogue_propose", &short).await.expect(422).json();
    for field in ["title", "reason", "sources"] {
        assert!(refused["fields"][field][0].is_string(), "{field}: {refused}");
    }
    let path = propose(&app, &administrator).await;
    for (field, value) in [
        ("name", ""),
        ("name", "Pastel"),
        ("aliases", "Pastel"),
        ("aliases", "a|b"),
        ("inheritance", ""),
        ("source", ""),
        ("certainty", "Z"),
    ] {
        let refused = save(&app, &administrator, &path, "1", &[(field, value)]).await.expect(422).json();
        assert!(refused["fields"][field][0].is_string(), "{field}={value}: {refused}");
    }
    let other = propose(&app, &administrator).await;
    save(&app, &administrator, &path, "1", &[]).await.expect(200);
    save(&app, &administrator, &other, "1", &[("aliases", "Foolzz")]).await.expect(200);
    save(&app, &administrator, &path, "1", &[]).await.expect(409);
    for path in [&path, &other] {
        step(&app, &administrator, path, "2", "discuss").await.expect(200);
    }
    step(&app, &administrator, &other, "3", "publish").await.expect(200);
    let met = step(&app, &administrator, &path, "3", "publish").await.expect(409).json();
    assert!(met["current"].to_string().contains("Foolzz"), "{met}");
    let shown = page(&app, &administrator, &path, 200).await;
    assert!(shown.contains("Somebody published a change of the same") && shown.contains("Foolzz"));
    let id = [("id", id_of(&path)), ("version", "3")];
    call(&app, &administrator.cookie, "catalogue_take_on", &id).await.expect(200);
    step(&app, &administrator, &path, "4", "publish").await.expect(200);
}

#[tokio::test]
async fn forms_lead_on_to_their_edit_and_nowhere_else() {
    let app = TestApp::new().await;
    let moderator = staff(&app, StaffRole::Moderator).await;
    let with = |then: &'static str| TEXT.into_iter().chain([("then", then)]).collect::<Vec<_>>();
    let query = "kind=change_gene&species=ball+python&name=Clown&grade=";
    let answer = call(&app, &moderator.cookie, "catalogue_propose", &with(query)).await.expect(200).json();
    let to = answer.as_str().expect("a path").to_owned();
    assert!(to.starts_with("/catalogue/proposals/") && to.ends_with(query), "{to}");
    let form = page(&app, &moderator, &to, 200).await;
    assert!(form.contains("Clown complex") && form.contains("Put it into the proposal"));
    let away = call(&app, &moderator.cookie, "catalogue_propose", &with("//example.org")).await.expect(200).json();
    assert!(away.as_str().is_some_and(|path| path.ends_with("?note=proposed")), "{away}");
    page(&app, &moderator, "/catalogue/proposals/new?kind=merge_genes&species=ball+python&name=Butter", 200).await;
}
