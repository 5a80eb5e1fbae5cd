//! Rows of text become animals with an index.

use serde::{Deserialize, Serialize};

use super::{DateRange, Fault, FaultKind, IdTable, Pedigree, PedigreeError, UNKNOWN, date::DateFault};

/// Sex as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
    #[default]
    Unknown,
}

impl Sex {
    /// `M`, `male`, `1.0`, ♂ and the `1` of PLINK; likewise for females; anything that says it isn't known. `None` for other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "m" | "male" | "1" | "1.0" | "1.0.0" | "♂" => Some(Self::Male),
            "f" | "female" | "2" | "0.1" | "0.1.0" | "♀" => Some(Self::Female),
            "" | "0" | "na" | "u" | "unknown" | "unsexed" | "?" | "." | "-" | "0.0.1" | "3" | "h" => {
                Some(Self::Unknown)
            }
            _ => None,
        }
    }
}

/// Marks for a parent that isn't known: nothing, `0`, `NA`, and the `.` of breeding-value programs. All else is an id.
#[must_use]
pub fn is_unknown_mark(text: &str) -> bool {
    matches!(text, "" | "0" | "NA" | ".")
}

/// Where each animal is kept; what isn't given isn't known. Text is trimmed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    /// Line of the file, from 1.
    pub line: u32,
    pub id: &'a str,
    pub sire: &'a str,
    pub dam: &'a str,
    pub sex: &'a str,
    pub born: &'a str,
    pub died: &'a str,
    /// Left the collection.
    pub left: &'a str,
}

/// What a studbook says of one animal beside its parents.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    pub(super) sex: Sex,
    pub(super) born: Option<DateRange>,
    pub(super) died: Option<DateRange>,
    pub(super) left: Option<DateRange>,
}

/// A studbook as it is written, faults and all.
#[derive(Debug, Clone, Default)]
pub struct Studbook {
    ids: IdTable,
    pub(super) parents: Vec<[u32; 2]>,
    /// By animal: the line of its own row, 0 when it is only named as a parent.
    pub(super) lines: Vec<u32>,
    /// By animal; empty as long as nothing is recorded but parents.
    pub(super) facts: Vec<Facts>,
    rows: Vec<u32>,
    /// What was found while rows were read.
    pub(super) found: Vec<Fault>,
}

impl Studbook {
    /// For about so many rows.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        let (parents, lines, row_animals) =
            (Vec::with_capacity(rows), Vec::with_capacity(rows), Vec::with_capacity(rows));
        Self { ids: IdTable::with_capacity(rows), parents, lines, rows: row_animals, ..Self::default() }
    }

    /// Takes a row in. What is wrong with it is found by [`Self::check`] and [`Self::pedigree`].
    ///
    /// # Errors
    /// [`PedigreeError::TooManyAnimals`] alone.
    pub fn add(&mut self, row: &Row<'_>) -> Result<(), PedigreeError> {
        // Parents first: in a file that doesn't name them before, they get the lower index all the same.
        let pair = [self.parent(row.sire.trim())?, self.parent(row.dam.trim())?];
        let id = row.id.trim();
        if is_unknown_mark(id) {
            self.found.push(FaultKind::MissingId { line: row.line, text: id.to_owned() }.fault());
            return Ok(());
        }
        let animal = self.animal(id)?;
        self.rows.push(animal);
        let (line, at) = (row.line.max(1), animal as usize);
        if self.lines[at] == 0 {
            self.lines[at] = line;
            self.parents[at] = pair;
        } else {
            let same_parents = self.parents[at] == pair;
            let fault = FaultKind::DuplicateId { id: id.to_owned(), first_line: self.lines[at], line, same_parents };
            self.found.push(fault.fault());
            return Ok(());
        }
        if [row.sex, row.born, row.died, row.left].iter().any(|text| !text.is_empty()) {
            self.take_facts(row, id, at);
        }
        Ok(())
    }

    fn parent(&mut self, id: &str) -> Result<u32, PedigreeError> {
        if is_unknown_mark(id) { Ok(UNKNOWN) } else { self.animal(id) }
    }

    fn animal(&mut self, id: &str) -> Result<u32, PedigreeError> {
        let limit = UNKNOWN as usize - 2;
        let animal = self.ids.number(id).ok_or(PedigreeError::TooManyAnimals { animals: self.ids.len(), limit })?;
        if animal as usize == self.parents.len() {
            self.parents.push([UNKNOWN; 2]);
            self.lines.push(0);
        }
        Ok(animal)
    }

    fn take_facts(&mut self, row: &Row<'_>, id: &str, at: usize) {
        let sex_text = row.sex.trim();
        let sex = Sex::read(sex_text).unwrap_or_else(|| {
            let (id, text) = (id.to_owned(), sex_text.to_owned());
            self.found.push(FaultKind::UnreadableSex { id, line: row.line, text }.fault());
            Sex::Unknown
        });
        let born = self.date(row, id, "birth", row.born.trim());
        let died = self.date(row, id, "death", row.died.trim());
        let left = self.date(row, id, "departure", row.left.trim());
        if self.facts.len() <= at {
            self.facts.resize(self.parents.len().max(at + 1), Facts::default());
        }
        self.facts[at] = Facts { sex, born, died, left };
    }

    fn date(&mut self, row: &Row<'_>, id: &str, what: &'static str, text: &str) -> Option<DateRange> {
        if is_unknown_mark(text) || matches!(text, "?" | "-" | "NaN" | "unknown") {
            return None;
        }
        match DateRange::read(text) {
            Ok(date) => Some(date),
            Err(fault) => {
                let (id, line, text) = (id.to_owned(), row.line, text.to_owned());
                self.found.push(match fault {
                    DateFault::Unreadable => FaultKind::UnreadableDate { id, line, what, text }.fault(),
                    DateFault::Impossible => FaultKind::ImpossibleDate { id, line, what, text }.fault(),
                });
                None
            }
        }
    }

    /// How many animals, those only named as parents included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The animal of each row, in the order of the rows.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Whether the animal has a row of its own.
    #[must_use]
    pub fn is_recorded(&self, animal: u32) -> bool {
        self.lines.get(animal as usize).is_some_and(|&line| line != 0)
    }

    #[must_use]
    pub fn id(&self, animal: u32) -> &str {
        self.ids.text(animal)
    }

    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        self.ids.find(id.trim())
    }

    /// The graph of the animals. One that is only named as a parent is a founder.
    ///
    /// # Errors
    /// The faults for which there is no graph: rows without an id, one id with two pairs of parents, animals that are their own parents or ancestors.
    pub fn pedigree(&self) -> Result<Pedigree, Vec<Fault>> {
        let mut faults: Vec<Fault> = self.found.iter().filter(|fault| fault.is_blocking()).cloned().collect();
        faults.extend(self.self_parents());
        if faults.is_empty()
            && let Ok(pedigree) = Pedigree::from_parents(self.parents.clone())
        {
            return Ok(pedigree);
        }
        faults.extend(self.cycles());
        Err(faults)
    }
}
