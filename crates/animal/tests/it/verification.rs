//! Verification of parents across vivariums: who may what, what everybody sees, and that nothing is rewritten.

mod disputes;
mod fences;

use crate::support::{World, code, message, third, with_role};
use repti_animal::AnimalError;
use repti_db::Scope;
use repti_model::{
    Actor, AnimalId, ErrorCode, ParentLinkId, Role,
    animal::{ParentBasis, ParentSide, Sex, Visibility},
    lineage::{
        ClaimPatch, NewParent, Shown, VerificationCase, VerificationForm, VerificationParty, VerificationState,
        VerificationStep, VerificationWay,
    },
};

/// A claim of north on an animal of south.
pub struct Claim {
    pub child: AnimalId,
    pub parent: AnimalId,
    pub link: ParentLinkId,
}

impl World {
    /// A young animal of north, private, whose sire is said to be a public one of south.
    pub async fn claim(&self, name: &str) -> Claim {
        let child = self.seen(&self.north, &format!("{name} young"), Sex::Female, Visibility::Private).await;
        let parent = self.seen(&self.south, &format!("{name} sire"), Sex::Male, Visibility::Public).await;
        let new = NewParent::existing(parent, ParentSide::Sire);
        let link = self.animals.add_parent(&self.north, child, &new).await.expect("a claim").claim.id;
        Claim { child, parent, link }
    }

    /// Takes a step.
    pub async fn step(
        &self,
        actor: &Actor,
        link: ParentLinkId,
        step: VerificationStep,
    ) -> Result<VerificationCase, AnimalError> {
        let form = VerificationForm { step, message: "Because I was there.".to_owned() };
        self.animals.verify_claim(actor, link, &form).await
    }

    /// A claim that south has confirmed.
    pub async fn confirmed(&self, name: &str) -> Claim {
        let claim = self.claim(name).await;
        self.step(&self.north, claim.link, VerificationStep::Requested).await.expect("asked");
        self.step(&self.south, claim.link, VerificationStep::Confirmed).await.expect("confirmed");
        claim
    }
}

#[tokio::test]
async fn a_request_is_confirmed_and_every_pedigree_says_so() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let claim = world.claim("Kiwi").await;
    let before = animals.verifications_of(north, claim.child).await.unwrap().pop().unwrap();
    assert_eq!((before.state, before.way), (VerificationState::Unverified, VerificationWay::OtherBreeder));
    assert_eq!(before.open(), [VerificationStep::Requested]);

    let sent = world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    assert_eq!((sent.state, sent.mine), (VerificationState::Requested, VerificationParty::Child));
    assert_eq!(sent.other, None, "who is asked shows by their public page, or by answering");
    assert_eq!(sent.open(), [VerificationStep::Withdrawn]);
    assert_eq!(animals.verifications_waiting(south).await.unwrap(), 1);
    assert_eq!(animals.verifications_waiting(north).await.unwrap(), 0);
    // The one who is asked sees the young animal, though it is private, and who asks; a pedigree tells no request.
    let asked = animals.verifications(south).await.unwrap().asked.pop().unwrap();
    assert_eq!(
        (asked.child.name.as_str(), asked.child.shown, asked.child.id),
        ("Kiwi young", Shown::LineageOnly, None)
    );
    assert_eq!((asked.other.as_deref(), asked.mine), (Some("Vivarium north"), VerificationParty::Parent));
    assert_eq!(asked.steps[0].by.as_deref(), Some("Vivarium north"), "of the other side the vivarium, not the person");
    assert_eq!(asked.open(), [VerificationStep::Confirmed, VerificationStep::Declined]);
    assert_eq!(
        animals.pedigree(north, claim.child, 1).await.unwrap().sires[0].verification,
        VerificationState::Unverified
    );

    let done = world.step(south, claim.link, VerificationStep::Confirmed).await.unwrap();
    assert_eq!(
        (done.state, done.said.basis()),
        (VerificationState::Verified, ParentBasis::ConfirmedByOtherBreeder.label())
    );
    let mine = animals.verifications(north).await.unwrap().done.pop().unwrap();
    assert_eq!((mine.state, mine.other.as_deref()), (VerificationState::Verified, Some("Vivarium south")));
    let by: Vec<_> = mine.steps.iter().map(|entry| entry.by.as_deref()).collect();
    assert_eq!(by, [Some("Keeper of north"), Some("Vivarium south")]);
    world.sql("UPDATE animal.animal SET visibility = 'public' WHERE name = 'Kiwi young'").await;
    for tree in
        [animals.pedigree(north, claim.child, 1).await.unwrap(), animals.public_pedigree(claim.child, 1).await.unwrap()]
    {
        let sire = &tree.sires[0];
        assert_eq!(
            (sire.verification, sire.basis),
            (VerificationState::Verified, ParentBasis::ConfirmedByOtherBreeder)
        );
    }
}

