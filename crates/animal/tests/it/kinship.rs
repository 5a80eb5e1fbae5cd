//! Kinship of selections and pairs, against figures worked out by hand.

use crate::support::{BALL_PYTHON, BOA, World, administrator, code, message, with_role};
use repti_model::{
    AnimalId, ErrorCode, Role,
    animal::{Custody, LifeStatus, ParentSide, Sex, Visibility},
    kinship::{Closeness, KinshipQuery, KinshipTable},
    lineage::{NewParent, Shown},
    registry::AnimalKind,
};

use ParentSide::{Dam, Sire};

/// A family in `north`: old sire and dam, full sibs, a half sib by the sire, and a stranger.
struct Family {
    sire: AnimalId,
    dam: AnimalId,
    brother: AnimalId,
    sister: AnimalId,
    half: AnimalId,
    stranger: AnimalId,
}

impl Family {
    async fn of(world: &World) -> Self {
        let north = &world.north;
        let family = Self {
            sire: world.named(north, "Sire", Sex::Male).await,
            dam: world.named(north, "Dam", Sex::Female).await,
            brother: world.named(north, "Brother", Sex::Male).await,
            sister: world.named(north, "Sister", Sex::Female).await,
            half: world.named(north, "Half", Sex::Female).await,
            stranger: world.named(north, "Stranger", Sex::Female).await,
        };
        for (child, parent, side) in [
            (family.brother, family.sire, Sire),
            (family.brother, family.dam, Dam),
            (family.sister, family.sire, Sire),
            (family.sister, family.dam, Dam),
            (family.half, family.sire, Sire),
        ] {
            world.parent(north, child, parent, side).await.unwrap();
        }
        family
    }
}

async fn table(world: &World, ids: &[AnimalId]) -> KinshipTable {
    world.animals.kinship(&world.north, &KinshipQuery { ids: ids.to_vec() }).await.unwrap()
}

#[tokio::test]
async fn kinships_of_near_relatives_are_those_of_the_books() {
    let world = World::new().await;
    let family = Family::of(&world).await;
    let Family { sire, brother, sister, half, stranger, .. } = family;
    let found = table(&world, &[brother, sister, half, sire, stranger, brother]).await;
    // Full sibs and parent and young 1/4, half sibs 1/8, an animal with itself 1/2.
    let expected = [
        [0.5, 0.25, 0.125, 0.25, 0.0],
        [0.25, 0.5, 0.125, 0.25, 0.0],
        [0.125, 0.125, 0.5, 0.25, 0.0],
        [0.25, 0.25, 0.25, 0.5, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.5],
    ];
    assert_eq!(found.kinship, expected);
    assert!((found.mean_kinship - 4.5 / 25.0).abs() < 1e-12);
    let said: Vec<(&str, Option<f64>)> =
        found.animals.iter().map(|one| (one.animal.name.as_str(), one.inbreeding)).collect();
    let unknown = |name| (name, None);
    assert_eq!(
        said,
        [("Brother", Some(0.0)), ("Sister", Some(0.0)), unknown("Half"), unknown("Sire"), unknown("Stranger")]
    );
    // An inbred one is closer to itself: (1 + F) / 2.
    let young = world.named(&world.north, "Young", Sex::Male).await;
    world.parent(&world.north, young, brother, Sire).await.unwrap();
    world.parent(&world.north, young, sister, Dam).await.unwrap();
    let found = table(&world, &[young, brother]).await;
    assert_eq!(found.kinship, [[0.625, 0.375], [0.375, 0.5]]);
    assert_eq!(found.animals[0].inbreeding, Some(0.25));
    assert!(!found.uncertain && !found.cut);
}

