//! From the bytes of a file to what pages show of it: pure, and busy for half a second.

use crate::store::result::Made;
use bytes::Bytes;
use repti_picture::{Colour, Limits, Photo, Recipe, Refused, Unwritable};
use sha2::{Digest, Sha256};

/// How pictures are made now, AVIF included. Another number gives every picture another mark, and so another address.
const RECIPE: u8 = 2;
/// A blur to be shown until the picture has come, in pixels.
const BLUR: u32 = 24;
/// More bytes than this would keep a page waiting for its blurs.
const MOST_BLUR: usize = 1_000;

/// A file that pages show.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// `480.webp`.
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Bytes,
}

/// Everything that is made of a photograph.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) made: Made,
    pub(crate) files: Vec<File>,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    /// A fault of the file, in words for its sender.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A fault of ours.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
}

/// Makes all files of a photograph.
///
/// # Errors
/// When the file isn't taken, or an encoder gave up.
pub(crate) fn prepare(bytes: &[u8]) -> Result<Prepared, Failed> {
    let photo = Photo::open(bytes, &Limits::default())?;
    let mut files = Vec::new();
    let (mut widths, mut largest) = (Vec::new(), (0, 0));
    for variant in photo.variants() {
        let variant = variant?;
        if largest.0 < variant.width {
            largest = (variant.width, variant.height);
        }
        widths.push(variant.width);
        files.push(File {
            name: format!("{}.{}", variant.width, variant.encoding.extension()),
            media_type: variant.encoding.mime(),
            bytes: variant.bytes.into(),
        });
    }
    widths.sort_unstable();
    widths.dedup();
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let fingerprints = photo.fingerprints();
    let made = Made {
        hash,
        mark: mark(&hash),
        width: largest.0,
        height: largest.1,
        widths,
        bytes: files.iter().map(|file| file.bytes.len() as u64).sum(),
        thumbhash: photo.thumbhash(),
        blur: blur(&photo),
        colour: rgb(photo.colour()),
        fingerprints: (!photo.is_blank())
            .then(|| (fingerprints.plain.to_bits().cast_signed(), fingerprints.mirrored.to_bits().cast_signed())),
        camera_day: photo.header().taken.map(|taken| taken.at.date()),
    };
    Ok(Prepared { made, files })
}

/// Sixty-four bits of what was sent and how it was made into pictures.
fn mark(hash: &[u8; 32]) -> String {
    let both = Sha256::new().chain_update([RECIPE]).chain_update(hash).finalize();
    hex::encode(both.get(..8).unwrap_or_default())
}

/// 0xRRGGBB.
fn rgb(colour: Colour) -> i32 {
    i32::from_be_bytes([0, colour.red, colour.green, colour.blue])
}

/// None where it would be too large or can't be written: a page does without.
fn blur(photo: &Photo) -> Option<Vec<u8>> {
    let recipe = Recipe { widths: vec![BLUR], webp_quality: 30.0, ..Recipe::default() };
    let first = photo.variants_by(&recipe).next()?.ok()?;
    Some(first.bytes).filter(|bytes| bytes.len() <= MOST_BLUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_follows_from_the_file() {
        assert_eq!(mark(&[0; 32]), mark(&[0; 32]));
        assert_ne!(mark(&[0; 32]), mark(&[1; 32]));
        assert_eq!(mark(&[0; 32]).len(), 16);
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let Err(Failed::Refused(refused)) = prepare(b"a letter") else { panic!("taken") };
        assert!(refused.to_string().contains("Send a photo as JPEG"));
    }
}
