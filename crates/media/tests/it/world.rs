//! A database and a folder of its own for each test, with people made without the ceremonies of signing up.

use crate::make;
use bytes::Bytes;
use repti_db::{Job, testing::TestDb};
use repti_media::{Asked, Ffmpeg, Media, MediaError, MediaParts, PhotoJob, Processed, VideoJob};
use repti_model::{
    ActiveVivarium, Actor, AnimalId, ErrorCode, MembershipId, PersonId, PhotoId, Problem, Role, VivariumId,
    media::{NewUpload, OwnPhoto, PhotoUpload, UploadPart},
};
use repti_storage::ObjectStore;
use std::{fs, path::PathBuf};

pub struct World {
    pub media: Media,
    pub objects: ObjectStore,
    pub db: TestDb,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(None).await
    }

    /// One whose videos this program prepares.
    pub async fn with(ffmpeg: Option<Ffmpeg>) -> Self {
        let db = TestDb::new().await;
        let folder = std::env::temp_dir().join(format!("reptidex-media-{}", uuid::Uuid::now_v7()));
        let objects = ObjectStore::folder(&folder);
        let media = process(&db, &objects, ffmpeg, true);
        Self { media, objects, db, folder }
    }

    /// Another process over the same stores, which makes no AVIF.
    #[cfg(feature = "avif")]
    pub fn without_avif(&self) -> Media {
        process(&self.db, &self.objects, None, false)
    }

    /// Somebody with a listed vivarium of their own.
    pub async fn owner(&self, name: &str) -> Actor {
        let id = VivariumId::new();
        self.run("INSERT INTO core.vivarium (id, slug, name, listed) VALUES ($1, $2, $2, true)", id.0, name).await;
        let vivarium = ActiveVivarium { id, slug: name.into(), name: name.into(), role: Role::Herpetologist };
        self.member(name, &vivarium).await
    }

    /// Somebody else in the same vivarium.
    pub async fn colleague(&self, of: &Actor, name: &str, role: Role) -> Actor {
        let vivarium = of.vivarium.clone().expect("a vivarium");
        self.member(name, &ActiveVivarium { role, ..vivarium }).await
    }

    async fn member(&self, name: &str, vivarium: &ActiveVivarium) -> Actor {
        let person = PersonId::new();
        let sql = "WITH p AS (INSERT INTO core.person (id, email, display_name) VALUES ($1, $3 || '@example.org', $3) RETURNING id)
                   INSERT INTO core.membership (id, vivarium_id, person_id, role) SELECT $4, $2, p.id, $5 FROM p";
        let done = sqlx::query(sql).bind(person.0).bind(vivarium.id.0).bind(name).bind(MembershipId::new().0);
        done.bind(vivarium.role.as_str()).execute(&self.db.owner).await.expect("a member");
        Actor {
            person_id: person,
            session_id: None,
            display_name: name.into(),
            staff: None,
            vivarium: Some(vivarium.clone()),
            scopes: None,
        }
    }

    /// A public animal.
    pub async fn animal(&self, owner: &Actor) -> AnimalId {
        let id = AnimalId::new();
        let sql = "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id, visibility)
                   SELECT $1, $2, left($1::text, 30), id, 'public' FROM animal.taxon LIMIT 1";
        sqlx::query(sql).bind(id.0).bind(vivarium(owner).0).execute(&self.db.owner).await.expect("an animal");
        id
    }

    /// As the owner of the database, about one id.
    pub async fn run(&self, sql: &'static str, id: uuid::Uuid, word: &str) {
        let query = sqlx::query(sql).bind(id);
        let query = if sql.contains("$2") { query.bind(word.to_owned()) } else { query };
        query.execute(&self.db.owner).await.expect("the owner may");
    }

    /// The same about a photograph, without the trigger that would say that it was changed just now.
    pub async fn set(&self, sql: &'static str, id: PhotoId) {
        sqlx::query("ALTER TABLE media.photo DISABLE TRIGGER touch")
            .execute(&self.db.owner)
            .await
            .expect("the owner may");
        self.run(sql, id.0, "").await;
        sqlx::query("ALTER TABLE media.photo ENABLE TRIGGER touch").execute(&self.db.owner).await.expect("as well");
    }

    pub async fn begin(&self, actor: &Actor, animal: AnimalId, bytes: &[u8]) -> PhotoUpload {
        let new = NewUpload { name: "IMG 1.jpg".into(), ..NewUpload::of_size(bytes.len() as u64) };
        self.media.begin_upload(actor, animal, &new).await.expect("begun")
    }

    /// Sends a part of the file to where its address says.
    pub async fn put(&self, actor: &Actor, upload: &PhotoUpload, number: u32, file: &[u8]) -> Result<(), MediaError> {
        let part = upload.parts.iter().find(|part| part.number == number).expect("such a part");
        let bytes = Bytes::copy_from_slice(of_part(file, part));
        self.media.receive_part(vivarium(actor), upload.id, number, &asked(&part.url), bytes).await
    }

    /// Sends a whole file.
    pub async fn send(&self, actor: &Actor, animal: AnimalId, file: &[u8]) -> PhotoId {
        let upload = self.begin(actor, animal, file).await;
        for part in &upload.parts {
            self.put(actor, &upload, part.number, file).await.expect("put");
        }
        self.media.finish_upload(actor, upload.id).await.expect("finished");
        upload.id
    }

    pub async fn process(&self, actor: &Actor, photo: PhotoId) -> Processed {
        self.media.process(&PhotoJob { vivarium: vivarium(actor), photo }).await.expect("processed")
    }

    /// Sends a file and has it prepared, whatever comes of it.
    pub async fn sent(&self, actor: &Actor, animal: AnimalId, file: &[u8]) -> OwnPhoto {
        let photo = self.send(actor, animal, file).await;
        self.process(actor, photo).await;
        self.media.photo(actor, photo).await.expect("a photo")
    }

    /// Sends a video and has it prepared, whatever comes of it.
    pub async fn film(&self, actor: &Actor, animal: AnimalId, file: &[u8]) -> OwnPhoto {
        let photo = self.send(actor, animal, file).await;
        assert_eq!(self.process(actor, photo).await, Processed::Video);
        self.process_film(actor, photo).await;
        self.media.photo(actor, photo).await.expect("a video")
    }

    pub async fn process_film(&self, actor: &Actor, photo: PhotoId) -> Processed {
        self.media.process_video(&VideoJob { vivarium: vivarium(actor), photo }).await.expect("processed")
    }

    /// A photo that is ready. Another `width` is another photo.
    pub async fn ready(&self, actor: &Actor, animal: AnimalId, width: u16) -> OwnPhoto {
        let photo = self.sent(actor, animal, &make::telling(width, 240)).await;
        assert_eq!(photo.state.as_str(), "ready", "{}", photo.refusal);
        photo
    }

    /// The names of all objects that begin so.
    pub async fn keys(&self, prefix: &str) -> Vec<String> {
        let found = self.objects.list(prefix, None, 10_000).await.expect("listed");
        found.into_iter().map(|object| object.key.to_string()).collect()
    }

    /// How many jobs wait to prepare this photo.
    pub async fn waiting(&self, photo: PhotoId) -> i64 {
        self.jobs(&format!("{}:{photo}", PhotoJob::TASK)).await
    }

    /// How many jobs wait that have this name.
    pub async fn jobs(&self, key: &str) -> i64 {
        let sql = "SELECT count(*) FROM graphile_worker._private_jobs WHERE key = $1";
        sqlx::query_scalar(sql).bind(key).fetch_one(&self.db.owner).await.expect("counted")
    }
}

