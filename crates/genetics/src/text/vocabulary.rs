//! Every name that a text of one species can hold, by its key.

use super::{
    keyword::{KEYWORDS, Key, MAKERS, SEXES},
    scan::key,
};
use crate::{
    catalogue::{Allele, Linkage, Taxon, lower, slug, squash},
    genotype::{AlleleId, LocusId},
};
use std::{collections::BTreeMap, ops::Bound};

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Allele(LocusId, AlleleId),
    /// Two copies: Ivory.
    Super(LocusId, AlleleId),
    /// By its place in [`Taxon::combos`].
    Combo(usize),
    /// All that is known is that both alleles are of this locus: BluEL.
    Complex(LocusId),
    /// By its place in [`Taxon::tags`], with the name used.
    Tag(usize, String),
    /// By its place in [`Taxon::lines`].
    Line(usize),
    /// One name of several genes.
    Several(Vec<(LocusId, AlleleId)>),
    Key(Key),
}

/// Names of a whole complex, that fix only that both alleles are of it: species, a gene of the complex, names.
const COMPLEXES: [(&str, &str, &str); 2] = [
    (
        "ball python",
        "Mojave",
        "BluEL;BEL;BlueEL;BLEL;Blue Eyed Leucistic;Blue Eyed Leucy;Blue Eyed Lucy;Blue Eye Leucistic;Blue Eye Lucy",
    ),
    ("ball python", "Fire", "BlkEL;Black Eyed Leucistic;Black Eyed Leucy;Black Eyed Lucy;Black Eye Leucistic"),
];

/// Meanings by key, and what suggestions are made of.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub meanings: BTreeMap<String, Meaning>,
    /// Key and written form (in lower case) of every name and modifier that may be suggested.
    pub known: Vec<(String, String)>,
    /// How many of the known ones are names of genes, and so never ambiguous; they come first.
    genes: usize,
}

impl Vocabulary {
    /// In order of precedence: what stands first keeps its key.
    pub fn new(taxon: &Taxon) -> Self {
        let mut own = Self::default();
        let alleles =
            || taxon.loci().flat_map(|(at, locus)| locus.ids().filter_map(move |id| Some((at, id, locus.allele(id)?))));
        for (at, id, allele) in alleles() {
            own.add(&allele.name, Meaning::Allele(at, id));
        }
        own.genes = own.known.len();
        for (place, combo) in taxon.combos.iter().enumerate().filter(|(_, combo)| !combo.readings.is_empty()) {
            // "Ivory" is a combo of one gene with itself; as the name of two copies "het" before it has a meaning.
            let meaning = match combo.needs() {
                Some([need])
                    if combo.readings.len() == 1 && combo.tags.is_empty() && need.pair.a() == need.pair.b() =>
                {
                    Meaning::Super(need.locus, need.pair.a())
                }
                _ => Meaning::Combo(place),
            };
            own.add(&combo.name, meaning);
        }
        for (_, gene, names) in COMPLEXES.iter().filter(|entry| entry.0 == taxon.name) {
            if let [(locus, _)] = taxon.exact(&squash(gene)).as_slice() {
                names.split(';').for_each(|name| own.add(name, Meaning::Complex(*locus)));
            }
        }
        for (at, id, allele) in alleles() {
            allele.aliases.iter().for_each(|name| own.add_alias(name, at, id));
        }
        for (at, id, allele) in alleles() {
            for name in taxon.super_name(at, id).into_iter().chain(allele.super_aliases.iter().map(String::as_str)) {
                own.add_super(name, at, id);
            }
        }
        own.tags(taxon);
        for (at, id, allele) in alleles() {
            variants(allele).iter().for_each(|name| own.add(name, Meaning::Allele(at, id)));
            own.add_hidden(&allele.slug, Meaning::Allele(at, id));
        }
        for (place, line) in taxon.lines.iter().enumerate() {
            own.add_hidden(&line.word, Meaning::Line(place));
            if line.word == "axanthic" {
                own.add_hidden("ax", Meaning::Line(place));
            }
        }
        own.keywords(taxon);
        own
    }

    fn tags(&mut self, taxon: &Taxon) {
        for (place, tag) in taxon.tags.iter().enumerate() {
            self.add(&tag.name, Meaning::Tag(place, tag.slug.clone()));
            for name in tag.name.split(" / ").chain(tag.aliases.iter().map(String::as_str)) {
                self.add(name, Meaning::Tag(place, slug(name)));
            }
        }
    }

