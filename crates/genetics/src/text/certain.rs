//! Names that are read back for certain, whatever stands before and after them.
//!
//! A name is read by the longest entry of the vocabulary that begins where it begins. Where no entry goes on beyond its end with the word that follows,
//! nothing behind it can change how it is read; where none goes on beyond it from the modifier before it, nor does that. Then a text of such names is read
//! name by name, and as loci are weighed one by one, what each says by itself is what all say together: no text has to be read again to know it.

use super::{
    lexicon::Lexicon,
    line,
    part::Group,
    scan::{Mark, key, scan},
    vocabulary::Meaning,
};
use crate::{
    catalogue::{Inheritance, Linkage},
    genotype::{Chance, Dist, Genotype, LocusId, Number as _, Pair},
};
use core::sync::atomic::{AtomicU16, Ordering};

/// What is known so far: for each combo, then for each allele of each locus, [`KNOWN`] and what was found for each of four ways to say it.
#[derive(Debug, Default)]
pub struct Certain {
    bits: Vec<AtomicU16>,
    /// Where the alleles of each locus begin.
    loci: Vec<usize>,
}

impl Certain {
    pub fn new(combos: usize, alleles: impl Iterator<Item = usize>) -> Self {
        let (mut len, mut loci) = (combos, Vec::new());
        for count in alleles {
            loci.push(len);
            len += count;
        }
        Self { bits: (0..len).map(|_| AtomicU16::new(0)).collect(), loci }
    }

    fn of(&self, meaning: &Meaning) -> Option<&AtomicU16> {
        let at = match meaning {
            Meaning::Combo(place) => *place,
            Meaning::Allele(locus, id) => self.loci.get(usize::from(locus.0))? + usize::from(id.0).checked_sub(1)?,
            _ => return None,
        };
        self.bits.get(at)
    }
}

/// How sure it is that a part is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// It has to be tried.
    No,
    /// Unless a longer name begins with it and the word behind it ([`continues`]).
    Behind,
    Yes,
}

const KNOWN: u16 = 1;

/// How sure it is that a combo, or an allele as a part of this group, is read back.
pub fn sure(lexicon: &Lexicon<'_>, meaning: &Meaning, group: Group) -> Sure {
    let Some(bits) = lexicon.certain.of(meaning) else { return Sure::No };
    let way = match group {
        Group::Combo | Group::Shows | Group::Dominant | Group::Visual => 0,
        Group::Super => 4,
        Group::Perhaps => 8,
        Group::Het => 12,
    };
    let known = bits.load(Ordering::Relaxed) >> way;
    match known & 7 {
        0 => {
            let found = looked_into(lexicon, meaning, group).unwrap_or(Sure::No);
            bits.fetch_or((KNOWN | (found as u16) << 1) << way, Ordering::Relaxed);
            found
        }
        1 => Sure::No,
        3 => Sure::Behind,
        _ => Sure::Yes,
    }
}

/// Whether a longer name begins with this one and the first word of what follows.
pub fn continues(lexicon: &Lexicon<'_>, name: &str, next: &str) -> bool {
    let word = next.split_whitespace().next().unwrap_or("");
    scan(word).first().is_some_and(|raw| lexicon.begins(&(key(name) + &raw.key)))
}

fn looked_into(lexicon: &Lexicon<'_>, meaning: &Meaning, group: Group) -> Option<Sure> {
    let taxon = lexicon.taxon();
    match meaning {
        Meaning::Combo(place) => {
            let combo = taxon.combos.get(*place)?;
            // Of others it depends on the genes beside them what they say.
            if !combo.unread.is_empty() || !combo.tags.is_empty() || line::of(taxon, combo).is_some() {
                return None;
            }
            let mut all = Genotype::default();
            combo.needs()?.iter().for_each(|need| _ = all.loci.insert(need.locus, Dist::certain(need.pair)));
            Some(holds(lexicon, "", &combo.name, meaning, &[(combo.name.clone(), all)]))
        }
        Meaning::Allele(at, id) => {
            let locus = taxon.locus(*at).filter(|locus| locus.linkage == Linkage::Autosomal)?;
            let name = taxon.allele_name(*at, *id);
            let (het, hom, half) = (Pair::het(*id), Pair::hom(*id), Chance::fraction(1, 2));
            let certain = |pair| alone(*at, Dist::certain(pair));
            let even = |other| Some(alone(*at, Dist::new([(het, half), (other, half)]).ok()?));
            let recessive = locus.inheritance(*id) == Some(Inheritance::Recessive);
            Some(match group {
                Group::Super => match lexicon.super_name(*at, *id) {
                    Some(own) => holds(lexicon, "", own, &Meaning::Super(*at, *id), &[(own.to_owned(), certain(hom))]),
                    None => holds(lexicon, "super", name, meaning, &[(format!("Super {name}"), certain(hom))]),
                },
                Group::Perhaps => holds(lexicon, "super", name, meaning, &[(format!("50% super {name}"), even(hom)?)]),
                Group::Het if recessive => {
                    let both = [(format!("het {name}"), certain(het)), (format!("50% het {name}"), even(Pair::WILD)?)];
                    holds(lexicon, "het", name, meaning, &both)
                }
                Group::Het => holds(lexicon, "het", name, meaning, &[(format!("50% het {name}"), even(Pair::WILD)?)]),
                _ if recessive => holds(lexicon, "", name, meaning, &[(name.to_owned(), certain(hom))]),
                _ => holds(lexicon, "", name, meaning, &[(name.to_owned(), certain(het))]),
            })
        }
        _ => None,
    }
}

fn alone(at: LocusId, dist: Dist<Chance>) -> Genotype {
    let mut genotype = Genotype::default();
    genotype.loci.insert(at, dist);
    genotype
}

/// Whether a name behind a modifier (or none) has this meaning, and each of the texts says by itself what it should.
fn holds(lexicon: &Lexicon<'_>, before: &str, name: &str, meaning: &Meaning, says: &[(String, Genotype)]) -> Sure {
    let (raws, key) = (scan(name), key(name));
    // A letter of a chromosome may be read together with what follows.
    let begins = raws.first().is_some_and(|raw| raw.mark == Mark::Word && !matches!(&*raw.key, "on" | "x" | "y"));
    let plain = |mark| matches!(mark, Mark::Word | Mark::Number | Mark::Amp | Mark::Slash | Mark::Open | Mark::Close);
    let found = begins
        && raws.iter().all(|raw| plain(raw.mark))
        && lexicon.meaning(name) == Some(meaning)
        && (before.is_empty() || !lexicon.begins(&format!("{before}{key}")))
        && says.iter().all(|(text, genotype)| lexicon.parse(text).genotype == *genotype);
    match found {
        false => Sure::No,
        true if lexicon.goes_on(&key) => Sure::Behind,
        true => Sure::Yes,
    }
}
