//! The layouts that an import knows, each read whole.

use crate::{file, read};
use repti_animal::import::decode::decode;
use repti_model::{
    animal::{Custody, LifeStatus},
    exchange::ImportFormat as Format,
    measure::Grams,
};

#[test]
fn the_morphmarket_export_is_read_whole() {
    let (format, plan) = read(&file("morphmarket-export.csv"));
    assert_eq!(format, Format::MorphmarketExport);
    assert_eq!((plan.counts.rows, plan.counts.create, plan.counts.error), (30, 30, 0));
    assert!(plan.counts.links > 20, "{:?}", plan.counts);
    assert_eq!(plan.counts.conflicts, 0);
    let formula = plan.rows[0].animal.description.as_deref();
    assert_eq!(formula, Some("=HYPERLINK(\"http://x.example\")"));
}

#[test]
fn the_older_bulk_template_is_read_from_windows_1252() {
    let (format, plan) = read(&file("morphmarket-bulk.tsv"));
    assert_eq!(format, Format::MorphmarketBulk);
    assert_eq!((plan.counts.create, plan.counts.error), (30, 0));
    assert!(plan.notes.iter().any(|note| note.contains("Windows-1252")));
    assert!(plan.rows.iter().any(|row| row.animal.name.contains("Zoë")));
    assert!(plan.rows.iter().any(|row| row.animal.custody == Some(Custody::TransferredOut)));
    assert_eq!(plan.rows[1].animal.group.as_deref(), Some("C1"));
}

#[test]
fn the_clutchly_template_links_parents_by_name() {
    let (format, plan) = read(&file("clutchly.csv"));
    assert_eq!(format, Format::Clutchly);
    assert_eq!((plan.counts.create, plan.counts.error), (30, 0));
    assert_eq!((plan.counts.links, plan.counts.conflicts), (40, 0));
    assert!(plan.rows.iter().any(|row| row.animal.life == Some(LifeStatus::Deceased)));
}

#[test]
fn a_pedigree_list_is_linked() {
    let (format, plan) = read(&file("pedigree.csv"));
    assert_eq!(format, Format::Pedigree);
    assert_eq!((plan.counts.create, plan.counts.error), (30, 0));
    assert_eq!(plan.counts.links + plan.counts.open_parents, 52);
}

#[test]
fn a_free_sheet_with_semicolons_decimal_commas_and_a_title_is_read() {
    let (format, plan) = read(&file("spreadsheet.csv"));
    assert_eq!(format, Format::Spreadsheet);
    assert_eq!((plan.counts.create, plan.counts.error), (29, 1));
    assert_eq!(plan.rows[0].animal.weight, Grams::from_hundredths(125_050));
    assert_eq!(plan.rows[1].animal.traits.as_deref(), Some("Tessera het Stripe 66% het Amel"));
    assert_eq!(plan.rows[1].animal.born.map(|born| born.to_string()).as_deref(), Some("2016-02-02"));
    assert!(plan.rows[29].issues[0].message.contains("Königspython"));
}

#[test]
fn a_workbook_with_real_dates_and_numbers_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    let sheet = book.add_worksheet().set_name("Snakes").unwrap();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (column, heading) in (0u16..).zip(["ID", "Name", "Species", "Hatched", "Weight", "Sold"]) {
        sheet.write_string(2, column, heading).unwrap();
    }
    sheet.write_string(0, 0, "Our collection").unwrap();
    sheet.write_number(3, 0, 17.0).unwrap();
    sheet.write_string(3, 1, "Noodle 🐍").unwrap();
    sheet.write_string(3, 2, "Ball Pythons").unwrap();
    let born = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 5, 17).unwrap();
    sheet.write_datetime_with_format(3, 3, &born, &day).unwrap();
    sheet.write_number(3, 4, 1450.5).unwrap();
    sheet.write_boolean(3, 5, true).unwrap();
    // A stray cell far away costs nothing.
    sheet.write_string(900_000, 16_000, "").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (format, plan) = read(&bytes);
    assert_eq!((format, plan.counts.create), (Format::Spreadsheet, 1));
    let animal = &plan.rows[0].animal;
    assert_eq!((animal.code.as_deref(), animal.weight), (Some("17"), Grams::from_hundredths(145_050)));
    assert_eq!(animal.born.map(|born| born.to_string()).as_deref(), Some("2021-05-17"));
    assert_eq!(plan.rows[0].line, 4);
    assert!(decode(&bytes, Some("Nope")).is_err());
}
