//! Animals that other breeders have opened to pairings: who is found, and that nothing is told of them but what their public pages say.

use super::{bred, names, wish};
use crate::support::{BOA, World};
use repti_model::{
    AnimalId,
    animal::{Custody, LifeStatus, ParentSide, Sex, Visibility},
    genotype::{ClaimBasis, GenotypeSource, NewGenotypeClaims},
    mates::{MateOrder, MateQuery, Mates},
    registry::{AnimalDetail, AnimalFields, AnimalKind, AnimalPatch, BulkChange, BulkEdit, BulkSelection},
};

/// A female of South's that others may find, after `change`.
async fn opened(world: &World, name: &str, change: impl FnOnce(&mut AnimalFields)) -> AnimalDetail {
    let made = world.animal(&world.south, |a| {
        (a.name, a.sex, a.visibility, a.open_to_pairings) = (name.into(), Sex::Female, Visibility::Public, true);
        change(a);
    });
    made.await
}

async fn asked(world: &World, id: AnimalId, goal: &str) -> Mates {
    let query = MateQuery { others: true, ..wish(goal, MateOrder::Goal) };
    world.animals.mates(&world.north, id, &query).await.unwrap()
}

async fn found(world: &World, id: AnimalId) -> Vec<String> {
    asked(world, id, "").await.mates.into_iter().map(|mate| mate.label).collect()
}

#[tokio::test]
async fn what_others_have_opened_is_ranked_in_one_list_with_the_own_and_only_on_request() {
    let world = World::new().await;
    let zeus = bred(&world, "Zeus", Sex::Male, "het Clown").await;
    bred(&world, "Own", Sex::Female, "het Clown").await;
    bred(&world, "Plain", Sex::Female, "").await;
    let nova = opened(&world, "Nova", |a| a.genotype_text = "Clown".into()).await;
    opened(&world, "Stella", |_| ()).await;

    let ranked = asked(&world, zeus, "Clown").await;
    // Of equals the own first.
    assert_eq!(names(&ranked.mates), ["Nova", "Own", "Plain", "Stella"]);
    let [first, second, ..] = ranked.mates.as_slice() else { panic!("four mates") };
    let breeder = first.breeder.clone().unwrap();
    assert_eq!((breeder.slug.as_str(), breeder.name.as_str()), ("south", "Vivarium south"));
    assert_eq!((first.id, first.code.as_str()), (nova.id, nova.fields.code.as_str()));
    assert_eq!((first.odds.unwrap().goal, second.odds.unwrap().goal), (0.5, 0.25));
    assert_eq!((second.breeder.is_none(), ranked.more, ranked.more_others), (true, false, false));

    let own = world.animals.mates(&world.north, zeus, &wish("Clown", MateOrder::Goal)).await.unwrap();
    assert_eq!(names(&own.mates), ["Own", "Plain"]);
    // To South she is an own animal, and Zeus was never opened.
    let query = MateQuery { others: true, ..MateQuery::default() };
    assert!(world.animals.mates(&world.south, nova.id, &query).await.unwrap().mates.is_empty());
}

#[tokio::test]
async fn who_is_not_open_public_alive_here_and_of_the_species_is_not_found() {
    let world = World::new().await;
    let zeus = bred(&world, "Zeus", Sex::Male, "").await;
    let not: [(&str, fn(&mut AnimalFields)); 9] = [
        ("Closed", |a| a.open_to_pairings = false),
        ("Private", |a| a.visibility = Visibility::Private),
        ("In trees", |a| a.visibility = Visibility::LineageOnly),
        ("Late", |a| a.life_status = LifeStatus::Deceased),
        ("Sold", |a| a.custody = Custody::TransferredOut),
        ("Elsewhere", |a| a.custody = Custody::External),
        ("Ancestor", |a| a.kind = AnimalKind::External),
        ("Boa", |a| a.taxon_id = BOA),
        ("Male", |a| a.sex = Sex::Male),
    ];
    for (name, change) in not {
        opened(&world, name, change).await;
    }
    let away = opened(&world, "Away", |_| ()).await;
    world.animals.archive(&world.south, away.id).await.unwrap();
    assert_eq!(found(&world, zeus).await, [""; 0]);
    assert!(!world.animals.public_animal(away.id).await.is_ok_and(|animal| animal.open_to_pairings));

    opened(&world, "Nova", |a| a.custody = Custody::LoanedIn).await;
    opened(&world, "Unsexed", |a| a.sex = Sex::Unknown).await;
    let both = ["Nova", "Unsexed"];
    assert_eq!(found(&world, zeus).await, both);
    for (hide, show) in [
        (
            "UPDATE core.vivarium SET suspended_at = now() WHERE slug = 'south'",
            "UPDATE core.vivarium SET suspended_at = NULL",
        ),
        ("UPDATE core.vivarium SET listed = false WHERE slug = 'south'", "UPDATE core.vivarium SET listed = true"),
    ] {
        world.sql(hide).await;
        assert_eq!(found(&world, zeus).await, [""; 0], "{hide}");
        world.sql(show).await;
        assert_eq!(found(&world, zeus).await, both);
    }
}

