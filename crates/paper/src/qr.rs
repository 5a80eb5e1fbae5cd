//! Codes that a phone's camera opens.

use crate::{
    colour::{Colour, TEXT},
    scene::{Scene, Step},
};
use fast_qr::{ECL, QRBuilder};

/// Clear margin around a code, in its own squares: the standard asks for four.
const QUIET: usize = 4;

/// Draws a code in a square of this side, its quiet margin within, and a link over it. A text too long for a code leaves the place empty.
pub(crate) fn draw(scene: &mut Scene, x: f32, y: f32, side: f32, text: &str) {
    // Q: a quarter may be covered by a fold or a thumb.
    let Ok(code) = QRBuilder::new(text).ecl(ECL::Q).build() else { return };
    let unit = side / (code.size + 2 * QUIET) as f32;
    let at = |place: usize| (place + QUIET) as f32 * unit;
    scene.rect(x, y, side, side, Colour(255, 255, 255));
    let mut path = Vec::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let start = column;
            while column < code.size && code[row][column].value() {
                column += 1;
            }
            if column > start {
                let (left, right, top, low) = (x + at(start), x + at(column), y + at(row), y + at(row + 1));
                path.extend([
                    Step::Move(left, top),
                    Step::Line(right, top),
                    Step::Line(right, low),
                    Step::Line(left, low),
                    Step::Close,
                ]);
            }
            column += 1;
        }
    }
    scene.fill(path, TEXT);
    scene.link(x, y, side, side, text);
}
