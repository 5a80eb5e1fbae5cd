//! The encyclopedia of genes: every page whole without JavaScript, with its own address, and nothing where nothing is.

use crate::{
    app::TestApp,
    public_pages::{between, canonical, seeded},
};
use serde_json::Value;

/// A page with one heading, one title and its own address.
async fn page(app: &TestApp, path: &str, address: &str) -> String {
    let answer = app.public().get(path).send().await.expect(200);
    assert_eq!(canonical(&answer), format!("{}{address}", app.state.urls.public), "{path}");
    let text = answer.text();
    assert_eq!((text.matches("<h1").count(), text.matches("<title>").count()), (1, 1), "{path}");
    text
}

fn data(page: &str) -> Value {
    let found = page.split("application/ld+json").nth(1).and_then(|rest| between(rest, ">", "</script>"));
    serde_json::from_str(found.expect("JSON-LD")).expect("JSON")
}

/// Texts that the page must hold.
fn holds(page: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(page.contains(text), "“{text}” is missing");
    }
}

#[tokio::test]
async fn the_first_page_lists_the_species_and_searches_all_of_them() {
    let app = TestApp::new().await;
    let first = page(&app, "/genes?utm_source=x", "/genes").await;
    assert_eq!(first.matches("class=\"card-content species-link").count(), 9);
    holds(&first, &["Python regius", "href=\"/genes/boa\"", "href=\"/genes/bearded-dragon\""]);
    let found = page(&app, "/genes?q=coral+glow", "/genes").await;
    holds(&found, &["href=\"/genes/ball-python/banana\"", "Coral Glow", "1 found."]);
    holds(&page(&app, "/genes?q=zzzzqqqq", "/genes").await, &["No genes match all of this", "Without “zzzzqqqq”"]);
    for junk in ["/genes?q=%00", "/genes?q=%F0%9F%90%8D", &format!("/genes?q={}", "x".repeat(5000))] {
        let status = app.public().get(junk).send().await.status.as_u16();
        assert!(status < 500, "{status}");
    }
}

#[tokio::test]
async fn a_species_groups_its_genes_and_filters_them_by_links() {
    let app = TestApp::new().await;
    let all = page(&app, "/genes/ball-python", "/genes/ball-python").await;
    let wanted = ["BluEL complex", "Unproven", "Lethal", "href=\"/genes/ball-python/combos/bumblebee\""];
    holds(&all, &wanted);
    assert_eq!(data(&all)["@type"], "DefinedTermSet");
    let filter = "/genes/ball-python?inheritance=recessive";
    assert!(all.contains(&format!("href=\"{filter}\"")));
    let recessive = page(&app, filter, "/genes/ball-python").await;
    holds(&recessive, &["href=\"/genes/ball-python/clown\""]);
    assert!(!recessive.contains("href=\"/genes/ball-python/pastel\""));
    let corn = page(&app, "/genes/corn-snake?inheritance=nonsense", "/genes/corn-snake").await;
    holds(&corn, &["No probability", "Okeetee"]);
}

#[tokio::test]
async fn a_gene_says_how_it_shows_what_pairings_give_and_who_carries_it() {
    let app = seeded().await;
    let clown = page(&app, "/genes/ball-python/clown", "/genes/ball-python/clown").await;
    let wanted = [
        "66% het Clown",
        "25%",
        "het Clown × het Clown",
        "Crypton",
        "Named source",
        "/search?taxon=ball-python&amp;gene=clown",
    ];
    holds(&clown, &wanted);
    let cards = clown.matches("href=\"/animals/").count();
    assert!((1..=8).contains(&cards), "{cards} animals");
    let term = data(&clown);
    assert_eq!((&term["@type"], &term["name"]), (&"DefinedTerm".into(), &"Clown".into()));
    let spider = page(&app, "/genes/ball-python/spider", "/genes/ball-python/spider").await;
    holds(&spider, &["Doesn’t live", "wobble", "66% of those that live"]);
    let enchi = page(&app, "/genes/ball-python/enchi", "/genes/ball-python/enchi").await;
    holds(&enchi, &["Unproven until a curator decides", "The sources contradict each other."]);
    let banana = page(&app, "/genes/ball-python/banana", "/genes/ball-python/banana").await;
    holds(&banana, &["female maker", "2.5% of a male"]);
}

#[tokio::test]
async fn a_combo_links_to_its_genes() {
    let app = TestApp::new().await;
    let path = "/genes/ball-python/combos/8-ball";
    let ball = page(&app, path, path).await;
    holds(
        &ball,
        &["href=\"/genes/ball-python/cinnamon\"", "href=\"/genes/ball-python/black-pastel\"", "It may also mean"],
    );
    assert_eq!(data(&ball)["@type"], "DefinedTerm");
    let path = "/genes/boa/combos/snow";
    holds(&page(&app, path, path).await, &["albino visual", "Names no certain gene"]);
    let path = "/genes/leopard-gecko/combos/aptor";
    holds(&page(&app, path, path).await, &["href=\"/genes/leopard-gecko#tangerine\""]);
}

#[tokio::test]
async fn what_is_not_in_the_catalogue_is_not_found_and_what_is_stands_in_the_sitemap() {
    let app = TestApp::new().await;
    for path in [
        "/genes/unicorn",
        "/genes/zw-species",
        "/genes/ball-python/nothing",
        "/genes/unicorn/clown",
        "/genes/ball-python/combos/clown",
        "/genes/ball-python/combos",
    ] {
        let page = app.public().get(path).send().await.expect(404).text();
        assert!(page.contains("noindex") && page.contains("<h1"), "{path}");
    }
    let map = app.public().get("/sitemap.xml?part=pages").send().await.expect(200).text();
    let home = &app.state.urls.public;
    for path in ["/genes", "/genes/boa", "/genes/ball-python/clown", "/genes/ball-python/combos/bumblebee"] {
        assert!(map.contains(&format!("<loc>{home}{path}</loc>")), "{path}");
    }
}
