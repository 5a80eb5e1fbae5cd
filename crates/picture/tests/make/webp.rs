//! WebP, still and moving, and its extended container, which libwebp's plain encoder doesn't write.

use super::scene;
use webp::Encoder;

pub fn lossy(width: u32, height: u32) -> Vec<u8> {
    Encoder::from_rgb(&scene::quarters(width, height), width, height).encode(90.0).to_vec()
}

pub fn lossless(width: u32, height: u32) -> Vec<u8> {
    Encoder::from_rgb(&scene::quarters(width, height), width, height).encode_lossless().to_vec()
}

pub fn lossless_photo(width: u32, height: u32) -> Vec<u8> {
    Encoder::from_rgb(&scene::scene(width, height), width, height).encode_lossless().to_vec()
}

/// With the lower half see-through.
pub fn alpha(width: u32, height: u32) -> Vec<u8> {
    let rgb = scene::quarters(width, height);
    let pixels = rgb.chunks(3).zip(0..);
    let rgba: Vec<u8> =
        pixels.flat_map(|(rgb, at)| [rgb[0], rgb[1], rgb[2], if at / width * 2 < height { 255 } else { 0 }]).collect();
    Encoder::from_rgba(&rgba, width, height).encode(90.0).to_vec()
}

/// In the extended container, with what may stand in it beside the picture.
pub fn with_metadata(width: u32, height: u32, exif: &[u8], xmp: &str) -> Vec<u8> {
    let canvas = canvas(0b0000_1100, width, height);
    container(&[canvas, coded(&lossy(width, height)), chunk(b"EXIF", exif), chunk(b"XMP ", xmp.as_bytes())])
}

/// The four quarters in each frame.
pub fn animation(width: u32, height: u32, frames: usize) -> Vec<u8> {
    let mut chunks = vec![canvas(0b0000_0010, width, height), chunk(b"ANIM", &[0; 6])];
    chunks.extend(std::iter::repeat_n(frame(width, height), frames));
    container(&chunks)
}

/// A frame in the upper left.
fn frame(width: u32, height: u32) -> Vec<u8> {
    let place = [u24(0), u24(0), u24(width - 1), u24(height - 1), u24(100), vec![0]].concat();
    chunk(b"ANMF", &[place, coded(&lossy(width, height))].concat())
}

/// A giant canvas with one small frame on it.
pub fn on_canvas(width: u32, height: u32) -> Vec<u8> {
    container(&[canvas(0b0000_0010, width, height), chunk(b"ANIM", &[0; 6]), frame(16, 16)])
}

/// A still picture that is smaller than the canvas that its container claims.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    container(&[canvas(0, width, height), coded(&lossy(16, 16))])
}

/// What is behind the container's head: the picture's own chunk.
fn coded(still: &[u8]) -> Vec<u8> {
    still[12..].to_vec()
}

fn canvas(flags: u8, width: u32, height: u32) -> Vec<u8> {
    chunk(b"VP8X", &[vec![flags, 0, 0, 0], u24(width - 1), u24(height - 1)].concat())
}

fn chunk(tag: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = tag.to_vec();
    chunk.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    chunk.extend(data);
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

fn container(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[b"WEBP".to_vec(), chunks.concat()].concat())
}

fn u24(number: u32) -> Vec<u8> {
    number.to_le_bytes()[..3].to_vec()
}
