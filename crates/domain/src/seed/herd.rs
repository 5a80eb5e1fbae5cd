//! Five generations of one species in one vivarium: founders, pairings, clutches, and what is known of each.

use super::{
    genome::Genome,
    people::{NAMES, OUTSIDE_BREEDERS},
    rng::Rng,
    species::{SPECIES, Species},
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use repti_animal::seed::{SeedAnimal, SeedLink, SeedWarning};
use std::collections::{HashMap, HashSet};
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

    /// A sire and a dam that don't share a parent. Now and then the sire is another vivarium's.
    fn pair(&self, home: &Home, species: usize, before: &[Vec<Member>], rng: &mut Rng) -> Option<(Member, Member)> {
        let last = before.len().checked_sub(1)?;
        for _ in 0..40 {
            let mut from = || if last > 0 && rng.chance(200) { last - 1 } else { last };
            let (dams, sires) = (before.get(from())?, before.get(from())?);
            let dam = rng.pick(dams)?.clone();
            let foreign = self.studs.get(species).filter(|_| !home.all_public && rng.chance(60));
            let sire = match foreign {
                Some(studs) => rng.pick(studs).cloned(),
                None => rng.pick(sires).cloned(),
            };
            let Some(sire) = sire else { continue };
            let related = sire.parents.iter().any(|parent| dam.parents.contains(parent));
            if !dam.male && sire.male && sire.generation <= last && sire.species == dam.species && !related {
                return Some((sire, dam));
            }
        }
        None
    }

    /// A second male that may be the sire: in a few clutches only.
    fn rival(&self, before: &[Vec<Member>], sire: &Member, hatched: Date, rng: &mut Rng) -> Option<Uuid> {
        if !rng.chance(70) {
            return None;
        }
        let last = before.last()?;
        (0..10)
            .filter_map(|_| rng.pick(last))
            .find(|other| {
                other.male
                    && other.id != sire.id
                    && other.born + 730.days() < hatched
                    && other.died.is_none_or(|died| died > hatched)
            })
            .map(|other| other.id)
    }

    fn claim(
        &mut self,
        home: &Home,
        child: Uuid,
        clutch: &Clutch,
        sire: &Member,
        dam: Uuid,
        at: Timestamp,
        rng: &mut Rng,
    ) {
        let mut link = |side, parent, basis, chance: (i32, i32), confirmed_by| {
            let id = rng.id(at);
            self.links.push(SeedLink {
                id,
                vivarium_id: home.id,
                child_id: child,
                parent_id: parent,
                side,
                basis,
                chance_numerator: chance.0,
                chance_denominator: chance.1,
                declared_by: home.owner,
                confirmed_by,
                created_at: at,
            });
            id
        };
        match clutch.rival {
            Some(rival) => {
                link("sire", sire.id, "declared", (2, 3), None);
                link("sire", rival, "declared", (1, 3), None);
            }
            None => {
                let foreign = sire.vivarium != home.id;
                let basis = if foreign { "confirmed_by_other_breeder" } else { clutch.basis };
                link("sire", sire.id, basis, (1, 1), foreign.then_some(sire.owner));
            }
        }
        link("dam", dam, clutch.dam_basis, (1, 1), None);
    }

    /// Raises a few open questions: dams whose birth is known to the year only, and who may have been younger than two years.
    pub(super) fn question(&mut self, rng: &mut Rng) {
        let born: HashMap<Uuid, &SeedAnimal> = self.animals.iter().map(|animal| (animal.id, animal)).collect();
        let doubtful = self.links.iter().filter(|link| link.side == "dam").filter_map(|link| {
            let (dam, child) = (born.get(&link.parent_id)?, born.get(&link.child_id)?);
            let (latest, hatched) = (dam.born_on?.last_of_year(), child.born_on?);
            let close = dam.born_precision == "year" && latest.saturating_add(700.days()) > hatched;
            close.then_some((link, child))
        });
        let mut asked = HashSet::new();
        self.warnings = doubtful
            .filter(|(link, _)| asked.insert(link.parent_id))
            .take(9)
            .map(|(link, child)| SeedWarning {
                id: rng.id(link.created_at),
                vivarium_id: link.vivarium_id,
                child_id: child.id,
                link_id: link.id,
                code: "perhaps_too_young",
                message: "The dam's birth is recorded to the year only. With dates no more exact than these, it may have been \
                          younger than two years.",
                raised_at: link.created_at,
            })
            .collect();
    }

    fn placeholder(&mut self, home: &Home, kind: &Species, number: &mut usize, rng: &mut Rng) -> Uuid {
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

    fn growing_up(&self, animal: &mut SeedAnimal, generation: usize, hatched: Date, home: &Home, rng: &mut Rng) {
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

    fn base(
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
            public_notes: note(rng).to_owned(),
            created_at,
        }
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

/// How the parents of one clutch are known.
struct Clutch {
    basis: &'static str,
    dam_basis: &'static str,
    rival: Option<Uuid>,
}

impl Clutch {
    fn new(home: &Home, sire: &Member, dam: &Member, rival: Option<Uuid>, rng: &mut Rng) -> Self {
        let own = sire.vivarium == home.id && dam.vivarium == home.id;
        let basis = match rng.below(100) {
            0..68 if own => "breeding_record",
            95.. if own => "dna",
            _ => "declared",
        };
        let dam_basis = if rng.chance(780) { "breeding_record" } else { "declared" };
        Self { basis, dam_basis, rival }
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
