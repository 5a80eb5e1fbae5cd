//! From a text to claims, a gene for a gene.

use super::gene::words;
use crate::{
    arrange::Arrange as _,
    calculator::{Calculator, Hint, Weight, hints},
    catalogue::{Locus, Taxon},
    cross::Sex,
    genotype::{AlleleId, Chance, Dist, Number as _},
    text::{Percent, Problem, Reading, shape},
};
use repti_model::{
    genotype::{Chromosome, ClaimLook, ClaimedGene},
    lineage,
};
use serde::{Deserialize, Serialize};

/// A gene of a text as a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadGene {
    pub claimed: ClaimedGene,
    pub name: String,
    /// As the hobby writes it: `66% het Clown`.
    pub words: String,
    pub look: ClaimLook,
}

/// What a text claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextClaims {
    /// All of it by its shortest name; `None` where a word has no certain meaning, and then there are no genes either.
    pub name: Option<String>,
    /// Locus by locus in the order of the text.
    pub genes: Vec<ReadGene>,
    pub hints: Vec<Hint>,
}

impl TextClaims {
    /// Whether every word was understood.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.name.is_some()
    }
}

/// The claims of a text about an animal of this sex. Without a certain meaning for every word there are none, only hints that name the word:
/// half a genotype would look like a whole one.
#[must_use]
pub fn read(calculator: &Calculator<'_>, text: &str, sex: Option<Sex>) -> TextClaims {
    let (taxon, lexicon) = (calculator.taxon(), calculator.lexicon());
    if text.trim().is_empty() {
        return TextClaims { name: None, genes: Vec::new(), hints: Vec::new() };
    }
    let reading = lexicon.parse(text);
    let known = sex.or(reading.sex);
    let mut hints = hints(text, &reading, known.unwrap_or(Sex::Female));
    for hint in &mut hints {
        if hint.code == "other-sex" {
            hint.message = "The text says another sex than the record: change one of them.".to_owned();
        }
    }
    escalate(&reading, &mut hints);
    let mut genes = Vec::new();
    for (id, span) in &reading.places {
        let Some(locus) = taxon.locus(*id) else { continue };
        let found = reading.genotype.loci.get(id).and_then(|dist| claims(locus, dist));
        match found.filter(|found| !found.is_empty()) {
            Some(found) => genes.extend(found),
            // Never drops a word: where claims of single genes can't say what was read, it has to be said otherwise.
            None if hints.iter().any(|hint| hint.weight == Weight::Error) => {}
            None => hints.push(error(
                "no-single-claim",
                format!("What is said of {} has no claim of single genes: name them one by one.", locus.name),
                span.start,
                span.end,
            )),
        }
    }
    genes.extend(reading.tags.iter().map(|slug| ClaimedGene {
        gene: slug.clone(),
        copies: None,
        chance: lineage::Chance::CERTAIN,
        carried_on: None,
    }));
    if genes.is_empty() && !hints.iter().any(|hint| hint.weight == Weight::Error) {
        hints.push(error("no-gene", "This names no gene.".to_owned(), 0, text.len()));
    }
    hints.arrange_by_key(|hint| hint.weight);
    if hints.iter().any(|hint| hint.weight == Weight::Error) {
        return TextClaims { name: None, genes: Vec::new(), hints };
    }
    let name = lexicon.name(&reading.genotype, Percent::Hobby).text;
    let genes = genes.into_iter().map(|claimed| named(taxon, claimed, known)).collect();
    TextClaims { name: Some(name), genes, hints }
}

fn named(taxon: &Taxon, claimed: ClaimedGene, sex: Option<Sex>) -> ReadGene {
    let (name, words, look) = words(taxon, &claimed, sex);
    ReadGene { claimed, name, words, look }
}

fn error(code: &str, message: String, start: usize, end: usize) -> Hint {
    Hint { weight: Weight::Error, code: code.to_owned(), message, start, end, choices: Vec::new() }
}

/// "BluEL" alone doesn't say which two, and a gene that found no room was left out: good enough for a warning, not for a record.
fn escalate(reading: &Reading, hints: &mut [Hint]) {
    let grave = |problem: &Problem| {
        matches!(
            problem,
            Problem::CompoundConstitutionUnknown { .. }
                | Problem::HetImpossibleBothSlotsUsed { .. }
                | Problem::InconsistentAllelicPrior { .. }
                | Problem::PercentageOutOfRange
                | Problem::QuestionMark
        )
    };
    for finding in reading.findings.iter().filter(|finding| grave(&finding.problem)) {
        let code = finding.problem.code().0;
        let of = |hint: &&mut Hint| hint.code == code && hint.start == finding.span.start;
        hints.iter_mut().filter(of).for_each(|hint| hint.weight = Weight::Error);
    }
}

/// The claims that say exactly this of a locus; `None` where no claims of single genes do.
fn claims(locus: &Locus, dist: &Dist<Chance>) -> Option<Vec<ClaimedGene>> {
    let claim = |id: AlleleId, copies: u8, p: Chance| {
        Some(ClaimedGene {
            gene: locus.allele(id)?.slug.clone(),
            copies: Some(copies),
            chance: fraction(p)?,
            carried_on: None,
        })
    };
    // One copy on the only chromosome that has the locus.
    if let Some(pair) = dist.sure().filter(|pair| pair.unphased().is_hemizygous()) {
        return pair.a().is_mutant().then(|| claim(pair.a(), 1, Chance::ONE)).map(|one| one.into_iter().collect());
    }
    let shape = shape(locus, dist)?;
    let mut claims = Vec::new();
    match shape.shows {
        Some(pair) if pair.a() == pair.b() => claims.push(claim(pair.a(), 2, Chance::ONE)?),
        Some(pair) => {
            for id in [pair.a(), pair.b()].into_iter().filter(|id| id.is_mutant()) {
                claims.push(claim(id, 1, Chance::ONE)?);
            }
        }
        None => {}
    }
    if let (Some(on_x), [only]) = (shape.on_x, claims.as_mut_slice()) {
        only.carried_on = Some(if on_x { Chromosome::X } else { Chromosome::Y });
    }
    for (id, p) in shape.hets {
        claims.push(claim(id, 1, p)?);
    }
    if let Some((id, p)) = shape.perhaps {
        claims.push(claim(id, 2, p)?);
    }
    Some(claims)
}

/// A probability as a record keeps it: a fraction of small numbers. What needs longer ones is rounded to a millionth.
fn fraction(p: Chance) -> Option<lineage::Chance> {
    let exact = p.ratio().and_then(|ratio| {
        lineage::Chance::new(i32::try_from(ratio.num()).ok()?, i32::try_from(ratio.den()).ok()?).ok()
    });
    let millionths = (p.to_f64() * 1e6).round().clamp(1.0, 1e6);
    // Between one and a million.
    exact.or_else(|| lineage::Chance::new(millionths as i32, 1_000_000).ok())
}
