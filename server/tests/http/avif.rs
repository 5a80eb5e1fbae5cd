//! AVIF on pages, in the API and at the media host.

use crate::{
    app::TestApp,
    photo_desk::{Desk, SECRETS, file, text},
};
use repti_domain::repti_media::AvifMade;
use serde_json::{Value, json};

const HOST: &str = "media.localhost";

/// What the worker does.
async fn make(app: &TestApp) -> AvifMade {
    app.state.domain.media.make_avif().await.expect("made")
}

#[tokio::test]
async fn a_photo_is_offered_as_avif_once_it_is_there_and_served_as_the_others_are() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    let photo = desk.ready(&animal, 400).await;
    let id = text(&photo["id"]);
    assert_eq!(photo["files"]["avif"], json!([]));
    let page = async || app.public().get(&format!("/animals/{animal}")).send().await.expect(200).text();
    let before = page().await;
    assert!(before.contains("image/webp") && !before.contains("avif"));

    assert_eq!(make(&app).await, AvifMade::Widths(2));
    assert_eq!(desk.get(&format!("/photos/{id}")).await.expect(200).json()["files"]["avif"], json!([320, 400]));
    let path = format!("/api/v1/media/public/animals/{animal}/photos");
    let public: Value = app.api().get(&path).send().await.expect(200).json()[0].clone();
    assert_eq!(public["files"]["avif"], json!([320, 400]));
    let after = page().await;
    let base = text(&public["files"]["base"]);
    let source = format!(r#"<source type="image/avif" srcset="{base}/320.avif 320w, {base}/400.avif 400w" sizes=""#);
    assert!(after.contains(&source), "{after}");

    let site = app.at(HOST);
    let (webp, avif) = (file(&public, "400.webp"), file(&public, "400.avif"));
    let (webp, read) = (site.get(&webp).send().await.expect(200), site.get(&avif).send().await.expect(200));
    assert_eq!(read.header("content-type"), "image/avif");
    for name in ["cache-control", "x-content-type-options", "content-security-policy", "access-control-allow-origin"] {
        assert_eq!(read.header(name), webp.header(name), "{name}");
    }
    assert!(read.body.len() < webp.body.len());
    let told = |part: &[u8]| read.body.windows(part.len()).any(|window| window == part);
    assert!(!told(b"Exif") && SECRETS.iter().all(|secret| !told(secret.as_bytes())));
    let tag = read.header("etag").to_owned();
    site.get(&avif).header("if-none-match", &tag).send().await.expect(304);
    // What is private has no address for everybody.
    sqlx::query("UPDATE animal.animal SET visibility = 'private'").execute(&app.db.owner).await.expect("hidden");
    site.get(&avif).send().await.expect(404);
    let signed = site.get(&file(&desk.get(&format!("/photos/{id}")).await.json(), "400.avif")).send().await.expect(200);
    assert_eq!(signed.header("cache-control"), "private, max-age=86400");
}

#[tokio::test]
async fn where_it_is_switched_off_nothing_is_made_and_nothing_said() {
    let app = TestApp::with(&[("REPTIDEX_AVIF", "false")]).await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    desk.ready(&animal, 320).await;
    let asked = "SELECT count(*) FROM graphile_worker._private_jobs WHERE key = 'photo_avif'";
    let asked: i64 = sqlx::query_scalar(asked).fetch_one(&app.db.owner).await.expect("counted");
    assert_eq!((asked, make(&app).await), (0, AvifMade::Off));
    assert!(!app.public().get(&format!("/animals/{animal}")).send().await.expect(200).text().contains("avif"));
}
