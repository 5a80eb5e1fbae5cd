//! Texts, crosses, evidence.

use super::Work;
use repti_genetics::{
    calculator::{Calculator, Question},
    cross::Cross,
    evidence::{Animal, Limits, Locus, Pedigree, Query, posterior},
    genotype::{AlleleId, Genotype, Number as _, Pair},
    text::{Lexicon, Percent},
};

/// Ten genes as an advert names them, five that show and five that don't.
pub const TEN_GENES: &str = "Pastel Enchi Spider Fire Yellow Belly het Clown Pied Hypo Axanthic (VPI) Lavender Albino";

/// A long advert: sixty words, some of which say nothing of genes.
pub fn sixty_words() -> String {
    let ten = "Queen Bee Enchi Yellow Belly Fire Clown 66% het Pied 50% het Desert Ghost proven female CB21 500 g";
    let more = "Super Pastel het Lavender Albino pos het Hypo 1.0 Banana male maker";
    let all: Vec<&str> = [ten, more, ten, more].iter().flat_map(|part| part.split(' ')).take(60).collect();
    all.join(" ")
}

/// The species with the most genes.
pub fn calculator() -> Option<&'static Calculator<'static>> {
    Calculator::seeded("ball python")
}

fn lexicon() -> Option<Lexicon<'static>> {
    Some(Lexicon::new(calculator()?.taxon()))
}

/// Both texts read, the young named, the odds of each, alone and in a clutch of six.
fn keystroke(sire: &str, dam: &str) -> Option<Work> {
    let calculator = calculator()?;
    let question = Question { taxon: String::new(), sire: sire.to_owned(), dam: dam.to_owned(), eggs: 6 };
    calculator.answer(&question).forecast?;
    Some(Box::new(move || {
        let forecast = calculator.answer(&question).forecast;
        forecast.map_or(f64::NAN, |forecast| {
            forecast.young.iter().map(|young| young.per_egg.p + young.clutch.unwrap_or(0.0)).sum()
        })
    }))
}

pub fn two() -> Option<Work> {
    keystroke("Pastel 66% het Clown", "Enchi het Clown")
}

pub fn ten() -> Option<Work> {
    keystroke(TEN_GENES, TEN_GENES)
}

/// As many possible hets as asked for, of different loci.
fn possible(count: usize) -> Option<String> {
    let genes = calculator()?.taxon().loci.iter().filter_map(|locus| Some(locus.alleles.first()?.name.as_str()));
    Some(genes.take(count).map(|gene| format!("66% het {gene}")).collect::<Vec<_>>().join(", "))
}

pub fn ten_possible() -> Option<Work> {
    let text = possible(10)?;
    keystroke(&text, &text)
}

pub fn sixty_possible() -> Option<Work> {
    let text = possible(60)?;
    keystroke(&text, &text)
}

fn ten_genes() -> Option<(&'static Calculator<'static>, Genotype)> {
    let genotype = lexicon()?.parse(TEN_GENES).genotype;
    Some((calculator()?, genotype)).filter(|(_, genotype)| genotype.loci.len() == 10)
}

pub fn likeliest() -> Option<Work> {
    let (calculator, genotype) = ten_genes()?;
    Some(Box::new(move || {
        let cross = Cross::of(calculator.taxon(), &genotype, &genotype).ok();
        let outcome = cross.as_ref().and_then(|cross| cross.outcome().ok());
        outcome.map_or(f64::NAN, |outcome| {
            let best = outcome.best(100);
            best.rows.len() as f64 + best.cumulative.to_f64()
        })
    }))
}

pub fn rows() -> Option<Work> {
    let (calculator, genotype) = ten_genes()?;
    Some(Box::new(move || {
        let cross = Cross::of(calculator.taxon(), &genotype, &genotype).ok();
        let rows = cross.as_ref().and_then(|cross| cross.outcome().ok()?.rows().ok());
        rows.map_or(f64::NAN, |rows| rows.len() as f64)
    }))
}

pub fn text() -> Option<Work> {
    let (lexicon, text) = (lexicon()?, sixty_words());
    Some(Box::new(move || {
        let reading = lexicon.parse(&text);
        (reading.words.len() + reading.findings.len() + reading.genotype.loci.len()) as f64
    }))
}

pub fn name() -> Option<Work> {
    let (_, genotype) = ten_genes()?;
    let lexicon = lexicon()?;
    Some(Box::new(move || lexicon.name(&genotype, Percent::Hobby).text.len() as f64))
}

/// Sixteen founders of a line that may carry a recessive, and four generations of clutches: each pair's young are paired with the next pair's. The last
/// clutch has a visual; nobody else shows.
#[must_use]
pub fn family() -> Pedigree<f64> {
    let pair = |one: u8, other: u8| Pair::new(AlleleId(one), AlleleId(other));
    let plain = || vec![pair(0, 0), pair(0, 1)];
    let mut pedigree = Pedigree::new(Locus::autosomal(2));
    let founder = || Animal::founder(vec![(pair(0, 1), 0.2), (pair(0, 0), 0.8)]);
    let mut pairs: Vec<[usize; 2]> = (0..8).map(|_| [pedigree.push(founder()), pedigree.push(founder())]).collect();
    while pairs.len() > 1 {
        let first: Vec<usize> = pairs
            .iter()
            .map(|&[sire, dam]| {
                let clutch: Vec<usize> =
                    (0..4).map(|_| pedigree.push(Animal::young(sire, dam).seen(plain()))).collect();
                clutch.first().copied().unwrap_or(sire)
            })
            .collect();
        pairs = first.as_chunks::<2>().0.to_vec();
    }
    if let Some(&[sire, dam]) = pairs.first() {
        (0..7).for_each(|_| _ = pedigree.push(Animal::young(sire, dam).seen(plain())));
        pedigree.push(Animal::young(sire, dam).seen(vec![pair(1, 1)]));
    }
    pedigree
}

pub fn relatives() -> Option<Work> {
    let pedigree = family();
    let query = Query { animals: (0..pedigree.animals.len()).collect(), ..Query::default() };
    Some(Box::new(move || {
        let answer = posterior(&pedigree, &query, &Limits::default());
        answer.map_or(f64::NAN, |answer| {
            answer.animals.iter().flat_map(|animal| &animal.chances).map(|(pair, p)| p * f64::from(pair.b().0)).sum()
        })
    }))
}
