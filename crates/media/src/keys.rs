//! How objects are called. Ids are unguessable, but a key is no secret: who may read is decided before the store is asked.

use crate::Result;
use repti_model::{LogoId, PhotoId};
use repti_storage::Key;

/// The folder of everything that was made of photographs.
pub(crate) const PICTURES: &str = "pictures/";
/// The folder of the files as they were sent.
pub(crate) const ORIGINALS: &str = "originals/";

/// The folder of vivariums' logos.
pub(crate) const LOGOS: &str = "logos/";

/// Of a logo.
pub(crate) fn logo(id: LogoId) -> Result<Key> {
    Ok(Key::new(format!("{LOGOS}{id}"))?)
}

/// The logo that a key belongs to; `None` for what isn't ours.
pub(crate) fn logo_of(key: &Key) -> Option<LogoId> {
    key.as_str().strip_prefix(LOGOS)?.parse().ok()
}

/// Of the file as it was sent.
pub(crate) fn original(id: PhotoId) -> Result<Key> {
    Ok(Key::new(format!("{ORIGINALS}{id}"))?)
}

/// Of one file that pages show: `480.webp`.
pub(crate) fn picture(id: PhotoId, mark: &str, file: &str) -> Result<Key> {
    Ok(Key::new(format!("{PICTURES}{id}-{mark}/{file}"))?)
}

/// Of the file that is played of a video.
pub(crate) fn video(id: PhotoId, mark: &str, ending: &str) -> Result<Key> {
    picture(id, mark, &format!("video.{ending}"))
}

/// Of the files that may be played of a video: a put back one may have another ending than before.
pub(crate) fn videos(id: PhotoId, mark: &str) -> Result<Vec<Key>> {
    ["mp4", "webm"].into_iter().map(|ending| video(id, mark, ending)).collect()
}

/// Of all files that pages may show of a photograph: also where AVIF was written and nobody noted it.
pub(crate) fn pictures(id: PhotoId, mark: &str, widths: &[i32]) -> Result<Vec<Key>> {
    let files = widths.iter().flat_map(|width| ["webp", "jpg", "avif"].map(|ending| format!("{width}.{ending}")));
    files.map(|file| picture(id, mark, &file)).collect()
}

/// The photograph and the mark that a key belongs to, for the sweep; `None` for what isn't ours.
pub(crate) fn owner(key: &Key) -> Option<(PhotoId, Option<String>)> {
    if let Some(id) = key.as_str().strip_prefix(ORIGINALS) {
        return Some((id.parse().ok()?, None));
    }
    let folder = key.as_str().strip_prefix(PICTURES)?.split('/').next()?;
    let (id, mark) = split(folder)?;
    Some((id, Some(mark.to_owned())))
}

/// `<id>-<mark>`, the mark being what stands behind the last dash.
pub(crate) fn split(folder: &str) -> Option<(PhotoId, &str)> {
    let (id, mark) = folder.rsplit_once('-')?;
    let known = mark.len() == 16 && mark.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    Some((id.parse().ok().filter(|_| known)?, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_photograph() {
        let id = PhotoId::new();
        let mark = "0123456789abcdef";
        assert_eq!(owner(&original(id).unwrap()), Some((id, None)));
        assert_eq!(owner(&picture(id, mark, "480.webp").unwrap()), Some((id, Some(mark.to_owned()))));
        for strange in ["other/thing", "pictures/x-0123456789abcdef/1.webp", "pictures/1", "originals/x"] {
            assert_eq!(owner(&Key::new(strange).unwrap()), None, "{strange}");
        }
        assert!(split(&format!("{id}-0123")).is_none() && split(&format!("{id}-0123456789ABCDEF")).is_none());
    }
}
