//! What AVIF costs and what it saves: seconds and bytes of a made-up photo in some widths, by rav1e's speeds and quantizers, beside WebP.
//!
//! ```sh
//! cargo run --release -p repti-picture --features avif --example time-avif -- 480,1280 8,9,10 80,100,120 DIR
//! ```
//!
//! In DIR lie the files and the same picture without loss, so that a decoder of one's own can say how near each is to it:
//! `ffmpeg -i DIR/1280-8-100.avif -i DIR/1280.png -lavfi ssim -f null -`.

// The tests' scenes have more than is used here.
#[allow(dead_code)]
#[path = "../tests/make/scene.rs"]
mod scene;

use fast_image_resize::{
    PixelType, Resizer,
    images::{Image, ImageRef},
};
use repti_picture::{AvifRecipe, Limits, Photo};
use std::{
    error::Error,
    fs,
    io::{Write as _, stdout},
    path::PathBuf,
    time::Instant,
};

type Anyhow<T> = Result<T, Box<dyn Error>>;

/// A photo as a telephone takes it, before it gets smaller.
const NATURAL: (u32, u32) = (4000, 3000);

fn main() -> Anyhow<()> {
    let mut arguments = std::env::args().skip(1);
    let mut numbers = |default: &str| -> Anyhow<Vec<u32>> {
        let text = arguments.next().unwrap_or_else(|| default.to_owned());
        Ok(text.split(',').map(str::parse).collect::<Result<_, _>>()?)
    };
    let (widths, speeds, quantizers) = (numbers("1280")?, numbers("8")?, numbers("100")?);
    let out = arguments.next().map(PathBuf::from);
    let mut lines = stdout().lock();
    for width in widths {
        let picture = made_up(width)?;
        keep(out.as_ref(), &format!("{width}.png"), &picture)?;
        let photo = Photo::open(&picture, &Limits::default())?;
        let start = Instant::now();
        let webp = photo.variants().find(|made| made.as_ref().is_ok_and(|made| made.width == width));
        let webp = webp.ok_or("no WebP")??;
        writeln!(lines, "{width}\tWebP\t{:.2} s\t{} bytes", start.elapsed().as_secs_f64(), webp.bytes.len())?;
        keep(out.as_ref(), &format!("{width}.webp"), &webp.bytes)?;
        for speed in &speeds {
            for quantizer in &quantizers {
                let recipe = AvifRecipe { quantizer: u8::try_from(*quantizer)?, speed: u8::try_from(*speed)? };
                let start = Instant::now();
                let Some(made) = photo.avif_by(width, &recipe)? else { continue };
                let (seconds, size) = (start.elapsed().as_secs_f64(), made.bytes.len());
                let peak = peak().unwrap_or_else(|| "unknown".to_owned());
                writeln!(lines, "{width}\tspeed {speed}, {quantizer}\t{seconds:.2} s\t{size} bytes\tpeak {peak}")?;
                keep(out.as_ref(), &format!("{width}-{speed}-{quantizer}.avif"), &made.bytes)?;
            }
        }
    }
    Ok(())
}

/// The made-up photo in a width, as PNG.
fn made_up(width: u32) -> Anyhow<Vec<u8>> {
    let (across, down) = NATURAL;
    let rgb = scene::scene(across, down);
    let rgba: Vec<u8> = rgb.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, u8::MAX]).collect();
    let source = ImageRef::new(across, down, &rgba, PixelType::U8x4)?;
    let mut small = Image::new(width, width * down / across, PixelType::U8x4);
    Resizer::new().resize(&source, &mut small, None)?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, small.width(), small.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header()?.write_image_data(small.buffer())?;
    Ok(bytes)
}

fn keep(out: Option<&PathBuf>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let Some(out) = out else { return Ok(()) };
    fs::create_dir_all(out)?;
    fs::write(out.join(name), bytes)
}

/// The most memory that the process had by now, its own code included; where Linux says it.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
