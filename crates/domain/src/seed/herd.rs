//! Five generations of one species in one vivarium: founders, pairings, clutches, and what is known of each.

mod pairing;
mod question;
mod record;

use super::{
    genome::Genome,
    people::OUTSIDE_BREEDERS,
    rng::Rng,
    species::{SPECIES, Species},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use pairing::Clutch;
use repti_animal::seed::{SeedAnimal, SeedLink, SeedWarning};
use uuid::Uuid;

/// Nothing in the demo data is younger than this day.
pub(super) const TODAY: Date = Date::constant(2026, 11, 1);
/// Share of each generation in a hundred.
const SHARES: [usize; 5] = [9, 13, 19, 26, 33];

/// What later generations need to know of an animal.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) id: Uuid,
    pub(super) vivarium: Uuid,
    pub(super) owner: Uuid,
    species: usize,
    generation: usize,
    male: bool,
    public: bool,
    born: Date,
    died: Option<Date>,
    genome: Genome,
    parents: Vec<Uuid>,
}

/// A vivarium to be filled.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) id: Uuid,
    pub(super) owner: Uuid,
    pub(super) since: Timestamp,
    /// Everything public, nothing from outside: for benchmarks.
    pub(super) all_public: bool,
}

/// All that is made.
#[derive(Debug, Default)]
pub(super) struct Herd {
    pub(super) animals: Vec<SeedAnimal>,
    pub(super) links: Vec<SeedLink>,
    pub(super) warnings: Vec<SeedWarning>,
    /// Males with a page, by species: sires for other vivariums.
    studs: Vec<Vec<Member>>,
}

impl Herd {
    /// Adds `count` animals of a species to a vivarium.
    pub(super) fn grow(&mut self, home: &Home, species: usize, count: usize, rng: &mut Rng) {
        let Some(kind) = SPECIES.get(species) else { return };
        self.studs.resize_with(SPECIES.len(), Vec::new);
        let mut generations: Vec<Vec<Member>> = Vec::new();
        let mut number = 0;
        for (generation, share) in SHARES.iter().enumerate() {
            let wanted = if generation + 1 == SHARES.len() {
                count.saturating_sub(number)
            } else {
                (count * share / 100).max(6)
            };
            let members = if generation == 0 {
                self.founders(home, species, kind, wanted, &mut number, rng)
            } else {
                self.generation(home, species, kind, generation, wanted, &generations, &mut number, rng)
            };
            if !home.all_public
                && let Some(studs) = self.studs.get_mut(species)
            {
                studs.extend(members.iter().filter(|member| member.male && member.public).cloned());
            }
            generations.push(members);
        }
    }

    fn founders(
        &mut self,
        home: &Home,
        species: usize,
        kind: &Species,
        wanted: usize,
        number: &mut usize,
        rng: &mut Rng,
    ) -> Vec<Member> {
        (0..wanted)
            .map(|index| {
                let male = index % 3 == 0;
                let born = Date::constant(2012, 1, 1).saturating_add(i64::from(rng.between(0, 700)).days());
                let genome = Genome::founder(kind, rng);
                let mut animal = self.base(home, kind, number, male, born, genome.text(kind), rng);
                animal.breeder_of_record = rng.pick(&OUTSIDE_BREEDERS).copied().unwrap_or_default().to_owned();
                if !home.all_public && rng.chance(270) {
                    animal.kind = "external";
                    animal.custody = "external";
                    animal.visibility = "lineage_only";
                    animal.born_precision = "year";
                    animal.weight_g = None;
                    animal.length_mm = None;
                } else {
                    animal.acquired_on = Some(born.saturating_add(i64::from(rng.between(90, 400)).days()));
                    animal.origin = *rng
                        .pick(&["captive_bred", "captive_bred", "long_term_captive", "unknown", "farm_raised"])
                        .unwrap_or(&"unknown");
                    animal.born_precision = *rng.pick(&["day", "month", "month", "year"]).unwrap_or(&"year");
                }
                if animal.born_precision != "day" {
                    animal.born_on = Some(if animal.born_precision == "month" {
                        born.first_of_month()
                    } else {
                        born.first_of_year()
                    });
                }
                self.keep(home, species, 0, male, born, genome, Vec::new(), animal)
            })
            .collect()
    }

    fn generation(
        &mut self,
        home: &Home,
        species: usize,
        kind: &Species,
        generation: usize,
        wanted: usize,
        before: &[Vec<Member>],
        number: &mut usize,
        rng: &mut Rng,
    ) -> Vec<Member> {
        let mut out: Vec<Member> = Vec::new();
        let base_year = 2012 + i16::try_from(generation).unwrap_or_default() * 3;
        // Nearly every pair fits; the bound is for a species whose adults all died young.
        for _ in 0..wanted * 60 {
            if out.len() >= wanted {
                break;
            }
            let Some((sire, dam)) = self.pair(home, species, before, rng) else { break };
            let year = base_year + i16::try_from(rng.between(0, 2)).unwrap_or_default();
            let month = i8::try_from(rng.between(i32::from(kind.season.0), i32::from(kind.season.1))).unwrap_or(6);
            let hatched = Date::new(year, month, i8::try_from(rng.between(1, 28)).unwrap_or(1))
                .unwrap_or(TODAY)
                .min(TODAY - 20.days());
            // A year beyond two: older than any species' earliest breeding.
            if [&sire, &dam]
                .iter()
                .any(|parent| parent.born + 730.days() > hatched || parent.died.is_some_and(|died| died < hatched))
            {
                continue;
            }
            let size = usize::try_from(rng.between(kind.clutch.0, kind.clutch.1)).unwrap_or(1).min(wanted - out.len());
            let clutch = Clutch::new(home, &sire, &dam, self.rival(before, &sire, hatched, rng), rng);
            let nobody = (!home.all_public && rng.chance(22)).then(|| self.placeholder(home, kind, number, rng));
            for _ in 0..size {
                let genome = Genome::child(kind, &sire.genome, &dam.genome, rng);
                let male = rng.chance(500);
                let mut animal = self.base(home, kind, number, male, hatched, genome.text(kind), rng);
                animal.origin = "captive_bred";
                self.growing_up(&mut animal, generation, hatched, home, rng);
                let at = animal.created_at;
                let parents = vec![sire.id, dam.id];
                let child = animal.id;
                let member = self.keep(home, species, generation, male, hatched, genome, parents, animal);
                let dam_id = nobody.unwrap_or(dam.id);
                self.claim(home, child, &clutch, &sire, dam_id, at, rng);
                out.push(member);
            }
        }
        out
    }

    fn keep(
        &mut self,
        home: &Home,
        species: usize,
        generation: usize,
        male: bool,
        born: Date,
        genome: Genome,
        parents: Vec<Uuid>,
        animal: SeedAnimal,
    ) -> Member {
        let member = Member {
            id: animal.id,
            vivarium: home.id,
            owner: home.owner,
            species,
            generation,
            male,
            public: animal.visibility == "public",
            born,
            died: animal.died_on,
            genome,
            parents,
        };
        self.animals.push(animal);
        member
    }
}
