//! Lists of ids and of pairs of ids.

use std::{
    io::{Read, Write},
    path::Path,
};

use super::{
    csv::{CsvError, Rows},
    error::CliError,
    source::Source,
    studbook::Loaded,
};

/// Pairs of animals from the first two columns. A first line of which neither is an animal is a heading, and said to be.
pub(super) fn read_pairs(
    path: &Path,
    input: &mut dyn Read,
    loaded: &Loaded,
    complaints: &mut dyn Write,
) -> Result<Vec<(u32, u32)>, CliError> {
    let mut pairs = Vec::new();
    let mut is_first = true;
    each_row(path, input, |source, line, fields| {
        let [a, b, ..] = fields else { return Err(source.error(CsvError::NoPair { line })) };
        let found = [a, b].map(|id| loaded.studbook.find(id).ok_or(*id));
        let unknown = |id: &str| CliError::UnknownAnimal { file: source.name.clone(), line, id: id.to_owned() };
        match found {
            [Ok(a), Ok(b)] => pairs.push((a, b)),
            [Err(_), Err(_)] if is_first => {
                // The note is for people; without it the results are the same.
                let _ = writeln!(complaints, "{}, line {line}: read as a heading", source.name);
            }
            [Err(id), _] | [_, Err(id)] => return Err(unknown(id)),
        }
        is_first = false;
        Ok(())
    })?;
    Ok(pairs)
}

/// Animals from the first column; a first line that is none is a heading.
pub(super) fn read_ids(path: &Path, input: &mut dyn Read, loaded: &Loaded) -> Result<Vec<u32>, CliError> {
    let mut animals = Vec::new();
    let mut is_first = true;
    each_row(path, input, |source, line, fields| {
        let id = fields.first().copied().unwrap_or("");
        match loaded.studbook.find(id) {
            Some(animal) => animals.push(animal),
            None if is_first => {}
            None => return Err(CliError::UnknownAnimal { file: source.name.clone(), line, id: id.to_owned() }),
        }
        is_first = false;
        Ok(())
    })?;
    Ok(animals)
}

fn each_row(
    path: &Path,
    input: &mut dyn Read,
    mut take: impl FnMut(&Source, u32, &[&str]) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let source = Source::read(path, input)?;
    let text = source.text()?;
    let mut rows = Rows::of(text);
    while let Some(line) = rows.next().map_err(|error| source.error(error))? {
        let fields: Vec<&str> = rows.fields.iter().map(|field| field.trim()).collect();
        take(&source, line, &fields)?;
    }
    Ok(())
}
