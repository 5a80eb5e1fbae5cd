//! Files that are meant badly, or only large: the commands answer them, or refuse them by name, in bounded time.

use clap::Parser;
use proptest::prelude::*;
use repti_genetics_cli::{GeneticsCommand, LineageArgs, lineage, run_genetics};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    process::ExitCode,
    time::{Duration, Instant},
};

#[derive(Parser)]
struct Lineage {
    #[command(flatten)]
    args: LineageArgs,
}

#[derive(Parser)]
struct Genetics {
    #[command(subcommand)]
    command: GeneticsCommand,
}

/// Unoptimised and on a busy machine; a release build takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(60);

fn code(code: ExitCode) -> u8 {
    (0..3).find(|&known| format!("{:?}", ExitCode::from(known)) == format!("{code:?}")).expect("0, 1 or 2")
}

/// Exit code, results, complaints.
fn ask(args: &[&str], input: &str) -> (u8, String, String) {
    let command = Lineage::parse_from(["lineage"].iter().chain(args));
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    let start = Instant::now();
    let ended = lineage(&command.args, &mut input.as_bytes(), &mut out, &mut complaints);
    assert!(start.elapsed() < LONGEST, "{args:?}: {:?}", start.elapsed());
    (code(ended), String::from_utf8(out).expect("UTF-8"), String::from_utf8(complaints).expect("UTF-8"))
}

/// The same of a file of entries.
fn entries(name: &str, command: &[&str], text: &str) -> (u8, String, String) {
    let path = std::env::temp_dir().join(format!("reptidex-hostile-{}-{name}.json", std::process::id()));
    fs::write(&path, text).expect("a file");
    let file = path.display().to_string();
    let cli =
        Genetics::try_parse_from(["genetics"].iter().chain(command).chain(&["--input", &file])).expect("arguments");
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    let start = Instant::now();
    let ended = run_genetics(&cli.command, &mut out, &mut complaints);
    assert!(start.elapsed() < LONGEST, "{command:?}: {:?}", start.elapsed());
    fs::remove_file(path).expect("the file");
    (code(ended), String::from_utf8(out).expect("UTF-8"), String::from_utf8(complaints).expect("UTF-8"))
}

/// A table of animals `a0`, `a1`, … with their parents by number.
fn table(count: usize, parents: impl Fn(usize) -> [Option<usize>; 2]) -> String {
    let mut text = String::from("id,sire,dam\n");
    for animal in 0..count {
        let [sire, dam] = parents(animal).map(|parent| parent.map_or(String::new(), |parent| format!("a{parent}")));
        let _ = writeln!(text, "a{animal},{sire},{dam}");
    }
    text
}

#[test]
fn a_chain_of_a_million_young_first() {
    let count = 1_000_000;
    let chain = table(count, |animal| [Some(animal + 1).filter(|&parent| parent < count), None]);
    let (code, out, complaints) = ask(&["inbreeding", "-"], &chain);
    assert_eq!((code, complaints.as_str(), out.lines().count()), (0, "", count + 1));
    assert!(out.starts_with("id,F\na0,0\n"));
    let (code, out, _) = ask(&["check", "-"], &chain);
    assert!(code == 0 && out.len() < 10_000, "{out}");
    let (code, out, _) = ask(&["kinship", "-", "--pair", "a0", "a3", "--pair", "a0", "a999999"], &chain);
    assert!(code == 0 && out.contains("a0,a3,0.0625"), "{out}");
    assert_eq!(ask(&["metrics", "-"], &chain).0, 0);
}

#[test]
fn a_hundred_thousand_full_sibs_and_their_young() {
    let count = 100_000;
    let sibs = table(count, |animal| match animal {
        0 | 1 => [None, None],
        _ if animal == count - 1 => [Some(2), Some(3)],
        _ => [Some(0), Some(1)],
    });
    let (code, out, _) = ask(&["inbreeding", "-"], &sibs);
    assert!(code == 0 && out.ends_with("a99999,0.25000000000000000\n") && out.contains("\na99998,0\n"));
    assert!(ask(&["kinship", "-", "--pair", "a5", "a77777"], &sibs).1.contains("a5,a77777,0.25"));
    assert_eq!(ask(&["metrics", "-"], &sibs).0, 0);
    assert_eq!(ask(&["check", "-"], &sibs).0, 0);
}

