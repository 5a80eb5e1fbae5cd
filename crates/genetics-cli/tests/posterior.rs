//! `genetics posterior` on the vectors, on changed figures, and on bad input.

use clap::Parser;
use repti_genetics_cli::{GeneticsCommand, run_genetics};
use std::{fs, path::PathBuf, process::ExitCode};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: GeneticsCommand,
}

/// Exit code as text, output, errors.
fn run(name: &str, text: &str, more: &[&str]) -> (u8, String, String) {
    let path = std::env::temp_dir().join(format!("reptidex-{}-posterior-{name}", std::process::id()));
    fs::write(&path, text).expect("a file");
    let input = path.display().to_string();
    let args = ["reptidex", "posterior", "--input", &input];
    let cli = Cli::try_parse_from(args.iter().chain(more)).expect("arguments");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run_genetics(&cli.command, &mut out, &mut err);
    let code = [0, 1, 2].into_iter().find(|&known| format!("{:?}", ExitCode::from(known)) == format!("{code:?}"));
    fs::remove_file(&path).expect("a file");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (code.expect("a known code"), text(out), text(err))
}

fn vectors() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../genetics/tests/data/bayes.json");
    fs::read_to_string(path).expect("vectors")
}

#[test]
fn every_figure_of_the_vectors_is_exact() {
    let (code, out, err) = run("check", &vectors(), &["--check"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("25 entries, ") && out.ends_with(" 0 differences\n"), "{out}");
    // Not only equal to 1e-12: the fractions themselves, in the form of the file.
    let (_, printed, _) = run("print", &vectors(), &[]);
    assert_eq!(printed.trim_end(), vectors().trim_end());
    let (code, table, _) = run("table", &vectors(), &["--table"]);
    assert!(code == 0 && table.contains("PB02  posterior  E  c/c  1/24  4.1667 %\n"), "{table}");
}

#[test]
fn the_answer_doesnt_rest_on_the_figures_in_the_file() {
    // Without any expected figure everything is computed all the same, for every animal.
    let mut file: serde_json::Value = serde_json::from_str(&vectors()).expect("JSON");
    for list in file.as_object_mut().expect("lists").values_mut() {
        for entry in list.as_array_mut().expect("entries") {
            let entry = entry.as_object_mut().expect("an entry");
            entry.retain(|key, _| {
                !["posterior", "likelihood", "LR", "LR_per_locus"].contains(&key.as_str()) && !key.starts_with("p_")
            });
        }
    }
    let (code, out, err) = run("bare", &file.to_string(), &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let expected: serde_json::Value = serde_json::from_str(&vectors()).expect("JSON");
    for (list, entries) in expected.as_object().expect("lists") {
        for (at, entry) in entries.as_array().expect("entries").iter().enumerate() {
            for (key, figure) in entry.as_object().expect("an entry") {
                match (list.as_str(), key.as_str(), figure) {
                    ("pedigree", "posterior", serde_json::Value::Object(targets)) => {
                        for (target, chances) in targets {
                            assert_eq!(&answer[list][at][key][target], chances, "{}", entry["id"]);
                        }
                    }
                    _ => assert_eq!(&answer[list][at][key], figure, "{} {key}", entry["id"]),
                }
            }
        }
    }
}

#[test]
fn every_changed_figure_is_named() {
    for (from, to, named) in [
        ("\"E\": {\n\"+/+\": \"17/24\"", "\"E\": {\n\"+/+\": \"17/25\"", "PB02, posterior.E.+/+: computed 0.7083"),
        ("\"likelihood\": \"27/128\"", "\"likelihood\": \"0.2109\"", "PB05, likelihood: "),
        ("\"p_next_egg_visual\": \"1/18\"", "\"p_next_egg_visual\": \"1/19\"", "PO1_4, p_next_egg_visual: "),
        ("\"c/c\": \"1/24\"", "\"c/c\": \"1/24\", \"c/+\": \"1/4\"", ""),
        ("\"A\": \"3/5\"", "\"A\": \"2/5\"", "PA01, posterior.A: "),
        ("\"LR\": \"0\"", "\"LR\": \"1\"", "PM02, LR: "),
        ("\"LR\": \"0\"", "\"LR\": \"0\", \"odds\": \"1\"", "PM02, odds: a field that isn't known"),
    ] {
        let changed = vectors().replacen(from, to, 1);
        assert_ne!(changed, vectors(), "{from}");
        let (code, out, err) = run("changed", &changed, &["--check"]);
        assert!(named.is_empty() || (code == 1 && out.contains(named)), "{named}: {code} {out} {err}");
    }
}

/// An entry with two founders and what else is given.
fn entry(prior: &str, animals: &str, more: &str) -> String {
    format!(
        r#"[{{"id": "X1", "alleles": ["+", "c"], "freq": null{more},
            "animals": [["S", null, null, {{"prior": {prior}}}], ["D", null, null, {{"prior": {{"+/+": "1"}}}}]{animals}]}}]"#
    )
}

