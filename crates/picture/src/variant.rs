//! The files that are made of a photo, one after another.

use crate::{encode, pixels::Pixels};
use std::{borrow::Cow, fmt};

/// Widths in pixels, between which a page chooses by `srcset`.
pub const WIDTHS: [u32; 7] = [320, 480, 640, 960, 1280, 1600, 1920];
/// The largest of them. A larger original isn't shown by any page.
pub const LARGEST: u32 = 1920;
/// What a page shows first, and so what is made first.
pub const FIRST: u32 = 480;

/// How a variant is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    WebP,
    Jpeg,
    /// Made by a build with the feature `avif` alone.
    Avif,
}

impl Encoding {
    /// The content type to send with it.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Avif => "image/avif",
        }
    }

    /// The end of a file's name, without a dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Avif => "avif",
        }
    }
}

/// One file for pages, written from pixels alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Variant {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    pub encoding: Encoding,
    pub bytes: Vec<u8>,
}

impl Variant {
    /// What an encoder has written of a picture.
    pub(crate) fn of(
        picture: &Pixels,
        encoding: Encoding,
        written: Result<Vec<u8>, String>,
    ) -> Result<Self, Unwritable> {
        let (width, height) = (picture.width(), picture.height());
        match written {
            Ok(bytes) => Ok(Self { width, height, encoding, bytes }),
            Err(detail) => Err(Unwritable { width, height, encoding, detail }),
        }
    }
}

/// How long it is instead of what is in it.
impl fmt::Debug for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { width, height, encoding, bytes } = self;
        write!(f, "Variant({width} × {height}, {encoding:?}, {} bytes)", bytes.len())
    }
}

/// A variant that an encoder gave up on: no fault of the picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{width} × {height} pixels can't be written as {}: {detail}", .encoding.mime())]
pub struct Unwritable {
    pub width: u32,
    pub height: u32,
    pub encoding: Encoding,
    /// What the encoder said.
    pub detail: String,
}

/// Which variants are made, and how well.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// In pixels, in any order; above [`LARGEST`] counts as that. None is ever larger than the photo, whose own width takes the place of those that
    /// would be.
    pub widths: Vec<u32>,
    /// libwebp's, 0 to 100.
    pub webp_quality: f32,
    /// libwebp's `method`, 0 (quick) to 6 (small).
    pub webp_effort: u8,
    /// As libjpeg counts it, 1 to 100.
    pub jpeg_quality: u8,
}

impl Default for Recipe {
    /// [`WIDTHS`]; WebP at 80 with effort 1, JPEG at 80. Effort 2 takes two thirds longer for 0.1 dB, effort 4 four times as long for files 4 % smaller and
    /// 0.5 dB nearer to the photo (measured on a made-up picture with much noise). Whoever wants the last byte gets AVIF.
    fn default() -> Self {
        Self { widths: WIDTHS.to_vec(), webp_quality: 80.0, webp_effort: 1, jpeg_quality: 80 }
    }
}

impl Recipe {
    /// The widths for a photo, in the order in which they are made: the one for [`FIRST`], then from the largest down, so that each can be made of the one
    /// before.
    fn plan(&self, natural: u32) -> Vec<u32> {
        let mut widths: Vec<u32> = self.widths.iter().map(|width| (*width).clamp(1, natural)).collect();
        widths.sort_unstable_by(|one, other| other.cmp(one));
        widths.dedup();
        let first = widths.iter().position(|width| *width <= FIRST);
        if let Some(first) = first.and_then(|at| widths.get_mut(..=at)) {
            first.rotate_right(1);
        }
        widths
    }
}

/// The variants of a photo as they are made: of each width WebP, then JPEG, on white where the photo has alpha. Beside the photo itself, two sizes of it
/// are in memory at a time.
#[derive(Debug)]
pub struct Variants<'a> {
    base: &'a Pixels,
    recipe: Recipe,
    widths: std::vec::IntoIter<u32>,
    /// The picture that was made last.
    current: Cow<'a, Pixels>,
    /// Whether `current` has been written as WebP only.
    jpeg_due: bool,
}

impl<'a> Variants<'a> {
    pub(crate) fn new(base: &'a Pixels, recipe: &Recipe) -> Self {
        let widths = recipe.plan(base.width()).into_iter();
        Self { base, recipe: recipe.clone(), widths, current: Cow::Borrowed(base), jpeg_due: false }
    }

    /// The photo at a width, made of the last picture where that is larger: each size has about half the pixels of the one before, where the photo itself
    /// has up to forty times as many.
    fn at(&self, width: u32) -> Result<Cow<'a, Pixels>, String> {
        if width == self.base.width() {
            return Ok(Cow::Borrowed(self.base));
        }
        let source = if self.current.width() > width { &*self.current } else { self.base };
        let height = height_at(width, self.base.width(), self.base.height());
        source.resized(width, height).map(Cow::Owned).map_err(|error| error.to_string())
    }

    fn webp(&self) -> Result<Variant, Unwritable> {
        let written = encode::webp(&self.current, self.recipe.webp_quality, self.recipe.webp_effort);
        Variant::of(&self.current, Encoding::WebP, written)
    }

    fn jpeg(&self) -> Result<Variant, Unwritable> {
        let written = encode::jpeg(&self.current.over_white(), self.recipe.jpeg_quality);
        Variant::of(&self.current, Encoding::Jpeg, written)
    }
}

impl Iterator for Variants<'_> {
    type Item = Result<Variant, Unwritable>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::mem::take(&mut self.jpeg_due) {
            return Some(self.jpeg());
        }
        let width = self.widths.next()?;
        self.current = match self.at(width) {
            Ok(picture) => picture,
            Err(detail) => {
                let height = height_at(width, self.base.width(), self.base.height());
                return Some(Err(Unwritable { width, height, encoding: Encoding::WebP, detail }));
            }
        };
        self.jpeg_due = true;
        Some(self.webp())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Less where a size can't be made at all.
        let most = self.widths.len() * 2 + usize::from(self.jpeg_due);
        (0, Some(most))
    }
}

/// The height that keeps a picture's shape at another width: rounded, and never nothing.
pub fn height_at(width: u32, natural_width: u32, natural_height: u32) -> u32 {
    let (width, across, down) = (u64::from(width), u64::from(natural_width.max(1)), u64::from(natural_height));
    let height = (down * width + across / 2) / across;
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_made_first_and_the_rest_from_the_largest_down() {
        assert_eq!(Recipe::default().plan(4000), [480, 1920, 1600, 1280, 960, 640, 320]);
        assert_eq!(Recipe::default().plan(1920), [480, 1920, 1600, 1280, 960, 640, 320]);
    }

    #[test]
    fn nothing_is_enlarged_and_the_natural_width_is_one_of_them() {
        assert_eq!(Recipe::default().plan(1000), [480, 1000, 960, 640, 320]);
        assert_eq!(Recipe::default().plan(480), [480, 320]);
        assert_eq!(Recipe::default().plan(400), [400, 320]);
        assert_eq!(Recipe::default().plan(1), [1]);
    }

    #[test]
    fn a_recipe_without_small_ones_begins_with_its_largest() {
        let recipe = Recipe { widths: vec![1280, 1600], ..Recipe::default() };
        assert_eq!(recipe.plan(4000), [1600, 1280]);
    }

    #[test]
    fn shapes_are_kept_and_no_side_vanishes() {
        assert_eq!(height_at(480, 4000, 3000), 360);
        assert_eq!(height_at(320, 16_383, 1), 1);
        assert_eq!(height_at(1, 1, 16_383), 16_383);
    }
}
