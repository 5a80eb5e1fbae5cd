//! The search over the genes, combos and tags of all species.

use super::{
    names::{combo_link, gene_link, inheritance, tag_link, two_copies},
    species::{self, Species},
};
use repti_genetics::catalogue::squash;
use repti_model::genes::{GeneHit, GeneIndex};

/// Longer lists help nobody.
const MOST_HITS: usize = 60;
/// What is typed beyond this says nothing of a gene.
const MOST_LETTERS: usize = 100;

/// The species, and what the words name: exactly, else as the beginning of a name, else word by word, in a name and its species.
#[must_use]
pub fn index(q: &str) -> GeneIndex {
    let q: String = q.chars().take(MOST_LETTERS).collect();
    let asked = Asked { squashed: squash(&q), words: words(&q) };
    let mut hits: Vec<(u8, GeneHit)> = Vec::new();
    if !asked.squashed.is_empty() {
        species::all().iter().for_each(|species| find(species, &asked, &mut hits));
    }
    hits.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.name.cmp(&right.1.name)));
    GeneIndex {
        taxa: species::all().iter().map(Species::summary).collect(),
        found: u32::try_from(hits.len()).unwrap_or(u32::MAX),
        hits: hits.into_iter().take(MOST_HITS).map(|(_, hit)| hit).collect(),
    }
}

struct Asked {
    squashed: String,
    words: Vec<String>,
}

fn find(species: &'static Species, asked: &Asked, hits: &mut Vec<(u8, GeneHit)>) {
    let root = format!("/genes/{}", species.slug);
    let own: Vec<String> = [&species.name].into_iter().chain(&species.taxon.aliases).cloned().collect();
    let mut hit = |names: Vec<String>, path: String, kind: &str, around: &[String]| {
        let Some((rank, at)) = asked.best(&names, around) else { return };
        let Some(name) = names.first().cloned() else { return };
        let alias = names.get(at).filter(|_| at > 0).cloned();
        let taxon = species.name.clone();
        hits.push((rank, GeneHit { taxon, name, path, kind: kind.to_owned(), alias }));
    };
    hit(own.clone(), root.clone(), "Species", &[]);
    for found in species.genes() {
        let allele = found.allele;
        let mut names = vec![allele.name.clone()];
        names.extend(allele.aliases.iter().chain(&allele.super_aliases).cloned());
        names.push(two_copies(allele));
        let path = format!("{root}/{}", gene_link(allele).slug);
        hit(names, path, inheritance(allele.inheritance).label(), &own);
    }
    for combo in &species.taxon.combos {
        hit(vec![combo.name.clone()], format!("{root}/combos/{}", combo_link(combo).slug), "Combo", &own);
    }
    for tag in &species.taxon.tags {
        let names = [&tag.name].into_iter().chain(&tag.aliases).cloned().collect();
        hit(names, format!("{root}#{}", tag_link(tag).slug), "No probability", &own);
    }
}

impl Asked {
    /// The best of several names, the first before the others: its rank and its place.
    fn best(&self, names: &[String], around: &[String]) -> Option<(u8, usize)> {
        let ranked = names.iter().enumerate().filter_map(|(at, name)| {
            let rank = self.rank(name, around)?;
            Some((rank + u8::from(at > 0), at))
        });
        ranked.min()
    }

    fn rank(&self, name: &str, around: &[String]) -> Option<u8> {
        let own = squash(name);
        if own == self.squashed {
            return Some(0);
        }
        if self.squashed.chars().count() >= 2 && own.starts_with(&self.squashed) {
            return Some(2);
        }
        let begins = |names: &[String], word: &str| names.iter().any(|full| full.starts_with(word));
        let own = words(name);
        let around: Vec<String> = around.iter().flat_map(|name| words(name)).collect();
        let all = self.words.iter().all(|word| begins(&own, word) || begins(&around, word));
        // A letter begins half of the catalogue.
        let any = self.words.iter().any(|word| word.chars().count() >= 2 && begins(&own, word));
        (all && any).then_some(4)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
