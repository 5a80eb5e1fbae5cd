//! Uploads in parts, as S3 itself has them.

use std::time::Duration;

use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::Bytes;
use jiff::Timestamp;

use super::failure::{failed, told};
use super::{S3, bytes_of, moment};
use crate::upload::check_complete;
use crate::{Key, Part, Result, StorageError, UploadRef};

/// A signature is good for a week at most.
const LONGEST_VALID: Duration = Duration::from_secs(7 * 24 * 60 * 60);

const GONE: Option<&str> = Some("NoSuchUpload");

/// A part, with S3's tag of its bytes, by which it is joined.
struct Arrived {
    part: Part,
    tag: Option<String>,
}

impl S3 {
    pub async fn begin(&self, key: &Key, media_type: &'static str) -> Result<UploadRef> {
        let request = self.client.create_multipart_upload().bucket(&self.bucket).key(self.name(key));
        let begun = request.content_type(media_type).send().await.map_err(|error| failed(&error))?;
        let name = begun.upload_id.filter(|name| !name.is_empty());
        name.map(UploadRef::from).ok_or_else(|| StorageError::Unavailable("an upload began without a name".to_owned()))
    }

    pub async fn part_url(
        &self,
        key: &Key,
        upload: &UploadRef,
        number: u32,
        valid: Duration,
    ) -> Result<Option<String>> {
        if !could_be(upload) {
            return Err(StorageError::UploadGone);
        }
        let valid = PresigningConfig::expires_in(valid.min(LONGEST_VALID));
        let valid = valid.map_err(|error| StorageError::Refused(told(&error)))?;
        let request = self.client.upload_part().bucket(&self.bucket).key(self.name(key)).upload_id(upload.as_str());
        let request = request.part_number(in_s3(number)).presigned(valid).await;
        request.map(|request| Some(request.uri().to_owned())).map_err(|error| failed(&error))
    }

    pub async fn put_part(&self, key: &Key, upload: &UploadRef, number: u32, bytes: Bytes) -> Result<()> {
        if !could_be(upload) {
            return Err(StorageError::UploadGone);
        }
        let request = self.client.upload_part().bucket(&self.bucket).key(self.name(key)).upload_id(upload.as_str());
        match request.part_number(in_s3(number)).body(ByteStream::from(bytes)).send().await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == GONE => Err(StorageError::UploadGone),
            Err(error) => Err(failed(&error)),
        }
    }

    pub async fn parts(&self, key: &Key, upload: &UploadRef) -> Result<Option<Vec<Part>>> {
        let arrived = self.arrived(key, upload).await?;
        Ok(arrived.map(|arrived| arrived.into_iter().map(|arrived| arrived.part).collect()))
    }

    /// An answer that was lost leaves the object, and no upload to finish: both are asked for.
    pub async fn finish(&self, key: &Key, upload: &UploadRef) -> Result<u64> {
        if let Some(arrived) = self.arrived(key, upload).await? {
            check_complete(arrived.iter().map(|arrived| arrived.part.number))?;
            let size = arrived.iter().map(|arrived| arrived.part.size).sum();
            if self.complete(key, upload, arrived).await? {
                return Ok(size);
            }
        }
        self.size(key).await?.ok_or(StorageError::UploadGone)
    }

    pub async fn abandon(&self, key: &Key, upload: &UploadRef) -> Result<()> {
        if could_be(upload) { self.abort(&self.name(key), upload.as_str()).await } else { Ok(()) }
    }

    pub async fn abandon_older(&self, than: Timestamp) -> Result<usize> {
        let (mut abandoned, mut after) = (0, (None, None));
        loop {
            let request = self.client.list_multipart_uploads().bucket(&self.bucket).prefix(&self.prefix);
            let request = request.set_key_marker(after.0).set_upload_id_marker(after.1);
            let page = request.send().await.map_err(|error| failed(&error))?;
            for upload in page.uploads().iter().filter(|upload| moment(upload.initiated()) < than) {
                if let (Some(name), Some(upload)) = (upload.key(), upload.upload_id()) {
                    self.abort(name, upload).await?;
                    abandoned += 1;
                }
            }
            after = (page.next_key_marker, page.next_upload_id_marker);
            if page.is_truncated != Some(true) || after.0.is_none() {
                return Ok(abandoned);
            }
        }
    }

    /// The parts by number; `None` if there is no such upload.
    async fn arrived(&self, key: &Key, upload: &UploadRef) -> Result<Option<Vec<Arrived>>> {
        if !could_be(upload) {
            return Ok(None);
        }
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let request = self.client.list_parts().bucket(&self.bucket).key(self.name(key)).upload_id(upload.as_str());
            let page = match request.set_part_number_marker(after).send().await {
                Ok(page) => page,
                Err(error) if error.code() == GONE => return Ok(None),
                Err(error) => return Err(failed(&error)),
            };
            found.extend(page.parts().iter().filter_map(arrived));
            after = page.next_part_number_marker;
            if page.is_truncated != Some(true) || after.is_none() {
                break;
            }
        }
        found.sort_unstable_by_key(|arrived| arrived.part.number);
        Ok(Some(found))
    }

    /// Whether the parts are joined now; otherwise somebody has ended the upload meanwhile, perhaps ourselves by an attempt without an answer.
    async fn complete(&self, key: &Key, upload: &UploadRef, arrived: Vec<Arrived>) -> Result<bool> {
        let parts = arrived.into_iter().map(|Arrived { part, tag }| {
            CompletedPart::builder().part_number(in_s3(part.number)).set_e_tag(tag).build()
        });
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts.collect())).build();
        let request = self.client.complete_multipart_upload().bucket(&self.bucket).key(self.name(key));
        match request.upload_id(upload.as_str()).multipart_upload(parts).send().await {
            Ok(_) => Ok(true),
            Err(error) => match error.code() {
                Some("NoSuchUpload") => Ok(false),
                Some("EntityTooSmall") => Err(StorageError::PartTooSmall),
                Some("InvalidPart") => Err(StorageError::Unavailable("a part was replaced meanwhile".to_owned())),
                _ => Err(failed(&error)),
            },
        }
    }

    async fn abort(&self, name: &str, upload: &str) -> Result<()> {
        let request = self.client.abort_multipart_upload().bucket(&self.bucket).key(name).upload_id(upload);
        match request.send().await {
            Err(error) if error.code() != GONE => Err(failed(&error)),
            _ => Ok(()),
        }
    }
}

fn arrived(part: &aws_sdk_s3::types::Part) -> Option<Arrived> {
    let number = u32::try_from(part.part_number()?).ok()?;
    Some(Arrived { part: Part { number, size: bytes_of(part.size()) }, tag: part.e_tag().map(str::to_owned) })
}

/// Numbers have been checked: they are far below.
fn in_s3(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Whether this may be an upload's name at all. Without one the request would be another.
fn could_be(upload: &UploadRef) -> bool {
    let name = upload.as_str();
    (1..=1024).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
}
