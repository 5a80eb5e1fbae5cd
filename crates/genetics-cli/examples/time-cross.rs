//! How long crosses take: `cargo run --release -p repti-genetics-cli --example time-cross`. Medians of many runs, floats and fractions.

use repti_genetics::{
    catalogue::Catalogue,
    cross::{Cross, Target, Want},
    genotype::{AlleleId, Chance, Dist, Genotype, Number, Pair},
};
use std::{hint::black_box, io::Write as _, time::Instant};

/// A species of `n` genes: recessive, incomplete dominant, dominant in turn.
fn species(n: usize) -> Option<Catalogue> {
    let mut genes = "species,gene,aliases,inheritance,locus_group,super_or_compound_form,known_issues,sex_linkage,molecular_gene,source,\
                     certainty\n"
        .to_owned();
    for gene in 0..n {
        let (kind, form) =
            [("recessive", "visual"), ("incomplete dominant", "Super"), ("recessive", "visual")][gene % 3];
        genes.push_str(&format!("s,g{gene:03},,{kind},g{gene:03},{form},,autosomal,,x,B\n"));
    }
    Catalogue::load(&genes, "species,combo_name,genotype,source,certainty\n").ok()
}

fn animal<N: Number>(loci: usize, p: N) -> Genotype<N> {
    let ids = (0_u16..).map(repti_genetics::genotype::LocusId).take(loci);
    Genotype { loci: ids.filter_map(|at| Some((at, Dist::possible(Pair::het(AlleleId(1)), p).ok()?))).collect() }
}

fn median<T>(run: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..101)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2] * 1e3
}

fn measure<N: Number>(name: &str) -> Option<()> {
    let mut out = std::io::stdout();
    let mut line = |what: &str, ms: f64| writeln!(out, "{name:>9}  {what:<58} {ms:>9.4} ms");
    for (loci, p) in [(8, N::ONE), (10, N::ONE), (10, N::fraction(2, 3))] {
        let catalogue = species(loci)?;
        let taxon = catalogue.taxon("s")?;
        let (sire, dam) = (animal(loci, p), animal(loci, N::ONE));
        let cross = Cross::of(taxon, &sire, &dam).ok()?;
        let rows = cross.outcome().ok()?.rows().map_or(0, |rows| rows.len());
        let what = format!("{loci} loci ({:.0} % het), factors alone", p.to_f64() * 100.0);
        let factors = || Cross::of(taxon, &sire, &dam).ok().and_then(|cross| Some(cross.outcome().ok()?.p_viable()));
        line(&what, median(factors)).ok()?;
        let all = || {
            Cross::of(taxon, &sire, &dam)
                .ok()
                .and_then(|cross| cross.outcome().ok()?.rows().ok())
                .map_or(0, |rows| rows.len())
        };
        line(&format!("{loci} loci, all {rows} rows in order"), median(all)).ok()?;
        let top =
            || Cross::of(taxon, &sire, &dam).ok().and_then(|cross| Some(cross.outcome().ok()?.best(100).rows.len()));
        line(&format!("{loci} loci, the 100 likeliest, from the genotypes"), median(top)).ok()?;
    }
    let catalogue = species(60)?;
    let taxon = catalogue.taxon("s")?;
    let (sire, dam) = (animal(60, N::fraction(2, 3)), animal(60, N::ONE));
    let cross = Cross::of(taxon, &sire, &dam).ok()?;
    let outcome = cross.outcome().ok()?;
    line("60 loci, factors and every share", median(|| cross.outcome().map(|outcome| outcome.shares(None)))).ok()?;
    line("60 loci, the 100 likeliest", median(|| outcome.best(100))).ok()?;
    let wish = Target { sex: None, wants: (0..6).map(|at| (at * 3, Want::Copies(AlleleId(1), 2))).collect() };
    line("60 loci, at least one of a wish of six in eight eggs", median(|| outcome.at_least_one(&wish, 8))).ok()?;
    Some(())
}

fn main() {
    if measure::<f64>("floats").and_then(|()| measure::<Chance>("fractions")).is_none() {
        std::process::exit(1);
    }
}
