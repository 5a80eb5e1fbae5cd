//! From claims to a genotype, and what is to be said of it as a whole.

use super::{
    MOST_BYTES,
    claim::{Body, Claim, claims},
    finding::{Finding, Problem, Severity},
    grammar::Grammar,
    merge::merge,
    reading::{Reading, Span, Taken, Word},
    tokens::tokens,
    vocabulary::Vocabulary,
};
use crate::{
    arrange::Arrange as _,
    catalogue::{Condition, Grade, Linkage, Rule, Taxon},
    cross::Sex,
    genotype::{AlleleId, Dist, Genotype, LocusId, Pair},
};

/// Reads a text against the names of its species.
pub fn parse(taxon: &Taxon, names: &Vocabulary, text: &str) -> Reading {
    let whole = Span { start: 0, end: text.len() };
    if text.len() > MOST_BYTES {
        let problem = Problem::TooLong { bytes: text.len(), most: MOST_BYTES };
        let words = vec![Word { span: whole, taken: Taken::Unknown, name: None }];
        let findings = vec![Finding { span: whole, problem }];
        return Reading {
            genotype: Genotype::default(),
            sex: None,
            words,
            places: Vec::new(),
            tags: Vec::new(),
            findings,
        };
    }
    let tokens = tokens(text, names);
    let mut grammar = Grammar::new(taxon, names, text);
    grammar.read(tokens.items);
    let said = claims(taxon, &grammar.statements, text);
    let mut findings = grammar.findings;
    findings.extend(said.findings);
    let maker = tokens.makers.first().copied();
    if let Some(other) = tokens.makers.iter().find(|other| maker.is_some_and(|maker| maker.0 != other.0)) {
        findings.push(Finding { span: other.1, problem: Problem::MakersContradict });
    }
    let sex = tokens.sex.or(maker.map(|_| Sex::Male));
    let mut animal = Animal { taxon, sex, genotype: Genotype::default(), findings, places: Vec::new() };
    animal.weigh(said.claims);
    animal.phase(maker);
    animal.judge();
    let silent =
        |word: &Word| matches!(word.taken, Taken::Sex | Taken::Remark | Taken::Filler | Taken::Species | Taken::Symbol);
    if tokens.words.iter().all(silent) && animal.findings.is_empty() {
        animal.findings.push(Finding { span: whole, problem: Problem::Empty });
    }
    let mut findings = animal.findings;
    findings.arrange_by_key(|finding| (finding.span.start, finding.severity()));
    let words = named(taxon, tokens.words, text, names);
    Reading { genotype: animal.genotype, sex, words, places: animal.places, tags: said.tags, findings }
}

struct Animal<'a> {
    taxon: &'a Taxon,
    sex: Option<Sex>,
    genotype: Genotype,
    findings: Vec<Finding>,
    /// Where each locus is spoken of, in the order of the text.
    places: Vec<(LocusId, Span)>,
}

