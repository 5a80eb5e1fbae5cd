//! Sampled answers against exact ones.

use crate::evidence::{random::Random, *};

#[test]
fn a_sampled_answer_lies_where_its_error_says() {
    let random = &mut Random::new(7);
    let narrow = Limits { table: 12, sampling: 1 << 23, ..Limits::default() };
    let (mut sampled, mut beyond) = (0, 0);
    for _ in 0..3 {
        let pedigree = super::colony(8, 80, 2, random);
        let query = Query { animals: (0..80).collect(), pairs: vec![(0, 1), (12, 13)], ..Query::default() };
        let exact = posterior(&pedigree, &query, &Limits::default()).expect("an answer");
        let rough = posterior(&pedigree, &query, &narrow).expect("an answer");
        assert!(exact.animals.iter().all(|figure| figure.method == Method::Exact));
        let animals = exact.animals.iter().zip(&rough.animals);
        let animals = animals.flat_map(|(exact, rough)| {
            exact.chances.iter().zip(&rough.chances).map(|(exact, rough)| (exact.1, rough.1, 0.0)).chain([(
                0.0,
                0.0,
                error(rough.method),
            )])
        });
        let mut worst: f64 = 0.0;
        let mut figures = Vec::new();
        for (exact, rough, error) in animals {
            if error == 0.0 {
                worst = worst.max((exact - rough).abs());
            } else {
                figures.push((worst, error));
                worst = 0.0;
            }
        }
        for (exact, rough) in exact.pairs.iter().zip(&rough.pairs) {
            for (one, other) in exact.chances.iter().zip(&rough.chances) {
                assert_eq!(one.0, other.0);
                assert!((one.1 - other.1).abs() < 0.03, "{one:?} {other:?}");
            }
        }
        for (difference, error) in figures {
            sampled += 1;
            beyond += usize::from(difference > 4.0 * error + 1e-9);
            assert!(difference < 0.1 && error < 0.2, "{difference} {error}");
        }
        let again = posterior(&pedigree, &query, &narrow).expect("an answer");
        assert_eq!(rough, again, "the same seed gives the same answer");
    }
    assert!(sampled > 30 && beyond * 50 <= sampled, "{beyond} of {sampled} are further off than four standard errors");
}

fn error(method: Method) -> f64 {
    match method {
        Method::Sampled { standard_error, .. } => standard_error.max(1e-12),
        Method::Exact => 0.0,
    }
}
