//! An answer in the form of the file.

use super::{entry::Entry, model::Model};
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    catalogue::{Inheritance, Locus},
    cross::{Outcome, Row, Sex},
    genotype::Chance,
};

/// The entry with `loci`, `p_viable`, `n_joint_genotypes` and `rows` as computed; its other fields as they are.
pub fn entry(entry: &Entry<'_>, model: &Model<'_>, outcome: &Outcome<'_, Chance>) -> Result<Json, CliError> {
    let rows = outcome.rows().map_err(|error| entry.error("rows", error))?;
    let mut fields = Vec::new();
    for field in ["id", "species", "sire", "dam", "note"] {
        fields.push((field.to_owned(), entry.json.get(field).cloned().unwrap_or_else(|| Json::Text(String::new()))));
    }
    if entry.json.get("id").is_none() {
        fields.retain(|field| field.0 != "id");
    }
    fields.push(("params".to_owned(), Json::Map(entry.params.clone())));
    for side in [&entry.sire, &entry.dam] {
        let given = entry.json.get(&side.prior_field()).cloned();
        fields.push((side.prior_field(), given.unwrap_or_else(|| model.prior(side.name))));
    }
    let genotypes = outcome.joint_genotypes();
    fields
        .push(("loci".to_owned(), Json::List(model.loci.iter().map(|locus| Json::Text(locus.key.clone())).collect())));
    fields.push(("p_viable".to_owned(), chance(outcome.p_viable())));
    #[allow(clippy::cast_precision_loss)]
    fields.push(("n_joint_genotypes".to_owned(), Json::Number(genotypes as f64)));
    fields.push(("rows".to_owned(), Json::List(rows.iter().map(|found| row(model, outcome, found)).collect())));
    Ok(Json::Map(fields))
}

/// A number as a fraction, or the shortest decimal.
pub fn chance(value: Chance) -> Json {
    Json::Text(value.to_string())
}

fn row(model: &Model<'_>, outcome: &Outcome<'_, Chance>, row: &Row<Chance>) -> Json {
    let label = |(at, &class): (usize, &u16)| {
        let key = model.loci.get(at).map_or("", |locus| &locus.key);
        (key.to_owned(), Json::Text(outcome.label(at, class).to_owned()))
    };
    let mut fields = vec![
        ("phenotype".to_owned(), Json::Map(row.classes.iter().enumerate().map(label).collect())),
        ("lethal".to_owned(), Json::Bool(row.lethal)),
        ("p_egg".to_owned(), chance(row.p_egg)),
        ("p_survivor".to_owned(), row.p_survivor.map_or(Json::Null, chance)),
        ("genotype_given_row".to_owned(), Json::Map(given(model, outcome, row))),
    ];
    if let Some(sex) = row.sex {
        fields.push(("sex".to_owned(), Json::Text(if sex == Sex::Female { "F" } else { "M" }.to_owned())));
    }
    Json::Map(fields)
}

/// What the eye can't tell: every locus with a recessive, and others where more than one genotype looks like this.
fn given(model: &Model<'_>, outcome: &Outcome<'_, Chance>, row: &Row<Chance>) -> Vec<(String, Json)> {
    let mut list = Vec::new();
    for (at, locus) in model.loci.iter().enumerate() {
        let given = outcome.given(row, at);
        if given.len() > 1 || hides(&locus.part.locus) {
            list.extend(
                given
                    .iter()
                    .map(|&(pair, p)| (format!("{}:{}", locus.key, locus.part.locus.notation(pair)), chance(p))),
            );
        }
    }
    list.sort_by(|left, right| left.0.cmp(&right.0));
    list
}

/// A locus where a copy can be carried unseen.
pub fn hides(locus: &Locus) -> bool {
    locus.alleles.iter().any(|allele| allele.inheritance == Inheritance::Recessive)
}
