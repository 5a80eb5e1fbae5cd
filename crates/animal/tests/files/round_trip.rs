//! Our own export read back, and what spreadsheets would make of it.

use crate::{read, taxa};
use proptest::prelude::*;
use repti_animal::{
    export::{
        full::{FullCsv, FullXlsx},
        morphmarket::MorphmarketCsv,
        record::ExportAnimal,
    },
    import::{
        plan::{ImportedAnimal, PlannedRow},
        values::{measure::LengthMethod, words::Breeder},
    },
};
use repti_model::{
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    exchange::{ImportFormat as Format, Severity},
    measure::Grams,
};
use std::io::Cursor;

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
            // Reckoned from the parents, so an import passes over it.
            inbreeding: own.map(|_| 0.03125),
            completeness: own.map(|_| 1.0),
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
}
