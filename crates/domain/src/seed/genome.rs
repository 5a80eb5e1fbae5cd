//! Genes of a made-up animal and the morph name that a keeper would write for it.

use super::{
    rng::Rng,
    species::{Passes, Species},
};

/// What keepers can know of a recessive that doesn't show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Known {
    /// Nothing says that it is there.
    #[default]
    No,
    /// One parent shows it.
    Het,
    /// Both parents are hets: two of three.
    TwoThirds,
    /// One parent is a het: one of two.
    Half,
}

/// Copies of each trait of the species, and what is known of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Genome {
    copies: Vec<u8>,
    known: Vec<Known>,
}

impl Genome {
    /// An animal bought in: its copies are known, for its seller told them.
    pub(super) fn founder(species: &Species, rng: &mut Rng) -> Self {
        let copies: Vec<u8> = species
            .traits
            .iter()
            .map(|gene| match gene.passes {
                Passes::SingleOnly => u8::from(rng.chance(gene.per_mille)),
                _ => u8::from(rng.chance(gene.per_mille)) + u8::from(rng.chance(gene.per_mille)),
            })
            .collect();
        let known = copies.iter().map(|copies| if *copies == 1 { Known::Het } else { Known::No }).collect();
        Self { copies, known }
    }

    /// A child of two animals of one species.
    pub(super) fn child(species: &Species, sire: &Self, dam: &Self, rng: &mut Rng) -> Self {
        let mut child = Self::default();
        for (index, gene) in species.traits.iter().enumerate() {
            let (left, right) = (sire.at(index), dam.at(index));
            let mut copies = gamete(left.0, rng) + gamete(right.0, rng);
            if gene.passes == Passes::SingleOnly {
                copies = copies.min(1);
            }
            let known = match (class(left), class(right)) {
                (Class::Visual, _) | (_, Class::Visual) => Known::Het,
                (Class::Het, Class::Het) => Known::TwoThirds,
                (Class::Het, Class::Clear) | (Class::Clear, Class::Het) => Known::Half,
                (Class::Clear, Class::Clear) => Known::No,
            };
            child.copies.push(copies);
            child.known.push(known);
        }
        child
    }

    fn at(&self, index: usize) -> (u8, Known) {
        (self.copies.get(index).copied().unwrap_or_default(), self.known.get(index).copied().unwrap_or_default())
    }

    /// The name as keepers write it: what shows, then hets, then possible hets.
    pub(super) fn text(&self, species: &Species) -> String {
        let (mut shows, mut hets) = (Vec::new(), Vec::new());
        for (index, gene) in species.traits.iter().enumerate() {
            match (gene.passes, self.at(index)) {
                (Passes::Recessive, (2, _)) => shows.push(gene.name.to_owned()),
                (Passes::Recessive, (_, Known::Het)) => hets.push((0, format!("het {}", gene.name))),
                (Passes::Recessive, (_, Known::TwoThirds)) => hets.push((1, format!("66% het {}", gene.name))),
                (Passes::Recessive, (_, Known::Half)) => hets.push((2, format!("50% het {}", gene.name))),
                (Passes::Incomplete(super_form), (2, _)) => shows.push(super_form.to_owned()),
                (Passes::Incomplete(_) | Passes::SingleOnly | Passes::Dominant, (1.., _)) => {
                    shows.push(gene.name.to_owned());
                }
                _ => {}
            }
        }
        if shows.is_empty() {
            shows.push(species.wild.to_owned());
        }
        hets.sort_by_key(|(rank, _)| *rank);
        shows.into_iter().chain(hets.into_iter().map(|(_, text)| text)).collect::<Vec<_>>().join(" ")
    }
}

enum Class {
    Visual,
    Het,
    Clear,
}

const fn class((copies, known): (u8, Known)) -> Class {
    match (copies, known) {
        (2, _) => Class::Visual,
        (_, Known::Het) => Class::Het,
        _ => Class::Clear,
    }
}

const fn gamete(copies: u8, rng: &mut Rng) -> u8 {
    match copies {
        0 => 0,
        1 => (rng.next() & 1) as u8,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::species::SPECIES;

    #[test]
    fn two_visuals_have_visual_young_only_and_a_single_only_gene_never_doubles() {
        let carpet = SPECIES.iter().find(|species| species.slug == "carpet-python").expect("in the catalogue");
        let genes = carpet.traits.len();
        let both = Genome { copies: vec![2; genes], known: vec![Known::No; genes] };
        let child = Genome::child(carpet, &both, &both, &mut Rng::new(7));
        assert_eq!(child.copies.first(), Some(&1), "jaguar");
        assert_eq!(child.text(carpet), "Jaguar Super Zebra Super Caramel Axanthic Albino Granite");
    }

    #[test]
    fn a_possible_het_says_its_chance() {
        let corn = SPECIES.iter().find(|species| species.slug == "corn-snake").expect("in the catalogue");
        let mut het = Genome { copies: vec![0; corn.traits.len()], known: vec![Known::No; corn.traits.len()] };
        let clear = het.clone();
        (het.copies[1], het.known[1]) = (1, Known::Het);
        let text = |genome: Genome| genome.text(corn);
        assert_eq!(text(Genome::child(corn, &het, &clear, &mut Rng::new(1))), "Wild type 50% het Amelanistic");
        assert_eq!(text(het), "Wild type het Amelanistic");
    }
}
