//! What a visitor is told of how the site is: which parts work, in words, and since when. No store, no machine, no figure.

use crate::text_enum::text_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// A part of the site as people know it.
    pub enum SitePart {
        Public = ("public", "Public pages"),
        Breeder = ("breeder", "Breeder portal"),
        Photos = ("photos", "Photographs"),
        Embed = ("embed", "Cards on other sites"),
        Api = ("api", "API"),
        Jobs = ("jobs", "Mail and imports"),
    }
}

text_enum! {
    /// How a part is.
    pub enum Condition {
        Up = ("up", "Works"),
        Degraded = ("degraded", "Slow or in part"),
        Down = ("down", "Doesn’t work"),
    }
}

/// How one part is, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartStatus {
    pub part: SitePart,
    pub condition: Condition,
    /// Since when it is so. `None`: since before anybody looked.
    pub since: Option<Timestamp>,
}

impl PartStatus {
    /// What it means for a person.
    #[must_use]
    pub const fn meaning(&self) -> &'static str {
        match (self.part, self.condition) {
            (SitePart::Public, Condition::Up) => "Animals, breeders and genes can be read and searched.",
            (SitePart::Public, _) => "Animals, breeders and genes can’t be shown at the moment.",
            (SitePart::Breeder, Condition::Up) => "Keepers can sign in, read and save.",
            (SitePart::Breeder, Condition::Degraded) => "Keepers may have to wait.",
            (SitePart::Breeder, Condition::Down) => {
                "Nobody can sign in or save at the moment. What was saved is there."
            }
            (SitePart::Photos, Condition::Up) => "Photographs are shown and can be sent.",
            (SitePart::Photos, _) => {
                "Pages show a blur in place of a photograph, and none can be sent at the moment. None is lost."
            }
            (SitePart::Embed, Condition::Up) => "Cards and pedigrees on breeders’ own sites are shown.",
            (SitePart::Embed, _) => "Cards and pedigrees on breeders’ own sites stay empty at the moment.",
            (SitePart::Api, Condition::Up) => "Programs can read and write.",
            (SitePart::Api, _) => "Programs are told to come again later. What was acknowledged is saved.",
            (SitePart::Jobs, Condition::Up) => "Mails go out, and imports and new photographs are taken up at once.",
            (SitePart::Jobs, Condition::Degraded) => {
                "Mails, imports and new photographs are late. They are kept, and come one after another."
            }
            (SitePart::Jobs, Condition::Down) => {
                "Mails, imports and new photographs wait at the moment. They are kept, and come later."
            }
        }
    }
}

/// How the whole site is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteStatus {
    /// When somebody last looked.
    pub checked: Timestamp,
    pub parts: Vec<PartStatus>,
}

impl SiteStatus {
    /// The whole in one sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        let ill = self.parts.iter().filter(|part| part.condition != Condition::Up).count();
        match ill {
            0 => "Everything works",
            ill if ill == self.parts.len() => "Nothing works at the moment",
            1 => "One part doesn’t work as it should",
            _ => "Some parts don’t work as they should",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_said_by_its_parts() {
        let of = |conditions: &[Condition]| {
            let part = |(part, condition): (&SitePart, &Condition)| PartStatus {
                part: *part,
                condition: *condition,
                since: None,
            };
            SiteStatus {
                checked: Timestamp::UNIX_EPOCH,
                parts: SitePart::ALL.iter().zip(conditions).map(part).collect(),
            }
            .summary()
        };
        assert_eq!(of(&[Condition::Up, Condition::Up]), "Everything works");
        assert_eq!(of(&[Condition::Up, Condition::Degraded]), "One part doesn’t work as it should");
        assert_eq!(of(&[Condition::Up, Condition::Down, Condition::Degraded]), "Some parts don’t work as they should");
        assert_eq!(of(&[Condition::Down, Condition::Down]), "Nothing works at the moment");
    }
}
