//! The likeliest young of an entry in the form of `crosses.json`, of any number of loci.

use crate::genetics::{
    cross::{Readers, crossed},
    error::CliError,
    json::Json,
    top::too_long,
};
use crate::limits::Limits;
use repti_genetics::{cross::Sex, genotype::Chance};

/// The entry's id, its loci, and the rows as `[probability of an egg, classes, sex]` (the sex where sexes differ).
pub fn answer(readers: &Readers<'_>, json: &Json, place: usize, k: usize, limits: &Limits) -> Result<Json, CliError> {
    crossed(readers, json, place, limits, |entry, model, outcome| {
        too_long(&entry.id, k, model.loci.len(), limits)?;
        let report = outcome.best(k);
        let row = |row: &repti_genetics::top::Best<Chance>| {
            let names =
                row.classes.iter().enumerate().map(|(at, &class)| Json::Text(outcome.label(at, class).to_owned()));
            let mut list = vec![Json::Text(row.p_egg.to_string()), Json::List(names.collect())];
            list.extend(row.sex.map(|sex| Json::Text(if sex == Sex::Female { "F" } else { "M" }.to_owned())));
            Json::List(list)
        };
        let text = |value: &dyn ToString| Json::Text(value.to_string());
        #[allow(clippy::cast_precision_loss)]
        let fields = [
            ("id", Json::Text(entry.id.clone())),
            ("loci", Json::List(model.loci.iter().map(|locus| Json::Text(locus.key.clone())).collect())),
            ("p_viable", text(&outcome.p_viable())),
            ("n_rows", Json::Number(report.combinations as f64)),
            ("top", Json::List(report.rows.iter().map(row).collect())),
            ("cumulative_top", text(&report.cumulative)),
        ];
        Ok(Json::Map(fields.map(|(name, value)| (name.to_owned(), value)).into()))
    })
}