impl Animal<'_> {
    fn finds(&mut self, span: Span, problem: Problem) {
        self.findings.push(Finding { span, problem });
    }

    fn place(&self, id: LocusId) -> Option<Span> {
        self.places.iter().find(|known| known.0 == id).map(|known| known.1)
    }

    /// The loci one by one.
    fn weigh(&mut self, claims: Vec<Claim>) {
        let mut by_locus: Vec<(LocusId, Vec<Claim>)> = Vec::new();
        for claim in self.without_explanations(claims) {
            match self.places.iter_mut().find(|known| known.0 == claim.locus) {
                Some((_, span)) => *span = span.to(claim.span),
                None => self.places.push((claim.locus, claim.span)),
            }
            match by_locus.iter_mut().find(|known| known.0 == claim.locus) {
                Some((_, claims)) => claims.push(claim),
                None => by_locus.push((claim.locus, vec![claim])),
            }
        }
        by_locus.arrange_by_key(|known| known.0);
        for (id, claims) in by_locus {
            let Some(locus) = self.taxon.locus(id) else { continue };
            let mut found = Vec::new();
            let dist = merge(locus, &claims.iter().collect::<Vec<_>>(), self.sex, &mut |span, problem| {
                found.push(Finding { span, problem });
            });
            self.findings.extend(found);
            let complex = claims.iter().find(|claim| claim.body == Body::Complex);
            let known = dist.as_ref().and_then(Dist::sure);
            let whole = known.is_some_and(|pair| pair.a().is_mutant() && pair.b().is_mutant());
            if let (Some(complex), false, true) = (complex, whole, dist.is_some()) {
                let choices = locus.ids().filter_map(|id| Some(locus.allele(id)?.name.clone())).collect();
                let problem = Problem::CompoundConstitutionUnknown { locus: locus.name.clone(), choices };
                self.finds(complex.span, problem);
            }
            if let Some(dist) = dist.filter(|dist| !dist.sure().is_some_and(Pair::is_wild)) {
                self.genotype.loci.insert(id, dist);
            }
        }
    }

    /// Leaves out parentheses that only explain what stands outside: "Bumblebee (Pastel Spider)".
    fn without_explanations(&self, mut claims: Vec<Claim>) -> Vec<Claim> {
        let mut groups: Vec<usize> = claims.iter().map(|claim| claim.paren).filter(|&paren| paren > 0).collect();
        groups.arrange();
        groups.dedup();
        // More parentheses than that explain nothing.
        for group in groups.into_iter().take(64) {
            let mut loci: Vec<LocusId> =
                claims.iter().filter(|claim| claim.paren == group).map(|claim| claim.locus).collect();
            loci.arrange();
            loci.dedup();
            let says_the_same = loci.iter().all(|&id| {
                let part = |inside: bool| {
                    let own = |claim: &&Claim| claim.locus == id && (claim.paren == group) == inside;
                    let claims: Vec<&Claim> = claims.iter().filter(own).collect();
                    self.taxon.locus(id).and_then(|locus| merge(locus, &claims, self.sex, &mut |_, _| {}))
                };
                let (inside, outside) = (part(true), part(false));
                inside.is_some() && inside == outside
            });
            if says_the_same {
                claims.retain(|claim| claim.paren != group);
            }
        }
        claims
    }

    /// Which sex chromosome of a male has the gene.
    fn phase(&mut self, maker: Option<(bool, Span)>) {
        let mut used = false;
        for (&id, dist) in &mut self.genotype.loci {
            let Some(locus) = self.taxon.locus(id) else { continue };
            let one = dist.sure().filter(|pair| pair.a() == AlleleId::WILD && pair.b().is_mutant());
            let (Linkage::XyRecombining { .. }, Some(pair)) = (locus.linkage, one) else { continue };
            if self.sex == Some(Sex::Female) {
                continue;
            }
            let allele = pair.b();
            if let Some((on_x, _)) = maker {
                let pair =
                    if on_x { Pair::phased(allele, AlleleId::WILD) } else { Pair::phased(AlleleId::WILD, allele) };
                *dist = Dist::certain(pair);
                used = true;
            } else {
                let gene = locus.allele(allele).map(|allele| allele.name.clone()).unwrap_or_default();
                let choices = vec![format!("{gene} FM"), format!("{gene} MM")];
                let problem = Problem::MakerUnknownIfMale { gene, locus: locus.slug.clone(), choices };
                let place = self.places.iter().find(|known| known.0 == id).map(|known| known.1);
                let span = place.unwrap_or(Span { start: 0, end: 0 });
                self.findings.push(Finding { span, problem });
            }
        }
        if let (Some((_, span)), false) = (maker, used) {
            self.finds(span, Problem::MakerWithoutEffect);
        }
    }

    /// Combinations that don't live or suffer, and strains that nobody can tell apart in the young.
    fn judge(&mut self) {
        if self.findings.iter().any(|finding| finding.severity() == Severity::Error) {
            return;
        }
        let at = |id: LocusId| self.genotype.loci.get(&id).and_then(Dist::sure).unwrap_or(Pair::WILD);
        let place = |loci: &mut dyn Iterator<Item = LocusId>| {
            let spans = loci.filter_map(|id| self.place(id));
            spans.reduce(Span::to).unwrap_or(Span { start: 0, end: 0 })
        };
        let combination = |rule: &Rule| {
            let span = place(&mut rule.when.iter().map(|when| when.locus()));
            (span, Problem::ProblemCombination { text: rule.text.clone() })
        };
        let mut found: Vec<(Span, Problem)> =
            self.taxon.rules_met(at).filter(|rule| combines(rule)).map(combination).collect();
        for line in self.taxon.lines.iter().filter(|line| line.word == "albino") {
            let carried = |&&(id, allele): &&(LocusId, AlleleId)| {
                self.genotype
                    .loci
                    .get(&id)
                    .is_some_and(|dist| dist.entries().iter().any(|entry| entry.0.copies(allele) > 0))
            };
            let mut loci: Vec<LocusId> = line.choices.iter().filter(carried).map(|choice| choice.0).collect();
            loci.dedup();
            if loci.len() > 1 {
                found.push((place(&mut loci.into_iter()), Problem::MixedStrains { word: line.word.clone() }));
            }
        }
        found.into_iter().for_each(|(span, problem)| self.finds(span, problem));
    }
}

/// Whether a rule speaks of a combination, and not of one gene that every breeder of it knows.
fn combines(rule: &Rule) -> bool {
    let pair = |when: &Condition| matches!(when, Condition::Pair(_, pair) if pair.a() != pair.b());
    rule.grade == Grade::Lethal || rule.when.len() > 1 || rule.when.iter().any(pair)
}

/// The words with the names that the catalogue has for them.
fn named(taxon: &Taxon, words: Vec<Word>, text: &str, names: &Vocabulary) -> Vec<Word> {
    let name = |word: &Word| names.written(taxon, word.span.of(text));
    words.into_iter().map(|word| Word { name: name(&word), ..word }).collect()
}
