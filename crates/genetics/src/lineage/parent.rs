//! The checks of one claim.

use super::{
    age::{age_at_birth, days, in_words},
    finding::{Finding, FindingCode},
    subject::Subject,
};
use repti_model::animal::{Origin, ParentSide, Sex};

/// A sire may live on in stored sperm, and eggs hatch months after their dam has died.
pub(super) const AFTER_SIRE_DAYS: i32 = 3 * 365;
const AFTER_DAM_DAYS: i32 = 250;
/// Older than reptiles of these taxa are known to breed.
const VERY_OLD_DAYS: i32 = 35 * 365;

/// Everything that speaks against `parent` being on `side` of `child`. Empty: nothing does.
#[must_use]
pub fn check_parent(child: &Subject, parent: &Subject, side: ParentSide) -> Vec<Finding> {
    [
        sex(child, parent, side),
        taxon(child, parent),
        age(child, parent, side),
        death(child, parent, side),
        wild_caught(child, parent, side),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn sex(child: &Subject, parent: &Subject, side: ParentSide) -> Option<Finding> {
    let role = side_word(side);
    if parent.sex == side.sex() {
        return None;
    }
    if parent.sex == Sex::Unknown {
        return Some(Finding::warning(
            FindingCode::SexUnknown,
            format!("The sex of {} isn't recorded, and it is named as the {role} of {}.", parent.label, child.label),
        ));
    }
    let recorded = parent.sex.label().to_lowercase();
    Some(Finding::refused(
        FindingCode::WrongSex,
        format!(
            "{} is recorded as {recorded}, so it can't be the {role} of {}. Correct its sex, or choose another animal.",
            parent.label, child.label
        ),
    ))
}

fn taxon(child: &Subject, parent: &Subject) -> Option<Finding> {
    if child.hybrid || child.taxon.is_kind_of(&parent.taxon) {
        return None;
    }
    Some(Finding::refused(
        FindingCode::OtherTaxon,
        format!(
            "{} is a {}, {} a {}. If {} is a deliberate hybrid, mark it as one.",
            parent.label,
            parent.taxon.name.to_lowercase(),
            child.label,
            child.taxon.name.to_lowercase(),
            child.label
        ),
    ))
}

fn age(child: &Subject, parent: &Subject, side: ParentSide) -> Option<Finding> {
    let age = age_at_birth(parent.born, child.born)?;
    let needed = match side {
        ParentSide::Sire => parent.taxon.min_breeding_days_male,
        ParentSide::Dam => parent.taxon.min_breeding_days_female,
    };
    let (parents_birth, childs_birth) = (parent.born?, child.born?);
    let dates = format!("{} was born {parents_birth}, {} {childs_birth}", parent.label, child.label);
    let kind = parent.taxon.name.to_lowercase();
    let sex = side.sex().label().to_lowercase();
    if age.most_days < 0 {
        return Some(Finding::refused(
            FindingCode::TooYoung,
            format!("{dates}: the {} is younger than its young. Check both dates.", side_word(side)),
        ));
    }
    if age.most_days < needed {
        return Some(Finding::refused(
            FindingCode::TooYoung,
            format!(
                "{dates}: at most {} apart. A {sex} {kind} breeds at {} or later. Check both dates.",
                in_words(age.most_days),
                in_words(needed)
            ),
        ));
    }
    if age.least_days < needed {
        return Some(Finding::warning(
            FindingCode::PerhapsTooYoung,
            format!(
                "{dates}. With dates no more exact than these, it may have been younger than {}.",
                in_words(needed)
            ),
        ));
    }
    (age.least_days > VERY_OLD_DAYS).then(|| {
        Finding::warning(
            FindingCode::VeryOld,
            format!("{dates}: at least {} apart, an unusual age for breeding.", in_words(age.least_days)),
        )
    })
}

fn death(child: &Subject, parent: &Subject, side: ParentSide) -> Option<Finding> {
    let (died, born) = (parent.died_on?, child.born?);
    let after = days(died, born.earliest())?;
    let usual = match side {
        ParentSide::Sire => AFTER_SIRE_DAYS,
        ParentSide::Dam => AFTER_DAM_DAYS,
    };
    (after > usual).then(|| {
        Finding::warning(
            FindingCode::DiedBefore,
            format!("{} died on {died}, {} before {} was born ({born}).", parent.label, in_words(after), child.label),
        )
    })
}

fn wild_caught(child: &Subject, parent: &Subject, side: ParentSide) -> Option<Finding> {
    matches!(child.origin, Origin::WildCaught | Origin::LongTermCaptive).then(|| {
        Finding::warning(
            FindingCode::WildCaught,
            format!(
                "{} is recorded as {}, and {} is named as its {}.",
                child.label,
                child.origin.label().to_lowercase(),
                parent.label,
                side_word(side)
            ),
        )
    })
}

fn side_word(side: ParentSide) -> &'static str {
    match side {
        ParentSide::Sire => "sire",
        ParentSide::Dam => "dam",
    }
}

#[cfg(test)]
mod tests;