#[tokio::test]
async fn an_animal_that_is_closed_again_is_out_at_once() {
    let world = World::new().await;
    let zeus = bred(&world, "Zeus", Sex::Male, "").await;
    let nova = opened(&world, "Nova", |_| ()).await;
    assert_eq!(found(&world, zeus).await, ["Nova"]);
    assert!(world.animals.public_animal(nova.id).await.unwrap().open_to_pairings);
    let patch = AnimalPatch { version: nova.version, open_to_pairings: Some(false), ..AnimalPatch::default() };
    world.animals.update(&world.south, nova.id, &patch).await.unwrap();
    assert_eq!(found(&world, zeus).await, [""; 0]);
    assert!(!world.animals.public_animal(nova.id).await.unwrap().open_to_pairings);

    // Many at once, and back; each step stands in the history.
    let edit = BulkEdit {
        selection: BulkSelection::Ids(vec![nova.id]),
        change: BulkChange { open_to_pairings: Some(true), ..BulkChange::default() },
    };
    let done = world.animals.bulk_edit(&world.south, &edit).await.unwrap();
    assert_eq!((done.changed, found(&world, zeus).await), (1, vec!["Nova".to_owned()]));
    assert_eq!(world.animals.bulk_edit(&world.south, &edit).await.unwrap().changed, 0);
    world.animals.undo_bulk(&world.south, done.undo.unwrap()).await.unwrap();
    assert_eq!(found(&world, zeus).await, [""; 0]);
    let history = world.animals.history(&world.south, nova.id, None, 10).await.unwrap().items;
    assert_eq!(history.iter().filter(|change| change.field == "open_to_pairings").count(), 3);
}

#[tokio::test]
async fn of_anothers_animal_only_what_its_public_page_says_is_told_and_reckoned_with() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let zeus = bred(&world, "Zeus", Sex::Male, "het Clown").await;
    let nova = opened(&world, "Nova", |a| {
        (a.genotype_text, a.private_notes, a.breeder_of_record) = ("Pastel".into(), "sekret".into(), "sekret".into());
    });
    let nova = nova.await.id;
    // A visual sire would make her het for certain, but nobody outside sees him.
    let sire = world.animal(south, |a| (a.name, a.sex, a.genotype_text) = ("sekret".into(), Sex::Male, "Clown".into()));
    let sire = sire.await.id;
    world.parent(south, nova, sire, ParentSide::Sire).await.unwrap();
    let claim = |text: &str| NewGenotypeClaims {
        text: text.into(),
        basis: ClaimBasis::TestBred,
        evidence: "sekret".into(),
        ..NewGenotypeClaims::default()
    };
    world.animals.add_genotype_claims(south, sire, &claim("Clown")).await.unwrap();

    let told = asked(&world, zeus, "Clown").await;
    assert!(!serde_json::to_string(&told).unwrap().contains("sekret"), "{told:?}");
    let [her] = told.mates.as_slice() else { panic!("{:?}", told.mates) };
    let page = world.animals.public_animal(nova).await.unwrap();
    assert_eq!((&her.genotype_text, &her.reckoned.words), (&page.card.genotype_text, &"Pastel".to_owned()));
    assert_eq!((her.odds.unwrap().goal, her.inbreeding), (0.0, 0.0));

    // What she herself is claimed to carry is on her page, and counts while it stands; what it rests on isn't told.
    let claims = world.animals.add_genotype_claims(south, nova, &claim("het Clown")).await.unwrap();
    let told = asked(&world, zeus, "Clown").await;
    assert!(!serde_json::to_string(&told).unwrap().contains("sekret"), "{told:?}");
    assert_eq!(world.animals.public_genotype(nova).await.unwrap().claims.len(), 1);
    assert_eq!((told.mates[0].odds.unwrap().goal, told.mates[0].reckoned.source), (0.25, GenotypeSource::Claims));
    world.animals.retract_genotype_claim(south, claims[0].id).await.unwrap();
    assert_eq!(asked(&world, zeus, "Clown").await.mates[0].odds.unwrap().goal, 0.0);
    // And what is private goes on being found by its owner alone.
    assert!(world.animals.get(north, nova).await.is_err());
}