#[tokio::test]
async fn a_declined_claim_stays_declared_and_says_that_it_was_declined() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let claim = world.claim("Fig").await;
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    let short = VerificationForm { step: VerificationStep::Declined, message: " no ".to_owned() };
    assert_eq!(code(world.animals.verify_claim(south, claim.link, &short).await), ErrorCode::Invalid);
    let done = world.step(south, claim.link, VerificationStep::Declined).await.unwrap();
    assert_eq!((done.state, done.said.basis()), (VerificationState::Declined, ParentBasis::Declared.label()));
    let sire = world.animals.pedigree(north, claim.child, 1).await.unwrap().sires[0].clone();
    assert_eq!((sire.verification, sire.basis), (VerificationState::Declined, ParentBasis::Declared));
    // A no is the end of this claim, and of the same one recorded again for a while.
    assert_eq!(code(world.step(north, claim.link, VerificationStep::Requested).await), ErrorCode::Conflict);
    world.animals.retract_parent(north, claim.link).await.unwrap();
    assert!(
        world.animals.verifications(south).await.unwrap().done.is_empty(),
        "a claim that was taken back waits for nobody"
    );
    let again = NewParent::existing(claim.parent, ParentSide::Sire);
    let again = world.animals.add_parent(north, claim.child, &again).await.unwrap().claim.id;
    assert!(message(world.step(north, again, VerificationStep::Requested).await).contains("declined this same claim"));
    world.sql("ALTER TABLE animal.verification DISABLE TRIGGER fence; UPDATE animal.verification SET changed_at = now() - interval '31 days'").await;
    world.step(north, again, VerificationStep::Requested).await.unwrap();
}

#[tokio::test]
async fn a_third_vivarium_neither_sees_nor_answers_and_a_handler_may_not() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let east = third(&world.test, "east").await;
    let claim = world.claim("Onyx").await;
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    for step in VerificationStep::ALL {
        for link in [claim.link, ParentLinkId::new()] {
            assert_eq!(code(world.step(&east, link, *step).await), ErrorCode::NotFound, "{step}");
        }
        assert_eq!(code(world.step(&with_role(south, Role::Handler), claim.link, *step).await), ErrorCode::Forbidden);
    }
    assert_eq!(world.animals.verifications(&east).await.unwrap(), Default::default());
    assert_eq!(world.animals.verifications_waiting(&east).await.unwrap(), 0);
    assert_eq!(code(world.animals.verifications_of(&east, claim.child).await), ErrorCode::NotFound);
    assert_eq!(code(world.animals.verifications_of(south, claim.child).await), ErrorCode::NotFound);
    // A keeper of either side reads.
    assert_eq!(world.animals.verifications(&with_role(south, Role::Keeper)).await.unwrap().asked.len(), 1);
    assert!(world.animals.public_overturned(claim.child).await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_is_asked_about_their_own_or_a_described_or_a_hidden_animal() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let claim = world.claim("Plum").await;
    let own = world.named(north, "Own dam", Sex::Female).await;
    let new = NewParent::existing(own, ParentSide::Dam);
    let inside = animals.add_parent(north, claim.child, &new).await.unwrap().claim.id;
    let refused = world.step(north, inside, VerificationStep::Requested).await;
    assert!(message(refused).contains("breeding record"));
    let dam = animals
        .verifications_of(north, claim.child)
        .await
        .unwrap()
        .into_iter()
        .find(|case| case.claim == inside.into());
    assert_eq!(dam.unwrap().way, VerificationWay::SameVivarium);
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Plum sire'").await;
    assert_eq!(code(world.step(north, claim.link, VerificationStep::Requested).await), ErrorCode::Conflict);
    let sire = animals
        .verifications_of(north, claim.child)
        .await
        .unwrap()
        .into_iter()
        .find(|case| case.claim == claim.link.into());
    assert_eq!(sire.unwrap().way, VerificationWay::Hidden);
}

