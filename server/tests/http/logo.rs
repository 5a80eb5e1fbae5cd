//! A vivarium's own logo: by the form and by the API, on papers and on the public page, and by whose plan.

use crate::{
    admin::{call as admin_call, staff},
    app::{Answer, TestApp},
    photo_desk::{Desk, telling, text},
    portal_people::{Person, call, keeper},
};
use http::Method;
use repti_domain::repti_media::LogoPurge;
use repti_model::{LogoId, StaffRole, VivariumId};
use serde_json::Value;

const BOUNDARY: &str = "----reptidex";

async fn give(app: &TestApp, vivarium: &str, plan: &str) {
    let sql = "INSERT INTO core.vivarium_plan (vivarium_id, plan) VALUES ($1::uuid, $2)
               ON CONFLICT (vivarium_id) DO UPDATE SET plan = excluded.plan";
    sqlx::query(sql).bind(vivarium).bind(plan).execute(&app.db.owner).await.expect("given");
}

async fn put(desk: &Desk<'_>, bytes: Vec<u8>) -> Answer {
    desk.call(Method::PUT, "/logo").bytes("application/octet-stream", bytes).send().await
}

const UPLOAD: &str = "/vivarium/logo/upload";
const REMOVAL: &str = "/sfn/breeder/remove_vivarium_logo";

/// The profile.
async fn profile(app: &TestApp, cookie: &str) -> String {
    app.breeder().get("/vivarium").cookie(cookie).send().await.expect(200).text()
}

/// What a form of a page carries unseen.
fn hidden<'a>(page: &'a str, action: &str) -> Vec<(&'a str, &'a str)> {
    let (_, rest) = page.split_once(&format!("{action}\"")).expect("such a form");
    let form = rest.split("</form>").next().unwrap_or_default();
    let inputs = form.split("<input").filter_map(|input| input.split('>').next());
    let of = |input: &'a str, name: &str| {
        input.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
    };
    inputs
        .filter(|input| input.contains("type=\"hidden\""))
        .map(|input| (of(input, "name"), of(input, "value")))
        .collect()
}

/// The form of the page as it is now, as a browser sends it; where it leads.
async fn send(app: &TestApp, cookie: &str, bytes: &[u8]) -> String {
    send_with(app, cookie, &hidden(&profile(app, cookie).await, UPLOAD), bytes).await
}

/// The form of whichever page.
async fn send_with(app: &TestApp, cookie: &str, fields: &[(&str, &str)], bytes: &[u8]) -> String {
    let head = |name: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"");
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("{}\r\n\r\n{value}\r\n", head(name)).into_bytes());
    }
    body.extend(format!("{}; filename=\"logo.exe\"\r\n\r\n", head("file")).into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let call = app.breeder().post(UPLOAD).cookie(cookie);
    let answer = call.bytes(&format!("multipart/form-data; boundary={BOUNDARY}"), body).send().await;
    answer.expect(303).header("location").to_owned()
}

/// A file of the media host.
async fn fetch(app: &TestApp, url: &str) -> Answer {
    let (_, path) = url.split_once("media.localhost:8080").expect("on the media host");
    app.at("media.localhost").get(path).send().await
}

