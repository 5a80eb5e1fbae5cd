//! Who still carries an ancestor's genes: a line is an animal with everything that comes from it.

use crate::pedigree::{Pedigree, PedigreeError};

/// The animals of the reference that come from each animal, itself among them when it is of the reference, where they are at most `few`:
/// ascending; `None` where they are more. By animal.
///
/// # Errors
/// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
pub fn few_carriers(
    pedigree: &Pedigree,
    reference: &[u32],
    few: usize,
) -> Result<Vec<Option<Vec<u32>>>, PedigreeError> {
    super::even_weights(pedigree, reference)?;
    let mut carriers: Vec<Option<Vec<u32>>> = vec![Some(Vec::new()); pedigree.len()];
    let join = |into: &mut Option<Vec<u32>>, more: Option<&[u32]>| {
        let Some(list) = into else { return };
        for &animal in more.unwrap_or_default() {
            if let Err(at) = list.binary_search(&animal) {
                list.insert(at, animal);
            }
        }
        if more.is_none() || list.len() > few {
            *into = None;
        }
    };
    for &animal in reference {
        join(&mut carriers[animal as usize], Some(&[animal]));
    }
    pedigree.upwards(|animal| {
        let own = carriers[animal].clone();
        for parent in pedigree.all_parents()[animal] {
            if let Some(of_parent) = carriers.get_mut(parent as usize) {
                join(of_parent, own.as_deref());
            }
        }
    });
    Ok(carriers)
}

/// How many animals of the reference come from an animal, itself among them when it is of the reference.
///
/// # Errors
/// [`PedigreeError::OutOfRange`].
pub fn count_carriers(pedigree: &Pedigree, reference: &[u32], ancestor: u32) -> Result<usize, PedigreeError> {
    let animals = pedigree.len();
    let mut from = vec![false; animals];
    *from.get_mut(ancestor as usize).ok_or(PedigreeError::OutOfRange { animal: ancestor, animals })? = true;
    pedigree.downwards(|animal| {
        let parents = pedigree.all_parents()[animal];
        from[animal] |= parents.iter().any(|&parent| from.get(parent as usize).copied().unwrap_or(false));
    });
    Ok(reference.iter().filter(|&&animal| from.get(animal as usize).copied().unwrap_or(false)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pedigree::UNKNOWN as U;

    #[test]
    fn a_line_is_as_safe_as_its_carriers_are_many() {
        // 0 × 1: 3 and 4; 3 × 2: 5 and 6; 7 stands alone.
        let pedigree = Pedigree::new(&[U, U, U, 0, 0, 3, 3, U], &[U, U, U, 1, 1, 2, 2, U]).unwrap();
        let living = [4, 5, 6, 7];
        let carriers = few_carriers(&pedigree, &living, 2).unwrap();
        assert_eq!(carriers[0], None, "three come from the old sire");
        assert_eq!(carriers[2].as_deref(), Some(&[5, 6][..]));
        assert_eq!(carriers[7].as_deref(), Some(&[7][..]), "an animal carries itself");
        let counts: Vec<usize> =
            [0, 2, 3, 7].iter().map(|&of| count_carriers(&pedigree, &living, of).unwrap()).collect();
        assert_eq!(counts, [3, 2, 2, 1]);
        assert!(few_carriers(&pedigree, &[], 2).is_err() && count_carriers(&pedigree, &living, 99).is_err());
    }

    #[test]
    fn somebody_reached_by_two_ways_counts_once() {
        let pedigree = Pedigree::new(&[U, U, 0, 0, 2], &[U, U, 1, 1, 3]).unwrap();
        let carriers = few_carriers(&pedigree, &[4], 2).unwrap();
        assert_eq!(carriers[0].as_deref(), Some(&[4][..]));
        assert_eq!(few_carriers(&pedigree, &[4], 0).unwrap()[0], None);
        assert_eq!(count_carriers(&pedigree, &[4], 0).unwrap(), 1);
    }
}
