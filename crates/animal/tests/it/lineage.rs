use crate::support::{BOA, World, code, message};
use repti_model::{
    AnimalId, ErrorCode, Problem,
    animal::{ParentBasis, ParentSide, Sex, Visibility},
    lineage::{Chance, ClaimPatch, NewParent, ParentRef},
    registry::{AnimalKind, AnimalPatch},
};
use serde_json::json;
use uuid::Uuid;

fn maybe(id: AnimalId, side: ParentSide, chance: &str) -> NewParent {
    NewParent { chance: chance.parse().unwrap(), ..NewParent::existing(id, side) }
}

#[tokio::test]
async fn impossible_parents_are_refused_by_name() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world
        .animal(north, |a| {
            a.name = "Kiwi".into();
            a.born = "2024-07-01".parse().ok();
        })
        .await
        .id;
    let hera = world.named(north, "Hera", Sex::Female).await;
    let boris = world
        .animal(north, |a| {
            a.name = "Boris".into();
            a.taxon_id = BOA;
            a.sex = Sex::Male;
        })
        .await
        .id;
    let young = world
        .animal(north, |a| {
            a.name = "Tiny".into();
            a.sex = Sex::Male;
            a.born = "2024-05".parse().ok();
        })
        .await
        .id;
    let add = async |id, side| message(world.animals.add_parent(north, kiwi, &NewParent::existing(id, side)).await);
    assert!(add(hera, ParentSide::Sire).await.starts_with("Hera (BP-002) is recorded as female"));
    assert!(add(boris, ParentSide::Sire).await.contains("If Kiwi (BP-001) is a deliberate hybrid"));
    assert!(add(young, ParentSide::Sire).await.contains("Tiny (BP-003) was born 2024-05"));
    assert_eq!(add(kiwi, ParentSide::Dam).await.matches("Kiwi").count(), 2);
    assert!(world.animals.get(north, kiwi).await.unwrap().parents.is_empty());
}

#[tokio::test]
async fn a_marked_hybrid_may_have_parents_of_two_taxa() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let boris = world
        .animal(&world.north, |a| {
            a.taxon_id = BOA;
            a.sex = Sex::Male;
        })
        .await
        .id;
    let parent = NewParent { hybrid_ok: true, ..NewParent::existing(boris, ParentSide::Sire) };
    world.animals.add_parent(&world.north, kiwi, &parent).await.unwrap();
    let kiwi = world.animals.get(&world.north, kiwi).await.unwrap();
    assert!(kiwi.fields.hybrid);
    // Taking the mark away would make the lineage wrong.
    let patch = AnimalPatch { version: kiwi.version, hybrid: Some(false), ..AnimalPatch::default() };
    assert_eq!(code(world.animals.update(&world.north, kiwi.id, &patch).await), ErrorCode::Invalid);
}

#[tokio::test]
async fn a_cycle_is_named_all_the_way_round() {
    let world = World::new().await;
    let north = &world.north;
    let a = world.named(north, "A", Sex::Male).await;
    let b = world.named(north, "B", Sex::Male).await;
    let c = world.named(north, "C", Sex::Male).await;
    world.parent(north, a, b, ParentSide::Sire).await.unwrap();
    world.parent(north, b, c, ParentSide::Sire).await.unwrap();
    let refused = world.parent(north, c, a, ParentSide::Sire).await.unwrap_err();
    assert_eq!(
        refused.fields.of("parent"),
        ["C (BP-003) would be its own ancestor: C (BP-003) ← A (BP-001) ← B (BP-002) ← C (BP-003)."]
    );
}

#[tokio::test]
async fn the_database_itself_refuses_a_cycle() {
    let world = World::new().await;
    let a = world.named(&world.north, "A", Sex::Male).await;
    let b = world.named(&world.north, "B", Sex::Male).await;
    world.parent(&world.north, a, b, ParentSide::Sire).await.unwrap();
    let forced = sqlx::query(
        "INSERT INTO animal.parent_link (id, vivarium_id, child_id, parent_id, side, basis) VALUES ($1, $2, $3, $4, 'sire', 'declared')",
    )
    .bind(Uuid::now_v7())
    .bind(world.north.vivarium.as_ref().unwrap().id.0)
    .bind(b.0)
    .bind(a.0)
    .execute(&world.test.owner)
    .await;
    let error = forced.unwrap_err();
    assert_eq!(error.as_database_error().and_then(|db| db.constraint()), Some("parent_link_no_cycle"));
}

