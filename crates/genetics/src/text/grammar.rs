//! Which modifier belongs to which gene.

use super::{
    finding::{Finding, Problem},
    header::{Header, is_modifier},
    line,
    reading::Span,
    tokens::{Item, Kind},
    vocabulary::{Meaning, Vocabulary},
};
use crate::{
    catalogue::{Inheritance, Taxon},
    genotype::{AlleleId, Chance, LocusId, Number as _},
};

mod unknown;

/// How a name is said to be there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    Bare,
    /// Two copies.
    Two,
    Visual,
    /// One copy, as `+/clown` says it.
    One,
    /// One copy with this probability.
    Het(Chance),
    /// Two copies with this probability, else one.
    Perhaps(Chance),
}

/// A name and how it is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub meaning: Meaning,
    pub how: How,
    pub span: Span,
    pub hard: bool,
    pub paren: usize,
    /// Nothing but words that say nothing stands between it and the statement before.
    pub joins: bool,
}

/// An open list of hets.
#[derive(Debug)]
struct List {
    p: Chance,
    count: Option<usize>,
    span: Span,
    paren: usize,
    genes: usize,
    recessives: usize,
    /// A visible gene stood in it.
    broken: bool,
    warned: bool,
}

/// Reads the items in order.
pub struct Grammar<'a> {
    taxon: &'a Taxon,
    names: &'a Vocabulary,
    text: &'a str,
    pub statements: Vec<Statement>,
    pub findings: Vec<Finding>,
    list: Option<List>,
    /// How many genes the list had that was closed last.
    closed: usize,
    /// The finding that it was possible without a percentage.
    vague: Option<usize>,
    /// The statement before, if nothing else came after it.
    last: Option<usize>,
    lookups: unknown::Lookups,
}

impl<'a> Grammar<'a> {
    pub fn new(taxon: &'a Taxon, names: &'a Vocabulary, text: &'a str) -> Self {
        Self {
            taxon,
            names,
            text,
            statements: Vec::new(),
            findings: Vec::new(),
            list: None,
            closed: 0,
            vague: None,
            last: None,
            lookups: unknown::Lookups::default(),
        }
    }

    /// Everything that is said, in order.
    pub fn read(&mut self, items: Vec<Item>) {
        let others = |item: &Item| item.kind != Kind::Times;
        let pairing = items.iter().enumerate().position(|(at, item)| {
            item.kind == Kind::Times
                && items.iter().take(at).next_back().is_some_and(others)
                && items.get(at + 1).is_some_and(others)
        });
        if let Some(item) = pairing.and_then(|at| items.get(at)) {
            return self.finds(item.span, Problem::LooksLikeAPairing);
        }
        let items = self.lookups.merge(self.names, self.text, items);
        let mut at = 0;
        while let Some(item) = items.get(at) {
            if item.fresh {
                self.close();
                self.last = None;
            }
            if is_modifier(&item.kind) {
                at = self.modifiers(&items, at);
                continue;
            }
            at += 1;
            match &item.kind {
                Kind::Thing(meaning) => self.thing(meaning, item),
                Kind::Unknown(word) => self.unknown(word, item),
                Kind::Times => self.unknown("x", item),
                Kind::Or => self.or(item, items.get(at)),
                _ => self.finds(item.span, Problem::QuestionMark),
            }
        }
        self.close();
    }

    fn finds(&mut self, span: Span, problem: Problem) {
        self.findings.push(Finding { span, problem });
    }

    fn modifiers(&mut self, items: &[Item], start: usize) -> usize {
        let (mut header, mut at) = (Header::default(), start);
        let Some(first) = items.get(start) else { return start + 1 };
        // "het Pied (66%) het Clown": the second het isn't of the Pied. "(66%) het Clown" is one.
        let behind = self.last.is_some() && !first.hard;
        while let Some(item) = items.get(at)
            && (at == start || !item.hard)
            && !(behind && item.paren < first.paren)
            && header.takes(item)
        {
            at += 1;
        }
        let at = at.max(start + 1);
        self.close();
        let target = items.get(at).filter(|item| matches!(item.kind, Kind::Thing(_) | Kind::Unknown(_)));
        // "Clown (66% het) Pastel": the parentheses end what is said of the Clown.
        let apart = target.is_none_or(|item| item.hard || item.paren < first.paren);
        let before = self.last.filter(|_| !first.hard);
        match (target, before) {
            (_, Some(before)) if apart => self.after(&header, before),
            (Some(target), _) => self.before(&header, target),
            _ => self.dangling(&header),
        }
        // A gene that the modifier binds to is read with it.
        let bound = !header.opens() && target.is_some() && !(apart && before.is_some());
        if bound { at + 1 } else { at }
    }

