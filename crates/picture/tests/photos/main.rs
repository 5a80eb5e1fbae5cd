//! Uploads of every kind, from bytes to variants.

mod anything;
#[cfg(feature = "avif")]
mod avif;
mod colours;
mod dates;
mod likeness;
mod logo;
#[path = "../make/mod.rs"]
mod make;
mod metadata;
mod refusals;
mod truncated;
mod upright;
mod variants;

use repti_picture::{Encoding, Limits, Photo, Refused, Variant};

fn open(bytes: &[u8]) -> Photo {
    Photo::open(bytes, &Limits::default()).expect("a photo that is taken")
}

fn refusal(bytes: &[u8]) -> Refused {
    let refused = Photo::open(bytes, &Limits::default()).expect_err("a file that isn't taken");
    assert_eq!(repti_picture::inspect(bytes, &Limits::default()).err().unwrap_or(refused.clone()), refused);
    refused
}

fn all(photo: &Photo) -> Vec<Variant> {
    photo.variants().map(|variant| variant.expect("a variant")).collect()
}

/// The largest variant of a photo, as WebP.
fn largest(photo: &Photo) -> Variant {
    let variants = all(photo).into_iter().filter(|variant| variant.encoding == Encoding::WebP);
    variants.max_by_key(|variant| variant.width).expect("variants")
}
