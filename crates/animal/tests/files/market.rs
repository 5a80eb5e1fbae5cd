//! MorphMarket's file there and back.

use crate::{file, read, taxa};
use repti_animal::{
    export::{morphmarket::MorphmarketCsv, record::ExportAnimal},
    import::{
        decode::decode,
        plan::{ImportedAnimal, ParentTarget},
    },
};
use repti_model::animal::ParentSide;

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
