//! `s3s-fs` with what S3 does beyond it: uploads are listed and are of one key, parts have tags, answers come in small pages, and what is gone is called so.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use s3s::dto::*;
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;

/// So many an answer names at most, to see whether anybody asks for more.
const PAGE: usize = 2;

/// Uploads by key and name, with the time of their beginning; and what media types objects were said to have.
#[derive(Default)]
pub struct Begun {
    uploads: Mutex<BTreeMap<(String, String), SystemTime>>,
    media_types: Mutex<BTreeMap<String, String>>,
}

impl Begun {
    pub fn set(&self, upload: &str, time: SystemTime) {
        let mut uploads = self.uploads.lock().expect("uploads");
        let begun = uploads.iter_mut().find(|((_, name), _)| name == upload);
        *begun.expect("the upload").1 = time;
    }

    pub fn media_type(&self, key: &str) -> String {
        self.media_types.lock().expect("media types").get(key).cloned().unwrap_or_default()
    }

    fn note(&self, key: &str, media_type: Option<&String>) {
        let media_type = media_type.cloned().unwrap_or_default();
        self.media_types.lock().expect("media types").insert(key.to_owned(), media_type);
    }

    fn check(&self, key: &str, upload: &str) -> S3Result<()> {
        let known = self.uploads.lock().expect("uploads").contains_key(&(key.to_owned(), upload.to_owned()));
        if known { Ok(()) } else { Err(s3_error!(NoSuchUpload)) }
    }

    fn end(&self, key: &str, upload: &str) {
        self.uploads.lock().expect("uploads").remove(&(key.to_owned(), upload.to_owned()));
    }
}

pub struct Bucket {
    files: FileSystem,
    begun: Arc<Begun>,
    /// What S3 tells of a part's bytes, by upload and number.
    tags: Mutex<BTreeMap<(String, i32), ETag>>,
    /// Only one ends an upload.
    ending: tokio::sync::Mutex<()>,
}

impl Bucket {
    pub fn new(files: FileSystem, begun: Arc<Begun>) -> Self {
        Self { files, begun, tags: Mutex::default(), ending: tokio::sync::Mutex::default() }
    }

    fn tag(&self, upload: &str, number: Option<i32>) -> Option<ETag> {
        self.tags.lock().expect("tags").get(&(upload.to_owned(), number?)).cloned()
    }
}

#[async_trait::async_trait]
impl S3 for Bucket {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        self.begun.note(&request.input.key, request.input.content_type.as_ref());
        self.files.put_object(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.files.get_object(request).await
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.files.head_object(request).await
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.files.delete_object(request).await
    }

    async fn list_objects_v2(
        &self,
        mut request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        request.input.max_keys = request.input.max_keys.map(|most| most.min(PAGE as i32));
        self.files.list_objects_v2(request).await
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let key = request.input.key.clone();
        self.begun.note(&key, request.input.content_type.as_ref());
        let begun = self.files.create_multipart_upload(request).await?;
        let upload = begun.output.upload_id.clone().unwrap_or_default();
        self.begun.uploads.lock().expect("uploads").insert((key, upload), SystemTime::now());
        Ok(begun)
    }

    async fn upload_part(&self, request: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        self.begun.check(&request.input.key, &request.input.upload_id)?;
        let part = (request.input.upload_id.clone(), request.input.part_number);
        let answer = self.files.upload_part(request).await?;
        let tag = answer.output.e_tag.clone().expect("a tag");
        self.tags.lock().expect("tags").insert(part, tag);
        Ok(answer)
    }

    async fn list_parts(&self, request: S3Request<ListPartsInput>) -> S3Result<S3Response<ListPartsOutput>> {
        self.begun.check(&request.input.key, &request.input.upload_id)?;
        let (after, upload) = (request.input.part_number_marker, request.input.upload_id.clone());
        let mut answer = self.files.list_parts(request).await?;
        let mut parts = answer.output.parts.take().unwrap_or_default();
        parts.retain(|part| part.part_number > after);
        parts.sort_by_key(|part| part.part_number);
        let more = parts.len() > PAGE;
        parts.truncate(PAGE);
        parts.iter_mut().for_each(|part| part.e_tag = self.tag(&upload, part.part_number));
        answer.output.is_truncated = Some(more);
        answer.output.next_part_number_marker = parts.last().filter(|_| more).and_then(|part| part.part_number);
        answer.output.parts = Some(parts);
        Ok(answer)
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let _only = self.ending.lock().await;
        let (key, upload) = (request.input.key.clone(), request.input.upload_id.clone());
        self.begun.check(&key, &upload)?;
        let parts = request.input.multipart_upload.iter().flat_map(|parts| parts.parts.iter().flatten());
        if parts.into_iter().any(|part| part.e_tag.is_none() || part.e_tag != self.tag(&upload, part.part_number)) {
            return Err(s3_error!(InvalidPart));
        }
        let answer = self.files.complete_multipart_upload(request).await?;
        self.begun.end(&key, &upload);
        Ok(answer)
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let _only = self.ending.lock().await;
        let (key, upload) = (request.input.key.clone(), request.input.upload_id.clone());
        self.begun.check(&key, &upload)?;
        let answer = self.files.abort_multipart_upload(request).await?;
        self.begun.end(&key, &upload);
        Ok(answer)
    }

    async fn list_multipart_uploads(
        &self,
        request: S3Request<ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<ListMultipartUploadsOutput>> {
        let ListMultipartUploadsInput { prefix, key_marker, upload_id_marker, .. } = request.input;
        let (prefix, after) = (prefix.unwrap_or_default(), key_marker.zip(upload_id_marker));
        let uploads = self.begun.uploads.lock().expect("uploads");
        let found = uploads.iter().filter(|(name, _)| name.0.starts_with(&prefix) && Some(*name) > after.as_ref());
        let mut found = found.map(|((key, upload), begun)| MultipartUpload {
            key: Some(key.clone()),
            upload_id: Some(upload.clone()),
            initiated: Some((*begun).into()),
            ..Default::default()
        });
        let page: Vec<MultipartUpload> = found.by_ref().take(PAGE).collect();
        let more = found.next().is_some();
        let last = page.last().filter(|_| more);
        Ok(S3Response::new(ListMultipartUploadsOutput {
            is_truncated: Some(more),
            next_key_marker: last.and_then(|last| last.key.clone()),
            next_upload_id_marker: last.and_then(|last| last.upload_id.clone()),
            uploads: Some(page),
            ..Default::default()
        }))
    }
}
