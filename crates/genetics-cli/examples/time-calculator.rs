//! What an answer of the calculator costs: `cargo run --release -p repti-genetics-cli --example time-calculator`.

use repti_genetics::calculator::{Calculator, Question};
use std::{io::Write as _, time::Instant};

const TEN: &str = "Pastel Enchi Spider Fire Yellow Belly het Clown Pied Hypo Axanthic (VPI) Lavender Albino";
const TWO: (&str, &str) = ("Pastel 66% het Clown", "Enchi het Clown");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let calculator = Calculator::seeded("ball python").ok_or("no ball python")?;
    let mut out = std::io::stdout().lock();
    let genes: Vec<&str> =
        calculator.taxon().loci.iter().filter_map(|locus| Some(locus.alleles.first()?.name.as_str())).collect();
    let sixty = format!("66% het {}", genes.iter().take(60).copied().collect::<Vec<_>>().join(", 66% het "));
    let letters = "Clwn ".repeat(400);
    let questions = [
        ("two genes a parent", TWO.0, TWO.1),
        ("ten genes a parent", TEN, TEN),
        ("sixty possible hets a parent", &sixty, &sixty),
        ("two thousand letters of nonsense", &letters, &letters),
    ];
    writeln!(out, "| question | ms | kinds |\n|---|---:|---:|")?;
    for (name, sire, dam) in questions {
        let question = Question { taxon: String::new(), sire: sire.to_owned(), dam: dam.to_owned(), eggs: 6 };
        let mut best = f64::MAX;
        let mut kinds = String::new();
        for _ in 0..10 {
            let started = Instant::now();
            let answer = calculator.answer(&question);
            best = best.min(started.elapsed().as_secs_f64() * 1e3);
            kinds = answer.forecast.map_or_else(|| "none".to_owned(), |forecast| forecast.kinds);
        }
        writeln!(out, "| {name} | {best:.2} | {kinds} |")?;
    }
    Ok(())
}
