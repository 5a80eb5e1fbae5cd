//! One animal's record: its weight and length by age, what it is kept for, who sees it.

use super::{Herd, Home, TODAY};
use crate::seed::{people::NAMES, rng::Rng, species::Species};
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use repti_animal::seed::SeedAnimal;
use uuid::Uuid;

impl Herd {
    pub(super) fn base(
        &self,
        home: &Home,
        kind: &Species,
        number: &mut usize,
        male: bool,
        born: Date,
        genotype: String,
        rng: &mut Rng,
    ) -> SeedAnimal {
        *number += 1;
        let recorded =
            born.saturating_add(i64::from(rng.between(3, 18)).days()).to_datetime(jiff::civil::time(9, 0, 0, 0));
        let recorded = TimeZone::UTC.to_timestamp(recorded).unwrap_or(home.since);
        let minute = i64::try_from(self.animals.len()).unwrap_or_default() + i64::from(rng.between(0, 600));
        let created_at = recorded.max(home.since).saturating_add(minute.seconds()).unwrap_or(home.since);
        let age = f64::from(TODAY.since(born).map_or(0, |span| span.get_days()).max(0));
        let grown = 1.0 - (-age / kind.growth_days).exp();
        let adult = if male { kind.adult_g.1 } else { kind.adult_g.0 };
        let weight = (kind.hatchling_g + (adult - kind.hatchling_g) * grown) * rng.spread();
        let young = age < 365.0;
        let named = rng.chance(if young { 250 } else { 620 });
        SeedAnimal {
            id: rng.id(created_at),
            vivarium_id: home.id,
            code: format!("{}-{:03}", kind.prefix, number),
            name: if named { rng.pick(&NAMES).copied().unwrap_or_default().to_owned() } else { String::new() },
            taxon: kind.slug,
            kind: "held",
            sex: if male { "male" } else { "female" },
            sex_confidence: "certain",
            sex_method: Some(if kind.adult_mm < 500.0 { "visual" } else { "probed" }),
            born_on: Some(born),
            born_precision: "day",
            died_on: None,
            acquired_on: None,
            origin: "captive_bred",
            breeder_of_record: String::new(),
            genotype_text: genotype,
            weight_g: Some((weight * 10.0).round() / 10.0),
            length_mm: (!young).then(|| (kind.adult_mm * grown.max(0.3) * rng.spread()).round() as i32),
            life_status: "alive",
            custody: "held",
            role: if age > 4_300.0 {
                "retired"
            } else if age > 900.0 {
                "breeder"
            } else {
                rng.pick(&["holdback", "undecided", "undecided"]).unwrap_or(&"undecided")
            },
            care_state: rng.pick(&["normal", "normal", "normal", "normal", "normal", "in_shed"]).unwrap_or(&"normal"),
            visibility: "public",
            open_to_pairings: false,
            public_notes: note(rng).to_owned(),
            created_at,
        }
    }

    pub(super) fn growing_up(
        &self,
        animal: &mut SeedAnimal,
        generation: usize,
        hatched: Date,
        home: &Home,
        rng: &mut Rng,
    ) {
        let young = TODAY - 365.days() < hatched;
        if young && rng.chance(450) {
            // Nobody has looked yet, or nobody can tell.
            if rng.chance(500) {
                animal.sex = "unknown";
                animal.sex_confidence = "guess";
                animal.sex_method = None;
            } else {
                animal.sex_confidence = "probable";
            }
        }
        if home.all_public {
            return;
        }
        animal.visibility = match rng.below(100) {
            0..80 => "public",
            80..92 => "lineage_only",
            _ => "private",
        };
        if generation >= 2 && rng.chance(110) {
            animal.custody = "transferred_out";
            animal.role = "undecided";
        }
        if rng.chance(if generation < 2 { 160 } else { 20 }) {
            animal.life_status = "deceased";
            let oldest = hatched + 1_700.days();
            animal.died_on = Some(oldest.saturating_add(i64::from(rng.between(0, 1_200)).days()).min(TODAY));
        }
    }

    pub(super) fn placeholder(&mut self, home: &Home, kind: &Species, number: &mut usize, rng: &mut Rng) -> Uuid {
        let mut animal = self.base(home, kind, number, false, TODAY, String::new(), rng);
        animal.kind = "placeholder";
        animal.custody = "external";
        animal.visibility = "lineage_only";
        "Unrecorded dam".clone_into(&mut animal.name);
        animal.born_on = None;
        animal.weight_g = None;
        animal.length_mm = None;
        animal.created_at = home.since;
        let id = animal.id;
        self.animals.push(animal);
        id
    }
}

/// Most animals need no words; some have a line.
fn note(rng: &mut Rng) -> &'static str {
    const NOTES: [&str; 7] = [
        "Took its first meal on day nine and has not missed one since.",
        "Calm from the egg. Handled twice a week.",
        "A slow starter: fed on its own from the sixth week.",
        "Kept back for its colour; we will see what it becomes.",
        "Paired for the first time this season.",
        "Shed in one piece each time so far.",
        "From a clutch that we incubated a degree cooler than usual.",
    ];
    if rng.chance(300) { rng.pick(&NOTES).copied().unwrap_or_default() } else { "" }
}
