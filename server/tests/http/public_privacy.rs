//! Nothing private ever shows: the demo data with a secret in every private place, and every public page read for it.

use crate::app::TestApp;
use repti_domain::seed::{Size, seed};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

const SECRET: &str = "Zxqsecret";

/// The demo data, with a word that nobody may read wherever the public mustn't look.
async fn marked() -> TestApp {
    let app = TestApp::new().await;
    seed(&app.db.url, Size::Normal, "http://demo-site.localhost:8080").await.expect("demo data");
    for mark in [
        "UPDATE animal.animal SET private_notes = 'Zxqsecret', import_raw = '{\"note\": \"Zxqsecret\"}', import_external_id = 'Zxqsecret' || id",
        "UPDATE animal.animal SET code = 'Zxqsecret-' || left(id::text, 30), public_notes = 'Zxqsecret', breeder_of_record = 'Zxqsecret'
         WHERE visibility = 'lineage_only'",
        "UPDATE animal.animal SET name = 'Zxqsecret', genotype_text = 'Zxqsecret', code = 'Zxqsecret-' || left(id::text, 30),
             public_notes = 'Zxqsecret', breeder_of_record = 'Zxqsecret' WHERE visibility = 'private'",
        "UPDATE core.person SET display_name = 'Zxqsecret'",
    ] {
        sqlx::query(mark).execute(&app.db.owner).await.expect("marked");
    }
    app
}

async fn ids(app: &TestApp, where_: &str) -> Vec<Uuid> {
    let sql = format!("SELECT id FROM animal.animal WHERE {where_} ORDER BY id");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&app.db.owner).await.expect("ids")
}

#[tokio::test]
async fn no_public_address_shows_what_is_private() {
    let app = marked().await;
    let hidden = ids(&app, "visibility <> 'public'").await;
    assert!(hidden.len() > 100);
    for id in hidden.iter().step_by(hidden.len() / 40) {
        let page = app.public().get(&format!("/animals/{id}")).send().await.expect(404);
        assert!(page.text().contains("noindex") && !page.text().contains(SECRET));
        let oembed = format!("/oembed?format=json&url={}/animals/{id}", app.state.urls.public);
        app.public().get(&oembed).send().await.expect(404);
    }
    // Children of hidden parents first: their trees are where a mistake would show.
    let beside = ids(
        &app,
        "visibility = 'public' AND id IN (SELECT l.child_id FROM animal.parent_link l JOIN animal.animal p ON p.id = l.parent_id
         WHERE p.visibility <> 'public')",
    )
    .await;
    assert!(beside.len() > 40);
    let (mut masked, mut named) = (false, false);
    for id in beside.iter().step_by(beside.len() / 40) {
        let page = app.public().get(&format!("/animals/{id}")).send().await.expect(200).text();
        assert!(!page.contains(SECRET), "/animals/{id}");
        for hidden in &hidden {
            assert!(!page.contains(&hidden.to_string()), "/animals/{id} names {hidden}");
        }
        masked |= page.contains("Private animal");
        let function = app.public().server_function("/sfn/public/animal_page", &json!({"id": id}));
        let data = function.send().await.expect(200).text();
        assert!(!data.contains(SECRET), "{data}");
        named |= data.contains("lineage_only");
    }
    assert!(masked && named, "no masked and no named ancestor was met: the test looked at nothing");
    for path in
        ["/", "/search", "/search?q=zxqsecret", "/breeders", "/breeders?q=zxqsecret", "/feed.xml", "/sitemap.xml"]
    {
        let page = app.public().get(path).send().await.expect(200).text();
        // The word that was typed comes back in the box; nothing else does.
        let typed = path.contains("q=");
        assert!(typed || !page.contains(SECRET), "{path}");
        assert!(!page.contains("Zxqsecret-"), "{path}");
    }
    let listed: Vec<String> =
        sqlx::query_scalar("SELECT slug FROM core.vivarium").fetch_all(&app.db.owner).await.expect("slugs");
    for slug in listed {
        for path in [format!("/breeders/{slug}"), format!("/breeders/{slug}/feed.xml")] {
            assert!(!app.public().get(&path).send().await.expect(200).text().contains(SECRET), "{path}");
        }
    }
    let found =
        app.public().server_function("/sfn/public/search_page", &json!({"query": {"q": "zxqsecret"}, "cursor": null}));
    assert_eq!(found.send().await.expect(200).json()["results"]["total"], 0);
}

#[tokio::test]
async fn the_sitemap_lists_every_public_animal_once_in_parts_and_nothing_else() {
    let app = marked().await;
    // More than one part holds.
    sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id, visibility)
         SELECT gen_random_uuid(), (SELECT id FROM core.vivarium ORDER BY id LIMIT 1), 'XX-' || n, (SELECT id FROM animal.taxon LIMIT 1), 'public'
         FROM generate_series(1, 10000) n",
    )
    .execute(&app.db.owner)
    .await
    .expect("a crowd");
    let public: HashSet<String> =
        ids(&app, "visibility = 'public' AND kind <> 'placeholder'").await.iter().map(Uuid::to_string).collect();
    let index = app.public().get("/sitemap.xml").send().await.expect(200);
    assert!(index.header("content-type").starts_with("application/xml"));
    let home = &app.state.urls.public;
    let locations = |xml: &str| -> Vec<String> {
        xml.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).map(str::to_owned).collect()
    };
    let mut listed = Vec::new();
    let parts = locations(&index.text());
    assert_eq!(parts.len(), 3, "{parts:?}");
    for part in parts {
        let path = part.strip_prefix(home.as_str()).expect("an address of ours").to_owned();
        let urls = locations(&app.public().get(&path).send().await.expect(200).text());
        assert!(urls.len() <= 50_000);
        listed.extend(urls.iter().filter_map(|url| url.strip_prefix(&format!("{home}/animals/"))).map(str::to_owned));
    }
    let count = listed.len();
    let listed: HashSet<String> = listed.into_iter().collect();
    assert_eq!((count, listed), (public.len(), public));
}
