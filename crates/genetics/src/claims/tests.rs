mod families;
mod laws;
mod used;

use super::*;
use crate::{
    calculator::{Calculator, Weight},
    catalogue::Catalogue,
    cross::Sex,
    text::Percent,
};
use repti_model::{
    genotype::{Chromosome, ClaimLook, ClaimedGene},
    lineage::Chance,
};
use std::collections::BTreeSet;

fn python() -> &'static Calculator<'static> {
    Calculator::seeded("ball-python").unwrap()
}

fn said(taxon: &str, text: &str) -> Vec<String> {
    let read = read(Calculator::seeded(taxon).unwrap(), text, None);
    assert!(read.is_sound(), "{text}: {:?}", read.hints);
    read.genes.into_iter().map(|gene| gene.words).collect()
}

fn possible(gene: &str, n: i32, d: i32) -> ClaimedGene {
    ClaimedGene::possible(gene, Chance::new(n, d).unwrap())
}

#[test]
fn every_slug_of_a_species_means_one_thing() {
    for taxon in Catalogue::seeded().species() {
        let slugs: Vec<String> = picks(taxon).into_iter().map(|pick| pick.0).collect();
        let different: BTreeSet<&String> = slugs.iter().collect();
        assert_eq!(different.len(), slugs.len(), "{}: {slugs:?}", taxon.name);
        assert!(slugs.iter().all(|slug| find(taxon, slug).is_some() && slug.len() <= 80));
    }
}

#[test]
fn a_text_becomes_a_claim_a_gene_in_its_own_order() {
    assert_eq!(said("ball-python", "Pastel 66% het Clown"), ["Pastel", "66% het Clown"]);
    assert_eq!(said("ball-python", "Bumblebee het Clown"), ["Pastel", "Spider", "het Clown"]);
    assert_eq!(said("ball-python", "Super Pastel Pied"), ["Super Pastel", "Piebald"]);
    assert_eq!(said("ball-python", "Lesser Mojave"), ["Mojave", "Lesser"]);
    assert_eq!(said("corn-snake", "Motley 66% het Stripe"), ["Motley", "66% het Stripe"]);
}

#[test]
fn what_is_not_certain_is_refused_by_its_word() {
    for (text, code) in [
        ("Pastel Clwn", "unknown-gene"),
        ("het Axanthic", "line-required"),
        ("BluEL", "compound-constitution-unknown"),
        ("Lesser Mojave Phantom", "three-alleles-one-locus"),
        ("Normal", "no-gene"),
        ("0% het Clown", "no-single-claim"),
    ] {
        let read = read(python(), text, None);
        assert!(!read.is_sound() && read.genes.is_empty(), "{text}");
        let errors: Vec<&str> =
            read.hints.iter().filter(|hint| hint.weight == Weight::Error).map(|hint| hint.code.as_str()).collect();
        assert!(errors.contains(&code), "{text}: {:?}", read.hints);
    }
    assert!(read(python(), "  ", None).hints.is_empty());
}

#[test]
fn a_males_chromosome_is_kept() {
    let of = |text: &str, sex| read(python(), text, sex).genes.into_iter().next().unwrap();
    let maker = of("Banana male maker", Some(Sex::Male));
    assert_eq!((maker.claimed.carried_on, maker.words.as_str()), (Some(Chromosome::Y), "Banana MM"));
    assert_eq!(of("Banana", Some(Sex::Male)).claimed.carried_on, None);
    let on = ClaimedGene { carried_on: Some(Chromosome::X), ..ClaimedGene::certain("banana", 1) };
    assert!(check(python().taxon(), &[], std::slice::from_ref(&on), Some(Sex::Male)).is_empty());
    assert_eq!(check(python().taxon(), &[], &[on], Some(Sex::Female)).len(), 1);
}

#[test]
fn claims_that_cannot_stand_together_name_the_gene() {
    let taxon = python().taxon();
    let clown = ClaimedGene::certain("clown", 2);
    let say = |standing: &[ClaimedGene], new: ClaimedGene| check(taxon, standing, &[new], None).join(" ");
    assert_eq!(say(&[], clown.clone()), "");
    assert!(say(std::slice::from_ref(&clown), ClaimedGene::certain("clown", 1)).contains("Clown is claimed already"));
    assert!(say(&[], ClaimedGene::certain("klown", 1)).contains("“klown”"));
    assert!(say(&[], ClaimedGene { copies: None, ..clown.clone() }).contains("Clown: say how many copies"));
    assert!(say(&[], ClaimedGene { chance: Chance::new(1, 2).unwrap(), ..clown }).contains("not whether two show"));
    let two = [ClaimedGene::certain("lesser", 1), ClaimedGene::certain("mojave", 1)];
    assert!(say(&two, ClaimedGene::certain("phantom", 1)).contains("BluEL"));
    assert!(say(&two, ClaimedGene::certain("clown", 0)).is_empty());
    assert!(say(&[], ClaimedGene::certain("pastel", 3)).contains("at most two"));
}

#[test]
fn words_and_looks_are_those_of_price_lists() {
    let say = |claim: &ClaimedGene| {
        let (_, words, look) = words(python().taxon(), claim, None);
        (words, look)
    };
    let expected = |words: &str, look| (words.to_owned(), look);
    assert_eq!(say(&ClaimedGene::certain("clown", 2)), expected("Clown", ClaimLook::Visual));
    assert_eq!(say(&ClaimedGene::certain("clown", 1)), expected("het Clown", ClaimLook::Het));
    assert_eq!(say(&possible("clown", 2, 3)), expected("66% het Clown", ClaimLook::Possible));
    assert_eq!(say(&ClaimedGene::certain("clown", 0)), expected("no Clown", ClaimLook::Absent));
    assert_eq!(say(&ClaimedGene::certain("pastel", 1)), expected("Pastel", ClaimLook::Visual));
    assert_eq!(say(&ClaimedGene::certain("pastel", 2)), expected("Super Pastel", ClaimLook::Visual));
    assert_eq!(say(&ClaimedGene::certain("gone", 1)), expected("gone", ClaimLook::Unknown));
}

#[test]
fn claims_come_to_the_genotype_that_the_text_says() {
    for (taxon, text) in [
        ("ball-python", "Queen Bee 66% het Clown 50% het Pied"),
        ("ball-python", "Lesser Mojave het Axanthic (VPI)"),
        ("ball-python", "Phantom 66% het Mojave"),
        ("ball-python", "33% super Pastel Spider"),
        ("corn-snake", "Motley het Stripe het Amel"),
        ("corn-snake", "Motley 66% het Stripe"),
        ("ball-python", "33% het Albino 33% het Candy"),
    ] {
        let calculator = Calculator::seeded(taxon).unwrap();
        let read = read(calculator, text, None);
        if !read.is_sound() {
            continue;
        }
        let claims: Vec<ClaimedGene> = read.genes.iter().map(|gene| gene.claimed.clone()).collect();
        let (genotype, clashes) = genotype(calculator.taxon(), &claims, None);
        assert!(clashes.is_empty(), "{text}: {clashes:?}");
        assert_eq!(Some(calculator.lexicon().name(&genotype, Percent::Hobby).text), read.name, "{text}");
        assert_eq!(genotype, calculator.lexicon().parse(text).genotype, "{text}");
    }
}
