//! Who is paired with whom, and how the parents of a clutch are known.

use super::{Herd, Home, Member};
use crate::seed::rng::Rng;
use jiff::{Timestamp, ToSpan, civil::Date};
use repti_animal::seed::SeedLink;
use uuid::Uuid;

/// How the parents of one clutch are known.
pub(super) struct Clutch {
    basis: &'static str,
    dam_basis: &'static str,
    rival: Option<Uuid>,
}

impl Clutch {
    pub(super) fn new(home: &Home, sire: &Member, dam: &Member, rival: Option<Uuid>, rng: &mut Rng) -> Self {
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

impl Herd {
    /// A sire and a dam that don't share a parent. Now and then the sire is another vivarium's.
    pub(super) fn pair(
        &self,
        home: &Home,
        species: usize,
        before: &[Vec<Member>],
        rng: &mut Rng,
    ) -> Option<(Member, Member)> {
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
    pub(super) fn rival(&self, before: &[Vec<Member>], sire: &Member, hatched: Date, rng: &mut Rng) -> Option<Uuid> {
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

    pub(super) fn claim(
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
}
