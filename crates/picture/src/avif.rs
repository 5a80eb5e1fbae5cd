//! Pixels to AVIF: one still picture of AV1 in a file with nothing else in it. Coded by rav1e on the thread that asks, in Rust alone.

use crate::pixels::Pixels;
use avif_serialize::Aviffy;
use rav1e::prelude::{
    ChromaSampling, ColorDescription, ColorPrimaries, Config, Context, EncoderConfig, EncoderStatus, Frame,
    MatrixCoefficients, PixelRange, Rational, SceneDetectionSpeed, SpeedSettings, TransferCharacteristics, Tune,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bits of a colour's part.
const DEPTH: u8 = 8;
/// Of the fixed point numbers that colours are reckoned with.
const ONE: i32 = 1 << 16;

/// Pixels of the largest picture that is coded, which bounds time and memory: those of a photo twice as high as [`LARGEST`](crate::LARGEST) is wide.
pub const MOST_AVIF_PIXELS: u64 = 1920 * 3840;

/// How well AVIF is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AvifRecipe {
    /// rav1e's, 0 (best) to 255 (worst).
    pub quantizer: u8,
    /// rav1e's preset, 0 (small) to 10 (quick).
    pub speed: u8,
}

impl Default for AvifRecipe {
    /// A third of WebP's bytes at 1.5 to 3 dB less error (`examples/time-avif.rs`, on a picture with much noise): as many bytes less would do for WebP's
    /// error, but scales would look washed. Speed 10 takes two thirds of the time for files a quarter larger, and 9 is no quicker than 8.
    fn default() -> Self {
        Self { quantizer: 120, speed: 8 }
    }
}

/// An opaque picture as AVIF. A fault in the encoder is an error like any other: nothing of it is kept.
pub fn avif(picture: &Pixels, recipe: &AvifRecipe) -> Result<Vec<u8>, String> {
    let coded = catch_unwind(AssertUnwindSafe(|| coded(picture, recipe)));
    let coded = coded.unwrap_or_else(|_| Err("the encoder panicked".to_owned()))?;
    let mut file = Vec::new();
    // What isn't said here is said by the picture itself, and is what a reader takes for granted: sRGB, BT.601, full range.
    Aviffy::new()
        .set_seq_profile(0)
        .set_chroma_subsampling((true, true))
        .write(&mut file, &coded, None, picture.width(), picture.height(), DEPTH)
        .map_err(|error| error.to_string())?;
    Ok(file)
}