#[tokio::test]
async fn a_logo_is_on_papers_while_it_is_there_and_the_plan_has_it() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("public").await;
    let certificate = ada.call(Method::POST, &format!("/animals/{animal}/certificates")).send().await.expect(201);
    let certificate = format!("/certificates/{}/paper?format=svg", text(&certificate.json()["id"]));
    let own = format!("/animals/{animal}/pedigree/paper?format=svg");
    let public = format!("/animals/{animal}/pedigree.svg");
    let papers = async || {
        let mut found = Vec::new();
        for path in [&certificate, &own] {
            let paper = ada.get(path).await.expect(200);
            found.push((paper.header("etag").to_owned(), paper.text()));
        }
        let paper = app.public().get(&public).send().await.expect(200);
        assert!(paper.header("content-security-policy").contains("img-src data:"));
        found.push((paper.header("etag").to_owned(), paper.text()));
        found
    };
    let bare = papers().await;
    assert!(bare.iter().all(|(_, svg)| !svg.contains("<image ")));

    // By the API: refused by the plan, then taken.
    let refused = put(&ada, telling(400)).await.expect_problem(403, "forbidden");
    assert!(text(&refused["detail"]).contains("The plan Collector has one"), "{refused}");
    give(&app, &ada.vivarium, "collector").await;
    let sent = put(&ada, telling(400)).await.expect(200).json();
    assert_eq!((&sent["logo"]["width"], &sent["allowed"]), (&Value::from(400), &Value::from(true)));
    let first = papers().await;
    assert!(first.iter().all(|(_, svg)| svg.matches("<image ").count() == 1 && svg.contains("data:image/png;base64,")));
    put(&ada, telling(480)).await.expect(200);
    let bob = Desk::open(&app, "bob").await;
    assert!(bob.get("/logo").await.expect(200).json()["logo"].is_null());
    bob.call(Method::DELETE, "/logo").send().await.expect_problem(404, "not_found");
    let second = papers().await;
    for ((before, after), bare) in first.iter().zip(&second).zip(&bare) {
        assert!(before.0 != after.0 && before.0 != bare.0, "another logo is another tag");
        assert!(before.1 != after.1);
    }
    assert_eq!(second, papers().await, "the same logo is the same paper");
    for format in ["pdf", "png"] {
        ada.get(&certificate.replace("svg", format)).await.expect(200);
    }

    // A lower plan has none on paper, and the logo stays.
    give(&app, &ada.vivarium, "breeder").await;
    assert_eq!(papers().await, bare);
    let kept = ada.get("/logo").await.expect(200).json();
    assert!(kept["logo"].is_object() && kept["allowed"] == false, "{kept}");
    give(&app, &ada.vivarium, "collector").await;
    assert_eq!(papers().await, second);
    // Staff take it down: papers do without at once, and by the API its keeper reads why.
    let grace = staff(&app, StaffRole::Moderator).await;
    let url = text(&ada.get("/logo").await.expect(200).json()["logo"]["url"]);
    let id = url.rsplit('/').next().and_then(|file| file.split(".png").next()).expect("an id").to_owned();
    let down = [("id", id.as_str()), ("back", ""), ("reason", "Somebody else’s sign")];
    admin_call(&app, &grace.cookie, "logo_take_down", &down).await.expect(200);
    assert_eq!(papers().await, bare);
    let told = ada.get("/logo").await.expect(200).json();
    assert!(told["logo"].is_null() && text(&told["taken_down"]).ends_with("Somebody else’s sign"), "{told}");
    ada.call(Method::DELETE, "/logo").send().await.expect_problem(404, "not_found");
    put(&ada, telling(480)).await.expect(200);
    assert_eq!(papers().await, second, "the same picture again is the same paper");
    ada.call(Method::DELETE, "/logo").send().await.expect(204);
    ada.call(Method::DELETE, "/logo").send().await.expect_problem(404, "not_found");
    assert_eq!(papers().await, bare);
}

/// The address of the logo on a page, as the browser reads it.
fn address_of(page: &str) -> String {
    let (_, rest) = page.split_once("src=\"http://media.localhost:8080/l/").expect("a logo on the page");
    let path = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
    format!("http://media.localhost:8080/l/{path}")
}

#[tokio::test]
async fn the_profile_shows_sends_and_removes_a_logo_and_the_public_page_has_it() {
    let app = TestApp::new().await;
    let (ada, bob) = (keeper(&app, "ada").await, keeper(&app, "bob").await);
    let row = sqlx::query_as::<_, (String, String)>("SELECT id::text, slug FROM core.vivarium WHERE name = 'ada'");
    let (vivarium, slug) = row.fetch_one(&app.db.owner).await.expect("a vivarium");
    let page =
        async |who: &Person, path: &str| app.breeder().get(path).cookie(&who.cookie).send().await.expect(200).text();
    let profile = page(&ada, "/vivarium").await;
    assert!(profile.contains("An own logo isn’t part of the plan") && !profile.contains(UPLOAD));
    let led = send_with(&app, &ada.cookie, &[("vivarium", &vivarium)], &telling(400)).await;
    assert!(led.starts_with("/vivarium?") && led.contains("__err"), "{led}");
    assert!(page(&ada, &led).await.matches("An own logo isn’t part of the plan").count() > 1, "as what was refused");
    give(&app, &vivarium, "collector").await;
    assert!(page(&ada, "/vivarium").await.contains(&format!("{UPLOAD}\" method=\"post\"")));

    for (bytes, said) in [
        (Vec::new(), "Choose a picture first"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "an SVG drawing"),
        (vec![0; (5 << 20) + 100_000], "larger than 5 MB"),
    ] {
        let led = send(&app, &ada.cookie, &bytes).await;
        let shown = page(&ada, &led).await;
        assert!(shown.contains(said), "{said}: {led}");
    }
    assert_eq!(send(&app, &ada.cookie, &telling(400)).await, "/vivarium?note=logo-changed");
    let shown = page(&ada, "/vivarium?note=logo-changed").await;
    assert!(shown.contains("The logo stands on papers") && shown.contains("Replace the logo"));
    let url = address_of(&shown);
    let file = fetch(&app, &url).await.expect(200);
    assert_eq!((file.header("content-type"), file.header("cache-control")), ("image/png", "private, max-age=86400"));

    // Everybody sees it while the vivarium is listed; nobody but its own changes it.
    let bare = url.split('?').next().unwrap_or_default().to_owned();
    sqlx::query("UPDATE core.vivarium SET listed = false").execute(&app.db.owner).await.expect("unlisted");
    fetch(&app, &bare).await.expect(404);
    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.expect("listed");
    let open = fetch(&app, &bare).await.expect(200);
    assert_eq!(open.header("cache-control"), "public, max-age=31536000, immutable");
    let public = async || app.public().get(&format!("/breeders/{slug}")).send().await.expect(200).text();
    assert_eq!(address_of(&public().await), bare);
    assert!(!page(&bob, "/vivarium").await.contains("/l/"));
    call(&app, &bob.cookie, "remove_vivarium_logo", &hidden(&shown, REMOVAL)).await.expect(409);
    app.breeder().post(UPLOAD).bytes("multipart/form-data; boundary=x", "--x--").send().await.expect(401);

    let grace = staff(&app, StaffRole::Administrator).await;
    let form = [("id", vivarium.as_str()), ("plan", "keeper"), ("reason", "No payment came")];
    admin_call(&app, &grace.cookie, "set_plan", &form).await.expect(200);
    let profile = page(&ada, "/vivarium").await;
    assert!(profile.contains("Not shown at the moment") && profile.contains("Remove the logo"));
    assert!(!public().await.contains("/l/"), "not on the public page");
    fetch(&app, &bare).await.expect(404);
    let led = call(&app, &ada.cookie, "remove_vivarium_logo", &hidden(&profile, REMOVAL)).await.expect(200);
    assert_eq!(led.json(), "/vivarium?note=logo-removed");
    fetch(&app, &url).await.expect(404);
}

