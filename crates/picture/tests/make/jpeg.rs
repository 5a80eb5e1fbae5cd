//! JPEG in each of its kinds.

use super::scene;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A small photo as most cameras write it.
pub fn photo(width: u16, height: u16) -> Vec<u8> {
    encoded(&scene::scene(width.into(), height.into()), (width, height), ColorType::Rgb, false)
}

pub fn progressive(width: u16, height: u16) -> Vec<u8> {
    encoded(&scene::scene(width.into(), height.into()), (width, height), ColorType::Rgb, true)
}

pub fn quarters(width: u16, height: u16) -> Vec<u8> {
    encoded(&scene::quarters(width.into(), height.into()), (width, height), ColorType::Rgb, false)
}

pub fn grey(width: u16, height: u16) -> Vec<u8> {
    let grey: Vec<u8> = scene::quarters(width.into(), height.into()).chunks(3).map(|rgb| rgb[1]).collect();
    encoded(&grey, (width, height), ColorType::Luma, false)
}

/// Four inks, as Adobe's programs write them; with `ycck` turned into brightness and colour first.
pub fn cmyk(width: u16, height: u16, ycck: bool) -> Vec<u8> {
    let inks = |rgb: &[u8]| {
        let light = u16::from(rgb.iter().copied().max().unwrap());
        let ink = |part: u8| 255 - (u16::from(part) * 255 / light) as u8;
        [ink(rgb[0]), ink(rgb[1]), ink(rgb[2]), 255 - light as u8]
    };
    let cmyk: Vec<u8> = scene::quarters(width.into(), height.into()).chunks(3).flat_map(inks).collect();
    encoded(&cmyk, (width, height), if ycck { ColorType::CmykAsYcck } else { ColorType::Cmyk }, false)
}

/// What `photo` writes, at another quality.
pub fn at_quality(rgb: &[u8], (width, height): (u16, u16), quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(rgb, width, height, ColorType::Rgb).unwrap();
    bytes
}

fn encoded(pixels: &[u8], (width, height): (u16, u16), colours: ColorType, progressive: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_progressive(progressive);
    encoder.encode(pixels, width, height, colours).unwrap();
    bytes
}

/// The same file with segments (a marker's code and what belongs to it) behind its beginning.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (code, data) in segments {
        bytes.extend([0xff, *code]);
        bytes.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        bytes.extend(data);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The same file with other sizes in its frame header: what a bomb says of itself.
pub fn claiming(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let frame = bytes.windows(2).position(|two| two[0] == 0xff && matches!(two[1], 0xc0..=0xc2)).unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}
