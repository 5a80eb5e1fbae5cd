//! What evidence across relatives costs: `cargo bench -p repti-genetics --bench evidence`.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use repti_genetics::{
    evidence::{Animal, Limits, Locus, Pedigree, Query, posterior},
    genotype::{AlleleId, Pair},
};
use repti_genetics_bench::family;
use std::{hint::black_box, time::Duration};

fn pair(one: u8, other: u8) -> Pair {
    Pair::new(AlleleId(one), AlleleId(other))
}

/// A possible het to a visual, with so many young that show nothing, recorded one by one.
fn clutch(young: usize) -> Pedigree<f64> {
    let mut pedigree = Pedigree::new(Locus::autosomal(2));
    pedigree.push(Animal::founder(vec![(pair(0, 1), 2.0 / 3.0), (pair(0, 0), 1.0 / 3.0)]));
    pedigree.push(Animal::founder(vec![(pair(1, 1), 1.0)]));
    for _ in 0..young {
        pedigree.push(Animal::young(0, 1).seen(vec![pair(0, 0), pair(0, 1)]));
    }
    pedigree
}

fn evidence(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("posteriors");
    group.sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    let mut ask = |name: &str, pedigree: &Pedigree<f64>, animals: Vec<usize>| {
        let query = Query { animals, ..Query::default() };
        let id = BenchmarkId::new(name, pedigree.animals.len());
        let answer = || posterior(black_box(pedigree), &query, &Limits::default()).expect("possible evidence");
        group.bench_function(id, |bencher| bencher.iter(answer));
    };
    for young in [8, 100, 10_000] {
        ask("a sire after a clutch of normals", &clutch(young), vec![0]);
    }
    let family = family();
    ask("one of four generations", &family, vec![0]);
    ask("all of four generations", &family, (0..family.animals.len()).collect());
    group.finish();
}

criterion_group!(benches, evidence);
criterion_main!(benches);
