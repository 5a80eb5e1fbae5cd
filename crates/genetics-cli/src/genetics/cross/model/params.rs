//! Parameters of an entry: recombination and linked loci.

use super::{super::entry::Entry, Model};
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    cross::{Cross, Link, Phase},
    genotype::{Chance, Number as _},
};

/// `params.r`: recombination of the locus on X and Y in males, or of linked loci; 0 to 1/2.
pub fn recombination(entry: &Entry<'_>) -> Result<Option<Chance>, CliError> {
    let Some(json) = entry.param("r") else { return Ok(None) };
    let r = json.probability().map_err(|reason| entry.error("params.r", reason))?;
    if r.to_f64() > 0.5 {
        return Err(entry.error("params.r", format_args!("recombination is {r}, but lies between 0 and 1/2")));
    }
    Ok(Some(r))
}

/// `params.linked` names a pair of keys (or a list of pairs), `sire_phase` and `dam_phase` how double hets carry them (`coupling`, `repulsion`,
/// else unknown). Without it, pairs that the catalogue knows as linked are linked where `r`, or the catalogue, says how far they are apart.
pub fn links(
    model: &Model<'_>,
    entry: &Entry<'_>,
    r: Option<Chance>,
    cross: &mut Cross<'_, Chance>,
) -> Result<(), CliError> {
    let mut pairs: Vec<(usize, usize, Option<Chance>)> = Vec::new();
    match entry.param("linked").and_then(Json::list) {
        Some([first @ Json::Text(_), second @ Json::Text(_)]) => pairs.push(pair(model, entry, [first, second], r)?),
        Some(list) => {
            for item in list {
                match item.list() {
                    Some([first, second]) => pairs.push(pair(model, entry, [first, second], r)?),
                    _ => return Err(entry.error("params.linked", "a pair of loci is expected")),
                }
            }
        }
        None => {
            for linked in &model.taxon.linked {
                let place =
                    |id| model.loci.iter().position(|locus| locus.part.origin.iter().any(|origin| origin.0 == id));
                if let (Some(first), Some(second)) = (place(linked.first), place(linked.second)) {
                    let known = linked.r.and_then(|r| Chance::from_f64(r).ok());
                    pairs.push((first, second, r.or(known)));
                }
            }
        }
    }
    for (first, second, r) in pairs {
        let Some(r) = r else { continue };
        let link = Link { first, second, r, sire: phase(entry, "sire_phase")?, dam: phase(entry, "dam_phase")? };
        cross.link(link).map_err(|error| entry.error("params.linked", error))?;
    }
    Ok(())
}

fn pair(
    model: &Model<'_>,
    entry: &Entry<'_>,
    [first, second]: [&Json; 2],
    r: Option<Chance>,
) -> Result<(usize, usize, Option<Chance>), CliError> {
    let place = |key: &Json| {
        let key = key.text().ok_or_else(|| entry.error("params.linked", "keys of loci are expected"))?;
        model
            .place(key)
            .ok_or_else(|| entry.error("params.linked", format_args!("“{key}” is none of the entry's loci")))
    };
    let r = r.ok_or_else(|| entry.error("params.r", "it is missing, and linked loci need it"))?;
    Ok((place(first)?, place(second)?, Some(r)))
}

fn phase(entry: &Entry<'_>, field: &str) -> Result<Phase, CliError> {
    match entry.param(field).map(|json| json.text().unwrap_or("")) {
        None | Some("unknown") => Ok(Phase::Unknown),
        Some("coupling") => Ok(Phase::Coupling),
        Some("repulsion") => Ok(Phase::Repulsion),
        Some(other) => {
            Err(entry
                .error(&format!("params.{field}"), format_args!("“{other}” is not coupling, repulsion or unknown")))
        }
    }
}
