//! A photograph that has been decoded, and what is known of it.

#[cfg(feature = "avif")]
use crate::{
    avif::{self, AvifRecipe, MOST_AVIF_PIXELS},
    variant::{Encoding, Unwritable, Variant},
};
use crate::{
    colour::Colour,
    decode,
    fingerprint::Fingerprints,
    header::{Header, Outline},
    limits::Limits,
    pixels::Pixels,
    profile,
    refused::Refused,
    variant::{LARGEST, Recipe, Variants, height_at},
};
use std::borrow::Cow;

/// The longest side that a thumbhash is made of.
const SMALL: u32 = 100;

/// A photograph upright, in sRGB, and no larger than its largest variant: the original's pixels are gone as soon as it is opened.
#[derive(Debug, Clone)]
pub struct Photo {
    header: Header,
    base: Pixels,
    small: Pixels,
    square: Pixels,
}

impl Photo {
    /// Decodes an upload. Takes 100 to 140 ms for 12 million pixels on a shared core, and at its peak what [`Limits::memory`] allows; what is kept has at most 1,920 pixels
    /// a row at four bytes each.
    ///
    /// # Errors
    ///
    /// Every [`Refused`].
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, Refused> {
        let outline = Outline::read(bytes, limits)?;
        let header = outline.header();
        let base = base(&outline, &header)?;
        let longest = base.width().max(base.height());
        let small = |side: u32| (side * SMALL.min(longest) / longest).max(1);
        let small = base.resized(small(base.width()), small(base.height()))?;
        let square = small.over_white().resized(Fingerprints::SIDE, Fingerprints::SIDE)?;
        Ok(Self { header, base, small, square })
    }

    /// What [`inspect`](crate::inspect) says of the same bytes.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// About 25 bytes of which a browser paints a blur until the picture has come, in its shape and with its alpha (E. Wallace, "ThumbHash").
    #[must_use]
    pub fn thumbhash(&self) -> Vec<u8> {
        thumbhash::rgba_to_thumb_hash(self.small.width() as usize, self.small.height() as usize, self.small.rgba())
    }

    /// The colour that is met most in it.
    #[must_use]
    pub fn colour(&self) -> Colour {
        Colour::dominant(&self.small.over_white())
    }

    /// By what copies of it are found.
    #[must_use]
    pub fn fingerprints(&self) -> Fingerprints {
        Fingerprints::of(&self.square)
    }

    /// Whether there is nothing on it, so that its fingerprint is that of its noise: a wall, a lens cap.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        Fingerprints::is_noise(&self.square)
    }

    /// The picture with no side above `longest`.
    pub(crate) fn within(&self, longest: u32) -> Result<Cow<'_, Pixels>, Refused> {
        let (width, height) = (self.base.width(), self.base.height());
        let most = width.max(height);
        if most <= longest {
            return Ok(Cow::Borrowed(&self.base));
        }
        let side = |length: u32| (u64::from(length) * u64::from(longest) / u64::from(most)).max(1);
        let side = |length: u32| u32::try_from(side(length)).unwrap_or(longest);
        self.base.resized(side(width), side(height)).map(Cow::Owned)
    }

    /// All files that pages show of it, by the default [`Recipe`].
    #[must_use]
    pub fn variants(&self) -> Variants<'_> {
        self.variants_by(&Recipe::default())
    }

    /// All files of another recipe.
    #[must_use]
    pub fn variants_by(&self, recipe: &Recipe) -> Variants<'_> {
        Variants::new(&self.base, recipe)
    }

    /// It as AVIF in a width, or in its own where that is less. Nothing where it has alpha, or more pixels there than [`MOST_AVIF_PIXELS`].
    ///
    /// # Errors
    ///
    /// When the encoder gives up, or stumbles.
    #[cfg(feature = "avif")]
    pub fn avif(&self, width: u32) -> Result<Option<Variant>, Unwritable> {
        self.avif_by(width, &AvifRecipe::default())
    }

    /// The same by another recipe.
    ///
    /// # Errors
    ///
    /// As [`Photo::avif`].
    #[cfg(feature = "avif")]
    pub fn avif_by(&self, width: u32, recipe: &AvifRecipe) -> Result<Option<Variant>, Unwritable> {
        let (across, down) = (self.base.width(), self.base.height());
        let width = width.clamp(1, across);
        let height = height_at(width, across, down);
        if !self.base.is_opaque() || u64::from(width) * u64::from(height) > MOST_AVIF_PIXELS {
            return Ok(None);
        }
        let encoding = Encoding::Avif;
        let picture = if width == across {
            Ok(Cow::Borrowed(&self.base))
        } else {
            self.base.resized(width, height).map(Cow::Owned)
        };
        let picture = picture.map_err(|error| Unwritable { width, height, encoding, detail: error.to_string() })?;
        Variant::of(&picture, encoding, avif::avif(&picture, recipe)).map(Some)
    }
}

/// Decoded, shrunk, turned, and its colours converted: in this order, for each step has less to do after the ones before.
fn base(outline: &Outline<'_>, header: &Header) -> Result<Pixels, Refused> {
    let orientation = outline.exif().orientation;
    let decoded = decode::decode(outline)?;
    let mut pixels = decoded.pixels;
    if header.width > LARGEST {
        let (width, height) = orientation.upright(LARGEST, height_at(LARGEST, header.width, header.height));
        pixels = pixels.resized(width, height)?;
    }
    let mut pixels = pixels.turned(orientation);
    if let Some(icc) = decoded.icc {
        profile::to_srgb(&mut pixels, &icc);
    }
    Ok(pixels)
}
