//! Whose turn it is to have something reckoned about the record: mates, odds by relatives and an animal's own ancestry share a person's seats with
//! all else, and nobody else's.

use crate::support::World;
use repti_animal::{AnimalError, Animals};
use repti_db::{Db, DbOptions};
use repti_model::{
    Actor, AnimalId, ErrorCode, Problem,
    animal::{ParentSide, Sex, Visibility},
    genotype::ClaimBasis,
    mates::MateQuery,
};
use std::{
    pin::Pin,
    task::{Context, Waker},
};

/// As many computations of one person are let in.
const EACH: usize = 12;

type Waiting = Pin<Box<dyn Future<Output = ()>>>;

/// Takes all of a person's seats for as long as what it gives is kept: let in, and never looked at again. From a pool of their own, for they keep
/// whatever they wait for.
fn seated(world: &World, actor: &Actor, id: AnimalId) -> Vec<Waiting> {
    let db = Db::open(&DbOptions { max_connections: 40, ..DbOptions::new(&world.test.url) }).expect("the test's URL");
    let animals = Animals::new(db, world.objects.clone());
    let one = |_| {
        let (animals, actor) = (animals.clone(), actor.clone());
        let mut one: Waiting = Box::pin(async move { drop(animals.mates(&actor, id, &MateQuery::default()).await) });
        assert!(one.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending(), "answered at once");
        one
    };
    (0..EACH).map(one).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, AnimalError>) {
    let problem = Problem::from(found.expect_err("no seat is left"));
    assert_eq!((problem.code, problem.retry_after), (ErrorCode::RateLimited, Some(2)));
    assert!(problem.detail.starts_with("12 of your computations are here"), "{}", problem.detail);
}

#[tokio::test]
async fn who_has_all_their_seats_is_refused_and_what_is_stored_waits_for_nobody() {
    let world = World::new().await;
    let (animals, north) = (&world.animals, &world.north);
    let sire = world.named(north, "Sire", Sex::Male).await;
    let young = world.seen(north, "Young", Sex::Female, Visibility::Public).await;
    world.parent(north, young, sire, ParentSide::Sire).await.unwrap();
    world.claim_genes(north, sire, "het Clown", ClaimBasis::TestBred).await;
    let silent = world.named(north, "Silent", Sex::Female).await;
    let theirs = world.named(&world.south, "Theirs", Sex::Male).await;

    let all = seated(&world, north, sire);
    refused(animals.mates(north, sire, &MateQuery::default()).await);
    refused(animals.ancestry(north, young).await);
    refused(animals.shown_ancestry(north, young).await);
    refused(animals.genotype_odds(north, young).await);
    // Where nothing is claimed, nothing is reckoned.
    assert!(animals.genotype_odds(north, silent).await.unwrap().genes.is_empty());
    // Neither another person nor the public waits for North.
    animals.mates(&world.south, theirs, &MateQuery::default()).await.unwrap();
    animals.ancestry(&world.south, theirs).await.unwrap();
    assert_eq!(animals.public_ancestry(young).await.unwrap().ancestors, 0, "the sire is private");
    // What is stored is shown to North, too.
    animals.reckon_coefficients(&repti_animal::CoefficientRun::default()).await.unwrap();
    let (shown, since) = animals.shown_ancestry(north, young).await.unwrap();
    assert_eq!((shown.ancestors, since.is_some()), (1, true));

    drop(all);
    assert_eq!(animals.ancestry(north, young).await.unwrap(), shown);
    assert_eq!(animals.genotype_odds(north, young).await.unwrap().relatives, 1);
    assert_eq!(animals.mates(north, sire, &MateQuery::default()).await.unwrap().mates.len(), 2);
}
