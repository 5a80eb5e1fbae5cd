//! Errors of forms that were sent before the page woke: they come back in the address, so only what we signed is let through.
//!
//! Leptos puts the error of such a form into the query of the page that it goes back to. Anybody could write such an address
//! and put their words on our page. Here each outgoing one is signed, and an incoming one without our signature is
//! dropped by a redirect. The key lives as long as the process: an address that outlives it only loses its message.
//!
//! What was typed goes along under the same signature, passwords and codes excepted, so that nothing has to be typed twice.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use url::form_urlencoded;

const PATH: &str = "__path";
const ERROR: &str = "__err";
const KEPT: &str = "__kept";
const SIGNATURE: &str = "__sig";

/// What never stands in an address.
const SECRET: [&str; 7] = ["password", "current_password", "new_password", "token", "code", "invitation", "credential"];
/// How long what was typed may be in an address. Longer values are left out, each for itself.
const MOST_KEPT: usize = 12_000;

static KEY: LazyLock<[u8; 32]> = LazyLock::new(rand::random);

/// Signs outgoing addresses with an error, refuses incoming ones that we didn't sign.
pub async fn check(request: Request, next: Next) -> Response {
    if let Some(clean) = forged(request.method(), request.uri()) {
        return redirect(&clean);
    }
    let (request, typed) = if is_plain_form(&request) {
        match read(request).await {
            Ok(read) => read,
            Err(refusal) => return refusal,
        }
    } else {
        (request, String::new())
    };
    let mut response = next.run(request).await;
    let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    if response.status().is_redirection()
        && let Some(signed) = location.and_then(|location| signed(location, &typed))
        && let Ok(value) = HeaderValue::from_str(&signed)
    {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// Whether a browser without WASM sends a form: only then the error travels in an address.
fn is_plain_form(request: &Request) -> bool {
    let has = |name, part| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|text| text.contains(part))
    };
    *request.method() == Method::POST
        && request.uri().path().starts_with("/sfn/")
        && has(header::ACCEPT, "text/html")
        && has(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// The request again, and what of it may be shown again.
async fn read(request: Request) -> Result<(Request, String), Response> {
    let (parts, body) = request.into_parts();
    let too_long = |_| {
        (StatusCode::PAYLOAD_TOO_LARGE, "This is more than a form can hold. Shorten it and try again.").into_response()
    };
    let bytes = body.collect().await.map_err(too_long)?.to_bytes();
    let mut kept = form_urlencoded::Serializer::new(String::new());
    let mut length = 0;
    for (name, value) in form_urlencoded::parse(&bytes) {
        length += name.len() + value.len() + 2;
        if SECRET.contains(&name.as_ref()) || name.len() > 64 || length > MOST_KEPT {
            length -= name.len() + value.len() + 2;
            continue;
        }
        kept.append_pair(&name, &value);
    }
    Ok((Request::from_parts(parts, Body::from(bytes)), kept.finish()))
}

/// The address without its error, when it carries one that isn't ours.
fn forged(method: &Method, uri: &Uri) -> Option<String> {
    let query = uri.query().filter(|query| *method == Method::GET && query.contains(ERROR))?;
    let (rest, found) = part(query);
    let found = found?;
    (found.signature.as_deref() != Some(signature(&found).as_str())).then(|| with_query(uri.path(), &rest))
}

/// The address with its last error and what was typed, signed; older ones dropped.
fn signed(location: &str, typed: &str) -> Option<String> {
    let (base, query) = location.split_once('?')?;
    let (mut rest, found) = part(query);
    let found = Found { kept: typed.to_owned(), ..found? };
    let signature = signature(&found);
    rest.extend([(PATH.to_owned(), found.path), (ERROR.to_owned(), found.error), (SIGNATURE.to_owned(), signature)]);
    if !found.kept.is_empty() {
        rest.push((KEPT.to_owned(), found.kept));
    }
    Some(with_query(base, &rest))
}

struct Found {
    path: String,
    error: String,
    kept: String,
    signature: Option<String>,
}

/// The query's other pairs, and the last error in it.
fn part(query: &str) -> (Vec<(String, String)>, Option<Found>) {
    let (mut rest, mut path, mut error, mut kept, mut signature) = (Vec::new(), None, None, String::new(), None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            PATH => path = Some(value.into_owned()),
            ERROR => error = Some(value.into_owned()),
            KEPT => kept = value.into_owned(),
            SIGNATURE => signature = Some(value.into_owned()),
            _ => rest.push((name.into_owned(), value.into_owned())),
        }
    }
    let found = error.map(|error| Found { path: path.unwrap_or_default(), error, kept, signature });
    (rest, found)
}

fn with_query(base: &str, pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return base.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{base}?{query}")
}

/// Two rounds, so that nobody lengthens what was signed.
fn signature(found: &Found) -> String {
    let inner = Sha256::new().chain_update(*KEY);
    let inner = inner.chain_update(&found.path).chain_update([0]).chain_update(&found.error).chain_update([0]);
    let inner = inner.chain_update(&found.kept).finalize();
    hex::encode(Sha256::new().chain_update(*KEY).chain_update(inner).finalize())
}

fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = app_shared::ssr::safe_path(to);
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_error_passes_once_and_keeps_the_rest_of_the_address() {
        let location = "http://breeder.localhost/sign-in?next=%2Fa&__path=x&__err=old&__sig=1&__path=%2Fsfn%2Fbreeder%2Fsign_in&__err=new";
        let to = signed(location, "email=a%40b").expect("it has an error");
        let uri: Uri = to.parse().expect("an address");
        assert_eq!(forged(&Method::GET, &uri), None);
        let words_of_mine: Uri = to.replace("email", "gmail").parse().expect("an address");
        assert!(forged(&Method::GET, &words_of_mine).is_some());
        assert!(to.contains("next=%2Fa") && to.contains("__err=new") && !to.contains("old"), "{to}");
    }

    #[test]
    fn an_error_of_somebody_elses_is_dropped() {
        let uri: Uri =
            "/sign-in?next=%2Fa&__path=%2Fsfn%2Fbreeder%2Fsign_in&__err=aGk&__sig=00".parse().expect("an address");
        assert_eq!(forged(&Method::GET, &uri).as_deref(), Some("/sign-in?next=%2Fa"));
        let signed_elsewhere =
            signed("/sign-in?__path=a&__err=b", "").expect("it has an error").replace("__err=b", "__err=c");
        assert!(forged(&Method::GET, &signed_elsewhere.parse().expect("an address")).is_some());
    }

    #[test]
    fn other_addresses_are_left_alone() {
        assert_eq!(forged(&Method::GET, &"/animals?q=x".parse().expect("an address")), None);
        assert_eq!(signed("/animals?q=x", "a=b"), None);
        assert_eq!(signed("/animals", ""), None);
    }
}
