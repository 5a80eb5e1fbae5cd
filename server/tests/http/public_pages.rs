//! What a crawler, a reader of feeds and another site read of the public portal.

use crate::app::{Answer, TestApp};
use repti_domain::seed::{Size, seed};
use serde_json::Value;

pub async fn seeded() -> TestApp {
    let app = TestApp::new().await;
    seed(&app.db.url, Size::Normal, "http://demo-site.localhost:8080").await.expect("demo data");
    app
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}

pub fn canonical(page: &Answer) -> String {
    let text = page.text();
    let link = text.split("<link").find(|link| link.contains("rel=\"canonical\"")).expect("a canonical address");
    between(link, "href=\"", "\"").expect("an address").replace("&amp;", "&")
}

async fn an_animal(app: &TestApp) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(
        "SELECT l.child_id FROM animal.parent_link l JOIN animal.animal a ON a.id = l.child_id
         WHERE a.visibility = 'public' AND a.name <> '' ORDER BY 1 DESC LIMIT 1",
    )
    .fetch_one(&app.db.owner)
    .await
    .expect("an animal with a parent");
    format!("/animals/{id}")
}

#[tokio::test]
async fn every_page_names_its_address_itself_and_its_picture() {
    let app = seeded().await;
    let animal = an_animal(&app).await;
    let home = &app.state.urls.public;
    for (path, wanted) in [
        ("/?utm_source=x", "/"),
        ("/search?sex=female&utm_source=x", "/search?sex=female"),
        ("/search?sort=eldest&q=%20clown%20", "/search?q=clown&sort=eldest"),
        (format!("{animal}?from=feed").as_str(), animal.as_str()),
        ("/breeders", "/breeders"),
        ("/breeders/riverside-reptiles", "/breeders/riverside-reptiles"),
        ("/about", "/about"),
        ("/status?from=mail", "/status"),
        ("/calculator?from=feed", "/calculator"),
        (
            "/calculator?dam=het+Clown&sire=66%25+het+Clown&species=ball-python&eggs=6&x=y",
            "/calculator?species=ball-python&sire=66%25+het+Clown&dam=het+Clown&eggs=6",
        ),
    ] {
        let page = app.public().get(path).send().await.expect(200);
        assert_eq!(canonical(&page), format!("{home}{wanted}"), "{path}");
        let text = page.text();
        for property in ["og:title", "og:description", "og:url", "og:image", "og:type"] {
            // An animal's pedigree is a picture of its own.
            let wanted = if property == "og:image" && path.starts_with("/animals/") { 2 } else { 1 };
            assert_eq!(text.matches(&format!("property=\"{property}\"")).count(), wanted, "{path}: {property}");
        }
        assert_eq!(text.matches("<h1").count(), 1, "{path}");
        assert!(text.contains("<html lang=\"en\"") && text.matches("<title>").count() == 1, "{path}");
        if path.starts_with("/animals/") || path == "/?utm_source=x" || path.starts_with("/breeders/") {
            let data = text.split("application/ld+json").nth(1).and_then(|rest| between(rest, ">", "</script>"));
            let data: Value = serde_json::from_str(data.expect("JSON-LD")).expect("JSON");
            assert_eq!(data["@context"], "https://schema.org", "{path}");
        }
    }
    for path in ["/nothing", "/animals/nothing", "/breeders/nothing", "/animals/00000000-0000-0000-0000-000000000000"] {
        let page = app.public().get(path).send().await.expect(404).text();
        assert!(page.contains("noindex") && page.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn a_claim_says_how_it_is_known_and_a_drawn_plate_is_a_picture() {
    let app = seeded().await;
    let page = app.public().get(&an_animal(&app).await).send().await.expect(200).text();
    assert!(["Breeding record", "Declared by the keeper", "DNA", "Confirmed"].iter().any(|basis| page.contains(basis)));
    let plate = between(&page, "<img src=\"", "\"").expect("a picture").replace("&amp;", "&");
    let picture = app.public().get(&plate).send().await.expect(200);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.header("cache-control").contains("max-age") && picture.text().starts_with("<svg "));
    for wrong in ["/plates/x.svg", "/plates/12.png", "/plates/11112222333344445.svg"] {
        app.public().get(wrong).send().await.expect(404);
    }
    let hostile = app.public().get("/plates/1.svg?taxon=%3Cscript%3E&morph=%3C/svg%3E%00").send().await.expect(200);
    assert!(!hostile.text().contains("script"));
}

#[tokio::test]
async fn the_calculator_answers_without_a_script_and_takes_any_text() {
    let app = TestApp::new().await;
    let ask = async |query: &str| app.public().get(&format!("/calculator?{query}")).send().await.expect(200).text();
    let page = ask("species=ball-python&sire=66%25+het+Clown&dam=het+Clown&eggs=6").await;
    assert!(page.contains("60% het Clown") && page.contains("5/6") && page.contains("1/6"));
    let page = ask("species=ball-python&sire=Clwn&dam=%3Cscript%3Ealert(1)%3C/script%3E&eggs=6").await;
    assert!(page.contains("One thing before there are odds") && page.contains("sire=clown&amp;dam="));
    // Not even as the text of the document's title; inside an attribute it is only a text.
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<title>Clwn × <script"));
    for path in ["/calculator?sire=%3C/title%3E%3Ch1%3Eboo&species=ball-python", "/search?q=%3C/title%3E%3Ch1%3Eboo"] {
        let page = app.public().get(path).send().await.expect(200).text();
        assert!(!page.contains("</title><h1>boo") && page.matches("</title>").count() == 1, "{path}");
    }
    let long = "het+Clown+".repeat(900);
    for query in [
        "",
        "species=dragon&sire=x",
        "eggs=-1&sire=%00%F0%9F%A6%8E&dam=%ff",
        &format!("sire={long}&dam={long}&species=ball-python"),
    ] {
        assert!(ask(query).await.contains("Genetics calculator"), "{query}");
    }
}

#[tokio::test]
async fn feeds_are_atom_and_robots_name_the_sitemap() {
    let app = seeded().await;
    for path in ["/feed.xml", "/breeders/riverside-reptiles/feed.xml"] {
        let feed = app.public().get(path).send().await.expect(200);
        assert!(feed.header("content-type").starts_with("application/atom+xml"), "{path}");
        let xml = feed.text();
        // RFC 4287: id, title and updated of the feed and of each entry, an author of each entry.
        let entries = xml.matches("<entry>").count();
        assert!(entries > 10, "{path}");
        for (element, count) in
            [("<id>", entries + 1), ("<title>", entries + 1), ("<updated>", entries + 1), ("<author>", entries)]
        {
            assert_eq!(xml.matches(element).count(), count, "{path}: {element}");
        }
        let own = format!("<link rel=\"self\" href=\"{}{path}\"", app.state.urls.public);
        assert!(xml.contains(&own), "{path}");
        let newest = between(&xml, "<updated>", "</updated>").expect("a time");
        newest.parse::<jiff::Timestamp>().expect("RFC 3339");
    }
    app.public().get("/breeders/nobody/feed.xml").send().await.expect(404);
    let robots = app.public().get("/robots.txt").send().await.expect(200).text();
    assert!(robots.contains(&format!("Sitemap: {}/sitemap.xml", app.state.urls.public)));
}

#[tokio::test]
async fn a_search_pages_sorts_and_says_what_to_drop() {
    let app = seeded().await;
    let get = async |path: &str| app.public().get(path).send().await.expect(200).text();
    for sort in ["newest", "youngest", "eldest"] {
        let first = get(&format!("/search?sort={sort}")).await;
        let next = between(&first, "rel=\"next\" href=\"", "\"").expect("a next page").replace("&amp;", "&");
        let second = get(&next).await;
        let ids = |page: &str| -> Vec<String> {
            page.split("href=\"/animals/").skip(1).filter_map(|rest| rest.get(..36)).map(str::to_owned).collect()
        };
        let (first, second) = (ids(&first), ids(&second));
        assert_eq!((first.len(), second.len()), (24, 24), "{sort}");
        assert!(first.iter().all(|id| !second.contains(id)), "{sort}: a page repeats an animal");
    }
    let typo = get("/search?q=pastle").await;
    assert!(typo.contains("These are the animals for “pastel”"), "a typo is corrected and said to be");
    // No bearded dragon is a clown; without the species there are some.
    let nothing = get("/search?q=clown&taxon=bearded-dragon").await;
    assert!(nothing.contains("No animals match all of this"));
    assert!(nothing.contains("Without species: Bearded dragon ("), "{nothing}");
    assert!(get("/search?q=qqqqzzzz").await.contains("Without “qqqqzzzz”"));
    for junk in ["/search?after=zz&sort=hen&sex=hen&taxon=unicorn", "/search?q=%00", "/search?q=%F0%9F%90%8D"] {
        let status = app.public().get(junk).send().await.status.as_u16();
        assert!(status < 500, "{junk}: {status}");
    }
    let long = format!("/search?q={}", "x".repeat(5000));
    assert_eq!(app.public().get(&long).send().await.status, 422);
}