#[tokio::test]
async fn inbreeding_comes_from_ancestors_that_the_reader_may_see() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let zeus = bred(&world, "Zeus", Sex::Male, "").await;
    let nova = opened(&world, "Nova", |_| ()).await.id;
    let shared = world.seen(south, "Shared", Sex::Male, Visibility::LineageOnly).await;
    world.parent(north, zeus, shared, ParentSide::Sire).await.unwrap();
    world.parent(south, nova, shared, ParentSide::Sire).await.unwrap();
    let inbreeding = async || asked(&world, zeus, "").await.mates[0].inbreeding;
    assert_eq!(inbreeding().await, 0.125);
    let what_if = world.animals.what_if(north, zeus, nova).await.unwrap();
    assert_eq!(what_if.young.inbreeding, Some(0.125));
    // Hidden again, he is unknown to North, though both descend from him.
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Shared'").await;
    assert_eq!(inbreeding().await, 0.0);
}

/// So many more females of South's without a gene, each recorded after everybody else.
async fn crowd(world: &World, many: i32) {
    let made = sqlx::query(
        "INSERT INTO animal.animal (id, vivarium_id, code, taxon_id, sex, visibility, open_to_pairings)
         SELECT ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, v.id, 'O-' || n, t.id, 'female', 'public', true
         FROM core.vivarium v, animal.taxon t, generate_series(1, $1) n
         WHERE v.slug = 'south' AND t.id = '01935000-0000-7000-8000-000000000001'",
    );
    made.bind(many).execute(&world.test.owner).await.expect("they can be recorded");
}

#[tokio::test]
async fn more_than_are_ranked_is_said() {
    let world = World::new().await;
    let zeus = bred(&world, "Zeus", Sex::Male, "").await;
    bred(&world, "Own", Sex::Female, "").await;
    crowd(&world, 1_001).await;
    let ranked = asked(&world, zeus, "").await;
    assert_eq!((ranked.mates.len(), ranked.more, ranked.more_others), (Mates::MOST + 1, false, true));
    assert_eq!((ranked.others_open, ranked.others_ranked, ranked.cut), (1_001, 1_000, false));
    let own = world.animals.mates(&world.north, zeus, &wish("", MateOrder::Goal)).await.unwrap();
    assert_eq!((own.others_open, own.others_ranked, own.more_others), (0, 0, false));
}

#[tokio::test]
async fn of_very_many_those_whose_genes_promise_the_goal_are_ranked_however_old_they_are() {
    let world = World::new().await;
    let zeus = bred(&world, "Zeus", Sex::Male, "het Clown").await;
    for (name, text) in
        [("Visual", "Clown"), ("Het", "Pastel het Clown"), ("Maybe", "66% het Clown"), ("Other", "Pastel")]
    {
        opened(&world, name, |a| a.genotype_text = text.into()).await;
    }
    // Claimed alone: her record's text says nothing of it.
    let claimed = opened(&world, "Claimed", |_| ()).await.id;
    let het =
        NewGenotypeClaims { text: "het Clown".into(), basis: ClaimBasis::TestBred, ..NewGenotypeClaims::default() };
    world.animals.add_genotype_claims(&world.south, claimed, &het).await.unwrap();
    // Nobody outside sees her, whatever she has.
    opened(&world, "Private", |a| (a.genotype_text, a.visibility) = ("Clown".into(), Visibility::Private)).await;
    crowd(&world, 1_001).await;

    let ranked = asked(&world, zeus, "Clown").await;
    assert_eq!((ranked.others_open, ranked.others_ranked, ranked.more_others), (1_006, 1_000, true));
    let goal: Vec<(&str, f64)> =
        ranked.mates.iter().take(5).map(|mate| (mate.label.as_str(), mate.odds.unwrap().goal)).collect();
    assert_eq!(goal[0], ("Visual", 0.5));
    let mut hets = [goal[1].0, goal[2].0];
    hets.sort_unstable();
    assert_eq!((hets, goal[1].1, goal[2].1), (["Claimed", "Het"], 0.25, 0.25));
    assert!(goal[3].0 == "Maybe" && (goal[3].1 - 1.0 / 6.0).abs() < 1e-12 && goal[4].1 == 0.0, "{goal:?}");
    assert!(!names(&ranked.mates).contains(&"Other"), "of those who bring nothing the newest");
    // Without a goal the newest.
    assert!(!names(&asked(&world, zeus, "").await.mates).contains(&"Visual"));
}
