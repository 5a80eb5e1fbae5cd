//! That what is timed is a question with an answer.

use repti_genetics_bench::{CASES, TEN_GENES, calculator, family, sixty_words};

/// Those of a million animals differ by their size only.
#[test]
fn every_case_is_answered_and_twice_the_same_way() {
    for case in CASES.iter().filter(|case| !case.name.contains("1e6")) {
        let mut work = (case.make)().unwrap_or_else(|| panic!("{}: the catalogue lacks it", case.name));
        let answer = work();
        assert!(answer.is_finite(), "{}: {answer}", case.name);
        // Pairings are with another animal each time.
        assert!(case.name.contains("pairing") || work() == answer, "{}", case.name);
    }
}

#[test]
fn texts_and_families_are_as_large_as_they_say() {
    assert_eq!(sixty_words().split_whitespace().count(), 60);
    assert_eq!(family().animals.len(), 80);
    let lexicon = repti_genetics::text::Lexicon::new(calculator().unwrap().taxon());
    assert_eq!(lexicon.parse(TEN_GENES).genotype.loci.len(), 10);
}