#[tokio::test]
async fn what_if_says_through_whom_the_young_would_be_inbred() {
    let world = World::new().await;
    let north = &world.north;
    let Family { sire, dam, brother, sister, half, stranger } = Family::of(&world).await;
    let sibs = world.animals.what_if(north, brother, sister).await.unwrap();
    assert_eq!((sibs.young.inbreeding, sibs.relationship, sibs.closeness), (Some(0.25), 0.5, Closeness::FullSibs));
    assert_eq!((sibs.young.generations, sibs.young.ancestors, sibs.young.distinct_share), (2, 4, Some(4.0 / 6.0)));
    assert_eq!(sibs.young.completeness[..2], [1.0, 1.0]);
    let mut shared: Vec<(&str, f64, u64)> =
        sibs.shared.iter().map(|one| (one.animal.name.as_str(), one.contribution, one.paths)).collect();
    shared.sort_by_key(|one| one.0);
    assert_eq!(shared, [("Dam", 0.125, 1), ("Sire", 0.125, 1)]);
    assert_eq!(
        (&sibs.shared[0].from_sire[..], &sibs.shared[0].from_dam[..]),
        (&["Brother".into()][..], &["Sister".into()][..])
    );
    assert_eq!((sibs.sire.animal.id, sibs.dam.dams[0].node.animal.id), (Some(brother), Some(dam)));
    assert_eq!((sibs.sire_inbreeding, sibs.all_paths, sibs.more_shared), (Some(0.0), true, 0));
    assert!(sibs.doubts().is_empty() && !sibs.hides());

    let halves = world.animals.what_if(north, brother, half).await.unwrap();
    assert_eq!((halves.young.inbreeding, halves.closeness, halves.shared.len()), (Some(0.125), Closeness::HalfSibs, 1));
    let father = world.animals.what_if(north, sire, sister).await.unwrap();
    assert_eq!((father.young.inbreeding, father.shared[0].animal.id), (Some(0.25), Some(sire)));
    assert!(father.shared[0].from_sire.is_empty());
    let strangers = world.animals.what_if(north, brother, stranger).await.unwrap();
    assert_eq!((strangers.young.inbreeding, strangers.shared.len()), (Some(0.0), 0));
    // What would be recorded is what was said before.
    let young = world.named(north, "Young", Sex::Unknown).await;
    world.parent(north, young, brother, Sire).await.unwrap();
    world.parent(north, young, half, Dam).await.unwrap();
    assert_eq!(world.animals.ancestry(north, young).await.unwrap(), halves.young);
    let boa = world.animal(north, |a| (a.taxon_id, a.sex, a.name) = (BOA, Sex::Male, "Boa".into())).await.id;
    let odd = world.animals.what_if(north, stranger, boa).await.unwrap();
    assert_eq!(odd.doubts().len(), 3, "{:?}", odd.doubts());
    let same = world.animals.what_if(north, boa, boa).await;
    assert_eq!(message(same), "Choose two different animals.");
}

#[tokio::test]
async fn an_ancestor_that_is_hidden_tells_nothing_about_two_animals() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let shared = world.seen(south, "Shared", Sex::Male, Visibility::LineageOnly).await;
    let sire = world.seen(south, "Sire", Sex::Male, Visibility::Public).await;
    let dam = world.named(north, "Dam", Sex::Female).await;
    world.parent(south, sire, shared, Sire).await.unwrap();
    world.parent(north, dam, shared, Sire).await.unwrap();
    let ids = [sire, dam];
    // A public sire of somebody else's may be compared and paired.
    assert_eq!(table(&world, &ids).await.kinship[0][1], 0.125);
    let seen = world.animals.what_if(north, sire, dam).await.unwrap();
    assert_eq!((seen.young.inbreeding, seen.shared[0].animal.shown), (Some(0.125), Shown::LineageOnly));
    assert_eq!((seen.shared[0].animal.name.as_str(), seen.shared[0].animal.id), ("Shared", None));
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Shared'").await;
    assert_eq!(table(&world, &ids).await.kinship[0][1], 0.0);
    let hidden = world.animals.what_if(north, sire, dam).await.unwrap();
    assert_eq!((hidden.young.inbreeding, hidden.shared.len(), hidden.hides()), (Some(0.0), 0, true));
    // Its owner still knows.
    world.sql("UPDATE animal.animal SET visibility = 'public' WHERE name = 'Dam'").await;
    let query = KinshipQuery { ids: ids.to_vec() };
    assert_eq!(world.animals.kinship(south, &query).await.unwrap().kinship[0][1], 0.125);
}

