use super::*;
use crate::catalogue::{Catalogue, Taxon};
use std::sync::OnceLock;

mod adverts;
mod certain;
mod hostile;
mod names;
mod rules;
mod vectors;

/// Read once: the tests ask for it thousands of times.
fn catalogue() -> &'static Catalogue {
    Catalogue::seeded()
}

/// The names of a species by its place in the catalogue.
fn lexicon(species: usize) -> &'static Lexicon<'static> {
    static LEXICONS: OnceLock<Vec<Lexicon<'static>>> = OnceLock::new();
    &LEXICONS.get_or_init(|| catalogue().taxa.iter().map(Lexicon::new).collect())[species]
}

/// "clown: +/clown 2/3, +/+ 1/3; pastel: +/pastel 1" and the codes.
fn read(taxon: &Taxon, text: &str) -> (String, Vec<String>) {
    let reading = Lexicon::new(taxon).parse(text);
    let loci = reading.written(taxon);
    let one = |(locus, pairs): &(String, Vec<(String, crate::genotype::Chance)>)| {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(pair, p)| if p.to_string() == "1" { pair.clone() } else { format!("{pair} {p}") })
            .collect();
        format!("{locus}: {}", pairs.join(", "))
    };
    (loci.iter().map(one).collect::<Vec<_>>().join("; "), reading.codes())
}
