//! Between the texts of a form or an address and the shapes of the registry.

use repti_model::{
    TaxonId,
    ancestry::Coefficient,
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, Visibility},
    genotype::GeneFilter,
    registry::{AnimalFilter, AnimalKind, AnimalSort, Archived},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[cfg(feature = "ssr")]
pub(super) use writing::{Given, bulk_change, draft_subject};

/// What the address of the list says: one choice a filter, every one optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    pub q: String,
    pub taxon: String,
    pub sex: String,
    pub status: String,
    pub custody: String,
    pub role: String,
    pub visibility: String,
    pub origin: String,
    pub kind: String,
    pub archived: String,
    pub open: String,
    /// A year or a month of birth.
    pub born: String,
    /// A gene by its slug, as the encyclopedia has it.
    pub gene: String,
    /// How an animal has it.
    pub how: String,
    /// Inbreeding of at least and at most so many per cent.
    pub inbred_from: String,
    pub inbred_to: String,
    pub sort: String,
    pub cursor: Option<String>,
}

/// The one value of a word, as a filter wants it; an unknown word filters nothing.
fn only<T: FromStr>(word: &str) -> Vec<T> {
    word.parse().into_iter().collect()
}

impl ListQuery {
    /// Reads a query string; unknown parameters are passed over.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut list = Self::default();
        for (name, value) in app_ui::params_of(query) {
            if name == "cursor" {
                list.cursor = Some(value);
            } else if let Some(field) = list.field_mut(&name) {
                *field = value;
            }
        }
        // `gene=clown:het`, as a link may have it.
        if let Some((gene, how)) = list.gene.split_once(':').map(|(gene, how)| (gene.to_owned(), how.to_owned())) {
            list.gene = gene;
            if list.how.is_empty() {
                list.how = how;
            }
        }
        // Without a gene there is nothing to have.
        if list.gene.is_empty() {
            list.how.clear();
        }
        // What the list does unasked is no choice of anybody's.
        if list.sort == AnimalSort::default().as_str() {
            list.sort.clear();
        }
        list
    }

    fn field_mut(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "q" => &mut self.q,
            "taxon" => &mut self.taxon,
            "sex" => &mut self.sex,
            "status" => &mut self.status,
            "custody" => &mut self.custody,
            "role" => &mut self.role,
            "visibility" => &mut self.visibility,
            "origin" => &mut self.origin,
            "kind" => &mut self.kind,
            "archived" => &mut self.archived,
            "open" => &mut self.open,
            "born" => &mut self.born,
            "gene" => &mut self.gene,
            "how" => &mut self.how,
            "inbred_from" => &mut self.inbred_from,
            "inbred_to" => &mut self.inbred_to,
            "sort" => &mut self.sort,
            _ => return None,
        })
    }

    /// Every parameter that is set, the cursor left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        [
            ("q", &self.q),
            ("taxon", &self.taxon),
            ("sex", &self.sex),
            ("status", &self.status),
            ("custody", &self.custody),
            ("role", &self.role),
            ("visibility", &self.visibility),
            ("origin", &self.origin),
            ("kind", &self.kind),
            ("archived", &self.archived),
            ("open", &self.open),
            ("born", &self.born),
            ("gene", &self.gene),
            ("how", &self.how),
            ("inbred_from", &self.inbred_from),
            ("inbred_to", &self.inbred_to),
            ("sort", &self.sort),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, value.as_str()))
        .collect()
    }

    /// The query string of this list from its beginning.
    #[must_use]
    pub fn address(&self) -> String {
        self.address_with(&[])
    }

    /// The query string with some parameters set otherwise; an empty value takes one away.
    #[must_use]
    pub fn address_with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self.pairs().into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let set = changes.iter().copied().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<(&str, &str)> = kept.chain(set).collect();
        app_ui::with_params("", &pairs).trim_start_matches('?').to_owned()
    }

    /// The filter of the registry.
    #[must_use]
    pub fn filter(&self) -> AnimalFilter {
        let born = self.born.trim().parse::<BirthDate>().ok();
        AnimalFilter {
            q: self.q.trim().to_owned(),
            taxon: only::<TaxonId>(&self.taxon),
            sex: only::<Sex>(&self.sex),
            life_status: only::<LifeStatus>(&self.status),
            custody: only::<Custody>(&self.custody),
            role: only::<AnimalRole>(&self.role),
            visibility: only::<Visibility>(&self.visibility),
            origin: only::<Origin>(&self.origin),
            kind: match self.kind.as_str() {
                // Ancestors of other breeders are records too, but not what a keeper means by their animals.
                "" => vec![AnimalKind::Held],
                "any" => Vec::new(),
                word => only(word),
            },
            archived: self.archived.parse().unwrap_or(Archived::Without),
            born_from: born.map(|born| born.earliest()),
            born_to: born.map(|born| born.latest()),
            inbreeding_from: Coefficient::from_percent(&self.inbred_from),
            inbreeding_to: Coefficient::from_percent(&self.inbred_to),
            open_warnings: self.open == "1",
            gene: GeneFilter::new(&self.gene, self.how.parse().ok()).into_iter().collect(),
        }
    }

    /// The order of the registry.
    #[must_use]
    pub fn sort(&self) -> AnimalSort {
        self.sort.parse().unwrap_or_default()
    }
}