/// That a page says why nothing was changed, above its forms, one of which is folded up.
#[track_caller]
fn says(page: &str, words: &str) {
    let at = page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(page.find(&format!("action=\"{UPLOAD}\"")).is_none_or(|form| at < form), "{words}");
}

/// Which logo a page shows.
fn logo_on(page: &str) -> String {
    address_of(page).split('?').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_form_of_an_older_page_changes_nothing_and_says_why() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let cookie = ada.cookie.as_str();
    let first = sqlx::query_scalar::<_, String>("SELECT id::text FROM core.vivarium WHERE name = 'ada'");
    let first = first.fetch_one(&app.db.owner).await.expect("a vivarium");
    give(&app, &first, "collector").await;
    let shown = async |path: &str| app.breeder().get(path).cookie(cookie).send().await.expect(200).text();
    let changed = "The logo has been changed in the meantime";

    // Two tabs that both show none: the second to be sent meets the first's.
    let bare = shown("/vivarium").await;
    assert_eq!(hidden(&bare, UPLOAD), [("vivarium", first.as_str())]);
    assert_eq!(send_with(&app, cookie, &hidden(&bare, UPLOAD), &telling(400)).await, "/vivarium?note=logo-changed");
    let one = shown("/vivarium").await;
    let led = send_with(&app, cookie, &hidden(&bare, UPLOAD), &telling(480)).await;
    let page = shown(&led).await;
    says(&page, changed);
    assert_eq!(logo_on(&page), logo_on(&one), "the first stands");
    // The page that it came back to is new: from there it goes.
    assert_eq!(send_with(&app, cookie, &hidden(&page, UPLOAD), &telling(480)).await, "/vivarium?note=logo-changed");

    // A removal of the one before, with scripts and without.
    let removal = hidden(&one, REMOVAL);
    assert_eq!(removal.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["vivarium", "logo"]);
    let answer = call(&app, cookie, "remove_vivarium_logo", &removal).await.expect(409).json();
    assert!(text(&answer["detail"]).starts_with(changed) && answer["code"] == "conflict", "{answer}");
    let plain = app.breeder().post(REMOVAL).cookie(cookie).header("accept", "text/html");
    let plain = plain.header("referer", "http://breeder.localhost:8080/vivarium").form(&removal).send().await;
    let back = plain.expect(302).header("location").replace("http://breeder.localhost:8080", "");
    let two = shown(&back).await;
    says(&two, changed);
    assert!(logo_on(&two) != logo_on(&one), "the second stands");

    // Another tab switches to another vivarium, whose plan has no logo.
    call(&app, cookie, "create_vivarium", &[("name", "Second"), ("slug", ""), ("time_zone", "")]).await.expect(200);
    let switched = "You have switched to another vivarium in another tab";
    let led = send_with(&app, cookie, &hidden(&two, UPLOAD), &telling(500)).await;
    let page = shown(&led).await;
    says(&page, switched);
    assert!(!page.contains("/l/"), "{page}");
    let answer = call(&app, cookie, "remove_vivarium_logo", &hidden(&two, REMOVAL)).await.expect(409).json();
    assert!(text(&answer["detail"]).starts_with(switched), "{answer}");
    // A page of the version before says nothing of either.
    let led = send_with(&app, cookie, &[], &telling(500)).await;
    says(&shown(&led).await, "before an update of ReptiDex");
    call(&app, cookie, "switch_vivarium", &[("vivarium_id", &first)]).await.expect(200);
    let now = shown("/vivarium").await;
    assert_eq!(logo_on(&now), logo_on(&two), "nothing has changed");
    assert_eq!(send_with(&app, cookie, &hidden(&two, UPLOAD), &telling(500)).await, "/vivarium?note=logo-changed");
}

