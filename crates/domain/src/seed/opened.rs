//! Which demo animals other breeders may find as a mate: in each vivarium a few of every species that breed and have a page.

use super::herd::Herd;
use std::collections::HashMap;
use uuid::Uuid;

/// Of a species and a sex in one vivarium.
const MOST: usize = 3;

/// Opens them. By their order alone, so that the animals stay those that they are without it.
pub(super) fn open(herd: &mut Herd) {
    let mut opened: HashMap<(Uuid, &'static str, &'static str), usize> = HashMap::new();
    for animal in &mut herd.animals {
        let found = (animal.kind, animal.life_status, animal.custody, animal.visibility)
            == ("held", "alive", "held", "public")
            && animal.role == "breeder"
            && !animal.genotype_text.is_empty();
        if found {
            let count = opened.entry((animal.vivarium_id, animal.taxon, animal.sex)).or_default();
            animal.open_to_pairings = *count < MOST;
            *count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn every_vivarium_opens_a_few_animals_and_two_keep_a_species_in_common() {
        let made = made();
        let open: Vec<_> = made.herd.animals.iter().filter(|animal| animal.open_to_pairings).collect();
        assert!((24..=90).contains(&open.len()), "{}", open.len());
        assert!(open.iter().all(|animal| animal.visibility == "public" && animal.life_status == "alive"));
        let mut homes: HashMap<&str, HashSet<_>> = HashMap::new();
        for animal in &open {
            homes.entry(animal.taxon).or_default().insert(animal.vivarium_id);
        }
        assert_eq!(homes.values().flatten().collect::<HashSet<_>>().len(), 6);
        assert!(homes["ball-python"].len() == 2 && homes["corn-snake"].len() == 2, "{homes:?}");
    }
}
