//! Species by any of their names. An unknown name is an error with the nearest suggestion, never a guess.

use std::collections::{BTreeSet, HashMap};

use super::{ValueError, is_absent, shown};
use repti_model::{exchange::IssueCode, registry::Taxon};

/// Names that other systems use for the nine species everybody keeps, by scientific name. The registry's aliases come first.
const HOBBY_NAMES: &[(&str, &[&str])] = &[
    ("python regius", &["ball python", "royal python", "bp"]),
    (
        "boa imperator",
        &[
            "boa",
            "boa constrictor",
            "common boa",
            "central american boa",
            "colombian boa",
            "bci",
            "boa constrictor imperator",
        ],
    ),
    ("pantherophis guttatus", &["corn snake", "corn", "red rat snake", "cornsnake"]),
    ("heterodon nasicus", &["western hognose", "hognose", "western hognose snake", "hognose snake", "plains hognose"]),
    ("eublepharis macularius", &["leopard gecko", "leo", "leopardgecko"]),
    ("correlophus ciliatus", &["crested gecko", "crestie", "eyelash gecko", "rhacodactylus ciliatus"]),
    ("pogona vitticeps", &["bearded dragon", "central bearded dragon", "inland bearded dragon", "beardie"]),
    ("malayopython reticulatus", &["reticulated python", "retic", "python reticulatus"]),
    ("morelia spilota", &["carpet python", "carpet"]),
];

/// Finds taxa by name.
#[derive(Debug, Clone, Default)]
pub struct TaxonIndex {
    taxa: Vec<Taxon>,
    by_name: HashMap<String, BTreeSet<usize>>,
}

/// Lower case letters and digits; the last word in the singular.
pub(crate) fn fold(name: &str) -> String {
    let lower: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words: Vec<String> = lower.split_whitespace().map(str::to_owned).collect();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words.join(" ")
}

/// The last letter that makes a plural goes; "beardie" and "beardy" are one.
fn singular(word: &str) -> String {
    let keeps = word.len() < 4 || ["ss", "us", "is", "ps"].iter().any(|end| word.ends_with(end));
    let one = word.strip_suffix('s').filter(|_| !keeps).unwrap_or(word);
    match one.strip_suffix("ie") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => one.to_owned(),
    }
}

impl TaxonIndex {
    /// An index over these taxa.
    #[must_use]
    pub fn new(taxa: &[Taxon]) -> Self {
        let mut index = Self { taxa: taxa.to_vec(), by_name: HashMap::new() };
        for (position, taxon) in taxa.iter().enumerate() {
            let names = [&taxon.slug, &taxon.common_name, &taxon.plural_name, &taxon.scientific_name];
            for name in names.into_iter().chain(&taxon.aliases) {
                index.add(name, position);
            }
        }
        // A name from the list above counts only where no taxon of the registry claims it.
        let mut extra: Vec<(String, usize)> = Vec::new();
        for (position, taxon) in taxa.iter().enumerate() {
            let scientific = taxon.scientific_name.to_lowercase();
            let known = HOBBY_NAMES.iter().find(|(name, names)| {
                scientific == *name
                    || (scientific.is_empty() && names.first().is_some_and(|first| fold(&taxon.common_name) == *first))
            });
            extra.extend(known.into_iter().flat_map(|(_, names)| names.iter()).map(|name| (fold(name), position)));
        }
        let claimed: Vec<bool> = extra.iter().map(|(name, _)| index.by_name.contains_key(name)).collect();
        for ((name, position), _) in extra.into_iter().zip(claimed).filter(|(_, claimed)| !claimed) {
            index.by_name.entry(name).or_default().insert(position);
        }
        index
    }

    fn add(&mut self, name: &str, position: usize) {
        let name = fold(name);
        if !name.is_empty() {
            self.by_name.entry(name).or_default().insert(position);
        }
    }

    /// The taxa, in the order in which they were given.
    #[must_use]
    pub fn taxa(&self) -> &[Taxon] {
        &self.taxa
    }

    /// The position of a slug.
    #[must_use]
    pub fn position_of(&self, slug: &str) -> Option<usize> {
        self.taxa.iter().position(|taxon| taxon.slug == slug)
    }

