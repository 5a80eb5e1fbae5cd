//! Colours in OKLCH, written as sRGB so that any renderer draws them.

/// Lightness 0..1, chroma, hue in degrees.
#[derive(Clone, Copy, Debug)]
pub struct Colour(pub f64, pub f64, pub f64);

impl Colour {
    /// Lighter (or darker).
    pub fn lift(self, by: f64) -> Self {
        Self((self.0 + by).clamp(0.12, 0.98), self.1, self.2)
    }

    /// Less (or more) colourful.
    pub fn fade(self, factor: f64) -> Self {
        Self(self.0, self.1 * factor, self.2)
    }

    /// Moved towards another colour.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let hue = ((other.2 - self.2 + 540.0) % 360.0) - 180.0;
        Self(
            self.0 + (other.0 - self.0) * share,
            self.1 + (other.1 - self.1) * share,
            (self.2 + hue * share + 360.0) % 360.0,
        )
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        let Self(lightness, chroma, hue) = self;
        let (sin, cos) = hue.to_radians().sin_cos();
        let (a, b) = (chroma * cos, chroma * sin);
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let channel = |value: f64| {
            let value = value.clamp(0.0, 1.0);
            let value = if value <= 0.003_130_8 { 12.92 * value } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            (value * 255.0).round() as u8
        };
        let red = channel(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s);
        let green = channel(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s);
        let blue = channel(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn white_and_black_are_white_and_black() {
        assert_eq!(Colour(1.0, 0.0, 0.0).hex(), "#ffffff");
        assert_eq!(Colour(0.0, 0.0, 0.0).hex(), "#000000");
        assert_eq!(Colour(0.628, 0.2577, 29.23).hex(), "#ff0000");
    }
}
