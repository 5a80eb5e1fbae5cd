//! Rows of text as a table for people, as CSV, or as JSON.

use std::io::Write;

use serde_json::{Map, Value};

use super::{Format, csv::quoted, error::CliError};

/// Headings and rows of equal length. Figures are given as text, and written into JSON as they are.
pub(super) struct Report {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

pub(super) enum Cell {
    Text(String),
    Figure(f64),
    Count(u64),
}

impl Cell {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Figure(figure) => super::number::Figures::default().text(*figure).to_owned(),
            Self::Count(count) => count.to_string(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Figure(figure) => Value::from(*figure),
            Self::Count(count) => Value::from(*count),
        }
    }
}

impl Report {
    pub(super) fn write(&self, format: Format, out: &mut dyn Write) -> Result<(), CliError> {
        match format {
            Format::Csv => {
                csv_line(out, self.headings.iter().map(String::as_str))?;
                for row in &self.rows {
                    let cells: Vec<String> = row.iter().map(Cell::text).collect();
                    csv_line(out, cells.iter().map(String::as_str))?;
                }
            }
            Format::Json => {
                let object = |row: &Vec<Cell>| {
                    let fields = self.headings.iter().cloned().zip(row.iter().map(Cell::json));
                    Value::from(fields.collect::<Map<String, Value>>())
                };
                write_json(&Value::from(self.rows.iter().map(object).collect::<Vec<_>>()), out)?;
            }
            Format::Table => {
                let rows: Vec<Vec<String>> = self.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
                let width = |column: usize| {
                    let cells = rows.iter().chain([&self.headings]).filter_map(|row| row.get(column));
                    cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
                };
                let widths: Vec<usize> = (0..self.headings.len()).map(width).collect();
                for row in [&self.headings].into_iter().chain(&rows) {
                    // By hand: the formatter pads to 65,535 columns at most, and an id may be longer.
                    let padding = |cell: &String, width: usize| " ".repeat(width.saturating_sub(cell.chars().count()));
                    let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell}{}", padding(cell, width)));
                    writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
                }
            }
        }
        Ok(())
    }
}

/// A line of CSV.
pub(super) fn csv_line<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> Result<(), CliError> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(cell).as_bytes())?;
    }
    Ok(out.write_all(b"\n")?)
}

pub(super) fn write_json(value: &Value, out: &mut dyn Write) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}