    /// Modifiers before what they belong to.
    fn before(&mut self, header: &Header, target: &Item) {
        self.doubts(header);
        let Some(span) = header.span else { return };
        if header.opens() {
            let (genes, recessives, paren) = (0, 0, target.paren);
            self.list = Some(List {
                p: header.p(),
                count: header.count,
                span,
                paren,
                genes,
                recessives,
                broken: false,
                warned: false,
            });
            self.last = None;
            return;
        }
        match &target.kind {
            Kind::Thing(meaning) => self.say(meaning, target, self.how(header)),
            Kind::Unknown(word) => self.unknown(word, target),
            _ => {}
        }
    }

    fn how(&self, header: &Header) -> How {
        match header {
            Header { two: true, .. } if header.is_possible() => How::Perhaps(header.p()),
            Header { two: true, .. } => How::Two,
            Header { visual: true, .. } => How::Visual,
            Header { one: true, .. } => How::One,
            _ => How::Het(header.p()),
        }
    }

    fn doubts(&mut self, header: &Header) {
        let Some(span) = header.span else { return };
        self.vague = header.lacks_percent().then_some(self.findings.len());
        if header.lacks_percent() {
            self.finds(span, Problem::PossibleHetWithoutPercentage);
        }
        if let Some((_, span)) = header.percent.filter(|percent| percent.0.out_of_range) {
            self.finds(span, Problem::PercentageOutOfRange);
        }
    }

    /// Modifiers behind what they belong to: "clown het", "Clown (66% het)", "clown pied DH".
    fn after(&mut self, header: &Header, before: usize) {
        let wanted = header.count.unwrap_or(1);
        let how = self.how(header);
        let mut run = 0;
        // The recessives that stand together there; one more than wanted tells that the list could be longer.
        for (place, statement) in
            self.statements.iter().enumerate().take(before + 1).rev().take(wanted.saturating_add(1))
        {
            let fits = statement.how == How::Bare && self.is_recessive(&statement.meaning);
            if !(fits || place == before) {
                break;
            }
            run += 1;
            if !statement.joins {
                break;
            }
        }
        let Some(statement) = self.statements.get_mut(before) else { return };
        let (span, was) = (statement.span, statement.how);
        match was {
            How::Bare if header.count.is_none() => statement.how = how,
            How::Bare => {}
            How::Het(p) if header.opens() && header.count.is_none() => {
                // "possible het clown (66%)": the percentage that was missing.
                let missing = self.vague.take().filter(|_| header.percent.is_some() && self.closed <= 1);
                if let Some(finding) = missing {
                    statement.how = how;
                    self.findings.remove(finding);
                } else if p == Chance::ONE {
                    statement.how = how;
                } else if header.percent.is_some() {
                    return self.dangling(header);
                }
                if self.closed > 1 && header.is_possible() {
                    self.finds(span, Problem::HetScopeAmbiguous);
                }
            }
            _ => return self.dangling(header),
        }
        self.doubts(header);
        match header.count {
            Some(said) => {
                let found = run.min(said);
                for statement in self.statements.iter_mut().take(before + 1).rev().take(found) {
                    statement.how = how;
                }
                if let (true, Some(span)) = (found != said, header.span) {
                    self.finds(span, Problem::HetCountMismatch { said, found });
                }
            }
            None if run > 1 && header.opens() && was == How::Bare => self.finds(span, Problem::HetScopeAmbiguous),
            None => {}
        }
    }

