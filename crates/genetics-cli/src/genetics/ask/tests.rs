use super::*;
use std::{fs, path::Path};

fn vectors(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../genetics/tests/data").join(name);
    fs::read_to_string(path).unwrap()
}

fn ask(question: Question, text: &str) -> Result<Json, Refusal> {
    answer(question, text, &Limits::SHARED, &mut || true)
}

fn wrong(question: Question, text: &str) -> Vec<(String, String, String)> {
    match ask(question, text) {
        Err(Refusal::Wrong(list)) => {
            list.into_iter().map(|one| (one.entry.unwrap_or_default(), one.field, one.reason)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_vectors_are_answered_in_their_own_form() {
    for (question, file) in [
        (Question::Cross, "crosses.json"),
        (Question::Parse { in_full: false }, "parse.json"),
        (Question::Posterior, "bayes.json"),
        (Question::Top { k: None }, "topk10.json"),
    ] {
        let text = vectors(file);
        let (given, found) = (Json::read(&text).unwrap(), ask(question, &text).unwrap());
        assert!(given == found, "{file}");
    }
}

#[test]
fn what_is_wrong_has_its_entry_and_its_field() {
    let text = r#"[{"id": "A", "species": "unicorn", "sire": "", "dam": ""},
        {"id": "B", "species": "ball python", "sire": "het clown", "dam_prior": {"clown": [[NaN, "+/clown"]]}},
        {"id": "C", "species": "ball python", "sire": "het clown", "dam_prior": {"clown": [[-1, "+/clown"], [2, "+/+"]]}},
        {"species": "ball python", "sire": "het clown", "dam": "het clown"}]"#;
    let found = wrong(Question::Cross, text);
    let places: Vec<(&str, &str)> = found.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect();
    assert_eq!(places, [("A", "species"), ("B", "dam_prior.clown"), ("C", "dam_prior.clown")]);
    assert!(found[0].2.contains("unicorn") && found[1].2.contains("NaN"), "{found:?}");
    assert!(matches!(ask(Question::Cross, "{"), Err(Refusal::NotJson(_))));
    assert_eq!(wrong(Question::Posterior, "{}")[0].1, "entry", "an empty object is no answer to anything");
}

#[test]
fn too_much_is_refused_before_it_is_computed() {
    let many = format!("[{}]", vec!["{}"; 101].join(","));
    for question in [Question::Cross, Question::Posterior, Question::Top { k: None }] {
        let refused = ask(question, &many).unwrap_err();
        assert_eq!(refused, Refusal::TooMany { what: "entries", count: 101, limit: 100 });
    }
    let lists = format!(r#"{{"proving": [{}], "pedigree": [{{}}]}}"#, vec!["{}"; 100].join(","));
    assert!(matches!(ask(Question::Posterior, &lists), Err(Refusal::TooMany { count: 101, .. })));
    let animals = vec![r#"["a", null, null]"#; 1_001].join(",");
    let found = wrong(Question::Posterior, &format!(r#"{{"id": "P", "alleles": ["+", "c"], "animals": [{animals}]}}"#));
    assert_eq!((found[0].0.as_str(), found[0].1.as_str()), ("P", "animals"));
    let links = [r#"["a", "b"]"#; 5].join(",");
    let text = format!(r#"{{"species": "ball python", "sire": "", "dam": "", "params": {{"linked": [{links}]}}}}"#);
    assert_eq!(wrong(Question::Cross, &text)[0].1, "params.linked");
}

#[test]
fn rows_are_counted_over_all_entries() {
    let genes = [
        "clown",
        "pied",
        "albino",
        "desert ghost",
        "ghost",
        "lavender albino",
        "monsoon",
        "ultramel",
        "genetic stripe",
    ];
    let all: Vec<String> = genes.iter().map(|gene| format!("het {gene}")).collect();
    let of = |count: usize| {
        let text = all.iter().take(count).cloned().collect::<Vec<_>>().join(" ");
        format!(r#"{{"species": "ball python", "sire": "{text}", "dam": "{text}"}}"#)
    };
    let rows = |answer: &Json| answer.get("rows").and_then(Json::list).map_or(0, <[Json]>::len);
    assert_eq!(rows(&ask(Question::Cross, &of(9)).unwrap()), 512);
    let tight = Limits { cells: 9 * 512 + 8 * 255, ..Limits::SHARED };
    let two = format!("[{}, {}]", of(9), of(8));
    let refused = answer(Question::Cross, &two, &tight, &mut || true).unwrap_err();
    let Refusal::Wrong(list) = refused else { panic!("{refused:?}") };
    assert!(list.len() == 1 && list[0].entry.as_deref() == Some("number 2") && list[0].field == "rows", "{list:?}");
    let enough = Limits { cells: 9 * 512 + 8 * 256, ..Limits::SHARED };
    assert!(answer(Question::Cross, &two, &enough, &mut || true).is_ok());
}

#[test]
fn the_number_of_rows_asked_for_is_kept_within_reason() {
    let text = vectors("topk10.json");
    let top = |k| ask(Question::Top { k: Some(k) }, &text);
    let rows = top(3).unwrap().get("top").and_then(Json::list).map(<[Json]>::len);
    assert_eq!(rows, Some(3));
    for wrong in [0, MOST_BEST + 1] {
        assert!(matches!(top(wrong), Err(Refusal::Wrong(list)) if list[0].field == "k"));
    }
    let few = Limits { cells: 99, ..Limits::SHARED };
    let refused = answer(Question::Top { k: Some(10) }, &text, &few, &mut || true);
    assert!(
        matches!(refused, Err(Refusal::Wrong(list)) if list[0].field == "k" && list[0].reason.contains("at most 9"))
    );
}

#[test]
fn a_text_is_read_in_full_with_what_is_wrong_in_it() {
    let text = r#"{"species": "ball python", "text": "Pastel Mojave 66% het Clown blorp"}"#;
    let short = ask(Question::Parse { in_full: false }, text).unwrap();
    assert!(short.get("warnings").and_then(Json::list).is_some_and(|list| !list.is_empty()), "{short:?}");
    let full = ask(Question::Parse { in_full: true }, text).unwrap();
    assert_eq!(full.get("sound").and_then(Json::bool), Some(false));
    let finding = full.get("findings").and_then(Json::list).and_then(<[Json]>::first);
    assert!(finding.is_some_and(|finding| finding.map().is_some()), "{full:?}");
}

#[test]
fn time_that_ran_out_ends_it() {
    let entry = r#"{"species": "ball python", "sire": "het clown", "dam": "het clown"}"#;
    let mut asked = 0;
    let mut once = || {
        asked += 1;
        asked < 2
    };
    let refused = answer(Question::Cross, &format!("[{entry}, {entry}, {entry}]"), &Limits::SHARED, &mut once);
    assert_eq!(refused, Err(Refusal::Late));
    assert_eq!(asked, 2, "nobody is asked again once it is too late");
}
