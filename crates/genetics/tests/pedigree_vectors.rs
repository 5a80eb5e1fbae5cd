//! Pedigrees from the literature and hand-made ones, with figures that up to nine programs agree on.
//!
//! Others' data sets aren't ours to copy: with `REPTIDEX_DATA` naming the folder that holds `pedigrees/`, they are compared too.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use repti_genetics::pedigree::{
    Kinship, Method, Row, Studbook,
    inbreeding::inbreeding_by,
    metrics::{effective_ancestors, without_young},
};

fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn studbook(path: &Path) -> Studbook {
    let mut book = Studbook::default();
    for (line, row) in (2..).zip(table(path).iter().skip(1)) {
        book.add(&Row { line, id: &row[0], sire: &row[1], dam: &row[2], ..Row::default() }).unwrap();
    }
    book
}

fn folders() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pedigrees");
    let others = std::env::var_os("REPTIDEX_DATA").map(|data| Path::new(&data).join("pedigrees"));
    [own].into_iter().chain(others.filter(|folder| folder.exists())).collect()
}

fn files(ending: &str) -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for folder in folders() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(ending) {
                found.push((folder.join(format!("{name}.csv")), path));
            }
        }
    }
    found
}

#[test]
fn inbreeding_is_what_others_compute() {
    let vectors = files(".F.csv");
    assert!(vectors.len() >= 20);
    for (pedigree, expected) in vectors {
        let book = studbook(&pedigree);
        let graph = book.pedigree().unwrap();
        let expected: HashMap<String, f64> =
            table(&expected).iter().skip(1).map(|row| (row[0].clone(), row[1].parse().unwrap())).collect();
        assert_eq!(expected.len(), book.rows().len());
        for method in [Method::Direct, Method::Indirect, Method::Frontier, Method::Tabular] {
            let Ok(found) = inbreeding_by(&graph, method) else {
                assert!(method == Method::Tabular && graph.len() > 4000);
                continue;
            };
            for &animal in book.rows() {
                let (f, expected) = (found.coefficients[animal as usize], expected[book.id(animal)]);
                assert!(
                    (f - expected).abs() < 1e-12,
                    "{pedigree:?} {method:?} {}: {f} for {expected}",
                    book.id(animal)
                );
            }
        }
    }
}

#[test]
fn kinship_is_what_others_compute() {
    let vectors = files(".kin.csv");
    assert!(vectors.len() >= 5);
    for (pedigree, expected) in vectors {
        let book = studbook(&pedigree);
        let mut kinship = Kinship::of(book.pedigree().unwrap()).unwrap();
        let expected = table(&expected);
        for row in &expected[1..] {
            for (other, f) in expected[0].iter().zip(row).skip(1) {
                let (a, b) = (book.find(&row[0]).unwrap(), book.find(other).unwrap());
                let found = kinship.kinship(a, b).unwrap();
                assert!((found - f.parse::<f64>().unwrap()).abs() < 1e-12, "{pedigree:?} {} {other}", row[0]);
            }
        }
    }
}

#[test]
fn ties_among_ancestors_go_to_the_first() {
    // 33.26 with ties broken as purgeR does, 29.70 with the first.
    for folder in folders() {
        let path = folder.join("nprc_qcPed.csv");
        if path.exists() {
            let graph = studbook(&path).pedigree().unwrap();
            let fa = effective_ancestors(&graph, &without_young(&graph), 100_000_000).unwrap();
            assert!(fa.exact && (fa.least - 29.70).abs() < 0.005, "{}", fa.least);
        }
    }
}