#[tokio::test]
async fn a_request_is_withdrawn_or_runs_out_and_can_be_sent_again() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let claim = world.claim("Olive").await;
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    world.step(north, claim.link, VerificationStep::Withdrawn).await.unwrap();
    assert!(animals.verifications(south).await.unwrap().asked.is_empty());
    assert_eq!(code(world.step(south, claim.link, VerificationStep::Confirmed).await), ErrorCode::Conflict);

    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    let job = repti_animal::VerificationExpiry { subject: claim.link.0 };
    assert!(!animals.expire_verification(&job).await.unwrap(), "it isn't over yet");
    world.sql("UPDATE animal.verification SET expires_at = now() - interval '1 minute'").await;
    // Nothing waits for the job: every reader goes by the clock.
    assert!(animals.verifications(south).await.unwrap().asked.is_empty());
    assert_eq!(animals.verifications_waiting(south).await.unwrap(), 0);
    for (actor, step) in [
        (south, VerificationStep::Confirmed),
        (south, VerificationStep::Declined),
        (north, VerificationStep::Withdrawn),
    ] {
        assert_eq!(code(world.step(actor, claim.link, step).await), ErrorCode::Expired, "{step}");
    }
    assert!(animals.expire_verification(&job).await.unwrap());
    assert!(!animals.expire_verification(&job).await.unwrap(), "once");
    let case = animals.verifications_of(north, claim.child).await.unwrap().pop().unwrap();
    let steps: Vec<_> = case.steps.iter().map(|entry| entry.step.as_str()).collect();
    assert_eq!(steps, ["requested", "withdrawn", "requested", "expired"]);
    // Also before the job came by: the step is written down then.
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    world.sql("UPDATE animal.verification SET expires_at = now() - interval '1 minute'").await;
    let again = world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    assert_eq!((again.state, again.steps.len()), (VerificationState::Requested, 7));
    world.step(south, claim.link, VerificationStep::Confirmed).await.unwrap();
}

#[tokio::test]
async fn of_many_answers_at_once_one_counts() {
    let world = World::new().await;
    for round in 0..8 {
        let claim = world.claim(&format!("Race {round}")).await;
        world.step(&world.north, claim.link, VerificationStep::Requested).await.unwrap();
        let (yes, no, back) = tokio::join!(
            world.step(&world.south, claim.link, VerificationStep::Confirmed),
            world.step(&world.south, claim.link, VerificationStep::Declined),
            world.step(&world.north, claim.link, VerificationStep::Withdrawn),
        );
        let done = [yes, no, back];
        assert_eq!(done.iter().filter(|answer| answer.is_ok()).count(), 1, "{done:?}");
        for refused in done.into_iter().filter(Result::is_err) {
            assert_eq!(code(refused), ErrorCode::Conflict);
        }
        let steps: i64 = sqlx::query_scalar("SELECT count(*) FROM animal.verification_step WHERE subject_id = $1")
            .bind(claim.link.0)
            .fetch_one(&world.test.owner)
            .await
            .unwrap();
        assert_eq!(steps, 2);
    }
}

#[tokio::test]
async fn what_was_asked_about_stays_as_it_was_and_the_note_does_not() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let claim = world.claim("Pear").await;
    world.step(north, claim.link, VerificationStep::Requested).await.unwrap();
    let version = animals.get(north, claim.child).await.unwrap().parents[0].version;
    let half = ClaimPatch { version, chance: "1/2".parse().ok(), ..ClaimPatch::default() };
    assert!(message(animals.change_claim(north, claim.link, &half).await).contains("waiting for an answer"));
    let record = ClaimPatch { version, basis: Some(ParentBasis::BreedingRecord), ..ClaimPatch::default() };
    assert_eq!(code(animals.change_claim(north, claim.link, &record).await), ErrorCode::Invalid);
    let note = ClaimPatch { version, note: Some("seen".to_owned()), ..ClaimPatch::default() };
    animals.change_claim(north, claim.link, &note).await.unwrap();
    world.step(&world.south, claim.link, VerificationStep::Confirmed).await.unwrap();
    let version = animals.get(north, claim.child).await.unwrap().parents[0].version;
    let back = ClaimPatch { version, basis: Some(ParentBasis::Declared), ..ClaimPatch::default() };
    assert!(message(animals.change_claim(north, claim.link, &back).await).contains("confirmed"));
}

#[tokio::test]
async fn a_vivarium_asks_so_often_a_day_and_each_request_leaves_its_two_jobs() {
    let world = World::new().await;
    let claim = world.claim("Last").await;
    let other = world.claim("First").await;
    world.step(&world.north, other.link, VerificationStep::Requested).await.unwrap();
    let jobs: Vec<String> = sqlx::query_scalar(
        "SELECT t.identifier::text FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier LIKE 'verification%' ORDER BY j.id",
    )
    .fetch_all(&world.test.owner)
    .await
    .unwrap();
    assert_eq!(jobs, ["verification_expiry", "verification_notice"]);
    world
        .sql(
            "INSERT INTO animal.verification_step (subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id)
             SELECT subject_id, vivarium_id, parent_vivarium_id, step, party, state_before, state, person_id
             FROM animal.verification_step CROSS JOIN generate_series(1, 49)",
        )
        .await;
    assert_eq!(code(world.step(&world.north, claim.link, VerificationStep::Requested).await), ErrorCode::RateLimited);
    // Nobody's scope reaches it either.
    let mut tx = world.test.db.begin(Scope::Nobody).await.unwrap();
    let seen: i64 =
        sqlx::query_scalar("SELECT count(*) FROM animal.verification_step").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
}
