//! What holds of any input: it is answered, or refused with a reason; nothing of it is lost; and the answer is no larger than it may be. Each law panics where
//! it is broken. Tried by the tests beside it with inputs drawn at random, and by `fuzz/` with inputs that reach new code.

use repti_genetics::{
    catalogue::Catalogue,
    genotype::Number as _,
    text::{Lexicon, MOST_BYTES, Percent, Problem, Reading, Taken},
};
use repti_genetics_cli::{Book, Json, Limits, Measures, PedigreeLimits, Question, Refusal, Strictness, answer};
use std::sync::OnceLock;

/// The names of every species of the catalogue, made once.
fn lexicons() -> &'static [Lexicon<'static>] {
    static MADE: OnceLock<Vec<Lexicon<'static>>> = OnceLock::new();
    MADE.get_or_init(|| Catalogue::seeded().taxa.iter().map(Lexicon::new).collect())
}

/// A text of one of the species, picked by any number.
pub fn text(species: usize, text: &str) {
    let lexicons = lexicons();
    let lexicon = &lexicons[species % lexicons.len()];
    let reading = lexicon.parse(text);
    if text.len() > MOST_BYTES {
        assert!(!reading.is_sound());
        return;
    }
    every_word_is_accounted_for(&reading, text);
    assert!(reading.findings.len() <= 4 * text.len() + 4, "{} findings in {text:?}", reading.findings.len());
    for dist in reading.genotype.loci.values() {
        let sum: f64 = dist.to_f64().entries().iter().map(|entry| entry.1).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{text:?}: a belief sums to {sum}");
    }
    // Every locus at most in each of a few words: as many as the catalogue has, whatever the text.
    let name = lexicon.name(&reading.genotype, Percent::Hobby);
    assert!(name.text.len() < 20_000 && name.parts.len() <= 8 * lexicon.taxon().loci.len() + 8, "{text:?}");
    if reading.is_sound() {
        what_is_said_is_said_again(lexicon, &reading, text);
    }
}

/// The name of what was understood is understood, too, and has itself for a name. The genotypes needn't be equal: a name doesn't say the sex.
fn what_is_said_is_said_again(lexicon: &Lexicon<'_>, reading: &Reading, text: &str) {
    let said = lexicon.name(&reading.genotype, Percent::Exact).text;
    if said.len() > MOST_BYTES {
        return;
    }
    let again = lexicon.parse(&said);
    assert!(again.is_sound(), "{text:?} is called {said:?}: {:?}", again.findings);
    assert_eq!(lexicon.name(&again.genotype, Percent::Exact).text, said, "{text:?}");
}

/// Every letter and digit is within exactly one word, and what isn't understood is among the findings.
fn every_word_is_accounted_for(reading: &Reading, text: &str) {
    let mut end = 0;
    let said = |part: Option<&str>| part.expect("borders of characters").chars().any(char::is_alphanumeric);
    for word in &reading.words {
        assert!(word.span.start >= end && word.span.end > word.span.start, "{text:?}: {:?}", reading.words);
        assert!(text.get(word.span.start..word.span.end).is_some(), "{text:?}: {word:?}");
        assert!(!said(text.get(end..word.span.start)), "{text:?} loses a word before {word:?}");
        end = word.span.end;
    }
    assert!(!said(text.get(end..)), "{text:?} loses its end");
    let pairing = reading.findings.iter().any(|own| own.problem == Problem::LooksLikeAPairing);
    for word in reading.words.iter().filter(|word| word.taken == Taken::Unknown) {
        let found =
            |own: &repti_genetics::text::Finding| own.span.start <= word.span.start && own.span.end >= word.span.end;
        assert!(pairing || reading.findings.iter().any(found), "{text:?}: nobody reports {word:?}");
    }
    for finding in &reading.findings {
        assert!(text.get(finding.span.start..finding.span.end).is_some(), "{text:?}: {finding:?}");
        assert!(!finding.problem.to_string().is_empty());
    }
}

/// A few animals are enough to lose the way in; more would only take longer.
const LIMITS: PedigreeLimits = PedigreeLimits { animals: 2_000, matrix: 20, listed: 100, ..PedigreeLimits::SHARED };

/// A table of animals.
pub fn table(bytes: &[u8]) {
    match Book::of_csv(bytes, Strictness::Name, LIMITS).and_then(|book| book.check(&mut || true)) {
        Ok(found) => {
            let written = found.to_string();
            // So many faults, and each names a few ids of at most so many bytes, every byte of which JSON may write as six.
            assert!(written.len() < 1_000_000, "{} bytes about {}", written.len(), bytes.len());
            let faulty =
                found["summary"]["blocking"].as_u64() != Some(0) || found["summary"]["faults"].as_u64() != Some(0);
            assert_eq!(found["sound"].as_bool(), Some(!faulty));
        }
        Err(refusal) => has_a_reason(&refusal),
    }
    let book = match Book::of_csv(bytes, Strictness::Refuse, LIMITS) {
        Ok(book) => book,
        Err(refusal) => return has_a_reason(&refusal),
    };
    match book.inbreeding(&mut || true) {
        Ok(animals) => {
            assert!(animals.iter().all(|(id, f)| !id.is_empty() && (0.0..=1.0).contains(f)), "{animals:?}");
            let ids: Vec<String> = animals.iter().take(20).map(|(id, _)| (*id).to_owned()).collect();
            let (_, matrix) = book.matrix(&ids, &mut || true).expect("there is a pedigree");
            let whole = |kinship: &f64| (0.0..=1.0 + 1e-12).contains(kinship);
            assert!(matrix.iter().flatten().all(whole), "{matrix:?}");
        }
        Err(refusal) => has_a_reason(&refusal),
    }
    match book.metrics(&[], Measures { generations: 3, top: 3 }, &mut || true) {
        Ok(metrics) => assert!(metrics.to_string().len() < 1_000_000),
        Err(refusal) => has_a_reason(&refusal),
    }
}

