//! From a parent's text to its genotype, or to what is wrong with it.

use super::{
    answer::{Hint, ParentAnswer, Weight},
    chips,
};
use crate::{
    cross::Sex,
    genotype::Genotype,
    text::{Finding, Lexicon, Percent, Problem, Reading, Severity},
};

/// The reading of a text, and the genotype where it can be reckoned with. Without a text the animal is normal.
pub fn read(lexicon: &Lexicon<'_>, text: &str, sex: Sex) -> (ParentAnswer, Option<Genotype>) {
    if text.trim().is_empty() {
        let name = Some("Normal".to_owned());
        return (
            ParentAnswer { text: String::new(), name, chips: Vec::new(), hints: Vec::new() },
            Some(Genotype::default()),
        );
    }
    let reading = lexicon.parse(text);
    let hints = hints(text, &reading, sex);
    let mut answer = ParentAnswer { text: text.to_owned(), name: None, chips: Vec::new(), hints };
    if answer.hints.iter().any(|hint| hint.weight == Weight::Error) {
        return (answer, None);
    }
    let name = lexicon.name(&reading.genotype, Percent::Hobby);
    answer.chips = chips::of(&name);
    answer.name = Some(name.text);
    (answer, Some(reading.genotype))
}

/// What is wrong or doubtful about a text of an animal of this sex.
pub fn hints(text: &str, reading: &Reading, sex: Sex) -> Vec<Hint> {
    // Which of his chromosomes has it is asked of a male only.
    let asked = |finding: &&Finding| sex == Sex::Male || !matches!(finding.problem, Problem::MakerUnknownIfMale { .. });
    let mut hints: Vec<Hint> = reading.findings.iter().filter(asked).map(|finding| hint(text, finding)).collect();
    if let Some(said) = reading.sex.filter(|said| *said != sex) {
        let (said, role) = if said == Sex::Male { ("male", "dam") } else { ("female", "sire") };
        let message = format!("The text says {said}, and this is the {role}: change the places, or the text.");
        let code = "other-sex".to_owned();
        hints.insert(0, Hint { weight: Weight::Error, code, message, start: 0, end: text.len(), choices: Vec::new() });
    }
    hints
}

fn hint(text: &str, finding: &Finding) -> Hint {
    let weight = match finding.severity() {
        Severity::Error => Weight::Error,
        // "Triple het" without three genes says that something is left out: odds without it would be wrong.
        Severity::Warning if matches!(finding.problem, Problem::HetCountMismatch { .. }) => Weight::Error,
        Severity::Warning => Weight::Warning,
        Severity::Note => Weight::Note,
    };
    let (start, end) = (finding.span.start, finding.span.end);
    let replaced = |choice: &String| {
        let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        (choice.clone(), format!("{before}{choice}{after}"))
    };
    Hint {
        weight,
        code: finding.problem.code().0.to_owned(),
        message: sentence(&finding.problem.to_string()),
        start,
        end,
        choices: finding.problem.choices().iter().map(replaced).collect(),
    }
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut out: String = first.to_uppercase().chain(letters).collect();
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}
