//! Measures of single animals.

use std::io::Write;

use repti_genetics::pedigree::{
    Kinship,
    metrics::{ancestor_loss, depth_of_all},
};
use serde_json::json;

use crate::lineage::{
    Format, MetricsArgs,
    error::CliError,
    report::{Cell, Report, write_json},
    studbook::Loaded,
};

/// Generations of ancestor loss.
const GENERATIONS: u32 = 10;

/// F, mean kinship with the reference, and completeness of each animal of the file.
pub(super) fn each(
    loaded: &Loaded,
    kinship: &Kinship,
    groups: &[(&str, Vec<u32>)],
    args: &MetricsArgs,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let Some((_, reference)) = groups.first() else { return Err(CliError::Usage("no reference")) };
    let means = kinship.mean_kinships(reference)?;
    let depth = depth_of_all(kinship.pedigree(), args.generations as usize);
    let headings = ["id", "F", "mean_kinship", "generations", "equivalent_complete_generations"].map(String::from);
    let completeness = (1..=args.generations).map(|g| format!("completeness_{g}"));
    let mut rows = Vec::with_capacity(loaded.studbook.rows().len());
    for &animal in loaded.studbook.rows() {
        let (Some(depth), Some(&mean)) = (depth.of(animal), means.get(animal as usize)) else { continue };
        let f = kinship.inbreeding().get(animal as usize).copied().unwrap_or(0.0);
        let mut row = vec![Cell::Text(loaded.studbook.id(animal).to_owned()), Cell::Figure(f), Cell::Figure(mean)];
        row.extend([Cell::Count(depth.generations.into()), Cell::Figure(depth.equivalent_complete)]);
        row.extend(depth.completeness.into_iter().map(Cell::Figure));
        rows.push(row);
    }
    Report { headings: headings.into_iter().chain(completeness).collect(), rows }.write(args.format, out)
}

/// Ancestor loss of one animal, depth by depth.
pub(super) fn one(
    loaded: &Loaded,
    kinship: &Kinship,
    animal: u32,
    args: &MetricsArgs,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let f = kinship.inbreeding().get(animal as usize).copied().unwrap_or(0.0);
    let depth = depth_of_all(kinship.pedigree(), args.generations as usize).of(animal);
    let loss = ancestor_loss(kinship.pedigree(), animal, args.generations.max(GENERATIONS))?;
    if args.format == Format::Json {
        let id = loaded.studbook.id(animal);
        return write_json(&json!({"id": id, "inbreeding": f, "depth": depth, "ancestor_loss": loss}), out);
    }
    if args.format == Format::Table {
        let (generations, equivalent) = depth.map_or((0, 0.0), |depth| (depth.generations, depth.equivalent_complete));
        writeln!(
            out,
            "{}: F {f}, {generations} generations, {equivalent} equivalent complete generations",
            loaded.studbook.id(animal)
        )?;
    }
    let headings = ["generations", "slots", "known", "distinct", "loss_coefficient", "completeness"].map(String::from);
    let row = |loss: &repti_genetics::pedigree::metrics::AncestorLoss| {
        let figures = [loss.loss_coefficient, loss.completeness].map(Cell::Figure);
        let counts = [f64::from(loss.generations), loss.slots, loss.known, loss.distinct as f64]
            .map(|count| Cell::Count(count as u64));
        counts.into_iter().chain(figures).collect()
    };
    Report { headings: headings.into(), rows: loss.iter().map(row).collect() }.write(args.format, out)
}
