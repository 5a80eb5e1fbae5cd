//! The fields that a column can fill.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($variant:ident = ($word:literal, $label:literal, $help:literal),)*) => {
        /// A field of an animal that a column can fill.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum TargetField {
            $(#[doc = $help] #[serde(rename = $word)] $variant,)*
        }

        impl TargetField {
            /// Every field, in the order of the select box.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stored word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The name on the screen.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// One line about what the column holds.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)* }
            }
        }

        // Not derived, as in `text_enum`: inside a macro utoipa doesn't see the words of `serde(rename)`.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for TargetField {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::schema::Type::String))
                    .description(Some("A field of an animal that a column can fill."))
                    .enum_values(Some(Self::ALL.iter().map(|field| field.as_str())))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for TargetField {}
    };
}

fields! {
    Code = ("code", "ID", "The animal's id, unique in the collection"),
    Name = ("name", "Name", "Name or title"),
    Taxon = ("taxon", "Species", "Species or subspecies, by any common name"),
    Sex = ("sex", "Sex", "Male, female or unknown"),
    SexConfidence = ("sex_confidence", "Sex: how sure", "Certain, probable or guess"),
    SexMethod = ("sex_method", "Sex: method", "Probed, popped, visual, pores, DNA or incubation"),
    Born = ("born", "Hatched or born", "Date, month or year"),
    AcquiredOn = ("acquired_on", "Acquired on", "Date it came into the collection"),
    DiedOn = ("died_on", "Died on", "Date of death; a filled cell means that the animal is dead"),
    Origin = ("origin", "Origin", "Captive bred, wild caught, …"),
    Breeder = ("breeder", "Bred by", "Breeder of record; “self” for your own"),
    Status = ("status", "Status", "Active, sold, deceased, holdback, …"),
    LifeStatus = ("life_status", "Life status", "Alive or deceased"),
    Custody = ("custody", "Custody", "Here, loaned, transferred away, …"),
    Role = ("role", "Role", "Holdback, breeder, retired, pet"),
    State = ("state", "Sale state", "For sale, on hold, sold: nothing is published by an import"),
    Visibility = ("visibility", "Visibility", "Private, lineage only or public"),
    IsBreeder = ("is_breeder", "Is a breeder", "Yes or no"),
    Maturity = ("maturity", "Maturity", "Baby, juvenile, subadult or adult: compared with the birth date"),
    Traits = ("traits", "Genetics", "Morph text, kept as written"),
    VisualTraits = ("visual_traits", "Visual traits", "Traits that show, when in a column of their own"),
    HetTraits = ("het_traits", "Hets", "Hets and possible hets, when in a column of their own"),
    Weight = ("weight", "Weight", "Grams, or with a unit"),
    Length = ("length", "Length", "With its unit in the cell, the heading or a column of its own"),
    LengthUnit = ("length_unit", "Length: unit and method", "Such as total_length_m"),
    Sire = ("sire", "Sire", "Id or name of the father"),
    Dam = ("dam", "Dam", "Id or name of the mother"),
    Group = ("group", "Group or clutch", "Text that groups animals"),
    Quantity = ("quantity", "Quantity", "How many animals the row stands for"),
    IsGroup = ("is_group", "Is a group", "Yes or no"),
    Description = ("description", "Description", "Text for others to read"),
    Notes = ("notes", "Private notes", "Text that stays in the vivarium"),
    PhotoUrls = ("photo_urls", "Photo addresses", "Kept; pictures are not fetched yet"),
    Price = ("price", "Price", "Kept with the raw row"),
    ExternalId = ("external_id", "Id elsewhere", "The id in the system it came from"),
}

impl std::fmt::Display for TargetField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such field")]
pub struct UnknownField;

impl std::str::FromStr for TargetField {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|field| field.as_str() == word).ok_or(UnknownField)
    }
}