#[test]
fn cycles_of_every_length_are_named_and_cut_short() {
    let count = 100_000;
    let ring = table(count, |animal| [Some((animal + 1) % count), None]);
    let knot = table(count, |animal| [Some((animal + 1) % count), Some((animal * 7919 + 13) % count)]);
    let pairs = table(1_000, |animal| [Some(animal ^ 1), None]);
    let selves = table(1_000, |animal| [Some(animal), Some(animal)]);
    for (text, named, most) in [
        (&ring, "cycle of 100000 animals", 10_000),
        (&knot, "further cycles", 20_000_000),
        (&pairs, "a1 ← a0 ← a1", 200_000),
        (&selves, "a999 is recorded as its own parent", 200_000),
    ] {
        let (code, out, _) = ask(&["check", "-"], text);
        assert!(code == 1 && out.contains(named) && out.len() < most, "{named}: {}", out.len());
        let (code, out, complaints) = ask(&["inbreeding", "-"], text);
        assert!(code == 1 && out.is_empty() && complaints.len() < most, "{named}: {}", complaints.len());
    }
}

#[test]
fn numbers_that_are_no_probabilities_are_refused_by_field() {
    for bad in [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-0.5",
        "\"-1/2\"",
        "\"1/0\"",
        "\"nan\"",
        "\"inf\"",
        "\"\"",
        "null",
        "true",
        "[]",
        "2",
        "\"3/2\"",
    ] {
        let cross = format!(
            r#"[{{"id":"x","species":"ball python","sire_prior":{{"clown":[[{bad},"+/clown"]]}},"dam":"normal"}}]"#
        );
        let proving = format!(
            r#"{{"proving":[{{"id":"x","states":{{"het":[{bad},"1/2"],"clear":["1/3","0"]}},"eggs":3,"visuals":0}}]}}"#
        );
        let pedigree = format!(
            r#"{{"pedigree":[{{"id":"x","alleles":["+","c"],"freq":null,"animals":[["H",null,null,{{"prior":{{"+/c":{bad}}}}}]]}}]}}"#
        );
        let frequency = format!(
            r#"{{"pedigree":[{{"id":"x","alleles":["+","c"],"freq":{{"+":{bad},"c":"1/10"}},"animals":[["H",null,null,"normal-looking"]]}}]}}"#
        );
        let top = format!(r#"{{"id":"x","loci":[["clown: het x het",[["non-visual",{bad}],["clown","1/4"]]]]}}"#);
        for (command, text) in [
            ("cross", &cross),
            ("posterior", &proving),
            ("posterior", &pedigree),
            ("posterior", &frequency),
            ("top", &top),
        ] {
            let (code, out, complaints) = entries("priors", &[command], text);
            // What no float can hold is no JSON to begin with.
            let named = if bad == "1e999" { "no JSON" } else { "entry x" };
            assert!(code == 2 && complaints.contains(named), "{text}: {code} {out} {complaints}");
        }
    }
}

#[test]
fn sixty_genes_a_parent_are_too_many_rows_and_not_too_many_to_rank() {
    let genes: Vec<String> = repti_genetics::catalogue::Catalogue::seeded()
        .taxon("ball python")
        .expect("a species")
        .loci
        .iter()
        .filter_map(|locus| {
            Some(format!(r#""{}":[["2/3","+/{}"],["1/3","+/+"]]"#, locus.slug, locus.alleles.first()?.slug))
        })
        .take(60)
        .collect();
    let prior = genes.join(",");
    let text = format!(r#"[{{"id":"x","species":"ball python","sire_prior":{{{prior}}},"dam_prior":{{{prior}}}}}]"#);
    let (code, _, complaints) = entries("sixty", &["cross"], &text);
    assert!(code == 2 && complaints.contains("entry x") && complaints.len() < 2_000, "{complaints}");
}

#[test]
fn ten_kilobytes_of_text_are_read_or_refused() {
    for unit in ["het ", "🐍", "qqq ", "pastel ", "(((", "66% ", "\u{301}", "clown/clown "] {
        let text = unit.repeat(10_000 / unit.len());
        let start = Instant::now();
        let cli =
            Genetics::try_parse_from(["genetics", "parse", "--species", "ball python", &text]).expect("arguments");
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        let ended = run_genetics(&cli.command, &mut out, &mut complaints);
        assert!(code(ended) < 2 && out.len() < 4_000_000 && start.elapsed() < LONGEST, "{unit:?}: {} bytes", out.len());
    }
}

/// As a table writes it.
fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

#[test]
fn ids_are_any_text() {
    let long = "x".repeat(1 << 20);
    let ids = [
        "007",
        "7",
        "07",
        "é",
        "e\u{301}",
        "🐍👩‍👧",
        "\u{202e}abc",
        "a,b",
        "a \"b\" c",
        "a;b|c\td",
        "line\nbreak",
        "null",
        "-",
        "1e5",
        "=1+1",
        "'; drop",
        &long,
    ];
    let mut text = String::from("id,sire,dam\n");
    // Each is the young of the two before it.
    for (at, id) in ids.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map_or(String::new(), |at| quoted(ids[at]));
        let _ = writeln!(text, "{},{},{}", quoted(id), before(1), before(2));
    }
    let (code, out, complaints) = ask(&["inbreeding", "-", "--format", "json"], &text);
    let found: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{complaints}"));
    assert_eq!((code, found.len()), (0, ids.len()));
    for (found, id) in found.iter().zip(ids) {
        assert_eq!(found["id"], id);
    }
    // 7 and 07 are two animals, and unrelated numbers aren't made equal.
    assert_eq!((&found[2]["F"], &found[3]["F"]), (&serde_json::json!(0.25), &serde_json::json!(0.375)));
    for args in [&["check", "-"][..], &["metrics", "-"], &["kinship", "-", "--pair", "007", "7"]] {
        assert!(ask(args, &text).0 < 2, "{args:?}");
    }
    // What says "unknown" is no id of an animal.
    for (row, named) in [
        ("NA,,", "a row without an id|stands for an unknown"),
        (",a,", "a row without an id"),
        ("0,a,b", "stands for an unknown"),
        (" ,,", "a row without an id"),
    ] {
        let (code, _, complaints) = ask(&["inbreeding", "-"], &format!("id,sire,dam\na,,\n{row}\n"));
        assert!(code == 1 && named.split('|').any(|named| complaints.contains(named)), "{row}: {complaints}");
    }
}

#[test]
fn tables_come_in_many_dresses() {
    let plain = "id,sire,dam\na,,\nb,,\nc,a,b\nd,a,b\ne,c,d\n";
    let (_, expected, _) = ask(&["inbreeding", "-"], plain);
    assert!(expected.ends_with("e,0.25000000000000000\n"));
    let bars: String = plain.replace(',', "|");
    let na = "id,sire,dam\na,NA,0\nb,.,\nc,a,b\nd,a,b\ne,c,d";
    for dressed in [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        bars,
        na.to_owned(),
        format!("\n\r\n{}", plain.replace('\n', "\n\n")),
        plain.replace(',', " , "),
        plain.replace("id,sire,dam", "\"ID\",\"Father\",\"Mother\""),
        format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n")),
    ] {
        let (code, out, complaints) = ask(&["inbreeding", "-"], &dressed);
        assert_eq!((code, out.as_str()), (0, expected.as_str()), "{dressed:?}: {complaints}");
    }
}

/// Parents of each animal among those before it.
fn pedigrees() -> impl Strategy<Value = Vec<[Option<usize>; 2]>> {
    prop::collection::vec((any::<u16>(), any::<u16>()), 1..40).prop_map(|picks| {
        let parent =
            |animal: usize, pick: u16| Some(usize::from(pick) % (animal + 2)).filter(|&parent| parent < animal);
        picks.into_iter().enumerate().map(|(animal, (s, d))| [parent(animal, s), parent(animal, d)]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// F by animal is the same whatever the animals are called and in whatever order they stand.
    #[test]
    fn other_names_and_another_order_change_no_figure(parents in pedigrees(), keys in prop::collection::vec(any::<u64>(), 40), salt in "[a-zé🐍 \"]{0,3}") {
        let (plain, mut order) = (table(parents.len(), |animal| parents[animal]), (0..parents.len()).collect::<Vec<_>>());
        order.sort_by_key(|&animal| keys[animal]);
        let name = |animal: usize| format!("{salt}x{}", keys[animal] ^ animal as u64);
        let mut renamed = String::from("dam,id,sire\n");
        for &animal in &order {
            let [sire, dam] = parents[animal].map(|parent| parent.map_or(String::new(), |parent| quoted(&name(parent))));
            let _ = writeln!(renamed, "{dam},{},{sire}", quoted(&name(animal)));
        }
        let read = |text: &str| -> BTreeMap<String, f64> {
            let (code, out, complaints) = ask(&["inbreeding", "-", "--format", "json"], text);
            assert_eq!(code, 0, "{complaints}");
            let list: Vec<serde_json::Value> = serde_json::from_str(&out).expect("JSON");
            list.iter().map(|one| (one["id"].as_str().expect("an id").to_owned(), one["F"].as_f64().expect("F"))).collect()
        };
        let (before, after) = (read(&plain), read(&renamed));
        prop_assert_eq!(before.len(), after.len());
        for animal in 0..parents.len() {
            // An id is read without the blanks around it.
            let (f, other) = (before[&format!("a{animal}")], after[name(animal).trim()]);
            prop_assert!((f - other).abs() < 1e-12, "{} {} {}", animal, f, other);
        }
    }
}
