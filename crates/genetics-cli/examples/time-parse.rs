//! How long reading and naming take: `cargo run --release -p repti-genetics-cli --example time-parse`.

use repti_genetics::{
    catalogue::Catalogue,
    text::{Lexicon, Percent},
};
use std::{hint::black_box, io::Write as _, time::Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue =
        Catalogue::load(include_str!("../../genetics/data/genes.csv"), include_str!("../../genetics/data/combos.csv"))?;
    let taxon = catalogue.taxon("ball python").ok_or("no ball python")?;
    let mut out = std::io::stdout().lock();
    let mut time = |what: &str, rounds: u32, work: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..rounds).for_each(|_| work());
        writeln!(out, "{what}: {:?}", start.elapsed() / rounds)
    };
    time("names of the species", 200, &mut || drop(black_box(Lexicon::new(taxon))))?;
    let lexicon = Lexicon::new(taxon);
    let ten = "Queen Bee Enchi Yellow Belly Fire Clown 66% het Pied, Albino 50% het Desert Ghost";
    time("ten genes", 2000, &mut || drop(black_box(lexicon.parse(black_box(ten)))))?;
    let genotype = lexicon.parse(ten).genotype;
    time("name of them", 2000, &mut || drop(black_box(lexicon.name(&genotype, Percent::Hobby))))?;
    for unit in ["het ", "🐍", "a", "qqq xyz ", "het clown, pied ", "(pastel)", "het candino snow ", "mojave lesser "]
    {
        let text = unit.repeat(10_000 / unit.len());
        time(&format!("10 kB of {unit:?}"), 5, &mut || drop(black_box(lexicon.parse(black_box(&text)))))?;
    }
    Ok(())
}
