//! Combos that `genes.csv` names in passing and `combos.csv` lacks: "with Candy/Toffee: Candino/Toffino", "Bacan/OGS: Amber", "+ Anery: Ice".

use super::{
    combo,
    locus::Certainty,
    taxon::Taxon,
    words::{squash, without_parentheses},
};

/// A name, its genotype in the words of `combos.csv`, source and certainty.
#[derive(Debug, Clone)]
pub struct Named {
    pub name: String,
    pub text: String,
    pub source: String,
    pub certainty: Certainty,
}

/// Adds the combos of a list, and those that its genes' remarks name, unless the taxon has one of that name.
pub fn add(taxon: &mut Taxon, rows: Vec<Named>) {
    let alleles = taxon.loci.iter().flat_map(|locus| &locus.alleles);
    let remarked: Vec<Named> =
        alleles
            .flat_map(|allele| {
                let gene = without_parentheses(&allele.name);
                allele.super_text.split(';').flat_map(move |part| remark(&gene, part.trim())).map(|(name, text)| {
                    Named { name, text, source: allele.source.clone(), certainty: allele.certainty }
                })
            })
            .collect();
    for row in rows.into_iter().chain(remarked) {
        let known = taxon.combos.iter().any(|combo| squash(&combo.name) == squash(&row.name));
        let gene = !taxon.exact(&squash(&row.name)).is_empty();
        if !known && !gene {
            let combo = combo::read(taxon, &row.name, &row.text, &row.source, row.certainty);
            taxon.combos.push(combo);
        }
    }
}

/// Names and genotypes of one remark.
fn remark(gene: &str, part: &str) -> Vec<(String, String)> {
    let Some((what, names)) = part.split_once(": ") else { return Vec::new() };
    let names: Vec<&str> = names.split('/').map(str::trim).collect();
    if let Some(others) = what.strip_prefix("with ") {
        let others: Vec<&str> = others.split('/').collect();
        let other = |at: usize| others.get(at).or_else(|| others.first().filter(|_| others.len() == 1));
        let named = names.iter().enumerate();
        return named.filter_map(|(at, name)| Some(((*name).to_owned(), format!("{gene}/{}", other(at)?)))).collect();
    }
    let text = match what.strip_prefix("+ ") {
        Some(other) => format!("{gene} visual + {other} visual"),
        None if what.contains('/') => what.strip_suffix(" compound").unwrap_or(what).to_owned(),
        None => return Vec::new(),
    };
    names.iter().map(|name| ((*name).to_owned(), text.clone())).collect()
}

#[cfg(test)]
#[test]
fn remarks_name_combos() {
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(
        remark("Albino", "with Candy/Toffee: Candino/Toffino"),
        [pair("Candino", "Albino/Candy"), pair("Toffino", "Albino/Toffee")]
    );
    assert_eq!(remark("Bacan", "Bacan/OGS: Amber"), [pair("Amber", "Bacan/OGS")]);
    assert_eq!(remark("Lava", "+ Anery: Ice"), [pair("Ice", "Lava visual + Anery visual")]);
    assert!(remark("Enchi", "Super Enchi").is_empty());
}
