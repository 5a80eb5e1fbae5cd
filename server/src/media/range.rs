//! Large files, whole or in pieces: a player asks for what it plays next, and nothing of a file lies in memory but what is being sent (RFC 9110, 14).

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use repti_domain::repti_media::{Media, Streamed};
use std::io;

/// Bytes that are fetched at once.
const PIECE: u64 = 1 << 20;

/// What of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// From a byte to before another.
    Part(u64, u64),
    /// What it hasn't.
    Nothing,
}

/// Pieces are `GET`'s alone: `HEAD` asks about the whole (RFC 9110, 14.2).
pub async fn of_get_alone(mut request: Request) -> Request {
    if request.method() != Method::GET {
        request.headers_mut().remove(header::RANGE);
    }
    request
}

/// The answer to who asks for a file that is called by this tag: all of it, the piece that was asked for, or that there is no such piece.
pub fn response(media: &Media, file: Streamed, headers: &HeaderMap, tag: &str) -> Response {
    let (size, media_type) = (file.size, file.media_type);
    let (status, start, end) = match wanted(headers, size, tag) {
        Wanted::Whole => (StatusCode::OK, 0, size),
        Wanted::Part(start, end) => (StatusCode::PARTIAL_CONTENT, start, end),
        Wanted::Nothing => {
            let mut response = (StatusCode::RANGE_NOT_SATISFIABLE, "This file has no such piece.\n").into_response();
            put(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            return response;
        }
    };
    let mut response = (status, body(media.clone(), file, start, end)).into_response();
    put(&mut response, header::CONTENT_TYPE, media_type);
    put(&mut response, header::CONTENT_LENGTH, &(end - start).to_string());
    put(&mut response, header::ACCEPT_RANGES, "bytes");
    if status == StatusCode::PARTIAL_CONTENT {
        put(&mut response, header::CONTENT_RANGE, &format!("bytes {start}-{}/{size}", end - 1));
    }
    response
}

fn put(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// One piece after the other, each once the one before has left.
fn body(media: Media, file: Streamed, start: u64, end: u64) -> Body {
    Body::from_stream(stream::try_unfold(start, move |at| {
        let (media, file) = (media.clone(), file.clone());
        async move {
            if at >= end {
                return Ok(None);
            }
            let piece = media.piece_of(&file, at, (end - at).min(PIECE)).await.map_err(io::Error::other)?;
            if piece.is_empty() {
                return Err(io::Error::other("the file ended before its end"));
            }
            let next = at + piece.len() as u64;
            Ok(Some((piece, next)))
        }
    }))
}

/// What a request asks for. What can't be read, and several pieces at once, is answered with the whole, as the standard allows.
fn wanted(headers: &HeaderMap, size: u64, tag: &str) -> Wanted {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(asked) = text(header::RANGE).and_then(|range| range.strip_prefix("bytes=")) else { return Wanted::Whole };
    // Only of the file that it has a piece of already. A day says nothing here: another file has another address.
    if headers.contains_key(header::IF_RANGE) && text(header::IF_RANGE) != Some(tag) {
        return Wanted::Whole;
    }
    let Some((first, last)) = asked.trim().split_once('-') else { return Wanted::Whole };
    let (Some(first), Some(last)) = (number(first), number(last)) else { return Wanted::Whole };
    match (first, last) {
        (None, None) => Wanted::Whole,
        (None, Some(0)) => Wanted::Nothing,
        (None, Some(last)) if size > 0 => Wanted::Part(size.saturating_sub(last), size),
        (Some(first), Some(last)) if last < first => Wanted::Whole,
        (Some(first), last) if first < size => {
            Wanted::Part(first, last.map_or(size, |last| last.saturating_add(1).min(size)))
        }
        _ => Wanted::Nothing,
    }
}

/// A number, or none where nothing stands; nothing at all for what is no number.
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    // One that no computer counts to is behind every end.
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(range: &str, more: &[(header::HeaderName, &str)], size: u64) -> Wanted {
        let mut headers = HeaderMap::from_iter([(header::RANGE, range.parse().expect("a value"))]);
        headers.extend(more.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value"))));
        wanted(&headers, size, "\"a\"")
    }

    #[test]
    fn a_piece_is_asked_for_by_its_first_and_last_byte_or_from_the_end() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0, 1)),
            ("bytes=2-5", Wanted::Part(2, 6)),
            ("bytes=2-", Wanted::Part(2, 10)),
            ("bytes=2-99999999999999999999999", Wanted::Part(2, 10)),
            ("bytes=-3", Wanted::Part(7, 10)),
            ("bytes=-30", Wanted::Part(0, 10)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=99999999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
        ] {
            assert_eq!(of(range, &[], 10), expected, "{range}");
        }
        for whole in ["bytes=5-2", "bytes=-", "bytes=", "bytes=a-b", "bytes=0-1,4-5", "lines=0-1", "bytes=+1-2", "0-1"]
        {
            assert_eq!(of(whole, &[], 10), Wanted::Whole, "{whole}");
        }
        assert_eq!([of("bytes=0-", &[], 0), of("bytes=-1", &[], 0)], [Wanted::Nothing; 2]);
        assert_eq!(wanted(&HeaderMap::new(), 10, "\"a\""), Wanted::Whole);
    }

    #[test]
    fn a_piece_of_another_file_is_the_whole_of_this_one() {
        let of = |condition: &str| of("bytes=1-2", &[(header::IF_RANGE, condition)], 10);
        assert_eq!(of("\"a\""), Wanted::Part(1, 3));
        for other in ["\"b\"", "W/\"a\"", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(of(other), Wanted::Whole, "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_lies_in_the_file(range in "(bytes=)?[0-9]{0,22}-?[0-9]{0,22}(,[0-9-]*)?", size in any::<u64>()) {
            if let Wanted::Part(start, end) = of(&range, &[], size) {
                prop_assert!(start < end && end <= size);
            }
        }
    }
}
