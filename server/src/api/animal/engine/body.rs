//! Bodies of the engine's routes: JSON as it stands, or a pedigree as a table or a list.

use crate::api::{ApiError, ApiResult, ApiState};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::{StatusCode, header},
};
use repti_genetics::pedigree::Row;
use repti_model::{ErrorCode, Problem};
use serde::Deserialize;
use utoipa::ToSchema;

/// What a body says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    /// Fields between commas, semicolons, tabs or bars.
    Table,
}

/// A body within a limit of its own, and its form. It is read whole here and made sense of beside the requests, for that may take a while.
pub async fn read(mut request: Request, api: &ApiState, most: usize, tables: bool) -> ApiResult<(Form, Bytes)> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let form = match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => Form::Json,
        "text/csv" | "text/tab-separated-values" if tables => Form::Table,
        _ => {
            let or = if tables { ", or a table, with text/csv" } else { "" };
            let detail = format!("Send JSON, with Content-Type: application/json{or}.");
            return Err(Problem::new(ErrorCode::Unsupported, detail).into());
        }
    };
    DefaultBodyLimit::max(most).apply(&mut request);
    let bytes = Bytes::from_request(request, api).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let detail = format!("The body is larger than the {} MB that this address takes.", most / 1024 / 1024);
            ApiError::from(Problem::new(ErrorCode::TooLarge, detail))
        } else {
            ApiError::with_status(StatusCode::BAD_REQUEST, ErrorCode::Invalid, "The body can't be read.")
        }
    })?;
    Ok((form, bytes))
}

/// JSON as text.
pub fn text(bytes: &[u8]) -> ApiResult<&str> {
    std::str::from_utf8(bytes).map_err(|_| {
        ApiError::with_status(
            StatusCode::BAD_REQUEST,
            ErrorCode::Invalid,
            "The body is not valid JSON: it is no UTF-8.",
        )
    })
}

/// An animal and its parents. What isn't known is left out, null, or empty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnimalRow {
    /// At most 200 bytes.
    id: String,
    sire: Option<String>,
    dam: Option<String>,
    /// `male`, `female` and their usual signs. For the check alone, as are the dates.
    sex: Option<String>,
    born: Option<String>,
    died: Option<String>,
    /// When it left the collection.
    left: Option<String>,
}

impl AnimalRow {
    /// As the engine takes it.
    pub fn row(&self) -> Row<'_> {
        fn text(field: &Option<String>) -> &str {
            field.as_deref().unwrap_or_default()
        }
        Row {
            line: 0,
            id: &self.id,
            sire: text(&self.sire),
            dam: text(&self.dam),
            sex: text(&self.sex),
            born: text(&self.born),
            died: text(&self.died),
            left: text(&self.left),
        }
    }
}

/// A pedigree: animals in any order. One that is only named as a parent is a founder.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PedigreeForm {
    pub animals: Vec<AnimalRow>,
}

/// A pedigree, and whose kinship is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KinshipForm {
    pub animals: Vec<AnimalRow>,
    /// Pairs of ids. Without them the answer is a matrix.
    #[schema(value_type = Option<Vec<Vec<String>>>)]
    pub pairs: Option<Vec<[String; 2]>>,
    /// Whose matrix; every animal's without.
    #[serde(default)]
    pub ids: Vec<String>,
}
