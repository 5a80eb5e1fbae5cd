use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Every letter and digit lies within exactly one word, words are in order, spans are on the borders of characters, and what isn't understood is
/// in the findings.
fn accounts_for(reading: &Reading, text: &str) {
    let mut end = 0;
    for word in &reading.words {
        assert!(word.span.start >= end && word.span.end > word.span.start, "{text:?}: {:?}", reading.words);
        assert!(text.get(word.span.start..word.span.end).is_some(), "{text:?}: {word:?}");
        let between = text.get(end..word.span.start).unwrap();
        assert!(!between.chars().any(char::is_alphanumeric), "{text:?} loses {between:?}");
        end = word.span.end;
    }
    assert!(!text.get(end..).unwrap().chars().any(char::is_alphanumeric), "{text:?} loses its end");
    let found = |word: &Word| {
        reading.findings.iter().any(|own| own.span.start <= word.span.start && own.span.end >= word.span.end)
    };
    let pairing = reading.findings.iter().any(|own| own.problem == Problem::LooksLikeAPairing);
    for word in reading.words.iter().filter(|word| word.taken == Taken::Unknown) {
        assert!(pairing || found(word), "{text:?}: nobody reports {word:?}");
    }
    for finding in &reading.findings {
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "{text:?}: {finding:?}");
        assert!(!finding.problem.to_string().is_empty());
    }
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "het",
        "Clown",
        "66%",
        "pastel",
        "super",
        "ph",
        "poss",
        "x",
        "X",
        "(",
        ")",
        ",",
        "/",
        "+/",
        "+",
        "&",
        "or",
        "DH",
        "TH",
        "2x",
        "50",
        "albino",
        "candy",
        "axanthic",
        "(VPI)",
        "BluEL",
        "Mojave",
        "Lesser",
        "Queen",
        "Bee",
        "Snow",
        "visual",
        "banana",
        "MM",
        "FM",
        "1.0",
        "0.1",
        "CB21",
        "2021",
        "🐍",
        "é",
        "ß",
        "İ",
        "T+",
        "T-",
        "120%",
        "0%",
        "1/2",
        "?",
        "%",
        "'",
        "spider",
        "leopard",
        "ghots",
        "66.6",
        "het russo",
        "motley",
        "stripe",
        "hypo",
        "tangerine",
        "\n",
        "99999999999999999999999%",
        "1/0 het",
        "normal",
        "’",
        "\u{200d}",
        "Ⅷ",
        "½",
    ]);
    prop::collection::vec((word, prop::sample::select(vec!["", " ", "-"])), 0..24)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_accounted_for(text in ".{0,80}", species in 0_usize..11) {
        accounts_for(&lexicon(species).parse(&text), &text);
    }

    #[test]
    fn any_words_are_accounted_for(text in words(), species in 0_usize..11) {
        let reading = lexicon(species).parse(&text);
        accounts_for(&reading, &text);
        for dist in reading.genotype.loci.values() {
            let sum: f64 = dist.to_f64().entries().iter().map(|entry| entry.1).sum();
            prop_assert!((sum - 1.0).abs() < 1e-12, "{text:?}");
        }
    }
}

#[test]
fn ten_kilobytes_of_anything_are_read_at_once() {
    let catalogue = catalogue();
    let taxon = catalogue.taxon("ball python").unwrap();
    let lexicon = Lexicon::new(taxon);
    for unit in [
        "het ",
        "🐍",
        "a",
        "het het clown ",
        "(",
        "(pastel)",
        "66% ",
        "pastel ",
        "super ",
        "x ",
        "qqq ",
        "ab cd ",
        "mojave,",
        "or ",
        "2x ",
        "/",
        "+/",
        "1.0 ",
        "9",
        "%",
        "black ",
        "albino (",
        "axanthic ",
        "snow ",
        "het candino ",
        "🐍👩‍👩‍👧 ",
        "\u{301}",
        "DH ",
        "clown het ",
        "bluel ",
        "t+",
        "1/2 ",
        "?",
    ] {
        let text = unit.repeat(10_000 / unit.len());
        let start = Instant::now();
        let reading = lexicon.parse(&text);
        let spent = start.elapsed();
        // Unoptimised, on a busy machine; a release build takes some milliseconds.
        assert!(spent < Duration::from_secs(8), "{unit:?}: {spent:?}");
        accounts_for(&reading, &text);
    }
}

#[test]
fn longer_texts_are_refused_by_name() {
    let catalogue = catalogue();
    let lexicon = Lexicon::new(catalogue.taxon("boa").unwrap());
    let reading = lexicon.parse(&"é".repeat(MOST_BYTES));
    assert_eq!(reading.codes(), ["E:too-long"]);
    assert!(!reading.is_sound());
    assert_eq!(lexicon.parse(&" ".repeat(MOST_BYTES)).codes(), ["W:empty"]);
}
