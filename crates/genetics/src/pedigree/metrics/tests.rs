use super::*;
use crate::pedigree::UNKNOWN as U;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// A, B, E; C and D of A × B; F and G of D × E (Lacy 1989, figure 1).
fn lacy() -> Pedigree {
    Pedigree::new(&[U, U, U, 0, 0, 4, 4], &[U, U, U, 1, 1, 2, 2]).unwrap()
}

#[test]
fn lacys_own_pedigree_tells_the_definitions_apart() {
    let kinship = Kinship::of(lacy()).unwrap();
    let reference = descendants(kinship.pedigree());
    assert_eq!(reference, [3, 4, 5, 6]);
    let fe = founder_equivalents(kinship.pedigree(), &reference).unwrap();
    assert!(near(fe.with_phantoms, 32.0 / 11.0) && near(fe.recorded_only, 32.0 / 11.0) && fe.founders == 3);
    let genomes = founder_genomes(kinship.pedigree(), &reference, RetentionOptions::default()).unwrap();
    assert!(genomes.exact && near(genomes.founder_genomes, 24.0 / 11.0) && near(genomes.surviving, 2.25));
    let diversity = diversity(&kinship, &reference).unwrap();
    assert!(near(diversity.founder_genome_equivalents, 16.0 / 9.0) && near(diversity.gene_diversity, 1.0 - 9.0 / 32.0));
}

#[test]
fn one_animal_alone_is_one_genome() {
    // With one animal as reference FG is 1 whoever its founders are, if none of them meet: each gene is there once.
    let pedigree = Pedigree::new(&[U, U, 0, 2], &[U, U, 1, U]).unwrap();
    for animal in [2, 3] {
        let genomes = founder_genomes(&pedigree, &[animal], RetentionOptions::default()).unwrap();
        assert!(near(genomes.founder_genomes, 1.0), "{genomes:?}");
    }
}

#[test]
fn greedy_ancestors_explain_everything_and_ties_go_to_the_first() {
    let pedigree = lacy();
    let fa = effective_ancestors(&pedigree, &descendants(&pedigree), 1_000_000).unwrap();
    assert!(fa.exact && near(fa.explained, 1.0) && near(fa.least, fa.most));
    // D gave half of F and G and is itself a quarter: 1/4 + 1/4; then E, then A and B by C alone: C.
    let chosen: Vec<(u32, f64)> = fa.ancestors.iter().map(|ancestor| (ancestor.animal, ancestor.marginal)).collect();
    assert_eq!(chosen, [(4, 0.5), (2, 0.25), (3, 0.25)]);
    assert!(near(fa.least, 1.0 / 0.375));
    let cut = effective_ancestors(&pedigree, &descendants(&pedigree), 1).unwrap();
    assert!(!cut.exact && cut.ancestors.len() == 1 && cut.least < fa.least && cut.most > cut.least);
}

#[test]
fn phantom_founders_by_both_rules() {
    // One parent known: half of the genes are from founder 0, half from nobody recorded.
    let pedigree = Pedigree::new(&[U, 0], &[U, U]).unwrap();
    let fe = founder_equivalents(&pedigree, &[1]).unwrap();
    assert!(near(fe.with_phantoms, 2.0) && near(fe.recorded_only, 1.0) && near(fe.from_founders, 0.5));
    assert_eq!((fe.founders, fe.phantom_founders), (1, 1));
}

#[test]
fn completeness_and_loss_of_full_sibs_young() {
    // 4 = young of the full sibs 2 and 3; 5 = its young with an unknown mate.
    let pedigree = Pedigree::new(&[U, U, 0, 0, 2, 4], &[U, U, 1, 1, 3, U]).unwrap();
    let table = depth_of_all(&pedigree, 3);
    let depth = table.of(4).unwrap();
    assert_eq!((depth.generations, depth.known.as_slice()), (2, &[2.0, 4.0, 0.0][..]));
    assert!(near(depth.equivalent_complete, 2.0) && near(depth.completeness[2], 6.0 / 14.0));
    assert!(near(table.of(5).unwrap().equivalent_complete, 1.5));
    let mean = table.mean(&[4, 5]).unwrap();
    assert!(near(mean.equivalent_complete, 1.75) && mean.generations == 3);
    assert!(table.mean(&[]).is_none() && table.of(6).is_none());
    let loss = ancestor_loss(&pedigree, 4, 10).unwrap();
    assert_eq!(loss.len(), 2);
    assert!(
        near(loss[1].loss_coefficient, 4.0 / 6.0)
            && near(loss[1].completeness, 1.0)
            && near(loss[0].loss_coefficient, 1.0)
    );
    assert!(ancestor_loss(&pedigree, 9, 1).is_err());
}

#[test]
fn no_reference_is_an_error() {
    let kinship = Kinship::of(lacy()).unwrap();
    assert_eq!(diversity(&kinship, &[]), Err(PedigreeError::EmptyReference));
    assert!(founder_equivalents(kinship.pedigree(), &[]).is_err());
    assert!(effective_ancestors(kinship.pedigree(), &[99], 10).is_err());
    assert_eq!(without_young(kinship.pedigree()), [3, 5, 6]);
}
