use crate::support::{World, code};
use repti_model::{
    ErrorCode,
    animal::{ParentSide, Sex, Visibility},
    lineage::{NewParent, Relative, Shown, SiblingKind},
};

#[tokio::test]
async fn a_tree_across_vivariums_shows_what_each_owner_allows() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let kiwi = world.seen(north, "Kiwi", Sex::Female, Visibility::Public).await;
    let public = world.seen(south, "Open", Sex::Male, Visibility::Public).await;
    let lineage = world.seen(south, "Quiet", Sex::Female, Visibility::LineageOnly).await;
    let above = world.seen(south, "Above", Sex::Male, Visibility::Public).await;
    let beyond = world.seen(south, "Beyond", Sex::Male, Visibility::Public).await;
    world.parent(north, kiwi, public, ParentSide::Sire).await.unwrap();
    world.parent(north, kiwi, lineage, ParentSide::Dam).await.unwrap();
    world.parent(south, lineage, above, ParentSide::Sire).await.unwrap();
    world.parent(south, above, beyond, ParentSide::Sire).await.unwrap();
    // Made private after it was named in a tree.
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Above'").await;

    for tree in
        [world.animals.pedigree(north, kiwi, 5).await.unwrap(), world.animals.public_pedigree(kiwi, 5).await.unwrap()]
    {
        let sire = &tree.sires[0].node.animal;
        assert_eq!((sire.shown, sire.id, sire.name.as_str()), (Shown::Public, Some(public), "Open"));
        assert_eq!(sire.breeder.as_ref().map(|b| b.slug.as_str()), Some("south"));
        let dam = &tree.dams[0].node;
        assert_eq!((dam.animal.shown, dam.animal.id), (Shown::LineageOnly, None));
        assert_eq!((dam.animal.name.as_str(), dam.animal.sex), ("Quiet", Sex::Female));
        assert_eq!((dam.animal.genotype_text.as_str(), dam.animal.code.as_str()), ("Quiet morph", ""));
        assert_eq!(dam.sires[0].node.animal, Relative::hidden());
        assert!(dam.sires[0].node.sires.is_empty() && !dam.sires[0].node.more);
    }
    let own = world.animals.pedigree(south, lineage, 5).await.unwrap();
    assert_eq!(own.sires[0].node.sires[0].node.animal.name, "Beyond");
    for hidden in [lineage, above] {
        assert_eq!(code(world.animals.pedigree(north, hidden, 5).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.public_pedigree(hidden, 5).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.descendants(north, hidden, None, 10).await), ErrorCode::NotFound);
        assert_eq!(code(world.animals.siblings(north, hidden).await), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn an_ancestor_that_is_hidden_counts_as_unknown() {
    let world = World::new().await;
    let south = &world.south;
    let grandsire = world.seen(south, "Shared", Sex::Male, Visibility::LineageOnly).await;
    let [sire, dam, young] = [("Sire", Sex::Male), ("Dam", Sex::Female), ("Young", Sex::Unknown)]
        .map(|(name, sex)| world.seen(south, name, sex, Visibility::Public));
    let (sire, dam, young) = (sire.await, dam.await, young.await);
    for (child, parent, side) in [
        (young, sire, ParentSide::Sire),
        (young, dam, ParentSide::Dam),
        (sire, grandsire, ParentSide::Sire),
        (dam, grandsire, ParentSide::Sire),
    ] {
        world.parent(south, child, parent, side).await.unwrap();
    }
    // Young of half sibs: 1/8, for everybody as long as the grandsire shows in trees.
    assert_eq!(world.animals.public_ancestry(young).await.unwrap().inbreeding, Some(0.125));
    world.sql("UPDATE animal.animal SET visibility = 'private' WHERE name = 'Shared'").await;
    let public = world.animals.public_ancestry(young).await.unwrap();
    assert_eq!((public.inbreeding, public.ancestors), (Some(0.0), 2));
    assert_eq!(world.animals.ancestry(&world.north, young).await.unwrap(), public);
    assert_eq!(world.animals.ancestry(south, young).await.unwrap().inbreeding, Some(0.125));
}

#[tokio::test]
async fn a_private_animal_elsewhere_cannot_be_named_as_a_parent() {
    let world = World::new().await;
    let kiwi = world.named(&world.north, "Kiwi", Sex::Unknown).await;
    let secret = world.seen(&world.south, "Secret", Sex::Male, Visibility::Private).await;
    let forged = NewParent::existing(secret, ParentSide::Sire);
    assert_eq!(code(world.animals.add_parent(&world.north, kiwi, &forged).await), ErrorCode::NotFound);
}

#[tokio::test]
async fn families_show_own_and_public_animals_only() {
    let world = World::new().await;
    let (north, south) = (&world.north, &world.south);
    let sire = world.seen(north, "Zeus", Sex::Male, Visibility::Public).await;
    let dam = world.seen(north, "Hera", Sex::Female, Visibility::Public).await;
    let mut young = Vec::new();
    for (actor, name, visibility) in [
        (north, "Ares", Visibility::Private),
        (north, "Hebe", Visibility::Private),
        (south, "Open", Visibility::Public),
        (south, "Quiet", Visibility::LineageOnly),
        (south, "Secret", Visibility::Private),
    ] {
        let id = world
            .animal(actor, |a| {
                a.name = name.into();
                a.visibility = visibility;
                a.born = if name == "Open" { None } else { "2024-07-01".parse().ok() };
            })
            .await
            .id;
        world.parent(actor, id, sire, ParentSide::Sire).await.unwrap();
        if name != "Open" {
            world.parent(actor, id, dam, ParentSide::Dam).await.unwrap();
        }
        young.push(id);
    }
    let names = |page: Vec<Relative>| {
        let mut names: Vec<String> = page.into_iter().map(|relative| relative.name).collect();
        names.sort();
        names
    };
    let down = world.animals.descendants(north, sire, None, 10).await.unwrap().items;
    assert_eq!(names(down.into_iter().map(|d| d.animal).collect()), ["Ares", "Hebe", "Open"]);
    let offspring = world.animals.public_offspring(sire, 10).await.unwrap();
    assert_eq!(names(offspring.into_iter().map(|d| d.animal).collect()), ["Open"]);
    let siblings = world.animals.siblings(north, young[0]).await.unwrap();
    let kinds: Vec<(&str, SiblingKind)> = siblings.iter().map(|s| (s.animal.name.as_str(), s.kind)).collect();
    assert_eq!(kinds, [("Hebe", SiblingKind::ClutchMate), ("Open", SiblingKind::HalfBySire)]);
    // South sees its own, and of north's only what is public.
    let siblings = world.animals.siblings(south, young[2]).await.unwrap();
    assert_eq!(names(siblings.into_iter().map(|s| s.animal).collect()), ["Quiet", "Secret"]);
}

#[tokio::test]
async fn suspended_vivariums_vanish_from_trees_and_unlisted_ones_lose_their_links() {
    let world = World::new().await;
    let kiwi = world.seen(&world.north, "Kiwi", Sex::Female, Visibility::Public).await;
    let open = world.seen(&world.south, "Open", Sex::Male, Visibility::Public).await;
    world.parent(&world.north, kiwi, open, ParentSide::Sire).await.unwrap();
    let sire = async || world.animals.public_pedigree(kiwi, 1).await.unwrap().sires[0].node.animal.shown;
    world.sql("UPDATE core.vivarium SET listed = false WHERE slug = 'south'").await;
    assert_eq!(sire().await, Shown::LineageOnly);
    world.sql("UPDATE core.vivarium SET suspended_at = now() WHERE slug = 'south'").await;
    assert_eq!(sire().await, Shown::Hidden);
}
