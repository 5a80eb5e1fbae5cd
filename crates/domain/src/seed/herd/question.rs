//! What is left open: a few dams that may have been too young.

use super::Herd;
use crate::seed::rng::Rng;
use jiff::ToSpan;
use repti_animal::seed::{SeedAnimal, SeedWarning};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

impl Herd {
    /// Raises a few open questions: dams whose birth is known to the year only, and who may have been younger than two years.
    pub(in crate::seed) fn question(&mut self, rng: &mut Rng) {
        let born: HashMap<Uuid, &SeedAnimal> = self.animals.iter().map(|animal| (animal.id, animal)).collect();
        let doubtful = self.links.iter().filter(|link| link.side == "dam").filter_map(|link| {
            let (dam, child) = (born.get(&link.parent_id)?, born.get(&link.child_id)?);
            let (latest, hatched) = (dam.born_on?.last_of_year(), child.born_on?);
            let close = dam.born_precision == "year" && latest.saturating_add(700.days()) > hatched;
            close.then(|| (link, child, sentence(dam, child)))
        });
        let mut asked = HashSet::new();
        self.warnings = doubtful
            .filter(|(link, ..)| asked.insert(link.parent_id))
            .take(9)
            .map(|(link, child, message)| SeedWarning {
                id: rng.id(link.created_at),
                vivarium_id: link.vivarium_id,
                child_id: child.id,
                link_id: link.id,
                code: "perhaps_too_young",
                message,
                raised_at: link.created_at,
            })
            .collect();
    }
}

/// The question as the checks put it: it names both animals.
fn sentence(dam: &SeedAnimal, child: &SeedAnimal) -> String {
    let label = |animal: &SeedAnimal| match animal.name.as_str() {
        "" => animal.code.clone(),
        name => format!("{name} ({})", animal.code),
    };
    let born = dam.born_on.map_or_else(String::new, |born| born.year().to_string());
    let hatched = child.born_on.map_or_else(String::new, |born| born.to_string());
    format!(
        "{} was born {born}, {} {hatched}. With dates no more exact than these, it may have been younger than 2 years.",
        label(dam),
        label(child)
    )
}
