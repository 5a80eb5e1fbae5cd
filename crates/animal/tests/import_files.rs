//! Whole files in the layouts of other systems, and hostile ones.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use proptest::prelude::*;
use repti_animal::{
    export::{
        full::{FullCsv, FullXlsx},
        morphmarket::MorphmarketCsv,
        record::ExportAnimal,
    },
    import::{
        decode::decode,
        detect::detect,
        error::FileError,
        limits::MAX_FILE_BYTES,
        mapping::suggest,
        plan::{ImportedAnimal, ParentTarget, Plan, PlanInput, PlannedRow, Registry, plan},
        values::{measure::LengthMethod, taxon::TaxonIndex, words::Breeder},
    },
};
use repti_model::{
    TaxonId,
    animal::{
        AnimalRole, BirthDate, Custody, LifeStatus, Origin, ParentSide, Sex, SexConfidence, SexMethod, Visibility,
    },
    exchange::{ImportFormat as Format, ImportOptions, Severity},
    measure::Grams,
    registry::{Rank, Reproduction, Taxon},
};

const TODAY: Date = Date::constant(2026, 11, 22);

fn taxa() -> TaxonIndex {
    let nine = [
        ("ball-python", "Ball python", "Python regius"),
        ("boa-imperator", "Boa imperator", "Boa imperator"),
        ("corn-snake", "Corn snake", "Pantherophis guttatus"),
        ("western-hognose", "Western hognose", "Heterodon nasicus"),
        ("leopard-gecko", "Leopard gecko", "Eublepharis macularius"),
        ("crested-gecko", "Crested gecko", "Correlophus ciliatus"),
        ("bearded-dragon", "Bearded dragon", "Pogona vitticeps"),
        ("reticulated-python", "Reticulated python", "Malayopython reticulatus"),
        ("carpet-python", "Carpet python", "Morelia spilota"),
    ];
    let taxa = nine.map(|(slug, common, scientific)| Taxon {
        id: TaxonId::new(),
        slug: slug.to_owned(),
        common_name: common.to_owned(),
        plural_name: format!("{common}s"),
        scientific_name: scientific.to_owned(),
        code_prefix: "XX".to_owned(),
        aliases: Vec::new(),
        parent_id: None,
        rank: Rank::Species,
        reproduction: Reproduction::Oviparous,
        min_breeding_days_male: 300,
        min_breeding_days_female: 300,
    });
    TaxonIndex::new(&taxa)
}

fn read(bytes: &[u8]) -> (Format, Plan) {
    let table = decode(bytes, None).unwrap();
    let format = detect(&table.headers);
    let mapping = suggest(format, &table.headers);
    let default_taxon = matches!(format, Format::Pedigree | Format::Spreadsheet).then(|| "ball-python".to_owned());
    let options = ImportOptions { default_taxon, ..ImportOptions::default() };
    assert_eq!(mapping.problems(&table.headers, &options), []);
    let (taxa, registry) = (taxa(), Registry::default());
    (
        format,
        plan(PlanInput {
            table: &table,
            format,
            mapping: &mapping,
            options: &options,
            taxa: &taxa,
            registry: &registry,
            today: TODAY,
        }),
    )
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

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

/// Reads every file of a folder named in `REPTIDEX_IMPORT_SAMPLES` and prints what came of it.
#[test]
fn samples_from_a_folder_are_read_sensibly() {
    let Ok(folder) = std::env::var("REPTIDEX_IMPORT_SAMPLES") else { return };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let mut report = String::new();
    for path in paths {
        use std::fmt::Write as _;
        let bytes = std::fs::read(&path).unwrap();
        let Ok(table) = decode(&bytes, None) else {
            let _ = writeln!(report, "{}: {}", path.display(), decode(&bytes, None).unwrap_err());
            continue;
        };
        let format = detect(&table.headers);
        let mapping = suggest(format, &table.headers);
        let problems = mapping.problems(
            &table.headers,
            &ImportOptions { default_taxon: Some("x".to_owned()), ..ImportOptions::default() },
        );
        if !problems.is_empty() {
            let _ = writeln!(report, "{}: {problems:?}", path.display());
            continue;
        }
        let (format, plan) = read(&bytes);
        let _ = writeln!(report, "{}: {format:?} {:?} {:?}", path.display(), plan.counts, plan.notes);
        let mut kinds = std::collections::BTreeMap::new();
        for issue in plan.rows.iter().flat_map(|row| &row.issues) {
            kinds.entry((issue.severity, issue.code)).or_insert((0, &issue.message)).0 += 1;
        }
        for ((severity, code), (count, message)) in kinds.iter().rev() {
            let _ = writeln!(report, "    {severity:?} {code:?} ×{count}: {message}");
        }
    }
    std::io::stderr().write_all(report.as_bytes()).unwrap();
}

fn line() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(['\r', '\n'], ""))
}

