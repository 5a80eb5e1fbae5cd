//! What a keystroke costs, and its parts: `cargo bench -p repti-genetics --bench genes [-- WORD]`.

use criterion::{Criterion, criterion_group, criterion_main};
use repti_genetics_bench::CASES;
use std::{hint::black_box, time::Duration};

fn genes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("genes");
    group.sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    let parts = ["keystroke", "ten genes", "sixty words"];
    for case in CASES.iter().filter(|case| parts.iter().any(|part| case.name.contains(part))) {
        let mut work = (case.make)().expect("the catalogue has these genes");
        group.bench_function(case.name, |bencher| bencher.iter(|| black_box(work())));
    }
    group.finish();
}

criterion_group!(benches, genes);
criterion_main!(benches);
