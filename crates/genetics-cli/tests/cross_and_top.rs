//! `genetics cross` and `genetics top` on the vectors, on crosses enumerated by other means, and on bad input.

use clap::Parser;
use repti_genetics_cli::{GeneticsCommand, run_genetics};
use std::{fs, path::PathBuf, process::ExitCode};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: GeneticsCommand,
}

/// Exit code as text, output, errors.
fn run(args: &[&str]) -> (String, String, String) {
    let cli = Cli::try_parse_from(["reptidex"].iter().chain(args)).expect("arguments");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run_genetics(&cli.command, &mut out, &mut err);
    let code = [0, 1, 2].into_iter().find(|&known| format!("{:?}", ExitCode::from(known)) == format!("{code:?}"));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (format!("{code:?}"), text(out), text(err))
}

fn data(name: &str) -> String {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    let engine = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../genetics/tests/data").join(name);
    (if own.exists() { own } else { engine }).display().to_string()
}

/// A file of its own in the system's place for such.
fn written(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("reptidex-{}-{name}", std::process::id()));
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn every_row_of_the_vectors_is_exact() {
    for file in ["crosses.json", "enumerated.json"] {
        let (code, out, err) = run(&["cross", "--input", &data(file), "--check"]);
        assert_eq!((code.as_str(), err.as_str()), ("Some(0)", ""), "{out}");
        assert!(out.ends_with(" 0 differences\n"), "{out}");
        // Not only equal to 1e-12: the fractions themselves, the order of the rows, the form of the file.
        let (_, printed, _) = run(&["cross", "--input", &data(file)]);
        assert_eq!(printed.trim_end(), fs::read_to_string(data(file)).expect("vectors").trim_end(), "{file}");
    }
}

#[test]
fn the_forty_likeliest_of_ten_loci_are_in_order() {
    let (code, out, err) = run(&["top", "--input", &data("topk10.json"), "--check"]);
    assert_eq!((code.as_str(), err.as_str()), ("Some(0)", ""), "{out}");
    let (_, printed, _) = run(&["top", "--input", &data("topk10.json")]);
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(flat(&printed), flat(&fs::read_to_string(data("topk10.json")).expect("vectors")));
}

