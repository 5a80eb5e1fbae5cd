//! The list by inbreeding: in order, narrowed, page by page, and in exports.

use crate::support::{World, message};
use repti_model::{
    AnimalId,
    ancestry::Coefficient,
    animal::{ParentSide, Sex},
    registry::{AnimalFilter, AnimalSort},
};

/// Young of full sibs, of half sibs and of strangers, and ten that nothing is known of.
async fn crowd(world: &World) -> [AnimalId; 3] {
    let north = &world.north;
    let animal = async |name: &str, sex: Sex, sire: Option<AnimalId>, dam: Option<AnimalId>| {
        let id = world.named(north, name, sex).await;
        for (parent, side) in [(sire, ParentSide::Sire), (dam, ParentSide::Dam)] {
            if let Some(parent) = parent {
                world.parent(north, id, parent, side).await.unwrap();
            }
        }
        id
    };
    let (old, mother) = (animal("Old", Sex::Male, None, None).await, animal("Mother", Sex::Female, None, None).await);
    let brother = animal("Brother", Sex::Male, Some(old), Some(mother)).await;
    let sister = animal("Sister", Sex::Female, Some(old), Some(mother)).await;
    let half = animal("Half", Sex::Female, Some(old), None).await;
    let stranger = animal("Stranger", Sex::Female, None, None).await;
    for n in 0..10 {
        animal(&format!("Nobody {n}"), Sex::Unknown, None, None).await;
    }
    [
        animal("Of sibs", Sex::Unknown, Some(brother), Some(sister)).await,
        animal("Of half sibs", Sex::Unknown, Some(brother), Some(half)).await,
        animal("Of strangers", Sex::Unknown, Some(brother), Some(stranger)).await,
    ]
}

async fn walk(world: &World, filter: &AnimalFilter, sort: AnimalSort, limit: usize) -> Vec<(String, Option<f64>)> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let page = world.animals.list(&world.north, filter, sort, cursor.as_deref(), limit).await.unwrap();
        found.extend(page.items.into_iter().map(|row| {
            let f = row.inbreeding.and_then(|stored| stored.coefficient).map(Coefficient::value);
            (row.name, f)
        }));
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

#[tokio::test]
async fn the_list_is_ordered_and_narrowed_by_inbreeding_page_by_page() {
    let world = World::new().await;
    let [sibs, ..] = crowd(&world).await;
    let all = AnimalFilter::default();
    let row = async |id| {
        let page = world.animals.list(&world.north, &all, AnimalSort::Code, None, 200).await.unwrap();
        page.items.into_iter().find(|row| row.id == id).unwrap()
    };
    assert_eq!(row(sibs).await.inbreeding, None, "being reckoned");
    world.reckon().await;
    let stored = row(sibs).await.inbreeding.unwrap();
    assert_eq!((stored.coefficient.map(Coefficient::value), stored.generations), (Some(0.25), 2));
    // Six of the six nearest, none of the rest: 6 of 62 places.
    assert!((stored.completeness.value() - 6.0 / 62.0).abs() < 1e-12);

    for limit in [1, 4, 200] {
        let down = walk(&world, &all, AnimalSort::InbreedingDown, limit).await;
        let names: Vec<&str> = down.iter().take(2).map(|(name, _)| name.as_str()).collect();
        assert_eq!((down.len(), names.as_slice()), (19, ["Of sibs", "Of half sibs"].as_slice()), "by {limit}");
        let figures: Vec<Option<f64>> = down.iter().map(|(_, f)| *f).collect();
        assert_eq!(figures[..6], [Some(0.25), Some(0.125), Some(0.0), Some(0.0), Some(0.0), None]);
        let up = walk(&world, &all, AnimalSort::Inbreeding, limit).await;
        assert_eq!(up.len(), 19);
        assert!(
            up[..5].iter().all(|(_, f)| f.is_some()) && up[5..].iter().all(|(_, f)| f.is_none()),
            "unknown comes last"
        );
        assert_eq!(up[4], ("Of sibs".to_owned(), Some(0.25)));
    }
    let between = |from: Option<f64>, to: Option<f64>| AnimalFilter {
        inbreeding_from: from.and_then(Coefficient::new),
        inbreeding_to: to.and_then(Coefficient::new),
        ..AnimalFilter::default()
    };
    for (filter, count) in [
        (between(Some(0.0625), None), 2),
        (between(Some(0.125), Some(0.125)), 1),
        (between(None, Some(0.1)), 3),
        (between(Some(0.0), None), 5),
        (between(Some(0.5), None), 0),
    ] {
        assert_eq!(walk(&world, &filter, AnimalSort::InbreedingDown, 2).await.len(), count, "{filter:?}");
        assert_eq!(world.animals.count(&world.north, &filter).await.unwrap().count, count as u64, "{filter:?}");
    }
    let refused = between(Some(0.5), Some(0.25)).validate().unwrap_err();
    assert_eq!(refused.of("inbreeding_to").len(), 1);
    let refused = world.animals.count(&world.north, &between(Some(0.5), Some(0.25))).await;
    assert!(!message(refused).is_empty());
    // Another vivarium's figures are nobody's filter.
    assert_eq!(world.animals.count(&world.south, &between(Some(0.0), None)).await.unwrap().count, 0);
}
