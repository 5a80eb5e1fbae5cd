//! The form that sends a photo without scripts, thumbnails in lists, and staff's list of photos on its pages.

use crate::{
    admin::{call as admin_call, staff},
    app::{Answer, TestApp},
    photo_desk::telling,
    portal_people::{Person, call, keeper},
    video::film::Film,
};
use repti_domain::repti_media::PhotoJob;
use repti_model::{PhotoId, StaffRole, VivariumId};

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";
const BOUNDARY: &str = "----reptidex";

/// The page of a new animal.
async fn animal(app: &TestApp, who: &Person, name: &str) -> String {
    let form = [
        ("taxon_id", BALL_PYTHON),
        ("name", name),
        ("sex", "female"),
        ("sex_confidence", "certain"),
        ("visibility", "private"),
    ];
    let led = call(app, &who.cookie, "animal_save", &form).await.expect(200).json();
    led.as_str().unwrap_or_default().split('?').next().unwrap_or_default().to_owned()
}

/// The form as a browser without scripts sends it.
async fn send(app: &TestApp, cookie: &str, animal: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"animal\"\r\n\r\n{animal}\r\n").into_bytes();
    body.extend(
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n")
            .into_bytes(),
    );
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let page = format!("{}/animals/{animal}/photos", app.state.urls.breeder);
    let call = app.breeder().post("/photos/upload").cookie(cookie).header("referer", &page);
    call.bytes(&format!("multipart/form-data; boundary={BOUNDARY}"), body).send().await
}

async fn page(app: &TestApp, who: &Person, path: &str) -> String {
    app.breeder().get(path).cookie(&who.cookie).send().await.expect(200).text()
}

/// The only photo there is, prepared as the worker does it.
async fn prepared(app: &TestApp) -> PhotoId {
    let found = sqlx::query_as::<_, (uuid::Uuid, uuid::Uuid)>("SELECT id, vivarium_id FROM media.photo");
    let (id, vivarium) = found.fetch_one(&app.db.owner).await.expect("one photo");
    let job = PhotoJob { vivarium: VivariumId(vivarium), photo: PhotoId(id) };
    app.state.domain.media.process(&job).await.expect("processed");
    job.photo
}

#[tokio::test]
async fn without_scripts_a_photo_is_sent_and_what_is_refused_is_said() {
    let app = TestApp::new().await;
    let (ada, bob) = (keeper(&app, "ada").await, keeper(&app, "bob").await);
    let of = animal(&app, &ada, "Kiwi").await;
    let id = of.rsplit('/').next().unwrap_or_default();
    let photos = format!("{of}/photos");
    assert!(page(&app, &ada, &photos).await.contains("/photos/upload\" method=\"post\""));

    let led = async |cookie: &str, animal: &str, bytes: &[u8]| {
        send(&app, cookie, animal, "IMG 1.jpg", bytes).await.expect(303).header("location").to_owned()
    };
    let back = led(&ada.cookie, id, b"").await;
    assert!(back.starts_with(&format!("{photos}?")) && back.contains("__err"), "{back}");
    let mut large = telling(320);
    large.resize(41 << 20, 0);
    let back = led(&ada.cookie, id, &large).await;
    assert!(page(&app, &ada, &back).await.contains("larger than 40 MB"), "{back}");
    assert!(led(&bob.cookie, id, &telling(320)).await.contains("__err"), "not his animal");
    assert!(led(&ada.cookie, "nothing", &telling(320)).await.starts_with("/animals?"));
    send(&app, "", id, "IMG 1.jpg", &telling(320)).await.expect(401);
    let none: i64 = sqlx::query_scalar("SELECT count(*) FROM media.photo").fetch_one(&app.db.owner).await.unwrap();
    assert_eq!(none, 0);

    let back = led(&ada.cookie, id, &telling(320)).await;
    assert_eq!(back, format!("{photos}?note=photo-sent"));
    let shown = page(&app, &ada, &back).await;
    assert!(shown.contains("It has arrived and is being prepared") && shown.contains("IMG 1.jpg"));
    prepared(&app).await;
    assert!(page(&app, &ada, &photos).await.contains("Photos (1)"));
    // A video goes the same way, and the words are true of it, too.
    let sent = send(&app, &ada.cookie, id, "IMG 2.MOV", &Film::default().bytes()).await.expect(303);
    let shown = page(&app, &ada, sent.header("location")).await;
    assert!(shown.contains("It has arrived and is being prepared") && shown.contains("IMG 2.MOV"));
}

