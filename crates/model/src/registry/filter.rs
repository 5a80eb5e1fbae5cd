//! How the animal list is narrowed and ordered.

use super::{AnimalKind, text::check_text};
use crate::{
    FieldErrors, TaxonId,
    ancestry::Coefficient,
    animal::{AnimalRole, Custody, LifeStatus, Origin, Sex, Visibility},
    genotype::GeneFilter,
    text_enum::text_enum,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Whether archived animals show.
    pub enum Archived {
        Without = ("without", "Not archived"),
        Only = ("only", "Archived only"),
        With = ("with", "All"),
    }
}

text_enum! {
    /// The order of the list. What isn't known comes last in every order.
    pub enum AnimalSort {
        Code = ("code", "Code"),
        CodeDown = ("-code", "Code, last first"),
        Name = ("name", "Name"),
        NameDown = ("-name", "Name, last first"),
        Born = ("born", "Oldest first"),
        BornDown = ("-born", "Youngest first"),
        Weight = ("weight", "Lightest first"),
        WeightDown = ("-weight", "Heaviest first"),
        Inbreeding = ("inbreeding", "Least inbred first"),
        InbreedingDown = ("-inbreeding", "Most inbred first"),
        Updated = ("updated", "Changed longest ago"),
        UpdatedDown = ("-updated", "Changed last"),
    }
}

impl AnimalSort {
    /// Whether the list runs from the last to the first.
    #[must_use]
    pub fn descends(self) -> bool {
        self.as_str().starts_with('-')
    }
}

/// What an animal must be to show. An empty list allows every value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnimalFilter {
    /// Words in code, name or genotype; the beginning of a word is enough.
    pub q: String,
    pub taxon: Vec<TaxonId>,
    pub sex: Vec<Sex>,
    pub life_status: Vec<LifeStatus>,
    pub custody: Vec<Custody>,
    pub role: Vec<AnimalRole>,
    pub visibility: Vec<Visibility>,
    pub origin: Vec<Origin>,
    pub kind: Vec<AnimalKind>,
    pub archived: Archived,
    /// Born on this day or later, under some reading of the date's precision.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub born_from: Option<Date>,
    /// Born on this day or earlier, under some reading of the date's precision.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub born_to: Option<Date>,
    /// Inbreeding of at least this, 0 to 1. An animal whose inbreeding isn't known, or is being reckoned, doesn't show.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>))]
    pub inbreeding_from: Option<Coefficient>,
    /// Inbreeding of at most this, 0 to 1. An animal whose inbreeding isn't known, or is being reckoned, doesn't show.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<f64>))]
    pub inbreeding_to: Option<Coefficient>,
    /// Only animals with a lineage warning that nobody has answered.
    pub open_warnings: bool,
    /// Only animals that have all of these genes, by what is claimed of them or, of genes that no claim is about, by their text.
    pub gene: Vec<GeneFilter>,
}

impl AnimalFilter {
    /// Checks lengths and the order of dates and figures.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "q", &self.q, 200, false);
        if self.taxon.len() > 200 {
            errors.push("taxon", "At most 200 taxa.");
        }
        if self.gene.len() > GeneFilter::MOST {
            errors.push("gene", format!("At most {} genes.", GeneFilter::MOST));
        }
        if let (Some(from), Some(to)) = (self.born_from, self.born_to)
            && from > to
        {
            errors.push("born_to", "This is before the first day of the range.");
        }
        if let (Some(from), Some(to)) = (self.inbreeding_from, self.inbreeding_to)
            && from > to
        {
            errors.push("inbreeding_to", "This is below the least inbreeding asked for.");
        }
        errors.into_result()
    }

    /// Whether anything is narrowed: an empty list then means “nothing matches”, not “no animals yet”.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        *self != Self { archived: self.archived, ..Self::default() }
    }
}

/// How many there are: exact up to a bound, “10,000+” beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    pub count: u64,
    /// There are more than `count`.
    pub more: bool,
}

impl Total {
    /// Counting stops here.
    pub const BOUND: u64 = 10_000;
}

/// All of them were counted.
impl From<u64> for Total {
    fn from(count: u64) -> Self {
        Self { count, more: false }
    }
}

impl std::fmt::Display for Total {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.count.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if self.more { f.write_str("+") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_written_for_people() {
        assert_eq!(Total { count: 7, more: false }.to_string(), "7");
        assert_eq!(Total { count: 10_000, more: true }.to_string(), "10,000+");
        assert_eq!(Total { count: 1_234_567, more: false }.to_string(), "1,234,567");
    }

    #[test]
    fn a_filter_knows_whether_it_narrows() {
        assert!(!AnimalFilter { archived: Archived::Only, ..AnimalFilter::default() }.is_narrow());
        assert!(AnimalFilter { q: "pied".into(), ..AnimalFilter::default() }.is_narrow());
    }
}
