//! A picture in memory, and how it gets smaller.

use crate::{orientation::Orientation, refused::Refused};
use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use std::{borrow::Cow, fmt};

/// Red, green, blue and alpha of each pixel, a byte each, row by row from the upper left; alpha isn't multiplied in.
///
/// Four bytes also where there is no alpha: every step has vector code for four, and a single kind of picture is a single way through all of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    opaque: bool,
}

impl Pixels {
    /// `rgba` of `width` times `height`; refused where it has another length.
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Result<Self, Refused> {
        let opaque = rgba.as_chunks().0.iter().all(|[.., alpha]: &[u8; 4]| *alpha == u8::MAX);
        Self::with(width, height, rgba, opaque)
    }

    /// Likewise, of what is known to be without alpha, so that nobody has to look at every pixel.
    pub fn opaque(width: u32, height: u32, rgba: Vec<u8>) -> Result<Self, Refused> {
        Self::with(width, height, rgba, true)
    }

    fn with(width: u32, height: u32, rgba: Vec<u8>, opaque: bool) -> Result<Self, Refused> {
        let wanted = u64::from(width) * u64::from(height) * 4;
        if u64::try_from(rgba.len()).ok() != Some(wanted) || rgba.is_empty() {
            return Err(Refused::broken(format!("{} bytes for {width} × {height} pixels", rgba.len())));
        }
        Ok(Self { width, height, rgba, opaque })
    }

    pub const fn width(&self) -> u32 {
        self.width
    }

    pub const fn height(&self) -> u32 {
        self.height
    }

    pub const fn is_opaque(&self) -> bool {
        self.opaque
    }

    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    pub fn rgba_mut(&mut self) -> &mut [u8] {
        &mut self.rgba
    }

    pub fn iter(&self) -> impl Iterator<Item = [u8; 4]> {
        self.rgba.as_chunks().0.iter().copied()
    }

    /// The same picture in another size. Lanczos with three lobes: of the filters that there is vector code for the one that keeps scales and eyes
    /// sharpest. Alpha is multiplied in meanwhile, so that the colour of what can't be seen doesn't bleed into what can.
    pub fn resized(&self, width: u32, height: u32) -> Result<Self, Refused> {
        let failed = |error: &dyn fmt::Display| Refused::broken(error.to_string());
        let source =
            ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4).map_err(|error| failed(&error))?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(!self.opaque);
        Resizer::new().resize(&source, &mut target, &options).map_err(|error| failed(&error))?;
        if self.opaque {
            return Self::opaque(width, height, target.into_vec());
        }
        Self::new(width, height, target.into_vec())
    }

    /// The same picture as it is looked at.
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation == Orientation::default() {
            return self;
        }
        let (width, height) = orientation.upright(self.width, self.height);
        let stored = self.rgba.as_chunks().0;
        let rgba = orientation.turn(self.width as usize, stored).into_flattened();
        Self { width, height, rgba, opaque: self.opaque }
    }

    /// Without alpha, as if it lay on white paper.
    pub fn over_white(&self) -> Cow<'_, Self> {
        if self.opaque {
            return Cow::Borrowed(self);
        }
        let rgba = self.iter().flat_map(|[red, green, blue, alpha]| {
            let over = |colour: u8| {
                let white = u16::from(u8::MAX - alpha) * 255;
                // Rounded; a mean of two bytes fits in one.
                ((u16::from(colour) * u16::from(alpha) + white + 127) / 255) as u8
            };
            [over(red), over(green), over(blue), u8::MAX]
        });
        Cow::Owned(Self { width: self.width, height: self.height, rgba: rgba.collect(), opaque: true })
    }
}

/// Its size: millions of numbers would help nobody.
impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({} × {})", self.width, self.height)
    }
}
