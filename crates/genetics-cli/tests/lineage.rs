//! The commands as a person runs them, but for the process around them.

use std::path::Path;

use clap::Parser;
use proptest::prelude::*;
use repti_genetics_cli::{LineageArgs, lineage};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: LineageArgs,
}

/// Whether it went well, results, complaints.
fn run(args: &[&str], input: &[u8]) -> (bool, String, String) {
    let command = Command::parse_from(["lineage"].iter().chain(args));
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    let code = lineage(&command.args, &mut &input[..], &mut out, &mut complaints);
    let ok = format!("{code:?}") == format!("{:?}", std::process::ExitCode::SUCCESS);
    (ok, String::from_utf8(out).unwrap(), String::from_utf8(complaints).unwrap())
}

fn check(file: &str) -> (bool, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let (ok, out, complaints) = run(&["check", path.to_str().unwrap()], b"");
    assert_eq!(complaints, "");
    (ok, out)
}

const SELFED: &[u8] =
    b"\xEF\xBB\xBFDam;Sire;ID\r\n\"x; \"\"1\"\"\";\"x; \"\"1\"\"\";y\r\n;0;\"x; \"\"1\"\"\"\r\ny;y;z\r\nnobody;NA;w";

#[test]
fn inbreeding_in_the_order_of_the_file_with_seventeen_digits() {
    let (ok, out, complaints) = run(&["inbreeding", "-"], SELFED);
    assert_eq!((ok, complaints.as_str()), (true, ""));
    assert_eq!(out, "id,F\ny,0.50000000000000000\n\"x; \"\"1\"\"\",0\nz,0.75000000000000000\nw,0\n");
    let (_, json, _) = run(&["inbreeding", "-", "--format", "json"], SELFED);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[2], serde_json::json!({"id": "z", "F": 0.75}));
}

#[test]
fn kinship_of_pairs_and_a_matrix() {
    let (ok, out, _) = run(&["kinship", "-", "--pair", "z", "y", "--pair", "w", "z"], SELFED);
    assert!(ok);
    let expected = "id1,id2,kinship,numerator_relationship,wright_relationship\n\
                    z,y,0.75000000000000000,1.5000000000000000,0.92582009977255142\nw,z,0,0,0\n";
    assert_eq!(out, expected);
    let (ok, out, _) = run(&["kinship", "-", "--matrix", "all", "--format", "json"], SELFED);
    assert!(ok && out.contains("0.875"), "{out}");
    let (ok, _, complaints) = run(&["kinship", "-", "--pair", "z", "Z"], SELFED);
    assert!(!ok && complaints.contains("no animal \"Z\""));
    assert!(run(&["kinship", "-"], SELFED).2.contains("--pairs"));
}

#[test]
fn an_id_may_be_longer_than_a_formatter_pads() {
    let id = "x".repeat(70_000);
    let (ok, out, complaints) = run(&["metrics", "-"], format!("id,sire,dam\n{id},,\ny,{id},\n").as_bytes());
    assert!(ok && out.contains(&id), "{complaints}");
}

#[test]
fn metrics_name_their_definitions() {
    let lacy = b"id,sire,dam\nA,,\nB,,\nE,,\nC,A,B\nD,A,B\nF,D,E\nG,D,E\n";
    let (ok, out, _) = run(&["metrics", "-", "--reference", "descendants", "--format", "json"], lacy);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let of = |name: &str| json["references"][0][name].as_f64().unwrap();
    assert!(ok && (of("founder_equivalents_recorded_only") - 32.0 / 11.0).abs() < 1e-12);
    assert!((of("founder_genome_equivalents_lacy1995") - 16.0 / 9.0).abs() < 1e-12);
    assert!((of("founder_genome_equivalents_lacy1989") - 24.0 / 11.0).abs() < 1e-12);
    for args in
        [&["metrics", "-", "--each"][..], &["metrics", "-", "--animal", "G"], &["metrics", "-", "--format", "csv"]]
    {
        let (ok, out, complaints) = run(args, lacy);
        assert!(ok && out.lines().count() > 2, "{args:?} {complaints}");
    }
}

