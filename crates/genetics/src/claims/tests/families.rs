//! Families whose answers are known by hand.

use super::*;
use repti_model::genotype::ClaimBasis::{self, BreedingOdds, Dna, SellerStated, TestBred, Visual};

/// A member in short: parents by their places, claims by text.
fn member(parents: Option<(usize, usize)>, text: &str, basis: ClaimBasis) -> Member {
    let genes = read(python(), text, None).genes;
    Member {
        sires: parents.iter().map(|parents| (parents.0, 1.0)).collect(),
        dams: parents.iter().map(|parents| (parents.1, 1.0)).collect(),
        claims: genes.into_iter().map(|gene| (gene.claimed, basis)).collect(),
        ..Member::default()
    }
}

fn plain() -> Member {
    member(None, "Enchi", Visual)
}

fn ask(members: &[Member]) -> FamilyOdds {
    odds(python(), members, &|at| format!("animal {at}"))
}

/// The line of a gene: its words, and what it rests on.
fn line<'o>(odds: &'o FamilyOdds, name: &str) -> &'o LocusOdds {
    odds.genes.iter().find(|gene| gene.name == name).unwrap_or_else(|| panic!("{odds:?}"))
}

#[test]
fn two_hets_give_two_thirds_of_what_does_not_show() {
    let odds = ask(&[
        member(Some((1, 2)), "Enchi", Visual),
        member(None, "het Clown", SellerStated),
        member(None, "Enchi het Clown", TestBred),
    ]);
    let clown = line(&odds, "Clown");
    assert_eq!((clown.words.as_str(), clown.fraction.as_deref()), ("66% het Clown", Some("2/3")));
    let on: Vec<usize> = clown.because.iter().flat_map(|because| because.members.clone()).collect();
    assert!(on.contains(&1) && on.contains(&2), "{on:?}");
    assert!(clown.because.iter().any(|because| because.said == "het Clown (proven by breeding)"));
    assert!(!clown.assumed && clown.claimed.is_none() && odds.questions.is_empty());
}

#[test]
fn a_word_about_a_young_moves_nothing_where_its_parents_are_told_of() {
    let parents = [member(None, "het Clown", SellerStated), plain()];
    let of = |text: &str| {
        let own = member(Some((1, 2)), text, SellerStated);
        ask(&[&[own][..], &parents].concat())
    };
    let said = of("het Clown");
    let clown = line(&said, "Clown");
    assert_eq!((clown.words.as_str(), clown.claimed.as_deref()), ("50% het Clown", Some("het Clown")));
    assert_eq!(line(&of("Enchi"), "Clown").words, "50% het Clown");
}

#[test]
fn one_visual_young_proves_a_parent() {
    let odds = ask(&[
        member(None, "66% het Clown", BreedingOdds),
        member(None, "Clown", Visual),
        member(Some((0, 1)), "Clown", Visual),
    ]);
    let clown = line(&odds, "Clown");
    assert_eq!((clown.words.as_str(), clown.carries), ("het Clown", 1.0));
    assert!(clown.because.iter().any(|because| because.members == [2]));
}

#[test]
fn young_that_do_not_show_it_speak_against() {
    let mut family = vec![member(None, "66% het Clown", BreedingOdds), member(None, "Enchi Clown", Visual)];
    family.extend((0..3).map(|_| member(Some((0, 1)), "Enchi", Visual)));
    let odds = ask(&family);
    // p·2⁻ⁿ / (p·2⁻ⁿ + 1 − p) = (2/3 · 1/8) / (1/12 + 1/3) = 1/5.
    assert_eq!(line(&odds, "Clown").fraction.as_deref(), Some("1/5"));
    assert!(line(&odds, "Clown").because.iter().any(|because| because.members == [2, 3, 4]));
}

#[test]
fn a_visual_of_parents_without_a_claim_is_a_question_about_them() {
    let odds = ask(&[member(Some((1, 2)), "Clown", Visual), plain(), plain(), member(Some((1, 2)), "Clown", Visual)]);
    let [question] = odds.questions.as_slice() else { panic!("{odds:?}") };
    assert_eq!((question.impossible, question.members.as_slice()), (false, &[0, 1, 2][..]));
    assert!(question.message.contains("animal 1 and animal 2 both carry Clown"), "{}", question.message);
    // And on the page of the sire it is a figure.
    let sire = ask(&[plain(), plain(), member(Some((0, 1)), "Clown", Visual)]);
    let clown = line(&sire, "Clown");
    assert!(clown.assumed && clown.carries == 1.0 && clown.words == "het Clown", "{clown:?}");
}

