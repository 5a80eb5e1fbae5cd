//! From statements to claims about single loci.

use super::{
    finding::{Finding, Problem},
    grammar::{Grammar, How, Statement, recessive},
    line,
    reading::Span,
    vocabulary::Meaning,
};
use crate::{
    catalogue::{Combo, Inheritance, LineName, Need, Tag, Taxon, lower, slug},
    genotype::{AlleleId, Chance, LocusId, Number as _},
};

/// What is claimed of a locus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Body {
    /// One copy that shows.
    One(AlleleId),
    /// At least one copy of a dominant; `bare` where the name stood alone, so that two are as likely as anything.
    AtLeast(AlleleId, bool),
    Two(AlleleId),
    Both(AlleleId, AlleleId),
    /// A recessive that shows: two copies, or one beside another that shows.
    Visual(AlleleId),
    /// One copy with that probability.
    Het(AlleleId, Chance),
    /// Two copies with that probability, else one.
    Perhaps(AlleleId, Chance),
    /// Two alleles of the locus, whichever.
    Complex,
}

/// A claim with its place and, where it came through one, its combo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    pub locus: LocusId,
    pub body: Body,
    pub span: Span,
    pub paren: usize,
    pub combo: bool,
}

/// Claims, tags, and what is wrong with the statements.
#[derive(Debug, Default)]
pub struct Claims {
    pub claims: Vec<Claim>,
    pub tags: Vec<String>,
    pub findings: Vec<Finding>,
}

/// All claims of the statements, in order.
pub fn claims(taxon: &Taxon, statements: &[Statement], text: &str) -> Claims {
    let mut maker = Maker { taxon, statements, text, out: Claims::default() };
    for (place, statement) in statements.iter().enumerate() {
        maker.statement(place, statement);
    }
    maker.out
}

struct Maker<'a> {
    taxon: &'a Taxon,
    statements: &'a [Statement],
    text: &'a str,
    out: Claims,
}

