//! What animals are reckoned with, and which genes they have.

use super::*;
use crate::calculator::Question;
use proptest::prelude::*;
use repti_model::genotype::{GeneKind, GenotypeSource};

fn certain(gene: &str, copies: u8) -> ClaimedGene {
    ClaimedGene::certain(gene, copies)
}

fn used(claims: &[ClaimedGene], text: &str) -> Reckoned {
    reckoned(python(), claims, text, Some(Sex::Female))
}

#[test]
fn claims_are_reckoned_with_and_a_text_only_without_any() {
    let by_text = used(&[], " Pastel het Clown ");
    assert_eq!((by_text.told.source, by_text.told.words.as_str()), (GenotypeSource::Text, "Pastel het Clown"));
    let nothing = used(&[], "  ");
    assert_eq!((nothing.told.source, nothing.parent.unwrap().name.as_str()), (GenotypeSource::Nothing, "Normal"));
    let by_claims = used(&[possible("clown", 2, 3), certain("pastel", 1)], "");
    assert_eq!(by_claims.told.source, GenotypeSource::Claims);
    assert_eq!((by_claims.told.words.as_str(), by_claims.told.differs), ("Pastel 66% het Clown", None));
}

#[test]
fn what_claims_do_not_state_is_not_carried_and_what_the_text_says_otherwise_is_told() {
    let same = used(&[certain("pastel", 1), certain("clown", 1)], "het Clown Pastel");
    assert_eq!(same.told.differs, None);
    let less = used(&[certain("pastel", 1)], "Pastel het Clown");
    assert_eq!(less.told.words, "Pastel");
    assert_eq!(less.told.differs.as_deref(), Some("The record’s text says otherwise: Pastel het Clown."));
    let against = used(&[certain("clown", 0)], "Clown");
    assert_eq!((against.told.words.as_str(), against.parent.is_ok()), ("Normal", true));
    assert!(against.told.differs.is_some());
    // Words of another species, or of none: the claims count all the same.
    let foreign = used(&[certain("clown", 1)], "Amelanistic Tessera");
    assert!(foreign.parent.is_ok() && foreign.told.differs.unwrap().contains("can’t be read"));
}

#[test]
fn half_a_genotype_is_not_reckoned_with() {
    assert!(used(&[], "Pastel Clwn").parent.is_err());
    let gone = used(&[certain("pastel", 1), certain("gone", 1)], "Pastel");
    let hints = gone.parent.unwrap_err();
    assert!(hints.iter().any(|hint| hint.weight == Weight::Error && hint.message.contains("“gone”")), "{hints:?}");
    let three = used(&[certain("lesser", 1), certain("mojave", 1), certain("phantom", 1)], "");
    assert_eq!((three.parent.is_err(), three.told.source), (true, GenotypeSource::Claims));
}

#[test]
fn a_calculator_reads_the_words_as_the_same_genotype() {
    let claims = [certain("banana", 1), certain("clown", 2), possible("pied", 3, 8), possible("desert_ghost", 2, 3)];
    for sex in [Sex::Male, Sex::Female] {
        let own = reckoned(python(), &claims, "", Some(sex));
        let read = python().parent(&own.told.words, sex).unwrap();
        assert_eq!(*read.genotype(), *own.parent.unwrap().genotype(), "{}", own.told.words);
    }
    let (sire, dam) = (used(&claims, "").told.words, "Clown".to_owned());
    let question = Question { taxon: "ball-python".into(), sire, dam, eggs: 0 };
    assert!(python().answer(&question).forecast.is_some());
}

fn has(taxon: &str, claims: &[ClaimedGene], text: &str) -> Vec<(String, GeneKind, u8)> {
    let found = carried(Calculator::seeded(taxon).unwrap(), claims, text, None);
    found.into_iter().map(|(gene, carried)| (gene, carried.kind, carried.percent)).collect()
}

fn kind_of(taxon: &str, gene: &str, text: &str) -> Option<GeneKind> {
    has(taxon, &[], text).into_iter().find(|own| own.0 == gene).map(|own| own.1)
}

#[test]
fn an_animal_has_the_genes_that_its_text_names() {
    use GeneKind::{Het, Possible, Visual};
    for (taxon, gene, text, wanted) in [
        ("ball-python", "clown", "Pastel het Clown", Some(Het)),
        ("ball-python", "pastel", "Pastel het Clown", Some(Visual)),
        ("ball-python", "clown", "66% het Clown", Some(Possible)),
        ("ball-python", "clown", "Clown", Some(Visual)),
        ("ball-python", "albino", "Lavender Albino", None),
        ("ball-python", "yellow_belly", "Ivory Fire", Some(Visual)),
        ("ball-python", "spider", "Bumblebee", Some(Visual)),
        ("ball-python", "pastel", "33% super Pastel", Some(Visual)),
        ("western-hognose", "conda", "Superconda", Some(Visual)),
        ("boa", "albino_kahl", "Normal het Albino (Kahl)", Some(Het)),
        ("boa", "albino_sharp", "Normal het Albino (Kahl)", None),
        ("corn-snake", "stripe", "Motley het Stripe", Some(Het)),
        ("corn-snake", "motley", "Motley het Stripe", Some(Visual)),
        // What else stands in the text keeps nobody from finding it.
        ("ball-python", "pastel", "Pastel Clwn", Some(Visual)),
    ] {
        assert_eq!(kind_of(taxon, gene, text), wanted, "{taxon} {gene}: {text}");
    }
    assert_eq!(has("ball-python", &[], "66% het Clown"), [("clown".to_owned(), Possible, 66)]);
    assert!(has("ball-python", &[], "Normal").is_empty() && has("ball-python", &[], "").is_empty());
}

#[test]
fn a_claim_counts_before_the_text_and_the_text_for_what_nobody_claims() {
    let claims = [certain("clown", 0), certain("pastel", 1)];
    let found = has("ball-python", &claims, "Clown 50% het Pied");
    let genes: Vec<&str> = found.iter().map(|own| own.0.as_str()).collect();
    assert_eq!(genes, ["pastel", "pied"]);
    let proven = has("ball-python", &[certain("clown", 1)], "66% het Clown");
    assert_eq!(proven, [("clown".to_owned(), GeneKind::Het, 100)]);
}

proptest! {
    /// A text and the claims that it becomes are reckoned alike, and found by the same genes.
    #[test]
    fn a_text_and_its_claims_are_one(text in "(het |66% het |super |)(clown|pastel|pied|lesser|mojave|spider|banana|albino|ghost)( het (clown|pied|ghost))?( 50% het desert ghost)?") {
        let read = read(python(), &text, Some(Sex::Female));
        prop_assume!(read.is_sound());
        let claims: Vec<ClaimedGene> = read.genes.iter().map(|gene| gene.claimed.clone()).collect();
        let (by_text, by_claims) = (used(&[], &text), used(&claims, &text));
        let (left, right) = (by_text.parent.unwrap(), by_claims.parent.unwrap());
        prop_assert_eq!(left.genotype(), right.genotype());
        prop_assert_eq!(by_claims.told.differs, None);
        prop_assert_eq!(has("ball-python", &claims, ""), has("ball-python", &[], &text));
    }
}
