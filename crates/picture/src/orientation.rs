//! Which way is up.

/// How a stored picture becomes the one that is looked at: its rows become columns or don't, then it is mirrored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orientation {
    /// Over the diagonal from the upper left: rows become columns.
    pub transposed: bool,
    /// Left and right change places, after that.
    pub left_right: bool,
    /// Top and bottom change places, after that.
    pub top_bottom: bool,
}

impl Orientation {
    /// EXIF's number, 1 to 8: where the stored picture's first row and first column are to be seen (CIPA DC-008, tag 0x0112). 2 to 4 are mirrored
    /// left to right, turned by half, mirrored top to bottom; 6 and 8 want a quarter turn to the right and to the left; 5 and 7 are those of a mirror.
    pub const fn from_exif(number: u32) -> Option<Self> {
        let (transposed, left_right, top_bottom) = match number {
            1 => (false, false, false),
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => return None,
        };
        Some(Self { transposed, left_right, top_bottom })
    }

    /// Width and height as they are looked at, of those stored; and the other way round, for that is the same.
    pub const fn upright(self, width: u32, height: u32) -> (u32, u32) {
        if self.transposed { (height, width) } else { (width, height) }
    }

    /// The pixels of a stored picture `width` wide, in the order in which they are looked at.
    pub fn turn(self, width: usize, stored: &[[u8; 4]]) -> Vec<[u8; 4]> {
        if width == 0 {
            return Vec::new();
        }
        let mut upright = Vec::with_capacity(stored.len());
        let rows = if self.transposed { width } else { stored.len() / width };
        for row in 0..rows {
            let row = if self.top_bottom { rows - 1 - row } else { row };
            let pixels = if self.transposed {
                stored.get(row..).unwrap_or_default().iter().step_by(width)
            } else {
                stored.get(row * width..(row + 1) * width).unwrap_or_default().iter().step_by(1)
            };
            if self.left_right {
                upright.extend(pixels.rev());
            } else {
                upright.extend(pixels);
            }
        }
        upright
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letter F, stored in each way, five rows of three or three of five.
    const STORED: [&str; 8] = [
        "### #.. ##. #.. #..",
        "### ..# .## ..# ..#",
        "..# ..# .## ..# ###",
        "#.. #.. ##. #.. ###",
        "##### #.#.. #....",
        "#.... #.#.. #####",
        "....# ..#.# #####",
        "##### ..#.# ....#",
    ];

    fn pixels(drawing: &str) -> Vec<[u8; 4]> {
        drawing.bytes().filter(|byte| *byte != b' ').map(|byte| [byte; 4]).collect()
    }

    #[test]
    fn an_f_looks_like_an_f_however_it_is_stored() {
        for (number, drawing) in (1..).zip(STORED) {
            let width = drawing.find(' ').unwrap();
            let orientation = Orientation::from_exif(number).unwrap();
            assert_eq!(orientation.turn(width, &pixels(drawing)), pixels(STORED[0]), "orientation {number}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(9), None);
    }
}