/// Entries about genes, asked one of the questions, picked by any number.
pub fn entries(question: usize, text: &str) {
    let questions = [
        Question::Cross,
        Question::Parse { in_full: true },
        Question::Posterior,
        Question::Top { k: Some(20) },
        Question::Top { k: None },
    ];
    let question = questions[question % questions.len()];
    let limits = Limits { entries: 4, cells: 20_000, loci: 12, products: 100_000, trials: 10, ..Limits::SHARED };
    match answer(question, text, &limits, &mut || true) {
        Ok(found) => {
            answered(&found).for_each(|entry| odds_are_whole(question, entry, text));
            if let Question::Top { k } = question {
                answered(&found).for_each(|entry| rows_are_ranked(k, entry, text));
            }
            let mut out = Vec::new();
            assert!(found.write(&mut out).is_ok());
            assert!(out.len() < 4_000_000 + 500 * text.len(), "{} bytes about {}", out.len(), text.len());
        }
        Err(refusal) => has_a_reason(&refusal),
    }
}

/// The entries of an answer: itself, those of a list, or of lists by their kinds.
fn answered(found: &Json) -> impl Iterator<Item = &Json> {
    let is_entry = ["states", "animals", "candidates", "loci"].iter().any(|field| found.get(field).is_some());
    let by_kind = move |kind: &&str| found.get(kind).filter(|_| !is_entry).and_then(Json::list);
    let itself = found.list().unwrap_or(std::slice::from_ref(found));
    itself.iter().chain(["proving", "pedigree", "parentage"].iter().filter_map(by_kind).flatten())
}

/// Something comes of every egg, and every animal has a genotype, and every young a parent.
fn odds_are_whole(question: Question, entry: &Json, text: &str) {
    let rows = entry.get("rows").and_then(Json::list).unwrap_or_default();
    let column = |name: &str| rows.iter().filter_map(|row| row.get(name)).collect::<Vec<_>>();
    match (question, entry.get("posterior")) {
        (Question::Cross, _) if entry.map().is_some() => {
            is_one(column("p_egg"), text);
            // Where nothing lives, there are none.
            Some(column("p_survivor")).filter(|odds| !odds.is_empty()).into_iter().for_each(|odds| is_one(odds, text));
        }
        // An index of paternity is no probability, and keeps whatever else the entry has.
        (Question::Posterior, Some(beliefs)) if entry.get("loci").is_none() && *beliefs != Json::Map(Vec::new()) => {
            beliefs_are_whole(beliefs, text);
        }
        _ => {}
    }
}

/// The likeliest first, no more than there are or were asked for, and together what they are said to be.
fn rows_are_ranked(k: Option<usize>, entry: &Json, text: &str) {
    let number = |json: &Json| json.number().expect("a number").to_f64();
    let rows = entry.get("top").and_then(Json::list).unwrap_or_default();
    let odds: Vec<f64> = rows.iter().filter_map(|row| row.list()?.first().map(number)).collect();
    let all = entry.get("n_rows").map_or(f64::INFINITY, number);
    assert!(
        odds.len() == rows.len() && rows.len() as f64 <= all && k.is_none_or(|k| rows.len() <= k),
        "{text}: {rows:?}"
    );
    assert!(odds.array_windows().all(|[left, right]| *right <= left * (1.0 + 1e-9)), "{text}: {odds:?}");
    let sum: f64 = odds.iter().sum();
    let told = entry.get("cumulative_top").map_or(sum, number);
    assert!(sum <= 1.0 + 1e-9 && (sum - told).abs() < 1e-9, "{text}: {odds:?} are {told}");
}

/// Odds by name, or several such by name or in a list.
fn beliefs_are_whole(beliefs: &Json, text: &str) {
    match (beliefs.list(), beliefs.map()) {
        (Some(list), _) => list.iter().for_each(|one| beliefs_are_whole(one, text)),
        (_, Some([(_, Json::Text(_)), ..] | [])) => {
            is_one(beliefs.map().unwrap_or_default().iter().map(|one| &one.1).collect(), text);
        }
        (_, Some(fields)) => fields.iter().for_each(|one| beliefs_are_whole(&one.1, text)),
        _ => panic!("{text}: {} is no belief", beliefs.kind()),
    }
}

fn is_one(odds: Vec<&Json>, text: &str) {
    let sum: f64 = odds.iter().map(|one| one.number().expect("a number").to_f64()).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{text}: {odds:?} sum to {sum}");
}

fn has_a_reason(refusal: &Refusal) {
    assert!(!refusal.to_string().is_empty());
    if let Refusal::Wrong(list) = refusal {
        assert!(!list.is_empty() && list.iter().all(|wrong| !wrong.reason.is_empty()), "{list:?}");
    }
}
