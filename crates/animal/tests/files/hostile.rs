//! Files that are no tables, and bytes that are nothing at all.

use crate::{TODAY, taxa};
use proptest::prelude::*;
use repti_animal::import::{
    decode::decode,
    detect::detect,
    error::FileError,
    limits::MAX_FILE_BYTES,
    mapping::suggest,
    plan::{PlanInput, Registry, plan},
};
use repti_model::exchange::ImportOptions;
use std::io::Cursor;

#[test]
fn files_that_are_no_tables_get_a_clear_answer() {
    let refused = |bytes: &[u8]| decode(bytes, None).unwrap_err();
    assert_eq!(refused(b""), FileError::Empty);
    assert_eq!(refused(b" \r\n\r\n"), FileError::Empty);
    assert_eq!(refused(b"Name,Sex\n"), FileError::NoRows);
    assert_eq!(refused(b"%PDF-1.7 ..."), FileError::NotATable("a PDF"));
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0"), FileError::NotATable("a picture (PNG)"));
    assert_eq!(refused(b"<!DOCTYPE html><p>Sign in"), FileError::NotATable("a web page"));
    assert_eq!(refused(&vec![b'a'; MAX_FILE_BYTES + 1]), FileError::TooLarge);
    assert!(FileError::TooLarge.to_string().contains("25 MB"));
    assert_eq!(refused(format!("{}\n1\n", "a,".repeat(300) + "z").as_bytes()), FileError::TooManyColumns);
    assert_eq!(refused(b"PK\x03\x04 not really"), FileError::BadWorkbook);
}

#[test]
fn a_zip_of_other_things_is_refused() {
    let zip_of = |name: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("[Content_Types].xml", options).unwrap();
        zip.start_file(name, options).unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert!(matches!(decode(&zip_of("word/document.xml"), None), Err(FileError::NotATable(_))));
    assert_eq!(decode(&zip_of("xl/workbook.xml"), None).unwrap_err(), FileError::BadWorkbook);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in "Name,ID,Sex,Sire,Dam,DOB\n|id\tsire\tdam\n|") {
        let mut file = head.into_bytes();
        file.extend(bytes);
        let options = ImportOptions { default_taxon: Some("ball-python".to_owned()), ..ImportOptions::default() };
        let Ok(table) = decode(&file, None) else { return Ok(()) };
        let format = detect(&table.headers);
        let mapping = suggest(format, &table.headers);
        if mapping.problems(&table.headers, &options).is_empty() {
            let (taxa, registry) = (taxa(), Registry::default());
            let plan = plan(PlanInput { table: &table, format, mapping: &mapping, options: &options, taxa: &taxa, registry: &registry, today: TODAY });
            prop_assert_eq!(plan.rows.len(), table.rows.len());
        }
    }
}
