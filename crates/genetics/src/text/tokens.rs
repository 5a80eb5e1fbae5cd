//! From pieces to things, modifiers and remarks: the longest name first.

use super::{
    keyword::Key,
    maker,
    number::{self, Plain, Share},
    reading::{Span, Taken, Word},
    scan::{Mark, Raw, join, scan},
    vocabulary::{Meaning, Vocabulary},
};
use crate::cross::Sex;

/// What matters for the genotype.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Anything but a [`Meaning::Key`].
    Thing(Meaning),
    /// By its key.
    Unknown(String),
    Het,
    Possible,
    Percent(Share),
    Super,
    Visual,
    /// `+/`: one copy.
    One,
    Count(u8),
    Or,
    Times,
    Question,
}

/// One of them, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub kind: Kind,
    pub span: Span,
    /// A comma or the like stands before it.
    pub hard: bool,
    /// The innermost parentheses around it, numbered from 1; 0 is none.
    pub paren: usize,
    /// An `=` stands before it.
    pub fresh: bool,
}

/// A text in items and words.
#[derive(Debug, Default)]
pub struct Tokens {
    pub items: Vec<Item>,
    pub words: Vec<Word>,
    pub sex: Option<Sex>,
    /// Where the gene on X and Y of this male is said to be on the X (true) or on the Y.
    pub makers: Vec<(bool, Span)>,
}

pub fn tokens(text: &str, names: &Vocabulary) -> Tokens {
    let raws = scan(text);
    let mut lexer = Lexer {
        names,
        raws: &raws,
        at: 0,
        hard: false,
        fresh: false,
        parens: vec![0],
        opened: 0,
        out: Tokens::default(),
    };
    while let Some(raw) = lexer.raws.get(lexer.at) {
        lexer.step(raw);
    }
    lexer.out
}

struct Lexer<'a> {
    names: &'a Vocabulary,
    raws: &'a [Raw],
    at: usize,
    hard: bool,
    fresh: bool,
    parens: Vec<usize>,
    opened: usize,
    out: Tokens,
}

