use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::papers::CertificateCheck;

/// What the check page of a certificate says. A token that can't be one is simply not found.
#[server(prefix = "/sfn/public", endpoint = "certificate_check", input = Json)]
pub async fn check_certificate(token: String) -> Result<CertificateCheck, AppError> {
    Ok(app_shared::ssr::domain()?.check_certificate(&token).await?)
}
