//! What systems and people call their columns, as [`crate::import::header::key`] writes them. The first match wins.

use TargetField as F;

use super::TargetField;
use crate::import::detect::Format;

type Words = &'static [(TargetField, &'static [&'static str])];

/// The words for a layout, in the order in which fields choose their columns.
pub(super) fn of(format: Format) -> Words {
    match format {
        Format::MorphmarketExport | Format::MorphmarketBulk => MORPHMARKET,
        Format::Reptidex => REPTIDEX,
        Format::Clutchly | Format::Pedigree | Format::Spreadsheet => GENERAL,
    }
}

const MORPHMARKET: Words = &[
    (F::Code, &["animalid", "serial"]),
    (F::Name, &["title"]),
    (F::Taxon, &["category"]),
    (F::Sex, &["sex"]),
    (F::Born, &["dob"]),
    (F::Maturity, &["maturity"]),
    (F::Price, &["price"]),
    (F::State, &["state", "availability"]),
    (F::Weight, &["weight"]),
    (F::Length, &["length"]),
    (F::LengthUnit, &["lengthtype"]),
    (F::Quantity, &["quantity"]),
    (F::Group, &["groupid", "clutch"]),
    (F::IsGroup, &["isgroup"]),
    (F::Traits, &["traits"]),
    (F::PhotoUrls, &["photourls"]),
    (F::Description, &["desc"]),
    (F::IsBreeder, &["provenbreeder"]),
    (F::Origin, &["origin"]),
    (F::Sire, &["sires", "sire"]),
    (F::Dam, &["dams", "dam"]),
    (F::Notes, &["privatenotes"]),
];

const REPTIDEX: Words = &[
    (F::Code, &["reptidexcode"]),
    (F::Name, &["name"]),
    (F::Taxon, &["species"]),
    (F::Sex, &["sex"]),
    (F::SexConfidence, &["sexconfidence"]),
    (F::SexMethod, &["sexmethod"]),
    (F::Born, &["born"]),
    (F::AcquiredOn, &["acquiredon"]),
    (F::Origin, &["origin"]),
    (F::Breeder, &["bredby"]),
    (F::LifeStatus, &["lifestatus"]),
    (F::Custody, &["custody"]),
    (F::Role, &["role"]),
    (F::Visibility, &["visibility"]),
    (F::Traits, &["genetics"]),
    (F::Weight, &["weight"]),
    (F::Length, &["length"]),
    (F::LengthUnit, &["lengthmethod"]),
    (F::Sire, &["sires"]),
    (F::Dam, &["dams"]),
    (F::Group, &["group"]),
    (F::Description, &["description"]),
    (F::Notes, &["privatenotes"]),
    (F::ExternalId, &["idelsewhere"]),
];

const GENERAL: Words = &[
    (
        F::Code,
        &[
            "id", "animalid", "uniqueid", "code", "idnumber", "idno", "serial", "serialnumber", "egoid", "ind", "individual",
            "individualid", "indid", "iid", "ego", "tag", "tagid", "reptileid", "snakeid", "geckoid", "registrynumber", "number", "no",
        ],
    ),
    (F::Name, &["name", "animalname", "title", "callname", "petname", "animal", "nickname"]),
    (F::Taxon, &["species", "taxon", "commonname", "scientificname", "speciesname", "subspecies", "animaltype"]),
    (F::Sex, &["sex", "gender", "mf"]),
    (F::SexMethod, &["sexmethod", "sexedby", "howsexed"]),
    (
        F::Born,
        &[
            "hatchdate", "dateofbirth", "dob", "birthdate", "born", "bornon", "hatched", "hatchedon", "datehatched", "dateborn",
            "birth", "birthday", "hatchday", "hatch", "hatchyear", "birthyear", "yearborn", "year",
        ],
    ),
    (
        F::AcquiredOn,
        &["acquisitiondate", "acquired", "acquiredon", "dateacquired", "purchasedate", "datepurchased", "purchased", "arrived"],
    ),
    (F::DiedOn, &["death", "deathdate", "dateofdeath", "died", "diedon"]),
    (F::Origin, &["origin", "cbwc", "captivebred"]),
    (F::Breeder, &["producedby", "breeder", "bredby", "breederofrecord", "breedername", "producer", "source"]),
    (F::Status, &["status", "animalstatus"]),
    (F::IsBreeder, &["isbreeder", "provenbreeder", "proven"]),
    (F::Maturity, &["maturity", "stage", "lifestage"]),
    (F::Traits, &["morph", "morphs", "genetics", "genes", "traits", "genotype", "morphgenetics", "morphname"]),
    (F::VisualTraits, &["visualtraits", "visuals", "visual", "visualgenes"]),
    (F::HetTraits, &["hettraits", "hets", "het", "heterozygous", "hetgenes"]),
    (F::Weight, &["weight", "currentweight", "lastweight", "grams"]),
    (F::Length, &["length", "totallength", "svl"]),
    (F::LengthUnit, &["lengthtype", "lengthunit"]),
    (F::Sire, &["sire", "father", "sireid", "sirename", "sires", "fatherid", "fathername", "dad", "pat"]),
    (F::Dam, &["dam", "mother", "damid", "damname", "dams", "motherid", "mothername", "mom", "mum", "mat"]),
    (F::Group, &["clutch", "clutchid", "group", "groupid", "litter", "litterid"]),
    (F::Quantity, &["quantity", "qty", "count"]),
    (F::IsGroup, &["isgroup"]),
    (F::Description, &["description", "desc"]),
    (F::Notes, &["notes", "note", "privatenotes", "comments", "comment", "remarks"]),
    (F::PhotoUrls, &["photourls", "photos", "photo", "images", "image", "picture", "pictures"]),
    (F::Price, &["price", "askingprice"]),
];
