//! Documents: pedigrees for everybody and for members, certificates with their check page, pictures beside links.

use crate::{
    app::{Answer, TestApp},
    portal_people::{call, keeper},
    public_pages::seeded,
};
use uuid::Uuid;

async fn with_parents(app: &TestApp) -> Uuid {
    sqlx::query_scalar(
        "SELECT l.child_id FROM animal.parent_link l JOIN animal.animal a ON a.id = l.child_id
         WHERE a.visibility = 'public' AND a.name <> '' ORDER BY 1 DESC LIMIT 1",
    )
    .fetch_one(&app.db.owner)
    .await
    .expect("an animal with a parent")
}

#[tokio::test]
async fn everybody_gets_the_pedigree_of_a_public_animal_in_three_formats() {
    let app = seeded().await;
    let id = with_parents(&app).await;
    for (end, kind, begin) in [
        ("svg", "image/svg+xml", &b"<svg "[..]),
        ("pdf", "application/pdf", b"%PDF-"),
        ("png", "image/png", b"\x89PNG"),
    ] {
        let path = format!("/animals/{id}/pedigree.{end}");
        let file = app.public().get(&path).send().await.expect(200);
        assert_eq!(file.header("content-type"), kind);
        assert!(file.body.starts_with(begin), "{end}");
        assert_eq!(file.header("cache-control"), "public, max-age=3600");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-disposition").starts_with("inline; filename=\"pedigree-"));
        assert!(file.header("content-security-policy").contains("default-src 'none'"));
        let tag = file.header("etag").to_owned();
        let again = app.public().get(&path).header("if-none-match", &tag).send().await.expect(304);
        assert!(again.body.is_empty() && again.header("etag") == tag);
        assert_eq!(app.public().get(&path).send().await.expect(200).body, file.body, "the same bytes");
    }
    let page = app.public().get(&format!("/animals/{id}")).send().await.expect(200).text();
    for end in ["svg", "pdf", "png"] {
        assert!(page.contains(&format!("href=\"/animals/{id}/pedigree.{end}\"")), "{end}");
    }
}

#[tokio::test]
async fn what_cannot_be_drawn_is_refused_with_the_field() {
    let app = seeded().await;
    let id = with_parents(&app).await;
    for wrong in ["0", "6", "-1", "99999999999999999999", "x", ""] {
        let answer = app.public().get(&format!("/animals/{id}/pedigree.svg?generations={wrong}")).send().await;
        assert!(answer.expect(422).text().contains("generations"), "{wrong}");
    }
    let four = app.public().get(&format!("/animals/{id}/pedigree.svg")).send().await.expect(200);
    let five = app.public().get(&format!("/animals/{id}/pedigree.svg?generations=5")).send().await.expect(200);
    assert!(four.text().contains("width=\"841.89\"") && five.text().contains("width=\"1190.55\""));
    for nobody in [Uuid::now_v7().to_string(), "x".to_owned()] {
        app.public().get(&format!("/animals/{nobody}/pedigree.pdf")).send().await.expect(404);
    }
    app.public().get(&format!("/animals/{id}/pedigree.exe")).send().await.expect(404);
}

/// A keeper with a listed vivarium and animals of it, as the database has them.
struct Desk<'a> {
    app: &'a TestApp,
    cookie: String,
    vivarium: Uuid,
}

impl<'a> Desk<'a> {
    async fn open(app: &'a TestApp, name: &str) -> Self {
        let person = keeper(app, name).await;
        let vivarium = sqlx::query_scalar("UPDATE core.vivarium SET listed = true WHERE name = $1 RETURNING id");
        let vivarium = vivarium.bind(name).fetch_one(&app.db.owner).await.expect("a vivarium");
        Self { app, cookie: person.cookie, vivarium }
    }

    async fn animal(&self, name: &str, sex: &str, visibility: &str) -> Uuid {
        let id = Uuid::now_v7();
        sqlx::query(
            "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id, sex, visibility, genotype_text)
             VALUES ($1, $2, $1::text, $3, (SELECT id FROM animal.taxon ORDER BY id LIMIT 1), $4, $5, 'Clown')",
        )
        .bind(id)
        .bind(self.vivarium)
        .bind(name)
        .bind(sex)
        .bind(visibility)
        .execute(&self.app.db.owner)
        .await
        .expect("an animal");
        id
    }

