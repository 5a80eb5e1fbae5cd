//! The inks of the field notebook, as on the pages in light.

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

pub(crate) const PAPER: Colour = Colour(0xfb, 0xf9, 0xf3);
pub(crate) const SUNKEN: Colour = Colour(0xf3, 0xee, 0xe2);
pub(crate) const LINE: Colour = Colour(0xd8, 0xcf, 0xbd);
pub(crate) const STRONG: Colour = Colour(0x9b, 0x92, 0x7c);
pub(crate) const TEXT: Colour = Colour(0x2a, 0x2b, 0x20);
pub(crate) const MUTED: Colour = Colour(0x5f, 0x60, 0x50);
pub(crate) const PINE: Colour = Colour(0x3f, 0x5d, 0x2c);
pub(crate) const CLAY: Colour = Colour(0x96, 0x55, 0x14);
pub(crate) const ERROR: Colour = Colour(0xa3, 0x2c, 0x26);

impl Colour {
    /// `#3f5d2c`.
    pub(crate) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// 0 to 1 each.
    pub(crate) fn parts(self) -> [f32; 3] {
        [self.0, self.1, self.2].map(|part| f32::from(part) / 255.0)
    }
}
