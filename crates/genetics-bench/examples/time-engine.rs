//! Milliseconds that each case takes natively, one thread, the best of several rounds: a line a case, its name, both goals, the time and the answer, with
//! tabs between. `bench/engine.mjs` does the same in WebAssembly, in the same way, and sets both side by side.

use repti_genetics_bench::{CASES, Work};
use std::{hint::black_box, io::Write as _, time::Instant};

/// A round lasts so long at least: the clock ticks in fractions of a microsecond.
const ROUND_MS: f64 = 5.0;
/// A case is repeated for so long, and three rounds at least.
const CASE_MS: f64 = 400.0;

fn round(work: &mut Work, times: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        black_box(work());
    }
    start.elapsed().as_secs_f64() * 1e3
}

fn best(work: &mut Work) -> f64 {
    let mut times = 1;
    let mut spent = round(work, times);
    while spent < ROUND_MS && times < 1 << 20 {
        times *= 2;
        spent = round(work, times);
    }
    let (mut best, mut all) = (spent, spent);
    for done in 1..40 {
        if done >= 3 && all >= CASE_MS {
            break;
        }
        let spent = round(work, times);
        (best, all) = (best.min(spent), all + spent);
    }
    best / f64::from(times)
}

fn main() -> std::io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    for case in CASES.iter().filter(|case| wanted.is_empty() || wanted.iter().any(|word| case.name.contains(word))) {
        let Some(mut work) = (case.make)() else {
            return Err(std::io::Error::other(format!("{}: the catalogue lacks what is asked about", case.name)));
        };
        let answer = work();
        let ms = best(&mut work);
        let [native, wasm] = case.goal.map_or(["".to_owned(), "".to_owned()], |goal| goal.map(|ms| ms.to_string()));
        writeln!(out, "{}\t{native}\t{wasm}\t{ms}\t{answer}", case.name)?;
        out.flush()?;
    }
    Ok(())
}
