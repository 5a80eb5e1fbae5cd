//! Somebody who sends photos by the API.

use crate::{
    app::{Answer, Call, TestApp},
    people::Person,
};
use http::Method;
use repti_domain::repti_media::{PhotoJob, Processed};
use serde_json::{Value, json};

#[path = "../../../crates/picture/tests/make/exif.rs"]
#[allow(dead_code, reason = "not all of it is of use here")]
mod exif;
#[path = "../../../crates/picture/tests/make/jpeg.rs"]
#[allow(dead_code, reason = "likewise")]
mod jpeg;
#[path = "../../../crates/picture/tests/make/scene.rs"]
#[allow(dead_code, reason = "likewise")]
mod scene;

pub use exif::SECRETS;

const BALL_PYTHON: &str = "01935000-0000-7000-8000-000000000001";

/// A photo that tells who took it, where and when: 2024-05-17.
pub fn telling(width: u16) -> Vec<u8> {
    jpeg::with_segments(&jpeg::photo(width, 240), &[(0xe1, exif::Exif::default().segment())])
}

/// Somebody with a vivarium.
pub struct Desk<'a> {
    pub app: &'a TestApp,
    pub person: Person,
    pub vivarium: String,
    pub slug: String,
}

impl<'a> Desk<'a> {
    pub async fn open(app: &'a TestApp, name: &str) -> Self {
        let person = app.person(name).await;
        let (vivarium, slug) = app.vivarium(&person).await;
        sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.expect("listed");
        Self { app, person, vivarium, slug }
    }

    pub fn call(&self, method: Method, path: &str) -> Call<'a> {
        let call = self.app.api().call(method, &format!("/api/v1/media{path}"));
        call.bearer(&self.person.access).header("x-vivarium", &self.slug)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    pub async fn animal(&self, visibility: &str) -> String {
        let body = json!({"taxon_id": BALL_PYTHON, "name": "Kiwi", "sex": "female", "visibility": visibility});
        let call = self.app.api().post("/api/v1/animal/animals").bearer(&self.person.access);
        let made = call.header("x-vivarium", &self.slug).json(&body).send().await.expect(201).json();
        text(&made["id"])
    }

    /// An upload that was begun.
    pub async fn begin(&self, animal: &str, file: &[u8]) -> Value {
        let body = json!({"name": "IMG 1.jpg", "size": file.len()});
        let call = self.call(Method::POST, &format!("/animals/{animal}/photos"));
        call.json(&body).send().await.expect(201).json()
    }

    /// A photo that is ready.
    pub async fn ready(&self, animal: &str, width: u16) -> Value {
        let file = telling(width);
        let upload = self.begin(animal, &file).await;
        let id = text(&upload["id"]);
        put(self.app, &upload["parts"][0]["url"], &file).send().await.expect(204);
        self.call(Method::POST, &format!("/uploads/{id}/finish")).send().await.expect(202);
        self.process(&id).await;
        self.get(&format!("/photos/{id}")).await.expect(200).json()
    }

    /// What the worker does.
    pub async fn process(&self, id: &str) {
        let job = PhotoJob { vivarium: self.vivarium.parse().expect("an id"), photo: id.parse().expect("an id") };
        let done = self.app.state.domain.media.process(&job).await.expect("processed");
        assert_eq!(done, Processed::Ready);
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The path and query of an address on the media host.
pub fn path_of(url: &Value) -> String {
    text(url).strip_prefix("http://media.localhost:8080").expect("on the media host").to_owned()
}

/// A part as a page of the breeder portal sends it.
pub fn put<'a>(app: &'a TestApp, url: &Value, bytes: &[u8]) -> Call<'a> {
    let call = app.at("media.localhost").call(Method::PUT, &path_of(url));
    call.header("origin", "http://breeder.localhost:8080")
        .header("sec-fetch-site", "cross-site")
        .bytes("application/octet-stream", bytes.to_vec())
}

/// The address of a photo's file.
pub fn file(photo: &Value, name: &str) -> String {
    let files = &photo["files"];
    format!("{}/{name}{}", path_of(&files["base"]), text(&files["signature"]))
}
