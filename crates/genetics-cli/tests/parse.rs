//! `genetics parse` on the vectors, on single texts, and on bad input.

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
    let cli = Cli::try_parse_from(["reptidex", "parse"].iter().chain(args)).expect("arguments");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run_genetics(&cli.command, &mut out, &mut err);
    let code = [0, 1, 2].into_iter().find(|&known| format!("{:?}", ExitCode::from(known)) == format!("{code:?}"));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (format!("{code:?}"), text(out), text(err))
}

fn vectors() -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../genetics/tests/data/parse.json").display().to_string()
}

fn written(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("reptidex-{}-{name}", std::process::id()));
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn every_text_of_the_vectors_is_read_and_printed_as_it_stands_there() {
    let (code, out, err) = run(&["--input", &vectors(), "--check"]);
    assert_eq!((code.as_str(), err.as_str()), ("Some(0)", ""), "{out}");
    assert!(out.starts_with("72 entries") && out.ends_with(" 0 differences\n"), "{out}");
    let (_, printed, _) = run(&["--input", &vectors()]);
    assert_eq!(printed.trim_end(), fs::read_to_string(vectors()).expect("vectors").trim_end());
}

#[test]
fn every_change_of_the_expectation_is_named() {
    let text = fs::read_to_string(vectors()).expect("vectors");
    for (from, to) in [
        ("\"2/3\"", "\"3/5\""),
        ("\"W:empty\"", "\"W:full\""),
        ("\"E:line-required:axanthic\"", "\"E:line-required:albino\""),
        ("\"lesser/mojave\"", "\"lesser/lesser\""),
        ("\"X:banana/Y:+\"", "\"X:+/Y:banana\""),
        ("\"W:banana-maker-unknown-if-male\"", "\"W:banana-maker-unknown-if-male\", \"W:empty\""),
        ("\"66.6% poss het clown\"", "\"66.6% poss het pied\""),
        ("\"S:did-you-mean:ghost\"", "\"S:did-you-mean:goats\""),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let (code, out, _) = run(&["--input", &written("changed-parse.json", &changed), "--check"]);
        assert_eq!(code, "Some(1)", "{from}: {out}");
    }
}

#[test]
fn a_single_text_is_read_for_people_and_as_json() {
    let (code, out, _) = run(&["--species", "ball python", "Pastel 66% het clown"]);
    assert_eq!(code, "Some(0)");
    assert!(out.contains("+/clown (2/3), +/+ (1/3)") && out.contains("= Pastel 66% het Clown"), "{out}");
    let (code, out, _) = run(&["--species", "leo", "--json", "Albino"]);
    assert_eq!(code, "Some(1)");
    assert!(
        out.contains("\"line-required\"") && out.contains("Tremper Albino") && out.contains("\"sound\": false"),
        "{out}"
    );
    let (code, out, _) = run(&["--species", "corn", "--input", &written("one.txt", "Snow het motley\n")]);
    assert!(code == "Some(0)" && out.contains("= Snow het Motley"), "{out}");
    let (code, _, err) = run(&["--species", "unicorn", "Albino"]);
    assert!(code == "Some(2)" && err.contains("unicorn"), "{err}");
}

#[test]
fn bad_entries_are_named() {
    for (text, named) in [
        ("[1", "JSON"),
        (r#"[{"species":"boa"}]"#, "text"),
        (r#"[{"text":"x","species":"unicorn"}]"#, "unicorn"),
        (r#"[{"text":7,"species":"boa"}]"#, "a text is expected"),
        (r#"[{"text":"Kahl","species":"boa","expect":{"kahl":[["+/zebra","1"]]},"warnings":[]}]"#, "zebra"),
        (r#"[{"text":"Kahl","species":"boa","expect":{"kahl":[["+/kahl",2]]},"warnings":[]}]"#, "more than 1"),
        (r#"[{"text":"Kahl","species":"boa","expect":{},"warnings":"none"}]"#, "warnings"),
        (r#"[{"text":"Kahl","species":"boa"}]"#, "expect"),
    ] {
        let (code, _, err) = run(&["--input", &written("bad-parse.json", text), "--check"]);
        assert_eq!(code, "Some(2)", "{text}");
        assert!(err.contains(named), "{text}: {err}");
    }
}
