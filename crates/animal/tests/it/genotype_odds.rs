//! What relatives say about genes: from what the reader may see, apart from what is claimed.

use crate::support::World;
use repti_model::{
    AnimalId,
    animal::{ParentSide, Sex, Visibility},
    genotype::{ClaimBasis, GeneOdds},
};

/// Sire, dam and young of north.
async fn family(world: &World) -> [AnimalId; 3] {
    let north = &world.north;
    let sire = world.named(north, "Zeus", Sex::Male).await;
    let dam = world.named(north, "Hera", Sex::Female).await;
    let young = world.named(north, "Kiwi", Sex::Unknown).await;
    world.parent(north, young, sire, ParentSide::Sire).await.unwrap();
    world.parent(north, young, dam, ParentSide::Dam).await.unwrap();
    [sire, dam, young]
}

fn clown(genes: &[GeneOdds]) -> &GeneOdds {
    genes.iter().find(|gene| gene.name == "Clown").unwrap_or_else(|| panic!("{genes:?}"))
}

#[tokio::test]
async fn parents_say_two_thirds_beside_what_is_claimed() {
    let world = World::new().await;
    let north = &world.north;
    let [sire, dam, young] = family(&world).await;
    world.claim_genes(north, sire, "het Clown", ClaimBasis::TestBred).await;
    world.claim_genes(north, dam, "Pastel het Clown", ClaimBasis::SellerStated).await;
    world.claim_genes(north, young, "Pastel 50% het Clown", ClaimBasis::SellerStated).await;
    let odds = world.animals.genotype_odds(north, young).await.unwrap();
    let gene = clown(&odds.genes);
    assert_eq!((gene.words.as_str(), gene.fraction.as_deref()), ("66% het Clown", Some("2/3")));
    assert_eq!((gene.claimed.as_deref(), odds.relatives), (Some("50% het Clown"), 2));
    let names: Vec<&str> = gene.because.iter().flat_map(|b| &b.animals).map(|animal| animal.label.as_str()).collect();
    assert!(names.contains(&"Zeus (BP-001)") && names.contains(&"Hera (BP-002)"), "{names:?}");
    // Nothing was claimed by reckoning.
    assert_eq!(world.animals.genotype(north, young).await.unwrap().claims.len(), 2);
}

#[tokio::test]
async fn what_cannot_be_is_asked_with_the_names() {
    let world = World::new().await;
    let north = &world.north;
    let [sire, dam, young] = family(&world).await;
    world.claim_genes(north, sire, "Clown", ClaimBasis::Visual).await;
    world.claim_genes(north, dam, "Clown", ClaimBasis::Visual).await;
    world.claim_genes(north, young, "Pastel", ClaimBasis::Visual).await;
    let odds = world.animals.genotype_odds(north, young).await.unwrap();
    // Pastel of parents that don't show it, and no Clown of two Clowns.
    let asked = |name: &str| odds.questions.iter().find(|question| question.name == name && question.impossible);
    let clown = asked("Clown").unwrap_or_else(|| panic!("{odds:?}"));
    assert!(clown.message.contains("Zeus (BP-001): Clown (seen on the animal)"), "{clown:?}");
    assert_eq!(clown.animals.len(), 3);
    assert!(asked("Pastel").is_some_and(|pastel| pastel.message.contains("nothing of it is recorded")), "{odds:?}");
    let [sire, dam] = [sire, dam].map(|parent| world.animals.genotype_odds(north, parent));
    assert!(sire.await.is_ok() && dam.await.is_ok());
}

#[tokio::test]
async fn young_prove_a_parent_and_sibs_count() {
    let world = World::new().await;
    let north = &world.north;
    let [sire, _, young] = family(&world).await;
    world.claim_genes(north, sire, "Enchi", ClaimBasis::Visual).await;
    world.claim_genes(north, young, "Clown", ClaimBasis::Visual).await;
    let odds = world.animals.genotype_odds(north, sire).await.unwrap();
    let gene = clown(&odds.genes);
    assert_eq!((gene.words.as_str(), gene.carries, gene.assumed), ("het Clown", 1.0, true));
    assert_eq!(gene.because[0].animals[0].label, "Kiwi (BP-003)");
    let odds = world.animals.genotype_odds(north, young).await.unwrap();
    assert!(odds.questions[0].message.contains("so Zeus (BP-001) carries Clown"), "{odds:?}");
}

#[tokio::test]
async fn a_hidden_relative_moves_no_figure() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    for (visibility, told) in
        [(Visibility::Public, true), (Visibility::LineageOnly, true), (Visibility::Private, false)]
    {
        let sire = world.seen(south, "Theirs", Sex::Male, Visibility::Public).await;
        let young = world.named(north, "Mine", Sex::Unknown).await;
        world.parent(north, young, sire, ParentSide::Sire).await.unwrap();
        world.claim_genes(south, sire, "Clown", ClaimBasis::Visual).await;
        let detail = world.animals.get(south, sire).await.unwrap();
        let patch = repti_model::registry::AnimalPatch {
            version: detail.version,
            visibility: Some(visibility),
            ..Default::default()
        };
        world.animals.update(south, sire, &patch).await.unwrap();
        let odds = world.animals.genotype_odds(north, young).await.unwrap();
        assert_eq!(!odds.genes.is_empty(), told, "{visibility}: {odds:?}");
        assert_eq!(odds.relatives, u32::from(told), "{visibility}");
        if told {
            let named = &clown(&odds.genes).because[0].animals[0];
            assert_eq!(named.id.is_some(), visibility == Visibility::Public, "{named:?}");
        }
    }
}
