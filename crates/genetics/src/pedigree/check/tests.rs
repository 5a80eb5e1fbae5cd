use super::*;
use crate::pedigree::{Pedigree, PedigreeError, Row};

fn book(rows: &[[&str; 7]]) -> Studbook {
    let mut book = Studbook::default();
    for (line, &[id, sire, dam, sex, born, died, left]) in (2_u32..).zip(rows) {
        book.add(&Row { line, id, sire, dam, sex, born, died, left }).unwrap();
    }
    book
}

fn parents(rows: &[[&str; 3]]) -> Studbook {
    let full: Vec<[&str; 7]> = rows.iter().map(|&[id, sire, dam]| [id, sire, dam, "", "", "", ""]).collect();
    book(&full)
}

fn messages(book: &Studbook) -> Vec<String> {
    let found = book.check(&CheckOptions { today: Some(20_000), has_births: true });
    found.iter().filter(|fault| fault.severity > Severity::Note).map(|fault| fault.kind.to_string()).collect()
}

#[test]
fn every_cycle_is_named_animal_by_animal() {
    let book = parents(&[
        ["a", "b", ""],
        ["b", "a", "c"],
        ["c", "", "d"],
        ["d", "b", ""],
        ["e", "a", "x"],
        ["x", "y", ""],
        ["z", "z", ""],
    ]);
    assert_eq!(
        messages(&book),
        [
            "cycle of 2 animals, each a young of the next: b ← a ← b",
            "cycle of 3 animals, each a young of the next: b ← c ← d ← b",
            "z is recorded as its own parent",
        ]
        .map(String::from)
    );
    let blocking = book.pedigree().unwrap_err();
    assert_eq!(blocking.len(), 3);
}

/// Animals by number, each with its parents.
fn numbered(n: usize, parents: impl Fn(usize) -> [Option<usize>; 2]) -> Studbook {
    let mut book = Studbook::with_capacity(n);
    for i in 0..n {
        let [id, sire, dam] =
            [Some(i), parents(i)[0], parents(i)[1]].map(|i| i.map_or(String::new(), |i| format!("k{i}")));
        book.add(&Row { line: 2, id: &id, sire: &sire, dam: &dam, ..Row::default() }).unwrap();
    }
    book
}

/// How many animals all cycles name, and whether there are said to be more.
fn named(found: &[Fault]) -> (usize, bool) {
    let names = found.iter().map(|fault| if let FaultKind::Cycle { path } = &fault.kind { path.len() } else { 0 });
    (names.sum(), found.iter().any(|fault| matches!(fault.kind, FaultKind::MoreCycles { .. })))
}

