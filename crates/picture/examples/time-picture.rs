//! Milliseconds that a photo takes, step by step, and the most memory that the process had:
//!
//! ```sh
//! cargo run --release -p repti-picture --example time-picture                       # 12 million pixels, made up
//! cargo run --release -p repti-picture --example time-picture -- PHOTO.jpg          # one of yours
//! cargo run --release -p repti-picture --example time-picture -- --out DIR          # and what was made of it, with the photo
//! cargo run --release -p repti-picture --example time-picture -- --noise 2          # made up with less noise than 7
//! ```
//!
//! One thread; of several rounds the quickest of each step. `script/bench pictures` has Pillow and sharp make the same files by turns.

// The tests' scenes have more than is used here.
#[allow(dead_code)]
#[path = "../tests/make/scene.rs"]
mod scene;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use repti_picture::{Encoding, Limits, Photo, Recipe, Variant, WIDTHS, inspect};
use std::{
    error::Error,
    fs,
    hint::black_box,
    io::{Write as _, stdout},
    path::PathBuf,
    time::Instant,
};

const ROUNDS: usize = 5;
/// What the goal of 300 ms is about: WebP in these widths, and JPEG in the first of them.
const GOAL: [u32; 4] = [1600, 960, 480, 240];

type Anyhow<T> = Result<T, Box<dyn Error>>;

fn main() -> Anyhow<()> {
    let Asked { photo, out } = Asked::read(std::env::args().skip(1))?;
    let mut sets = vec![("goal", GOAL.to_vec()), ("all", WIDTHS.to_vec())];
    for (name, widths) in &mut sets {
        forget_peak();
        let recipe = Recipe { widths: std::mem::take(widths), ..Recipe::default() };
        let (times, variants) = best(&photo, &recipe)?;
        print(name, &times, &variants)?;
        if let Some(out) = &out {
            keep(out, &photo, &variants)?;
        }
    }
    Ok(())
}

/// What the arguments ask for.
struct Asked {
    photo: Vec<u8>,
    out: Option<PathBuf>,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = String>) -> Anyhow<Self> {
        let (mut photo, mut out, mut noise) = (None, None, 7.0);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} wants a value"));
            match argument.as_str() {
                "--out" => out = Some(PathBuf::from(value()?)),
                "--noise" => noise = value()?.parse()?,
                path => photo = Some(fs::read(path)?),
            }
        }
        let photo = photo.map_or_else(|| made_up(noise), Ok)?;
        Ok(Self { photo, out })
    }
}

/// A photo of 12 million pixels as a telephone writes it.
fn made_up(noise: f64) -> Anyhow<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(&scene::noisy(4000, 3000, noise), 4000, 3000, ColorType::Rgb)?;
    Ok(bytes)
}

/// Each step's quickest time in milliseconds, and what was made.
fn best(photo: &[u8], recipe: &Recipe) -> Anyhow<(Vec<f64>, Vec<Variant>)> {
    let (mut best, mut variants) = round(photo, recipe)?;
    for _ in 1..ROUNDS {
        let (times, again) = round(photo, recipe)?;
        best.iter_mut().zip(times).for_each(|(best, time)| *best = best.min(time));
        variants = again;
    }
    Ok((best, variants))
}

/// Steps before the variants.
const STEPS: [&str; 5] = ["inspect", "open", "thumbhash", "colour", "fingerprints"];

fn round(bytes: &[u8], recipe: &Recipe) -> Anyhow<(Vec<f64>, Vec<Variant>)> {
    let mut clock = Instant::now();
    let mut times = Vec::new();
    let mut lap = |times: &mut Vec<f64>| {
        times.push(clock.elapsed().as_secs_f64() * 1e3);
        clock = Instant::now();
    };
    inspect(bytes, &Limits::default())?;
    lap(&mut times);
    let photo = Photo::open(bytes, &Limits::default())?;
    lap(&mut times);
    black_box(photo.thumbhash());
    lap(&mut times);
    black_box(photo.colour());
    lap(&mut times);
    black_box(photo.fingerprints());
    lap(&mut times);
    let mut made = Vec::new();
    for variant in photo.variants_by(recipe) {
        made.push(variant?);
        lap(&mut times);
    }
    Ok((times, made))
}

fn print(set: &str, times: &[f64], variants: &[Variant]) -> Anyhow<()> {
    let mut out = stdout().lock();
    let (steps, made) = times.split_at(STEPS.len());
    for (step, ms) in STEPS.iter().zip(steps) {
        writeln!(out, "{set}\t{step}\t{ms:.2}")?;
    }
    for (variant, ms) in variants.iter().zip(made) {
        writeln!(out, "{set}\t{}\t{ms:.2}\t{} bytes", file_name(variant), variant.bytes.len())?;
    }
    let decoded = steps.iter().skip(1).sum::<f64>();
    let of_goal = |variant: &Variant| variant.encoding == Encoding::WebP || variant.width == GOAL[0];
    let goal = variants.iter().zip(made).filter(|(variant, _)| of_goal(variant)).map(|(_, ms)| ms).sum::<f64>();
    writeln!(out, "{set}\tfirst pair\t{:.1}", decoded + made.iter().take(2).sum::<f64>())?;
    writeln!(out, "{set}\tWebP and the largest JPEG\t{:.1}", decoded + goal)?;
    writeln!(out, "{set}\teverything\t{:.1}", decoded + made.iter().sum::<f64>())?;
    writeln!(out, "{set}\tpeak\t{}", peak().unwrap_or_else(|| "unknown".to_owned()))?;
    Ok(())
}

fn file_name(variant: &Variant) -> String {
    format!("{}.{}", variant.width, variant.encoding.extension())
}

fn keep(out: &PathBuf, photo: &[u8], variants: &[Variant]) -> std::io::Result<()> {
    fs::create_dir_all(out)?;
    fs::write(out.join("photo.jpg"), photo)?;
    variants.iter().try_for_each(|variant| fs::write(out.join(file_name(variant)), &variant.bytes))
}

/// Has Linux count the peak anew (proc(5), `clear_refs`). Elsewhere there is none to forget.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that the process had, its own code included.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}
