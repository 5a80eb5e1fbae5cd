//! The photographs of an animal. Their bytes go to the media host, part by part; here is what is said of them.

use app_shared::AppError;
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId, PhotoId,
    animal::{BirthDate, Visibility},
    media::{NewUpload, OwnPhoto, PhotoRoom, PhotoUpload},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{animals, media};
#[cfg(feature = "ssr")]
use app_shared::ssr::{read_field, require_actor};
#[cfg(feature = "ssr")]
use jiff::civil::Date;
#[cfg(feature = "ssr")]
use repti_model::{
    Actor, ErrorCode, FieldErrors, Problem,
    media::{PhotoForm, PhotoState},
    registry::{Differing, SaveConflict},
};

/// How many photographs an animal's own page shows.
#[cfg(feature = "ssr")]
const STRIP: usize = 6;
/// How wide they are there at most, in pixels of a dense screen.
#[cfg(feature = "ssr")]
const STRIP_WIDTH: u32 = 320;

/// The page of an animal's photographs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotosPageData {
    pub animal: AnimalId,
    /// What the animal is called.
    pub label: String,
    pub born: Option<BirthDate>,
    pub visibility: Visibility,
    pub shown: PhotosShown,
    pub now: Timestamp,
}

/// Photographs as they are at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotosShown {
    pub photos: Vec<OwnPhoto>,
    pub room: PhotoRoom,
}

/// What an animal's own page shows of its photographs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoStrip {
    pub count: u32,
    /// Addresses of the first ones, the cover before the others: of one small file each, for that page's code is large enough; and of the same as AVIF, where
    /// there is one.
    pub first: Vec<(String, Option<String>)>,
}

/// The photographs of an animal, those that were removed last.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "photos", input = server_fn::codec::Json)]
pub async fn load_photos(id: AnimalId) -> Result<PhotosPageData, AppError> {
    let actor = require_actor()?;
    let animal = animals()?.get(&actor, id).await?;
    let media = media()?;
    let shown = PhotosShown { photos: media.photos_of(&actor, id).await?, room: media.photo_room(&actor).await? };
    Ok(PhotosPageData {
        animal: id,
        label: animal.label().to_owned(),
        born: animal.fields.born,
        visibility: animal.fields.visibility,
        shown,
        now: Timestamp::now(),
    })
}

/// For the animal's own page.
#[cfg(feature = "ssr")]
pub(super) async fn strip_of(actor: &Actor, id: AnimalId) -> Result<PhotoStrip, AppError> {
    let photos = media()?.photos_of(actor, id).await?;
    let ready = photos.into_iter().filter(|photo| photo.archived_at.is_none() && photo.state == PhotoState::Ready);
    let files: Vec<_> = ready.filter_map(|photo| photo.files).collect();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let pictures = files.iter().filter(|files| files.is_there());
    let first = pictures.take(STRIP).map(|files| (files.webp(STRIP_WIDTH), files.smallest_avif()));
    Ok(PhotoStrip { count, first: first.collect() })
}

/// Photographs of an animal as they are now: these, or all where none is named. What is gone by now is left out.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "photos_now", input = server_fn::codec::Json)]
pub async fn photos_now(animal: AnimalId, only: Vec<PhotoId>) -> Result<PhotosShown, AppError> {
    let (actor, media) = (require_actor()?, media()?);
    let mut photos = media.photos_of(&actor, animal).await?;
    photos.retain(|photo| only.is_empty() || only.contains(&photo.id));
    Ok(PhotosShown { photos, room: media.photo_room(&actor).await? })
}

/// Begins to send a photograph: where its parts go.
///
/// # Errors
/// A field error on `file` where it is too large, or there is no room.
#[server(prefix = "/sfn/breeder", endpoint = "photo_begin", input = server_fn::codec::Json)]
pub async fn begin_photo(animal: AnimalId, new: NewUpload) -> Result<PhotoUpload, AppError> {
    Ok(media()?.begin_upload(&require_actor()?, animal, &new).await?)
}

