//! Modifiers that stand together: "66% poss het", "double het", "super".

use super::{
    number::Share,
    reading::Span,
    tokens::{Item, Kind},
};
use crate::genotype::{Chance, Number as _};

/// A run of modifiers that make sense together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    pub het: bool,
    pub possible: bool,
    pub percent: Option<(Share, Span)>,
    pub count: Option<usize>,
    pub two: bool,
    pub visual: bool,
    pub one: bool,
    pub span: Option<Span>,
}

impl Header {
    /// Takes a modifier in; false where the item is none, or contradicts those before it.
    pub fn takes(&mut self, item: &Item) -> bool {
        let alone = !self.two && !self.visual && !self.one;
        let taken = match item.kind {
            Kind::Het => alone && !core::mem::replace(&mut self.het, true),
            Kind::Possible => alone && !core::mem::replace(&mut self.possible, true),
            Kind::Percent(share) if alone && self.percent.is_none() => {
                self.percent = Some((share, item.span));
                true
            }
            Kind::Count(count) if alone && self.count.is_none() => {
                self.count = Some(usize::from(count));
                true
            }
            // "33% super" is what a het by het gives of a dominant gene.
            Kind::Super => alone && !self.het && self.count.is_none() && !core::mem::replace(&mut self.two, true),
            Kind::Visual => self.span.is_none() && !core::mem::replace(&mut self.visual, true),
            Kind::One => self.span.is_none() && !core::mem::replace(&mut self.one, true),
            _ => false,
        };
        if taken {
            self.span = Some(self.span.map_or(item.span, |span| span.to(item.span)));
        }
        taken
    }

    /// Opens a list of hets: "het", "66%", "poss", "DH".
    pub fn opens(&self) -> bool {
        self.het || self.count.is_some() || (!self.two && !self.visual && !self.one)
    }

    /// A probability is given, or said to be unknown.
    pub fn is_possible(&self) -> bool {
        self.possible || self.percent.is_some()
    }

    /// A possible het without a number.
    pub fn lacks_percent(&self) -> bool {
        self.possible && self.percent.is_none()
    }

    /// What it is called in a report.
    pub fn word(&self) -> &'static str {
        match self {
            Self { two: true, .. } => "super",
            Self { visual: true, .. } => "visual",
            Self { one: true, .. } => "one copy",
            Self { het: true, .. } => "het",
            Self { possible: true, .. } => "possible",
            _ => "percentage",
        }
    }

    /// The probability that it gives.
    pub fn p(&self) -> Chance {
        match self.percent {
            Some((share, _)) => share.p,
            None if self.possible => Chance::fraction(1, 2),
            None => Chance::ONE,
        }
    }
}

/// Whether an item is a modifier at all.
pub fn is_modifier(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Het | Kind::Possible | Kind::Percent(_) | Kind::Count(_) | Kind::Super | Kind::Visual | Kind::One
    )
}
