//! The commands without files: a pedigree from text or from rows, and answers as values.

mod refused;
#[cfg(test)]
mod tests;

use super::{
    Reference, check, csv,
    error::CliError,
    metrics::{self, Measures},
    studbook::{Loaded, Scope, read},
};
use crate::{limits::PedigreeLimits, refusal::Refusal};
use refused::Places;
use repti_genetics::pedigree::{Kinship, PairRelation, Row, Studbook, inbreeding::inbreeding_within};
use serde_json::{Value, json};

/// What becomes of rows that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The first refuses the whole, for figures without them would be wrong.
    Refuse,
    /// They are left out and named, with everything else that is wrong.
    Name,
}

/// A pedigree, and what may be asked of it within limits.
#[derive(Debug)]
pub struct Book {
    loaded: Loaded,
    places: Places,
    limits: PedigreeLimits,
}

/// A longer cycle is read to its end by nobody.
const LONGEST_PATH: usize = 100;

impl Book {
    /// From a table as `reptidex lineage` takes it.
    ///
    /// # Errors
    /// [`Refusal`] names the line of what can't be read, and the limit that is passed.
    pub fn of_csv(bytes: &[u8], strictness: Strictness, limits: PedigreeLimits) -> Result<Self, Refusal> {
        let places = Places::Lines;
        let text = csv::text(bytes).map_err(|error| places.of_csv(&error))?;
        let scope = if strictness == Strictness::Refuse { Scope::Parents } else { Scope::Everything };
        let loaded = read(text, "", scope, &limits).map_err(|error| places.refusal(error))?;
        Ok(Self { loaded, places, limits })
    }