#[cfg(feature = "ssr")]
mod writing {
    use app_shared::ssr::read_field as read;
    use jiff::civil::Date;
    use repti_model::{
        AnimalId, FieldErrors, TaxonId,
        registry::{AnimalFields, BulkChange},
    };

    /// The name under which the draft of a form is kept.
    pub(crate) fn draft_subject(id: Option<AnimalId>) -> String {
        id.map_or_else(|| "animal:new".to_owned(), |id| format!("animal:{id}"))
    }

    /// Reads `field=value` of the bulk bar.
    pub(crate) fn bulk_change(text: &str) -> Option<BulkChange> {
        let (field, value) = text.split_once('=')?;
        let mut change = BulkChange::default();
        match field {
            "status" => change.life_status = Some(value.parse().ok()?),
            "custody" => change.custody = Some(value.parse().ok()?),
            "role" => change.role = Some(value.parse().ok()?),
            "care_state" => change.care_state = Some(value.parse().ok()?),
            "visibility" => change.visibility = Some(value.parse().ok()?),
            "open_to_pairings" => change.open_to_pairings = Some(value == "true"),
            "archived" => change.archived = Some(value == "true"),
            _ => return None,
        }
        Some(change)
    }

    /// What the form of an animal sent, every field as text.
    #[derive(Debug, Default)]
    pub(crate) struct Given {
        pub kind: Option<String>,
        pub code: Option<String>,
        pub name: Option<String>,
        pub taxon_id: Option<String>,
        pub sex: Option<String>,
        pub sex_confidence: Option<String>,
        pub sex_method: Option<String>,
        pub born: Option<String>,
        pub died_on: Option<String>,
        pub acquired_on: Option<String>,
        pub origin: Option<String>,
        pub breeder_of_record: Option<String>,
        pub genotype_text: Option<String>,
        pub weight_g: Option<String>,
        pub length_mm: Option<String>,
        pub life_status: Option<String>,
        pub custody: Option<String>,
        pub role: Option<String>,
        pub care_state: Option<String>,
        pub visibility: Option<String>,
        pub open_to_pairings: bool,
        pub hybrid: bool,
        pub public_notes: Option<String>,
        pub private_notes: Option<String>,
    }