#[test]
fn every_fault_is_named_and_the_check_fails() {
    for (file, named) in [
        (
            "cycles.csv",
            &[
                "Queen ← Rook ← King ← Queen",
                "Queen ← Pawn ← Queen",
                "Bishop is recorded as its own parent",
                "missing birth dates",
            ][..],
        ),
        (
            "duplicates.csv",
            &[
                "duplicate id B: recorded in line 3 already, with the same parents",
                "duplicate id C: recorded in line 4 already, with other parents",
                "a row without an id",
                "\"si.re\"",
            ],
        ),
        (
            "sexes-and-dates.csv",
            &[
                "S is recorded as female and is the sire of x, z, w",
                "D is recorded as male and is the dam of x, z, w",
                "S is both a sire (of x) and a dam (of y)",
                "D is both a sire (of y) and a dam (of x)",
                "Q is both sire and dam of v",
                "D, dam of x, was born at least 214 days after it",
                "impossible birth date \"2015-02-30\" of y",
                "impossible birth date \"215-01-01\" of w",
                "birth date \"yesterday\" of v can't be read",
                "z died before it was born",
                "z departed before it was born",
                "z departed after it had died",
                "D, dam of z, had died at least 579 days",
                "missing parent record: Q",
            ],
        ),
        (
            "ragged.csv",
            &[
                "2 fields, but the heading has 4",
                "5 fields, but the heading has 4",
                "a is recorded as male and is the dam of d",
                "the parent \"?\" of 1 animals",
            ],
        ),
    ] {
        let (ok, out) = check(file);
        assert!(!ok, "{file}");
        for text in named {
            assert!(out.contains(text), "{file}: {text} is not in\n{out}");
        }
    }
    let (ok, out, _) = run(&["check", "-", "--format", "json"], b"id,sire,dam\na,b,\nb,a,\n");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(!ok && json["faults"][0]["code"] == "cycle" && json["faults"][0]["path"].as_array().unwrap().len() == 3);
}

#[test]
fn what_is_sound_passes_and_suspicions_fail_only_when_asked_to() {
    let selfed = b"id,sire,dam,sex\nA,,,\nB,A,A,\n";
    assert!(run(&["check", "-"], selfed).0);
    assert!(!run(&["check", "-", "--strict"], selfed).0);
}

#[test]
fn input_that_is_no_pedigree_is_named_by_its_line() {
    for (input, named) in [
        (&b"id,sire,dam\na,b\n"[..], "line 2: 2 fields, but the heading has 3"),
        (b"id,sire,dam\n\"a,b,c\n", "line 2: a quote is opened and never closed"),
        (b"id,sire,dam\na,\0,\n", "line 2: a zero byte"),
        (b"id,sire,dam\n\na,\xFF,\n", "line 3: not UTF-8"),
        (b"", "empty"),
        (b"1,2,3\n", "no column for the id"),
        (b"id,sire,dam\na,b,\nb,a,\n", "cycle of 2 animals"),
        (b"id,sire,dam\na,b,\na,,b\n", "duplicate id a"),
    ] {
        let (ok, out, complaints) = run(&["inbreeding", "-"], input);
        assert!(!ok && out.is_empty() && complaints.contains(named), "{complaints}");
    }
    assert!(run(&["inbreeding", "no-such-file.csv"], b"").2.contains("no-such-file.csv"));
}

proptest! {
    #[test]
    fn any_input_is_answered_or_refused(text in "(id|sire|dam|a|b|c|NA|0|[,;\t\n\r\"]){0,60}", prefix in prop::bool::ANY) {
        let text = if prefix { format!("id,sire,dam,sex,birth\n{text}") } else { text };
        for command in ["inbreeding", "check", "metrics"] {
            let (ok, _, complaints) = run(&[command, "-"], text.as_bytes());
            prop_assert!(ok || command == "check" || !complaints.is_empty());
        }
    }
}
