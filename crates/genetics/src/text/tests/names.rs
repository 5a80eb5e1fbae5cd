use super::*;
use crate::genotype::{AlleleId, Chance, Dist, Genotype, LocusId, Number as _, Pair};
use proptest::prelude::*;

fn named(species: &str, text: &str) -> String {
    let catalogue = catalogue();
    let lexicon = Lexicon::new(catalogue.taxon(species).unwrap());
    let reading = lexicon.parse(text);
    assert!(reading.is_sound(), "{text}: {:?}", reading.findings);
    lexicon.name(&reading.genotype, Percent::Hobby).text
}

#[test]
fn names_are_the_fewest_that_hide_nothing() {
    for (text, name) in [
        ("", "Normal"),
        ("Lesser Pastel Spider", "Queen Bee"),
        ("clown het, lesser pastel spider enchi", "Enchi Queen Bee het Clown"),
        ("Pastel Spider", "Bumblebee"),
        ("Super Pastel Spider", "Killer Bee"),
        ("Super Pastel Spider Clown", "Killer Clown Spider"),
        ("Pastel Spider Pinstripe", "Spinner Blast"),
        ("Lesser Mojave Pastel Spider", "Mojave Queen Bee"),
        ("Super Pastel Mojave", "Super Pastel Mojave"),
        ("YB YB", "Ivory"),
        ("Yellow Belly Spark het pied", "Puma het Piebald"),
        ("Clown Pied Lavender", "Holy Grail"),
        ("Clown Albino Pied Lavender", "Holy Grail Albino"),
        ("Pastel 66% het clown 50% het pied het albino", "Pastel het Albino 66% het Clown 50% het Piebald"),
        ("60% het clown", "60% het Clown"),
        ("12.5% het clown", "12% het Clown"),
        ("Banana FM", "Banana FM"),
        ("33% super leopard pastel", "Pastel 33% super Leopard"),
        // Side by side they would be the Fire/Disco compound.
        ("Disco, Inferno", "Disco, Inferno"),
        ("33% het albino or 33% het candy", "33% het Albino Candy"),
        ("Black Pastel Cinnamon", "Black Pastel Cinnamon"),
    ] {
        assert_eq!(named("ball python", text), name, "{text}");
    }
    assert_eq!(named("corn snake", "Amel Anery Motley het Stripe"), "Snow Motley het Stripe");
    assert_eq!(named("corn snake", "Motley 66% het Stripe"), "Motley 66% het Stripe");
    assert_eq!(named("reticulated python", "Phantom 66% het OGS"), "Phantom 66% het Orange Ghost Stripe");
    assert_eq!(named("western hognose", "Superconda Arctic"), "Superconda Arctic");
}

/// Beliefs that the trade has words for.
fn belief(locus: LocusId, alleles: u8, kind: u8, a: u8, b: u8, num: u32, den: u32) -> (LocusId, Dist<Chance>) {
    let id = |pick: u8| AlleleId(1 + pick % alleles);
    let (a, b) = (id(a), id(b));
    let p = Chance::fraction(num.min(den), den);
    let dist = match kind {
        0 => Dist::certain(Pair::het(a)),
        1 => Dist::certain(Pair::hom(a)),
        2 => Dist::certain(Pair::new(a, b)),
        3 => Dist::possible(Pair::het(a), p).unwrap(),
        4 => Dist::new([(Pair::hom(a), p), (Pair::het(a), p.complement())]).unwrap(),
        5 => Dist::new([(Pair::new(a, b), p), (Pair::hom(a), p.complement())]).unwrap(),
        6 => Dist::new([(Pair::new(a, b), p), (Pair::het(a), p.complement())]).unwrap(),
        _ => Dist::new([(Pair::het(a), p.half()), (Pair::het(b), p.half()), (Pair::WILD, p.complement())]).unwrap(),
    };
    (locus, dist)
}

fn genotypes() -> impl Strategy<Value = (usize, Vec<(u16, u8, u8, u8, u32, u32)>)> {
    let one = (any::<u16>(), 0_u8..8, any::<u8>(), any::<u8>(), 1_u32..40, 1_u32..40);
    (0_usize..11, prop::collection::vec(one, 0..9))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is named is read back as it was, in each species, with and without combos, whatever the percentage.
    #[test]
    fn a_name_is_read_back_as_the_genotype((species, picks) in genotypes()) {
        let lexicon = lexicon(species);
        let taxon = lexicon.taxon();
        let mut genotype = Genotype::default();
        for (locus, kind, a, b, num, den) in picks {
            let at = usize::from(locus) % taxon.loci.len();
            let alleles = u8::try_from(taxon.loci[at].alleles.len()).unwrap();
            let (id, dist) = belief(LocusId(u16::try_from(at).unwrap()), alleles, kind, a, b, num, den);
            genotype.loci.insert(id, dist);
        }
        let name = lexicon.name(&genotype, Percent::Exact);
        let reading = lexicon.parse(&name.text);
        prop_assert!(reading.is_sound(), "{}: {:?}", name.text, reading.findings);
        let mut said = genotype.clone();
        said.loci.retain(|id, _| !name.unsaid.contains(id));
        prop_assert_eq!(&reading.genotype, &said, "{}", name.text);
        // Only beliefs that mix one and two copies without a gene that shows in each have no words.
        for id in &name.unsaid {
            let dist = &genotype.loci[id];
            prop_assert!(dist.sure().is_none(), "{dist:?}");
        }
        // A hobby name hides no gene either.
        let hobby = lexicon.name(&genotype, Percent::Hobby);
        prop_assert_eq!(hobby.parts.len(), name.parts.len());
    }
}
