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

#[test]
fn a_percentage_is_named_to_its_last_decimal() {
    let lexicon = Lexicon::new(catalogue().taxon("ball python").unwrap());
    for text in
        ["0.580583277149% het Clown", "12.345678901234% het Clown", "0.000000000001% het Clown", "7/9 het Clown"]
    {
        let reading = lexicon.parse(text);
        assert!(reading.is_sound(), "{text}: {:?}", reading.findings);
        assert_eq!(lexicon.name(&reading.genotype, Percent::Exact).text, text);
    }
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

fn copies(unit: &cover::Unit) -> usize {
    if unit.pair.a() == unit.pair.b() { 2 } else { 1 }
}

fn needs(combo: &crate::catalogue::Combo) -> Option<Vec<(LocusId, Pair)>> {
    Some(combo.needs()?.iter().map(|need| (need.locus, need.pair)).collect())
}

/// The best that any set of combos reaches: most copies, then fewest names over all.
fn best_of_all(taxon: &Taxon, units: &[cover::Unit]) -> (usize, i64) {
    let usable = taxon.combos.iter().filter(|combo| combo.readings.len() == 1 && combo.tags.is_empty());
    let place = |unit: &cover::Unit| units.iter().position(|own| own == unit);
    let masks: Vec<Vec<usize>> =
        usable.filter_map(|combo| cover::units(&needs(combo)?).iter().map(place).collect()).collect();
    assert!(masks.len() < 20);
    let mut best = (0, i64::MIN);
    'sets: for set in 0..1_u32 << masks.len() {
        let mut used = vec![false; units.len()];
        for (_, mask) in masks.iter().enumerate().filter(|(at, _)| (set >> at) & 1 == 1) {
            for &unit in mask {
                if std::mem::replace(&mut used[unit], true) {
                    continue 'sets;
                }
            }
        }
        let said = units.iter().zip(&used).filter(|(_, used)| **used).map(|(unit, _)| copies(unit)).sum();
        let alone = used.iter().filter(|used| !**used).count();
        let names = i64::from(set.count_ones()) + i64::try_from(alone).unwrap();
        best = best.max((said, -names));
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// No other set of registered names says more copies, or as many with fewer names.
    #[test]
    fn no_set_of_combos_does_better(picks in prop::collection::vec(any::<u16>(), 1..5)) {
        let taxon = catalogue().taxon("ball python").unwrap();
        let mut shown: Vec<(LocusId, Pair)> = Vec::new();
        let whole: Vec<_> = taxon.combos.iter().filter_map(needs).collect();
        for pick in picks {
            for &(locus, pair) in &whole[usize::from(pick) % whole.len()] {
                if !shown.iter().any(|own| own.0 == locus) {
                    shown.push((locus, pair));
                }
            }
        }
        let units = cover::units(&shown);
        let chosen = cover::cover(taxon, &units, |_| true);
        let (mut left, mut said) = (units.clone(), 0);
        for combo in &chosen {
            for unit in cover::units(&needs(&taxon.combos[*combo]).unwrap()) {
                let place = left.iter().position(|own| *own == unit);
                prop_assert!(place.is_some(), "a copy is used twice");
                left.remove(place.unwrap());
                said += copies(&unit);
            }
        }
        let names = i64::try_from(chosen.len() + left.len()).unwrap();
        prop_assert_eq!((said, -names), best_of_all(taxon, &units));
    }
}

#[test]
fn sixty_genes_are_named_at_once() {
    let taxon = catalogue().taxon("ball python").unwrap();
    let mut genotype = Genotype::default();
    for (id, locus) in taxon.loci() {
        let pair = locus.ids().nth(1).map_or(Pair::het(AlleleId(1)), |second| Pair::new(AlleleId(1), second));
        genotype.loci.insert(id, Dist::certain(pair));
    }
    assert!(genotype.loci.len() >= 50);
    let start = std::time::Instant::now();
    let name = Lexicon::new(taxon).name(&genotype, Percent::Hobby);
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
    assert!(name.unsaid.is_empty());
}
