//! `/dev/mailbox`: the mails that leave the house in production, to read in development.

use crate::app::AppState;
use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use repti_core::mail::{DevMail, DevMailSummary};
use repti_model::Problem;
use serde::Deserialize;
use std::fmt::Write;
use uuid::Uuid;

/// Whose mails to show.
#[derive(Debug, Deserialize)]
struct Filter {
    #[serde(default)]
    to: String,
}

/// The list and a mail, on every portal.
pub fn router(state: &AppState) -> Router {
    Router::new().route("/dev/mailbox", get(list)).route("/dev/mailbox/{id}", get(show)).with_state(state.clone())
}

async fn list(State(state): State<AppState>, Query(filter): Query<Filter>, headers: HeaderMap) -> Response {
    let to = Some(filter.to.trim()).filter(|to| !to.is_empty());
    match state.domain.core.dev_mailbox(to).await {
        Ok(mails) if wants_json(&headers) => Json(mails).into_response(),
        Ok(mails) => page("Mailbox", &list_html(&mails, &filter.to)),
        Err(error) => failed(error),
    }
}

async fn show(State(state): State<AppState>, Path(id): Path<Uuid>, headers: HeaderMap) -> Response {
    match state.domain.core.dev_mail(id).await {
        Ok(Some(mail)) if wants_json(&headers) => Json(mail).into_response(),
        Ok(Some(mail)) => page(&mail.subject, &mail_html(&mail)),
        Ok(None) => (StatusCode::NOT_FOUND, "There is no such mail here.").into_response(),
        Err(error) => failed(error),
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json")
}

fn failed(error: repti_core::CoreError) -> Response {
    let problem = Problem::from(error);
    let status = StatusCode::from_u16(problem.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, problem.detail).into_response()
}

fn list_html(mails: &[DevMailSummary], to: &str) -> String {
    let mut rows = String::new();
    for mail in mails {
        // Writing to a string can't fail.
        let _ = write!(
            rows,
            "<tr><td><a href=\"/dev/mailbox/{}\">{}</a></td><td>{}</td><td>{}</td></tr>",
            mail.id,
            escape(&mail.subject),
            escape(&mail.recipient),
            mail.at.strftime("%Y-%m-%d %H:%M:%S UTC"),
        );
    }
    if rows.is_empty() {
        rows.push_str("<tr><td colspan=\"3\">No mail yet. The worker delivers within seconds; reload.</td></tr>");
    }
    format!(
        "<h1>Mailbox</h1><form><label>To <input name=\"to\" type=\"search\" value=\"{}\"></label> <button>Show</button></form>\
         <table><thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">To</th><th scope=\"col\">At</th></tr></thead>\
         <tbody>{rows}</tbody></table>",
        escape(to)
    )
}

fn mail_html(mail: &DevMail) -> String {
    format!(
        "<p><a href=\"/dev/mailbox\">Mailbox</a></p><h1>{}</h1><p>To {}</p><h2>As text</h2><pre>{}</pre><h2>As HTML</h2>\
         <iframe title=\"The mail as HTML\" sandbox srcdoc=\"{}\"></iframe>",
        escape(&mail.subject),
        escape(&mail.recipient),
        with_links(&mail.text),
        escape(&mail.html),
    )
}

/// Text with its addresses as links.
fn with_links(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let address = word.trim_end();
        if address.starts_with("http://") || address.starts_with("https://") {
            let safe = escape(address);
            let _ = write!(out, "<a href=\"{safe}\">{safe}</a>{}", &word[address.len()..]);
        } else {
            out.push_str(&escape(word));
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn page(title: &str, body: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{} · development</title><style>body{{font:16px/1.5 \
         system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;\
         padding:.375rem .75rem .375rem 0}}pre{{white-space:pre-wrap}}iframe{{width:100%;height:36rem;border:1px solid}}</style></head>\
         <body><main>{body}</main></body></html>",
        escape(title)
    );
    let mut response = Html(html).into_response();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mails_words_stay_words_and_its_addresses_become_links() {
        let html = with_links("Hello <b>\nhttp://breeder.localhost/verify-email?token=a\n");
        assert_eq!(
            html,
            "Hello &lt;b&gt;\n<a href=\"http://breeder.localhost/verify-email?token=a\">http://breeder.localhost/verify-email?token=a</a>\n"
        );
    }
}
