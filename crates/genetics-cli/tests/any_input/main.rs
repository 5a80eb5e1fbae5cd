//! The readers on inputs that nobody would write. `PROPTEST_CASES=100000` tries longer.

mod laws;
mod likeliest;

use proptest::{prelude::*, sample::select};
use std::{fs, path::Path, sync::OnceLock};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Entries of the vectors, each as text beside its question.
fn vectors() -> &'static [(usize, String)] {
    static READ: OnceLock<Vec<(usize, String)>> = OnceLock::new();
    READ.get_or_init(read_vectors)
}

fn read_vectors() -> Vec<(usize, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../genetics/tests/data");
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
    };
    let list = |json: serde_json::Value| json.as_array().cloned().unwrap_or_default();
    let bayes = read("bayes.json");
    let of = |question: usize, all: Vec<serde_json::Value>| {
        all.into_iter().map(move |entry| (question, entry.to_string())).collect::<Vec<_>>()
    };
    let mut all = of(0, list(read("crosses.json")));
    all.extend(of(1, list(read("parse.json"))));
    for kind in ["proving", "pedigree", "parentage"] {
        all.extend(of(2, list(bayes[kind].clone())));
    }
    all.push((4, read("topk10.json").to_string()));
    // Those with hundreds of rows would be most of the time.
    all.retain(|entry| entry.1.len() < 6_000);
    all
}

/// A cut, a doubling, or something strange in its place.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
    let strange = select(vec![
        "",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "1e999",
        "NaN",
        "\"1/0\"",
        "\"2/3\"",
        "0.1",
        "\\u0000",
        "🐍",
        "[]",
        "{}",
        "\"\"",
        "99999999999999999999999999999999999999999",
        "+/+",
        "clown",
        "X:",
        "/",
        "\"66%\"",
        "\n",
    ]);
    prop::collection::vec((any::<usize>(), 0_usize..12, strange), 1..5)
}

fn edited(text: &str, edits: &[(usize, usize, &str)]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for &(at, length, strange) in edits {
        let at = at % (letters.len() + 1);
        let end = (at + length).min(letters.len());
        letters.splice(at..end, strange.chars());
    }
    letters.into_iter().collect()
}

fn cells() -> impl Strategy<Value = String> {
    let cell = select(vec![
        "a",
        "b",
        "c",
        "d",
        "é",
        "🐍",
        "007",
        "7",
        "0",
        "NA",
        "na",
        "?",
        ".",
        "\"a\"",
        "\"a,b\"",
        "\"",
        "\"\"",
        " a ",
        "M",
        "F",
        "2020-01-01",
        "2020",
        "x\"y",
        "\u{feff}",
        "\u{202e}a",
        "",
    ]);
    let gap = select(vec![",", ",", ",", ";", "\t", "|", "\n", "\n", "\r\n", "\r"]);
    let heading = select(vec![
        "id,sire,dam\n",
        "id,sire,dam,sex,birth\r\n",
        "\u{feff}Dam;Sire;ID\n",
        "animal\tfather\tmother\n",
        "",
    ]);
    (heading, prop::collection::vec((cell, gap), 0..60))
        .prop_map(|(heading, cells)| cells.into_iter().fold(heading.to_owned(), |text, (cell, gap)| text + cell + gap))
}

/// So that `script/test any_input` finds them.
mod any_input {
    use super::*;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn any_text_is_read(species in any::<usize>(), text in "\\PC{0,120}") {
            laws::text(species, &text);
        }

        #[test]
        fn any_signs_are_read(species in any::<usize>(), text in "(het |66% |pastel |clown|super |[a-z0-9%/+().,&x?=' -]|\\PC){0,40}") {
            laws::text(species, &text);
        }

        #[test]
        fn any_bytes_are_a_table_or_none(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            laws::table(&bytes);
        }

        #[test]
        fn any_table_is_answered_or_refused(table in cells()) {
            laws::table(table.as_bytes());
        }

        #[test]
        fn any_text_is_no_entry_or_one(question in any::<usize>(), text in "[\\[\\]{}\":,0-9a-z/+ -]{0,80}") {
            laws::entries(question, &text);
        }

        #[test]
        fn any_bytes_have_their_likeliest_rows(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            likeliest::rows(&bytes);
        }

        #[test]
        fn any_product_has_its_likeliest_rows(rows in "[ -~][0-?/|]{0,60}") {
            likeliest::rows(rows.as_bytes());
        }

        #[test]
        fn any_entry_is_answered_or_refused(pick in any::<prop::sample::Index>(), edits in edits()) {
            let (question, entry) = pick.get(vectors());
            laws::entries(*question, &edited(entry, &edits));
        }
    }
}
