use super::super::TaxonRules;
use super::*;
use proptest::prelude::*;
use repti_model::{TaxonId, animal::Origin};

fn taxon(id: u128, name: &str, above: &[u128]) -> TaxonRules {
    let uuid = |id: &u128| TaxonId(uuid::Uuid::from_u128(*id));
    TaxonRules {
        id: uuid(&id),
        name: name.into(),
        above: above.iter().map(uuid).collect(),
        min_breeding_days_male: 150,
        min_breeding_days_female: 730,
    }
}

fn animal(label: &str, sex: Sex, born: &str) -> Subject {
    Subject {
        label: label.into(),
        taxon: taxon(1, "Ball python", &[]),
        sex,
        born: born.parse().ok(),
        died_on: None,
        origin: Origin::CaptiveBred,
        hybrid: false,
    }
}

const fn mate(subject: &Subject) -> Mate<'_> {
    Mate { subject, deceased: false, archived: false, placeholder: false, gone: false }
}

fn codes(sire: Mate<'_>, dam: Mate<'_>, season: i32, hybrid_ok: bool) -> Vec<(&'static str, &'static str, bool)> {
    let found = check_pairing(sire, dam, season, hybrid_ok);
    found.iter().map(|one| (one.field.as_str(), one.code.as_str(), one.is_refusal())).collect()
}

#[test]
fn grown_animals_of_one_kind_pass_in_their_places() {
    let (zeus, hera) = (animal("Zeus", Sex::Male, "2020"), animal("Hera", Sex::Female, "2020-05"));
    assert!(codes(mate(&zeus), mate(&hera), 2027, false).is_empty());
    let swapped = codes(mate(&hera), mate(&zeus), 2027, false);
    assert_eq!(swapped, [("sire", "wrong_sex", true), ("dam", "wrong_sex", true)]);
    let odd = animal("Odd", Sex::Unknown, "");
    assert_eq!(codes(mate(&odd), mate(&hera), 2027, false), [("sire", "sex_unknown", false)]);
}

#[test]
fn two_species_are_a_marked_choice_and_a_subspecies_is_none() {
    let zeus = animal("Zeus", Sex::Male, "");
    let boa = Subject { taxon: taxon(2, "Boa", &[]), ..animal("Bo", Sex::Female, "") };
    let local = Subject { taxon: taxon(3, "Volta ball python", &[1]), ..animal("Vo", Sex::Female, "") };
    assert_eq!(codes(mate(&zeus), mate(&boa), 2027, false), [("hybrid_ok", "other_taxon", true)]);
    assert_eq!(codes(mate(&zeus), mate(&boa), 2027, true), [("hybrid_ok", "hybrid", false)]);
    assert!(codes(mate(&zeus), mate(&local), 2027, false).is_empty());
    let said = &check_pairing(mate(&zeus), mate(&boa), 2027, false)[0].message;
    assert!(said.starts_with("Zeus is a ball python, Bo a boa."), "{said}");
}

#[test]
fn of_the_dead_only_a_male_is_planned_with_and_not_for_long() {
    let hera = animal("Hera", Sex::Female, "2018");
    let late = Subject { died_on: "2025-06-01".parse().ok(), ..animal("Late", Sex::Male, "2018") };
    let dead = |subject| Mate { deceased: true, ..mate(subject) };
    assert_eq!(codes(dead(&late), mate(&hera), 2027, false), [("sire", "stored_sperm", false)]);
    assert_eq!(codes(dead(&late), mate(&hera), 2029, false), [("sire", "deceased", true)]);
    let unknown = Subject { died_on: None, ..late.clone() };
    assert_eq!(codes(dead(&unknown), mate(&hera), 2027, false), [("sire", "deceased", true)]);
    let her = Subject { died_on: late.died_on, ..hera.clone() };
    assert_eq!(codes(mate(&animal("Zeus", Sex::Male, "")), dead(&her), 2027, false), [("dam", "deceased", true)]);
}

#[test]
fn who_is_put_away_a_mere_place_or_too_young_is_said() {
    let (zeus, hera) = (animal("Zeus", Sex::Male, "2026-03"), animal("Hera", Sex::Female, "2026-03"));
    let young = codes(mate(&zeus), mate(&hera), 2027, false);
    assert_eq!(young, [("dam", "too_young", false)], "a male breeds earlier");
    assert_eq!(codes(mate(&zeus), mate(&hera), 2025, false).len(), 2);
    assert!(codes(mate(&zeus), mate(&hera), 2025, false).iter().all(|one| *one == ("season", "unborn", true)));
    let grown = animal("Grown", Sex::Female, "2019");
    for (one, code, refused) in [
        (Mate { archived: true, ..mate(&grown) }, "archived", true),
        (Mate { placeholder: true, ..mate(&grown) }, "placeholder", true),
        (Mate { gone: true, ..mate(&grown) }, "gone", false),
    ] {
        assert_eq!(codes(mate(&animal("He", Sex::Male, "2019")), one, 2027, false), [("dam", code, refused)]);
    }
}

proptest! {
    #[test]
    fn any_season_has_an_answer_and_a_hybrid_is_never_refused_for_its_taxa(
        season in any::<i32>(),
        born in 1900_i16..2200,
        died in proptest::option::of(1900_i16..2200),
        deceased in any::<bool>(),
    ) {
        let mut zeus = animal("Zeus", Sex::Male, &born.to_string());
        zeus.died_on = died.and_then(|year| Date::new(year, 6, 1).ok());
        let boa = Subject { taxon: taxon(2, "Boa", &[]), ..animal("Bo", Sex::Female, "") };
        let found = check_pairing(Mate { deceased, ..mate(&zeus) }, mate(&boa), season, true);
        prop_assert!(found.iter().all(|one| one.field != PairingField::Hybrid || !one.is_refusal()));
        prop_assert!(found.iter().all(|one| !one.message.is_empty()));
    }
}
