//! Can these two be planned as a pairing? As for parents, only what is impossible is refused; what is only doubtful is a warning.

use super::{
    Severity, Subject,
    age::{age_at_birth, days, in_words},
    parent::AFTER_SIRE_DAYS,
};
use jiff::civil::Date;
use repti_model::animal::{BirthDate, DatePrecision, ParentSide, Sex};

/// One of two animals that are to be paired.
#[derive(Debug, Clone, Copy)]
pub struct Mate<'a> {
    pub subject: &'a Subject,
    pub deceased: bool,
    pub archived: bool,
    /// Only a place in a tree.
    pub placeholder: bool,
    /// It has gone to another keeper for good.
    pub gone: bool,
}

/// What a finding is about, so that a form can say it beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairingField {
    Sire,
    Dam,
    Season,
    /// That the two are of different taxa.
    Hybrid,
}

impl PairingField {
    /// The field of a form.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sire => "sire",
            Self::Dam => "dam",
            Self::Season => "season",
            Self::Hybrid => "hybrid_ok",
        }
    }
}

/// What is wrong, as a closed set of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairingCode {
    WrongSex,
    SexUnknown,
    OtherTaxon,
    /// Deliberately of two taxa.
    Hybrid,
    Archived,
    Placeholder,
    Deceased,
    /// A dead male whose sperm a female may still have.
    StoredSperm,
    /// Born after the season.
    Unborn,
    TooYoung,
    Gone,
}

impl PairingCode {
    /// The word that is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongSex => "wrong_sex",
            Self::SexUnknown => "sex_unknown",
            Self::OtherTaxon => "other_taxon",
            Self::Hybrid => "hybrid",
            Self::Archived => "archived",
            Self::Placeholder => "placeholder",
            Self::Deceased => "deceased",
            Self::StoredSperm => "stored_sperm",
            Self::Unborn => "unborn",
            Self::TooYoung => "too_young",
            Self::Gone => "gone",
        }
    }
}

/// One finding, with a message that names the animals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairingFinding {
    pub severity: Severity,
    pub field: PairingField,
    pub code: PairingCode,
    pub message: String,
}

impl PairingFinding {
    /// Whether the pairing can't be planned.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Refused
    }
}

/// Everything that speaks against a pairing of these two in the season (a year). Empty: nothing does. `hybrid_ok`: two taxa are meant.
#[must_use]
pub fn check_pairing(sire: Mate<'_>, dam: Mate<'_>, season: i32, hybrid_ok: bool) -> Vec<PairingFinding> {
    let of = |mate: Mate<'_>, side: ParentSide| {
        [there(mate, side), sex(mate.subject, side), alive(mate, side, season), age(mate.subject, side, season)]
    };
    let both = of(sire, ParentSide::Sire).into_iter().chain(of(dam, ParentSide::Dam));
    both.chain([taxa(sire.subject, dam.subject, hybrid_ok)]).flatten().collect()
}

fn finding(severity: Severity, field: PairingField, code: PairingCode, message: String) -> Option<PairingFinding> {
    Some(PairingFinding { severity, field, code, message })
}

const fn field_of(side: ParentSide) -> PairingField {
    match side {
        ParentSide::Sire => PairingField::Sire,
        ParentSide::Dam => PairingField::Dam,
    }
}

fn there(mate: Mate<'_>, side: ParentSide) -> Option<PairingFinding> {
    let (label, field) = (&mate.subject.label, field_of(side));
    if mate.archived {
        let message = format!("{label} is in the archive. Take it out first.");
        return finding(Severity::Refused, field, PairingCode::Archived, message);
    }
    if mate.placeholder {
        let message = format!("{label} only holds a place in a tree, so it can't be paired.");
        return finding(Severity::Refused, field, PairingCode::Placeholder, message);
    }
    if mate.gone {
        let message = format!("{label} has gone to another keeper.");
        return finding(Severity::Warning, field, PairingCode::Gone, message);
    }
    None
}

