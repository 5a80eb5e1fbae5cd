//! How the record is put into the words of a paper.

use jiff::civil::Date;
use repti_genetics::cross::hobby_percent;
use repti_model::{
    ancestry::Ancestry,
    animal::{BirthDate, DatePrecision, ParentBasis, Sex, SexConfidence},
    genotype::GenotypeRecord,
    lineage::VerificationState,
    pedigree::PedigreeParent,
};
use repti_paper::pedigree::Tone;

/// "27 November 2026".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The same as numbers, for a file's own record.
pub(super) fn numbers(date: Date) -> (u16, u8, u8) {
    let small = |part: i8| u8::try_from(part).unwrap_or(1);
    (u16::try_from(date.year()).unwrap_or_default(), small(date.month()), small(date.day()))
}

pub(super) fn birth(born: Option<BirthDate>) -> String {
    match born {
        None => "Not recorded".to_owned(),
        Some(born) => match born.precision() {
            DatePrecision::Day => day(born.date()),
            DatePrecision::Month => born.date().strftime("%B %Y").to_string(),
            DatePrecision::Year => born.date().strftime("%Y").to_string(),
        },
    }
}

pub(super) fn sex(sex: Sex, confidence: SexConfidence) -> String {
    match sex {
        Sex::Unknown => "Unsexed".to_owned(),
        sex if confidence == SexConfidence::Certain => sex.label().to_owned(),
        sex => format!("{} ({})", sex.label(), confidence.label().to_lowercase()),
    }
}

/// A text, or that there is none.
pub(super) fn known(text: &str) -> String {
    if text.trim().is_empty() { "Not recorded".to_owned() } else { text.trim().to_owned() }
}

/// What of the genotype somebody else has answered for, or a test has shown.
pub(super) fn verified(genotype: &GenotypeRecord) -> String {
    let mut said = Vec::new();
    for claim in &genotype.claims {
        let answer = genotype.verified.iter().find(|answer| {
            answer.claim_id == claim.id
                && matches!(answer.state, VerificationState::Verified | VerificationState::Upheld)
        });
        if claim.basis.is_test() {
            said.push(format!("{}: {}", claim.words, claim.basis.label().to_lowercase()));
        } else if let Some(answer) = answer.and_then(repti_model::genotype::GeneVerification::told) {
            let mut letters = answer.chars();
            let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            said.push(format!("{}: {first}{}", claim.words, letters.as_str()));
        }
    }
    if said.is_empty() { "Nothing yet".to_owned() } else { said.join("; ") }
}

/// The inbreeding with what it rests on.
pub(super) fn inbreeding(ancestry: Option<&Ancestry>) -> String {
    match ancestry {
        None => "Being reckoned".to_owned(),
        Some(ancestry) => format!(
            "{}; {}% of five generations known",
            ancestry.inbreeding_words(),
            hobby_percent(ancestry.complete())
        ),
    }
}

/// How a parent is known: a mark, words, and the same in short, each with what makes it less than certain.
pub(super) fn state(parent: &PedigreeParent, others: usize) -> (Tone, String, String) {
    let (tone, short) = match parent.basis {
        ParentBasis::Declared => (Tone::Declared, "Declared"),
        ParentBasis::BreedingRecord => (Tone::Recorded, "Record"),
        ParentBasis::ConfirmedByOtherBreeder => (Tone::Confirmed, "Confirmed"),
        ParentBasis::Dna => (Tone::Confirmed, "DNA"),
    };
    let (tone, long, short) = match parent.verification {
        VerificationState::Disputed => (Tone::Disputed, "Disputed", "Disputed"),
        _ => (tone, parent.basis.label(), short),
    };
    let mut doubts = String::new();
    if !parent.chance.is_certain() {
        doubts.push_str(&format!(" · {}% likely", parent.chance.percent()));
    }
    match others {
        0 => {}
        1 => doubts.push_str(" · or one other"),
        others => doubts.push_str(&format!(" · or {others} others")),
    }
    (tone, format!("{long}{doubts}"), format!("{short}{doubts}"))
}
