//! `lineage inbreeding`

use std::io::{Read, Write};

use repti_genetics::pedigree::{Method, inbreeding, inbreeding::inbreeding_by};

use super::{
    Format, InbreedingArgs, MethodChoice,
    csv::quoted,
    error::CliError,
    number::Figures,
    report::{Cell, Report},
    studbook::{Scope, load},
};

pub(super) fn run(args: &InbreedingArgs, input: &mut dyn Read, out: &mut dyn Write) -> Result<(), CliError> {
    let loaded = load(&args.file, input, Scope::Parents)?;
    let pedigree = loaded.pedigree()?;
    let result = match args.method {
        MethodChoice::Auto => inbreeding(&pedigree)?,
        MethodChoice::Direct => inbreeding_by(&pedigree, Method::Direct)?,
        MethodChoice::Indirect => inbreeding_by(&pedigree, Method::Indirect)?,
        MethodChoice::Frontier => inbreeding_by(&pedigree, Method::Frontier)?,
        MethodChoice::Tabular => inbreeding_by(&pedigree, Method::Tabular)?,
    };
    let book = &loaded.studbook;
    let rows = book
        .rows()
        .iter()
        .map(|&animal| (book.id(animal), result.coefficients.get(animal as usize).copied().unwrap_or(0.0)));
    match args.format {
        Format::Csv => {
            let mut figures = Figures::default();
            out.write_all(b"id,F\n")?;
            for (id, f) in rows {
                out.write_all(quoted(id).as_bytes())?;
                out.write_all(b",")?;
                out.write_all(figures.text(f).as_bytes())?;
                out.write_all(b"\n")?;
            }
            Ok(())
        }
        format => {
            let rows = rows.map(|(id, f)| vec![Cell::Text(id.to_owned()), Cell::Figure(f)]).collect();
            Report { headings: vec!["id".into(), "F".into()], rows }.write(format, out)
        }
    }
}
