//! That names which aren't read back are those that would have been read back as they are.

use super::*;
use crate::{
    genotype::{Chance, Dist, Genotype, LocusId, Number as _, Pair},
    text::{
        certain::{Sure, continues, sure},
        name::tried,
        vocabulary::Meaning,
    },
};
use proptest::prelude::*;

/// All that the trade has words for at one locus, of one allele.
fn beliefs(taxon: &Taxon) -> Vec<(LocusId, Dist<Chance>)> {
    let mut all = Vec::new();
    for (at, locus) in taxon.loci() {
        for id in locus.ids() {
            let (het, hom) = (Pair::het(id), Pair::hom(id));
            let mixed = |pair, other, p: Chance| Dist::new([(pair, p), (other, p.complement())]).unwrap();
            let dists = [
                Dist::certain(het),
                Dist::certain(hom),
                mixed(het, Pair::WILD, Chance::fraction(2, 3)),
                mixed(hom, het, Chance::fraction(1, 3)),
            ];
            all.extend(dists.map(|dist| (at, dist)));
        }
    }
    all
}

/// Each name with each, in each species, beside one another as they are written: nothing that is held to be certain is read differently.
#[test]
fn any_two_names_are_written_as_trying_writes_them() {
    for taxon in catalogue().species() {
        let lexicon = Lexicon::new(taxon);
        let beliefs = beliefs(taxon);
        // Every pair of a large species takes minutes unoptimised; a prime step meets each belief with many others.
        let step = if beliefs.len() > 120 { 7 } else { 1 };
        for (place, (at, dist)) in beliefs.iter().enumerate() {
            for (other_at, other) in beliefs.iter().skip(place % step).step_by(step).filter(|other| other.0 > *at) {
                let genotype = Genotype { loci: [(*at, dist.clone()), (*other_at, other.clone())].into() };
                let name = lexicon.name(&genotype, Percent::Exact);
                assert_eq!(name, tried(&lexicon, &genotype, Percent::Exact), "{}", taxon.name);
            }
        }
    }
}

/// Otherwise nothing would be gained.
#[test]
fn most_names_are_certain() {
    for species in ["ball python", "corn snake", "leopard gecko", "boa"] {
        let taxon = catalogue().taxon(species).unwrap();
        let lexicon = Lexicon::new(taxon);
        let (mut certain, mut all) = (0, 0);
        for (at, locus) in taxon.loci() {
            for id in locus.ids() {
                let group = if locus.is_recessive() { Group::Visual } else { Group::Shows };
                for group in [group, Group::Het] {
                    all += 1;
                    certain += usize::from(sure(&lexicon, &Meaning::Allele(at, id), group) != Sure::No);
                }
            }
        }
        assert!(certain * 10 >= all * 7, "{species}: {certain} of {all}");
    }
    let lexicon = Lexicon::new(catalogue().taxon("ball python").unwrap());
    let of = |name: &str, group| sure(&lexicon, lexicon.meaning(name).unwrap(), group);
    assert!(of("Pastel", Group::Super) != Sure::No && of("Bumblebee", Group::Combo) != Sure::No);
    // "Disco Inferno" is a name of its own.
    assert_eq!(of("Disco", Group::Shows), Sure::Behind);
    assert!(continues(&lexicon, "Disco", "Inferno het Clown") && !continues(&lexicon, "Disco", "66% het Inferno"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn many_names_are_written_as_trying_writes_them((species, picks) in (0_usize..11, prop::collection::vec(any::<u16>(), 0..12))) {
        let lexicon = lexicon(species);
        let beliefs = beliefs(lexicon.taxon());
        let mut genotype = Genotype::default();
        for pick in picks {
            let (at, dist) = &beliefs[usize::from(pick) % beliefs.len()];
            genotype.loci.insert(*at, dist.clone());
        }
        for percent in [Percent::Exact, Percent::Hobby] {
            prop_assert_eq!(lexicon.name(&genotype, percent), tried(lexicon, &genotype, percent));
        }
    }
}
