//! `bayes.json`, in exact fractions and in floating point.

use crate::{
    evidence::*,
    genotype::{AlleleId, Pair, Ratio},
};
use serde_json::Value;
use std::collections::BTreeMap;

fn file() -> Value {
    serde_json::from_str(include_str!("../../../tests/data/bayes.json")).expect("JSON")
}

fn entries(file: &Value, of: &str) -> Vec<Value> {
    file[of].as_array().expect("a list").clone()
}

fn ratio(value: &Value) -> Ratio {
    value.as_str().expect("a fraction").parse().expect("a fraction")
}

fn genotype(text: &str, alleles: &[String]) -> Pair {
    let (one, other) = text.split_once('/').expect("two alleles");
    let id = |name: &str| AlleleId(alleles.iter().position(|allele| allele == name).expect("an allele") as u8);
    Pair::new(id(one), id(other))
}

fn chances(value: &Value, alleles: &[String]) -> Vec<(Pair, Ratio)> {
    value.as_object().expect("chances").iter().map(|(text, chance)| (genotype(text, alleles), ratio(chance))).collect()
}

fn seen(text: &str, alleles: &[String]) -> Vec<Pair> {
    let all = Locus::<Ratio>::autosomal(alleles.len() as u8).genotypes(None);
    match text {
        "visual" => all.into_iter().filter(|pair| pair.copies(AlleleId::WILD) == 0).collect(),
        "normal-looking" => all.into_iter().filter(|pair| pair.copies(AlleleId::WILD) > 0).collect(),
        genotype => vec![self::genotype(genotype, alleles)],
    }
}

fn float(ratio: &Ratio) -> Option<f64> {
    Some(ratio.to_f64())
}

fn close(float: f64, exact: Ratio, what: &str) {
    assert!((float - exact.to_f64()).abs() < 1e-12, "{what}: {float} and {exact}");
}

#[test]
fn proving_out() {
    for entry in entries(&file(), "proving") {
        let id = &entry["id"];
        let names: Vec<&String> = entry["states"].as_object().expect("states").keys().collect();
        let states: Vec<ParentState<Ratio>> = names
            .iter()
            .map(|name| &entry["states"][name.as_str()])
            .map(|state| ParentState { prior: ratio(&state[0]), visual: ratio(&state[1]) })
            .collect();
        let (eggs, visuals) = (entry["eggs"].as_u64().expect("eggs"), entry["visuals"].as_u64().expect("visuals"));
        let proof = prove_in(&states, eggs, visuals).expect("a proof");
        let floats: Vec<ParentState<f64>> = states
            .iter()
            .map(|state| ParentState { prior: state.prior.to_f64(), visual: state.visual.to_f64() })
            .collect();
        let rough = prove(&floats, eggs, visuals).expect("a proof");
        for ((name, exact), float) in names.iter().zip(&proof.posterior).zip(&rough.posterior) {
            assert_eq!(*exact, ratio(&entry["posterior"][name.as_str()]), "{id} {name}");
            close(*float, *exact, name);
        }
        assert_eq!(proof.next, ratio(&entry["p_next_egg_visual"]), "{id}");
        assert_eq!(proof.at_least_one, ratio(&entry["p_at_least_one_visual_in_n_prior"]), "{id}");
        close(rough.next, proof.next, "next");
        close(rough.at_least_one, proof.at_least_one, "at least one");
    }
}

fn pedigree(entry: &Value) -> (Pedigree<Ratio>, BTreeMap<String, usize>, Vec<String>) {
    let alleles: Vec<String> = serde_json::from_value(entry["alleles"].clone()).expect("alleles");
    let mut pedigree = Pedigree::new(Locus::autosomal(alleles.len() as u8));
    if entry["freq"].is_object() {
        pedigree.frequency = Some(alleles.iter().map(|allele| ratio(&entry["freq"][allele])).collect());
    }
    let mut index = BTreeMap::new();
    for row in entries(entry, "animals") {
        let parent = |at: usize| row[at].as_str().map_or(Parent::Unknown, |name| Parent::Animal(index[name]));
        let mut animal = Animal { sire: parent(1), dam: parent(2), ..Animal::default() };
        if row[3]["prior"].is_object() {
            animal.prior = Some(chances(&row[3]["prior"], &alleles));
        }
        if let Some(text) = row[3].as_str() {
            animal = animal.seen(seen(text, &alleles));
        }
        let at = pedigree.push(animal);
        index.insert(row[0].as_str().expect("an id").to_owned(), at);
    }
    (pedigree, index, alleles)
}

