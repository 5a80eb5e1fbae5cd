//! What holds of all claims.

use super::*;
use proptest::prelude::*;

/// Some genes of a ball python with copies and chances, each once.
fn claims() -> impl Strategy<Value = Vec<ClaimedGene>> {
    let genes = prop::sample::subsequence(
        vec!["clown", "pied", "pastel", "spider", "enchi", "lesser", "mojave", "albino", "banana", "ghost"],
        0..6,
    );
    let how = prop::collection::vec((0_u8..=2, 1_i32..=4), 6);
    (genes, how).prop_map(|(genes, how)| {
        let claim = |(gene, (copies, part)): (&str, (u8, i32))| {
            let slug = if find(python().taxon(), gene).is_some() { gene } else { "clown" };
            ClaimedGene {
                gene: slug.to_owned(),
                copies: Some(copies),
                chance: Chance::new(part, 4).unwrap(),
                carried_on: None,
            }
        };
        let mut all: Vec<ClaimedGene> = genes.into_iter().zip(how).map(claim).collect();
        all.dedup_by(|a, b| a.gene == b.gene);
        all
    })
}

proptest! {
    #[test]
    fn the_order_of_claims_says_nothing(mut claims in claims(), turn in 0_usize..6) {
        let taxon = python().taxon();
        let before = genotype(taxon, &claims, None).0;
        let by = turn.min(claims.len());
        claims.rotate_left(by);
        claims.reverse();
        prop_assert_eq!(before, genotype(taxon, &claims, None).0);
    }

    /// What may be recorded comes to a genotype in which each claimed gene is as likely as was claimed.
    #[test]
    fn what_may_be_recorded_is_kept_whole(claims in claims()) {
        let taxon = python().taxon();
        prop_assume!(check(taxon, &[], &claims, None).is_empty());
        let (genotype, clashes) = genotype(taxon, &claims, None);
        prop_assert!(clashes.is_empty());
        for claim in &claims {
            let Some(Entry::Allele(locus, allele, _)) = find(taxon, &claim.gene) else { continue };
            let p = genotype.at(locus).to_f64().probability(|pair| pair.copies(allele) >= claim.copies.unwrap().max(1));
            let wanted = if claim.copies == Some(0) { 0.0 } else { claim.chance.value() };
            prop_assert!((p - wanted).abs() < 1e-12, "{:?}: {p}", claim);
        }
    }

    #[test]
    fn no_text_makes_claims_that_cannot_be_recorded(text in "(het |66% het |super |)(clown|pastel|pied|lesser|mojave|spider|banana|albino|ghost|x)( het (clown|pied|ghost))?( [a-z%0-9]{0,6})?") {
        let read = read(python(), &text, None);
        let claims: Vec<ClaimedGene> = read.genes.iter().map(|gene| gene.claimed.clone()).collect();
        let refused = check(python().taxon(), &[], &claims, None);
        prop_assert!(refused.is_empty(), "{text}: {refused:?}");
        prop_assert_eq!(read.is_sound(), !claims.is_empty());
    }
}
