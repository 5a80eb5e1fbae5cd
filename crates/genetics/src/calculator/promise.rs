//! How far a mate's genes go towards a wish, from which genes it has and how: thousands are put in order by this before some of them are
//! reckoned with.

use super::{Calculator, Goal, Parent};
use crate::{catalogue::Inheritance, genotype::Number as _};
use repti_model::genotype::GeneKind;

/// What a wish asks, gene by gene, and what one parent brings of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise(Vec<Gene>);

#[derive(Debug, Clone, PartialEq)]
struct Gene {
    slug: String,
    /// That the young needs.
    copies: u8,
    /// Chance that an egg has it from the parent that is known.
    own: f64,
    /// Chance that an egg has it from a mate that shows it.
    shown: f64,
}

/// What a mate promises: greater is better, and the first number counts first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Promised {
    /// Chance of an egg that fits, as if genes didn't depend on each other; nobody is taken to show more copies than can be seen.
    pub fits: f64,
    /// How many of the wish's genes an egg has from the mate, in the mean. Where none can fit yet, it is a beginning.
    pub brings: f64,
}

impl Calculator<'_> {
    /// For the mates of one parent. Without a parent that can be read, by the mate's genes alone.
    #[must_use]
    pub fn promise(&self, own: Option<&Parent>, goal: &Goal) -> Promise {
        let genes = goal.copies.iter().filter_map(|&(id, allele, copies)| {
            let locus = self.taxon.locus(id)?;
            let recessive = locus.inheritance(allele) == Some(Inheritance::Recessive);
            let dist = own.and_then(|own| own.genotype.loci.get(&id));
            let own = dist.map_or(0.0, |dist| {
                dist.entries().iter().map(|(pair, p)| f64::from(pair.copies(allele)) / 2.0 * p.to_f64()).sum()
            });
            let slug = locus.allele(allele)?.slug.clone();
            Some(Gene { slug, copies, own, shown: if recessive { 1.0 } else { 0.5 } })
        });
        Promise(genes.collect())
    }
}

impl Promise {
    /// The wish's genes: of others nothing is asked.
    pub fn genes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|gene| gene.slug.as_str())
    }

    /// What a mate with these genes promises: each by its slug, with how the mate has it and how likely, in per cent.
    #[must_use]
    pub fn of<'a>(&self, genes: impl Iterator<Item = (&'a str, GeneKind, u8)> + Clone) -> Promised {
        let mut promised = Promised { fits: 1.0, brings: 0.0 };
        for wanted in &self.0 {
            let its = genes.clone().find(|gene| gene.0 == wanted.slug).map_or(0.0, |(_, kind, percent)| match kind {
                GeneKind::Visual => wanted.shown,
                GeneKind::Het => 0.5,
                GeneKind::Possible => f64::from(percent) / 200.0,
            });
            promised.brings += its;
            promised.fits *= if wanted.copies > 1 { wanted.own * its } else { 1.0 - (1.0 - wanted.own) * (1.0 - its) };
        }
        promised
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{claims::carried, cross::Sex};

    /// What is foretold of a pairing, and what it is when it is reckoned.
    fn both(goal: &str, sire: &str, dam: &str) -> (Promised, f64) {
        let calculator = Calculator::seeded("ball-python").unwrap();
        let goal = calculator.goal(goal).unwrap();
        let own = calculator.parent(sire, Sex::Male).unwrap();
        let promise = calculator.promise(Some(&own), &goal);
        let kept = carried(calculator, &[], dam, Some(Sex::Female));
        let promised = promise.of(kept.iter().map(|(gene, carried)| (gene.as_str(), carried.kind, carried.percent)));
        let mate = calculator.parent(dam, Sex::Female).unwrap();
        (promised, calculator.prospect(&own, &mate, Some(&goal), 0).unwrap().per_egg.p)
    }

    #[test]
    fn what_is_foretold_is_what_comes_out_where_genes_are_simple() {
        for (goal, sire, dam) in [
            ("Clown", "het Clown", "Clown"),
            ("Clown", "het Clown", "het Clown"),
            ("Clown", "Clown", "Pastel"),
            ("het Clown", "Normal", "Clown"),
            ("het Clown", "het Clown", "het Clown"),
            ("Clown Pied", "Clown het Pied", "Pied het Clown"),
            ("Pastel", "Normal", "Pastel"),
            ("Pastel Clown", "Super Pastel het Clown", "Clown"),
        ] {
            let (promised, reckoned) = both(goal, sire, dam);
            assert!((promised.fits - reckoned).abs() < 1e-12, "{goal} of {sire} and {dam}: {promised:?}, {reckoned}");
        }
        // Price lists round down: 66 is two thirds.
        let (promised, reckoned) = both("Clown", "het Clown", "66% het Clown");
        assert!((promised.fits - reckoned).abs() < 0.01, "{promised:?}");
    }

    #[test]
    fn who_brings_a_gene_is_before_who_brings_none_though_neither_fits_yet() {
        let order = ["Clown", "het Clown", "66% het Clown", "50% het Clown", "Pastel"];
        let promised = order.map(|dam| both("Clown", "Pied", dam).0);
        assert!(promised.iter().all(|one| one.fits == 0.0));
        assert!(promised.array_windows().all(|[left, right]| left > right), "{promised:?}");
    }

    #[test]
    fn without_a_parent_the_mates_own_genes_count() {
        let calculator = Calculator::seeded("ball-python").unwrap();
        let goal = calculator.goal("Clown Pastel").unwrap();
        let promise = calculator.promise(None, &goal);
        assert_eq!(promise.genes().count(), 2);
        let of = |gene, kind| promise.of([(gene, kind, 100)].into_iter());
        let gene = promise.genes().find(|gene| gene.contains("clown")).unwrap();
        assert!(of(gene, GeneKind::Visual) > of(gene, GeneKind::Het));
        assert_eq!(of("pied", GeneKind::Visual), Promised { fits: 0.0, brings: 0.0 });
    }
}
