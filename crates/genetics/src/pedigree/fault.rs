//! What is wrong with a studbook, named so that a person can find it.

use std::fmt;

use serde::Serialize;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Possible but suspicious.
    Warning,
    /// Wrong, though figures can be computed.
    Fault,
    /// Wrong, and nothing can be computed.
    Blocking,
}

/// One thing that is wrong. Lines are counted from 1; lists of young are cut after a few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// A row whose id is empty or a mark for "unknown".
    MissingId {
        line: u32,
        text: String,
    },
    /// A second row of one animal.
    DuplicateId {
        id: String,
        first_line: u32,
        line: u32,
        same_parents: bool,
    },
    SelfParent {
        id: String,
        line: u32,
    },
    /// Each animal is followed by one of its parents; the first is repeated at the end.
    Cycle {
        path: Vec<String>,
    },
    /// There are more cycles among these animals than were looked for.
    MoreCycles {
        animals: usize,
    },
    SireIsFemale {
        id: String,
        line: u32,
        young: Vec<String>,
        count: usize,
    },
    DamIsMale {
        id: String,
        line: u32,
        young: Vec<String>,
        count: usize,
    },
    /// One animal is a sire here and a dam there.
    SireAndDam {
        id: String,
        sired: String,
        bore: String,
    },
    /// One animal is both parents of its young.
    Selfing {
        id: String,
        young: Vec<String>,
        count: usize,
    },
    UnreadableSex {
        id: String,
        line: u32,
        text: String,
    },
    UnreadableDate {
        id: String,
        line: u32,
        what: &'static str,
        text: String,
    },
    ImpossibleDate {
        id: String,
        line: u32,
        what: &'static str,
        text: String,
    },
    FutureDate {
        id: String,
        line: u32,
    },
    /// The parent isn't older than its young, under every reading of the dates.
    ParentNotOlder {
        parent: String,
        side: &'static str,
        young: String,
        line: u32,
        days: i32,
    },
    /// A dam dead for longer than any egg is incubated.
    DamDeadTooLong {
        parent: String,
        young: String,
        line: u32,
        days: i32,
    },
    /// A parent that was dead when its young was born or hatched: eggs outlive a dam, stored sperm a sire.
    ParentDead {
        parent: String,
        side: &'static str,
        young: String,
        line: u32,
        days: i32,
    },
    DiedBeforeBirth {
        id: String,
        line: u32,
    },
    LeftBeforeBirth {
        id: String,
        line: u32,
    },
    LeftAfterDeath {
        id: String,
        line: u32,
    },
    /// A parent without a row of its own, taken as a founder.
    NoRecord {
        id: String,
        young: String,
        line: u32,
    },
    /// An id of a parent that people write for "unknown", and that here makes all its young half-sibs.
    LooksUnknown {
        id: String,
        count: usize,
    },
    /// No column of births, so that parents can't be compared with their young.
    NoBirthColumn,
    /// Animals without a date of birth.
    NoBirth {
        count: usize,
        ids: Vec<String>,
    },
    /// A column whose heading had to be guessed.
    Heading {
        column: usize,
        text: String,
        read_as: &'static str,
    },
}

/// A fault and how bad it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub severity: Severity,
    #[serde(flatten)]
    pub kind: FaultKind,
}

impl Fault {
    /// Nothing can be computed.
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Blocking
    }
}

impl FaultKind {
    /// With the severity that goes with the kind.
    #[must_use]
    pub fn fault(self) -> Fault {
        let severity = match &self {
            Self::MissingId { .. } | Self::SelfParent { .. } | Self::Cycle { .. } | Self::MoreCycles { .. } => {
                Severity::Blocking
            }
            Self::DuplicateId { same_parents, .. } if !same_parents => Severity::Blocking,
            Self::DuplicateId { .. }
            | Self::SireIsFemale { .. }
            | Self::DamIsMale { .. }
            | Self::SireAndDam { .. }
            | Self::UnreadableDate { .. }
            | Self::ImpossibleDate { .. }
            | Self::FutureDate { .. }
            | Self::ParentNotOlder { .. }
            | Self::DamDeadTooLong { .. }
            | Self::DiedBeforeBirth { .. }
            | Self::LeftBeforeBirth { .. }
            | Self::LeftAfterDeath { .. }
            | Self::Heading { .. } => Severity::Fault,
            Self::Selfing { .. } | Self::UnreadableSex { .. } | Self::ParentDead { .. } | Self::LooksUnknown { .. } => {
                Severity::Warning
            }
            Self::NoRecord { .. } | Self::NoBirthColumn | Self::NoBirth { .. } => Severity::Note,
        };
        Fault { severity, kind: self }
    }

