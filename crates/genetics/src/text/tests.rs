use super::*;
use crate::catalogue::{Catalogue, Taxon};

mod hostile;
mod names;
mod rules;
mod vectors;

fn catalogue() -> Catalogue {
    Catalogue::load(include_str!("../../data/genes.csv"), include_str!("../../data/combos.csv")).unwrap()
}

/// "clown: +/clown 2/3, +/+ 1/3; pastel: +/pastel 1" and the codes.
fn read(taxon: &Taxon, text: &str) -> (String, Vec<String>) {
    let reading = Lexicon::new(taxon).parse(text);
    let loci = written(taxon, &reading.genotype);
    let one = |(locus, pairs): &(String, Vec<(String, crate::genotype::Chance)>)| {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(pair, p)| if p.to_string() == "1" { pair.clone() } else { format!("{pair} {p}") })
            .collect();
        format!("{locus}: {}", pairs.join(", "))
    };
    (loci.iter().map(one).collect::<Vec<_>>().join("; "), reading.codes())
}
