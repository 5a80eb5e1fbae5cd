//! Which program wrote the file, told by its headings alone.

use std::collections::HashSet;

use repti_model::exchange::ImportFormat as Format;

use super::header;

/// Headings that a pedigree list may have besides id and parents. Anything else makes it a spreadsheet.
const PEDIGREE_EXTRAS: &[&str] = &[
    "sex",
    "gender",
    "name",
    "birth",
    "birthdate",
    "dob",
    "born",
    "birthyear",
    "year",
    "gen",
    "generation",
    "death",
    "deathdate",
    "departure",
    "exit",
    "exitdate",
    "fatherid",
    "motherid",
    "family",
    "famid",
    "status",
    "f",
    "inbreeding",
];

/// Recognises the layout.
#[must_use]
pub fn detect(headers: &[String]) -> Format {
    let keys: HashSet<String> = headers.iter().map(|heading| header::key(heading)).collect();
    let has = |key: &str| keys.contains(key);
    let count = |wanted: &[&str]| wanted.iter().filter(|key| has(key)).count();

    if has("reptidexcode") {
        return Format::Reptidex;
    }
    let listing = ["maturity", "price", "visibility", "enabled", "dob", "weight", "photourls"];
    let state = usize::from(has("state") || has("availability"));
    if count(&["category", "title", "traits", "sex"]) == 4 && count(&listing) + state >= 4 {
        if has("animalid") {
            return Format::MorphmarketExport;
        }
        if has("serial") {
            return Format::MorphmarketBulk;
        }
    }
    let clutchly =
        ["visualtraits", "hettraits", "producedby", "isbreeder", "hatchdate", "acquisitiondate", "mother", "father"];
    if count(&["name", "species", "sex", "morph"]) == 4 && count(&clutchly) >= 4 {
        return Format::Clutchly;
    }
    if is_pedigree(headers) { Format::Pedigree } else { Format::Spreadsheet }
}

/// An id, a sire and a dam, and nothing that a mere pedigree wouldn't have.
fn is_pedigree(headers: &[String]) -> bool {
    let (mut id, mut sire, mut dam) = (false, false, false);
    for heading in headers {
        let key = header::key(heading);
        match key.as_str() {
            "id" | "egoid" | "ind" | "individual" | "individualid" | "animal" | "animalid" | "indid" | "iid"
            | "ego" => id = true,
            "sire" | "sireid" | "father" | "dad" | "pat" => sire = true,
            "dam" | "damid" | "mother" | "mom" | "mat" => dam = true,
            other if PEDIGREE_EXTRAS.contains(&other) => {}
            _ => return false,
        }
    }
    id && sire && dam
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, separator: char) -> Format {
        detect(&line.split(separator).map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn each_layout_is_told_by_its_headings() {
        let export = crate::export::morphmarket::HEADER.join(",");
        assert_eq!(of(&format!("\u{feff}{export}"), ','), Format::MorphmarketExport);
        let bulk = "Category\tTitle\tMaturity\tPrice\tSerial\tQuantity\tSex\tDob\tWeight\tTraits\tClutch\tAvailability";
        assert_eq!(of(bulk, '\t'), Format::MorphmarketBulk);
        let clutchly = "name,species,sex,morph,weight,length,acquisition_date,hatch_date,visual_traits,het_traits,produced_by,status,is_breeder,notes,mother,father,price";
        assert_eq!(of(clutchly, ','), Format::Clutchly);
        for pedigree in [
            "id,sire,dam,sex",
            "ego_id,si.re,dam_id,sex,birth_date",
            "Ind,Sire,Dam",
            "Ego Id,Sire Id,Dam,Sex,Birth Date,Departure,Death",
        ] {
            assert_eq!(of(pedigree, ','), Format::Pedigree, "{pedigree}");
        }
        assert_eq!(of("Name,ID,Sex,Morphs,Hets,Weight,Notes", ','), Format::Spreadsheet);
        assert_eq!(of("id,sire,dam,species,morph", ','), Format::Spreadsheet);
    }

    #[test]
    fn column_order_case_and_asterisks_do_not_matter() {
        assert_eq!(
            of("SEX,traits,ANIMAL_ID,Title**,category,Dob,weight,price,maturity", ','),
            Format::MorphmarketExport
        );
        assert_eq!(of("sex,traits,animal_id,title,category,dob,weight", ','), Format::Spreadsheet);
    }
}