#[test]
fn every_changed_figure_is_named() {
    let text = fs::read_to_string(data("crosses.json")).expect("vectors");
    for (from, to) in [
        (r#""p_egg": "3/4""#, r#""p_egg": "3/5""#),
        (r#""p_viable": "3/4""#, r#""p_viable": "1""#),
        (r#""clown:+/clown": "2/3""#, r#""clown:+/clown": "1/2""#),
        (r#""p_survivor": null"#, r#""p_survivor": "1/4""#),
        (r#""n_joint_genotypes": 9"#, r#""n_joint_genotypes": 8"#),
        (r#""sex": "M""#, r#""sex": "F""#),
        (r#""lethal": true"#, r#""lethal": false"#),
        (r#""clown": "clown/clown""#, r#""clown": "clown""#),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let (code, out, err) = run(&["cross", "--input", &written("changed.json", &changed), "--check"]);
        assert_ne!(code, "Some(0)", "{from}: {out}");
        assert!(!out.ends_with(" 0 differences\n") || !err.is_empty(), "{from}: {out}");
    }
}

#[test]
fn texts_alone_are_enough() {
    let text = fs::read_to_string(data("crosses.json")).expect("vectors");
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    // In these the text says less than the genotypes: "triple het" of nothing, a hypothesis, a word that is no gene.
    let silent = ["D03", "L04", "Z03", "Z04"];
    for sides in [&["sire_prior", "dam_prior"][..], &["sire_prior"], &["dam_prior"]] {
        let entries = all.iter().filter(|entry| !silent.contains(&entry["id"].as_str().unwrap_or("")));
        let cut = entries.map(|entry| {
            let mut entry = entry.clone();
            entry.as_object_mut().expect("an object").retain(|key, _| !sides.contains(&key.as_str()));
            entry
        });
        let cut = serde_json::Value::Array(cut.collect()).to_string();
        let (code, out, err) = run(&["cross", "--input", &written("texts.json", &cut), "--check"]);
        assert_eq!((code.as_str(), err.as_str()), ("Some(0)", ""), "{sides:?}: {out}");
    }
    let silent = r#"[{"id":"D03","species":"ball python","sire":"triple het clown pied lavender","dam":"triple het"}]"#;
    let (code, _, err) = run(&["cross", "--input", &written("texts.json", silent)]);
    assert!(code == "Some(2)" && err.contains("entry D03, dam"), "{err}");
}

#[test]
fn bad_entries_are_named_with_field_and_reason() {
    let entry =
        |rest: &str| format!(r#"[{{"id":"bad","species":"ball python","params":{{}},"dam_prior":{{}},{rest}}}]"#);
    for (rest, named) in [
        (r#""sire_prior":{"clown":[["NaN","+/clown"]]}"#, "sire_prior.clown"),
        (r#""sire_prior":{"clown":[[NaN,"+/clown"]]}"#, "sire_prior.clown"),
        (r#""sire_prior":{"clown":[[-Infinity,"+/clown"]]}"#, "sire_prior.clown"),
        (r#""sire_prior":{"clown":[["-1/2","+/clown"],["3/2","+/+"]]}"#, "sire_prior.clown"),
        (r#""sire_prior":{"clown":[["1/2","+/clown"]]}"#, "sum to 0.5"),
        (r#""sire_prior":{"clown":[["1","+/zebra"]]}"#, "zebra"),
        (r#""sire_prior":{"clown":[["1","clown"]]}"#, "genotype"),
        (r#""sire_prior":{"clown":[["1","+/pastel"],["1/0","+/+"]]}"#, "1/0"),
        (r#""sire_prior":{"clown":[["1","clown/-"]]}"#, "which no sire can have"),
        (r#""sire_prior":{"clown":7}"#, "sire_prior.clown"),
        (r#""sire_prior":{"clown":[["1","X:+/Y:clown"]]}"#, "no genotype of two alleles"),
        (r#""sire_prior":{"banana":[["1","Y:+/Y:banana"]]}"#, "no genotype of two alleles"),
        (r#""sire_prior":{"":[["1","+/+"]]}"#, "sire_prior"),
        (r#""note":"""#, "sire"),
    ] {
        let (code, _, err) = run(&["cross", "--input", &written("bad.json", &entry(rest))]);
        assert_eq!(code, "Some(2)", "{rest}");
        assert!(err.contains("entry bad") && err.contains(named), "{rest}: {err}");
    }
    // Nobody knows which white snake it is, and it gives no normals.
    let white = r#"[{"id":"bad","species":"ball python","sire":"BEL","dam":"normal","params":{"r":null}}]"#;
    let (code, _, err) = run(&["cross", "--input", &written("bad.json", white)]);
    assert!(code == "Some(2)" && err.contains("entry bad, sire") && err.contains("not which"), "{err}");
    // No dam has a Y.
    let dam = r#"[{"id":"bad","species":"ball python","sire":"normal","dam_prior":{"banana":[["1","X:+/Y:banana"]]}}]"#;
    let (code, _, err) = run(&["cross", "--input", &written("bad.json", dam)]);
    assert!(code == "Some(2)" && err.contains("entry bad, dam_prior.banana"), "{err}");
    for (text, named) in [
        ("", "JSON"),
        ("[1", "JSON"),
        (r#"[{"id":"x"}]"#, "entry x, species"),
        (r#"[{"id":"x","species":"unicorn","sire":"normal","dam":"normal"}]"#, "unicorn"),
    ] {
        let (code, _, err) = run(&["cross", "--input", &written("bad.json", text)]);
        assert_eq!(code, "Some(2)", "{text}");
        assert!(err.contains(named), "{text}: {err}");
    }
    assert_eq!(run(&["cross", "--input", "no/such/file.json"]).0, "Some(2)");
}

#[test]
fn a_locus_without_mutants_is_the_gene_of_its_key() {
    let text = r#"[{"id":"ogs","species":"reticulated python","sire_prior":{"ogs":[["1","+/+"]]},"dam_prior":{}}]"#;
    let (code, out, err) = run(&["cross", "--input", &written("ogs.json", text)]);
    assert!(code == "Some(0)" && out.contains(r#""ogs": "non-visual""#), "{out}{err}");
}

#[test]
fn dozens_of_genes_are_too_many_rows_but_not_too_many_for_the_likeliest() {
    let catalogue = fs::read_to_string(data("../../data/genes.csv")).expect("genes");
    let genes: Vec<&str> = catalogue
        .lines()
        .filter_map(|line| line.strip_prefix("ball python,"))
        .filter(|line| !line.starts_with('"') && line.contains(",recessive,"))
        .filter_map(|line| line.split(',').next())
        .chain([
            "Pastel",
            "Enchi",
            "GHI",
            "Lace",
            "Arroyo",
            "Hetari",
            "Redstripe",
            "Calico",
            "Desert",
            "Granite",
            "Black Belly",
        ])
        .collect();
    let prior: Vec<String> = genes.iter().map(|gene| format!(r#""{gene}":[["1","+/{gene}"]]"#)).collect();
    let prior = prior.join(",");
    let text = format!(r#"[{{"id":"big","species":"ball python","sire_prior":{{{prior}}},"dam_prior":{{{prior}}}}}]"#);
    let file = written("big.json", &text);
    let (code, _, err) = run(&["cross", "--input", &file]);
    assert!(code == "Some(2)" && err.contains("entry big, rows") && err.contains("at most 50000"), "{err}");
    let (code, out, err) = run(&["top", "-k", "5", "--input", &file]);
    assert_eq!((code.as_str(), err.as_str()), ("Some(0)", ""));
    assert_eq!(out.matches("\"non-visual\"").count() % 5, 0);
}