#[tokio::test]
async fn two_transactions_at_once_never_close_a_cycle_between_them() {
    let world = World::new().await;
    for round in 0..10 {
        // Across two vivariums: each link is right alone.
        let a = world.seen(&world.north, &format!("A{round}"), Sex::Male, Visibility::Public).await;
        let b = world.seen(&world.south, &format!("B{round}"), Sex::Male, Visibility::Public).await;
        let (one, two) = tokio::join!(
            world.parent(&world.north, a, b, ParentSide::Sire),
            world.parent(&world.south, b, a, ParentSide::Sire)
        );
        assert!(one.is_ok() != two.is_ok(), "exactly one stands: {one:?} {two:?}");
    }
}

#[tokio::test]
async fn several_candidates_share_at_most_one() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Unknown).await;
    let mut sires = Vec::new();
    for n in 0..4 {
        sires.push(world.named(north, &format!("Sire {n}"), Sex::Male).await);
    }
    for sire in &sires[..3] {
        world.animals.add_parent(north, kiwi, &maybe(*sire, ParentSide::Sire, "1/3")).await.unwrap();
    }
    let over = world.animals.add_parent(north, kiwi, &maybe(sires[3], ParentSide::Sire, "1/100")).await;
    assert!(message(over).contains("1/3 + 1/3 + 1/3"));
    let again = world.animals.add_parent(north, kiwi, &maybe(sires[0], ParentSide::Sire, "1/3")).await;
    assert_eq!(code(again), ErrorCode::AlreadyExists);

    let parents = world.animals.get(north, kiwi).await.unwrap().parents;
    world.animals.retract_parent(north, parents[0].id).await.unwrap();
    let certain = ClaimPatch { version: parents[1].version, chance: Some(Chance::CERTAIN), ..ClaimPatch::default() };
    assert_eq!(code(world.animals.change_claim(north, parents[1].id, &certain).await), ErrorCode::Invalid);
    world.animals.retract_parent(north, parents[2].id).await.unwrap();
    world.animals.change_claim(north, parents[1].id, &certain).await.unwrap();
    let late = world.animals.add_parent(north, kiwi, &maybe(sires[3], ParentSide::Sire, "1/2")).await;
    assert!(message(late).contains("is recorded as certain: Sire"));
    assert_eq!(code(world.animals.retract_parent(north, parents[0].id).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn nobody_vouches_for_themselves() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let zeus = world.named(&world.north, "Zeus", Sex::Male).await;
    for basis in [ParentBasis::ConfirmedByOtherBreeder, ParentBasis::Dna] {
        let parent = NewParent { basis, ..NewParent::existing(zeus, ParentSide::Sire) };
        assert_eq!(code(world.animals.add_parent(&world.north, kiwi, &parent).await), ErrorCode::Invalid);
    }
    let recorded = NewParent { basis: ParentBasis::BreedingRecord, ..NewParent::existing(zeus, ParentSide::Sire) };
    let claim = world.animals.add_parent(&world.north, kiwi, &recorded).await.unwrap().claim;
    let patch = ClaimPatch { version: claim.version, basis: Some(ParentBasis::Dna), ..ClaimPatch::default() };
    assert_eq!(code(world.animals.change_claim(&world.north, claim.id, &patch).await), ErrorCode::Invalid);
    let stale = ClaimPatch { version: 7, note: Some("seen".into()), ..ClaimPatch::default() };
    assert_eq!(code(world.animals.change_claim(&world.north, claim.id, &stale).await), ErrorCode::Conflict);
}

#[tokio::test]
async fn external_ancestors_and_placeholders_take_a_place_in_the_tree() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let external: ParentRef =
        serde_json::from_value(json!({ "kind": "external", "name": "Zeus", "breeder": "Olympus", "born": { "date": "2015-01-01", "precision": "year" } })).unwrap();
    let sire = NewParent { parent: external, ..NewParent::existing(kiwi, ParentSide::Sire) };
    let sire = world.animals.add_parent(&world.north, kiwi, &sire).await.unwrap();
    assert_eq!((sire.claim.parent.kind, sire.claim.parent.code.as_str()), (AnimalKind::External, "EXT-001"));
    let unknown = ParentRef::Placeholder { name: String::new(), visibility: Visibility::Private };
    let dam = NewParent { parent: unknown, ..NewParent::existing(kiwi, ParentSide::Dam) };
    let dam = world.animals.add_parent(&world.north, kiwi, &dam).await.unwrap();
    assert_eq!((dam.claim.parent.kind, dam.warnings.len()), (AnimalKind::Placeholder, 0));
    let made = world.animals.get(&world.north, sire.claim.parent.id.unwrap()).await.unwrap();
    assert_eq!((made.fields.sex, made.fields.breeder_of_record.as_str()), (Sex::Male, "Olympus"));
}

