//! GIF, still and moving.

use gif::{Encoder, Frame};

const PALETTE: [u8; 12] = [220, 30, 30, 30, 180, 30, 30, 30, 220, 220, 210, 30];

/// The four quarters in the first frame, one colour in each after it.
pub fn animation(width: u16, height: u16, frames: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height, &PALETTE).unwrap();
    for number in 0..frames {
        let pixels =
            if number == 0 { quarters(width, height) } else { vec![3; usize::from(width) * usize::from(height)] };
        encoder.write_frame(&Frame { width, height, delay: 10, buffer: pixels.into(), ..Frame::default() }).unwrap();
    }
    drop(encoder);
    bytes
}

fn quarters(width: u16, height: u16) -> Vec<u8> {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    pixels.map(|(x, y)| u8::from(x * 2 >= width) + 2 * u8::from(y * 2 >= height)).collect()
}

/// A canvas with one small frame somewhere on it.
pub fn on_canvas(canvas: (u16, u16), at: (u16, u16), frame: (u16, u16)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, canvas.0, canvas.1, &PALETTE).unwrap();
    let (width, height) = frame;
    let buffer = quarters(width, height).into();
    encoder.write_frame(&Frame { left: at.0, top: at.1, width, height, buffer, ..Frame::default() }).unwrap();
    drop(encoder);
    bytes
}
