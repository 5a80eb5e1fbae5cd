//! `/api/v1/media`: photographs of animals, sent in parts and shown by address; documents.

mod logo;
mod papers;
mod photos;
mod public;
mod uploads;

use super::ApiState;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this service.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(photos::list_photos, uploads::begin_upload))
        .routes(routes!(photos::arrange_photos))
        .routes(routes!(uploads::get_upload, uploads::cancel_upload))
        .routes(routes!(uploads::finish_upload))
        .routes(routes!(photos::get_photo, photos::edit_photo, photos::archive_photo))
        .routes(routes!(photos::restore_photo))
        .routes(routes!(photos::retry_photo))
        .routes(routes!(photos::photo_original))
        .routes(routes!(photos::photo_room))
        .routes(routes!(public::public_photos))
        .routes(routes!(logo::get_logo, logo::put_logo, logo::delete_logo))
        .routes(routes!(papers::pedigree_paper))
        .routes(routes!(papers::list_certificates, papers::issue_certificate))
        .routes(routes!(papers::certificate_draft))
        .routes(routes!(papers::get_certificate))
        .routes(routes!(papers::certificate_paper))
        .routes(routes!(papers::revoke_certificate))
        .routes(routes!(papers::check_certificate))
}
