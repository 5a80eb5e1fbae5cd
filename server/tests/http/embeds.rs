//! Widgets on other sites, and what other sites' programs ask: frames, cookies, oEmbed. And the gallery, which is nobody's but ours.

use crate::app::{Answer, TestApp};
use repti_domain::seed::{DEMO_CALCULATOR_KEY, DEMO_CARD_KEY, DEMO_PEDIGREE_KEY, Size, seed};
use uuid::Uuid;

const SITE: &str = "http://demo-site.localhost:8080";

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    seed(&app.db.url, Size::Normal, SITE).await.expect("demo data");
    app
}

/// The animal that the demo widgets show: id, name and code.
async fn shown(app: &TestApp) -> (Uuid, String, String) {
    let sql = "SELECT a.id, a.name, a.code FROM animal.animal a JOIN ops.embed_widget w ON w.animal_id = a.id WHERE w.key = $1";
    sqlx::query_as(sql).bind(DEMO_CARD_KEY).fetch_one(&app.db.owner).await.expect("a demo animal")
}

async fn run(app: &TestApp, sql: &'static str) {
    sqlx::query(sql).execute(&app.db.owner).await.expect("done");
}

fn ancestors(answer: &Answer) -> &str {
    let policy = answer.header("content-security-policy");
    policy.split("frame-ancestors ").nth(1).unwrap_or_else(|| panic!("no frame-ancestors in {policy:?}")).trim()
}

#[tokio::test]
async fn a_widget_shows_its_animal_to_its_sites_and_the_builder_only() {
    let app = demo().await;
    let (id, name, _) = shown(&app).await;
    for (key, mark) in [(DEMO_CARD_KEY, "widget-card"), (DEMO_PEDIGREE_KEY, "class=\"pedigree\"")] {
        let page = app.embed().get(&format!("/w/{key}")).send().await.expect(200);
        assert_eq!(ancestors(&page), format!("http://breeder.localhost:8080 {SITE}"));
        assert_eq!(page.header("x-frame-options"), "");
        assert_eq!(page.header("cross-origin-resource-policy"), "cross-origin");
        let text = page.text();
        assert!(text.contains(&name) && text.contains(mark), "{text}");
        assert!(text.contains(&format!("http://localhost:8080/animals/{id}")) && text.contains("noindex"));
        // A frame without islands fetches no bundle.
        assert!(!text.contains("modulepreload"));
    }
    let dark = app.embed().get(&format!("/w/{DEMO_CARD_KEY}?theme=dark")).send().await.expect(200).text();
    assert!(dark.contains("id=\"widget\" data-theme=\"dark\""), "{dark}");
    let odd = app.embed().get(&format!("/w/{DEMO_CARD_KEY}?theme=%22%3E%3Cscript%3E")).send().await.expect(200).text();
    assert!(odd.contains("id=\"widget\" data-theme=\"auto\""), "{odd}");
}

#[tokio::test]
async fn a_calculator_widget_answers_what_the_site_asks_and_is_bound_to_no_animal() {
    let app = demo().await;
    let path = format!("/w/{DEMO_CALCULATOR_KEY}?species=ball-python&sire=het+Clown&dam=Clown&eggs=4");
    let page = app.embed().get(&path).send().await.expect(200);
    assert_eq!(ancestors(&page), format!("http://breeder.localhost:8080 {SITE}"));
    // Without the code, its form goes on to the public portal's calculator; nowhere else.
    assert!(page.header("content-security-policy").contains("form-action 'self' http://localhost:8080;"));
    let text = page.text();
    assert!(text.contains("50%") && text.contains("action=\"http://localhost:8080/calculator\""), "{text}");
    let preview = app.embed().get("/preview?kind=calculator&animal=&theme=dark").send().await.expect(200).text();
    assert!(preview.contains("name=\"sire\""), "{preview}");
    let bound = "UPDATE ops.embed_widget SET kind = 'calculator' WHERE animal_id IS NOT NULL";
    sqlx::query(bound).execute(&app.db.owner).await.expect_err("a calculator of an animal");
}

