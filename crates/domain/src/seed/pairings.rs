//! What each demo vivarium plans: a few pairings of its grown animals, and one that it has given up.

use super::{herd::Herd, rng::Rng};
use jiff::{Timestamp, civil::Date};
use repti_animal::seed::{SeedAnimal, SeedPairing};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A chance of its own: the animals stay those that they are without pairings.
const SEED: u64 = 0x9a1f;
/// Pairings a vivarium.
const MOST: usize = 5;
/// Born later, a female of some species is too young for next season.
const GROWN: Date = Date::constant(2023, 1, 1);

/// What is said of each in turn: season, month, wish, note, and why it was given up.
const SAID: [(i32, Option<i8>, &str, &str, &str); MOST] = [
    (2027, Some(2), "The best looking female", "First time for this pair. Introduce after the winter rest.", ""),
    (2027, None, "Holdbacks for the next generation", "", ""),
    (2027, Some(3), "", "Only if she is back at her old weight by then.", ""),
    (2026, None, "Proven hets", "She didn’t lay; once more next year.", ""),
    (2026, None, "", "", "He didn’t eat all winter."),
];

/// The plans of these vivariums, each with the person who made them.
pub(super) fn plan(homes: &[(Uuid, Uuid)], herd: &Herd) -> Vec<SeedPairing> {
    let mut rng = Rng::new(SEED);
    let at: Timestamp = "2026-10-04T17:30:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let mut parents: HashMap<Uuid, HashSet<Uuid>> = HashMap::new();
    for link in &herd.links {
        parents.entry(link.child_id).or_default().insert(link.parent_id);
    }
    let none = HashSet::new();
    let related = |one: Uuid, other: Uuid| {
        let of = |id: Uuid| parents.get(&id).unwrap_or(&none);
        of(one).contains(&other) || of(other).contains(&one) || !of(one).is_disjoint(of(other))
    };
    let mut plans = Vec::new();
    for (home, owner) in homes {
        let own = |sex: &'static str| -> Vec<&SeedAnimal> {
            herd.animals.iter().filter(|one| one.vivarium_id == *home && one.sex == sex && breeds(one)).collect()
        };
        let (males, females) = (own("male"), own("female"));
        let mut used = HashSet::new();
        let mut said = SAID.iter();
        // Nearly every try fits; the bound is for a vivarium with few animals.
        for _ in 0..400 {
            if said.len() == 0 {
                break;
            }
            let (Some(sire), Some(dam)) = (rng.pick(&males), rng.pick(&females)) else { break };
            if sire.taxon != dam.taxon || related(sire.id, dam.id) || !used.insert(dam.id) {
                continue;
            }
            let Some((season, month, wish, note, reason)) = said.next() else { break };
            let cancelled = !reason.is_empty();
            plans.push(SeedPairing {
                id: rng.id(at),
                vivarium_id: *home,
                sire_id: sire.id,
                dam_id: dam.id,
                season: *season,
                planned_on: month.and_then(|month| Date::new(i16::try_from(*season).ok()?, month, 1).ok()),
                planned_precision: if month.is_some() { "month" } else { "day" },
                wish: (*wish).to_owned(),
                note: (*note).to_owned(),
                state: if cancelled { "cancelled" } else { "planned" },
                cancelled_at: cancelled.then_some(at),
                cancel_reason: (*reason).to_owned(),
                created_by: *owner,
                created_at: at,
            });
        }
    }
    plans
}

fn breeds(animal: &SeedAnimal) -> bool {
    animal.kind == "held"
        && animal.life_status == "alive"
        && animal.custody == "held"
        && !matches!(animal.role, "retired" | "pet")
        && animal.born_on.is_some_and(|born| born < GROWN)
}
