//! Photographs of everybody: looked through, taken down, put back; and what vivariums have stored.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    PhotoId,
    media::{PhotoShow, StaffPhoto, StorageUse},
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
    Ok(onward(&list_with(&back, "photo-taken-down")))
}

/// Puts a photograph back: it is prepared again from what was sent.
///
/// # Errors
/// When it isn't taken down (any more); unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "photo_put_back")]
pub async fn put_back_photo(id: PhotoId, back: String) -> Result<Onward, AppError> {
    media()?.put_back(&require_actor()?, id).await?;
    Ok(onward(&list_with(&back, "photo-put-back")))
}

/// The list with a note above it: that list, or all of it where `back` is none of its addresses.
#[cfg(feature = "ssr")]
fn list_with(back: &str, note: &str) -> String {
    match back.strip_prefix("/photos?") {
        Some(query) if query.bytes().all(|byte| byte.is_ascii_graphic()) => format!("/photos?{query}&note={note}"),
        _ => format!("/photos?note={note}"),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::list_with;

    #[test]
    fn the_way_back_is_a_list_of_photos_and_nothing_else() {
        assert_eq!(list_with("/photos?show=failed&q=a%26b", "x"), "/photos?show=failed&q=a%26b&note=x");
        for strange in ["", "/photos", "//evil.example", "/people?q=1", "/photos?a\r\nb", "/photos?ü"] {
            assert_eq!(list_with(strange, "x"), "/photos?note=x", "{strange}");
        }
    }
}