    async fn sire(&self, young: Uuid, sire: Uuid) {
        sqlx::query(
            "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis)
             VALUES ($1, $2, $3, $4, 'sire', 'declared')",
        )
        .bind(Uuid::now_v7())
        .bind(self.vivarium)
        .bind(young)
        .bind(sire)
        .execute(&self.app.db.owner)
        .await
        .expect("a claim");
    }

    async fn set(&self, id: Uuid, change: &'static str) {
        let sql = format!("UPDATE animal.animal SET {change} WHERE id = $1");
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).execute(&self.app.db.owner).await.expect("changed");
    }

    async fn get(&self, path: &str) -> Answer {
        self.app.breeder().get(path).cookie(&self.cookie).send().await
    }

    async fn issue(&self, animal: Uuid) -> Answer {
        let id = animal.to_string();
        call(self.app, &self.cookie, "certificate_issue", &[("id", &id), ("confirmed", "on")]).await
    }

    /// Id and token of the animal's certificates.
    async fn certificates(&self, animal: Uuid) -> Vec<(Uuid, String)> {
        let rows = sqlx::query_as("SELECT id, token FROM animal.origin_certificate WHERE animal_id = $1 ORDER BY id");
        rows.bind(animal).fetch_all(&self.app.db.owner).await.expect("rows")
    }

    async fn check(&self, token: &str) -> Answer {
        self.app.public().get(&format!("/check/{token}")).send().await
    }
}

#[tokio::test]
async fn a_hidden_ancestor_is_on_no_public_paper_and_on_the_keepers_own() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let (young, sire) =
        (ada.animal("Kiwi", "female", "public").await, ada.animal("Zxqsecret", "male", "private").await);
    ada.sire(young, sire).await;
    let public = app.public().get(&format!("/animals/{young}/pedigree.svg")).send().await.expect(200).text();
    assert!(public.contains("Private animal") && !public.contains("Zxqsecret") && public.contains("everybody can see"));
    let own = ada.get(&format!("/animals/{young}/pedigree.svg")).await.expect(200);
    assert!(own.text().contains("Zxqsecret") && own.text().contains("as its keepers see it"));
    assert_eq!(own.header("cache-control"), "private, no-cache");
    for pictured in ["og.png", "pedigree-og.png"] {
        let picture = app.public().get(&format!("/animals/{young}/{pictured}")).send().await.expect(200);
        assert_eq!(picture.header("content-type"), "image/png");
        app.public().get(&format!("/animals/{sire}/{pictured}")).send().await.expect(404);
    }
    app.public().get(&format!("/animals/{sire}/pedigree.svg")).send().await.expect(404);
}

