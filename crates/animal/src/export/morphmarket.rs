//! MorphMarket's CSV. What we don't model is given back as it was imported.
//!
//! On MorphMarket's side a synchronising import marks every animal that is missing from the file as sold: whoever offers
//! this export shows [`ExportKind::warning`](repti_model::exchange::ExportKind::warning) first.

use std::{collections::HashMap, io::Write};

use repti_model::animal::{AnimalRole, Custody, DatePrecision, Origin, Sex};

use super::{ExportError, SheetCsv, record::ExportAnimal};
use crate::import::{
    header,
    values::{measure::LengthMethod, words::Breeder},
};

/// The header row of a real export, in its order.
pub const HEADER: [&str; 42] = [
    "Category*",
    "Title*",
    "Animal_Id*",
    "Maturity",
    "Price",
    "State",
    "Visibility",
    "Enabled",
    "Sex",
    "Dob",
    "Weight",
    "Quantity",
    "Group_Id",
    "Traits",
    "Photo_Urls",
    "Video_Url",
    "Desc",
    "Length",
    "Length_Type",
    "Proven_Breeder",
    "Is_Group",
    "Wholesale_Price",
    "Wholesale_Only",
    "Wholesale_Description",
    "Origin",
    "Diet",
    "Min_Shipping",
    "Max_Shipping",
    "Is_Rep_Photo",
    "Is_Negotiable",
    "Is_For_Trade",
    "Enable 'Buy Now'",
    "Last_Update**",
    "First_Listed**",
    "Last_Renewal**",
    "Impression_Count**",
    "Click_Count**",
    "Inquiries_Count**",
    "Mm_Url**",
    "Sires**",
    "Dams**",
    "Private_Notes",
];

/// MorphMarket's categories by scientific name.
const CATEGORIES: &[(&str, &str)] = &[
    ("python regius", "Ball Pythons"),
    ("boa imperator", "Boa Constrictors"),
    ("pantherophis guttatus", "Corn Snakes"),
    ("heterodon nasicus", "Western Hognose"),
    ("eublepharis macularius", "Leopard Geckos"),
    ("correlophus ciliatus", "Crested Geckos"),
    ("pogona vitticeps", "Bearded Dragons"),
    ("malayopython reticulatus", "Reticulated Pythons"),
    ("morelia spilota", "Carpet Pythons"),
];

/// Writes the CSV row by row.
pub struct MorphmarketCsv<W: Write>(SheetCsv<W>);

impl<W: Write> MorphmarketCsv<W> {
    /// Starts with BOM and header.
    pub fn new(to: W) -> Result<Self, ExportError> {
        SheetCsv::new(to, &HEADER).map(Self)
    }

    /// Writes one animal.
    pub fn write(&mut self, animal: &ExportAnimal) -> Result<(), ExportError> {
        let raw: HashMap<String, &str> = animal
            .raw
            .iter()
            .flatten()
            .filter_map(|(heading, value)| Some((header::key(heading), value.as_str()?)))
            .collect();
        let kept = |heading: &str| raw.get(&header::key(heading)).copied().unwrap_or_default();
        self.0.row(HEADER.map(|heading| ours(heading, animal, &kept).unwrap_or_else(|| kept(heading).to_owned())))
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

/// What we know about a column; `None` where only the imported row can tell.
fn ours<'r>(heading: &str, animal: &ExportAnimal, kept: &impl Fn(&str) -> &'r str) -> Option<String> {
    let yes_no = |yes| if yes { "Yes" } else { "No" }.to_owned();
    let or = |heading: &str, fallback: &str| {
        let kept = kept(heading);
        if kept.is_empty() { fallback.to_owned() } else { kept.to_owned() }
    };
    Some(match heading {
        "Category*" => category(animal, kept(heading)),
        "Title*" => [&animal.name, &animal.traits, &animal.code]
            .into_iter()
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default(),
        "Animal_Id*" => animal.code.clone(),
        "State" if animal.custody == Custody::TransferredOut => "Sold".to_owned(),
        // Sold there, here again: the state of the old row no longer holds.
        "State" if kept(heading).eq_ignore_ascii_case("sold") => "Not For Sale".to_owned(),
        "State" => or(heading, "Not For Sale"),
        "Visibility" => or(heading, "Private"),
        "Enabled" => or(heading, "Active"),
        "Sex" => match animal.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Unknown => "unknown",
        }
        .to_owned(),
        "Dob" => match animal.born {
            Some(born) if born.precision() == DatePrecision::Day => {
                let date = born.date();
                format!("{}/{}/{}", date.month(), date.day(), date.year())
            }
            _ => String::new(),
        },
        "Weight" => animal.weight.map(|weight| weight.to_string()).unwrap_or_default(),
        "Quantity" => or(heading, "1"),
        "Group_Id" => animal.group.clone(),
        "Traits" => animal.traits.clone(),
        "Desc" => animal.description.clone(),
        "Length" => total_length(animal).map(metres).unwrap_or_default(),
        "Length_Type" => total_length(animal).map(|_| "total_length_m".to_owned()).unwrap_or_default(),
        "Proven_Breeder" => yes_no(animal.role == AnimalRole::Breeder),
        "Is_Group" => or(heading, "No"),
        "Origin" => origin(animal),
        "Sires**" => animal.sires.join(", "),
        "Dams**" => animal.dams.join(", "),
        "Private_Notes" => animal.notes.clone(),
        _ => return None,
    })
}

fn category(animal: &ExportAnimal, kept: &str) -> String {
    let scientific = animal.taxon_scientific.to_lowercase();
    match CATEGORIES.iter().find(|(name, _)| *name == scientific) {
        Some((_, category)) => (*category).to_owned(),
        None if !kept.is_empty() => kept.to_owned(),
        None => format!("{}s", animal.taxon_name),
    }
}

/// Snout-vent lengths have no known word there.
fn total_length(animal: &ExportAnimal) -> Option<i32> {
    animal.length_mm.filter(|_| animal.length_method != Some(LengthMethod::SnoutVent))
}

/// Millimetres as metres without needless zeros: 1200 is `1.2`.
fn metres(mm: i32) -> String {
    let text = format!("{}.{:03}", mm / 1000, mm % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn origin(animal: &ExportAnimal) -> String {
    match (animal.origin, &animal.breeder) {
        (Origin::CaptiveBred, Some(Breeder::Own)) => "Self Produced",
        (Origin::CaptiveBred, _) => "Captive Bred",
        (Origin::CaptiveHatched, _) => "Captive Hatched",
        (Origin::WildCaught, _) => "Wild Caught",
        (Origin::LongTermCaptive, _) => "Long Term Captive",
        (Origin::FarmRaised, _) => "Farm Raised",
        (Origin::Unknown, _) => "",
    }
    .to_owned()
}
