//! One colour for a picture, shown before any of it has come.

use crate::pixels::Pixels;
use std::fmt;

/// A colour of sRGB; written as CSS wants it, `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Colours are counted in so many steps of red, of green and of blue.
const STEPS: usize = 8;

#[derive(Clone, Copy, Default)]
struct Bucket {
    pixels: u32,
    sums: [u32; 3],
}

impl Colour {
    /// The mean of the colours that are met most often, counted in 8 × 8 × 8 kinds: a colour that is in the picture, where the mean of all of it would be
    /// the same brown for every reptile on its bark.
    pub(crate) fn dominant(small: &Pixels) -> Self {
        let mut buckets = [Bucket::default(); STEPS * STEPS * STEPS];
        for [red, green, blue, _] in small.iter() {
            let kind = [red, green, blue].iter().fold(0, |kind, part| kind * STEPS + usize::from(*part) * STEPS / 256);
            if let Some(bucket) = buckets.get_mut(kind) {
                bucket.pixels += 1;
                bucket.sums.iter_mut().zip([red, green, blue]).for_each(|(sum, part)| *sum += u32::from(part));
            }
        }
        let fullest = buckets.iter().max_by_key(|bucket| bucket.pixels).copied().unwrap_or_default();
        // A mean of bytes is a byte.
        let [red, green, blue] = fullest.sums.map(|sum| (sum / fullest.pixels.max(1)) as u8);
        Self { red, green, blue }
    }
}