fn sex(subject: &Subject, side: ParentSide) -> Option<PairingFinding> {
    let (label, role) = (&subject.label, side.as_str());
    if subject.sex == side.sex() {
        return None;
    }
    if subject.sex == Sex::Unknown {
        let message = format!("The sex of {label} isn't recorded, and it stands as the {role}.");
        return finding(Severity::Warning, field_of(side), PairingCode::SexUnknown, message);
    }
    let recorded = subject.sex.label().to_lowercase();
    let message =
        format!("{label} is recorded as {recorded}, so it can't be the {role}. Swap the two, or correct its sex.");
    finding(Severity::Refused, field_of(side), PairingCode::WrongSex, message)
}

/// Of the dead only a male can still have young: females keep sperm, for at most as long as a parent's check allows.
fn alive(mate: Mate<'_>, side: ParentSide, season: i32) -> Option<PairingFinding> {
    let (label, died) = (&mate.subject.label, mate.subject.died_on);
    if !mate.deceased && died.is_none() {
        return None;
    }
    let after = died.zip(year(season)).and_then(|(died, season)| days(died, season.earliest()));
    if side == ParentSide::Sire
        && let (Some(died), Some(after)) = (died, after)
        && after <= AFTER_SIRE_DAYS
    {
        let message =
            format!("{label} died on {died}: young of {season} could only come from sperm that the dam has kept.");
        return finding(Severity::Warning, PairingField::Sire, PairingCode::StoredSperm, message);
    }
    let when = died.map_or_else(|| "has died".to_owned(), |died| format!("died on {died}"));
    finding(Severity::Refused, field_of(side), PairingCode::Deceased, format!("{label} {when}."))
}

fn age(subject: &Subject, side: ParentSide, season: i32) -> Option<PairingFinding> {
    let age = age_at_birth(subject.born, year(season))?;
    let (label, born) = (&subject.label, subject.born?);
    let (needed, sex) = match side {
        ParentSide::Sire => (subject.taxon.min_breeding_days_male, "male"),
        ParentSide::Dam => (subject.taxon.min_breeding_days_female, "female"),
    };
    if age.most_days < 0 {
        let message = format!("{label} was born {born}, after the season {season}.");
        return finding(Severity::Refused, PairingField::Season, PairingCode::Unborn, message);
    }
    if age.most_days >= needed {
        return None;
    }
    let kind = subject.taxon.name.to_lowercase();
    let message = format!(
        "{label} was born {born}: at the end of {season} it is at most {} old. A {sex} {kind} breeds at {} or later.",
        in_words(age.most_days),
        in_words(needed)
    );
    finding(Severity::Warning, field_of(side), PairingCode::TooYoung, message)
}

fn taxa(sire: &Subject, dam: &Subject, hybrid_ok: bool) -> Option<PairingFinding> {
    if sire.taxon.is_kind_of(&dam.taxon) {
        return None;
    }
    let (one, other) = (sire.taxon.name.to_lowercase(), dam.taxon.name.to_lowercase());
    let said = format!("{} is a {one}, {} a {other}.", sire.label, dam.label);
    if hybrid_ok {
        let message = format!("{said} The pairing is marked as a deliberate hybrid.");
        return finding(Severity::Warning, PairingField::Hybrid, PairingCode::Hybrid, message);
    }
    let message = format!("{said} If young of two species are meant, mark the pairing as a deliberate hybrid.");
    finding(Severity::Refused, PairingField::Hybrid, PairingCode::OtherTaxon, message)
}

/// Any day of a year; `None` of a year that no record has.
fn year(season: i32) -> Option<BirthDate> {
    let first = Date::new(i16::try_from(season).ok()?, 1, 1).ok()?;
    BirthDate::new(first, DatePrecision::Year).ok()
}

#[cfg(test)]
mod tests;