impl Maker<'_> {
    fn finds(&mut self, span: Span, problem: Problem) {
        self.out.findings.push(Finding { span, problem });
    }

    fn claim(&mut self, statement: &Statement, locus: LocusId, body: Body) {
        let combo = matches!(statement.meaning, Meaning::Combo(_));
        self.out.claims.push(Claim { locus, body, span: statement.span, paren: statement.paren, combo });
    }

    fn statement(&mut self, place: usize, statement: &Statement) {
        let taxon = self.taxon;
        match &statement.meaning {
            Meaning::Allele(locus, id) => self.allele(statement, *locus, *id, statement.how),
            Meaning::Super(locus, id) => {
                let how = if matches!(statement.how, How::Bare | How::Visual) { How::Two } else { statement.how };
                self.allele(statement, *locus, *id, how);
            }
            Meaning::Combo(combo) => {
                if let Some(combo) = taxon.combos.get(*combo) {
                    self.combo(place, statement, combo);
                }
            }
            Meaning::Complex(locus) => self.claim(statement, *locus, Body::Complex),
            Meaning::Tag(tag, name) => {
                if let Some(tag) = taxon.tags.get(*tag) {
                    self.tag(statement, tag, name);
                }
            }
            Meaning::Line(line) => {
                if let Some(line) = taxon.lines.get(*line)
                    && !self.beside(place, &line.choices)
                {
                    self.needs_line(statement.span, &line.word);
                }
            }
            Meaning::Several(list) => {
                let choices = list.iter().map(|&(locus, id)| taxon.allele_name(locus, id).to_owned()).collect();
                self.finds(
                    statement.span,
                    Problem::AmbiguousName { word: lower(statement.span.of(self.text)), choices },
                );
            }
            Meaning::Key(_) => {}
        }
    }

    /// Whether the gene beside it says which line: "Sharp strain Albino".
    fn beside(&self, place: usize, choices: &[(LocusId, AlleleId)]) -> bool {
        let gene = |statement: &Statement| matches!(&statement.meaning, Meaning::Allele(locus, id) if choices.contains(&(*locus, *id)));
        let joins = self.statements.get(place).is_some_and(|statement| statement.joins);
        let before = place.checked_sub(1).and_then(|before| self.statements.get(before)).filter(|_| joins);
        let after = self.statements.get(place + 1).filter(|after| after.joins);
        before.into_iter().chain(after).any(gene)
    }

    /// Whether a gene says which line a combo is of: "DH Kahl Snow", "VPI Axanthic Pastel Snow".
    fn line_given(&self, place: usize, choices: &[(LocusId, AlleleId)]) -> bool {
        if self.beside(place, choices) {
            return true;
        }
        let shown =
            self.statements.iter().filter(|statement| matches!(statement.how, How::Bare | How::Visual | How::Two));
        let lines = shown.filter(
            |statement| matches!(&statement.meaning, Meaning::Allele(locus, id) if choices.contains(&(*locus, *id))),
        );
        lines.count() == 1
    }

    fn needs_line(&mut self, span: Span, word: &str) {
        let line = self.taxon.lines.iter().find(|line| line.word == word);
        let choices = line.into_iter().flat_map(|line| &line.choices);
        let choices = choices.map(|&(locus, id)| self.taxon.allele_name(locus, id).to_owned()).collect();
        self.finds(span, Problem::LineRequired { word: word.to_owned(), choices });
    }

    fn allele(&mut self, statement: &Statement, locus: LocusId, id: AlleleId, how: How) {
        let inheritance = self.taxon.locus(locus).and_then(|locus| locus.inheritance(id));
        let gene = || self.taxon.allele_name(locus, id).to_owned();
        let shows = inheritance != Some(Inheritance::Recessive);
        let dominant = inheritance == Some(Inheritance::Dominant);
        if shows && matches!(how, How::Het(_)) {
            let gene = gene();
            let problem =
                if dominant { Problem::HetOnDominant { gene } } else { Problem::HetOnIncompleteDominant { gene } };
            self.finds(statement.span, problem);
        }
        let body = match how {
            How::Bare | How::Visual if !shows => Body::Visual(id),
            How::Bare | How::Visual if dominant => Body::AtLeast(id, true),
            How::Het(p) if !shows || p != Chance::ONE => Body::Het(id, p),
            How::One if !shows => Body::Het(id, Chance::ONE),
            How::Bare | How::Visual | How::Het(_) | How::One => Body::One(id),
            How::Two => Body::Two(id),
            How::Perhaps(_) if !shows => return self.finds(statement.span, Problem::PercentageOnVisual),
            How::Perhaps(p) => Body::Perhaps(id, p),
        };
        self.claim(statement, locus, body);
    }

    fn combo(&mut self, place: usize, statement: &Statement, combo: &Combo) {
        let given = line::of(self.taxon, combo).filter(|line| self.line_given(place, &line.choices));
        // "Sharp Sunglow": the usual line of the combo gives way to the one that is named, and is claimed by it.
        let shown = matches!(statement.how, How::Bare | How::Visual);
        let instead = given.filter(|line| shown || self.beside(place, &line.choices));
        let usual = |need: &&Need| instead.is_none_or(|line| !line.choices.contains(&(need.locus, need.pair.b())));
        let needs: Vec<Need> = combo.readings.first().into_iter().flatten().filter(usual).copied().collect();
        for tag in &combo.tags {
            if let Some(tag) = self.taxon.tags.iter().find(|own| own.slug == *tag) {
                self.tag(&Statement { how: How::Bare, ..statement.clone() }, tag, &tag.slug);
            }
        }
        for part in &combo.unread {
            self.unread(statement, part, given);
        }
        let whole = combo.readings.len() == 1;
        if !whole {
            let locus = needs.first().map(|need| need.locus);
            self.constitution(statement.span, locus, combo.readings.iter().flatten());
        }
        match statement.how {
            How::Two => self.finds(statement.span, Problem::SuperOnCombo { combo: combo.name.clone() }),
            How::Perhaps(_) | How::One if needs.iter().any(|need| need.pair.a() == AlleleId::WILD) => {
                self.finds(statement.span, Problem::SuperOnCombo { combo: combo.name.clone() });
            }
            How::Perhaps(_) => self.finds(statement.span, Problem::PercentageOnVisual),
            How::Bare | How::Visual => needs.iter().for_each(|need| self.shown(statement, *need)),
            How::One => self.hets(statement, &needs, Chance::ONE),
            How::Het(p) => self.hets(statement, &needs, p),
        }
    }

    /// A part of a combo that isn't one certain gene.
    fn unread(&mut self, statement: &Statement, part: &str, given: Option<&LineName>) {
        if let Some(line) = line::named(self.taxon, part) {
            // The other allele of "Albino/Mocha" would be lost with it.
            if given != Some(line) || part.contains('/') {
                self.needs_line(statement.span, &line.word);
            }
        } else if part.contains('/') {
            self.finds(
                statement.span,
                Problem::CompoundConstitutionUnknown { locus: part.to_owned(), choices: Vec::new() },
            );
        } else {
            let (slug, name) = (slug(part), part.to_owned());
            self.out.tags.push(slug.clone());
            self.finds(statement.span, Problem::PolygenicTag { slug, name });
        }
    }

    fn constitution<'n>(&mut self, span: Span, locus: Option<LocusId>, needs: impl Iterator<Item = &'n Need>) {
        let Some((id, locus)) = locus.and_then(|id| Some((id, self.taxon.locus(id)?))) else { return };
        let written = |need: &Need| {
            format!("{} {}", self.taxon.allele_name(id, need.pair.a()), self.taxon.allele_name(id, need.pair.b()))
        };
        let (choices, locus) = (needs.map(written).collect(), locus.name.clone());
        self.finds(span, Problem::CompoundConstitutionUnknown { locus, choices });
    }

    /// A part of a combo that shows.
    fn shown(&mut self, statement: &Statement, Need { locus, pair }: Need) {
        let (a, b) = (pair.a(), pair.b());
        let inheritance = self.taxon.locus(locus).and_then(|locus| locus.inheritance(b));
        let body = match (a == b, a == AlleleId::WILD, inheritance) {
            (true, _, Some(Inheritance::Recessive)) => Body::Visual(b),
            (true, ..) => Body::Two(b),
            (_, true, Some(Inheritance::Recessive)) => Body::Het(b, Chance::ONE),
            // The combo names it: whether it is there twice nobody asks.
            (_, true, Some(Inheritance::Dominant)) => Body::AtLeast(b, false),
            (_, true, _) => Body::One(b),
            _ => Body::Both(a, b),
        };
        self.claim(statement, locus, body);
    }

    /// "het Snow": one copy at each recessive, and one of each gene that shows, which is doubtful.
    fn hets(&mut self, statement: &Statement, needs: &[Need], p: Chance) {
        for need in needs {
            let (a, b) = (need.pair.a(), need.pair.b());
            if a == b || a == AlleleId::WILD {
                self.allele(statement, need.locus, b, How::Het(p));
            } else if recessive(self.taxon, need.locus, a) && recessive(self.taxon, need.locus, b) {
                // One copy of which?
                self.constitution(statement.span, Some(need.locus), needs.iter());
            } else {
                self.allele(statement, need.locus, a, How::Het(p));
                self.allele(statement, need.locus, b, How::Het(p));
            }
        }
    }

    fn tag(&mut self, statement: &Statement, tag: &Tag, name: &str) {
        if statement.how != How::Bare {
            let word = Grammar::modifier(statement.how).to_owned();
            self.finds(statement.span, Problem::ModifierOnTag { name: tag.name.clone(), word });
        }
        let (slug, name) = (name.to_owned(), tag.name.clone());
        if !self.out.tags.contains(&tag.slug) {
            self.out.tags.push(tag.slug.clone());
        }
        let heritable = !tag.kind.starts_with("not heritable");
        let problem =
            if heritable { Problem::PolygenicTag { slug, name } } else { Problem::NotHeritable { slug, name } };
        self.finds(statement.span, problem);
    }
}