#[tokio::test]
async fn support_looks_at_logos_and_a_moderator_takes_one_down() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let row = sqlx::query_as::<_, (uuid::Uuid, String)>("UPDATE core.vivarium SET listed = true RETURNING id, slug");
    let (vivarium, slug) = row.fetch_one(&app.db.owner).await.expect("a vivarium");
    give(&app, &vivarium.to_string(), "collector").await;
    send(&app, &ada.cookie, &telling(400)).await;
    let (support, moderator) = (staff(&app, StaffRole::Support).await, staff(&app, StaffRole::Moderator).await);
    let desk =
        async |who: &Person, path: &str| app.admin().get(path).cookie(&who.cookie).send().await.expect(200).text();
    let profile = async || app.breeder().get("/vivarium").cookie(&ada.cookie).send().await.expect(200).text();
    let public = async || app.public().get(&format!("/breeders/{slug}")).send().await.expect(200).text();

    let looked = desk(&support, "/photos/logos").await;
    assert!(looked.contains("Taking a logo down needs a moderator") && !looked.contains("Take it down"));
    let url = address_of(&looked);
    fetch(&app, &url).await.expect(200);
    let bare = url.split('?').next().unwrap_or_default().to_owned();
    let id = bare.rsplit('/').next().and_then(|file| file.strip_suffix(".png")).expect("an id").to_owned();
    assert!(desk(&moderator, "/photos/logos?show=ready&q=ad").await.contains("Take it down"));
    assert!(desk(&support, "/photos/logos?show=taken_down").await.contains("No logos match all of this"));
    assert!(desk(&support, "/photos").await.contains("href=\"/photos/logos\""));
    let stored = desk(&support, "/photos/storage").await;
    assert!(stored.contains("Storage by vivarium") && stored.contains("data-label=\"Logo\""), "{stored}");
    app.admin().get("/photos/logos").cookie(&ada.cookie).send().await.expect(303);

    let down = [("id", id.as_str()), ("back", "/photos/logos?q=ad"), ("reason", "Somebody else’s sign")];
    admin_call(&app, &support.cookie, "logo_take_down", &down).await.expect(403);
    let short = [("id", id.as_str()), ("back", ""), ("reason", "no")];
    let refused = admin_call(&app, &moderator.cookie, "logo_take_down", &short).await.expect(422).json();
    assert!(refused["fields"]["reason"][0].is_string(), "{refused}");
    assert_eq!(address_of(&public().await), bare, "nothing has changed");
    let led = admin_call(&app, &moderator.cookie, "logo_take_down", &down).await.expect(200).json();
    assert_eq!(led, "/photos/logos?q=ad&note=logo-taken-down");
    admin_call(&app, &moderator.cookie, "logo_take_down", &down).await.expect(404);

    let told = profile().await;
    assert!(
        told.contains("ReptiDex has taken this logo down: Somebody else’s sign") && !told.contains("/l/"),
        "{told}"
    );
    assert!(told.contains("You can send another") && !told.contains("Remove the logo"));
    assert!(!public().await.contains("/l/"));
    fetch(&app, &bare).await.expect(404);
    let job = LogoPurge { vivarium: VivariumId(vivarium), logo: id.parse::<LogoId>().expect("an id") };
    assert!(app.state.domain.media.purge_logo(&job).await.expect("purged"));
    fetch(&app, &url).await.expect(404);
    let listed = desk(&support, "/photos/logos?show=taken_down").await;
    assert!(listed.contains("Somebody else’s sign") && listed.contains("Taken down") && !listed.contains("/l/"));
    let about = desk(&support, &format!("/audit?object={vivarium}&action=vivarium.")).await;
    assert!(about.contains("vivarium.logo_taken_down"));

    send(&app, &ada.cookie, &telling(480)).await;
    let again = profile().await;
    assert!(again.contains("Replace the logo") && !again.contains("has taken this logo down"));
    assert_ne!(address_of(&public().await), bare);
}