#[test]
fn what_cannot_be_is_asked_with_the_names() {
    // Of two visuals every young shows it.
    let odds = ask(&[
        member(Some((1, 2)), "Enchi", Visual),
        member(None, "Clown", Visual),
        member(None, "Enchi Clown", Visual),
    ]);
    let [question] = odds.questions.as_slice() else { panic!("{odds:?}") };
    assert!(question.impossible && question.members == [0, 1, 2], "{question:?}");
    assert!(question.message.contains("animal 1: Clown (seen on the animal)"), "{}", question.message);
    // It shows what neither parent shows.
    let odds = ask(&[member(Some((1, 2)), "Pastel", Visual), plain(), plain()]);
    let [question] = odds.questions.as_slice() else { panic!("{odds:?}") };
    assert!(question.impossible && question.message.contains("animal 1: nothing of it is recorded"), "{question:?}");
    // A test of the dam, and a young that shows it.
    let none = Member { claims: vec![(ClaimedGene::certain("clown", 0), Dna)], ..Member::default() };
    let odds = ask(&[member(Some((1, 2)), "Clown", Visual), member(None, "Clown", Visual), none]);
    let [question] = odds.questions.as_slice() else { panic!("{odds:?}") };
    assert!(question.impossible && question.message.contains("no Clown (DNA test)"), "{question:?}");
}

#[test]
fn what_is_seen_and_what_nobody_else_has_makes_no_line() {
    assert_eq!(ask(&[member(None, "het Clown", SellerStated)]), FamilyOdds::default());
    assert_eq!(ask(&[]), FamilyOdds::default());
    let odds =
        ask(&[member(Some((1, 2)), "Clown", Visual), member(None, "Clown", Visual), member(None, "het Clown", Dna)]);
    assert!(odds.genes.is_empty() && odds.questions.is_empty(), "{odds:?}");
}

#[test]
fn an_animal_of_which_nothing_is_recorded_may_show_anything() {
    let odds = ask(&[
        Member { claims: Vec::new(), ..member(Some((1, 2)), "", Visual) },
        member(None, "het Clown", SellerStated),
        member(None, "het Clown", SellerStated),
    ]);
    let clown = line(&odds, "Clown");
    assert_eq!((clown.words.as_str(), clown.carries), ("50% het Clown, 25% Clown", 0.75));
}

#[test]
fn several_candidates_count_by_their_chances() {
    let mut own = member(None, "Enchi", Visual);
    own.sires = vec![(1, 0.5), (2, 0.5)];
    own.dams = vec![(3, 1.0)];
    let odds = ask(&[own, member(None, "het Clown", SellerStated), plain(), plain()]);
    assert_eq!(line(&odds, "Clown").fraction.as_deref(), Some("1/4"));
}

#[test]
fn the_order_of_the_family_says_nothing() {
    let family = [
        member(Some((1, 2)), "het Pied", Visual),
        member(Some((3, 4)), "66% het Clown", BreedingOdds),
        member(None, "Clown", Visual),
        member(None, "het Clown", SellerStated),
        member(None, "het Clown", SellerStated),
    ];
    let mut turned =
        vec![family[0].clone(), family[4].clone(), family[3].clone(), family[2].clone(), family[1].clone()];
    // 1 ↔ 4 and 2 ↔ 3.
    for member in &mut turned {
        for candidate in member.sires.iter_mut().chain(&mut member.dams) {
            candidate.0 = [0, 4, 3, 2, 1][candidate.0];
        }
    }
    let (one, other) = (ask(&family), ask(&turned));
    assert!((line(&one, "Clown").carries - line(&other, "Clown").carries).abs() < 1e-12);
    assert_eq!(line(&one, "Clown").words, line(&other, "Clown").words);
}

#[test]
fn a_large_tangled_family_is_answered_or_refused_in_bounded_time() {
    let mut family = vec![member(Some((1, 2)), "Pastel", Visual)];
    for at in 1..300_usize {
        let parents = (at + 7 < 300).then(|| (at + 3 + at % 3, at + 6 + at % 2));
        family.push(member(parents, if at % 5 == 0 { "66% het Clown" } else { "Pastel" }, BreedingOdds));
    }
    let odds = ask(&family);
    assert!(odds.genes.len() + odds.questions.len() + odds.refused.len() <= 4, "{odds:?}");
}