#[test]
fn a_knot_of_any_size_is_named_in_bounded_time() {
    let n = 300_000;
    let found = numbered(n, |i| [Some((i + 1) % n), None]).cycles();
    assert!(found.len() == 1 && found[0].to_string().len() < 4000);
    let started = std::time::Instant::now();
    // Everybody's parents are the next and the one after, or the next and one far away: as many cycles as there are ways round.
    let others: [fn(usize) -> usize; 3] = [|i| i + 2, |i| i * 7919 + 13, |i| i + 150_000];
    for other in others {
        let found = numbered(n, |i| [Some((i + 1) % n), Some(other(i) % n)]).cycles();
        let (names, more) = named(&found);
        assert!(more && names < 2 * n + 30_000, "{names}");
    }
    // Many knots, each with several ways round: every one of them is named once at least.
    let found =
        numbered(n, |i| [Some(i / 1000 * 1000 + (i + 1) % 1000), Some(i / 1000 * 1000 + (i + 499) % 1000)]).cycles();
    assert!(found.len() > 300 && named(&found).0 < 2 * n + 30_000);
    // Pairs, one way round each.
    let found = numbered(n, |i| [Some(i ^ 1), None]).cycles();
    assert_eq!((found.len(), named(&found)), (n / 2, (n / 2 * 3, false)));
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn sexes_that_contradict_a_role_are_named() {
    let book = book(&[
        ["s", "", "", "F", "", "", ""],
        ["d", "", "", "M", "", "", ""],
        ["a", "s", "d", "F", "", "", ""],
        ["b", "s", "d", "", "", "", ""],
        ["c", "u", "", "x", "", "", ""],
        ["e", "", "u", "", "", "", ""],
        ["f", "e", "e", "", "", "", ""],
    ]);
    assert_eq!(
        messages(&book),
        [
            "sex conflict: u is both a sire (of c) and a dam (of e)",
            "sex conflict: s is recorded as female and is the sire of a, b",
            "sex conflict: d is recorded as male and is the dam of a, b",
            "e is both sire and dam of f: selfing, or a mother without a mate written twice",
            "sex \"x\" of c is no sex that is known here",
        ]
        .map(String::from)
    );
    assert!(book.pedigree().is_ok());
}

#[test]
fn dates_are_compared_under_every_reading() {
    let book = book(&[
        ["s", "", "", "M", "2010-05-01", "", ""],
        ["d", "", "", "F", "2012", "2013-01-01", ""],
        ["a", "s", "d", "", "2010-04-01", "", ""],
        ["b", "s", "d", "", "2012", "", ""],
        ["c", "s", "d", "", "2013-02-01", "2013-01-31", "2013-01-30"],
        ["e", "s", "d", "", "2015-02-01", "2015-03-01", "2015-04-01"],
        ["f", "s", "d", "", "2012-13-01", "", ""],
        ["g", "", "", "", "2900", "", ""],
        ["h", "s", "", "", "2010-05-01", "", ""],
        ["i", "", "", "", "soon", "", ""],
    ]);
    let mut found = messages(&book);
    found.sort();
    let mut expected = [
        "impossible birth date \"2012-13-01\" of f",
        "birth date \"soon\" of i can't be read",
        "s, sire of a, was born at least 30 days after it",
        "d, dam of a, was born at least 640 days after it",
        "d, dam of c, had died at least 31 days before its birth: possible only for eggs or stored sperm",
        "d, dam of e, had died at least 761 days before its birth",
        "c died before it was born",
        "c departed before it was born",
        "e departed after it had died",
        "g is born in the future",
        "s, sire of h, was born on the same day",
    ]
    .map(String::from);
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn ids_that_stand_twice_or_not_at_all_are_named() {
    let book = parents(&[
        ["a", "p", "?"],
        ["a", "p", "?"],
        ["b", "", ""],
        ["b", "a", ""],
        ["", "a", ""],
        ["NA", "", ""],
        ["c", "0", " NA "],
    ]);
    assert_eq!(
        messages(&book),
        [
            "duplicate id b: recorded in line 4 already, with other parents",
            "a row without an id",
            "the id \"NA\" stands for an unknown animal",
            "duplicate id a: recorded in line 2 already, with the same parents",
            "the parent \"?\" of 1 animals is read as one animal; an unknown parent is empty, 0, NA or a full stop",
        ]
        .map(String::from)
    );
    let notes = book.check(&CheckOptions::default());
    assert!(notes.iter().any(|fault| matches!(&fault.kind, FaultKind::NoRecord { id, .. } if id == "p")));
    assert!(notes.iter().any(|fault| fault.kind == FaultKind::NoBirthColumn));
    let summary = FaultSummary::of(book.len(), &notes);
    assert_eq!((summary.blocking, summary.faults, summary.warnings), (3, 1, 1));
}

#[test]
fn a_parent_named_later_is_an_animal_and_one_never_named_a_founder() {
    let book = parents(&[["young", "sire", "dam"], ["sire", "old", ""]]);
    let pedigree = book.pedigree().unwrap();
    assert_eq!((book.len(), pedigree.len(), book.rows()), (4, 4, &[2, 0][..]));
    assert!(!book.is_recorded(1) && book.is_recorded(0));
    assert_eq!(book.find(" old "), Some(3));
    assert!(matches!(pedigree.parents(0), [3, UNKNOWN]));
    assert!(matches!(Pedigree::new(&[9], &[UNKNOWN]), Err(PedigreeError::NoSuchAnimal { .. })));
}
