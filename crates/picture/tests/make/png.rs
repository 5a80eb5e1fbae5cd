//! PNG in each of its kinds.

use super::scene;
use png::{BitDepth, ColorType, Encoder, Writer, chunk::ChunkType};

pub fn quarters(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ColorType::Rgb, BitDepth::Eight, &scene::quarters(width, height))
}

/// With the lower half see-through.
pub fn alpha(width: u32, height: u32) -> Vec<u8> {
    let rgb = scene::quarters(width, height);
    let rgba: Vec<u8> = rgb
        .chunks(3)
        .zip(0..)
        .flat_map(|(rgb, at)| [rgb[0], rgb[1], rgb[2], if at / width * 2 < height { 255 } else { 0 }])
        .collect();
    encoded(width, height, ColorType::Rgba, BitDepth::Eight, &rgba)
}

/// Colours that nobody sees.
pub fn invisible(width: u32, height: u32) -> Vec<u8> {
    let rgba: Vec<u8> = scene::quarters(width, height).chunks(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 0]).collect();
    encoded(width, height, ColorType::Rgba, BitDepth::Eight, &rgba)
}

pub fn sixteen_bits(width: u32, height: u32) -> Vec<u8> {
    let rgb: Vec<u8> = scene::quarters(width, height).iter().flat_map(|byte| [*byte, 0x5a]).collect();
    encoded(width, height, ColorType::Rgb, BitDepth::Sixteen, &rgb)
}

/// Grey with alpha, all of it to be seen.
pub fn grey_alpha(width: u32, height: u32) -> Vec<u8> {
    let grey: Vec<u8> = scene::quarters(width, height).chunks(3).flat_map(|rgb| [rgb[1], 255]).collect();
    encoded(width, height, ColorType::GrayscaleAlpha, BitDepth::Eight, &grey)
}

/// Four colours of a palette, two bits a pixel; `width` has to be a multiple of four.
pub fn palette(width: u32, height: u32) -> Vec<u8> {
    let quarter = |at: u32| u8::from(at % width * 2 >= width) + 2 * u8::from(at / width * 2 >= height);
    let indexes: Vec<u8> = (0..width * height).map(quarter).collect();
    let packed: Vec<u8> = indexes.chunks(4).map(|four| four.iter().fold(0, |byte, index| byte << 2 | index)).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Two);
    encoder.set_palette([[220, 30, 30], [30, 180, 30], [30, 30, 220], [220, 210, 30]].concat());
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&packed).unwrap();
    writer.finish().unwrap();
    bytes
}

/// With EXIF, and texts plain, compressed and of XMP.
pub fn with_metadata(width: u32, height: u32, exif: &[u8], xmp: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = Encoder::new(&mut bytes, width, height);
    let mut writer = rgb_header(encoder);
    writer.write_chunk(ChunkType(*b"eXIf"), exif).unwrap();
    writer.write_chunk(ChunkType(*b"tEXt"), b"Author\0Ada Breeder").unwrap();
    writer.write_chunk(ChunkType(*b"iTXt"), format!("XML:com.adobe.xmp\0\0\0\0\0{xmp}").as_bytes()).unwrap();
    writer.write_image_data(&scene::quarters(width, height)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A header that claims a size, and no more data than `rows` rows of it: zeros, which shrink a thousandfold.
pub fn bomb(width: u32, height: u32, rows: u32) -> Vec<u8> {
    let mut bytes = encoded(width, rows, ColorType::Rgb, BitDepth::Eight, &vec![0; (width * rows * 3) as usize]);
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn rgb_header<'a>(mut encoder: Encoder<'_, &'a mut Vec<u8>>) -> Writer<&'a mut Vec<u8>> {
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.write_header().unwrap()
}

fn encoded(width: u32, height: u32, colours: ColorType, depth: BitDepth, pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The sum behind a chunk (PNG, annex D), so that a forged header passes for a right one.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

/// With a text of so many bytes, packed.
pub fn with_packed_text(width: u32, height: u32, bytes: usize) -> Vec<u8> {
    let mut encoder_output = Vec::new();
    let mut encoder = Encoder::new(&mut encoder_output, width, height);
    encoder.add_ztxt_chunk("Comment".to_owned(), " ".repeat(bytes)).unwrap();
    let mut writer = rgb_header(encoder);
    writer.write_image_data(&scene::quarters(width, height)).unwrap();
    writer.finish().unwrap();
    encoder_output
}