#[tokio::test]
async fn the_embed_host_sets_no_cookie_whatever_is_asked() {
    let app = demo().await;
    for path in ["/", "/w/none", "/health", "/nothing", "/preview", "/v1.js", &format!("/w/{DEMO_CARD_KEY}")] {
        let answer = app.embed().get(path).cookie("theme=dark; __Host-reptidex_breeder=x").send().await;
        assert_eq!(answer.cookies(), "", "{path}");
        assert!(!answer.headers.contains_key("set-cookie"), "{path}");
    }
    let refused = app.embed().post("/preferences").form(&[("theme", "dark"), ("next", "/")]).send().await;
    assert_eq!((refused.status.is_success(), refused.cookies().as_str()), (false, ""));
}

#[tokio::test]
async fn a_widget_that_was_turned_off_says_a_quiet_word_and_nothing_else() {
    let app = demo().await;
    let (id, name, code) = shown(&app).await;
    run(&app, "UPDATE ops.embed_widget SET disabled_at = now()").await;
    for path in [
        format!("/w/{DEMO_CARD_KEY}"),
        "/w/0123456789abcdef0123456789abcdef".to_owned(),
        "/w/%27%20OR%201=1".to_owned(),
    ] {
        let page = app.embed().get(&path).send().await.expect(404);
        // Any site may show that there is nothing, else its visitors would see the browser's own error.
        assert_eq!(ancestors(&page), "*");
        let text = page.text();
        assert!(text.contains("Nothing to show here"), "{text}");
        assert!(!text.contains(&name) && !text.contains(&code) && !text.contains(&id.to_string()), "{text}");
    }
}

#[tokio::test]
async fn an_animal_that_became_private_leaves_its_widgets() {
    let app = demo().await;
    let (id, name, code) = shown(&app).await;
    for change in [
        "UPDATE animal.animal SET visibility = 'private' WHERE id IN (SELECT animal_id FROM ops.embed_widget)",
        "UPDATE animal.animal SET visibility = 'lineage_only' WHERE id IN (SELECT animal_id FROM ops.embed_widget)",
        "UPDATE animal.animal SET visibility = 'public', archived_at = now() WHERE id IN (SELECT animal_id FROM ops.embed_widget)",
    ] {
        run(&app, change).await;
        let preview = format!("/preview?kind=pedigree&animal={id}");
        for path in [&format!("/w/{DEMO_CARD_KEY}"), &format!("/w/{DEMO_PEDIGREE_KEY}"), &preview] {
            let page = app.embed().get(path).send().await.expect(404);
            assert!(ancestors(&page).starts_with("http://breeder.localhost:8080"), "{}", ancestors(&page));
            let text = page.text();
            assert!(text.contains("Nothing to show here"), "{text}");
            assert!(!text.contains(&name) && !text.contains(&code), "{change}: {text}");
        }
        let oembed = format!("/oembed?url=http://localhost:8080/animals/{id}");
        app.public().get(&oembed).send().await.expect(404);
    }
}

#[tokio::test]
async fn a_widget_for_any_animal_shows_public_ones_of_its_own_vivarium() {
    let app = demo().await;
    run(&app, "UPDATE ops.embed_widget SET animal_id = NULL").await;
    let one = |own: bool, visibility: &'static str| {
        let app = &app;
        async move {
            let sql = "SELECT id FROM animal.animal WHERE (vivarium_id = (SELECT vivarium_id FROM ops.embed_widget LIMIT 1)) = $1
                       AND visibility = $2 AND archived_at IS NULL AND kind = 'held' LIMIT 1";
            let id: Uuid =
                sqlx::query_scalar(sql).bind(own).bind(visibility).fetch_one(&app.db.owner).await.expect("an animal");
            let status = app.embed().get(&format!("/w/{DEMO_CARD_KEY}?animal={id}")).send().await.status.as_u16();
            assert_eq!(status, if own && visibility == "public" { 200 } else { 404 }, "{own} {visibility}");
        }
    };
    one(true, "public").await;
    one(true, "private").await;
    one(false, "public").await;
    app.embed().get(&format!("/w/{DEMO_CARD_KEY}")).send().await.expect(404);
    app.embed().get(&format!("/w/{DEMO_CARD_KEY}?animal=rubbish")).send().await.expect(404);
}

