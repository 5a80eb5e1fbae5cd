//! Our own table, as CSV and as XLSX. Reading it back gives the same animals.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook};

use super::{
    ExportError, SheetCsv, formula,
    record::{ExportAnimal, breeder_text},
};

/// The headings. The first one is what the import recognises the file by.
pub const HEADER: [&str; 27] = [
    "ReptiDex code",
    "Name",
    "Species",
    "Sex",
    "Sex confidence",
    "Sex method",
    "Born",
    "Acquired on",
    "Died on",
    "Origin",
    "Bred by",
    "Life status",
    "Custody",
    "Role",
    "Visibility",
    "Genetics",
    "Weight (g)",
    "Length (mm)",
    "Length method",
    "Sires",
    "Dams",
    "Group",
    "Description",
    "Private notes",
    "Id elsewhere",
    "Inbreeding (F)",
    "Pedigree known (5 generations)",
];

/// Columns that a workbook holds as numbers.
const NUMBERS: [usize; 4] = [16, 17, 25, 26];

fn cells(animal: &ExportAnimal) -> [String; 27] {
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    [
        animal.code.clone(),
        animal.name.clone(),
        animal.taxon.clone(),
        animal.sex.to_string(),
        word(animal.sex_confidence.map(|confidence| confidence.as_str())),
        word(animal.sex_method.map(|method| method.as_str())),
        animal.born.map(|born| born.to_string()).unwrap_or_default(),
        animal.acquired_on.map(|date| date.to_string()).unwrap_or_default(),
        animal.died_on.map(|date| date.to_string()).unwrap_or_default(),
        animal.origin.to_string(),
        breeder_text(animal.breeder.as_ref()).to_owned(),
        animal.life.to_string(),
        animal.custody.to_string(),
        animal.role.to_string(),
        animal.visibility.to_string(),
        animal.traits.clone(),
        animal.weight.map(|weight| weight.to_string()).unwrap_or_default(),
        animal.length_mm.map(|mm| mm.to_string()).unwrap_or_default(),
        word(animal.length_method.map(|method| method.as_str())),
        animal.sires.join("; "),
        animal.dams.join("; "),
        animal.group.clone(),
        animal.description.clone(),
        animal.notes.clone(),
        animal.external_id.clone(),
        animal.inbreeding.map(|f| f.to_string()).unwrap_or_default(),
        animal.completeness.map(|part| format!("{part:.4}")).unwrap_or_default(),
    ]
}

/// Writes the CSV row by row.
pub struct FullCsv<W: Write>(SheetCsv<W>);

impl<W: Write> FullCsv<W> {
    /// Starts with BOM and header.
    pub fn new(to: W) -> Result<Self, ExportError> {
        SheetCsv::new(to, &HEADER).map(Self)
    }

    /// Writes one animal.
    pub fn write(&mut self, animal: &ExportAnimal) -> Result<(), ExportError> {
        self.0.row(cells(animal))
    }

    /// Hands what was written so far on to the writer below.
    pub fn flush(&mut self) -> Result<(), ExportError> {
        self.0.flush()
    }

    /// Flushes and gives the writer back.
    pub fn finish(self) -> Result<W, ExportError> {
        self.0.finish()
    }
}

/// Collects the workbook; XLSX can't be written before its end is known.
pub struct FullXlsx {
    book: Workbook,
    row: u32,
}

impl FullXlsx {
    /// A workbook with one sheet and its header.
    pub fn new() -> Result<Self, ExportError> {
        let mut book = Workbook::new();
        let bold = Format::new().set_bold();
        // Row by row into a temporary file: a large collection never stands in memory as cells.
        let sheet = book.add_worksheet_with_constant_memory().set_name("Animals")?;
        for (column, heading) in (0u16..).zip(HEADER) {
            sheet.write_string_with_format(0, column, heading, &bold)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        Ok(Self { book, row: 0 })
    }

    /// Adds one animal.
    pub fn write(&mut self, animal: &ExportAnimal) -> Result<(), ExportError> {
        self.row += 1;
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, text) in (0u16..).zip(cells(animal)) {
            if text.is_empty() {
                continue;
            }
            match text.parse::<f64>() {
                Ok(number) if NUMBERS.contains(&usize::from(column)) => sheet.write_number(self.row, column, number)?,
                // Guarded here too: the sheet may be saved as CSV by its reader.
                _ => sheet.write_string(self.row, column, formula::guard(&text))?,
            };
        }
        Ok(())
    }

    /// Writes the workbook.
    pub fn finish<W: Write + Seek + Send>(mut self, to: W) -> Result<(), ExportError> {
        self.book.save_to_writer(to)?;
        Ok(())
    }
}
