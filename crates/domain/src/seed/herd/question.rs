//! What is left open: a few dams that may have been too young.

use super::Herd;
use crate::seed::rng::Rng;
use jiff::{ToSpan, civil::Date};
use repti_animal::seed::{SeedAnimal, SeedLink, SeedWarning};
use repti_genetics::lineage::{Finding, FindingCode, Subject, TaxonRules, check_parent};
use repti_model::{
    animal::{BirthDate, DatePrecision, Origin, ParentSide, Sex},
    registry::Taxon,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

impl Herd {
    /// Raises a few open questions, one a species: another owner's dam whose birth is known to the year only, and who at her first clutch
    /// may have been younger than her kind breeds. Her year is set so that this can be asked at all; what is asked comes from the checks.
    pub(in crate::seed) fn question(&mut self, taxa: &[Taxon], rng: &mut Rng) {
        let places: HashMap<Uuid, usize> =
            self.animals.iter().enumerate().map(|(place, animal)| (animal.id, place)).collect();
        let firsts = self.first_clutches(&places);
        let mut asked = HashSet::new();
        let mut warnings = Vec::new();
        for link in self.links.iter().filter(|link| link.side == "dam") {
            let (Some(&dam), Some(&child)) = (places.get(&link.parent_id), places.get(&link.child_id)) else {
                continue;
            };
            let Some((dam_before, child)) = self.animals.get(dam).zip(self.animals.get(child)) else { continue };
            let taxon = taxa.iter().find(|taxon| taxon.slug == dam_before.taxon);
            let first = child.born_on.filter(|hatched| firsts.get(&link.parent_id) == Some(hatched));
            let (Some(taxon), Some(first)) = (taxon, first) else { continue };
            if dam_before.kind != "external" || dam_before.born_precision != "year" || asked.contains(&taxon.id) {
                continue;
            }
            let year = first.saturating_sub(i64::from(taxon.min_breeding_days_female).days()).first_of_year();
            let dam_after = SeedAnimal { born_on: Some(year), ..dam_before.clone() };
            let Some(finding) = doubt(taxon, &dam_after, child) else { continue };
            warnings.push(warning(link, child, finding, rng));
            asked.insert(taxon.id);
            if let Some(kept) = self.animals.get_mut(dam) {
                *kept = dam_after;
            }
        }
        self.warnings = warnings;
    }

    /// When the first young of each dam hatched.
    fn first_clutches(&self, places: &HashMap<Uuid, usize>) -> HashMap<Uuid, Date> {
        let mut firsts: HashMap<Uuid, Date> = HashMap::new();
        for link in self.links.iter().filter(|link| link.side == "dam") {
            let child = places.get(&link.child_id).and_then(|place| self.animals.get(*place));
            if let Some(hatched) = child.and_then(|child| child.born_on) {
                firsts.entry(link.parent_id).and_modify(|first| *first = (*first).min(hatched)).or_insert(hatched);
            }
        }
        firsts
    }
}

/// What the checks have to ask about the dam's age, as they ask it of a breeder.
fn doubt(taxon: &Taxon, dam: &SeedAnimal, child: &SeedAnimal) -> Option<Finding> {
    let subject = |animal: &SeedAnimal, sex| Subject {
        label: if animal.name.is_empty() { animal.code.clone() } else { format!("{} ({})", animal.name, animal.code) },
        taxon: TaxonRules {
            id: taxon.id,
            name: taxon.common_name.clone(),
            above: Vec::new(),
            min_breeding_days_male: taxon.min_breeding_days_male,
            min_breeding_days_female: taxon.min_breeding_days_female,
        },
        sex,
        born: animal.born_on.zip(animal.born_precision.parse().ok()).and_then(birth),
        died_on: None,
        origin: Origin::Unknown,
        hybrid: false,
    };
    let found = check_parent(&subject(child, Sex::Unknown), &subject(dam, Sex::Female), ParentSide::Dam);
    found.into_iter().find(|finding| finding.code == FindingCode::PerhapsTooYoung)
}

fn birth((date, precision): (Date, DatePrecision)) -> Option<BirthDate> {
    BirthDate::new(date, precision).ok()
}

fn warning(link: &SeedLink, child: &SeedAnimal, finding: Finding, rng: &mut Rng) -> SeedWarning {
    SeedWarning {
        id: rng.id(link.created_at),
        vivarium_id: link.vivarium_id,
        child_id: child.id,
        link_id: link.id,
        code: finding.code.as_str(),
        message: finding.message,
        raised_at: link.created_at,
    }
}
