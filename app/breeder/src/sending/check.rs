//! What is known of a file before a byte of it is sent.

use repti_model::media::{MOST_PHOTOS, MediaKind, NewUpload};

/// Why a file isn't sent at all, in the words that its person reads. `kind` is what the browser takes it for, `free` how many photographs the animal
/// may still have.
pub fn refusal(name: &str, kind: &str, size: u64, free: usize) -> Option<String> {
    if is_heic(name, kind) {
        return Some(
            "This is a HEIC file, which browsers can’t show. On an iPhone, choose Settings, Camera, Formats, Most Compatible; \
             photos you already have can be shared or exported as JPEG. Send that."
                .to_owned(),
        );
    }
    if let Err(errors) = announced(name, kind, size).validate() {
        return errors.of("file").first().cloned();
    }
    (free == 0).then(|| format!("An animal has {MOST_PHOTOS} photos at most. Remove one first."))
}

/// What the server is told of a file before it is sent. Some systems know no type for `.mov`.
pub fn announced(name: &str, kind: &str, size: u64) -> NewUpload {
    let film = |ending: &str| ["mov", "mp4", "m4v", "webm"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    let by_name = kind.is_empty() && name.rsplit_once('.').is_some_and(|(_, ending)| film(ending));
    let kind = if by_name { MediaKind::Video } else { MediaKind::of_type(kind) };
    NewUpload { name: name.to_owned(), size, kind }
}

fn is_heic(name: &str, kind: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("heic" | "heif")) || matches!(kind, "image/heic" | "image/heif")
}
