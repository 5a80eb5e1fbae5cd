//! Certificates of origin: issued once, revoked once, nobody else's, and told to whoever has the token only as far as the animal is public.

use crate::support::{World, code, with_role};
use repti_animal::NewCertificate;
use repti_model::{
    AnimalId, CertificateId, ErrorCode, Role,
    animal::{ParentSide, Sex, Visibility},
    lineage::NewParent,
    papers::{CertifiedFact, Revocation, StatedFact},
    registry::AnimalPatch,
};

fn new(animal: AnimalId, name: &str, token: char) -> NewCertificate {
    let facts = vec![StatedFact { fact: CertifiedFact::Name, value: name.to_owned() }];
    NewCertificate { animal, facts, token: token.to_string().repeat(22) }
}

fn because(reason: &str) -> Revocation {
    Revocation { reason: reason.to_owned() }
}

#[tokio::test]
async fn the_same_facts_on_a_day_are_one_certificate_and_a_revoked_one_is_issued_anew() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    let animal = world.named(north, "Saffron", Sex::Female).await;
    let first = animals.issue_certificate(north, &new(animal, "Saffron", 'a')).await.unwrap();
    assert_eq!(animals.issue_certificate(north, &new(animal, "Saffron", 'b')).await.unwrap(), first);
    let other = animals.issue_certificate(north, &new(animal, "Saffron the second", 'c')).await.unwrap();
    assert_ne!(other.code, first.code);
    assert_eq!(animals.certificates_of(north, animal).await.unwrap().len(), 2);

    assert_eq!(code(animals.revoke_certificate(north, first.id, &because("")).await), ErrorCode::Invalid);
    let revoked = animals.revoke_certificate(north, first.id, &because("wrong animal")).await.unwrap();
    let again = animals.revoke_certificate(north, first.id, &because("another reason")).await.unwrap();
    assert_eq!((revoked.revoked_because.as_str(), &again), ("wrong animal", &revoked), "once is for good");
    let anew = animals.issue_certificate(north, &new(animal, "Saffron", 'd')).await.unwrap();
    assert!(anew.id != first.id && anew.code == first.code);
}

#[tokio::test]
async fn nobody_else_reads_issues_or_revokes() {
    let world = World::new().await;
    let (north, south, animals) = (&world.north, &world.south, &world.animals);
    let animal = world.named(north, "Saffron", Sex::Female).await;
    let made = animals.issue_certificate(north, &new(animal, "Saffron", 'a')).await.unwrap();
    for id in [made.id, CertificateId::new()] {
        assert_eq!(code(animals.certificate(south, id).await), ErrorCode::NotFound);
        assert_eq!(code(animals.revoke_certificate(south, id, &because("mine now")).await), ErrorCode::NotFound);
    }
    assert_eq!(code(animals.certificates_of(south, animal).await), ErrorCode::NotFound);
    assert_eq!(code(animals.issue_certificate(south, &new(animal, "Saffron", 'b')).await), ErrorCode::NotFound);
    assert_eq!(animals.certificate(north, made.id).await.unwrap().revoked_at, None);

    let handler = with_role(north, Role::Handler);
    assert_eq!(code(animals.issue_certificate(&handler, &new(animal, "Saffron", 'b')).await), ErrorCode::Forbidden);
    assert_eq!(code(animals.revoke_certificate(&handler, made.id, &because("no")).await), ErrorCode::Forbidden);
    assert_eq!(animals.certificates_of(&handler, animal).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_tells_no_more_than_the_public_may_see_today() {
    let world = World::new().await;
    let (north, animals) = (&world.north, &world.animals);
    world.sql("UPDATE core.vivarium SET listed = true").await;
    let public = |name: &'static str, sex| {
        world.animal(north, move |a| {
            (a.name, a.sex, a.visibility) = (name.into(), sex, Visibility::Public);
        })
    };
    let (animal, sire) = (public("Saffron", Sex::Female).await, public("Onyx", Sex::Male).await);
    animals.add_parent(north, animal.id, &NewParent::existing(sire.id, ParentSide::Sire)).await.unwrap();
    let made = animals.issue_certificate(north, &new(animal.id, "Saffron", 'a')).await.unwrap();
    let found = animals.certificate_by_token(&made.token).await.unwrap();
    let shown = found.shown.expect("a public animal");
    assert_eq!((shown.animal, shown.sire_hidden, shown.facts), (animal.id, false, made.facts.clone()));
    assert_eq!(found.code, made.code);

    let hide = |version| AnimalPatch { version, visibility: Some(Visibility::Private), ..AnimalPatch::default() };
    animals.update(north, sire.id, &hide(sire.version)).await.unwrap();
    assert!(animals.certificate_by_token(&made.token).await.unwrap().shown.is_some_and(|shown| shown.sire_hidden));
    let version = animals.get(north, animal.id).await.unwrap().version;
    animals.update(north, animal.id, &hide(version)).await.unwrap();
    let found = animals.certificate_by_token(&made.token).await.unwrap();
    assert!(found.shown.is_none() && found.revoked_at.is_none() && found.code == made.code);

    for token in ["", "a", &"b".repeat(22), &"é".repeat(11), "'; DROP TABLE x; -- abc"] {
        assert_eq!(code(animals.certificate_by_token(token).await), ErrorCode::NotFound, "{token}");
    }
}