    /// From rows that are read already. Their lines are set here: the first is 1.
    ///
    /// # Errors
    /// [`Refusal`] names the row that passes a limit.
    pub fn of_rows<'a>(rows: impl IntoIterator<Item = Row<'a>>, limits: PedigreeLimits) -> Result<Self, Refusal> {
        let (places, mut studbook, mut has_births) = (Places::Rows, Studbook::default(), false);
        for (line, row) in (1_u32..).zip(rows) {
            let fields = [row.id, row.sire, row.dam, row.sex, row.born, row.died, row.left];
            if fields.iter().any(|field| field.len() > limits.field) {
                let reason = format_args!("a text is longer than {} bytes", limits.field);
                return Err(Refusal::one(None, places.of_line(Some(line)), reason));
            }
            has_births |= !row.born.is_empty();
            studbook.add(&Row { line, ..row }).map_err(|error| places.refusal(error.into()))?;
            if studbook.len().max(line as usize) > limits.animals {
                return Err(Refusal::TooMany { what: "animals", count: studbook.len(), limit: limits.animals });
            }
        }
        let loaded = Loaded { file: String::new(), studbook, headings: Vec::new(), bad_rows: Vec::new(), has_births };
        Ok(Self { loaded, places, limits })
    }

    /// Everything that is wrong: a summary, and the first faults with their lines. `goes_on` is asked before and after they are looked for.
    ///
    /// # Errors
    /// [`Refusal::Late`] alone is to be expected.
    pub fn check(&self, goes_on: &mut dyn FnMut() -> bool) -> Result<Value, Refusal> {
        asked(goes_on)?;
        let (faults, summary) = check::found(&self.loaded);
        asked(goes_on)?;
        let all = self.loaded.bad_rows.len() + faults.len();
        let list = check::listed(&self.loaded.bad_rows, &faults, self.limits.listed);
        let mut list = list.map_err(|error| self.places.refusal(error))?;
        list.iter_mut().for_each(shorten);
        let omitted = all.saturating_sub(list.len());
        Ok(json!({"sound": !summary.is_faulty(), "summary": summary, "faults": list, "omitted": omitted}))
    }

    /// Each row's animal with its coefficient of inbreeding, in the order of the rows. `goes_on` is asked now and then.
    ///
    /// # Errors
    /// [`Refusal`] with the faults for which nothing can be computed, [`Refusal::TooMuchWork`], or [`Refusal::Late`].
    pub fn inbreeding(&self, goes_on: &mut dyn FnMut() -> bool) -> Result<Vec<(&str, f64)>, Refusal> {
        asked(goes_on)?;
        let pedigree = self.loaded.pedigree().map_err(|error| self.places.refusal(error))?;
        let found = inbreeding_within(&pedigree, self.limits.steps, goes_on)
            .map_err(|error| self.places.refusal(error.into()))?;
        let book = &self.loaded.studbook;
        let of = |animal: u32| found.coefficients.get(animal as usize).copied().unwrap_or(0.0);
        Ok(book.rows().iter().map(|&animal| (book.id(animal), of(animal))).collect())
    }

    /// How related the animals of each pair are, in their order. `goes_on` is asked now and then.
    ///
    /// # Errors
    /// As [`Self::inbreeding`]; the pair that names no animal.
    pub fn kinship(
        &self,
        pairs: &[[String; 2]],
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<PairRelation>, Refusal> {
        if pairs.len() > self.limits.pairs {
            return Err(Refusal::TooMany { what: "pairs", count: pairs.len(), limit: self.limits.pairs });
        }
        let mut found = Vec::with_capacity(pairs.len());
        for (place, [a, b]) in pairs.iter().enumerate() {
            let animal = |id: &str| self.find(id, &format!("pairs[{place}]"));
            found.push((animal(a)?, animal(b)?));
        }
        let mut kinship = self.kin(goes_on)?;
        let mut relations = Vec::with_capacity(found.len());
        for some in found.chunks(self.limits.matrix) {
            relations.extend(self.some(&mut kinship, some, goes_on)?);
        }
        Ok(relations)
    }

    /// The kinship of each of these animals with each, row by row; of all rows' animals where none is named.
    ///
    /// # Errors
    /// As [`Self::kinship`].
    pub fn matrix(
        &self,
        ids: &[String],
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<(Vec<&str>, Vec<Vec<f64>>), Refusal> {
        let named = ids.iter().enumerate().map(|(place, id)| self.find(id, &format!("ids[{place}]")));
        let animals =
            if ids.is_empty() { self.loaded.studbook.rows().to_vec() } else { named.collect::<Result<Vec<_>, _>>()? };
        let (count, limit) = (animals.len(), self.limits.matrix);
        if count > limit {
            return Err(Refusal::TooMany { what: "animals in a matrix (name pairs, or fewer ids)", count, limit });
        }
        let mut kinship = self.kin(goes_on)?;
        let mut matrix = vec![vec![0.0; count]; count];
        for (row, &a) in animals.iter().enumerate() {
            let pairs: Vec<(u32, u32)> = animals.iter().take(row + 1).map(|&b| (a, b)).collect();
            for (column, relation) in self.some(&mut kinship, &pairs, goes_on)?.into_iter().enumerate() {
                for (row, column) in [(row, column), (column, row)] {
                    if let Some(cell) = matrix.get_mut(row).and_then(|row| row.get_mut(column)) {
                        *cell = relation.kinship;
                    }
                }
            }
        }
        Ok((animals.iter().map(|&animal| self.loaded.studbook.id(animal)).collect(), matrix))
    }

    /// The measures of the population, as `reptidex lineage metrics --format json` prints them. `goes_on` is asked before each.
    ///
    /// # Errors
    /// As [`Self::inbreeding`].
    pub fn metrics(
        &self,
        references: &[Reference],
        measures: Measures,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Value, Refusal> {
        let kinship = self.kin(goes_on)?;
        let work = metrics::Work { measures, limits: &self.limits, goes_on };
        metrics::of(&self.loaded, &kinship, references, work).map_err(|error| self.places.refusal(error))
    }

    fn kin(&self, goes_on: &mut dyn FnMut() -> bool) -> Result<Kinship, Refusal> {
        asked(goes_on)?;
        let pedigree = self.loaded.pedigree().map_err(|error| self.places.refusal(error))?;
        Kinship::within(pedigree, self.limits.steps, goes_on).map_err(|error| self.places.refusal(error.into()))
    }

    fn some(
        &self,
        kinship: &mut Kinship,
        pairs: &[(u32, u32)],
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<PairRelation>, Refusal> {
        asked(goes_on)?;
        kinship.pairs(pairs).map_err(|error| self.places.refusal(CliError::Engine(error)))
    }

    fn find(&self, id: &str, field: &str) -> Result<u32, Refusal> {
        let unknown = || Refusal::one(Some(id), field, "there is no such animal in the pedigree");
        self.loaded.studbook.find(id).ok_or_else(unknown)
    }
}

/// Whether there is time, and somebody who waits.
fn asked(goes_on: &mut dyn FnMut() -> bool) -> Result<(), Refusal> {
    if goes_on() { Ok(()) } else { Err(Refusal::Late) }
}

/// A cycle of a hundred thousand animals is named by its beginning.
fn shorten(fault: &mut Value) {
    if let Some(path) = fault.get_mut("path").and_then(Value::as_array_mut)
        && path.len() > LONGEST_PATH
    {
        path.truncate(LONGEST_PATH);
    }
    if let Some(message) = fault.get_mut("message")
        && let Some(short) = message.as_str().and_then(refused::cut)
    {
        *message = short.into();
    }
}