    fn keywords(&mut self, taxon: &Taxon) {
        let makers = taxon.loci.iter().any(|locus| matches!(locus.linkage, Linkage::XyRecombining { .. }));
        let makers = MAKERS.iter().filter(|_| makers);
        for (word, names) in KEYWORDS.iter().chain(&SEXES).chain(makers) {
            for name in names.split_whitespace() {
                self.add_hidden(name, Meaning::Key(*word));
            }
        }
        for name in ["het", "possible", "super", "visual", "homozygous", "normal"] {
            self.known.push((name.to_owned(), name.to_owned()));
        }
        for name in core::iter::once(&taxon.name).chain(&taxon.aliases) {
            self.add_hidden(name, Meaning::Key(Key::Species));
        }
        for word in taxon.name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 2) {
            self.add_hidden(word, Meaning::Key(Key::Species));
        }
    }

    fn add(&mut self, name: &str, meaning: Meaning) {
        let key = key(name);
        if !key.is_empty() && !self.meanings.contains_key(&key) {
            self.known.push((key.clone(), lower(name)));
        }
        self.add_hidden(name, meaning);
    }

    /// Understood, but never suggested.
    fn add_hidden(&mut self, name: &str, meaning: Meaning) {
        let key = key(name);
        if key.contains('&') {
            for with in ["", "and"] {
                self.meanings.entry(key.replace('&', with)).or_insert_with(|| meaning.clone());
            }
        }
        if !key.is_empty() {
            self.meanings.entry(key).or_insert(meaning);
        }
    }

    /// An alias of two genes is the name of neither.
    fn add_alias(&mut self, name: &str, locus: LocusId, id: AlleleId) {
        let key = key(name);
        let clash = match self.meanings.get(&key) {
            Some(Meaning::Allele(at, own)) if (*at, *own) != (locus, id) && self.is_alias(&key) => {
                Some(vec![(*at, *own), (locus, id)])
            }
            Some(Meaning::Several(list)) => Some(list.iter().copied().chain([(locus, id)]).collect()),
            _ => None,
        };
        match clash {
            Some(list) => _ = self.meanings.insert(key, Meaning::Several(list)),
            None => self.add(name, Meaning::Allele(locus, id)),
        }
    }

    /// Whether the key was added as an alias, and not as a gene's own name.
    fn is_alias(&self, key: &str) -> bool {
        self.known.iter().skip(self.genes).any(|known| known.0 == key)
    }

    /// "Super Pastel" is a modifier and a gene already; "Super Snow", of the Mack Snow, isn't.
    fn add_super(&mut self, name: &str, locus: LocusId, id: AlleleId) {
        let plain = name.strip_prefix("Super ").and_then(|gene| self.meanings.get(&key(gene)));
        if plain != Some(&Meaning::Allele(locus, id)) {
            self.add(name, Meaning::Super(locus, id));
        }
    }

    /// The catalogue's name of what a stretch of text means.
    pub fn written(&self, taxon: &Taxon, text: &str) -> Option<String> {
        match self.get(&key(text))? {
            Meaning::Allele(locus, id) => Some(taxon.allele_name(*locus, *id).to_owned()),
            Meaning::Super(locus, id) => {
                let own = taxon.super_name(*locus, *id).map(str::to_owned);
                Some(own.unwrap_or_else(|| format!("Super {}", taxon.allele_name(*locus, *id))))
            }
            Meaning::Combo(place) => taxon.combos.get(*place).map(|combo| combo.name.clone()),
            Meaning::Complex(locus) => taxon.locus(*locus).map(|locus| locus.name.clone()),
            Meaning::Tag(place, _) => taxon.tags.get(*place).map(|tag| tag.name.clone()),
            Meaning::Line(_) | Meaning::Several(_) | Meaning::Key(_) => None,
        }
    }

    /// The first name whose key begins so: the one that is this key, if there is one.
    pub fn beginning(&self, key: &str) -> Option<(&str, &Meaning)> {
        let from = (Bound::Included(key), Bound::Unbounded);
        let (known, meaning) = self.meanings.range::<str, _>(from).next()?;
        known.starts_with(key).then_some((known.as_str(), meaning))
    }

    /// Whether a key is longer than this one and begins with it.
    pub fn beyond(&self, key: &str) -> bool {
        let from = (Bound::Excluded(key), Bound::Unbounded);
        self.meanings.range::<str, _>(from).next().is_some_and(|(known, _)| known.starts_with(key))
    }

    /// The meaning of a key.
    pub fn get(&self, key: &str) -> Option<&Meaning> {
        self.meanings.get(key)
    }
}

/// "Axanthic (VPI)" is "VPI Axanthic" and "VPI" too.
fn variants(allele: &Allele) -> Vec<String> {
    let Some((word, rest)) = allele.name.split_once('(') else { return Vec::new() };
    let (word, inner) = (word.trim(), rest.trim_end_matches(')').trim());
    vec![format!("{inner} {word}"), inner.to_owned()]
}