/// How an upload stands that was begun some time ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadStands {
    /// It goes on.
    Open(PhotoUpload),
    /// All of it has arrived.
    Arrived(Box<OwnPhoto>),
    /// Nobody knows of it any more.
    Gone,
}

/// Where an upload goes on: fresh addresses, and the parts that have arrived.
///
/// # Errors
/// When the role doesn't write, or a store doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "photo_upload", input = server_fn::codec::Json)]
pub async fn ask_upload(id: PhotoId) -> Result<UploadStands, AppError> {
    let (actor, media) = (require_actor()?, media()?);
    // An answer of "not found" is one of the answers here, so it mustn't become the status of this one.
    match media.upload(&actor, id).await.map_err(Problem::from) {
        Ok(upload) => return Ok(UploadStands::Open(upload)),
        Err(problem) if problem.code == ErrorCode::NotFound => {}
        Err(problem) => return Err(problem.into()),
    }
    match media.photo(&actor, id).await.map_err(Problem::from) {
        Ok(photo) if photo.state != PhotoState::Uploading => Ok(UploadStands::Arrived(Box::new(photo))),
        Ok(_) => Ok(UploadStands::Gone),
        Err(problem) if problem.code == ErrorCode::NotFound => Ok(UploadStands::Gone),
        Err(problem) => Err(problem.into()),
    }
}

/// All parts have been sent.
///
/// # Errors
/// `NotFound` where nobody knows of the upload; `Invalid` when parts are missing.
#[server(prefix = "/sfn/breeder", endpoint = "photo_finish", input = server_fn::codec::Json)]
pub async fn finish_photo(id: PhotoId) -> Result<OwnPhoto, AppError> {
    Ok(media()?.finish_upload(&require_actor()?, id).await?)
}

/// Forgets an upload. One that has ended is forgotten already.
///
/// # Errors
/// When the role doesn't write.
#[server(prefix = "/sfn/breeder", endpoint = "photo_cancel", input = server_fn::codec::Json)]
pub async fn cancel_photo(id: PhotoId) -> Result<(), AppError> {
    match media()?.cancel_upload(&require_actor()?, id).await.map_err(Problem::from) {
        Err(problem) if problem.code != ErrorCode::NotFound => Err(problem.into()),
        _ => Ok(()),
    }
}

/// Writes what is said of a photograph, against the version that was read. `read` is what the form was filled with, as JSON: only where somebody
/// changed that in between, two saves have met.
///
/// # Errors
/// Field errors; a conflict with both values of each field that differs.
#[server(prefix = "/sfn/breeder", endpoint = "photo_edit")]
pub async fn edit_photo(
    id: PhotoId,
    version: i32,
    read: Option<String>,
    caption: Option<String>,
    taken_on: Option<String>,
    representative: Option<String>,
) -> Result<OwnPhoto, AppError> {
    let (actor, media) = (require_actor()?, media()?);
    let mut errors = FieldErrors::new();
    let taken_on: Option<Date> =
        read_field(&mut errors, "taken_on", taken_on.as_deref(), "Write a day, such as 2026-05-04.");
    if !errors.is_empty() {
        return Err(errors.into());
    }
    // A browser sends line breaks as two characters.
    let caption = caption.unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
    let form = PhotoForm { caption, taken_on, representative: representative.is_some() };
    let mut problem = match media.edit_photo(&actor, id, version, &form).await.map_err(Problem::from) {
        Ok(photo) => return Ok(photo),
        Err(problem) => problem,
    };
    let stands = problem.current.take().filter(|_| problem.code == ErrorCode::Conflict);
    let Some(stands) = stands.and_then(|json| serde_json::from_value::<OwnPhoto>(json).ok()) else {
        return Err(problem.into());
    };
    let read = read.and_then(|json| serde_json::from_str::<PhotoForm>(&json).ok());
    // Another place in the order is another version, too.
    if read.as_ref() == Some(&said_of(&stands)) {
        return Ok(media.edit_photo(&actor, id, stands.version, &form).await?);
    }
    let conflict = met(&form, &stands);
    if conflict.fields.is_empty() {
        return Ok(stands);
    }
    Err(Problem { current: serde_json::to_value(conflict).ok(), ..problem }.into())
}

