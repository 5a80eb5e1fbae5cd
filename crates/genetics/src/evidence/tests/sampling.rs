//! Sampled answers against exact ones.

use crate::{evidence::*, random::Random};

#[test]
fn a_sampled_answer_lies_where_its_error_says() {
    let random = &mut Random::new(7);
    // Far narrower than need be, so that the same question has an exact answer and a sampled one.
    let narrow = Limits { table: 12, sampling: 1 << 23, ..Limits::default() };
    let (mut sampled, mut beyond) = (0, 0);
    for _ in 0..3 {
        let pedigree = super::colony(8, 80, 2, random);
        let query = Query { animals: (0..80).collect(), pairs: vec![(0, 1), (12, 13)], ..Query::default() };
        let exact = posterior(&pedigree, &query, &Limits::default()).expect("an answer");
        let rough = posterior(&pedigree, &query, &narrow).expect("an answer");
        for (exact, rough) in exact.animals.iter().zip(&rough.animals) {
            assert_eq!(exact.method, Method::Exact);
            let Method::Sampled { standard_error, .. } = rough.method else { continue };
            let apart = exact.chances.iter().zip(&rough.chances).map(|(exact, rough)| (exact.1 - rough.1).abs());
            let apart = apart.fold(0.0, f64::max);
            sampled += 1;
            beyond += usize::from(apart > 4.0 * standard_error + 1e-9);
            assert!(apart < 0.1 && standard_error > 0.0 && standard_error < 0.1, "{apart} {standard_error}");
        }
        for (exact, rough) in exact.pairs.iter().zip(&rough.pairs) {
            for (exact, rough) in exact.chances.iter().zip(&rough.chances) {
                assert_eq!(exact.0, rough.0);
                assert!((exact.1 - rough.1).abs() < 0.1, "{exact:?} {rough:?}");
            }
        }
        let again = posterior(&pedigree, &query, &narrow).expect("an answer");
        assert_eq!(rough, again, "the same seed gives the same answer");
    }
    assert!(sampled > 60 && beyond * 50 <= sampled, "{beyond} of {sampled} are further off than four standard errors");
}
