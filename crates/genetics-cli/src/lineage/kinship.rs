//! `lineage kinship`

use std::io::{Read, Write};

use repti_genetics::pedigree::Kinship;
use serde_json::json;

use super::{
    Format, KinshipArgs,
    error::CliError,
    number::Figures,
    pairs::{read_ids, read_pairs},
    report::{Cell, Report, csv_line, write_json},
    studbook::{Loaded, Scope, load},
};

pub(super) fn run(
    args: &KinshipArgs,
    input: &mut dyn Read,
    out: &mut dyn Write,
    complaints: &mut dyn Write,
) -> Result<(), CliError> {
    if args.pairs.is_none() && args.pair.is_empty() && args.matrix.is_none() {
        return Err(CliError::Usage("say which animals: --pairs FILE, --pair A B, or --matrix FILE|all"));
    }
    let loaded = load(&args.file, input, Scope::Parents)?;
    let mut kinship = Kinship::of(loaded.pedigree()?)?;
    if let Some(path) = &args.matrix {
        let animals =
            if path.as_os_str() == "all" { loaded.studbook.rows().to_vec() } else { read_ids(path, input, &loaded)? };
        return matrix(&loaded, &mut kinship, &animals, args.format, out);
    }
    let mut pairs = Vec::new();
    for pair in args.pair.chunks(2) {
        if let [a, b] = pair {
            pairs.push((loaded.find(a)?, loaded.find(b)?));
        }
    }
    if let Some(path) = &args.pairs {
        pairs.extend(read_pairs(path, input, &loaded, complaints)?);
    }
    let relations = kinship.pairs(&pairs)?;
    let id = |animal| loaded.studbook.id(animal);
    let headings = ["id1", "id2", "kinship", "numerator_relationship", "wright_relationship"];
    if args.format == Format::Csv {
        let mut figures = Figures::default();
        csv_line(out, headings.into_iter())?;
        for (&(a, b), relation) in pairs.iter().zip(&relations) {
            let texts = [relation.kinship, relation.numerator, relation.relationship]
                .map(|figure| figures.text(figure).to_owned());
            csv_line(out, [id(a), id(b)].into_iter().chain(texts.iter().map(String::as_str)))?;
        }
        return Ok(());
    }
    let rows = pairs.iter().zip(&relations).map(|(&(a, b), relation)| {
        let figures = [relation.kinship, relation.numerator, relation.relationship].map(Cell::Figure);
        [a, b].map(|animal| Cell::Text(id(animal).to_owned())).into_iter().chain(figures).collect()
    });
    Report { headings: headings.map(String::from).into(), rows: rows.collect() }.write(args.format, out)
}

fn matrix(
    loaded: &Loaded,
    kinship: &mut Kinship,
    animals: &[u32],
    format: Format,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let matrix = kinship.matrix(animals)?;
    let ids: Vec<&str> = animals.iter().map(|&animal| loaded.studbook.id(animal)).collect();
    let rows = matrix.chunks(animals.len().max(1));
    match format {
        Format::Json => write_json(&json!({"ids": ids, "kinship": rows.collect::<Vec<_>>()}), out),
        Format::Csv => {
            let mut figures = Figures::default();
            csv_line(out, ["id"].into_iter().chain(ids.iter().copied()))?;
            for (id, row) in ids.iter().zip(rows) {
                let texts: Vec<String> = row.iter().map(|&figure| figures.text(figure).to_owned()).collect();
                csv_line(out, [*id].into_iter().chain(texts.iter().map(String::as_str)))?;
            }
            Ok(())
        }
        Format::Table => {
            let headings = ["id"].into_iter().chain(ids.iter().copied()).map(String::from).collect();
            let row = |(id, row): (&&str, &[f64])| {
                [Cell::Text((*id).to_owned())]
                    .into_iter()
                    .chain(row.iter().map(|f| Cell::Text(format!("{f:.5}"))))
                    .collect()
            };
            Report { headings, rows: ids.iter().zip(rows).map(row).collect() }.write(format, out)
        }
    }
}
