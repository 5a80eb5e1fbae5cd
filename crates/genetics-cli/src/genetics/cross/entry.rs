//! The fields of one entry, as they are written.

use crate::genetics::{error::CliError, json::Json};

/// What an entry says of one parent: genotypes as lists of probability and pair, by the file's keys of loci; or a text.
#[derive(Debug, Clone)]
pub struct Side {
    /// `sire` or `dam`.
    pub name: &'static str,
    pub text: Option<String>,
    pub prior: Option<Vec<(String, Vec<(Json, String)>)>>,
}

impl Side {
    /// The name of the field of its genotypes.
    pub fn prior_field(&self) -> String {
        format!("{}_prior", self.name)
    }
}

/// An entry of `crosses.json`.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub id: String,
    pub species: String,
    pub sire: Side,
    pub dam: Side,
    pub params: Vec<(String, Json)>,
    /// The whole of it.
    pub json: &'a Json,
}

impl<'a> Entry<'a> {
    /// # Errors
    /// [`CliError::Entry`] for a field that is missing or of the wrong kind.
    pub fn read(json: &'a Json, place: usize) -> Result<Self, CliError> {
        let id = json.id(place);
        if json.map().is_none() {
            return Err(CliError::entry(&id, "entry", format_args!("an object is expected, not {}", json.kind())));
        }
        let text = |field: &str| match json.get(field) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text.clone())),
            Some(other) => Err(CliError::entry(&id, field, format_args!("a text is expected, not {}", other.kind()))),
        };
        let side = |name: &'static str| {
            let field = format!("{name}_prior");
            let prior = json.get(&field).map(|prior| read_prior(prior, &id, &field)).transpose()?;
            Ok::<_, CliError>(Side { name, text: text(name)?, prior })
        };
        let (sire, dam) = (side("sire")?, side("dam")?);
        let species = text("species")?.ok_or_else(|| CliError::entry(&id, "species", "it is missing"))?;
        let params = match json.get("params") {
            None => Vec::new(),
            Some(Json::Map(params)) => params.clone(),
            Some(other) => {
                return Err(CliError::entry(
                    &id,
                    "params",
                    format_args!("an object is expected, not {}", other.kind()),
                ));
            }
        };
        Ok(Self { id, species, sire, dam, params, json })
    }

    pub fn error(&self, field: &str, reason: impl ToString) -> CliError {
        CliError::entry(&self.id, field, reason)
    }

    pub fn param(&self, name: &str) -> Option<&Json> {
        self.params.iter().find(|param| param.0 == name).map(|param| &param.1).filter(|value| **value != Json::Null)
    }
}

/// `{"clown": [["2/3", "+/clown"], ["1/3", "+/+"]]}`; a bare `"+/clown"` is certain.
fn read_prior(json: &Json, id: &str, field: &str) -> Result<Vec<(String, Vec<(Json, String)>)>, CliError> {
    let wrong = |place: &str, reason: &str| CliError::entry(id, place, reason);
    let loci = json.map().ok_or_else(|| wrong(field, "an object of loci is expected"))?;
    let mut prior: Vec<(String, Vec<(Json, String)>)> = Vec::with_capacity(loci.len());
    for (key, list) in loci {
        let place = format!("{field}.{key}");
        if prior.iter().any(|known| known.0 == *key) {
            return Err(wrong(&place, "it stands there twice"));
        }
        let mut pairs = Vec::new();
        match list {
            Json::Text(pair) => pairs.push((Json::Text("1".to_owned()), pair.clone())),
            Json::List(list) => {
                for entry in list {
                    match entry.list() {
                        Some([p, Json::Text(pair)]) => pairs.push((p.clone(), pair.clone())),
                        _ => return Err(wrong(&place, "a list of [probability, genotype] is expected")),
                    }
                }
            }
            _ => return Err(wrong(&place, "a list of [probability, genotype] is expected")),
        }
        prior.push((key.clone(), pairs));
    }
    Ok(prior)
}
