//! Looking into files that were made, by decoders that were not used to make them ready.

use repti_picture::{Encoding, Variant};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

/// A decoded file: red, green, blue and alpha a pixel.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<u8>,
}

impl Picture {
    pub fn at(&self, x: usize, y: usize) -> [u8; 4] {
        let at = (y * self.width + x) * 4;
        self.rgba[at..at + 4].try_into().unwrap()
    }

    /// The colours in the middle of each quarter: upper left, upper right, lower left, lower right.
    pub fn quarters(&self) -> [[u8; 4]; 4] {
        let (left, right) = (self.width / 4, self.width * 3 / 4);
        let (top, bottom) = (self.height / 4, self.height * 3 / 4);
        [self.at(left, top), self.at(right, top), self.at(left, bottom), self.at(right, bottom)]
    }
}

pub fn variant(variant: &Variant) -> Picture {
    match variant.encoding {
        Encoding::WebP => webp(&variant.bytes),
        Encoding::Jpeg => jpeg(&variant.bytes),
        Encoding::Avif => unreachable!("nothing at hand decodes AVIF"),
    }
}

pub fn webp(bytes: &[u8]) -> Picture {
    let image = webp::Decoder::new(bytes).decode().expect("a WebP");
    let (width, height) = (image.width() as usize, image.height() as usize);
    let rgba = if image.is_alpha() { image.to_vec() } else { with_alpha(&image) };
    Picture { width, height, rgba }
}

pub fn jpeg(bytes: &[u8]) -> Picture {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let rgb = decoder.decode().expect("a JPEG");
    let (width, height) = decoder.dimensions().unwrap();
    Picture { width, height, rgba: with_alpha(&rgb) }
}

fn with_alpha(rgb: &[u8]) -> Vec<u8> {
    rgb.chunks(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect()
}

/// Whether two colours are the same to the eye: compression and rounding change a few steps.
pub fn near(one: [u8; 4], other: [u8; 4]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= 24)
}

/// How near two pictures are, in decibels of their colours' mean square error.
pub fn psnr(one: &Picture, other: &Picture) -> f64 {
    let squares = one.rgba.iter().zip(&other.rgba).map(|(one, other)| f64::from(one.abs_diff(*other)).powi(2));
    // Alpha is the same everywhere, so that a quarter of what is summed is nothing.
    let mean = squares.sum::<f64>() / (one.rgba.len() as f64 * 0.75);
    10.0 * (255.0 * 255.0 / mean.max(1e-9)).log10()
}
