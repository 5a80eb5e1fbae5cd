//! An entry of `parse.json`, and its answer.

use crate::genetics::{cross::Readers, error::CliError, json::Json};
use repti_genetics::{catalogue::Taxon, text::Reading};

/// A text, its species, and what the file says of it.
#[derive(Debug)]
pub struct Entry<'a> {
    /// For messages: the place and the text.
    pub id: String,
    pub text: String,
    species: String,
    pub json: &'a Json,
}

impl<'a> Entry<'a> {
    /// # Errors
    /// [`CliError::Entry`] where text or species is missing or is none.
    pub fn read(json: &'a Json, place: usize) -> Result<Self, CliError> {
        let number = format!("number {}", place.saturating_add(1));
        let field = |name: &str| match json.get(name) {
            Some(Json::Text(text)) => Ok(text.clone()),
            Some(other) => {
                Err(CliError::entry(&number, name, format_args!("a text is expected, not {}", other.kind())))
            }
            None => Err(CliError::entry(&number, name, "it is missing")),
        };
        let (text, species) = (field("text")?, field("species")?);
        let short: String = text.chars().take(60).collect();
        Ok(Self { id: format!("{number} “{short}”"), text, species, json })
    }

    pub fn error(&self, field: &str, reason: impl ToString) -> CliError {
        CliError::entry(&self.id, field, reason)
    }

    /// The entry with what was computed: no genotype where there is an error.
    pub fn answer(&self, taxon: &Taxon, reading: &Reading) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let mut answer = vec![
            ("text".to_owned(), text(&self.text)),
            ("species".to_owned(), text(&self.species)),
            ("expect".to_owned(), Json::Map(loci(taxon, reading))),
            ("warnings".to_owned(), Json::List(reading.codes().into_iter().map(Json::Text).collect())),
        ];
        if let Some(note) = self.json.get("note") {
            answer.push(("note".to_owned(), note.clone()));
        }
        Json::Map(answer)
    }
}

fn loci(taxon: &Taxon, reading: &Reading) -> Vec<(String, Json)> {
    if !reading.is_sound() {
        return Vec::new();
    }
    let pair = |(pair, p): (String, repti_genetics::genotype::Chance)| {
        Json::List(vec![Json::Text(pair), Json::Text(p.to_string())])
    };
    let loci = reading.written(taxon).into_iter();
    loci.map(|(locus, pairs)| (locus, Json::List(pairs.into_iter().map(pair).collect()))).collect()
}

/// What the text of an entry says.
///
/// # Errors
/// [`CliError::Entry`] where the species isn't in the catalogue.
pub fn read<'a>(readers: &Readers<'a>, entry: &Entry<'_>) -> Result<(&'a Taxon, Reading), CliError> {
    let unknown = || entry.error("species", format_args!("“{}” is not in the catalogue", entry.species));
    let taxon = readers.catalogue.taxon(&entry.species).ok_or_else(unknown)?;
    Ok((taxon, readers.of(taxon).parse(&entry.text)))
}
