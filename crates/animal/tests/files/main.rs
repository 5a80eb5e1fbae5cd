//! Whole files in the layouts of other systems, and hostile ones.

mod hostile;
mod layouts;
mod market;
mod round_trip;

use jiff::civil::Date;
use repti_animal::import::{
    decode::decode,
    detect::detect,
    mapping::suggest,
    plan::{Plan, PlanInput, Registry, plan},
    values::taxon::TaxonIndex,
};
use repti_model::{
    TaxonId,
    exchange::{ImportFormat as Format, ImportOptions},
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
