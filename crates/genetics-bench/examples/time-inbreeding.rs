//! CPU seconds of inbreeding for each preset, of one planned pairing and of the mean kinship: `time-inbreeding [PRESET [METHOD]]`, or
//! `time-inbreeding PRESET csv` for the file itself.

use std::{fs, io::Write as _};

use repti_genetics::pedigree::{Kinship, Method, Pedigree, inbreeding, inbreeding::inbreeding_by};
use repti_genetics_bench::genped;

/// Seconds this thread was on a processor (Linux).
fn cpu() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn main() -> std::io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let method = match wanted.get(1).map(String::as_str) {
        Some("direct") => Some(Method::Direct),
        Some("indirect") => Some(Method::Indirect),
        Some("frontier") => Some(Method::Frontier),
        _ => None,
    };
    let mut out = std::io::stdout();
    for preset in genped::PRESETS.iter().filter(|preset| wanted.first().is_none_or(|name| name == preset.0)) {
        let generated = genped::generate(preset);
        if wanted.get(1).is_some_and(|what| what == "csv") {
            out.write_all(genped::csv(&generated).as_bytes())?;
            continue;
        }
        let parents = generated.parents();
        let mut best = f64::MAX;
        let mut text = String::new();
        for _ in 0..7 {
            let start = cpu();
            let pedigree = Pedigree::from_parents(parents.clone()).expect("the generator makes no cycles");
            let result = match method {
                None => inbreeding(&pedigree),
                Some(method) => inbreeding_by(&pedigree, method),
            };
            best = best.min(cpu() - start);
            let result = result.expect("no limit was given");
            text = format!("{:?}, sum of F {:.12}", result.method, result.coefficients.iter().sum::<f64>());
        }
        writeln!(out, "{:12} {best:.4} s ({text})", preset.0)?;
        let pedigree = Pedigree::from_parents(parents.clone()).expect("the generator makes no cycles");
        let mut kinship = Kinship::of(pedigree).expect("no limit was given");
        let animals: Vec<u32> = (0..parents.len() as u32).collect();
        // The youngest, which have the most ancestors. Many at once, for the clock ticks in milliseconds.
        let last = animals.len() as u32 - 1;
        let start = cpu();
        for other in 1..=100 {
            let _ = kinship.kinship(last, last - other);
        }
        let pairing = (cpu() - start) / 100.0;
        let start = cpu();
        for _ in 0..20 {
            let _ = kinship.mean_kinship(&animals);
        }
        let mean = (cpu() - start) / 20.0;
        writeln!(out, "{:12} one pairing {:.3} ms, mean kinship {:.1} ms", "", pairing * 1e3, mean * 1e3)?;
    }
    Ok(())
}