impl Lexer<'_> {
    fn raw(&self, ahead: usize) -> Option<&Raw> {
        self.raws.get(self.at.saturating_add(ahead))
    }

    fn mark(&self, ahead: usize) -> Option<Mark> {
        self.raw(ahead).map(|raw| raw.mark)
    }

    /// What the word so far ahead means as a modifier.
    fn key(&self, ahead: usize) -> Option<Key> {
        let raw = self.raw(ahead).filter(|raw| raw.mark == Mark::Word)?;
        if let Some(Meaning::Key(key)) = self.names.get(&raw.key) { Some(*key) } else { None }
    }

    fn step(&mut self, raw: &Raw) {
        let span = raw.span;
        match raw.mark {
            Mark::Word if raw.key == "h" && self.mark(1) == Some(Mark::Slash) => {
                self.item(Kind::Het, span, Taken::Modifier, 2);
            }
            Mark::Word | Mark::Number => {
                if !self.chromosome() && !self.name() {
                    if raw.mark == Mark::Word { self.word(raw) } else { self.number(raw) }
                }
            }
            Mark::Hard => {
                self.hard = true;
                self.at += 1;
            }
            Mark::Open | Mark::Close => {
                self.bracket(raw.mark);
                self.at += 1;
            }
            Mark::Plus if self.mark(1) == Some(Mark::Slash) && self.mark(2) == Some(Mark::Plus) => self.at += 3,
            Mark::Plus if self.mark(1) == Some(Mark::Slash) => self.item(Kind::One, span, Taken::Modifier, 2),
            Mark::Slash if self.mark(1) == Some(Mark::Plus) => self.item(Kind::One, span, Taken::Modifier, 2),
            Mark::Equals => {
                // As if it stood in parentheses: "Bumblebee = Pastel Spider".
                if self.parens.len() == 1 {
                    self.bracket(Mark::Open);
                }
                self.fresh = true;
                self.at += 1;
            }
            Mark::Times => self.item(Kind::Times, span, Taken::Pairing, 1),
            Mark::Question => {
                // No word of its own: a sign.
                self.push(Kind::Question, span);
                self.at += 1;
            }
            Mark::Male | Mark::Female => {
                let sex = if raw.mark == Mark::Male { Sex::Male } else { Sex::Female };
                self.out.sex.get_or_insert(sex);
                self.word_of(span, Taken::Sex, 1);
            }
            Mark::Symbol => self.word_of(span, Taken::Symbol, 1),
            Mark::Slash | Mark::Amp | Mark::Plus | Mark::Percent => self.at += 1,
        }
    }

    fn bracket(&mut self, mark: Mark) {
        if mark == Mark::Open {
            self.opened += 1;
            self.parens.push(self.opened);
        } else if self.parens.len() > 1 {
            self.parens.pop();
        }
    }

    fn push(&mut self, kind: Kind, span: Span) {
        let paren = self.parens.last().copied().unwrap_or(0);
        let (hard, fresh) = (core::mem::take(&mut self.hard), core::mem::take(&mut self.fresh));
        self.out.items.push(Item { kind, span, hard, paren, fresh });
    }

    fn word_of(&mut self, span: Span, taken: Taken, used: usize) {
        self.out.words.push(Word { span, taken, name: None });
        self.at += used;
    }

    fn item(&mut self, kind: Kind, span: Span, taken: Taken, used: usize) {
        self.push(kind, span);
        self.word_of(span, taken, used);
    }

    /// Which chromosome has the gene, of species that have one on both.
    fn chromosome(&mut self) -> bool {
        let known = matches!(self.names.get("malemaker"), Some(Meaning::Key(Key::MaleMaker)));
        let Some((on_x, used)) = maker::chromosome(self.raws.get(self.at..).unwrap_or(&[])).filter(|_| known) else {
            return false;
        };
        let first = self.raw(0).map(|raw| raw.span);
        let Some(span) = first.zip(self.raw(used - 1)).map(|(first, last)| first.to(last.span)) else { return false };
        self.out.makers.push((on_x, span));
        self.word_of(span, Taken::Maker, used);
        true
    }

    /// The longest name that begins here, if there is one.
    fn name(&mut self) -> bool {
        let names = self.names;
        let (mut key, mut depth, mut best) = (String::new(), 0_usize, None);
        for (ahead, raw) in self.raws.iter().skip(self.at).enumerate() {
            match raw.mark {
                Mark::Open => depth += 1,
                Mark::Close if depth == 0 => break,
                Mark::Close => depth -= 1,
                // "Albino (Clark, white phase)" has a comma within.
                Mark::Hard if depth == 0 => break,
                _ => {}
            }
            if !join(&mut key, raw) {
                break;
            }
            // Where no name begins so, a longer piece is none either.
            let Some((known, meaning)) = names.beginning(&key) else { break };
            if matches!(raw.mark, Mark::Word | Mark::Number) && known.len() == key.len() {
                best = Some((ahead, meaning));
            }
        }
        if best.is_none()
            && let Some(singular) = self.raw(0).and_then(|raw| raw.key.strip_suffix('s')).filter(|word| word.len() > 2)
        {
            best = names.get(singular).map(|meaning| (0, meaning));
        }
        let Some((ahead, meaning)) = best.map(|(ahead, meaning)| (ahead, meaning.clone())) else { return false };
        let (first, last) = (self.at, self.at + ahead);
        let span = self.raws.get(first).zip(self.raws.get(last)).map(|(first, last)| first.span.to(last.span));
        let Some(span) = span else { return false };
        if let Some(end) = self.said_again(first, last).filter(|_| matches!(meaning, Meaning::Allele(..))) {
            self.push(Kind::Super, span);
            let whole = self.raws.get(end).map_or(span, |end| span.to(end.span));
            self.thing(meaning, whole);
            self.at = end + 1;
            return true;
        }
        self.thing(meaning, span);
        for raw in self.raws.get(first..=last).unwrap_or(&[]) {
            if matches!(raw.mark, Mark::Open | Mark::Close) {
                self.bracket(raw.mark);
            }
        }
        self.at = last + 1;
        true
    }

    /// Where the second name of "clown/clown" ends: both alleles, in the notation of genotypes.
    fn said_again(&self, first: usize, last: usize) -> Option<usize> {
        let (slash, end) = (last + 1, last + 1 + (last + 1 - first));
        let (name, again) = (self.raws.get(first..=last)?, self.raws.get(slash + 1..=end)?);
        let is_word = |raw: &Raw| matches!(raw.mark, Mark::Word | Mark::Number);
        let same = name.iter().zip(again).all(|(one, other)| is_word(one) && is_word(other) && one.key == other.key);
        let mark = self.raws.get(slash).filter(|raw| raw.mark == Mark::Slash)?;
        let close = name.last()?.span.end == mark.span.start && mark.span.end == again.first()?.span.start;
        (same && close).then_some(end)
    }

    fn thing(&mut self, meaning: Meaning, span: Span) {
        let taken = match &meaning {
            Meaning::Allele(..) | Meaning::Several(_) => Taken::Gene,
            Meaning::Super(..) => Taken::Super,
            Meaning::Combo(_) => Taken::Combo,
            Meaning::Complex(_) => Taken::Complex,
            Meaning::Tag(..) => Taken::Tag,
            Meaning::Line(_) => Taken::Line,
            Meaning::Key(key) => match key {
                Key::Het | Key::Possible | Key::Super | Key::Visual | Key::Count(_) | Key::Or => Taken::Modifier,
                Key::Times => Taken::Pairing,
                Key::Percent => Taken::Percentage,
                Key::Male | Key::Female | Key::Unsexed => Taken::Sex,
                Key::FemaleMaker | Key::MaleMaker => Taken::Maker,
                Key::Normal => Taken::Normal,
                Key::Remark => Taken::Remark,
                Key::Filler => Taken::Filler,
                Key::Species => Taken::Species,
            },
        };
        let kind = match &meaning {
            Meaning::Key(key) => match key {
                Key::Het => Some(Kind::Het),
                Key::Possible => Some(Kind::Possible),
                Key::Super => Some(Kind::Super),
                Key::Visual => Some(Kind::Visual),
                Key::Count(count) => Some(Kind::Count(*count)),
                Key::Or => Some(Kind::Or),
                Key::Times => Some(Kind::Times),
                Key::Percent => Some(Kind::Unknown("percent".to_owned())),
                Key::Male | Key::Female => {
                    self.out.sex.get_or_insert(if *key == Key::Male { Sex::Male } else { Sex::Female });
                    None
                }
                Key::FemaleMaker | Key::MaleMaker => {
                    self.out.makers.push((*key == Key::FemaleMaker, span));
                    None
                }
                Key::Unsexed | Key::Normal | Key::Remark | Key::Filler | Key::Species => None,
            },
            _ => Some(Kind::Thing(meaning)),
        };
        self.out.words.push(Word { span, taken, name: None });
        if let Some(kind) = kind {
            self.push(kind, span);
        }
    }

    fn word(&mut self, raw: &Raw) {
        let span = raw.span;
        match number::times(&raw.key) {
            Some(times) => self.times(times, span, 1),
            None if number::is_remark(&raw.key) => self.word_of(span, Taken::Remark, 1),
            None => self.item(Kind::Unknown(raw.key.clone()), span, Taken::Unknown, 1),
        }
    }

    /// `2x Pastel` is two copies, `2x het` two hets.
    fn times(&mut self, times: u8, span: Span, used: usize) {
        if self.key(used) == Some(Key::Het) {
            let span = self.raw(used).map_or(span, |het| span.to(het.span));
            return self.item(Kind::Count(times), span, Taken::Modifier, used + 1);
        }
        match times {
            1 => self.item(Kind::One, span, Taken::Modifier, used),
            2 => self.item(Kind::Super, span, Taken::Modifier, used),
            _ => self.item(Kind::Unknown(format!("{times}x")), span, Taken::Unknown, used),
        }
    }

    fn number(&mut self, raw: &Raw) {
        let span = raw.span;
        let modifier = |key: Option<Key>| matches!(key, Some(Key::Het | Key::Possible | Key::Count(_) | Key::Super));
        let slash =
            |own: &Self, ahead| own.mark(ahead) == Some(Mark::Slash) && own.mark(ahead + 1) == Some(Mark::Number);
        if self.mark(1) == Some(Mark::Percent) || self.key(1) == Some(Key::Percent) {
            let span = self.raw(1).map_or(span, |sign| span.to(sign.span));
            return self.item(Kind::Percent(number::percent(&raw.key)), span, Taken::Percentage, 2);
        }
        if slash(self, 1) {
            let end = |own: &Self, ahead| own.raw(ahead).map_or(span, |last| span.to(last.span));
            if slash(self, 3) {
                return self.word_of(end(self, 4), Taken::Remark, 5);
            }
            let den = self.raw(2).map_or("", |den| &den.key);
            if number::is_month(&raw.key, den) {
                return self.word_of(end(self, 2), Taken::Remark, 3);
            }
            let (share, span) = (number::fraction(&raw.key, den), end(self, 2));
            return match share.filter(|_| modifier(self.key(3))) {
                Some(p) => self.item(Kind::Percent(Share { p, out_of_range: false }), span, Taken::Percentage, 3),
                None => self.item(Kind::Unknown(format!("{}/{den}", raw.key)), span, Taken::Unknown, 3),
            };
        }
        let times = self.mark(1) == Some(Mark::Times) || self.key(1) == Some(Key::Times);
        if let Some(times) = raw.key.parse().ok().filter(|count| times && (1..=9).contains(count)) {
            let span = self.raw(1).map_or(span, |sign| span.to(sign.span));
            return self.times(times, span, 2);
        }
        if number::may_be_percent(raw) && modifier(self.key(1)) {
            return self.item(Kind::Percent(number::percent(&raw.key)), span, Taken::Percentage, 1);
        }
        if let Some(share) = number::share(&raw.key).filter(|_| modifier(self.key(1))) {
            return self.item(Kind::Percent(share), span, Taken::Percentage, 1);
        }
        // "500 g", "1.2 kg"
        if let Some(unit) = self.raw(1).filter(|unit| unit.mark == Mark::Word && number::is_unit(&unit.key)) {
            return self.word_of(span.to(unit.span), Taken::Remark, 2);
        }
        let after =
            self.out.words.last().is_some_and(|word| word.taken == Taken::Remark && word.span.end + 2 >= span.start);
        match number::plain(&raw.key) {
            Plain::Ratio(sex) => {
                self.out.sex = self.out.sex.or(sex);
                self.word_of(span, Taken::Sex, 1);
            }
            Plain::Year | Plain::Date => self.word_of(span, Taken::Remark, 1),
            // "CB 21", "2021-07-12"
            Plain::Other if after && raw.key.len() <= 2 => self.word_of(span, Taken::Remark, 1),
            Plain::Other => self.item(Kind::Unknown(raw.key.clone()), span, Taken::Unknown, 1),
        }
    }
}