    impl Given {
        /// The record that the form means, on top of the one it was filled from.
        pub(crate) fn read(self, base: Option<&AnimalFields>) -> Result<AnimalFields, FieldErrors> {
            const DAY: &str = "Write the day as 2021-05-04.";
            const CHOOSE: &str = "Choose one of the list.";
            let mut errors = FieldErrors::new();
            let e = &mut errors;
            let taxon_id =
                read::<TaxonId>(e, "taxon_id", self.taxon_id.as_deref(), CHOOSE).or(base.map(|base| base.taxon_id));
            let Some(taxon_id) = taxon_id else {
                e.push("taxon_id", "Choose the species.");
                return Err(errors);
            };
            let mut out = base.cloned().unwrap_or_else(|| AnimalFields::of(taxon_id));
            out.taxon_id = taxon_id;
            for (target, text) in [
                (&mut out.code, self.code),
                (&mut out.name, self.name),
                (&mut out.breeder_of_record, self.breeder_of_record),
                (&mut out.genotype_text, self.genotype_text),
                (&mut out.public_notes, self.public_notes),
                (&mut out.private_notes, self.private_notes),
            ] {
                if let Some(text) = text {
                    // Browsers send line ends as CR LF, whatever was typed.
                    *target = text.replace("\r\n", "\n");
                }
            }
            macro_rules! choose {
                ($($field:ident),*) => {$(
                    if let Some(value) = read(e, stringify!($field), self.$field.as_deref(), CHOOSE) {
                        out.$field = value;
                    }
                )*};
            }
            choose!(kind, sex, sex_confidence, origin, life_status, custody, role, care_state, visibility);
            out.sex_method = read(e, "sex_method", self.sex_method.as_deref(), CHOOSE);
            out.born =
                read(e, "born", self.born.as_deref(), "Write 2021-05-04, 2021-05 or 2021, as exactly as you know it.");
            out.died_on = read::<Date>(e, "died_on", self.died_on.as_deref(), DAY);
            out.acquired_on = read::<Date>(e, "acquired_on", self.acquired_on.as_deref(), DAY);
            out.weight_g = read::<f64>(
                e,
                "weight_g",
                self.weight_g.as_deref(),
                "Write the weight in grams, such as 1450 or 12.5.",
            )
            .and_then(|grams| {
                let weight = repti_model::measure::Grams::from_grams(grams);
                if weight.is_none() {
                    e.push("weight_g", "Write a weight above 0 g and below 10,000 kg.");
                }
                weight
            });
            out.length_mm = read(e, "length_mm", self.length_mm.as_deref(), "Write whole millimetres.");
            out.hybrid = self.hybrid;
            out.open_to_pairings = self.open_to_pairings;
            out.trim();
            errors.into_result()?;
            Ok(out)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_being_read() {
        let query = ListQuery {
            q: "fire & clown=1 ❄".into(),
            sex: "female".into(),
            sort: "-born".into(),
            ..ListQuery::default()
        };
        assert_eq!(ListQuery::parse(&query.address()), query);
        assert_eq!(ListQuery::parse("?q=a+b&nonsense=1&sex").q, "a b");
    }

    #[test]
    fn inbreeding_is_asked_for_in_per_cent() {
        let filter = ListQuery::parse("inbred_from=6.25&inbred_to=12,5%25").filter();
        let read = [filter.inbreeding_from, filter.inbreeding_to].map(|bound| bound.map(Coefficient::value));
        assert_eq!(read, [Some(0.0625), Some(0.125)]);
    }

    #[test]
    fn unknown_words_filter_nothing() {
        let filter = ListQuery::parse("sex=dragon&taxon=1&archived=x&inbred_from=much").filter();
        assert!(filter.sex.is_empty() && filter.taxon.is_empty() && filter.inbreeding_from.is_none());
        assert_eq!(filter.archived, Archived::Without);
    }

    #[test]
    fn a_gene_is_asked_for_with_how_an_animal_has_it() {
        let genes =
            |query: &str| ListQuery::parse(query).filter().gene.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(genes("gene=clown"), ["clown"]);
        assert_eq!(genes("gene=yellow-belly&how=het"), ["yellow-belly:het"]);
        assert_eq!(genes("gene=clown%3Avisual"), ["clown:visual"]);
        assert!(genes("how=het&gene=").is_empty() && genes("gene=%25").is_empty());
        assert_eq!(ListQuery::parse("gene=clown%3Ahet").address(), "gene=clown&how=het");
        assert_eq!(ListQuery::parse("how=het").address(), "");
    }
}