#[tokio::test]
async fn only_animals_with_a_page_are_compared() {
    let world = World::new().await;
    let north = &world.north;
    let mine = world.named(north, "Mine", Sex::Male).await;
    let other = world.named(north, "Other", Sex::Female).await;
    let secret = world.seen(&world.south, "Secret", Sex::Female, Visibility::Private).await;
    let quiet = world.seen(&world.south, "Quiet", Sex::Female, Visibility::LineageOnly).await;
    let ask = async |ids: Vec<AnimalId>| world.animals.kinship(north, &KinshipQuery { ids }).await;
    for foreign in [secret, quiet, AnimalId::new()] {
        assert_eq!(code(ask(vec![mine, other, foreign]).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.what_if(north, mine, foreign).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.what_if(north, foreign, mine).await), ErrorCode::NotFound);
    }
    assert_eq!(message(ask(vec![mine, mine]).await), "Choose at least two animals.");
    let many = (0..61).map(|_| AnimalId::new()).collect();
    assert_eq!(message(ask(many).await), "61 animals are chosen; at most 60 are compared at once.");
    // A keeper reads; somebody without a vivarium doesn't.
    let keeper = with_role(north, Role::Keeper);
    assert!(world.animals.kinship(&keeper, &KinshipQuery { ids: vec![mine, other] }).await.is_ok());
    let nobody = administrator(north);
    assert_ne!(code(world.animals.what_if(&nobody, mine, other).await), ErrorCode::NotFound);
    assert_ne!(code(world.animals.collection_report(&nobody, Some(BALL_PYTHON)).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_likeliest_candidate_is_followed_and_that_is_said() {
    let world = World::new().await;
    let north = &world.north;
    let Family { sire, sister, .. } = Family::of(&world).await;
    let young = world.named(north, "Young", Sex::Male).await;
    let other = world.named(north, "Other", Sex::Male).await;
    for (parent, chance) in [(other, "1/3"), (sire, "2/3")] {
        let claim = NewParent { chance: chance.parse().unwrap(), ..NewParent::existing(parent, Sire) };
        world.animals.add_parent(north, young, &claim).await.unwrap();
    }
    let found = table(&world, &[young, sister]).await;
    assert_eq!((found.kinship[0][1], found.uncertain), (0.125, true));
}

#[tokio::test]
async fn the_report_is_of_the_living_and_names_what_is_at_risk() {
    let world = World::new().await;
    let north = &world.north;
    let Family { sire, dam, brother, sister, half, stranger } = Family::of(&world).await;
    // The old ones are dead; the rest live. Not of the collection: a boa, a sold one, an ancestor on paper, an archived one, another's.
    world.sql("UPDATE animal.animal SET life_status = 'deceased' WHERE name IN ('Sire', 'Dam')").await;
    world.animal(north, |a| (a.taxon_id, a.name) = (BOA, "Boa".into())).await;
    world.animal(north, |a| (a.custody, a.name) = (Custody::TransferredOut, "Sold".into())).await;
    world
        .animal(north, |a| (a.kind, a.custody, a.name) = (AnimalKind::External, Custody::External, "Paper".into()))
        .await;
    let gone = world.named(north, "Gone", Sex::Unknown).await;
    world.animals.archive(north, gone).await.unwrap();
    world.named(&world.south, "Foreign", Sex::Female).await;

    let report = world.animals.collection_report(north, Some(BALL_PYTHON)).await.unwrap();
    assert_eq!((report.animals, report.taxon.id), (4, BALL_PYTHON));
    let figures = report.figures.as_ref().unwrap();
    // Brother: (1/2 + 1/4 + 1/8 + 0) / 4; half sib: (1/2 + 1/8 + 1/8) / 4; the stranger 1/8.
    let ranked: Vec<(AnimalId, f64)> =
        report.ranked.iter().map(|one| (one.animal.id.unwrap(), one.mean_kinship)).collect();
    assert_eq!(ranked, [(stranger, 0.125), (half, 0.1875), (brother, 0.21875), (sister, 0.21875)]);
    assert!((figures.mean_kinship - 0.1875).abs() < 1e-12 && (figures.gene_diversity - 0.8125).abs() < 1e-12);
    assert!((figures.founder_genome_equivalents - 1.0 / 0.375).abs() < 1e-12);
    // Sire: 1/2 of three of four; dam: 1/2 of two; the stranger is a quarter; half of the half sib comes from nobody on record.
    let founders: Vec<(AnimalId, f64, u32, bool)> = report
        .founders
        .iter()
        .map(|one| (one.animal.id.unwrap(), one.contribution, one.carriers, one.living))
        .collect();
    assert_eq!(founders.len(), 3);
    assert_eq!(founders[0], (sire, 0.375, 3, false));
    assert!(founders.contains(&(dam, 0.25, 2, false)) && founders.contains(&(stranger, 0.25, 1, true)));
    assert_eq!((figures.founders, figures.phantom_founders, figures.from_founders), (3, 1, 0.875));
    let parts = 0.375_f64.powi(2) + 0.25_f64.powi(2) * 2.0;
    assert!((figures.founder_equivalents - 0.875_f64.powi(2) / parts).abs() < 1e-12);
    assert!((figures.founder_equivalents_with_phantoms - 1.0 / (parts + 0.125_f64.powi(2))).abs() < 1e-12);
    let risks: Vec<(AnimalId, Vec<&str>)> = report
        .at_risk
        .iter()
        .map(|line| {
            let mut carriers: Vec<&str> = line.carriers.iter().map(|carrier| carrier.name.as_str()).collect();
            carriers.sort_unstable();
            (line.founder.id.unwrap(), carriers)
        })
        .collect();
    assert_eq!(risks, [(stranger, vec!["Stranger"]), (dam, vec!["Brother", "Sister"])]);
    assert_eq!((report.at_risk_lines, report.influential[0].animal.id), (2, Some(sire)));
    assert!((figures.equivalent - 2.5 / 4.0).abs() < 1e-12);

    let taxa = world.animals.living_taxa(north).await.unwrap();
    let counts: Vec<(&str, u64)> = taxa.iter().map(|one| (one.taxon.slug.as_str(), one.animals)).collect();
    assert_eq!(counts.iter().map(|one| one.1).collect::<Vec<_>>(), [4, 1], "{counts:?}");
}

#[tokio::test]
async fn a_species_of_which_nothing_lives_has_a_report_without_figures() {
    let world = World::new().await;
    let north = &world.north;
    world
        .animal(north, |a| {
            (a.life_status, a.name) = (LifeStatus::Deceased, "Late".into());
            a.died_on = "2024-01-01".parse().ok();
        })
        .await;
    let report = world.animals.collection_report(north, Some(BALL_PYTHON)).await.unwrap();
    assert!(report.animals == 0 && report.figures.is_none() && report.ranked.is_empty() && report.at_risk.is_empty());
    assert!(world.animals.living_taxa(north).await.unwrap().is_empty());
    assert_eq!(message(world.animals.collection_report(north, None).await), "Choose a species.");
    let nothing = repti_model::TaxonId(uuid::Uuid::nil());
    assert_eq!(message(world.animals.collection_report(north, Some(nothing)).await), "Choose a species from the list.");
}

#[tokio::test]
async fn a_report_tells_no_more_of_a_hidden_ancestor_than_that_a_parent_is_unknown() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let stud = world.seen(south, "Stud", Sex::Male, Visibility::Public).await;
    let (a, b) = (world.named(north, "A", Sex::Male).await, world.named(north, "B", Sex::Female).await);
    for young in [a, b] {
        world.parent(north, young, stud, Sire).await.unwrap();
    }
    let seen = world.animals.collection_report(north, Some(BALL_PYTHON)).await.unwrap();
    assert_eq!((seen.founders[0].animal.name.as_str(), seen.founders[0].contribution), ("Stud", 0.5));
    assert_eq!(seen.figures.unwrap().mean_kinship, (0.5 + 0.125) / 2.0);
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Stud'").await;
    let hidden = world.animals.collection_report(north, Some(BALL_PYTHON)).await.unwrap();
    assert_eq!(hidden.figures.as_ref().unwrap().mean_kinship, 0.25);
    assert!(!serde_json::to_string(&hidden).unwrap().contains("Stud"));
}