    /// Line of the file, where there is one.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::MissingId { line, .. }
            | Self::DuplicateId { line, .. }
            | Self::SelfParent { line, .. }
            | Self::SireIsFemale { line, .. }
            | Self::DamIsMale { line, .. }
            | Self::UnreadableSex { line, .. }
            | Self::UnreadableDate { line, .. }
            | Self::ImpossibleDate { line, .. }
            | Self::FutureDate { line, .. }
            | Self::ParentNotOlder { line, .. }
            | Self::DamDeadTooLong { line, .. }
            | Self::ParentDead { line, .. }
            | Self::DiedBeforeBirth { line, .. }
            | Self::LeftBeforeBirth { line, .. }
            | Self::LeftAfterDeath { line, .. }
            | Self::NoRecord { line, .. } => Some(*line),
            Self::Heading { .. } => Some(1),
            _ => None,
        }
    }
}

/// How many animals of a cycle a message names before it leaves some out; the list in [`FaultKind::Cycle`] is whole.
const NAMED: usize = 200;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingId { text, .. } if text.is_empty() => f.write_str("a row without an id"),
            Self::MissingId { text, .. } => write!(f, "the id {text:?} stands for an unknown animal"),
            Self::DuplicateId { id, first_line, same_parents, .. } => {
                let parents = if *same_parents { "the same parents" } else { "other parents" };
                write!(f, "duplicate id {id}: recorded in line {first_line} already, with {parents}")
            }
            Self::SelfParent { id, .. } => write!(f, "{id} is recorded as its own parent"),
            Self::Cycle { path } => cycle(f, path),
            Self::MoreCycles { animals } => write!(f, "{animals} animals are on further cycles, which are not all listed"),
            Self::SireIsFemale { id, young, count, .. } => {
                write!(f, "sex conflict: {id} is recorded as female and is the sire of {}", Named(young, *count))
            }
            Self::DamIsMale { id, young, count, .. } => {
                write!(f, "sex conflict: {id} is recorded as male and is the dam of {}", Named(young, *count))
            }
            Self::SireAndDam { id, sired, bore } => {
                write!(f, "sex conflict: {id} is both a sire (of {sired}) and a dam (of {bore})")
            }
            Self::Selfing { id, young, count } => {
                write!(f, "{id} is both sire and dam of {}: selfing, or a mother without a mate written twice", Named(young, *count))
            }
            Self::UnreadableSex { id, text, .. } => write!(f, "sex {text:?} of {id} is no sex that is known here"),
            Self::UnreadableDate { id, what, text, .. } => write!(f, "{what} date {text:?} of {id} can't be read"),
            Self::ImpossibleDate { id, what, text, .. } => write!(f, "impossible {what} date {text:?} of {id}"),
            Self::FutureDate { id, .. } => write!(f, "{id} is born in the future"),
            Self::ParentNotOlder { parent, side, young, days, .. } if *days == 0 => {
                write!(f, "{parent}, {side} of {young}, was born on the same day")
            }
            Self::ParentNotOlder { parent, side, young, days, .. } => {
                write!(f, "{parent}, {side} of {young}, was born at least {days} days after it")
            }
            Self::DamDeadTooLong { parent, young, days, .. } => {
                write!(f, "{parent}, dam of {young}, had died at least {days} days before its birth")
            }
            Self::ParentDead { parent, side, young, days, .. } => {
                write!(f, "{parent}, {side} of {young}, had died at least {days} days before its birth: possible only for eggs or stored sperm")
            }
            Self::DiedBeforeBirth { id, .. } => write!(f, "{id} died before it was born"),
            Self::LeftBeforeBirth { id, .. } => write!(f, "{id} departed before it was born"),
            Self::LeftAfterDeath { id, .. } => write!(f, "{id} departed after it had died"),
            Self::NoRecord { id, young, .. } => write!(f, "missing parent record: {id}, parent of {young}, has no row and is taken as a founder"),
            Self::LooksUnknown { id, count } => {
                write!(f, "the parent {id:?} of {count} animals is read as one animal; an unknown parent is empty, 0, NA or a full stop")
            }
            Self::NoBirthColumn => f.write_str("missing birth dates: there is no column of births, so parents can't be compared with the age of their young"),
            Self::NoBirth { ids, count } => write!(f, "missing birth date of {}", Named(ids, *count)),
            Self::Heading { column, text, read_as } => {
                write!(f, "column {column} is headed {text:?}, which isn't a known heading; read as {read_as}")
            }
        }
    }
}

/// The first few of a number of animals.
struct Named<'a>(&'a [String], usize);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))?;
        match self.1.saturating_sub(self.0.len()) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

fn cycle(f: &mut fmt::Formatter<'_>, path: &[String]) -> fmt::Result {
    write!(f, "cycle of {} animals, each a young of the next: ", path.len().saturating_sub(1))?;
    if path.len() <= NAMED {
        return f.write_str(&path.join(" ← "));
    }
    let (head, tail) = (&path[..NAMED / 2], &path[path.len() - NAMED / 2..]);
    write!(f, "{} ← … {} more … ← {}", head.join(" ← "), path.len() - NAMED, tail.join(" ← "))
}