#[tokio::test]
async fn a_warning_stays_open_until_somebody_answers() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world.named(north, "Kiwi", Sex::Unknown).await;
    let q = world.named(north, "Q", Sex::Unknown).await;
    let recorded = world.animals.add_parent(north, kiwi, &NewParent::existing(q, ParentSide::Dam)).await.unwrap();
    assert_eq!(recorded.warnings[0].code, "sex_unknown");
    let open = serde_json::from_value(json!({ "open_warnings": true })).unwrap();
    assert_eq!(world.animals.count(north, &open).await.unwrap().count, 1);
    let id = recorded.warnings[0].id;
    assert_eq!(code(world.animals.answer_warning(north, id, "  ").await), ErrorCode::Invalid);
    assert_eq!(code(world.animals.answer_warning(&world.south, id, "fine").await), ErrorCode::NotFound);
    let answered = world.animals.answer_warning(north, id, "Laid eggs in 2023.").await.unwrap().answer.unwrap();
    assert_eq!((answered.note.as_str(), answered.by.as_deref()), ("Laid eggs in 2023.", Some("Keeper of north")));
    assert_eq!(world.animals.count(north, &open).await.unwrap().count, 0);
}

#[tokio::test]
async fn correcting_a_record_checks_the_claims_that_rest_on_it() {
    let world = World::new().await;
    let north = &world.north;
    let kiwi = world
        .animal(north, |a| {
            a.name = "Kiwi".into();
            a.born = "2024-07-01".parse().ok();
        })
        .await;
    let q = world.animal(north, |a| a.name = "Q".into()).await;
    world.parent(north, kiwi.id, q.id, ParentSide::Dam).await.unwrap();
    let male = AnimalPatch { version: 1, sex: Some(Sex::Male), ..AnimalPatch::default() };
    assert!(message(world.animals.update(north, q.id, &male).await).contains("can't be the dam of Kiwi"));
    let young = AnimalPatch { version: 1, born: Some("2024-06".parse().ok()), ..AnimalPatch::default() };
    assert!(message(world.animals.update(north, q.id, &young).await).contains("A female ball python breeds"));
    // The open question is settled by the record itself.
    let female = AnimalPatch { version: 1, sex: Some(Sex::Female), ..AnimalPatch::default() };
    world.animals.update(north, q.id, &female).await.unwrap();
    assert!(world.animals.get(north, kiwi.id).await.unwrap().warnings.is_empty());
}

#[tokio::test]
async fn a_parent_elsewhere_that_changes_leaves_a_warning_here() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let zeus = world.seen(&world.south, "Zeus", Sex::Male, Visibility::LineageOnly).await;
    world.parent(&world.north, kiwi, zeus, ParentSide::Sire).await.unwrap();
    let female = AnimalPatch { version: 1, sex: Some(Sex::Female), ..AnimalPatch::default() };
    world.animals.update(&world.south, zeus, &female).await.unwrap();
    let warnings = world.animals.get(&world.north, kiwi).await.unwrap().warnings;
    assert_eq!((warnings.len(), warnings[0].code.as_str()), (1, "wrong_sex"));
}

#[tokio::test]
async fn one_animal_is_not_both_parents() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let q = world.named(&world.north, "Q", Sex::Unknown).await;
    world.parent(&world.north, kiwi, q, ParentSide::Dam).await.unwrap();
    let both = world.parent(&world.north, kiwi, q, ParentSide::Sire).await;
    let Problem { detail, .. } = both.unwrap_err();
    assert_eq!(detail, "Q (BP-002) is already recorded as the other parent of Kiwi (BP-001).");
}
