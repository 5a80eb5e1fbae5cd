//! The tables that join young with their parents.

use super::{Builder, gametes, litter::inverse};
use crate::evidence::{Animal, Arithmetic, EvidenceError, Pair, Parent, Sex, locus::Gamete};

impl<N: Arithmetic> Builder<'_, N> {
    /// The variable of a paternity, with a table for each candidate to be added by its young.
    pub(super) fn paternity(&mut self, index: usize) -> Result<(), EvidenceError> {
        if self.network.paternity.contains_key(&index) {
            return Ok(());
        }
        let pedigree = self.pedigree;
        let paternity = pedigree.paternities.get(index).ok_or(EvidenceError::NoSuchPaternity { paternity: index })?;
        let variable = self.variable(paternity.candidates.len());
        self.network.paternity.insert(index, variable);
        self.table(vec![variable], paternity.candidates.iter().map(|(_, weight)| weight.clone()).collect())
    }

    /// P(young | parents), by way of a gamete of each parent that is recorded.
    pub(super) fn family(&mut self, index: usize, animal: &Animal<N>, own: u32) -> Result<(), EvidenceError> {
        let sex = self.network.sex(index);
        if !self.pedigree.locus.lethal.is_empty() {
            self.living(index, animal, sex)?;
        }
        let from_sire = self.gamete(index, animal.sire, Sex::Male, sex)?;
        let from_dam = self.gamete(index, animal.dam, Sex::Female, sex)?;
        let scope: Vec<u32> = [Some(own), from_sire, from_dam].into_iter().flatten().collect();
        self.room(&scope)?;
        let key = (from_sire.is_some(), from_dam.is_some(), sex);
        let values = match self.joining.get(&key) {
            Some(values) => values.clone(),
            None => {
                let values = self.join(index, key).ok_or(EvidenceError::OutOfRange)?;
                self.joining.insert(key, values.clone());
                values
            }
        };
        self.table(scope, values)
    }

    /// 1 / P(living | the recorded parents): with it P(young | parents) is among the living, and young of whom nothing is known say nothing.
    fn living(&mut self, index: usize, animal: &Animal<N>, sex: Option<Sex>) -> Result<(), EvidenceError> {
        let (mut scope, mut known) = (Vec::new(), [true; 2]);
        for (parent, known) in [animal.sire, animal.dam].into_iter().zip(&mut known) {
            let only = match parent {
                Parent::OneOf(paternity) => {
                    match self.pedigree.paternities.get(paternity).map(|one| &one.candidates[..]) {
                        Some([(only, _)]) => *only,
                        _ => return Err(EvidenceError::LethalPaternity { animal: index }),
                    }
                }
                parent => parent,
            };
            match only {
                Parent::Animal(animal) => {
                    scope.push(*self.network.genotype.get(&animal).ok_or(EvidenceError::NoSuchAnimal { animal })?);
                }
                _ => *known = false,
            }
        }
        if known.contains(&false) && self.pedigree.frequency.is_none() {
            return Err(EvidenceError::NoFrequency { animal: index });
        }
        let values = self.per_egg(&[], sex, known)?.iter().map(inverse).collect::<Option<Vec<N>>>();
        let values = values.ok_or(EvidenceError::OutOfRange)?;
        let (scope, values) = self.ascending(scope, values);
        self.table(scope, values)
    }

    /// The variable of the gamete from one parent, tied to the parent; none for a parent that isn't recorded.
    fn gamete(
        &mut self,
        index: usize,
        parent: Parent,
        side: Sex,
        young: Option<Sex>,
    ) -> Result<Option<u32>, EvidenceError> {
        let pedigree = self.pedigree;
        match parent {
            Parent::Unknown if pedigree.frequency.is_none() => Err(EvidenceError::NoFrequency { animal: index }),
            Parent::Unknown => Ok(None),
            Parent::Animal(parent) => {
                let of = *self.network.genotype.get(&parent).ok_or(EvidenceError::NoSuchAnimal { animal: parent })?;
                let values = self.transmission(side, young)?;
                let gamete = self.variable(gametes(pedigree, side, young).len());
                self.table(vec![of, gamete], values)?;
                Ok(Some(gamete))
            }
            Parent::OneOf(paternity) => {
                let gamete = self.variable(gametes(pedigree, side, young).len());
                self.one_of(index, paternity, side, young, gamete)?;
                Ok(Some(gamete))
            }
        }
    }

    /// For each candidate a table that is P(gamete | candidate) where the candidate is the parent, and one elsewhere.
    fn one_of(
        &mut self,
        index: usize,
        paternity: usize,
        side: Sex,
        young: Option<Sex>,
        gamete: u32,
    ) -> Result<(), EvidenceError> {
        let pedigree = self.pedigree;
        let missing = EvidenceError::NoSuchPaternity { paternity };
        let who = *self.network.paternity.get(&paternity).ok_or_else(|| missing.clone())?;
        let candidates = &pedigree.paternities.get(paternity).ok_or(missing)?.candidates;
        let all = gametes(pedigree, side, young);
        let mut distinct: Vec<Parent> = Vec::new();
        for (candidate, _) in candidates {
            if !distinct.contains(candidate) {
                distinct.push(*candidate);
            }
        }
        for candidate in distinct {
            let is = |at: usize| candidates.get(at).is_some_and(|(other, _)| *other == candidate);
            let mut values = Vec::new();
            let mut scope = vec![who, gamete];
            if let Parent::Animal(parent) = candidate {
                let of = *self.network.genotype.get(&parent).ok_or(EvidenceError::NoSuchAnimal { animal: parent })?;
                scope.insert(0, of);
                self.room(&scope)?;
                for given in self.transmission(side, young)?.chunks(all.len().max(1)) {
                    for at in 0..candidates.len() {
                        values.extend(given.iter().map(|chance| if is(at) { chance.clone() } else { N::one() }));
                    }
                }
            } else {
                let frequency = pedigree.frequency.as_deref().ok_or(EvidenceError::NoFrequency { animal: index })?;
                for at in 0..candidates.len() {
                    for &gamete in &all {
                        let chance =
                            if is(at) { pedigree.locus.random(frequency, gamete, young) } else { Some(N::one()) };
                        values.push(chance.ok_or(EvidenceError::OutOfRange)?);
                    }
                }
            }
            self.table(scope, values)?;
        }
        Ok(())
    }

    /// P(gamete | parent), the parent's genotype slowest.
    pub(super) fn transmission(&mut self, side: Sex, young: Option<Sex>) -> Result<Vec<N>, EvidenceError> {
        if let Some(values) = self.transmission.get(&(side, young)) {
            return Ok(values.clone());
        }
        let locus = &self.pedigree.locus;
        let all = gametes(self.pedigree, side, young);
        // A parent's sex is known from its side, so it has the genotypes of that sex.
        let parents: Vec<Pair> = locus.genotypes(Some(side));
        let values: Option<Vec<N>> = parents
            .iter()
            .flat_map(|&parent| all.iter().map(move |&gamete| locus.transmits(parent, gamete, young)))
            .collect();
        let values = values.ok_or(EvidenceError::OutOfRange)?;
        self.transmission.insert((side, young), values.clone());
        Ok(values)
    }

    /// \[young = join of the gametes\], summed over gametes of parents that aren't recorded.
    fn join(&self, index: usize, (sire, dam, sex): (bool, bool, Option<Sex>)) -> Option<Vec<N>> {
        let locus = &self.pedigree.locus;
        let frequency = self.pedigree.frequency.as_deref().unwrap_or_default();
        let space = self.network.space(index);
        let (from_sire, from_dam) = (locus.gametes(Sex::Male, sex), locus.gametes(Sex::Female, sex));
        let (rows, columns) = (if sire { from_sire.len() } else { 1 }, if dam { from_dam.len() } else { 1 });
        let mut values = vec![N::zero(); space.len() * rows * columns];
        for (row, &one) in from_sire.iter().enumerate() {
            for (column, &other) in from_dam.iter().enumerate() {
                let Some(at) = locus.join(one, other).and_then(|young| space.iter().position(|&is| is == young)) else {
                    continue;
                };
                let chance = |known: bool, gamete: Gamete| {
                    if known { Some(N::one()) } else { locus.random(frequency, gamete, sex) }
                };
                let (row, column) = (if sire { row } else { 0 }, if dam { column } else { 0 });
                let value = values.get_mut((at * rows + row) * columns + column)?;
                *value = value.plus(&chance(sire, one)?.times(&chance(dam, other)?)?)?;
            }
        }
        Some(values)
    }
}
