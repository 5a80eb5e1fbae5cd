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
            "<li><a href=\"/dev/mailbox/{}\"><strong>{}</strong><span>to {}</span><time datetime=\"{}\">{}</time></a></li>",
            mail.id,
            escape(&mail.subject),
            escape(&mail.recipient),
            mail.at,
            mail.at.strftime("%-d %b %Y, %H:%M:%S UTC"),
        );
    }
    let list = match (rows.is_empty(), to.is_empty()) {
        (false, _) => format!("<ul>{rows}</ul>"),
        (true, true) => {
            "<p class=\"empty\">No mail yet. It arrives within seconds after a form was sent.</p>".to_owned()
        }
        (true, false) => {
            format!("<p class=\"empty\">No mail to {}. <a href=\"/dev/mailbox\">Show all</a></p>", escape(to))
        }
    };
    format!(
        "<header><h1>Mailbox</h1><a href=\"/\">Back to ReptiDex</a></header>\
         <p>The mails of this development server. Nothing leaves it.</p>\
         <form><label>To <input name=\"to\" type=\"search\" value=\"{}\" placeholder=\"name@example.org\"></label> \
         <button>Show</button> <a href=\"\">Look again</a></form>{list}",
        escape(to)
    )
}

fn mail_html(mail: &DevMail) -> String {
    // Sandboxed: what a mail holds runs nothing here. Its links open in a tab of their own.
    let html = mail.html.replace("<a ", "<a target=\"_blank\" ");
    format!(
        "<header><h1>{}</h1><a href=\"/dev/mailbox\">All mails</a></header><p>To {}, {}</p>\
         <h2>As a mail program shows it</h2>\
         <iframe title=\"The mail as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"{}\"></iframe>\
         <h2>As plain text</h2><pre>{}</pre>",
        escape(&mail.subject),
        escape(&mail.recipient),
        mail.at.strftime("%-d %b %Y, %H:%M:%S UTC"),
        escape(&html),
        with_links(&mail.text),
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

const STYLE: &str = "
:root{color-scheme:light dark;--bg:#f8f5f0;--surface:#fefdfb;--line:#dcd9d0;--text:#27291d;--muted:#5c5e50;--ink:#4a612a}
@media (prefers-color-scheme:dark){:root{--bg:#11140e;--surface:#1a1d16;--line:#34372e;--text:#efede5;--muted:#b2b2a5;--ink:#aeca7e}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 Inter,system-ui,sans-serif}
main{max-width:48rem;margin:0 auto;padding:24px 16px}header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:baseline;justify-content:space-between}
h1{font-size:24px;line-height:1.25;margin:0}h2{font-size:16px;margin:24px 0 8px}p{color:var(--muted);margin:8px 0 16px;overflow-wrap:anywhere}a{color:var(--ink)}
form{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;margin-bottom:16px}
input,button{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--muted);border-radius:6px;padding:6px 12px;max-width:100%}
ul{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:10px;background:var(--surface);overflow:hidden}
li+li{border-top:1px solid var(--line)}li a{display:flex;flex-wrap:wrap;gap:0 16px;padding:12px 16px;color:inherit;text-decoration:none}
li a:hover{background:var(--bg)}li strong{flex-basis:100%}li span,time{color:var(--muted);font-size:14px;overflow-wrap:anywhere}
.empty{padding:32px 16px;text-align:center;border:1px dashed var(--line);border-radius:10px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px;margin:0}
iframe{width:100%;height:30rem;border:1px solid var(--line);border-radius:10px;background:#fff;color-scheme:light}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px}";

fn page(title: &str, body: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, \
         initial-scale=1\"><title>{} · development</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>",
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
