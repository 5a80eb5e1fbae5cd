use super::super::{Severity, TaxonRules};
use super::*;
use proptest::prelude::*;
use repti_model::{
    TaxonId,
    animal::{BirthDate, DatePrecision},
};

fn ball_python() -> TaxonRules {
    TaxonRules {
        id: TaxonId(uuid(1)),
        name: "Ball python".into(),
        above: vec![],
        min_breeding_days_male: 150,
        min_breeding_days_female: 365,
    }
}

const fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn animal(label: &str, sex: Sex, born: &str) -> Subject {
    Subject {
        label: label.into(),
        taxon: ball_python(),
        sex,
        born: born.parse().ok(),
        died_on: None,
        origin: Origin::CaptiveBred,
        hybrid: false,
    }
}

fn found(child: &Subject, parent: &Subject, side: ParentSide) -> Vec<(&'static str, Severity)> {
    check_parent(child, parent, side).iter().map(|f| (f.code.as_str(), f.severity)).collect()
}

#[test]
fn a_grown_parent_of_the_right_sex_passes() {
    let child = animal("Kiwi", Sex::Unknown, "2024-07-01");
    assert_eq!(found(&child, &animal("Zeus", Sex::Male, "2020"), ParentSide::Sire), []);
    assert_eq!(found(&child, &animal("Hera", Sex::Female, ""), ParentSide::Dam), []);
}

#[test]
fn a_female_sire_is_refused_by_name() {
    let child = animal("Kiwi", Sex::Unknown, "");
    let findings = check_parent(&child, &animal("Hera", Sex::Female, ""), ParentSide::Sire);
    assert_eq!(
        findings[0].message,
        "Hera is recorded as female, so it can't be the sire of Kiwi. Correct its sex, or choose another animal."
    );
    assert!(findings[0].is_refusal());
}

#[test]
fn an_unsexed_parent_is_possible_but_stays_open() {
    let child = animal("Kiwi", Sex::Unknown, "");
    let parent = animal("Q", Sex::Unknown, "");
    assert_eq!(found(&child, &parent, ParentSide::Dam), [("sex_unknown", Severity::Warning)]);
}

#[test]
fn another_taxon_is_refused_unless_the_child_is_a_marked_hybrid() {
    let mut child = animal("Kiwi", Sex::Unknown, "");
    let mut parent = animal("Boris", Sex::Male, "");
    parent.taxon = TaxonRules { id: TaxonId(uuid(2)), name: "Boa".into(), ..ball_python() };
    let findings = check_parent(&child, &parent, ParentSide::Sire);
    assert_eq!(
        findings[0].message,
        "Boris is a boa, Kiwi a ball python. If Kiwi is a deliberate hybrid, mark it as one."
    );
    child.hybrid = true;
    assert_eq!(found(&child, &parent, ParentSide::Sire), []);
}

#[test]
fn a_subspecies_is_of_one_kind_with_its_species() {
    let child = animal("Kiwi", Sex::Unknown, "");
    let mut parent = animal("Boris", Sex::Male, "");
    parent.taxon = TaxonRules { id: TaxonId(uuid(2)), above: vec![ball_python().id], ..ball_python() };
    assert_eq!(found(&child, &parent, ParentSide::Sire), []);
}

#[test]
fn the_minimum_age_is_that_of_the_parents_sex_to_the_day() {
    let child = animal("Kiwi", Sex::Unknown, "2024-05-30");
    let born = |text: &str, sex| animal("P", sex, text);
    assert_eq!(found(&child, &born("2024-01-01", Sex::Male), ParentSide::Sire), []);
    assert_eq!(found(&child, &born("2024-01-02", Sex::Male), ParentSide::Sire), [("too_young", Severity::Refused)]);
    assert_eq!(found(&child, &born("2024-01-01", Sex::Female), ParentSide::Dam), [("too_young", Severity::Refused)]);
}

#[test]
fn inexact_dates_refuse_only_what_no_reading_allows() {
    let warned = [("perhaps_too_young", Severity::Warning)];
    let refused = [("too_young", Severity::Refused)];
    for (parent, child, expected) in [
        ("2023", "2024", &warned[..]),
        ("2022", "2024", &[]),
        ("2023", "2023", &refused),
        ("2024-11", "2025", &warned),
        ("2025", "2024", &refused),
        ("2023-05", "2024-05", &warned),
        ("2023-05-31", "2024-05-30", &[][..]),
    ] {
        let parent_found = found(&animal("C", Sex::Unknown, child), &animal("P", Sex::Female, parent), ParentSide::Dam);
        assert_eq!(parent_found, expected, "{parent} → {child}");
    }
}

#[test]
fn a_parent_dead_for_years_is_suspicious() {
    let child = animal("Kiwi", Sex::Unknown, "2024-05-30");
    let mut dam = animal("Hera", Sex::Female, "2015");
    dam.died_on = "2024-03-01".parse().ok();
    assert_eq!(found(&child, &dam, ParentSide::Dam), []);
    dam.died_on = "2023-03-01".parse().ok();
    assert_eq!(found(&child, &dam, ParentSide::Dam), [("died_before", Severity::Warning)]);
    let mut sire = Subject { sex: Sex::Male, ..dam };
    assert_eq!(found(&child, &sire, ParentSide::Sire), []);
    sire.died_on = "2019-03-01".parse().ok();
    assert_eq!(found(&child, &sire, ParentSide::Sire), [("died_before", Severity::Warning)]);
}

#[test]
fn wild_caught_animals_seldom_have_recorded_parents() {
    let child = Subject { origin: Origin::WildCaught, ..animal("Kiwi", Sex::Unknown, "") };
    assert_eq!(found(&child, &animal("Zeus", Sex::Male, ""), ParentSide::Sire), [("wild_caught", Severity::Warning)]);
}

fn birth() -> impl Strategy<Value = BirthDate> {
    (2000_i16..2030, 1_i8..=12, 1_i8..=28, 0..3_usize).prop_map(|(year, month, day, precision)| {
        let date = jiff::civil::date(year, month, day);
        BirthDate::new(date, DatePrecision::ALL[precision]).unwrap()
    })
}

/// The same dates known to the day, anywhere within what their precision leaves open.
fn readings(date: BirthDate) -> Vec<BirthDate> {
    let (first, last) = (date.earliest(), date.latest());
    let span = days(first, last).unwrap();
    [0, span / 3, span / 2, span]
        .into_iter()
        .map(|n| {
            let day = first.checked_add(jiff::Span::new().days(n)).unwrap();
            BirthDate::new(day, DatePrecision::Day).unwrap()
        })
        .collect()
}

proptest! {
    /// Refused by inexact dates: refused by every reading of them. Passed without a word: passed by every reading.
    #[test]
    fn precision_never_refuses_what_may_be_nor_passes_what_may_not(parent in birth(), child in birth(), sire: bool) {
        let side = if sire { ParentSide::Sire } else { ParentSide::Dam };
        let subject = |born| Subject { born: Some(born), ..animal("X", side.sex(), "") };
        let verdict = |parent, child| {
            let findings = check_parent(&subject(child), &subject(parent), side);
            (findings.iter().any(Finding::is_refusal), findings.is_empty())
        };
        let (refused, silent) = verdict(parent, child);
        for exact_parent in readings(parent) {
            for exact_child in readings(child) {
                let (exact_refused, _) = verdict(exact_parent, exact_child);
                prop_assert!(!refused || exact_refused);
                prop_assert!(!silent || !exact_refused);
            }
        }
    }
}
