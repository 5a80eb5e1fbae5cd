//! Photographs as pure functions: an upload's bytes in, a verdict and everything that a page shows of it out. No I/O, no clock, no threads.
//!
//! ```no_run
//! # fn store(_: repti_picture::Variant) {}
//! use repti_picture::{Limits, Photo, inspect};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let upload: Vec<u8> = Vec::new();
//! // While the sender waits: a few milliseconds, nothing is decoded.
//! let header = inspect(&upload, &Limits::default())?;
//! println!("{} × {} pixels, taken {:?}", header.width, header.height, header.taken);
//!
//! // In a job, on a thread that may be busy for half a second.
//! let photo = Photo::open(&upload, &Limits::default())?;
//! println!("{} {:016x}", photo.colour(), photo.fingerprints().plain.to_bits());
//! for variant in photo.variants() {
//!     store(variant?);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **What is taken**: JPEG, PNG, WebP and GIF (of an animation the first picture), told by their bytes and never by a name ([`sniff`]). Anything else is
//! [`Refused`] in words for its sender.
//!
//! **What it may cost**: a file is walked over to its end before anything is reserved for its pixels, and [`Limits`] are held against what it says. So a
//! bomb costs what its bytes cost to read, and a photo that breaks off is refused instead of shown half grey. A decoder sees the picture alone,
//! without what somebody hung on behind it; should it panic nevertheless, the photo is refused and the thread lives.
//!
//! **What is left of a file**: pixels and a date. Variants are written anew from the pixels, so no place, name, number, comment, profile or foreign byte
//! gets into one. EXIF says which way is up and when the photo was taken; nothing else of it is read.
//!
//! **AVIF**, by the feature `avif`, takes seconds where WebP takes tenths, so it isn't among [`Photo::variants`]: `Photo::avif` makes one width at a time.
//!
//! **Colours** become sRGB where a picture brings a profile for red, green and blue, as every iPhone's does. Profiles for grey and for CMYK are passed over:
//! such pictures are read as sRGB and as plain inverted CMYK. Sizes are changed on sRGB's own values, not in linear light, as browsers do it.

#[cfg(feature = "avif")]
mod avif;
mod colour;
mod decode;
mod encode;
mod exif;
mod fingerprint;
mod format;
mod header;
mod limits;
mod logo;
mod orientation;
mod photo;
mod pixels;
mod profile;
mod refused;
mod variant;

#[cfg(feature = "avif")]
pub use avif::{AvifRecipe, MOST_AVIF_PIXELS};
pub use colour::Colour;
pub use exif::Taken;
pub use fingerprint::{Fingerprint, Fingerprints};
pub use format::{Format, sniff};
pub use header::{Header, inspect};
pub use limits::{LONGEST_SIDE, Limits};
pub use logo::{LOGO_SIDE, Logo, NoLogo};
pub use photo::Photo;
pub use refused::Refused;
pub use variant::{Encoding, FIRST, LARGEST, Recipe, Unwritable, Variant, Variants, WIDTHS};
