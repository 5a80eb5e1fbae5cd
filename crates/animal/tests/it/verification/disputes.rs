//! Disputes: either side raises one, staff settle it, and what was overturned counts nowhere.

use super::{World, code};
use crate::support::{administrator, message, third};
use repti_model::{
    Actor, ErrorCode, ParentLinkId, StaffRole,
    animal::{ParentBasis, ParentSide},
    lineage::{NewParent, VerificationState, VerificationStep},
};

const REASON: &str = "The dam's owner showed the clutch card.";

async fn moderator(world: &World) -> Actor {
    Actor { vivarium: None, staff: Some(StaffRole::Moderator), ..third(&world.test, "office").await }
}

#[tokio::test]
async fn either_side_disputes_and_an_upheld_claim_is_confirmed_for_good() {
    let world = World::new().await;
    let office = moderator(&world).await;
    for (by, name) in [(&world.north, "Ash"), (&world.south, "Elm")] {
        let claim = world.confirmed(name).await;
        let disputed = world.step(by, claim.link, VerificationStep::Disputed).await.unwrap();
        assert_eq!(disputed.state, VerificationState::Disputed);
        let sire = world.animals.pedigree(&world.north, claim.child, 1).await.unwrap().sires[0].verification;
        assert_eq!(sire, VerificationState::Disputed);
        let open = world.animals.disputes(&office).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(
            (open[0].child.vivarium.as_str(), open[0].parent.vivarium.as_str()),
            ("Vivarium north", "Vivarium south")
        );
        assert_eq!(open[0].child.label(), format!("{name} young ({})", open[0].child.code));
        assert_eq!(open[0].steps.len(), 3);
        assert!(open[0].steps[0].by.as_deref().is_some_and(|by| by.contains("Keeper of north (Vivarium north)")));

        world.animals.settle_dispute(&office, claim.link, true, REASON).await.unwrap();
        let case = world.animals.verifications_of(&world.north, claim.child).await.unwrap().pop().unwrap();
        assert_eq!(
            (case.state, case.said.basis()),
            (VerificationState::Upheld, ParentBasis::ConfirmedByOtherBreeder.label())
        );
        let last = case.steps.last().unwrap();
        assert_eq!((last.message.as_str(), last.by.as_deref()), (REASON, Some("ReptiDex")));
        assert_eq!(code(world.step(by, claim.link, VerificationStep::Disputed).await), ErrorCode::Conflict);
        assert!(world.animals.disputes(&office).await.unwrap().is_empty());
    }
    let lines: Vec<String> =
        sqlx::query_scalar("SELECT line FROM core.audit_event WHERE action = 'lineage.dispute_settled'")
            .fetch_all(&world.test.owner)
            .await
            .unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.contains("upheld") && !line.contains("clutch card")), "{lines:?}");
}

#[tokio::test]
async fn an_overturned_parent_is_out_of_every_tree_and_figure_and_is_not_recorded_again() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let office = moderator(&world).await;
    let claim = world.confirmed("Oak").await;
    world.sql("UPDATE animal.animal SET visibility = 'public' WHERE name = 'Oak young'").await;
    world.step(&world.south, claim.link, VerificationStep::Disputed).await.unwrap();
    assert_eq!(animals.public_ancestry(claim.child).await.unwrap().ancestors, 1);
    animals.settle_dispute(&office, claim.link, false, REASON).await.unwrap();

    assert!(animals.pedigree(north, claim.child, 5).await.unwrap().sires.is_empty());
    assert!(animals.public_pedigree(claim.child, 5).await.unwrap().sires.is_empty());
    assert_eq!(animals.public_ancestry(claim.child).await.unwrap().ancestors, 0);
    assert!(animals.public_offspring(claim.parent, 10).await.unwrap().is_empty());
    let struck = animals.public_overturned(claim.child).await.unwrap();
    assert_eq!((struck.len(), struck[0].side, struck[0].parent.name.as_str()), (1, ParentSide::Sire, "Oak sire"));
    for side in [north, &world.south] {
        assert_eq!(animals.verifications(side).await.unwrap().done[0].state, VerificationState::Overturned);
    }
    assert_eq!(animals.verifications_of(north, claim.child).await.unwrap()[0].state, VerificationState::Overturned);
    let again = NewParent::existing(claim.parent, ParentSide::Sire);
    assert!(message(animals.add_parent(north, claim.child, &again).await).contains("overturned"));
    // What its owner hides is hidden here too.
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Oak sire'").await;
    assert_eq!(animals.public_overturned(claim.child).await.unwrap()[0].parent.label(), "Private animal");
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Oak young'").await;
    assert!(animals.public_overturned(claim.child).await.unwrap().is_empty());
}

#[tokio::test]
async fn only_moderators_who_belong_to_neither_side_settle_and_only_what_is_disputed() {
    let world = World::new().await;
    let office = moderator(&world).await;
    let claim = world.confirmed("Yew").await;
    let settle = async |actor: &Actor, link: ParentLinkId, reason: &str| {
        world.animals.settle_dispute(actor, link, false, reason).await
    };
    assert_eq!(code(settle(&office, claim.link, REASON).await), ErrorCode::Conflict, "confirmed, not disputed");
    world.step(&world.north, claim.link, VerificationStep::Disputed).await.unwrap();
    let support = Actor { staff: Some(StaffRole::Support), ..office.clone() };
    assert_eq!(world.animals.disputes(&support).await.unwrap().len(), 1);
    assert_eq!(code(settle(&support, claim.link, REASON).await), ErrorCode::Forbidden);
    for side in [&world.north, &world.south] {
        assert_eq!(code(settle(side, claim.link, REASON).await), ErrorCode::Forbidden, "a breeder");
        assert!(message(settle(&administrator(side), claim.link, REASON).await).contains("one of the two vivariums"));
        assert_eq!(code(world.animals.disputes(side).await), ErrorCode::Forbidden);
        for verdict in [VerificationStep::Upheld, VerificationStep::Overturned] {
            assert_eq!(code(world.step(side, claim.link, verdict).await), ErrorCode::Forbidden);
        }
    }
    assert_eq!(code(settle(&office, ParentLinkId::new(), REASON).await), ErrorCode::NotFound);
    let short = repti_model::Problem::from(settle(&office, claim.link, "no").await.unwrap_err());
    assert!(!short.fields.of("reason").is_empty(), "{short:?}");
    // Two of staff at once: one verdict.
    let (a, b) = tokio::join!(
        world.animals.settle_dispute(&office, claim.link, true, REASON),
        world.animals.settle_dispute(&office, claim.link, false, REASON)
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
}

#[tokio::test]
async fn a_claim_taken_back_takes_its_dispute_along() {
    let world = World::new().await;
    let office = moderator(&world).await;
    let claim = world.confirmed("Fir").await;
    world.step(&world.south, claim.link, VerificationStep::Disputed).await.unwrap();
    world.animals.retract_parent(&world.north, claim.link).await.unwrap();
    assert!(world.animals.disputes(&office).await.unwrap().is_empty());
    assert!(world.animals.verifications(&world.south).await.unwrap().disputes.is_empty());
    let gone = world.animals.settle_dispute(&office, claim.link, true, REASON).await;
    assert_eq!(code(gone), ErrorCode::NotFound);
}
