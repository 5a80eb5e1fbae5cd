use crate::support::World;
use repti_model::{
    AnimalId,
    animal::{Sex, Visibility},
    measure::Grams,
    registry::{AnimalFilter, AnimalKind, AnimalSort, AnimalSummary},
};

/// 41 animals with many equal names, births and weights, and some of each unknown.
async fn crowd(world: &World) {
    for n in 0..41 {
        world
            .animal(&world.north, |a| {
                a.code = format!("A-{}", 41 - n);
                a.name = ["", "Kiwi", "kiwi", "Éclair"][n % 4].into();
                a.born = ["2024", "2023-05", "2023-05-17"].get(n % 5).and_then(|text| text.parse().ok());
                a.weight_g = [10.5, 200.0].get(n % 3).and_then(|grams| Grams::from_grams(*grams));
                a.sex = Sex::ALL[n % 3];
            })
            .await;
    }
    // Equal times of change, as a bulk edit leaves them.
    world.sql("ALTER TABLE animal.animal DISABLE TRIGGER touch; UPDATE animal.animal SET updated_at = '2026-01-01T00:00:00.123456Z' WHERE code_key < 'a-0220'").await;
}

async fn walk(world: &World, sort: AnimalSort, limit: usize) -> Vec<AnimalSummary> {
    let filter = AnimalFilter::default();
    let (mut forwards, mut last, mut cursor) = (Vec::new(), None, None);
    loop {
        let page = world.animals.list(&world.north, &filter, sort, cursor.as_deref(), limit).await.unwrap();
        forwards.extend(page.items);
        last = page.previous.or(last);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    // And all the way back from the last page.
    let mut back = Vec::new();
    while let Some(at) = last {
        let page = world.animals.list(&world.north, &filter, sort, Some(&at), limit).await.unwrap();
        back = page.items.into_iter().chain(back).collect();
        last = page.previous;
    }
    assert_eq!(back[..], forwards[..back.len()], "{sort} by {limit}");
    forwards
}

#[tokio::test]
async fn every_order_pages_through_every_animal_once_in_both_directions() {
    let world = World::new().await;
    crowd(&world).await;
    for sort in AnimalSort::ALL {
        let all = walk(&world, *sort, 200).await;
        assert_eq!(all.len(), 41, "{sort}");
        for limit in [1, 7] {
            let paged: Vec<AnimalId> = walk(&world, *sort, limit).await.iter().map(|a| a.id).collect();
            assert_eq!(paged, all.iter().map(|a| a.id).collect::<Vec<_>>(), "{sort} by {limit}");
        }
        // What isn't known comes last, up and down.
        let unknown: Vec<bool> = match sort {
            AnimalSort::Born | AnimalSort::BornDown => all.iter().map(|a| a.born.is_none()).collect(),
            AnimalSort::Weight | AnimalSort::WeightDown => all.iter().map(|a| a.weight_g.is_none()).collect(),
            AnimalSort::Name | AnimalSort::NameDown => all.iter().map(|a| a.name.is_empty()).collect(),
            _ => continue,
        };
        assert!(unknown.is_sorted() && unknown[40], "{sort}");
    }
}

#[tokio::test]
async fn codes_sort_by_their_numbers() {
    let world = World::new().await;
    for code in ["CR-10", "CR-9", "CR-100a", "BP-2", "CR-062"] {
        world.animal(&world.north, |a| a.code = code.into()).await;
    }
    let page = world.animals.list(&world.north, &AnimalFilter::default(), AnimalSort::Code, None, 10).await.unwrap();
    let codes: Vec<&str> = page.items.iter().map(|a| a.code.as_str()).collect();
    assert_eq!(codes, ["BP-2", "CR-9", "CR-10", "CR-062", "CR-100a"]);
}

#[tokio::test]
async fn a_cursor_of_another_order_or_rubbish_gives_the_first_page() {
    let world = World::new().await;
    crowd(&world).await;
    let filter = AnimalFilter::default();
    let by_name = world.animals.list(&world.north, &filter, AnimalSort::Name, None, 5).await.unwrap().next.unwrap();
    for sort in AnimalSort::ALL {
        for cursor in [by_name.as_str(), "zz", "", "🐍", "7b7d"] {
            let page = world.animals.list(&world.north, &filter, *sort, Some(cursor), 5).await;
            assert_eq!(page.unwrap().items.len(), 5, "{sort} {cursor}");
        }
    }
}

#[tokio::test]
async fn filters_narrow_and_words_are_found_by_their_beginnings() {
    let world = World::new().await;
    let kiwi = world
        .animal(&world.north, |a| {
            a.code = "CR-062".into();
            a.name = "Éclair".into();
            a.genotype_text = "Pastel 66% het Clown".into();
            a.born = "2023-05".parse().ok();
            a.sex = Sex::Female;
            a.visibility = Visibility::Public;
        })
        .await;
    world.animal(&world.north, |a| a.name = "Zeus".into()).await;
    let found = async |filter: AnimalFilter| {
        let page = world.animals.list(&world.north, &filter, AnimalSort::Code, None, 10).await.unwrap();
        let count = world.animals.count(&world.north, &filter).await.unwrap().count;
        assert_eq!(page.items.len() as u64, count);
        page.items.iter().map(|a| a.id).collect::<Vec<_>>()
    };
    let words = async |q: &str| found(AnimalFilter { q: q.into(), ..AnimalFilter::default() }).await;
    for q in ["eclair", "ÉCL", "cr-062", "062", "pastel clo", "66", "pastle"] {
        assert_eq!(words(q).await, [kiwi.id], "{q}");
    }
    for q in ["zeus pastel", "🐍", "'", "& | !", "%", "qqqqq"] {
        assert_eq!(words(q).await, [], "{q}");
    }
    let narrow = |json| serde_json::from_value::<AnimalFilter>(json).unwrap();
    for filter in [
        serde_json::json!({ "sex": ["female"] }),
        serde_json::json!({ "visibility": ["public", "lineage_only"] }),
        serde_json::json!({ "born_from": "2023-05-31", "born_to": "2023-05-31" }),
        serde_json::json!({ "born_from": "2023-05-20", "born_to": "2023-12-31", "kind": ["held"], "role": ["undecided"] }),
    ] {
        assert_eq!(found(narrow(filter)).await, [kiwi.id]);
    }
    assert_eq!(found(narrow(serde_json::json!({ "born_from": "2023-06-01" }))).await, []);
    assert_eq!(found(AnimalFilter { kind: vec![AnimalKind::External], ..AnimalFilter::default() }).await, []);
}