#[tokio::test]
async fn a_paper_of_another_vivarium_is_not_found_and_a_stranger_signs_in_first() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::open(&app, "ada").await, Desk::open(&app, "bob").await);
    let young = ada.animal("Kiwi", "female", "private").await;
    ada.issue(young).await.expect(200);
    let (id, _) = ada.certificates(young).await.remove(0);
    bob.get(&format!("/animals/{young}/pedigree.pdf")).await.expect(404);
    bob.get(&format!("/certificates/{id}/certificate.pdf")).await.expect(404);
    bob.issue(young).await.expect(404);
    let mine = [("certificate", &*id.to_string()), ("reason", "mine now")];
    call(&app, &bob.cookie, "certificate_revoke", &mine).await.expect(404);
    for path in [format!("/animals/{young}/pedigree.pdf"), format!("/certificates/{id}/certificate.pdf")] {
        assert_ne!(app.breeder().get(&path).send().await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_certificate_is_checked_by_whoever_has_the_paper() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let (young, sire) = (ada.animal("Kiwi", "female", "public").await, ada.animal("Onyx", "male", "public").await);
    ada.sire(young, sire).await;
    ada.issue(young).await.expect(200);
    ada.issue(young).await.expect(200);
    let issued = ada.certificates(young).await;
    assert_eq!(issued.len(), 1, "pressed twice");
    let (id, token) = &issued[0];

    let paper = ada.get(&format!("/certificates/{id}/certificate.svg")).await.expect(200).text();
    assert!(paper.contains(&format!("/check/{token}")) && paper.contains("Onyx"));
    let page = ada.check(token).await.expect(200).text();
    assert!(page.contains("This certificate holds") && page.contains("Onyx") && page.contains("noindex"));

    ada.set(young, "genotype_text = 'Pastel Clown'").await;
    let page = ada.check(token).await.expect(200).text();
    assert!(page.contains("The record has changed since") && page.contains("Pastel Clown") && page.contains("Differs"));

    // The sire is hidden: neither the record of today nor the paper's words of it are told any more.
    ada.set(sire, "visibility = 'private'").await;
    let page = ada.check(token).await.expect(200).text();
    assert!(!page.contains("Onyx") && page.contains("Kept private by its owner today"), "{page}");

    ada.set(young, "visibility = 'private'").await;
    let page = ada.check(token).await.expect(200).text();
    assert!(page.contains("shown publicly today") && !page.contains("Kiwi") && !page.contains("Clown"));
    ada.set(young, "visibility = 'public'").await;

    let id = id.to_string();
    let revoked = [("certificate", id.as_str()), ("reason", "Zxqsecret: wrong animal")];
    call(&app, &ada.cookie, "certificate_revoke", &revoked).await.expect(200);
    let page = ada.check(token).await.expect(200).text();
    assert!(page.contains("This certificate is revoked") && !page.contains("Kiwi") && !page.contains("Zxqsecret"));
    ada.get(&format!("/certificates/{id}/certificate.pdf")).await.expect(409);
    for nobody in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "'%20OR%201=1--"] {
        ada.check(nobody).await.expect(404);
    }
}

#[tokio::test]
async fn the_breeder_portal_issues_after_the_box_is_ticked() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let young = Uuid::now_v7();
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, name, taxon_id)
         SELECT $1, v.id, 'K-1', 'Kiwi', (SELECT id FROM animal.taxon ORDER BY id LIMIT 1) FROM core.vivarium v LIMIT 1",
    )
    .bind(young)
    .execute(&app.db.owner)
    .await
    .expect("an animal");
    let (page, id) = (format!("/animals/{young}/certificates"), young.to_string());
    let text = app.breeder().get(&page).cookie(&ada.cookie).send().await.expect(200).text();
    assert!(text.contains("Kiwi") && text.contains("No certificate yet") && text.contains("isn’t public"));
    let refused = call(&app, &ada.cookie, "certificate_issue", &[("id", &id)]).await.expect(422);
    assert!(refused.text().contains("confirmed"));
    call(&app, &ada.cookie, "certificate_issue", &[("id", &id), ("confirmed", "on")]).await.expect(200);
    let text = app.breeder().get(&page).cookie(&ada.cookie).send().await.expect(200).text();
    let mut links = text.split("href=\"").filter_map(|rest| rest.split('"').next());
    let paper = links.find(|link| link.ends_with("/certificate.pdf")).expect("a paper");
    let file = app.breeder().get(paper).cookie(&ada.cookie).send().await.expect(200);
    assert!(file.body.starts_with(b"%PDF-") && file.header("cache-control") == "private, no-cache");
    let certificate = paper.rsplit('/').nth(1).expect("an id");
    call(&app, &ada.cookie, "certificate_revoke", &[("certificate", certificate), ("reason", "")]).await.expect(422);
    let gone = [("certificate", certificate), ("reason", "Another animal")];
    call(&app, &ada.cookie, "certificate_revoke", &gone).await.expect(200);
    let text = app.breeder().get(&page).cookie(&ada.cookie).send().await.expect(200).text();
    assert!(text.contains("Revoked") && !text.contains("certificate.pdf"));
    let own = app.breeder().get(&format!("/animals/{young}/pedigree.pdf")).cookie(&ada.cookie).send().await.expect(200);
    assert_eq!(own.header("content-type"), "application/pdf");
}
