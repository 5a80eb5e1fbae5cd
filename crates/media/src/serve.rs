//! What the media host gives out and takes in, by address alone: nobody is signed in there.

use crate::{Media, MediaError, Result, address::Target, keys, store};
use bytes::Bytes;
use jiff::Timestamp;
use repti_db::Scope;
use repti_model::{PhotoId, VivariumId, media::NewUpload};
use repti_storage::Key;
use serde::Deserialize;

/// How an address is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Asked {
    /// Seconds since 1970.
    pub until: Option<i64>,
    pub key: Option<String>,
}

/// A file to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    pub bytes: Bytes,
    /// By the bytes, never by a name that somebody gave.
    pub media_type: &'static str,
    /// Anybody may see it, for ever: another picture has another address.
    pub public: bool,
}

/// A large file to be sent, in whatever pieces are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    key: Key,
    /// Its bytes.
    pub size: u64,
    pub media_type: &'static str,
    pub public: bool,
}

impl Media {
    /// A file that pages show: `folder` is `<id>-<mark>`, `file` such as `480.webp`. Without a signature only of public animals.
    ///
    /// # Errors
    /// `NotFound` for what isn't there, isn't public or isn't signed; when a store doesn't answer.
    pub async fn picture(&self, folder: &str, file: &str, asked: &Asked) -> Result<Served> {
        const MISSING: MediaError = MediaError::NotFound("picture");
        let (id, mark) = keys::split(folder).ok_or(MISSING)?;
        let media_type = media_type(file).ok_or(MISSING)?;
        let public = self.may_be_shown(id, mark, asked).await?.ok_or(MISSING)?;
        let bytes = self.objects.get(&keys::picture(id, mark, file)?).await?.ok_or(MISSING)?;
        Ok(Served { bytes, media_type, public })
    }

    /// A video that pages play: `folder` is `<id>-<mark>`, `file` `video.mp4` or `video.webm`. Without a signature only of public animals.
    ///
    /// # Errors
    /// `NotFound` for what isn't there, isn't public or isn't signed; when a store doesn't answer.
    pub async fn video(&self, folder: &str, file: &str, asked: &Asked) -> Result<Streamed> {
        const MISSING: MediaError = MediaError::NotFound("video");
        let (id, mark) = keys::split(folder).ok_or(MISSING)?;
        let media_type = match file {
            "video.mp4" => "video/mp4",
            "video.webm" => "video/webm",
            _ => return Err(MISSING),
        };
        let public = self.may_be_shown(id, mark, asked).await?.ok_or(MISSING)?;
        let key = keys::picture(id, mark, file)?;
        let size = self.objects.size(&key).await?.ok_or(MISSING)?;
        Ok(Streamed { key, size, media_type, public })
    }

    /// At most `len` bytes of a file from `start` on.
    ///
    /// # Errors
    /// `NotFound` once it is gone; when the store doesn't answer.
    pub async fn piece_of(&self, file: &Streamed, start: u64, len: u64) -> Result<Bytes> {
        self.objects.get_range(&file.key, start, len).await?.ok_or(MediaError::NotFound("file"))
    }

    /// Whether anybody may be shown these files (`true`), or who has a signed address (`false`); nothing where nobody may.
    async fn may_be_shown(&self, id: PhotoId, mark: &str, asked: &Asked) -> Result<Option<bool>> {
        let public = asked.key.is_none();
        let allowed = if public {
            store::public::is_public(self.db.public(), id, mark).await?
        } else {
            self.signer.holds(Target::Pictures(id, mark), asked, Timestamp::now())
        };
        Ok(allowed.then_some(public))
    }

    /// The file as it was sent, by an address of [`Media::original_address`].
    ///
    /// # Errors
    /// `NotFound` for what isn't there or isn't signed; when the store doesn't answer.
    pub async fn original(&self, id: PhotoId, asked: &Asked) -> Result<Streamed> {
        const MISSING: MediaError = MediaError::NotFound("photo");
        if !self.signer.holds(Target::Original(id), asked, Timestamp::now()) {
            return Err(MISSING);
        }
        let key = keys::original(id)?;
        let size = self.objects.size(&key).await?.ok_or(MISSING)?;
        Ok(Streamed { key, size, media_type: "application/octet-stream", public: false })
    }

    /// Takes a part of an upload in, where the store can't be written to from a browser. The same part again takes the place of the first.
    ///
    /// # Errors
    /// `NotFound` unless the address is signed and the upload goes on; a field error for a part of another size.
    pub async fn receive_part(
        &self,
        vivarium: VivariumId,
        id: PhotoId,
        number: u32,
        asked: &Asked,
        bytes: Bytes,
    ) -> Result<()> {
        const MISSING: MediaError = MediaError::NotFound("upload");
        if !self.signer.holds(Target::Part(vivarium, id, number), asked, Timestamp::now()) {
            return Err(MISSING);
        }
        let mut tx = self.db.begin(Scope::Vivarium(vivarium, None)).await?;
        let open = store::upload::find_open(&mut tx, id).await?.ok_or(MISSING)?;
        drop(tx);
        let sizes = NewUpload::of_size(open.size).part_sizes();
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let size = place.and_then(|place| sizes.get(place)).copied().ok_or(MISSING)?;
        if size != bytes.len() as u64 {
            let message = format!("This part has {} bytes; {size} were to come. Send it again.", bytes.len());
            return Err(MediaError::field("part", message));
        }
        Ok(self.objects.put_part(&keys::original(id)?, &open.upload, number, bytes).await?)
    }
}

/// By the ending that we gave it; nothing for what we never wrote.
fn media_type(file: &str) -> Option<&'static str> {
    let (width, ending) = file.split_once('.')?;
    let known = !width.is_empty() && width.len() <= 5 && width.bytes().all(|byte| byte.is_ascii_digit());
    match ending {
        "webp" if known => Some("image/webp"),
        "jpg" if known => Some("image/jpeg"),
        "avif" if known => Some("image/avif"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn only_files_that_we_write_have_a_type() {
        assert_eq!(media_type("480.webp"), Some("image/webp"));
        assert_eq!(media_type("1920.jpg"), Some("image/jpeg"));
        assert_eq!(media_type("960.avif"), Some("image/avif"));
        for strange in ["480", ".webp", "480.svg", "480.webp.html", "../x.jpg", "4x.jpg", "123456.jpg", ""] {
            assert_eq!(media_type(strange), None, "{strange}");
        }
    }
}