    /// The position of the taxon that a cell names; `None` for a blank cell.
    pub fn find(&self, cell: &str) -> Result<Option<usize>, ValueError> {
        if is_absent(cell) {
            return Ok(None);
        }
        let name = fold(cell);
        let found =
            self.by_name.get(&name).or_else(|| name.strip_suffix(" snake").and_then(|short| self.by_name.get(short)));
        match found.map(|positions| positions.iter().copied().collect::<Vec<_>>()).as_deref() {
            Some([one]) => Ok(Some(*one)),
            Some([]) | None => Err(self.unknown(cell, &name)),
            Some(several) => {
                let names: Vec<&str> =
                    several.iter().map(|position| self.taxa[*position].common_name.as_str()).collect();
                Err(ValueError::new(
                    IssueCode::TaxonAmbiguous,
                    format!("{} can mean {}. Write the full name.", shown(cell), names.join(" or ")),
                ))
            }
        }
    }

    fn unknown(&self, cell: &str, folded: &str) -> ValueError {
        let nearest = self
            .by_name
            .iter()
            .filter(|(_, positions)| positions.len() == 1)
            .map(|(name, positions)| (strsim::osa_distance(folded, name), name, positions))
            .filter(|(distance, name, _)| *distance * 3 <= folded.chars().count().max(name.chars().count()))
            .min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)))
            .and_then(|(_, _, positions)| positions.first())
            .map(|position| self.taxa[*position].common_name.clone());
        let advice = match nearest {
            Some(name) => format!("Did you mean {name}? Correct it in the file."),
            None => "Use a species from the list of taxa, or ask for it to be added.".to_owned(),
        };
        ValueError::new(IssueCode::TaxonUnknown, format!("{} is not a species known here. {advice}", shown(cell)))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use repti_model::{
        TaxonId,
        registry::{Rank, Reproduction},
    };

    use super::*;

    pub(crate) fn nine() -> Vec<Taxon> {
        [
            ("ball-python", "Ball python", "Python regius"),
            ("boa-imperator", "Boa imperator", "Boa imperator"),
            ("corn-snake", "Corn snake", "Pantherophis guttatus"),
            ("western-hognose", "Western hognose", "Heterodon nasicus"),
            ("leopard-gecko", "Leopard gecko", "Eublepharis macularius"),
            ("crested-gecko", "Crested gecko", "Correlophus ciliatus"),
            ("bearded-dragon", "Bearded dragon", "Pogona vitticeps"),
            ("reticulated-python", "Reticulated python", "Malayopython reticulatus"),
            ("carpet-python", "Carpet python", "Morelia spilota"),
        ]
        .map(|(slug, common, scientific)| Taxon {
            id: TaxonId::new(),
            slug: slug.to_owned(),
            common_name: common.to_owned(),
            plural_name: format!("{common}s"),
            scientific_name: scientific.to_owned(),
            code_prefix: "XX".to_owned(),
            aliases: Vec::new(),
            parent_id: None,
            rank: Rank::Species,
            reproduction: Reproduction::Oviparous,
            min_breeding_days_male: 365,
            min_breeding_days_female: 365,
        })
        .to_vec()
    }

    fn slug(cell: &str) -> Result<Option<String>, IssueCode> {
        let index = TaxonIndex::new(&nine());
        index
            .find(cell)
            .map(|found| found.map(|position| index.taxa()[position].slug.clone()))
            .map_err(|error| error.code)
    }

    #[test]
    fn plurals_aliases_and_scientific_names_are_found() {
        for (cell, expected) in [
            ("Ball Pythons", "ball-python"),
            ("BOA CONSTRICTORS", "boa-imperator"),
            ("Western Hognose", "western-hognose"),
            ("western hognose snakes", "western-hognose"),
            ("crested_gecko", "crested-gecko"),
            ("Python regius", "ball-python"),
            ("Corn Snakes", "corn-snake"),
            ("Beardies", "bearded-dragon"),
            ("ball-python", "ball-python"),
        ] {
            assert_eq!(slug(cell), Ok(Some(expected.to_owned())), "{cell}");
        }
        assert_eq!(slug("n/a"), Ok(None));
    }

    #[test]
    fn an_unknown_species_is_an_error_with_the_nearest_name() {
        let index = TaxonIndex::new(&nine());
        let error = index.find("Ball Pyhton").unwrap_err();
        assert_eq!(error.code, IssueCode::TaxonUnknown);
        assert!(error.message.contains("Did you mean Ball python?"), "{}", error.message);
        assert!(!index.find("More Colubrids").unwrap_err().message.contains("Did you mean"));
    }

    #[test]
    fn a_name_of_two_taxa_is_ambiguous() {
        let mut taxa = nine();
        taxa[0].aliases.push("Python".to_owned());
        taxa[7].aliases.push("Pythons".to_owned());
        assert_eq!(TaxonIndex::new(&taxa).find("python").unwrap_err().code, IssueCode::TaxonAmbiguous);
    }
}