fn text() -> impl Strategy<Value = String> {
    // Text as a database can hold it: no NUL, no blanks around it; formulas, quotes, emoji and line breaks inside.
    proptest::string::string_regex("(['=+@-]{0,3}[A-Za-zé🐍\"][A-Za-z0-9 ,;\"'=\r\nß🦎|-]{0,20}[a-z0-9🐍]|)").unwrap()
}

prop_compose! {
    fn animal()(
        texts in (line(), line(), line(), text(), text()),
        sex in (0..3usize, proptest::option::of(0..3usize), proptest::option::of(0..6usize)),
        born in proptest::option::of((1950i16..2026, proptest::option::of((1i8..=12, proptest::option::of(1i8..=28))))),
        axes in (0..2usize, 0..5usize, 0..5usize, 0..3usize, 0..6usize),
        measures in (proptest::option::of(1i64..5_000_000), proptest::option::of((1i32..9_000, proptest::option::of(any::<bool>())))),
        own in proptest::option::of(any::<bool>()),
        taxon in 0..9usize,
    ) -> ExportAnimal {
        let index = taxa();
        ExportAnimal {
            name: texts.0,
            traits: texts.1,
            group: texts.2,
            description: texts.3,
            notes: texts.4,
            taxon: index.taxa()[taxon].slug.clone(),
            sex: Sex::ALL[sex.0],
            sex_confidence: sex.1.map(|n| SexConfidence::ALL[n]),
            sex_method: sex.2.map(|n| SexMethod::ALL[n]),
            born: born.map(|(year, month)| BirthDate::from_parts(year, month.map(|m| m.0), month.and_then(|m| m.1)).unwrap()),
            life: LifeStatus::ALL[axes.0],
            custody: Custody::ALL[axes.1],
            role: AnimalRole::ALL[axes.2],
            visibility: Visibility::ALL[axes.3],
            origin: Origin::ALL[axes.4],
            breeder: own.map(|own| if own { Breeder::Own } else { Breeder::Named("Éva's = Reptiles".to_owned()) }),
            weight: measures.0.and_then(Grams::from_hundredths),
            length_mm: measures.1.map(|(mm, _)| mm),
            length_method: measures.1.and_then(|(_, total)| total).map(|total| if total { LengthMethod::Total } else { LengthMethod::SnoutVent }),
            ..ExportAnimal::default()
        }
    }
}

/// What an import should read from our own export of this animal.
fn expected(animal: &ExportAnimal) -> ImportedAnimal {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    ImportedAnimal {
        code: Some(animal.code.clone()),
        external_id: animal.code.clone(),
        name: animal.name.clone(),
        taxon: animal.taxon.clone(),
        sex: (animal.sex != Sex::Unknown).then_some(animal.sex),
        sex_confidence: animal.sex_confidence,
        sex_method: animal.sex_method,
        born: animal.born,
        acquired_on: animal.acquired_on,
        origin: Some(animal.origin),
        breeder: animal.breeder.clone(),
        life: Some(animal.life),
        custody: Some(animal.custody),
        role: Some(animal.role),
        visibility: Some(animal.visibility),
        traits: text(&animal.traits),
        weight: animal.weight,
        length_mm: animal.length_mm,
        length_method: animal.length_method,
        group: text(&animal.group),
        description: text(&animal.description),
        notes: text(&animal.notes),
        ..ImportedAnimal::default()
    }
}