    fn dangling(&mut self, header: &Header) {
        let Some(span) = header.span else { return };
        self.last = None;
        self.doubts(header);
        let problem = match header.count {
            Some(said) => Problem::HetCountMismatch { said, found: 0 },
            None => Problem::ModifierWithoutGene { word: header.word().to_owned() },
        };
        self.finds(span, problem);
    }

    fn or(&mut self, item: &Item, next: Option<&Item>) {
        // "33% het albino or 33% het candy": the percentages say it all.
        let possible = self.statements.last().is_some_and(|last| matches!(last.how, How::Het(p) if p != Chance::ONE));
        let more = next.is_some_and(|next| matches!(next.kind, Kind::Percent(_) | Kind::Possible));
        if !(possible && more) {
            self.finds(item.span, Problem::Alternatives);
        }
    }

    fn thing(&mut self, meaning: &Meaning, item: &Item) {
        if self.list.as_ref().is_some_and(|list| item.paren < list.paren) {
            self.close();
        }
        let (recessive, mut genes) = (self.is_recessive(meaning), self.genes(meaning));
        // "DH Kahl Snow" are two: the Kahl is the albino of the Snow.
        let last = self.last.and_then(|last| self.statements.get(last));
        genes = genes.saturating_sub(last.map_or(0, |last| line::says(self.taxon, &last.meaning, meaning).into()));
        let Some(list) = &mut self.list else { return self.say(meaning, item, How::Bare) };
        let (how, mut doubtful) = (How::Het(list.p), false);
        if matches!(meaning, Meaning::Tag(..)) {
            let how = if list.genes == 0 { how } else { How::Bare };
            return self.say(meaning, item, how);
        }
        let how = if recessive {
            doubtful = list.genes > 0 && list.count.is_none() && (item.hard || list.broken);
            list.recessives += genes;
            how
        } else if list.recessives == 0 {
            how
        } else {
            // A gene that shows, after recessives: it isn't one of the hets.
            list.broken = true;
            doubtful = list.p != Chance::ONE && !item.hard;
            How::Bare
        };
        if how != How::Bare {
            list.genes += genes;
        }
        let warns = doubtful && !core::mem::replace(&mut list.warned, true);
        self.say(meaning, item, how);
        if warns {
            self.finds(item.span, Problem::HetScopeAmbiguous);
        }
    }

    fn say(&mut self, meaning: &Meaning, item: &Item, how: How) {
        let joins = self.last.is_some() && !item.hard;
        let (meaning, span, hard, paren) = (meaning.clone(), item.span, item.hard, item.paren);
        self.statements.push(Statement { meaning, how, span, hard, paren, joins });
        self.last = self.statements.len().checked_sub(1);
    }

    fn close(&mut self) {
        let Some(list) = self.list.take() else { return };
        self.closed = list.genes;
        if let Some(said) = list.count.filter(|&said| said != list.genes) {
            self.finds(list.span, Problem::HetCountMismatch { said, found: list.genes });
        }
    }

    /// Whether a name belongs behind "het". What needs a line does: only recessives have lines.
    pub fn is_recessive(&self, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::Allele(locus, id) | Meaning::Super(locus, id) => recessive(self.taxon, *locus, *id),
            Meaning::Combo(place) => self.taxon.combos.get(*place).is_some_and(|combo| {
                let mut needs = combo.readings.first().into_iter().flatten();
                !combo.unread.is_empty()
                    || needs.any(|need| {
                        [need.pair.a(), need.pair.b()].iter().any(|&id| recessive(self.taxon, need.locus, id))
                    })
            }),
            Meaning::Line(_) | Meaning::Several(_) => true,
            Meaning::Complex(_) | Meaning::Tag(..) | Meaning::Key(_) => false,
        }
    }

    /// How many hets "DH" would count.
    fn genes(&self, meaning: &Meaning) -> usize {
        match meaning {
            Meaning::Combo(place) => self
                .taxon
                .combos
                .get(*place)
                .map_or(1, |combo| combo.unread.len() + combo.readings.first().map_or(0, Vec::len)),
            _ => 1,
        }
    }
}

pub fn recessive(taxon: &Taxon, locus: LocusId, id: AlleleId) -> bool {
    taxon.locus(locus).and_then(|locus| locus.inheritance(id)) == Some(Inheritance::Recessive)
}