#[test]
fn bad_input_is_a_named_error() {
    let good = r#"{"+/c": "2/3", "+/+": "1/3"}"#;
    for (text, named) in [
        (entry(r#"{"+/c": NaN, "+/+": 1}"#, "", ""), "entry X1, S, prior.+/c: "),
        (entry(r#"{"+/c": "-1/2", "+/+": "3/2"}"#, "", ""), "entry X1, S, prior.+/c: “-1/2” is negative"),
        (entry(r#"{"+/c": -0.5, "+/+": 1.5}"#, "", ""), "entry X1, S, prior.+/c: "),
        (entry(r#"{"+/c": "1/2"}"#, "", ""), "entry X1, animals: the prior of S: the probabilities don't sum to one"),
        (entry(r#"{"+/x": "1"}"#, "", ""), "entry X1, S, prior.+/x: “x” is no allele of this locus"),
        (entry(good, r#", ["A", "A", "D", null]"#, ""), "entry X1, animals: cycle: A is its own parent"),
        (entry(good, r#", ["A", "B", "D", null], ["B", "A", "D", null]"#, ""), "is its own ancestor: "),
        (entry(good, r#", ["A", "Q", "D", null]"#, ""), "entry X1, A, sire: there is no animal Q"),
        (entry(good, r#", ["A", "S", "S", null]"#, ""), "A has S as both sire and dam"),
        (entry(good, r#", ["S", "S", "D", null]"#, ""), "the id S stands there twice"),
        (entry(good, r#", ["A", "S", null, "visual"]"#, ""), "A has an unknown parent"),
        (
            entry(good, r#", ["A", "S", "D", "visual"]"#, ""),
            "these can't all be true: what was seen of A, the prior of D",
        ),
        (
            entry(good, r#", ["A", "S", "D", {"prior": {"+/+": "1"}}]"#, ""),
            "A has recorded parents, which are its prior",
        ),
        (entry(good, r#", ["A", "S", "D", "blue"]"#, ""), "entry X1, A: visual, normal-looking or a genotype"),
        (entry(good, r#", ["A", 7, "D", null]"#, ""), "entry X1, A, sire: an id is expected, not a number"),
        (entry(good, r#", "A""#, ""), "entry X1, animals[2]: "),
        (entry(good, "", r#", "posterior": {"Q": {}}"#), "entry X1, posterior: there is no animal Q"),
        (
            r#"[{"id": "P", "states": {"a": ["1/2", "2"], "b": ["1/2", "0"]}, "eggs": 1}]"#.to_owned(),
            "entry P, states.a: 2 is more than 1",
        ),
        (r#"[{"id": "P", "states": {"a": ["1/2", "1"]}, "eggs": 1}]"#.to_owned(), "entry P, states: "),
        (
            r#"[{"id": "P", "states": {"a": ["1", "1"]}, "eggs": 1.5}]"#.to_owned(),
            "entry P, eggs: 1.5 is no whole number",
        ),
        (
            r#"[{"id": "P", "states": {"a": ["1", "0"]}, "eggs": 2, "visuals": 1}]"#.to_owned(),
            "entry P, states: impossible evidence",
        ),
        (r#"[{"id": "P", "states": {"a": ["1", "0"]}, "eggs": 2, "visuals": 3}]"#.to_owned(), "entry P, visuals: "),
        (
            r#"[{"id": "Q", "candidates": {"A": ["1/2", {"+/c": "1"}]}, "dam": {"+/c": "1"}, "clutch": ["visual"]}]"#
                .to_owned(),
            "entry Q, candidates: ",
        ),
        (
            r#"[{"id": "Q", "candidates": {"A": ["1", {"+/+": "1"}]}, "dam": {"+/c": "1"}, "clutch": ["c/c"]}]"#
                .to_owned(),
            "entry Q, clutch: impossible evidence",
        ),
        (
            r#"[{"id": "L", "loci": [[["1", "2"], ["3", "3"], ["1", "1"], {"1": "1/2", "2": "1/4", "3": "1/4"}]]}]"#
                .to_owned(),
            "entry L, loci[0]: ",
        ),
        (r#"{"provings": []}"#.to_owned(), "entry provings, list: "),
        ("[7]".to_owned(), "entry number 1, entry: an object is expected"),
        ("{".to_owned(), "the input is no JSON"),
    ] {
        let (code, out, err) = run("bad", &text, &[]);
        assert!(code == 2 && err.contains(named), "{named}\n{text}\n{code}\n{out}\n{err}");
    }
}

#[test]
fn more_than_the_vectors_have() {
    // Parents after their young; counted hatchlings; several candidates; a sex-linked locus; a paternity index of two loci without and with a dam.
    let text = r#"[
        {"id": "1", "alleles": ["+", "c"], "animals": [["A", "S", "D", "normal-looking"],
            ["S", null, null, {"prior": {"+/c": "2/3", "+/+": "1/3"}}], ["D", null, null, {"prior": {"+/c": 1}}]],
            "hatched": [["S", "D", {"normal-looking": 3}]], "posterior": {"S": {"c/+": "81/209", "+/+": "128/209"}}},
        {"id": "2", "alleles": ["+", "c"], "animals": [["S", null, null, {"prior": {"c/c": "1"}}], ["T", null, null, {"prior": {"+/+": "1"}}],
            ["D", null, null, {"prior": {"+/c": "1"}}], ["A", {"S": "1/2", "T": "1/2"}, "D", null]],
            "posterior": {"A": {"+/+": "1/4", "+/c": "1/2", "c/c": "1/4"}}},
        {"id": "3", "linkage": "z", "alleles": ["+", "u"], "animals": [["S", null, null, {"prior": {"+/u": "1"}}],
            ["D", null, null, {"prior": {"+/-": "1"}}], ["A", "S", "D", null, "F"], ["B", "S", "D", "visual"]],
            "posterior": {"A": {"+/-": "1/2", "u/-": "1/2"}, "B": {"u/-": "1"}}},
        {"id": "4", "loci": [[["1", "2"], ["2", "2"], ["1", "3"], {"1": "1/10", "2": "2/5"}], ["1/1", null, "1/2", {"1": "1/4"," 2": "3/4", "2": "0"}]],
            "LR_per_locus": ["5", "2"], "LR": "10"},
        {"id": "5", "sires": "each its own", "candidates": {"A": ["1/2", {"c/c": "1"}], "B": ["1/2", {"+/+": "1"}]}, "dam": {"+/c": "1/2", "+/+": "1/2"},
            "clutch": ["visual", "normal-looking"], "posterior": [{"A": "1", "B": "0"}, {"A": "1/3", "B": "2/3"}]},
        {"id": "6", "alleles": ["+", "c"], "animals": [["S", null, null, {"prior": {"+/+": "1"}, "seen": "visual"}]], "likelihood": "0", "posterior": {}}
    ]"#;
    let text = text
        .replace("[\"1\", \"3\"], {", "[\"1\", \"2\"], {")
        .replace("\" 2\": \"3/4\", \"2\": \"0\"", "\"2\": \"3/4\"");
    let (code, out, err) = run("more", &text, &["--check"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn lethal_genotypes_are_left_out_and_wrong_ones_named() {
    let entry = |lethal: &str| {
        format!(
            r#"{{"id":"L","alleles":["+","s"],"lethal":{lethal},"animals":[["S",null,null,{{"prior":{{"+/s":"1"}}}}],
            ["D",null,null,{{"prior":{{"+/s":"1/2","+/+":"1/2"}}}}],["E","S","D","+/+"],["F","S","D",null]]}}"#
        )
    };
    let entries = |lethal: &str| format!(r#"{{"proving":[],"parentage":[],"pedigree":[{}]}}"#, entry(lethal));
    let (code, out, err) = run("lethal", &entries(r#"["s/s"]"#), &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let out: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let posterior = &out["pedigree"][0]["posterior"];
    assert_eq!(posterior["D"], serde_json::json!({"+/+": "3/5", "+/s": "2/5"}));
    assert_eq!(posterior["F"], serde_json::json!({"+/+": "13/30", "+/s": "17/30"}));
    for wrong in [r#""s/s""#, r#"["s"]"#, "[1]", r#"["z/z"]"#] {
        let (code, _, err) = run("lethal", &entries(wrong), &[]);
        assert!(code == 2 && err.contains("entry L, lethal"), "{wrong}: {err}");
    }
}