/// What is said of a photograph, as its form has it.
#[cfg(feature = "ssr")]
fn said_of(photo: &OwnPhoto) -> PhotoForm {
    PhotoForm { caption: photo.caption.clone(), taken_on: photo.taken_on, representative: photo.representative }
}

/// The fields in which a save and the store differ.
#[cfg(feature = "ssr")]
fn met(form: &PhotoForm, stands: &OwnPhoto) -> SaveConflict {
    use serde_json::json;
    let theirs = said_of(stands);
    let both = [
        ("caption", json!(form.caption), json!(theirs.caption)),
        ("taken_on", json!(form.taken_on), json!(theirs.taken_on)),
        ("representative", json!(form.representative), json!(theirs.representative)),
    ];
    let differing = both.into_iter().filter(|(_, yours, theirs)| yours != theirs);
    let fields = differing.map(|(name, yours, theirs)| (name.to_owned(), Differing { yours, theirs })).collect();
    SaveConflict { version: stands.version, fields, changed_by: None }
}

/// Puts the photographs of an animal in this order; the first is its cover.
///
/// # Errors
/// When one of them is gone.
#[server(prefix = "/sfn/breeder", endpoint = "photos_arrange", input = server_fn::codec::Json)]
pub async fn arrange_photos(animal: AnimalId, order: Vec<PhotoId>) -> Result<(), AppError> {
    Ok(media()?.arrange_photos(&require_actor()?, animal, &order).await?)
}

/// What is done with a photograph as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoDeed {
    /// Takes it from its animal.
    Remove,
    /// Brings it back.
    Restore,
    /// Has it prepared again.
    Retry,
}

/// Removes a photograph, brings it back, or has it prepared again; gives it as it is then.
///
/// # Errors
/// `NotFound` where there is no such photograph in that state.
#[server(prefix = "/sfn/breeder", endpoint = "photo_do", input = server_fn::codec::Json)]
pub async fn do_photo(id: PhotoId, deed: PhotoDeed) -> Result<OwnPhoto, AppError> {
    let (actor, media) = (require_actor()?, media()?);
    match deed {
        PhotoDeed::Remove => {
            media.archive_photo(&actor, id).await?;
            Ok(media.photo(&actor, id).await?)
        }
        PhotoDeed::Restore => Ok(media.restore_photo(&actor, id).await?),
        PhotoDeed::Retry => Ok(media.retry_photo(&actor, id).await?),
    }
}

/// Where the file as it was sent can be fetched, for some minutes.
///
/// # Errors
/// When the role doesn't write: it may tell where it was taken.
#[server(prefix = "/sfn/breeder", endpoint = "photo_original", input = server_fn::codec::Json)]
pub async fn photo_original(id: PhotoId) -> Result<String, AppError> {
    Ok(media()?.original_address(&require_actor()?, id).await?)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use jiff::civil::date;
    use repti_model::media::MediaKind;

    fn stands() -> OwnPhoto {
        OwnPhoto {
            id: PhotoId::new(),
            animal_id: AnimalId::new(),
            kind: MediaKind::Photo,
            state: PhotoState::Ready,
            name: "a.jpg".into(),
            size: 1,
            files: None,
            video: None,
            caption: "In the sun".into(),
            taken_on: Some(date(2026, 5, 4)),
            taken_by_camera: true,
            representative: false,
            refusal: String::new(),
            retryable: false,
            alike: None,
            taken_down: false,
            archived_at: None,
            created_at: Timestamp::UNIX_EPOCH,
            version: 7,
        }
    }

    #[test]
    fn two_saves_differ_only_where_they_say_different_things() {
        let form = PhotoForm { caption: "On its branch".into(), ..said_of(&stands()) };
        let met = met(&form, &stands());
        assert_eq!((met.version, met.fields.len()), (7, 1));
        assert_eq!(
            (met.fields["caption"].yours.as_str(), met.fields["caption"].theirs.as_str()),
            (Some("On its branch"), Some("In the sun"))
        );
    }
}