fn check_round_trip(animals: &[ExportAnimal], bytes: &[u8]) -> Result<(), TestCaseError> {
    let (format, plan) = read(bytes);
    prop_assert_eq!(format, Format::Reptidex);
    let errors: Vec<&PlannedRow> = plan.rows.iter().filter(|row| row.severity() == Some(Severity::Error)).collect();
    prop_assert!(errors.is_empty(), "{:?}", errors);
    let read: Vec<ImportedAnimal> = plan.rows.into_iter().map(|row| row.animal).collect();
    prop_assert_eq!(read, animals.iter().map(expected).collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn our_own_export_reads_back_the_same(mut animals in proptest::collection::vec(animal(), 1..12)) {
        let (mut csv, mut book) = (FullCsv::new(Vec::new()).unwrap(), FullXlsx::new().unwrap());
        for (n, animal) in animals.iter_mut().enumerate() {
            animal.code = format!("T-{n}");
            csv.write(animal).unwrap();
        }
        let csv = csv.finish().unwrap();
        prop_assert_eq!(&csv[..3], b"\xef\xbb\xbf");
        check_round_trip(&animals, &csv)?;
        // XML has no bare CR: a workbook gives line feeds back.
        for animal in &mut animals {
            for text in [&mut animal.name, &mut animal.traits, &mut animal.group, &mut animal.description, &mut animal.notes] {
                *text = text.replace('\r', "");
            }
            book.write(animal).unwrap();
        }
        let mut bytes = Cursor::new(Vec::new());
        book.finish(&mut bytes).unwrap();
        check_round_trip(&animals, bytes.get_ref())?;
    }

    #[test]
    fn no_cell_of_any_export_runs_as_a_formula(animal in animal()) {
        let mut full = FullCsv::new(Vec::new()).unwrap();
        full.write(&animal).unwrap();
        let mut market = MorphmarketCsv::new(Vec::new()).unwrap();
        market.write(&animal).unwrap();
        for bytes in [full.finish().unwrap(), market.finish().unwrap()] {
            for record in csv::Reader::from_reader(&bytes["\u{feff}".len()..]).records() {
                for cell in &record.unwrap() {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']), "{cell}");
                }
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in "Name,ID,Sex,Sire,Dam,DOB\n|id\tsire\tdam\n|") {
        let mut file = head.into_bytes();
        file.extend(bytes);
        if decode(&file, None).is_ok_and(|table| suggest(detect(&table.headers), &table.headers).problems(&table.headers, &ImportOptions { default_taxon: Some("ball-python".to_owned()), ..ImportOptions::default() }).is_empty()) {
            let table = decode(&file, None).unwrap();
            let format = detect(&table.headers);
            let mapping = suggest(format, &table.headers);
            let (taxa, registry, options) = (taxa(), Registry::default(), ImportOptions::default());
            let plan = plan(PlanInput { table: &table, format, mapping: &mapping, options: &options, taxa: &taxa, registry: &registry, today: TODAY });
            prop_assert_eq!(plan.rows.len(), table.rows.len());
        }
    }
}

#[test]
fn morphmarket_there_and_back_keeps_what_we_do_not_model() {
    let bytes = file("morphmarket-export.csv");
    let table = decode(&bytes, None).unwrap();
    let (_, plan) = read(&bytes);
    let mut csv = MorphmarketCsv::new(Vec::new()).unwrap();
    let index = taxa();
    for (row, raw) in plan.rows.iter().zip(&table.rows) {
        let taxon = &index.taxa()[index.position_of(&row.animal.taxon).unwrap()];
        let parents = |side| {
            row.parents
                .iter()
                .filter(|parent| parent.side == side && parent.target != ParentTarget::Open)
                .map(|parent| parent.text.clone())
                .collect()
        };
        csv.write(&ExportAnimal {
            code: row.animal.code.clone().unwrap(),
            name: row.animal.name.clone(),
            taxon: row.animal.taxon.clone(),
            taxon_scientific: taxon.scientific_name.clone(),
            sex: row.animal.sex.unwrap_or_default(),
            born: row.animal.born,
            origin: row.animal.origin.unwrap_or_default(),
            breeder: row.animal.breeder.clone(),
            custody: row.animal.custody.unwrap_or_default(),
            role: row.animal.role.unwrap_or_default(),
            traits: row.animal.traits.clone().unwrap_or_default(),
            weight: row.animal.weight,
            length_mm: row.animal.length_mm,
            length_method: row.animal.length_method,
            sires: parents(ParentSide::Sire),
            dams: parents(ParentSide::Dam),
            description: row.animal.description.clone().unwrap_or_default(),
            notes: row.animal.notes.clone().unwrap_or_default(),
            raw: Some(table.raw(raw)),
            ..ExportAnimal::default()
        })
        .unwrap();
    }
    let written = csv.finish().unwrap();
    let back = decode(&written, None).unwrap();
    assert_eq!(back.headers, table.headers);
    for heading in [
        "Category*",
        "Title*",
        "Animal_Id*",
        "Maturity",
        "Price",
        "State",
        "Photo_Urls",
        "Desc",
        "Impression_Count**",
        "Diet",
    ] {
        let column = table.headers.iter().position(|name| name == heading).unwrap();
        for (before, after) in table.rows.iter().zip(&back.rows) {
            assert_eq!(before.cell(column), after.cell(column), "{heading}");
        }
    }
    let (_, again) = read(&written);
    for (before, after) in plan.rows.iter().zip(&again.rows) {
        assert_eq!(before.animal, ImportedAnimal { role: before.animal.role, ..after.animal.clone() });
        assert_eq!(before.parents.len(), after.parents.len());
    }
}