#[tokio::test]
async fn a_list_shows_small_pictures_and_staff_take_one_down_and_put_it_back() {
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    let of = animal(&app, &ada, "Kiwi").await;
    let young = animal(&app, &ada, "Olive").await;
    let id = of.rsplit('/').next().unwrap_or_default();
    let parent =
        [("id", young.rsplit('/').next().unwrap_or_default()), ("side", "dam"), ("who", id), ("basis", "observed")];
    call(&app, &ada.cookie, "parent_add", &parent).await.expect(200);
    assert!(!page(&app, &ada, "/animals").await.contains("cover-thumb"), "nobody has a photo: no place is kept");
    send(&app, &ada.cookie, id, "a.jpg", &telling(320)).await.expect(303);
    let photo = prepared(&app).await.to_string();
    let list = page(&app, &ada, "/animals").await;
    assert_eq!(list.matches("class=\"cover-thumb\"").count(), 2, "one picture and one place");
    assert!(list.contains(&format!("/p/{photo}-")) && list.contains("width=\"40\""));
    for path in [&young, &of] {
        let shown = page(&app, &ada, path).await;
        assert_eq!(shown.contains("class=\"cover-thumb\""), *path == young, "{path}");
    }

    let (support, moderator) = (staff(&app, StaffRole::Support).await, staff(&app, StaffRole::Moderator).await);
    let desk =
        async |who: &Person, path: &str| app.admin().get(path).cookie(&who.cookie).send().await.expect(200).text();
    let looked = desk(&support, "/photos").await;
    assert!(looked.contains("Kiwi") && looked.contains("ada") && looked.contains("needs a moderator"));
    assert!(!looked.contains("Take it down"));
    assert!(desk(&moderator, "/photos?show=ready").await.contains("Take it down"));
    assert!(desk(&support, "/photos?show=failed").await.contains("No photos match all of this"));
    let stored = desk(&support, "/photos/storage").await;
    assert!(stored.contains("Storage by vivarium") && stored.contains("below 1%"), "{stored}");

    let down = [("id", photo.as_str()), ("back", "/photos?show=ready"), ("reason", "A person’s face")];
    admin_call(&app, &support.cookie, "photo_take_down", &down).await.expect(403);
    let short = [("id", photo.as_str()), ("back", ""), ("reason", "no")];
    let refused = admin_call(&app, &moderator.cookie, "photo_take_down", &short).await.expect(422).json();
    assert!(refused["fields"]["reason"][0].is_string(), "{refused}");
    let led = admin_call(&app, &moderator.cookie, "photo_take_down", &down).await.expect(200).json();
    assert_eq!(led, "/photos?show=ready&note=photo-taken-down");
    assert!(desk(&support, "/photos?show=taken_down").await.contains("A person’s face"));
    assert!(page(&app, &ada, &format!("{of}/photos")).await.contains("A person’s face"));
    assert!(!page(&app, &ada, "/animals").await.contains("cover-thumb"));
    let back = [("id", photo.as_str()), ("back", "//elsewhere.example")];
    let led = admin_call(&app, &moderator.cookie, "photo_put_back", &back).await.expect(200).json();
    assert_eq!(led, "/photos?note=photo-put-back");
    prepared(&app).await;
    assert!(page(&app, &ada, "/animals").await.contains("cover-thumb"));
    app.admin().get("/photos").cookie(&ada.cookie).send().await.expect(303);
}