#[tokio::test]
async fn the_preview_is_framed_by_the_builder_alone() {
    let app = demo().await;
    let (id, name, _) = shown(&app).await;
    let page =
        app.embed().get(&format!("/preview?kind=card&animal={id}&theme=dark&accent=clay")).send().await.expect(200);
    assert_eq!(ancestors(&page), "http://breeder.localhost:8080");
    let text = page.text();
    assert!(text.contains(&name) && text.contains("data-theme=\"dark\" data-accent=\"clay\""), "{text}");
    app.embed().get("/preview?kind=card&animal=rubbish").send().await.expect(404);
    app.embed().get("/preview").send().await.expect(404);
}

#[tokio::test]
async fn oembed_answers_for_public_animals_in_both_tongues() {
    let app = demo().await;
    let (id, name, _) = shown(&app).await;
    let page = app.public().get(&format!("/animals/{id}")).send().await.expect(200).text();
    for kind in ["application/json+oembed", "text/xml+oembed"] {
        assert!(page.contains(kind), "the page names {kind}");
    }
    let ask = |more: &str| format!("/oembed?url=http%3A%2F%2Flocalhost%3A8080%2Fanimals%2F{id}{more}");
    let answer = app.public().get(&ask("&format=json&maxwidth=300")).send().await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let json = answer.json();
    assert_eq!((json["type"].as_str(), json["version"].as_str()), (Some("rich"), Some("1.0")));
    assert_eq!((json["title"].as_str(), json["width"].as_u64()), (Some(name.as_str()), Some(300)));
    assert!(json["html"].as_str().is_some_and(|html| html.contains(&id.to_string()) && !html.contains("<script")));
    let xml = app.public().get(&ask("&format=xml")).send().await.expect(200);
    assert!(xml.header("content-type").starts_with("text/xml"));
    assert!(
        xml.text().contains(&format!("<title>{name}</title>")) && xml.text().contains("&lt;blockquote"),
        "{}",
        xml.text()
    );
    app.public().get(&ask("&format=yaml")).send().await.expect(501);
    let missing = app.public().get("/oembed").send().await.expect(400);
    assert!(missing.text().contains("url="), "{}", missing.text());
    for strange in [
        "https://evil.example/animals/01935000-0000-7000-8000-000000000001",
        "http://localhost:8080/animals/01935000-0000-7000-8000-000000000001",
        "http://localhost:8080/animals/x",
        "http://localhost:8080.evil.example/animals/x",
        "javascript:alert(1)",
        "",
    ] {
        let url: String = url::form_urlencoded::byte_serialize(strange.as_bytes()).collect();
        app.public().get(&format!("/oembed?url={url}")).send().await.expect(404);
    }
}

#[tokio::test]
async fn the_demo_site_shows_both_widgets_and_falls_back_to_links() {
    let app = demo().await;
    let page = app.at("demo-site.localhost").get("/").send().await.expect(200).text();
    for key in [DEMO_CARD_KEY, DEMO_PEDIGREE_KEY] {
        assert!(page.contains(&format!("<reptidex-widget key=\"{key}\"")), "{page}");
    }
    assert!(page.contains("<a href=\"http://localhost:8080/"), "{page}");
    let pairing = app.at("demo-site.localhost").get("/pairing").send().await.expect(200).text();
    assert!(pairing.contains(&format!("<reptidex-widget key=\"{DEMO_CALCULATOR_KEY}\"")), "{pairing}");
}

#[tokio::test]
async fn the_gallery_and_the_demo_site_are_of_development_only() {
    let app = TestApp::new().await;
    let page = app.breeder().get("/gallery").send().await.expect(200);
    assert!(page.text().contains("Every component") && page.header("content-security-policy").contains("'nonce-"));
    for site in [app.public(), app.admin(), app.embed()] {
        assert_ne!(site.get("/gallery").send().await.status, 200);
    }
    let production = TestApp::with(&[("REPTIDEX_ENV", "production"), ("SMTP_URL", "smtp://localhost:2525")]).await;
    production.breeder().get("/gallery").send().await.expect(404);
    production.at("demo-site.localhost").get("/").send().await.expect(421);
}