fn process(db: &TestDb, objects: &ObjectStore, ffmpeg: Option<Ffmpeg>, avif: bool) -> Media {
    Media::new(MediaParts {
        db: db.db.clone(),
        objects: objects.clone(),
        origin: "https://media.example".to_owned(),
        key: [7; 32],
        places: 1,
        ffmpeg,
        avif,
    })
}

pub fn vivarium(actor: &Actor) -> VivariumId {
    actor.vivarium.as_ref().expect("a vivarium").id
}

pub fn of_part<'a>(file: &'a [u8], part: &UploadPart) -> &'a [u8] {
    let at = |place: u64| usize::try_from(place).expect("a place in memory");
    &file[at(part.start)..at(part.start + part.size)]
}

/// What an address is signed with.
pub fn asked(url: &str) -> Asked {
    let Some((_, query)) = url.split_once("?until=") else { return Asked::default() };
    let (until, key) = query.split_once("&key=").expect("signed");
    Asked { until: until.parse().ok(), key: Some(key.to_owned()) }
}

/// `<id>-<mark>` of a photo's files.
pub fn folder_of(base: &str) -> &str {
    base.strip_prefix("https://media.example/p/").expect("on the media host")
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(result: Result<T, MediaError>) -> Problem {
    result.expect_err("refused").into()
}

#[track_caller]
pub fn missing<T: std::fmt::Debug>(result: Result<T, MediaError>) {
    assert_eq!(refused(result).code, ErrorCode::NotFound);
}

#[track_caller]
pub fn forbidden<T: std::fmt::Debug>(result: Result<T, MediaError>) {
    assert_eq!(refused(result).code, ErrorCode::Forbidden);
}