#[test]
fn evidence_across_a_pedigree() {
    for entry in entries(&file(), "pedigree") {
        let id = &entry["id"];
        let (exact, index, alleles) = pedigree(&entry);
        let targets = entry["posterior"].as_object().expect("targets");
        let query = Query { animals: targets.keys().map(|name| index[name]).collect(), ..Query::default() };
        let answer = posterior_in(&exact, &query, &Limits::default()).expect("an answer");
        let rough = posterior(&exact.convert(float).expect("floats"), &query, &Limits::default()).expect("an answer");
        assert_eq!(answer.likelihood, Some(ratio(&entry["likelihood"])), "{id}");
        close(rough.likelihood.expect("exact"), answer.likelihood.expect("exact"), "likelihood");
        for ((name, target), (found, rough)) in targets.iter().zip(answer.animals.iter().zip(&rough.animals)) {
            let expected: BTreeMap<Pair, Ratio> = chances(target, &alleles).into_iter().collect();
            for ((genotype, chance), (_, rough)) in found.chances.iter().zip(&rough.chances) {
                let figure = expected.get(genotype).copied().unwrap_or(Ratio::ZERO);
                assert_eq!(*chance, figure, "{id} {name} {genotype:?}");
                close(*rough, figure, name);
            }
            assert_eq!(rough.method, Method::Exact);
        }
    }
}

fn clutch(entry: &Value) -> Clutch<Ratio> {
    let mut alleles = vec!["+".to_owned()];
    let mut add = |text: &str| {
        for allele in text.split('/').filter(|_| text.contains('/')) {
            if !alleles.iter().any(|known| known == allele) {
                alleles.push(allele.to_owned());
            }
        }
    };
    let candidates = entry["candidates"].as_object().expect("candidates");
    candidates
        .values()
        .flat_map(|candidate| candidate[1].as_object().expect("chances").keys())
        .for_each(|key| add(key));
    entry["dam"].as_object().expect("chances").keys().for_each(|key| add(key));
    entries(entry, "clutch").iter().for_each(|young| add(young.as_str().expect("seen")));
    let young = entries(entry, "clutch");
    Clutch {
        locus: Locus::autosomal(alleles.len() as u8),
        candidates: candidates.values().map(|one| (ratio(&one[0]), chances(&one[1], &alleles))).collect(),
        dam: chances(&entry["dam"], &alleles),
        young: young.iter().map(|young| Evidence::OneOf(seen(young.as_str().expect("seen"), &alleles))).collect(),
    }
}

#[test]
fn parentage_of_a_clutch() {
    let limits = Limits::default();
    for entry in entries(&file(), "parentage").iter().filter(|entry| entry["candidates"].is_object()) {
        let pedigree = clutch(entry).pedigree(Sires::One);
        let found = parentage_in(&pedigree, 0, &limits).expect("an answer").chances;
        let expected: Vec<Ratio> = entry["posterior"].as_object().expect("figures").values().map(ratio).collect();
        assert_eq!(found, expected, "{}", entry["id"]);
        let floats = pedigree.convert(float).expect("floats");
        let rough = parentage(&floats, 0, &limits).expect("an answer").chances;
        // The other way to the same figures: the paternity as a variable of the network.
        let query = Query { paternities: vec![0], ..Query::default() };
        let network = posterior(&floats, &query, &limits).expect("an answer");
        for ((exact, rough), network) in expected.iter().zip(rough).zip(&network.paternities[0].chances) {
            close(rough, *exact, "candidate");
            close(*network, *exact, "candidate");
        }
    }
}

#[test]
fn one_exclusion_makes_the_paternity_index_zero() {
    let (young, dam) = (Pair::new(AlleleId(0), AlleleId(1)), Pair::new(AlleleId(1), AlleleId(1)));
    let frequency = [Ratio::new(1, 10), Ratio::new(2, 5), Ratio::new(1, 2)].map(|ratio| ratio.expect("a fraction"));
    let index = |sire: Pair| {
        paternity_index(&Locus::autosomal(3), (young, None), Some(dam), sire, &frequency).expect("an index").to_string()
    };
    assert_eq!(index(Pair::new(AlleleId(2), AlleleId(2))), "0");
    // The sire must have given the allele of frequency 1/10: 1/p if he has two of it, 1/(2p) if one.
    assert_eq!(index(Pair::new(AlleleId(0), AlleleId(0))), "10");
    assert_eq!(index(Pair::new(AlleleId(0), AlleleId(2))), "5");
}