fn coded(picture: &Pixels, recipe: &AvifRecipe) -> Result<Vec<u8>, String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let config = Config::new().with_encoder_config(settings(width, height, recipe));
    let mut context: Context<u8> = config.new_context().map_err(|error| error.to_string())?;
    let mut frame = context.new_frame();
    fill(&mut frame, picture);
    context.send_frame(frame).map_err(|error| error.to_string())?;
    context.flush();
    let mut bytes = Vec::new();
    loop {
        match context.receive_packet() {
            Ok(packet) => bytes.extend_from_slice(&packet.data),
            Err(EncoderStatus::Encoded) => {}
            Err(EncoderStatus::LimitReached) => return Ok(bytes),
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// One tile, and so one thread.
fn settings(width: usize, height: usize, recipe: &AvifRecipe) -> EncoderConfig {
    let mut speed_settings = SpeedSettings::from_preset(recipe.speed);
    // What concerns other pictures of a film.
    speed_settings.multiref = false;
    speed_settings.rdo_lookahead_frames = 1;
    speed_settings.scene_detection_mode = SceneDetectionSpeed::None;
    speed_settings.motion.include_near_mvs = false;
    EncoderConfig {
        width,
        height,
        time_base: Rational::new(1, 1),
        bit_depth: DEPTH.into(),
        chroma_sampling: ChromaSampling::Cs420,
        pixel_range: PixelRange::Full,
        color_description: Some(ColorDescription {
            color_primaries: ColorPrimaries::BT709,
            transfer_characteristics: TransferCharacteristics::SRGB,
            matrix_coefficients: MatrixCoefficients::BT601,
        }),
        still_picture: true,
        min_key_frame_interval: 0,
        max_key_frame_interval: 0,
        quantizer: recipe.quantizer.into(),
        min_quantizer: recipe.quantizer,
        tune: Tune::Psychovisual,
        tiles: 1,
        speed_settings,
        ..EncoderConfig::with_speed_preset(recipe.speed)
    }
}

/// Brightness of every pixel, and the two differences of colour of every four (ITU-R BT.601 in full range, as in JPEG).
fn fill(frame: &mut Frame<u8>, picture: &Pixels) {
    let width = picture.width() as usize;
    let half = width.div_ceil(2);
    let pixels: &[[u8; 4]] = picture.rgba().as_chunks().0;
    let luma: Vec<u8> = pixels.iter().map(luma).collect();
    let (mut blue, mut red) = (Vec::with_capacity(luma.len() / 3), Vec::with_capacity(luma.len() / 3));
    for rows in pixels.chunks(width * 2) {
        let (upper, lower) = rows.split_at(width.min(rows.len()));
        // The last row of an odd number stands for both.
        let lower = if lower.is_empty() { upper } else { lower };
        for (upper, lower) in upper.chunks(2).zip(lower.chunks(2)) {
            let [b, r] = chroma(upper.iter().chain(lower));
            blue.push(b);
            red.push(r);
        }
    }
    for (plane, (values, stride)) in frame.planes.iter_mut().zip([(luma, width), (blue, half), (red, half)]) {
        plane.copy_from_raw_u8(&values, stride, 1);
    }
}

fn luma([red, green, blue, _]: &[u8; 4]) -> u8 {
    let [red, green, blue] = [red, green, blue].map(|part| u32::from(*part));
    // The three sum up to one, so that this is a byte.
    ((19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16) as u8
}

/// How blue and how red a few pixels are, taken together.
fn chroma<'a>(pixels: impl Iterator<Item = &'a [u8; 4]>) -> [u8; 2] {
    let (mut count, mut sums) = (0, [0; 3]);
    for [red, green, blue, _] in pixels {
        count += 1;
        sums.iter_mut().zip([red, green, blue]).for_each(|(sum, part)| *sum += i32::from(*part));
    }
    let [red, green, blue] = sums;
    let of = |weighed: i32| ((weighed / count.max(1) + 128 * ONE + ONE / 2) >> 16).clamp(0, 255) as u8;
    [of(-11_059 * red - 21_709 * green + 32_768 * blue), of(32_768 * red - 27_439 * green - 5_329 * blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_bt_601() {
        let of = |pixel: [u8; 4]| {
            let [blue, red] = chroma([pixel; 4].iter());
            [luma(&pixel), blue, red]
        };
        for (pixel, expected) in [
            ([0, 0, 0, 255], [0, 128, 128]),
            ([255, 255, 255, 255], [255, 128, 128]),
            ([255, 0, 0, 255], [76, 85, 255]),
            ([0, 255, 0, 255], [150, 44, 21]),
            ([0, 0, 255, 255], [29, 255, 107]),
        ] {
            assert_eq!(of(pixel), expected, "{pixel:?}");
        }
    }

    #[test]
    fn odd_sides_are_filled_to_their_ends() {
        for (width, height) in [(1, 1), (3, 1), (1, 3), (5, 7), (8, 8)] {
            let rgba = [10, 200, 30, 255].repeat((width * height) as usize);
            let picture = Pixels::opaque(width, height, rgba).expect("a picture");
            let file = avif(&picture, &AvifRecipe::default()).expect("written");
            assert_eq!(file.get(4..12), Some(&b"ftypavif"[..]), "{width} × {height}");
        }
    }
}
