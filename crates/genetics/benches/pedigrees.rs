//! Inbreeding of whole populations, by what is chosen and by each method; pairings; mean kinship:
//! `cargo bench -p repti-genetics --bench pedigrees [-- WORD]`. Those of a million animals take a minute.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use repti_genetics::pedigree::{Method, Pedigree, inbreeding::inbreeding_by};
use repti_genetics_bench::{CASES, genped};
use std::{hint::black_box, time::Duration};

fn populations(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("populations");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let parts = ["inbreeding", "kinship", "pairing"];
    for case in CASES.iter().filter(|case| parts.iter().any(|part| case.name.contains(part))) {
        let mut work = (case.make)().expect("the generator makes no cycles");
        group.bench_function(case.name, |bencher| bencher.iter(|| black_box(work())));
    }
    group.finish();
}

fn methods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("methods of inbreeding");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for preset in genped::PRESETS.iter().filter(|preset| preset.1 <= 100_000) {
        let pedigree = Pedigree::from_parents(genped::generate(preset).parents()).expect("no cycles");
        for method in [Method::Direct, Method::Indirect, Method::Frontier] {
            // Some take seconds on some pedigrees, or more memory than there is.
            if inbreeding_by(&pedigree, method).is_ok() {
                let id = BenchmarkId::new(format!("{method:?}"), preset.0);
                group.bench_function(id, |bencher| bencher.iter(|| inbreeding_by(black_box(&pedigree), method)));
            }
        }
    }
    group.finish();
}

criterion_group!(benches, populations, methods);
criterion_main!(benches);
