//! Photographs and logos of everybody: looked through, taken down, photographs put back; and what vivariums have stored.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    LogoId, PhotoId,
    media::{PhotoShow, StaffLogo, StaffPhoto, StorageUse},
    page::Page,
};

#[cfg(feature = "ssr")]
use super::call::media;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::media::PhotoSearch;

/// Photographs, the newest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "photos")]
pub async fn load_photos(
    show: PhotoShow,
    text: String,
    cursor: Option<String>,
) -> Result<Stamped<Page<StaffPhoto>>, AppError> {
    let value = media()?.staff_photos(&require_actor()?, &PhotoSearch { show, text, cursor }).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Logos, the newest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "logos")]
pub async fn load_logos(
    show: PhotoShow,
    text: String,
    cursor: Option<String>,
) -> Result<Stamped<Page<StaffLogo>>, AppError> {
    let value = media()?.staff_logos(&require_actor()?, &PhotoSearch { show, text, cursor }).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Who has how much in the object store.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "photo_storage")]
pub async fn load_storage() -> Result<StorageUse, AppError> {
    Ok(media()?.storage_use(&require_actor()?).await?)
}

/// Takes a photograph down; its breeder reads the reason. `back` is the list that it was seen in.
///
/// # Errors
/// Without a reason; when it isn't shown (any more); unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "photo_take_down")]
pub async fn take_down_photo(id: PhotoId, back: String, reason: String) -> Result<Onward, AppError> {
    media()?.take_photo_down(&require_actor()?, id, &reason).await?;
    Ok(onward(&list_with("/photos", &back, "photo-taken-down")))
}

/// Takes a logo down, for good; its keeper reads the reason. `back` is the list that it was seen in.
///
/// # Errors
/// Without a reason; when it isn't there (any more); unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "logo_take_down")]
pub async fn take_down_logo(id: LogoId, back: String, reason: String) -> Result<Onward, AppError> {
    media()?.take_logo_down(&require_actor()?, id, &reason).await?;
    Ok(onward(&list_with("/photos/logos", &back, "logo-taken-down")))
}

/// Puts a photograph back: it is prepared again from what was sent.
///
/// # Errors
/// When it isn't taken down (any more); unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "photo_put_back")]
pub async fn put_back_photo(id: PhotoId, back: String) -> Result<Onward, AppError> {
    media()?.put_back(&require_actor()?, id).await?;
    Ok(onward(&list_with("/photos", &back, "photo-put-back")))
}

/// The list at `path` with a note above it: as it was narrowed, or all of it where `back` is none of its addresses.
#[cfg(feature = "ssr")]
fn list_with(path: &str, back: &str, note: &str) -> String {
    match back.strip_prefix(path).and_then(|rest| rest.strip_prefix('?')) {
        Some(query) if query.bytes().all(|byte| byte.is_ascii_graphic()) => format!("{path}?{query}&note={note}"),
        _ => format!("{path}?note={note}"),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::list_with;

    #[test]
    fn the_way_back_is_a_list_of_photos_and_nothing_else() {
        let photos = |back| list_with("/photos", back, "x");
        assert_eq!(photos("/photos?show=failed&q=a%26b"), "/photos?show=failed&q=a%26b&note=x");
        for strange in
            ["", "/photos", "//evil.example", "/people?q=1", "/photos?a\r\nb", "/photos?ü", "/photos/logos?q=1"]
        {
            assert_eq!(photos(strange), "/photos?note=x", "{strange}");
        }
        assert_eq!(list_with("/photos/logos", "/photos/logos?q=1", "x"), "/photos/logos?q=1&note=x");
    }
}
