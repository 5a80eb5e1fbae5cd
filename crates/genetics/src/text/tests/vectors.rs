use super::*;
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn every_vector_is_read_as_it_says() {
    let catalogue = catalogue();
    let entries: Vec<Value> = serde_json::from_str(include_str!("../../../tests/data/parse.json")).unwrap();
    assert_eq!(entries.len(), 72);
    let mut wrong = Vec::new();
    for entry in &entries {
        let taxon = catalogue.taxon(entry["species"].as_str().unwrap()).unwrap();
        let text = entry["text"].as_str().unwrap();
        let reading = Lexicon::new(taxon).parse(text);
        let expected: BTreeMap<String, BTreeMap<String, String>> = entry["expect"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(locus, pairs)| {
                let pairs = pairs.as_array().unwrap().iter();
                let pair = |pair: &Value| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned());
                (locus.clone(), pairs.map(pair).collect())
            })
            .collect();
        let found: BTreeMap<String, BTreeMap<String, String>> = if reading.is_sound() {
            let pairs = |pairs: Vec<(String, crate::genotype::Chance)>| {
                pairs.into_iter().map(|(pair, p)| (pair, p.to_string()))
            };
            written(taxon, &reading.genotype).into_iter().map(|(locus, list)| (locus, pairs(list).collect())).collect()
        } else {
            BTreeMap::new()
        };
        let codes: Vec<&str> =
            entry["warnings"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
        if found != expected || reading.codes() != codes {
            wrong.push(format!("{text}: {found:?} {:?}, expected {expected:?} {codes:?}", reading.codes()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
