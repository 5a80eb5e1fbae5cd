//! What is claimed of the demo animals' genes, after their texts, and which genes they have.
//!
//! About a third of the animals have claims; the others have a text alone, as in a collection that began with a spreadsheet.

use super::{
    herd::{Herd, TODAY},
    rng::Rng,
};
use jiff::{ToSpan, tz::TimeZone};
use repti_animal::seed::{SeedAnimal, SeedGene, SeedGenotypeClaim};
use repti_genetics::{
    calculator::Calculator,
    claims::{self, Carried},
    cross::Sex,
};
use repti_model::{
    genotype::{ClaimBasis, ClaimLook, ClaimedGene},
    lineage::Chance,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Claims and genes of a herd.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Genes {
    pub(super) claims: Vec<SeedGenotypeClaim>,
    pub(super) genes: Vec<SeedGene>,
}

impl Genes {
    /// Of all animals; `owner` is who records in a vivarium. `claimed` says of which animals something is claimed at all.
    pub(super) fn of(herd: &Herd, owner: impl Fn(Uuid) -> Option<Uuid>, claimed: impl Fn(&SeedAnimal) -> bool) -> Self {
        // Numbers of its own, so that what was made before stays as it was.
        let mut rng = Rng::new(0x6e_e5);
        let bred: HashSet<Uuid> = herd.links.iter().map(|link| link.child_id).collect();
        let mut made = Self::default();
        let mut read: HashMap<(&str, &str, &str), BTreeMap<String, Carried>> = HashMap::new();
        for animal in &herd.animals {
            let text = animal.genotype_text.trim();
            let Some(calculator) = Calculator::seeded(animal.taxon).filter(|_| !text.is_empty()) else { continue };
            let sex = match animal.sex {
                "male" => Some(Sex::Male),
                "female" => Some(Sex::Female),
                _ => None,
            };
            let mut own: Vec<ClaimedGene> = Vec::new();
            if claimed(animal)
                && rng.chance(340)
                && let Some(owner) = owner(animal.vivarium_id)
            {
                own = made.claim(calculator, animal, sex, owner, bred.contains(&animal.id), &mut rng);
            }
            let carried = if own.is_empty() {
                read.entry((animal.taxon, animal.sex, text))
                    .or_insert_with(|| claims::carried(calculator, &[], text, sex))
                    .clone()
            } else {
                claims::carried(calculator, &own, text, sex)
            };
            made.genes.extend(carried.into_iter().map(|(gene, Carried { kind, percent })| SeedGene {
                vivarium_id: animal.vivarium_id,
                animal_id: animal.id,
                gene,
                kind: kind.as_str(),
                percent,
            }));
        }
        made
    }

    /// Claims what an animal's text says, where all of it can be read.
    fn claim(
        &mut self,
        calculator: &Calculator<'_>,
        animal: &SeedAnimal,
        sex: Option<Sex>,
        owner: Uuid,
        bred: bool,
        rng: &mut Rng,
    ) -> Vec<ClaimedGene> {
        let said = claims::read(calculator, &animal.genotype_text, sex);
        let mut rows = Vec::new();
        for gene in said.genes {
            let (look, mut claimed) = (gene.look, gene.claimed);
            // Some of those that were possible hets have shown since that they are.
            let proven = look == ClaimLook::Possible && animal.role == "breeder" && rng.chance(220);
            if proven {
                claimed.chance = Chance::CERTAIN;
            }
            let (basis, evidence) = known(look, proven, bred, animal.role == "breeder", rng);
            let told = animal.created_at.to_zoned(TimeZone::UTC).date();
            let evidence_on = match basis {
                ClaimBasis::TestBred | ClaimBasis::Dna => {
                    Some((TODAY - i64::from(rng.between(60, 900)).days()).max(told))
                }
                ClaimBasis::Visual | ClaimBasis::SellerStated => Some(told),
                ClaimBasis::ParentVisual | ClaimBasis::BreedingOdds => None,
            };
            rows.push((claimed, basis, evidence, evidence_on));
        }
        let genes: Vec<ClaimedGene> = rows.iter().map(|row| row.0.clone()).collect();
        if !claims::check(calculator.taxon(), &[], &genes, sex).is_empty() {
            return Vec::new();
        }
        for (claimed, basis, evidence, evidence_on) in rows {
            self.claims.push(SeedGenotypeClaim {
                id: rng.id(animal.created_at),
                vivarium_id: animal.vivarium_id,
                animal_id: animal.id,
                gene: claimed.gene,
                copies: claimed.copies,
                chance_numerator: claimed.chance.numerator(),
                chance_denominator: claimed.chance.denominator(),
                carried_on: claimed.carried_on.map(|on| on.as_str()),
                basis: basis.as_str(),
                evidence,
                evidence_on,
                declared_by: owner,
                created_at: animal.created_at,
            });
        }
        genes
    }
}

/// How a gene is known: what shows is seen, what doesn't was told by the seller or follows from the parents, and some was tested.
fn known(look: ClaimLook, proven: bool, bred: bool, breeder: bool, rng: &mut Rng) -> (ClaimBasis, String) {
    let bare = |basis| (basis, String::new());
    match look {
        _ if proven => (ClaimBasis::TestBred, "Proven out: visual young in its clutch.".to_owned()),
        ClaimLook::Possible => bare(ClaimBasis::BreedingOdds),
        ClaimLook::Het if rng.chance(70) => {
            (ClaimBasis::Dna, format!("Shed test, report {}", 10_000 + rng.below(80_000)))
        }
        ClaimLook::Het if breeder && rng.chance(200) => {
            (ClaimBasis::TestBred, "Visual young with a mate that shows it.".to_owned())
        }
        ClaimLook::Het if bred => bare(ClaimBasis::ParentVisual),
        ClaimLook::Het => (ClaimBasis::SellerStated, "On the seller’s invoice.".to_owned()),
        _ => bare(ClaimBasis::Visual),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn a_third_of_the_animals_have_claims_of_every_basis_that_can_stand_together() {
        let (one, two) = (made(), made());
        assert_eq!(one.genes, two.genes);
        let claims = &one.genes.claims;
        let animals: HashSet<_> = claims.iter().map(|claim| claim.animal_id).collect();
        let all = one.herd.animals.len();
        assert!((all / 5..all / 2).contains(&animals.len()), "{} of {all}", animals.len());
        let mut bases: HashMap<&str, usize> = HashMap::new();
        claims.iter().for_each(|claim| *bases.entry(claim.basis).or_default() += 1);
        assert_eq!(bases.len(), 6, "{bases:?}");
        assert!(claims.iter().any(|claim| (claim.chance_numerator, claim.chance_denominator) == (2, 3)));
        // A gene is claimed once, a DNA test names its report, and no evidence is of tomorrow.
        let once: HashSet<_> = claims.iter().map(|claim| (claim.animal_id, claim.gene.as_str())).collect();
        assert_eq!(once.len(), claims.len());
        assert!(claims.iter().all(|claim| claim.basis != "dna" || !claim.evidence.is_empty()));
        assert!(claims.iter().all(|claim| claim.evidence_on.is_none_or(|on| on <= super::TODAY)));
    }

    #[test]
    fn every_species_has_genes_to_be_found_by() {
        let made = made();
        let taxon: HashMap<_, _> = made.herd.animals.iter().map(|animal| (animal.id, animal.taxon)).collect();
        let found: HashSet<&str> = made.genes.genes.iter().map(|gene| taxon[&gene.animal_id]).collect();
        assert_eq!(found.len(), 9, "{found:?}");
        assert!(
            ["visual", "het", "possible"].iter().all(|kind| made.genes.genes.iter().any(|gene| gene.kind == *kind))
        );
    }
}
